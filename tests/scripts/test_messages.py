"""Messages are found in Python and templates exactly as gettext looks them up."""

import polib
import pytest
from django.template import Context, Template
from django.utils import translation

from seko.scripts import messages
from seko.scripts.catalogues import catalogue
from seko.scripts.messages import BadMessage, Message, python_messages, template_messages, updated_catalogue


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('_("Name")', [Message("Name")]),
        ('_("One " "text")', [Message("One text")]),
        ('gettext_lazy("Name")', [Message("Name")]),
        ('translation.gettext("Name")', [Message("Name")]),
        ('pgettext("month", "May")', [Message("May", context="month")]),
        ('ngettext("%(n)s day", "%(n)s days", n)', [Message("%(n)s day", "%(n)s days")]),
        ('npgettext_lazy("c", "a", "b", n)', [Message("a", "b", "c")]),
        ('x = {"a": _("B")}; _("A")', [Message("B"), Message("A")]),
        ("gettext(word)", []),
        ('print("Name")', []),
        ('_("")', []),
    ],
)
def test_python_messages(source, found):
    assert list(python_messages(source)) == found


@pytest.mark.parametrize("source", ['_(f"{name}")', '_("a" + name)', "_(name)", 'gettext(f"{name}")'])
def test_a_message_made_at_run_time_is_refused(source):
    with pytest.raises(BadMessage, match="<python>:1"):
        list(python_messages(source))


TEMPLATES = [
    ('{% translate "Name" %}', [Message("Name")]),
    ("{% trans 'Name' as name %}", [Message("Name")]),
    (r'{% translate "A \"quoted\" name" %}', [Message('A "quoted" name')]),
    ('{% translate "5% off" %}', [Message("5%% off")]),
    ('{% translate "May" context "month" %}', [Message("May", context="month")]),
    ('{% translate "Name"|upper %}', [Message("Name")]),
    ("{% translate name %}", []),
    ("{% blocktranslate %}One {{ name }}, 5%{% endblocktranslate %}", [Message("One %(name)s, 5%%")]),
    ("{% blocktranslate trimmed %}\n  One\n  two\n{% endblocktranslate %}", [Message("One two")]),
    (
        "{% blocktranslate count n=x %}{{ n }} day{% plural %}{{ n }} days{% endblocktranslate %}",
        [Message("%(n)s day", "%(n)s days")],
    ),
    ('{{ name|default:_("none") }}', [Message("none")]),
    ('{% include "a.html" with title=_("Title") %}', [Message("Title")]),
    ("{# _('no') #}{% comment %}{% endcomment %}", []),
]


@pytest.mark.parametrize(("source", "found"), TEMPLATES)
def test_template_messages(source, found):
    assert list(template_messages(source)) == found


RENDERED = [
    (source, found) for source, found in TEMPLATES if found and "include" not in source and " as " not in source
]


@pytest.mark.parametrize(("source", "found"), RENDERED)
def test_django_looks_up_what_was_collected(source, found, monkeypatch):
    asked = []
    trans = translation._trans
    monkeypatch.setattr(trans, "gettext", lambda text: asked.append(Message(text)) or text)
    monkeypatch.setattr(trans, "pgettext", lambda context, text: asked.append(Message(text, context=context)) or text)
    monkeypatch.setattr(trans, "ngettext", lambda one, many, n: asked.append(Message(one, many)) or one)

    Template("{% load i18n %}" + source).render(Context({"name": "", "x": 1}))

    assert asked[:1] == found


@pytest.mark.parametrize(
    "source",
    [
        "{% blocktranslate %}never ends",
        "{% blocktranslate %}{% if a %}{% endif %}{% endblocktranslate %}",
        "{% blocktranslate count n=x %}no plural{% endblocktranslate %}",
    ],
)
def test_a_broken_block_is_refused(source):
    with pytest.raises(BadMessage):
        list(template_messages(source))


def test_an_update_keeps_translations_and_drops_what_is_gone(settings, tmp_path, monkeypatch):
    settings.LOCALE_PATHS = [tmp_path]
    catalogue("sr_Latn").parent.mkdir(parents=True)
    catalogue("sr_Latn").write_text('msgid "Name"\nmsgstr "Ime"\n\nmsgid "Gone"\nmsgstr "Nestalo"\n', encoding="utf-8")
    found = {
        Message("Name"): ["seko/a.py", "templates/a.html"],
        Message("%(n)s day"): ["seko/b.py"],
        Message("%(n)s day", "%(n)s days"): ["seko/a.py"],
    }
    monkeypatch.setattr(messages, "all_messages", lambda: found)

    fresh = updated_catalogue("sr_Latn")

    assert [(entry.msgid, entry.msgstr, entry.flags) for entry in fresh] == [
        ("Name", "Ime", []),
        ("%(n)s day", "", ["python-format"]),
    ]
    assert fresh[1].msgstr_plural == {0: "", 1: "", 2: ""}
    assert messages.missing("sr_Latn") == ["%(n)s day"]
    assert len(polib.pofile(str(fresh))) == 2
