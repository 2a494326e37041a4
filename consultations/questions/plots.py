"""What organizations answered to the Office's questions, each as a sentence, a table and a drawing."""

from django.utils.translation import gettext as _

from consultations.questions.kinds import kind_of
from seko.plots import Plot, PlotColumn, PlotRow, PlotSeries
from seko.scripts import localized
from seko.scripts.marks import Together


class _Texts:
    """A stored text in both languages, as the visitor reads it."""

    def __init__(self, **texts) -> None:
        self.__dict__.update(texts)


def question_plots(results):
    """[(result, its plot, or None where the answers are texts)] of what `question_results` says, live or frozen."""
    return [(result, question_plot(result)) for result in results]


def question_title(result) -> str:
    """The question with its number, in the visitor's language and script."""
    return Together(f"{result['position']}.", localized(_Texts(text=result["text"], text_en=result["text_en"]), "text"))


def question_plot(result) -> Plot | None:
    """How often each answer was given; None where the answers are texts."""
    bars = kind_of(result).bars(result)
    if bars is None:
        return None
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


def _about(result, bars) -> str:
    if not result["answers"]:
        return _("Nobody has answered.")
    told = _("Answers: %(answers)s, of these late: %(late)s.") % {"answers": result["answers"], "late": result["late"]}
    return Together(told, kind_of(result).sentence(result, bars))
