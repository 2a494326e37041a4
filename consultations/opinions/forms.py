"""What the consortium types while it makes one opinion of many comments."""

from django import forms
from django.db.models import OuterRef
from django.utils.translation import gettext_lazy as _

from consultations.comments.models import Comment, Support
from consultations.documents.models import Passage
from consultations.opinions.models import OpinionItem
from consultations.opinions.workspace import comments_of_network
from organizations.models import Organization
from seko.rules.counting import number_of
from seko.scripts import cited_words, for_visitor, localized, serbian
from seko.scripts.fields import NamedChoiceField
from seko.web.fields import reason_field
from seko.web.pages import number_from_request
from seko.web.stale import SeenForm


class PassageField(forms.ModelChoiceField):
    """Passages by number and first words."""

    def label_from_instance(self, obj):
        return cited_words(obj.number, obj.text[:70])


class CommentsField(forms.ModelMultipleChoiceField):
    """Comments by number, organization and first words."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj):
        return serbian(f"#{obj.number} {localized(obj.organization, 'name')}: {for_visitor(obj.reason[:120])}")


class CommentsForm(SeenForm, forms.Form):
    """Any comment that the SEKO heard may be chosen; `offered` are those that were, so that a form stays short."""

    comments = CommentsField(label=_("Comments"), queryset=Comment.objects.none(), required=False)

    def __init__(self, *args, opinion, chosen=(), **extra):
        super().__init__(*args, **extra)
        field = self.fields["comments"]
        supports = number_of(Support.objects.standing().filter(comment=OuterRef("pk")))
        field.queryset = (
            comments_of_network(opinion).select_related("organization", "passage").annotate(supports_number=supports)
        )
        typed = self.data.getlist("comments") if self.is_bound else []
        shown = {comment.pk for comment in chosen} | {number_from_request(pk) for pk in typed} - {None}
        self.offered = list(field.queryset.filter(pk__in=shown).order_by("number")) if shown else []
        field.choices = [(comment.pk, field.label_from_instance(comment)) for comment in self.offered]
        if not self.is_bound:
            self.initial["comments"] = [comment.pk for comment in chosen]


class TakeBackForm(forms.Form):
    """Why a submitted opinion becomes a draft again."""

    reason = reason_field(_("The reason is published. The Ministry and your consortium are notified."))


class IntroductionForm(SeenForm, forms.Form):
    introduction = forms.CharField(
        label=_("Introduction"), widget=forms.Textarea(attrs={"rows": 4}), required=False, max_length=20000
    )


class ItemForm(CommentsForm):
    title = forms.CharField(label=_("Title"), max_length=200)
    passage = PassageField(
        label=_("Passage"), queryset=Passage.objects.none(), required=False, empty_label=_("the whole document")
    )
    text = forms.CharField(label=_("Position of the SEKO"), widget=forms.Textarea(attrs={"rows": 6}), max_length=20000)
    proposed_text = forms.CharField(
        label=_("Proposed text"), widget=forms.Textarea(attrs={"rows": 4}), required=False, max_length=20000
    )
    note = forms.CharField(
        label=_("Internal note"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        max_length=5000,
        help_text=_("Seen by the consortium alone, never published."),
    )

    field_order = ["title", "passage", "text", "proposed_text", "comments", "note"]

    def __init__(self, *args, opinion, **extra):
        super().__init__(*args, opinion=opinion, **extra)
        self.fields["passage"].queryset = Passage.objects.filter(version=opinion.consultation.version_id)
        self.fields["comments"].label = _("Merged comments")


class SetAsideForm(CommentsForm):
    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=5000,
        help_text=_("The organization that commented sees it, and it is published with the opinion."),
    )

    def __init__(self, *args, **extra):
        super().__init__(*args, **extra)
        self.fields["comments"].required = True


class MinorityForm(CommentsForm):
    organization = NamedChoiceField(label=_("Organization"), queryset=Organization.objects.none())
    item = NamedChoiceField(
        label=_("Concerns"),
        queryset=OpinionItem.objects.none(),
        required=False,
        empty_label=_("the whole opinion"),
    )
    text = forms.CharField(label=_("Minority position"), widget=forms.Textarea(attrs={"rows": 4}), max_length=20000)

    field_order = ["organization", "item", "text", "comments"]

    def __init__(self, *args, opinion, **extra):
        super().__init__(*args, opinion=opinion, **extra)
        spoke = comments_of_network(opinion)
        members = Organization.objects.filter(consortium_memberships__consortium__seko=opinion.seko_id)
        in_question = Organization.objects.filter(pk__in=spoke.order_by().values("organization")) | members
        organizations = Organization.objects.filter(pk__in=in_question.order_by().values("pk"))
        self.fields["organization"].queryset = organizations
        self.fields["item"].queryset = opinion.items.all()
        self.fields["comments"].label = _("Comments kept in it")


class ObjectionForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=5000,
        help_text=_("The lead organization and the consortium see it; it is not published."),
    )
