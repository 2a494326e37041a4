"""The outcomes of responses, each declared once with all that belongs to it.

Badges, plots, statistics, reports and their files, filters and rules read it from here and name no outcome themselves:
a new one can not be declared without each of its traits, and is then everywhere.
"""

from dataclasses import dataclass

from django.db.models import Q, TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, eq=False)
class OutcomeSeries:
    """What a plot of an organization's history draws as one: outcomes that share it are added up under its label."""

    colour: int  # of the plots, 1 to 6
    label: str | Promise = ""  # "": that of its only outcome


# The words name each outcome that shares the series.
NOTHING_CHANGES = OutcomeSeries(colour=4, label=_("noted, forwarded, already covered or out of scope"))


@dataclass(frozen=True, kw_only=True)
class Traits:
    """What belongs to an outcome; nothing of it may be left out."""

    weight: int  # a comment with several answers counts once, by the lightest: the best for whoever made it
    is_accepted: bool  # at least in part: it lands in the text
    needs_reason: bool
    names_body: bool  # a competent body is named, and only then
    tone: str  # of its badge
    colour: int  # in plots, 1 to 6
    paper: str  # its colour on paper, one of static/css/tokens.css; it only repeats what the word says
    series: OutcomeSeries


class Outcome(TextChoices):
    """What is answered to an item, in the order in which it is offered; each has its `Traits` as attributes.

    “Noted” and “forwarded to a competent body” are answers like any other: they count among the answered comments, and
    not among the accepted ones, since nothing in the text changes by them."""

    def __new__(cls, code, traits) -> str:
        outcome = str.__new__(cls, code)
        outcome._value_ = code
        vars(outcome).update(vars(traits))
        return outcome

    ACCEPTED = (
        "accepted",
        Traits(
            weight=1, is_accepted=True, needs_reason=False, names_body=False,
            tone="success", colour=3, paper="#1b5e34", series=OutcomeSeries(colour=3),
        ),
        _("accepted"),
    )  # fmt: skip
    PARTLY = (
        "partly",
        Traits(
            weight=2, is_accepted=True, needs_reason=True, names_body=False,
            tone="info", colour=5, paper="#724500", series=OutcomeSeries(colour=5),
        ),
        _("partly accepted"),
    )  # fmt: skip
    NOT_ACCEPTED = (
        "not_accepted",
        Traits(
            weight=6, is_accepted=False, needs_reason=True, names_body=False,
            tone="danger", colour=2, paper="#98191f", series=OutcomeSeries(colour=2),
        ),
        _("not accepted"),
    )  # fmt: skip
    NOTED = (
        "noted",
        Traits(
            weight=5, is_accepted=False, needs_reason=True, names_body=False,
            tone="secondary", colour=4, paper="#4b5866", series=NOTHING_CHANGES,
        ),
        _("noted"),
    )  # fmt: skip
    ALREADY_COVERED = (
        "already_covered",
        Traits(
            weight=3, is_accepted=False, needs_reason=True, names_body=False,
            tone="secondary", colour=4, paper="#4b5866", series=NOTHING_CHANGES,
        ),
        _("already covered"),
    )  # fmt: skip
    OUT_OF_SCOPE = (
        "out_of_scope",
        Traits(
            weight=7, is_accepted=False, needs_reason=True, names_body=False,
            tone="secondary", colour=4, paper="#4b5866", series=NOTHING_CHANGES,
        ),
        _("out of scope"),
    )  # fmt: skip
    FORWARDED = (
        "forwarded",
        Traits(
            weight=4, is_accepted=False, needs_reason=True, names_body=True,
            tone="light", colour=4, paper="#4b5866", series=NOTHING_CHANGES,
        ),
        _("forwarded to a competent body"),
    )  # fmt: skip


ACCEPTED = tuple(outcome for outcome in Outcome if outcome.is_accepted)  # what counts as accepted everywhere
BY_WEIGHT = tuple(sorted(Outcome, key=lambda outcome: outcome.weight))


def number_accepted(counts) -> int:
    """How many of {code of an outcome: how many} were accepted, whole or in part."""
    return sum(counts.get(outcome, 0) for outcome in ACCEPTED)


def series_of_outcomes() -> dict[OutcomeSeries, tuple]:
    """{series: its outcomes} in the order in which the outcomes are offered; those that stand alone come first."""
    found = {}
    for outcome in Outcome:
        found.setdefault(outcome.series, []).append(outcome)
    return {series: tuple(found[series]) for series in sorted(found, key=lambda series: bool(series.label))}


def outcome_is(trait, value=True) -> Q:
    """A condition on responses: their outcome has this trait."""
    codes = [outcome.value for outcome in Outcome if getattr(outcome, trait) == value]
    return Q(outcome=codes[0]) if len(codes) == 1 else Q(outcome__in=codes)
