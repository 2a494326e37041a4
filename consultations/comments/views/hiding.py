"""The lead hides a comment, or shows it again."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from consultations.comments.actions.hiding import hide_comment, require_hideable, show_comment
from consultations.comments.forms import HideForm
from consultations.comments.permissions import can_hide
from consultations.comments.views.comments import place_of
from consultations.consultation.views.consultations import visible_consultation
from seko.rules.errors import require
from seko.web.confirmation import confirmed
from seko.web.pages import not_now, process_form, run_action


@login_required
def comment_hide(request, slug, number):
    comment = _comment(request, slug, number)
    require(can_hide(request.user, comment))
    here = place_of(comment.consultation, comment.passage)
    if away := not_now(request, lambda: require_hideable(comment), here):
        return away
    form = HideForm(request.POST or None)
    done = _("The comment is hidden. Its organization and the Ministry are being notified.")
    if process_form(request, form, confirmed(request, hide_comment, comment, back=here), done):
        return redirect(here)
    return render(request, "consultations/comments/hide.html", {"form": form, "comment": comment})


@login_required
def comment_show(request, slug, number):
    comment = _comment(request, slug, number)
    back = place_of(comment.consultation, comment.passage)
    run_action(request, confirmed(request, show_comment, comment, back=back), _("The comment is shown again."))
    return redirect(back)


def _comment(request, slug, number):
    consultation = visible_consultation(request, slug)
    comments = consultation.comments.not_withdrawn().select_related("organization", "passage")
    comment = get_object_or_404(comments, number=number)
    comment.consultation = consultation
    return comment
