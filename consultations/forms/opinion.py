from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.models import Comment, OpinionItem, Passage
from organizations.models import Organization
from seko.script import for_visitor, localized


class PassageField(forms.ModelChoiceField):
    """Passages by number and first words."""

    def label_from_instance(self, obj):
        return for_visitor(f"{obj.number} {obj.text[:70]}".strip())


class CommentsField(forms.ModelMultipleChoiceField):
    """Comments by number, organization and first words."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj):
        return f"#{obj.number} {localized(obj.organization, 'name')}: {for_visitor(obj.reason[:120])}"


class IntroductionForm(forms.Form):
    introduction = forms.CharField(
        label=_("Introduction"), widget=forms.Textarea(attrs={"rows": 4}), required=False, max_length=20000
    )


class ItemForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=200)
    passage = PassageField(
        label=_("Passage"), queryset=Passage.objects.none(), required=False, empty_label=_("the whole document")
    )
    text = forms.CharField(label=_("Position of the SEKO"), widget=forms.Textarea(attrs={"rows": 6}), max_length=20000)
    proposed_text = forms.CharField(
        label=_("Proposed text"), widget=forms.Textarea(attrs={"rows": 4}), required=False, max_length=20000
    )
    comments = CommentsField(label=_("Merged comments"), queryset=Comment.objects.none(), required=False)

    def __init__(self, *args, opinion, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["passage"].queryset = Passage.objects.filter(version=opinion.consultation.version_id)
        heard = Comment.objects.standing().filter(consultation=opinion.consultation_id).of_network(opinion.seko_id)
        self.fields["comments"].queryset = heard.select_related("organization")


class SetAsideForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=5000,
        help_text=_("The organization that spoke reads it, and it is public with the opinion."),
    )


class MinorityForm(forms.Form):
    organization = forms.ModelChoiceField(label=_("Organization"), queryset=Organization.objects.none())
    item = forms.ModelChoiceField(
        label=_("Against the item"),
        queryset=OpinionItem.objects.none(),
        required=False,
        empty_label=_("the whole opinion"),
    )
    text = forms.CharField(label=_("Minority position"), widget=forms.Textarea(attrs={"rows": 4}), max_length=20000)

    def __init__(self, *args, opinion, **kwargs):
        super().__init__(*args, **kwargs)
        spoke = Comment.objects.standing().filter(consultation=opinion.consultation_id).of_network(opinion.seko_id)
        members = Organization.objects.filter(consortium_memberships__consortium__seko=opinion.seko_id)
        in_question = Organization.objects.filter(pk__in=spoke.order_by().values("organization")) | members
        organizations = Organization.objects.filter(pk__in=in_question.order_by().values("pk"))
        self.fields["organization"].queryset = organizations
        self.fields["organization"].label_from_instance = lambda organization: localized(organization, "name")
        self.fields["item"].queryset = opinion.items.all()
        self.fields["item"].label_from_instance = lambda item: for_visitor(str(item))
