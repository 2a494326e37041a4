"""Every line of a feed and every mail, from an event that a real action recorded, on each variant of the portal."""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import engines
from django.utils import translation

from seko.events.declarations import EMAIL, declarations, declared, recipients_of
from seko.events.delivery import message_for
from seko.events.models import Delivery, Event
from seko.events.templatetags import event_line
from tests.events.plays import PLAYS

LANGUAGES = ("sr", "sr-latn", "en")
CYRILLIC, LATIN = re.compile("[\u0400-\u04ff]"), re.compile("[A-Za-z\u00c0-\u024f]")
# What has no second script: addresses, numbers of documents, kinds and names of files, the state's portal.
OF_NO_SCRIPT = re.compile(r"\S+://\S+|\S+@\S+|\bK-\d[\w/-]*|\b(?:PDF|DOCX|XLSX|CSV|JSON)\b|\w+\.pdf|eKonsultacije")
# What is left in a text where a fact was empty: "until .", "Reason: ", "()", two blanks.
HOLE = re.compile(r"[ \t][.,:;)]|\(\s*\)|[ \t]{2}|:[ \t]+$|\bNone\b", re.MULTILINE)

TEMPLATES = Path(settings.BASE_DIR, "templates")
VERB = re.compile(r"[a-z_]+\.[a-z_]+")
APPS = ("organizations", "sectors", "memoranda", "consultations", "seko/scripts", "seko/demo")


class Undefined(str):
    """Stands for a variable that a template asks for and nobody gives; where a template only asks whether it is
    there, Django does not use it."""

    __slots__ = ()

    def __mod__(self, name):
        raise AssertionError(f"a template asks for {name}, which is not there")


class DeclaredFacts(dict):
    """Facts of an event; to ask for one that its declaration does not name is an error, even in an `{% if %}`."""

    def __init__(self, event):
        super().__init__(event.facts)
        self.verb = event.verb

    def __missing__(self, name):
        self._require_declared(name)
        raise KeyError(name)

    def get(self, name, default=None):
        self._require_declared(name)
        return super().get(name, default)

    def _require_declared(self, name):
        assert name in declared(self.verb).kinds, f"{self.verb} declares no {name}"


@pytest.fixture
def strict_templates(monkeypatch):
    monkeypatch.setattr(engines["django"].engine, "string_if_invalid", Undefined("%s"))


pytestmark = pytest.mark.usefixtures("files_apart")


def assert_whole(text, language):
    """No hole, and no word in another script than the reader's."""
    assert not HOLE.search(text), text
    words = OF_NO_SCRIPT.sub("", text)
    assert (LATIN if language == "sr" else CYRILLIC).findall(words) == [], text


def told_by_mail(declaration):
    return declaration.audiences and EMAIL in declaration.channels


# --- what is told ----------------------------------------------------------------------------


def test_every_declared_verb_is_played():
    assert PLAYS.keys() == declarations().keys()


@pytest.mark.parametrize("play", dict.fromkeys(PLAYS.values()), ids=lambda play: play.__name__)
def test_lines_and_mails_tell_what_a_real_action_recorded(cast, strict_templates, play):
    play(cast)

    verbs = {verb for verb in PLAYS if PLAYS[verb] is play}
    reached = set()
    events = list(Event.objects.filter(verb__in=verbs).select_related("organization").order_by("pk"))
    assert {event.verb for event in events} == verbs
    for event in events:
        declared(event.verb).check(event.facts)
        event.facts = DeclaredFacts(event)
        for language in LANGUAGES:
            with translation.override(language):
                line = re.sub(r"\s*\n\s*", " ", re.sub("<[^>]+>", "", event_line(event)))  # as a browser shows it
            assert_whole(line, language)
            assert not line.endswith(":"), line
        if told_by_mail(declared(event.verb)) and assert_mail(event):
            reached.add(event.verb)
    assert reached == {verb for verb in verbs if told_by_mail(declared(verb))}


