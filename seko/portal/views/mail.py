"""Messages that did not go out: the Office sees which and why, and sends them again."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from seko.events.actions import send_again, send_all_again
from seko.events.models import Delivery
from seko.events.permissions import may_send_again
from seko.rules.errors import require
from seko.web.pages import list_page, number_from_request, run_action


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mail_queue(request):
    """`?show=dropped` lists those that made no sense any more; a POST sends `delivery` again, or all without it."""
    require(may_send_again(request.user))
    if request.method == "POST":
        _send(request)
        return redirect("mail_queue")
    dropped = request.GET.get("show") == "dropped"
    rows = Delivery.objects.dropped() if dropped else Delivery.objects.unsent()
    rows = rows.select_related("recipient", "event__organization").order_by("-pk")
    return list_page(request, "portal/mail_queue.html", rows, dropped=dropped, counts=Delivery.objects.counts())


def _send(request):
    if "delivery" in request.POST:
        delivery = get_object_or_404(Delivery, pk=number_from_request(request.POST["delivery"], digits=18))
        run_action(request, lambda: send_again(delivery, by=request.user), _("The message is sent again."))
        return
    number = Delivery.objects.unsent().count()
    words = ngettext("%(n)s message is sent again.", "%(n)s messages are sent again.", number) % {"n": number}
    run_action(request, lambda: send_all_again(by=request.user), words)
