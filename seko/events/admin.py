"""The event log in the admin: what happened, and who was told."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from seko.admin.base import HistoryAdmin, ReadOnlyInline
from seko.admin.buttons import action_button
from seko.events.actions import send_again
from seko.events.models import Delivery, Event
from seko.events.permissions import may_send_again
from seko.events.templatetags import event_words


class DeliveryInline(ReadOnlyInline):
    model = Delivery
    fields = ("recipient", "channel", "status", "drop_reason", "attempts", "retry_at", "sent_at")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("recipient")


@admin.register(Event)
class EventAdmin(HistoryAdmin):
    list_display = ("at", "told", "actor", "organization", "public")
    list_filter = ("public", "verb", "at")
    list_select_related = ("actor", "organization")
    search_fields = ("verb", "organization__search", "actor__full_name")
    date_hierarchy = "at"
    fields = (
        "verb",
        "at",
        "actor",
        "organization",
        "object_type",
        "about",
        "facts",
        "topics",
        "public",
        "distributed_at",
    )
    inlines = [DeliveryInline]

    @display(description=_("about"))
    def about(self, obj):
        return obj.object

    @display(description=_("what happened"), ordering="verb")
    def told(self, obj):
        return event_words(obj)


@admin.register(Delivery)
class DeliveryAdmin(HistoryAdmin):
    list_display = ("recipient", "told", "channel", "state", "attempts", "created_at", "sent_at")
    list_filter = ("status", "drop_reason", "channel", "created_at")
    list_select_related = ("recipient", "event__organization")
    search_fields = ("recipient__full_name", "recipient__email", "event__verb")
    date_hierarchy = "created_at"
    fields = (
        *("event", "recipient", "channel", "status", "drop_reason", "attempts", "error"),
        *("created_at", "first_tried_at", "retry_at", "sent_at"),
    )
    buttons = (
        action_button(
            _("Send again"),
            send_again,
            allowed=lambda user, obj: may_send_again(user),
            ready=lambda obj: obj.is_unsent,
        ),
    )

    @display(description=_("what happened"), ordering="event__verb")
    def told(self, obj):
        return event_words(obj.event)
