"""What people type about organizations."""

from django import forms
from django.utils.translation import gettext_lazy as _

from organizations.actions import PROFILE_FIELDS
from organizations.models import District, Organization, User
from seko.scripts.fields import NamedChoiceField
from seko.web.stale import SeenForm


class ProfileForm(SeenForm, forms.ModelForm):
    """What an organization says about itself."""

    district = NamedChoiceField(label=_("District"), queryset=District.objects.defer("outline"), required=False)
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https", max_length=200)

    class Meta:
        model = Organization
        fields = PROFILE_FIELDS


class AccountForm(forms.ModelForm):
    """What people choose about their own account."""

    class Meta:
        model = User
        fields = ("language",)
        labels = {"language": _("Language of messages")}
