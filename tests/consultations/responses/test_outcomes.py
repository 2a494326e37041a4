"""Each outcome is declared once, and is then in every place: badge, plots, statistics, filters, rules and reports."""

import dataclasses
import re
import subprocess
import sys
import zipfile

import pytest
from django.conf import settings
from django.template import Context, Template
from django.utils import translation

from consultations.comments.filters import CommentFilter
from consultations.models import Response
from consultations.reports.actions import publish_report
from consultations.reports.content import accepted_share
from consultations.reports.files.docx import write_docx
from consultations.reports.files.sheets import write_csv, write_xlsx
from consultations.reports.filters import ReportItemForm
from consultations.reports.frozen import is_awaited
from consultations.reports.models import ConsultationReport
from consultations.reports.print import parts
from consultations.reports.print.document import report_pdf
from consultations.responses.filters import ItemFilter, ResponseFilter
from consultations.responses.forms import BulkResponseForm, ResponseForm
from consultations.responses.outcomes import BY_WEIGHT, Outcome, OutcomeSeries, Traits, series_of_outcomes
from consultations.statistics.formulas import comment_flow
from consultations.statistics.plots import comment_flow_plot, organization_history
from tests import factories as make
from tests.consultations.reports.print.conftest import read
from tests.rounds import opinion_with
from tests.tools.sources import members_named, sources

QUIET = "secondary"  # a badge that has this tone has no colour of its own

each_outcome = pytest.mark.parametrize("outcome", Outcome)


def traits_of(outcome):
    return {field.name: getattr(outcome, field.name) for field in dataclasses.fields(Traits)}


# --- the declaration -------------------------------------------------------------------------


@pytest.mark.parametrize("missing", [field.name for field in dataclasses.fields(Traits)])
def test_an_outcome_can_not_be_declared_without_one_of_its_traits(missing):
    traits = traits_of(Outcome.NOTED)
    del traits[missing]

    with pytest.raises(TypeError, match=missing):
        Traits(**traits)


def test_an_outcome_can_not_be_declared_by_its_word_alone():
    with pytest.raises(TypeError, match="traits"):
        Outcome.__new_member__(Outcome, "eighth")


def test_no_two_outcomes_weigh_the_same():
    assert sorted(outcome.weight for outcome in Outcome) == list(range(1, len(Outcome) + 1))


@each_outcome
def test_colours_are_those_of_the_portal(outcome):
    css = settings.BASE_DIR / "static" / "css"
    plots = (css / "plots.css").read_text(encoding="utf-8")

    assert outcome.paper in (css / "tokens.css").read_text(encoding="utf-8")
    for colour in (outcome.colour, outcome.series.colour):
        assert f"--plot-{colour}:" in plots and f".plot-swatch-{colour} " in plots
    components = (css / "components.css").read_text(encoding="utf-8")
    assert outcome.tone == QUIET or f".status-{outcome.tone}" in components


@pytest.mark.parametrize("series", [found for found in series_of_outcomes() if found.label])
def test_the_words_of_a_shared_series_name_each_of_its_outcomes(series):
    with translation.override("en"):
        named = re.split(", | or ", str(series.label))
        labels = [str(outcome.label) for outcome in series_of_outcomes()[series]]

    assert len(named) == len(labels)
    assert all(any(label.startswith(name) for label in labels) for name in named)


def test_a_series_without_words_of_its_own_holds_one_outcome():
    assert all(len(outcomes) == 1 for series, outcomes in series_of_outcomes().items() if not series.label)
    assert OutcomeSeries(colour=3) != OutcomeSeries(colour=3)


@pytest.mark.parametrize(
    ("trait", "exception", "words"),
    [
        ("needs_reason", False, "response_has_reason"),
        ("names_body", True, "response_forwarded_named"),
        ("needs_reason", False, BulkResponseForm.base_fields["reason"].help_text),
        ("names_body", True, BulkResponseForm.base_fields["forwarded_to"].help_text),
    ],
)
def test_rules_and_forms_name_the_outcomes_that_they_except(trait, exception, words):
    rules = {rule.name: rule for rule in Response._meta.constraints}
    with translation.override("en"):
        words = str(rules[words].violation_error_message if words in rules else words)
        excepted = [str(outcome.label) for outcome in Outcome if getattr(outcome, trait) == exception]

    assert re.findall("“(.*?)”", words) == excepted


