"""What was recently discarded, for those whose it is, and the way back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from seko.discarded.actions import restore_discarded
from seko.discarded.kinds import kind_of, owners_of
from seko.discarded.models import Discarded
from seko.rules.errors import first_message
from seko.web.pages import list_page


def _own(user):
    return Discarded.objects.waiting().of(owners_of(user)).select_related("discarded_by")


@login_required
@require_safe
def discarded_list(request):
    """Everything that this person may take up again, newest first."""
    return list_page(request, "discarded/list.html", _own(request.user), more=_with_labels)


def _with_labels(rows):
    return {"labels": {row.pk: kind_of(row).label for row in rows}}


@login_required
@require_POST
def discarded_restore(request, pk):
    """Take something up again, and go to where it stands."""
    rows = Discarded.objects.of(owners_of(request.user))
    discarded = get_object_or_404(rows, pk=pk)
    try:
        address = restore_discarded(discarded, by=request.user)
    except ValidationError as refusal:
        messages.error(request, first_message(refusal))
        return redirect("discarded")
    messages.success(request, _("Restored."))
    return redirect(address)
