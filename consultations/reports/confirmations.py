"""What has to be read before a report is published."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from consultations.opinions.models import OpinionItem
from consultations.reports.actions import publish_report
from seko.web.confirmation import declare_act


def _report(consultation):
    items = OpinionItem.objects.filter(opinion__consultation=consultation).in_submitted().count()
    comments = consultation.comments.active().count()
    words = ngettext("The answer to %(n)s item becomes public.", "The answers to %(n)s items become public.", items)
    yield words % {"n": items}
    words = ngettext(
        "The outcome of %(n)s comment is published.", "The outcome of %(n)s comments is published.", comments
    )
    yield words % {"n": comments}
    yield _(
        "The report is final and gets a number and a fingerprint. A mistake is corrected by a note with "
        "it, never in it."
    )


declare_act(publish_report, title=_("Publication of the report"), button=_("Publish the report"), notes=_report)
