"""What organizations answered to the Office's questions, each as a sentence, a table and a drawing."""

from django.utils.translation import gettext as _

from consultations.questions.models import Question
from seko.plots import Plot, PlotColumn, PlotRow, PlotSeries
from seko.scripts import for_visitor, localized

SHORT = PlotColumn("", 2).shown


class _Texts:
    """A stored text in both languages, as the visitor reads it."""

    def __init__(self, **texts):
        self.__dict__.update(texts)


def question_plots(results):
    """[(result, its plot, or None where the answers are texts)] of what `question_results` says, live or frozen."""
    return [(result, None if result["kind"] == Question.Kind.TEXT else question_plot(result)) for result in results]


def question_title(result):
    """The question with its number, in the visitor's language and script."""
    return f"{result['position']}. {localized(_Texts(text=result['text'], text_en=result['text_en']), 'text')}"


def question_plot(result):
    """How often each answer was given."""
    bars = _bars(result)
    told = bars if result["answers"] else []
    return Plot(
        key=f"question-{result['position']}",
        title=question_title(result),
        summary=_about(result, bars),
        columns=[
            PlotColumn(_("Answers"), None),
            PlotColumn(_("Organizations")),
            PlotColumn(_("Share of the answers"), 0, "%"),
        ],
        rows=[PlotRow([label, count, 100 * count / result["answers"]]) for label, count in told],
        drawing={
            "kind": "rows",
            "decimals": 0,
            "rows": [{"label": label, "values": [count]} for label, count in told],
        },
        legend=[PlotSeries(_("organizations"), 1)],
        size=len(bars),
    )


def _bars(result):
    if "options" in result:
        return [(for_visitor(row["option"]), row["count"]) for row in result["options"]]
    return [(_step(row["low"], row["high"]), row["count"]) for row in result["distribution"]]


def _step(low, high):
    return _plain(low) if low == high else _("%(low)s to %(high)s") % {"low": _plain(low), "high": _plain(high)}


def _plain(number):
    return PlotColumn("", 0 if number == int(number) else 2).shown(number)


def _about(result, bars):
    if not result["answers"]:
        return _("Nobody has answered.")
    told = _("Answers: %(answers)s, of these late: %(late)s.") % {"answers": result["answers"], "late": result["late"]}
    if "numbers" in result:
        numbers = {name: SHORT(value) for name, value in result["numbers"].items()}
        words = _("Mean %(mean)s, median %(median)s, from %(least)s to %(most)s.")
        return f"{told} {words % numbers}"
    counted = "; ".join(f"{label} {count}" for label, count in bars)
    return f"{told} {counted}."
