"""Whatever is typed into a form of the loop: an answer in words, never a fault, and nothing typed is lost."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.html import escape
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from consultations.models import Attachment, Comment, Consultation
from seko.events.models import Event
from tests import factories as make
from tests.browsing import moment, press
from tests.cast import Cast

DAY = timedelta(days=1)
HEARD = {"lead", "member", "network", "other_network"}
CASE_WORKERS = {"coordinator", "desk_officer"}

# Form → who may post it, on which consultation of the scene, and what would be right.
WORDS = {"kind": "change", "proposed_text": "Нови текст који предлажемо", "reason": "Образложење које пишемо"}
FORMS = {
    "document_create": (
        CASE_WORKERS,
        None,
        {"title": "Наслов документа", "kind": "ad", "language": "sr", "issuer": "office"},
    ),
    "version_create": (CASE_WORKERS, "draft", {"text": "1. Став који лепимо.", "note": "Белешка о промени"}),
    "create": (CASE_WORKERS, None, "plan"),
    "edit": (CASE_WORKERS, "draft", "plan"),
    "close": ({"coordinator"}, "running", {"reason": "Разлог хитности"}),
    "move": ({"coordinator"}, "running", "later"),
    "cancel": ({"coordinator"}, "running", {"reason": "Разлог отказивања"}),
    "whole": (HEARD, "running", WORDS),
    "passage": (HEARD, "running", WORDS),
    "comment_edit": ({"network"}, "running", WORDS),
    "comment_hide": ({"lead"}, "running", {"reason": "Разлог сакривања"}),
    "question_create": (CASE_WORKERS, "draft", {"kind": "single", "text": "Питање за све", "options": "да\nне"}),
    "opinion_introduction": ({"lead"}, "closed", {"introduction": "Увод мишљења"}),
    "item_create": ({"lead"}, "closed", "item"),
    "item_edit": ({"lead"}, "closed", "item"),
    "set_aside": ({"lead"}, "closed", "aside"),
    "opinion_object": ({"lead", "member"}, "closed", {"reason": "Разлог приговора"}),
    "minority_create": ({"lead"}, "closed", {"organization": "network_org", "text": "Издвојено мишљење"}),
    "response": (CASE_WORKERS, "in_review", {"outcome": "partly", "reason": "Образложење одговора"}),
    "responses_bulk": (CASE_WORKERS, "in_review", "assigned"),
    "report_publish": ({"coordinator"}, "in_review", {"summary": "Сажетак извештаја"}),
}

OF_OPINION = ["opinion_introduction", "item_create", "set_aside", "minority_create", "opinion_object"]

BAD = {
    "missing": None,
    "empty": "",
    "spaces": "  \n ",
    "too long": "ш" * 1_000_001,
    "nul": "пре\x00после",
    "control": "\x01\x08\x0b\x1f\x7f",
    "other way round": "\u202eнатрашке\u2028",
    "markup": "<script>alert(1)</script>{{ x }}{% y %}%s",
    "word": "није ово",
    "unknown id": "999999999",
    "endless id": "9" * 40,
    "negative": "-1",
    "fraction": "1e9",
    "first day": "0001-01-01T00:00",
    "last day": "9999-12-31T23:59",
    "no such day": "2026-02-30T10:00",
    "hour that is left out": "2027-03-28T02:30",
}


@pytest.fixture
def scene(cast, settings, tmp_path):
    """A consultation for each step, and right data for each form."""
    settings.MEDIA_ROOT = tmp_path
    draft, running, closed, in_review = (
        make.make_consultation(state, [cast.seko]) for state in ("draft", "open", "consolidation", "in_review")
    )
    make.make_comment(running, cast.mandate("network"))
    merged, left = (make.make_comment(closed, cast.mandate("network")) for __ in range(2))
    opinion = make.make_opinion(closed, cast.seko, cast.mandate("lead"), items=1, comments=[merged])
    handed_in = make.make_opinion(in_review, cast.seko, cast.mandate("lead"), items=1, status="submitted")
    passage = closed.version.passages.first()
    now = timezone.now()
    data = {
        "plan": {
            "version": draft.version_id, "title": "Наслов консултације", "summary": "Сажетак", "purpose": "Шта се пита",
            "phase": "programming", "sekos": cast.seko.pk, "opens_at": moment(now + DAY),
            "comments_close_at": moment(now + 13 * DAY), "opinion_due_at": moment(now + 16 * DAY),
            "answer_due_at": moment(now + 31 * DAY), "urgency_reason": "Разлог хитности", "contact": "Контакт",
        },
        "later": {
            "comments_close_at": moment(running.comments_close_at + DAY), "reason": "Разлог померања",
            "opinion_due_at": moment(running.opinion_due_at), "answer_due_at": moment(running.answer_due_at),
        },
        "item": {
            "title": "Наслов тачке", "text": "Став мреже", "proposed_text": "Предлог",
            "passage": passage.pk, "comments": left.pk, "note": "Белешка", "revision": 1,
        },
        "aside": {"reason": "Разлог изостављања", "comments": left.pk},
    }  # fmt: skip
    item, answered = opinion.items.get(), handed_in.items.get()
    data["assigned"] = {"institution": "ministry", "due_on": "2030-01-31", "items": f"{answered.pk}-0"}
    of_opinion = [closed.slug, cast.seko.code]
    arguments = {
        "version_create": [draft.version.document.slug],
        "passage": [running.slug, running.version.passages.first().pk],
        **{key: [running.slug, 1] for key in ("comment_edit", "comment_hide")},
        **dict.fromkeys(OF_OPINION, of_opinion),
        "item_edit": [*of_opinion, item.pk],
        "response": [in_review.slug, answered.pk],
        "responses_bulk": [in_review.slug, "assign"],
    }
    consultations = {"draft": draft, "running": running, "closed": closed, "in_review": in_review}

    def form(name):
        """The address of a form, and data that it takes."""
        __, where, right = FORMS[name]
        args = arguments.get(name, [consultations[where].slug] if where else [])
        right = data[right] if isinstance(right, str) else right
        with translation.override("en"):
            address = reverse(f"consultations:{name}", args=args)
        return address, {key: getattr(getattr(cast, str(value), None), "pk", value) for key, value in right.items()}

    return SimpleNamespace(form=form, **consultations)


def post(client, address, data):
    """Post, confirm what the portal shows first, look at the page to which it leads, and leave no trace."""
    with transaction.atomic():
        response = press(client, address, {"csrfmiddlewaretoken": "", **data}, follow=True)
        events = Event.objects.count()
        transaction.set_rollback(True)
    assert response.status_code == 200, (response.status_code, data)
    return response, events


def kept(response, data):
    """The form has come back, every word that was typed is in it, and it says what is wrong."""
    form = response.context["form"]
    page = response.content.decode()
    assert form.errors
    for name, errors in form.errors.items():
        assert all(escape(error) in page for error in errors)
        assert name == "__all__" or f'id="id_{name}_error"' in page
    for name, value in data.items():
        field = form.fields.get(name)  # what was chosen on the page before is no field of the form
        typed = not (field and field.widget.is_hidden)  # what was seen is told anew, so that the person can decide
        if typed and not hasattr(field, "choices") and not hasattr(field, "queryset"):
            assert escape(str(value)) in page or len(str(value)) > 10_000, name


@pytest.mark.parametrize("name", FORMS)
def test_a_form_takes_what_is_right(client, cast, scene, name):
    client.force_login(cast.user(max(FORMS[name][0])))
    address, data = scene.form(name)
    if name == "report_publish":
        for item in scene.in_review.opinions.get().items.all():
            make.make_response(item, cast.mandate("coordinator"))

    response, __ = post(client, address, data)

    assert response.redirect_chain, response.context["form"].errors


@pytest.mark.slow
@pytest.mark.parametrize("name", FORMS)
def test_a_wrong_value_in_any_field_is_answered_in_words(client, cast, scene, name):
    client.force_login(cast.user(min(FORMS[name][0])))
    address, right = scene.form(name)
    for field in right:
        for value in BAD.values():
            data = {key: typed for key, typed in right.items() if key != field}
            data |= {} if value is None else {field: value}
            response, events = post(client, address, data)
            if not response.redirect_chain:
                kept(response, data)
                assert events == 0


any_text = some.text(some.characters(exclude_categories=("Cs",)), max_size=40)
any_value = some.one_of(any_text, some.sampled_from([value for value in BAD.values() if value and len(value) < 100]))


@pytest.mark.parametrize("name", FORMS)
@settings(max_examples=6, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(values=some.lists(any_value, min_size=12, max_size=12), left_out=some.integers(0, 11))
def test_anything_at_all_is_answered_in_words(client, cast, scene, name, values, left_out):
    client.force_login(cast.user(min(FORMS[name][0])))
    address, right = scene.form(name)
    data = {field: value for n, (field, value) in enumerate(zip(right, values, strict=False)) if n != left_out}

    response, __ = post(client, address, data)

    assert response.redirect_chain or response.context["form"].errors


@pytest.mark.parametrize("name", FORMS)
def test_the_wrong_person_is_refused(client, cast, scene, name):
    address, data = scene.form(name)
    statuses = {}
    for who in Cast.roles():
        client.logout()
        if who != "anonymous":
            client.force_login(cast.user(who))
        if who not in FORMS[name][0]:
            statuses[who] = client.post(address, data).status_code

    # A visitor is led to sign in, or gets back the comment that they wrote before their session ended.
    assert statuses.pop("anonymous") == (200 if name in {"whole", "passage"} else 302)
    assert set(statuses.values()) <= {403, 404}
    assert not Event.objects.exists()


@pytest.mark.parametrize("state", ["cancelled", "answered", "in_review"])
@pytest.mark.parametrize("name", ["edit", "close", "move", "cancel", "whole", "passage", "comment_edit"])
def test_the_wrong_state_is_told_and_nothing_typed_is_lost(client, cast, scene, name, state):
    client.force_login(cast.user(min(FORMS[name][0])))
    address, data = scene.form(name)
    for consultation in (scene.draft, scene.running):
        Consultation.objects.filter(pk=consultation.pk).update(
            status=state, number=f"K-{consultation.pk}", cancel_reason="Повучено." if state == "cancelled" else ""
        )

    response, events = post(client, address, data)

    if state == "in_review" and name in {"move", "cancel"}:
        assert response.redirect_chain  # these are still possible
    else:
        assert events == 0
        kept(response, data)


@pytest.mark.parametrize("name", [*OF_OPINION, "item_edit"])
def test_an_opinion_handed_in_meanwhile_does_not_swallow_what_was_typed(client, cast, scene, name):
    client.force_login(cast.lead)
    address, data = scene.form(name)
    scene.closed.opinions.update(status="submitted", number="K-1/E", content_hash="0" * 64, submitted_at=timezone.now())

    response, events = post(client, address, data)

    kept(response, data)
    assert events == 0


@pytest.mark.parametrize("name", ["response", "responses_bulk", "report_publish"])
def test_a_report_published_meanwhile_does_not_swallow_what_was_typed(client, cast, scene, name):
    client.force_login(cast.coordinator)
    address, data = scene.form(name)
    Consultation.objects.filter(pk=scene.in_review.pk).update(status="answered")

    response, events = post(client, address, data)

    kept(response, data)
    assert events == 0


def test_who_speaks_for_several_organizations_chooses_one_of_them(client, cast, scene):
    organization = make.make_organization()
    make.join(cast.seko, organization)
    second = make.make_representation(cast.network, organization)
    client.force_login(cast.network)
    address, data = scene.form("passage")

    for wrong in ("", "x", "1\x002", "9" * 40, str(cast.mandate("lead").pk)):
        response, __ = post(client, address, {**data, "mandate": wrong})
        assert list(response.context["form"].errors) == ["mandate"]
        kept(response, data)

    response, __ = post(client, address, {**data, "mandate": str(second.pk)})
    assert response.redirect_chain


# --- files -----------------------------------------------------------------------------------


def pdf(name="prilog.pdf", content=b"%PDF-1.7"):
    return SimpleUploadedFile(name, content)


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ([pdf("a.exe")], "is not of an accepted kind"),
        ([pdf("a.pdf", b"MZ")], "is not of an accepted kind"),
        ([pdf("a")], "is not of an accepted kind"),
        ([pdf(), pdf("<b>.pdf", b"MZ")], "is not of an accepted kind"),
        ([pdf("a.pdf", b"%PDF-" + b"0" * 200)], "A file may have at most 20 MB."),
        ([pdf("a.pdf", b"")], "The submitted file is empty."),
        ([pdf(f"{n}.pdf") for n in range(6)], "At most five files."),
    ],
    ids=["program", "not what it says", "no ending", "second is wrong", "too big", "empty", "six"],
)
def test_a_wrong_file_is_told_beside_the_files_and_the_words_stay(client, cast, scene, monkeypatch, files, words):
    monkeypatch.setattr("seko.rules.content.MAX_BYTES", 100)
    client.force_login(cast.network)
    address, data = scene.form("passage")

    response = client.post(address, {**data, "attachments": files})

    assert list(response.context["form"].errors) == ["attachments"]
    kept(response, data)
    assert words in response.content.decode()
    assert (Attachment.objects.count(), Comment.objects.filter(consultation=scene.running).count()) == (0, 1)


@pytest.mark.parametrize("name", ["š" * 300 + ".pdf", "../../etc/passwd.pdf", "a\x01b.pdf", "Уговор (1).PDF"])
def test_an_odd_file_name_does_no_harm(client, cast, scene, name):
    client.force_login(cast.network)
    address, data = scene.form("passage")

    response = client.post(address, {**data, "attachments": [pdf(name)]}, follow=True)

    assert response.status_code == 200
    file = Attachment.objects.first()
    if file:
        assert "/" not in file.name and ".." not in file.file.name


@pytest.mark.parametrize(
    "query", ["page=0", "page=-1", "page=x", "page=" + "9" * 40, "kind=song", "is_late=x", "organization=%FF"]
)
def test_a_wrong_question_in_the_address_is_answered(client, cast, scene, query):
    client.force_login(cast.network)
    for page in (scene.form("passage")[0], scene.form("whole")[0], "/en/consultations/", "/en/dashboard/comments/"):
        assert client.get(f"{page}?{query}").status_code == 200
    assert client.get(f"/en/consultations/{scene.running.slug}/comments/?{query}").status_code == 200


@pytest.mark.parametrize(
    "query", ["comment=x", "comment=" + "9" * 40, "comment=1&comment=1", "comment=-1", "comment=%C2%B2"]
)
def test_a_wrong_choice_of_comments_begins_an_empty_item(client, cast, scene, query):
    client.force_login(cast.lead)

    assert client.get(f"{scene.form('item_create')[0]}?{query}").status_code == 200
