"""Trainings and registrations in the admin."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.enums import ActionVariant
from unfold.widgets import UnfoldAdminIntegerFieldWidget

from consultations.trainings.actions import (
    announce_training,
    cancel_registration,
    cancel_training,
    change_places,
    change_training,
    create_training,
    hold_training,
)
from consultations.trainings.models import Registration, Training
from consultations.trainings.permissions import can_cancel_registration, can_manage_trainings
from seko.admin.base import HistoryAdmin, OfficeAdmin, ReadOnlyInline
from seko.admin.buttons import ActionForm, ReasonForm, action_button, in_status

Status = Training.Status
FIELDS = (
    "title", "title_en", "text", "sekos", "organizer", "starts_at", "ends_at", "registration_closes_at", "place",
)  # fmt: skip


def prepares(user, obj):
    """Coordinator and desk officers keep every training."""
    return can_manage_trainings(user)


class PlacesForm(ActionForm):
    """How many places there are from now on."""

    places = forms.IntegerField(
        label=_("Number of places"), min_value=0, max_value=32767, widget=UnfoldAdminIntegerFieldWidget
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["places"].initial = self.obj.places


class RegistrationInline(ReadOnlyInline):
    model = Registration
    fields = ("mandate", "organization", "status", "registered_at")

    def get_queryset(self, request):
        related = ("mandate__user", "mandate__organization", "organization", "training")
        return super().get_queryset(request).select_related(*related)


@admin.register(Training)
class TrainingAdmin(OfficeAdmin):
    list_display = ("title", "organizer", "state", "starts_at", "place", "places", "is_demo")
    list_filter = ("status", "sekos", "starts_at", "is_demo")
    list_select_related = ("organizer",)
    search_fields = ("search", "organizer__search")
    date_hierarchy = "starts_at"
    autocomplete_fields = ("sekos", "organizer")
    fields = (*FIELDS, "places", "status", "slug", "is_demo")
    add_fields = (*FIELDS, "places")
    inlines = [RegistrationInline]
    keeper = staticmethod(can_manage_trainings)
    buttons = (
        action_button(
            _("Announce"), announce_training, allowed=prepares, ready=in_status(Status.DRAFT),
            variant=ActionVariant.PRIMARY,
        ),
        action_button(
            _("Change the number of places"), change_places, allowed=prepares, form=PlacesForm,
            ready=in_status(*Training.COMING),
        ),
        action_button(_("Mark as held"), hold_training, allowed=prepares, ready=in_status(Status.ANNOUNCED)),
        action_button(
            _("Cancel the training"), cancel_training, allowed=prepares, form=ReasonForm,
            ready=in_status(*Training.COMING), variant=ActionVariant.DANGER,
        ),
    )  # fmt: skip

    def is_changeable(self, obj):
        return obj.status in Training.COMING

    def is_disposable(self, obj):
        return obj.status == Status.DRAFT

    def get_readonly_fields(self, request, obj=None):
        return ("status", "slug", "is_demo") if obj is None else ("places", "status", "slug", "is_demo")

    def create(self, request, obj, form):
        return create_training(by=request.user, **form.cleaned_data)

    def change(self, request, obj, form):
        return self.run(request, change_training, obj, **form.cleaned_data)


@admin.register(Registration)
class RegistrationAdmin(HistoryAdmin):
    list_display = ("mandate", "organization", "training", "state", "registered_at")
    list_filter = ("status", "registered_at")
    list_select_related = ("mandate__user", "mandate__organization", "organization", "training")
    search_fields = ("mandate__user__full_name", "organization__search", "training__search")
    date_hierarchy = "registered_at"
    buttons = (
        action_button(
            _("Cancel the registration"), cancel_registration, allowed=can_cancel_registration,
            ready=in_status(*Registration.LIVE), variant=ActionVariant.DANGER,
        ),
    )  # fmt: skip