def assert_mail(event):
    """To all who are told of it, to the first in each language; False where this time nobody is."""
    recipients = recipients_of(event).order_by("pk")
    for number, recipient in enumerate(recipients):
        for language in LANGUAGES if number == 0 else LANGUAGES[:1]:
            recipient.language = language
            message = message_for(Delivery(event=event, recipient=recipient))
            assert message.subject
            assert_whole(message.subject, language)
            assert_whole(message.body.replace("\n-- \n", "\n--\n"), language)
    return bool(recipients)


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("{{ facts.due }}", None),
        ("{% if facts.reason %}{{ facts.reason }}{% endif %}", None),
        ("{{ facts.reason }}", "facts.reason"),
        ("{{ facts.closes|moment }}", "declares no closes"),
        ("{% if facts.closes %}{% endif %}", "declares no closes"),
        ('{{ facts|fact:"closes" }}', "declares no closes"),
        ("{{ until }}", "until"),
        ("{% blocktranslate %}Until {{ until }}.{% endblocktranslate %}", "until"),
    ],
)
def test_what_is_not_there_is_an_error(strict_templates, monkeypatch, source, fault):
    kinds = {"due": str, "reason": str}
    monkeypatch.setattr("tests.events.test_contracts.declared", lambda verb: type("", (), {"kinds": kinds}))
    facts = DeclaredFacts(Event(verb="a.verb", facts={"due": "2026-12-13"}))
    template = engines["django"].from_string("{% load events i18n %}" + source)

    if fault is None:
        template.render({"facts": facts})
    else:
        with pytest.raises(AssertionError, match=fault):
            template.render({"facts": facts})


@pytest.mark.parametrize(
    "text", ["Comments are taken until .", "Reason: ", "It ends on , at noon", "opinions on  today"]
)
def test_a_hole_in_a_text_is_found(text):
    with pytest.raises(AssertionError):
        assert_whole(text, "en")


# --- which templates there are ---------------------------------------------------------------


def test_every_verb_has_a_line_and_every_line_a_verb():
    assert {path.stem for path in (TEMPLATES / "events").iterdir()} == declarations().keys()


def test_every_verb_that_is_told_by_mail_has_a_mail_and_every_mail_a_verb():
    told = {verb for verb, declaration in declarations().items() if told_by_mail(declaration)}
    files = {path.name for path in (TEMPLATES / "emails").iterdir() if not path.name.startswith("_")}

    assert files == {f"{verb}{part}.txt" for verb in told for part in ("", "_subject")}


@pytest.mark.parametrize("verb", declarations())
def test_texts_ask_only_for_facts_that_are_declared(verb):
    """Also in branches that no play comes to."""
    sources = [TEMPLATES / "events" / f"{verb}.html"]
    if told_by_mail(declared(verb)):
        sources += [TEMPLATES / "emails" / f"{verb}{part}.txt" for part in ("", "_subject")]

    asked = {name for source in sources for name in asked_facts(source)}

    assert asked - declared(verb).kinds.keys() == set()


def asked_facts(path):
    """The names of facts in a template and in what it includes; a text has an English form beside it."""
    source = path.read_text(encoding="utf-8")
    yield from re.findall(r"\bfacts\.(\w+)", source)
    for by_filter, by_tag in re.findall(r'\bfacts\|fact:"(\w+)"|fact_link facts "(\w+)"', source):
        yield from (by_filter or by_tag, f"{by_filter or by_tag}_en")
    for included in re.findall(r'{% include "([\w./]+)"', source):
        yield from asked_facts(TEMPLATES / included)


# --- which verbs are recorded ----------------------------------------------------------------


def verbs_in_modules_that_import(*names):
    """(verb, where) for every text of the form `noun.verb` in modules that import one of these from the event log."""
    for path in (path for app in APPS for path in Path(settings.BASE_DIR, app).rglob("*.py")):
        nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
        if any(_imports(node, names) for node in nodes):
            texts = [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]
            yield from ((text, str(path.relative_to(settings.BASE_DIR))) for text in texts if VERB.fullmatch(text))


def _imports(node, names):
    in_log = isinstance(node, ast.ImportFrom) and node.module in {"seko.events.log", "seko.events.models"}
    return in_log and not {alias.name for alias in node.names}.isdisjoint(names)


def test_what_is_recorded_is_declared_and_what_is_declared_is_recorded():
    recorded = set(verbs_in_modules_that_import("record", "unsaved_event"))

    assert {(verb, where) for verb, where in recorded if verb not in declarations()} == set()
    assert declarations().keys() - {verb for verb, _where in recorded} == set()


def test_what_is_looked_for_in_the_log_is_declared():
    looked_for = set(verbs_in_modules_that_import("Event"))

    assert {verb for verb, _where in looked_for} & declarations().keys(), "nothing is looked for"
    assert {(verb, where) for verb, where in looked_for if verb not in declarations()} == set()


def test_nobody_writes_to_the_log_past_its_declarations():
    written = re.compile(r"\bEvent\(|\bEvent\.objects\.(?:create|get_or_create|update_or_create)\(")
    paths = [path for app in APPS for path in Path(settings.BASE_DIR, app).rglob("*.py")]

    assert [path for path in paths if written.search(path.read_text(encoding="utf-8"))] == []