# --- nobody else names one -------------------------------------------------------------------

# Words that are spelt like an outcome and are something else.
NO_OUTCOMES = {
    ("consultations/consultation/actions.py", "noted"): "the fact that the clock was late",
    ("consultations/reports/content.py", "accepted"): "a number of the frozen content",
    ("consultations/reports/plots.py", "accepted"): "the same number",
    ("consultations/responses/actions/implementation.py", "not_accepted"): "the code of a refusal",
    ("consultations/statistics/plots/comment_flow.py", "accepted"): "a number in a sentence",
    ("consultations/statistics/plots/comments.py", "accepted"): "a number in a sentence",
    ("sectors/models/calls.py", "accepted"): "the status of an application",
    ("seko/admin/base.py", "accepted"): "the status of an application",
    ("seko/web/components.py", "accepted"): "a specimen of a choice",
    ("seko/web/components.py", "not accepted"): "a specimen of a choice",
}
HOME = "consultations/responses/outcomes.py"


def test_no_other_module_names_an_outcome():
    found = members_named(HOME, {"Outcome"}, Outcome)

    assert found - set(NO_OUTCOMES) == set()


def test_no_template_script_or_style_names_an_outcome():
    codes = "|".join(sorted(set(Outcome.values) - {"accepted"}))
    # The fact `noted` of an event is when the clock noticed a term.
    named = re.compile(rf"(?<!facts)[\"'.#_-](?:{codes})[\"'\s{{:]|outcome\w* == ")

    found = [name for name, text in sources(".html", ".txt", ".typ", ".css", ".js") if named.search(text)]
    assert found == ["templates/web/components.html"]  # specimens of badges


# --- each outcome in each place --------------------------------------------------------------


@each_outcome
@pytest.mark.parametrize("language", ["sr", "sr-latn", "en"])
def test_the_badge(outcome, language):
    with translation.override(language):
        shown = Template("{% load responses %}{% outcome_badge code %}").render(Context({"code": outcome.value}))
        assert str(outcome.label) in shown and outcome.tone in shown


@each_outcome
def test_filters_and_forms_offer_it(outcome):
    answers = dict(CommentFilter.base_filters["status"].extra["choices"][-1][1])
    choices = [
        answers,
        dict(ItemFilter.base_filters["outcome"].extra["choices"]),
        dict(ResponseFilter.base_filters["outcome"].extra["choices"]),
        dict(ReportItemForm.base_fields["outcome"].choices),
        dict(ResponseForm.base_fields["outcome"].choices),
    ]
    assert [offered[outcome.value] for offered in choices] == [outcome.label] * len(choices)


@each_outcome
def test_what_counts_as_accepted(outcome):
    numbers = {"items": 2, "outcomes": {outcome.value: 1}}

    assert accepted_share(numbers) == (50 if outcome.is_accepted else 0)
    assert is_awaited({"outcome": outcome.value, "landed_in": None}) == outcome.is_accepted


@pytest.fixture
def answered(cast):
    """A consultation in review with one comment for each outcome."""
    consultation = make.make_consultation("in_review", [cast.seko])
    network = cast.mandate("network")
    answers = [(make.make_comment(consultation, network), outcome, None) for outcome in Outcome]
    opinion_with(consultation, cast.seko, cast.mandate("lead"), answers)
    return consultation


@pytest.fixture
def published(answered, cast, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    publish_report(answered, by=cast.user("coordinator"))
    return ConsultationReport.objects.select_related("consultation", "organization").get()


def test_statistics_and_plots_count_each(published, cast):
    flow = comment_flow()
    with translation.override("en"):
        drawn, history = comment_flow_plot(), organization_history(cast.network_org)
    stages = {row.cells[0]: row.cells[1] for row in drawn.rows}
    nodes = {node["id"]: node["colour"] for node in drawn.drawing["nodes"]}

    assert dict(flow.dispositions) == dict.fromkeys(Outcome, 1)
    assert (flow.answered, flow.accepted) == (len(Outcome), sum(outcome.is_accepted for outcome in Outcome))
    with translation.override("en"):
        assert {str(outcome.label): stages[str(outcome.label)] for outcome in Outcome} == {
            str(outcome.label): 1 for outcome in Outcome
        }
    assert {outcome: nodes[outcome] for outcome in Outcome} == {outcome: outcome.colour for outcome in Outcome}
    assert [series.colour for series in history.legend] == [series.colour for series in series_of_outcomes()]
    assert [sum(values) for values in history.drawing["panels"][0]["values"]] == [
        len(outcomes) for outcomes in series_of_outcomes().values()
    ]


def test_a_comment_with_several_answers_counts_by_the_lightest(answered, cast):
    comment = answered.comments.first()
    seko = make.make_seko()
    answered.invitations.create(seko=seko)
    opinion_with(answered, seko, cast.mandate("lead"), [(comment, outcome, None) for outcome in BY_WEIGHT[1:]])
    publish_report(answered, by=cast.user("coordinator"))

    assert comment_flow().dispositions[BY_WEIGHT[0]] == 1


def test_the_report_tells_each_in_every_format(published, tmp_path):
    with translation.override("en"):
        labels = {str(outcome.label) for outcome in Outcome}
        told = {}
        for name, write in {"csv": write_csv, "xlsx": write_xlsx, "docx": write_docx}.items():
            with (tmp_path / name).open("wb+") as out:
                write(published, out)
            told[name] = text_of(tmp_path / name)
        told["pdf"] = read(report_pdf(published)).text
        counted = parts.outcomes(published.content["numbers"])

    assert {name: {label for label in labels if label not in text} for name, text in told.items()} == {
        name: set() for name in told
    }
    assert [(row["code"], row["colour"]) for row in counted] == [(outcome.value, outcome.paper) for outcome in Outcome]


def text_of(path):
    """All words of a file; those of office formats lie in archives of XML."""
    if path.name == "csv":
        return path.read_text(encoding="utf-8-sig")
    with zipfile.ZipFile(path) as archive:
        return " ".join(archive.read(name).decode(errors="replace") for name in archive.namelist())


# --- an eighth -------------------------------------------------------------------------------

EIGHTH = """
import importlib.util, os, sys
from pathlib import Path
import django
source = Path("consultations/responses/outcomes.py").read_text(encoding="utf-8")
member = '''    EIGHTH = (
        "eighth",
        Traits(
            weight=8, is_accepted=False, needs_reason=True, names_body=False,
            tone="info", colour=6, paper="#4b5866", series=OutcomeSeries(colour=6),
        ),
        _("the eighth"),
    )
'''
source = source.replace("\\n\\nACCEPTED = tuple", member + "\\n\\nACCEPTED = tuple")
os.environ["DJANGO_SETTINGS_MODULE"] = "seko.settings"
class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == "consultations.responses.outcomes":
            return importlib.util.spec_from_loader(name, self)
    def create_module(self, spec): return None
    def exec_module(self, module): exec(compile(source, "outcomes", "exec"), module.__dict__)
sys.meta_path.insert(0, Finder())
django.setup()
from consultations.responses.templatetags import outcome_badge
from consultations.reports.print import parts
from consultations.reports.filters import ReportItemForm
from consultations.statistics.plots import comment_flow, comments
from consultations.models import Response
assert "the eighth" in outcome_badge("eighth")
assert parts.outcomes({"items": 1, "outcomes": {"eighth": 1}})[0]["label"] == "the eighth"
assert comment_flow.FLOW["eighth"] == ("merged", 6)
assert "the eighth" in comment_flow._stages().values()
assert "the eighth" in [series.label for series in comments._parts().values()]
assert "eighth" in dict(ReportItemForm.base_fields["outcome"].choices)
known = next(rule for rule in Response._meta.constraints if rule.name == "response_outcome_known")
assert "eighth" in dict(known.condition.children)["outcome__in"]
"""


def test_an_eighth_is_everywhere_by_its_declaration_alone():
    done = subprocess.run(
        [sys.executable, "-c", EIGHTH], cwd=settings.BASE_DIR, capture_output=True, text=True, timeout=120
    )

    assert done.returncode == 0, done.stderr
