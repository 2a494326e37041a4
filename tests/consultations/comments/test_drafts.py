"""Drafts of comments: kept while typed, shared by colleagues, seen by nobody else, never overwritten unseen."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from consultations.comments.actions.drafts import delete_draft, save_draft
from consultations.contributions.actions import submit_draft
from consultations.models import Attachment, Comment, CommentDraft, Consultation, DraftFile
from seko.discarded.actions import remove_expired
from seko.discarded.models import KEPT_FOR
from seko.events.models import Event
from tests import factories as make
from tests.browsing import address, sign_in, text_of
from tests.cast import Cast
from tests.refusals import refused

SECRET = "Љубичаста тајна"
WORDS = {"kind": "general", "reason": SECRET}


pytestmark = pytest.mark.usefixtures("files_apart")


@pytest.fixture
def running(cast):
    return make.make_consultation("open", [cast.seko])


@pytest.fixture
def passage(running):
    return running.version.passages.get(number="1.1")


@pytest.fixture
def draft(cast, running, passage):
    return save_draft(running, by=cast.network, passage=passage, **WORDS)


@pytest.fixture
def colleague(cast):
    return make.make_representative(cast.network_org)


def pdf(name="prilog.pdf"):
    return SimpleUploadedFile(name, b"%PDF-1.7")


# --- keeping ---------------------------------------------------------------------------------


def test_a_draft_is_kept_with_anything_missing_and_nobody_is_told(cast, running, passage):
    draft = save_draft(running, by=cast.network, passage=passage, kind="change")

    assert (draft.organization, draft.mandate, draft.revision) == (cast.network_org, cast.mandate("network"), 1)
    assert (draft.proposed_text, draft.reason, Event.objects.count(), Comment.objects.count()) == ("", "", 0, 0)


@pytest.mark.parametrize("who", [r for r in Cast.roles() if r not in {"lead", "member", "network", "other_network"}])
def test_only_organizations_of_invited_networks_keep_drafts(cast, running, who):
    with pytest.raises(PermissionDenied):
        save_draft(running, by=cast.user(who), **WORDS)


@pytest.mark.parametrize("who", [role for role in Cast.roles() if role != "network"])
def test_nobody_of_another_organization_changes_or_deletes_a_draft(cast, running, draft, who):
    by = cast.user(who)

    for attempt in (
        lambda: save_draft(running, by=by, draft=draft, revision=1, kind="general", reason="Туђе."),
        lambda: submit_draft(draft, by=by, revision=1, **WORDS),
        lambda: delete_draft(draft, by=by),
    ):
        with pytest.raises(PermissionDenied):
            attempt()
    assert CommentDraft.objects.get().reason == SECRET


def test_drafts_are_kept_while_comments_are_taken(cast):
    for state, more in [("in_review", {}), ("consolidation", {"late_comments_allowed": False}), ("upcoming", {})]:
        with refused("window_closed"):
            save_draft(make.make_consultation(state, [cast.seko], **more), by=cast.network, **WORDS)
    assert save_draft(make.make_consultation("consolidation", [cast.seko]), by=cast.network, **WORDS).pk


def test_the_same_words_sent_again_are_the_same_draft(cast, running, passage, draft):
    again = save_draft(running, by=cast.network, passage=passage, **WORDS)
    once_more = save_draft(running, by=cast.network, draft=draft, revision=77, **WORDS)

    assert (again, once_more, once_more.revision) == (draft, draft, 1)


def test_a_colleague_goes_on_with_a_draft_and_the_first_is_not_overwritten(cast, running, draft, colleague):
    save_draft(running, by=colleague, draft=draft, revision=1, kind="general", reason="Речи колеге.")

    with refused("changed_meanwhile"):
        save_draft(running, by=cast.network, draft=draft, revision=1, kind="general", reason="Моје речи.")
    draft.refresh_from_db()
    assert (draft.reason, draft.revision, draft.mandate.user) == ("Речи колеге.", 2, colleague)

    save_draft(running, by=cast.network, draft=draft, revision=2, kind="general", reason="Обоје.")
    draft.refresh_from_db()
    assert (draft.reason, draft.revision) == ("Обоје.", 3)


def test_a_draft_that_is_gone_is_told(cast, running, draft):
    delete_draft(draft, by=cast.network)

    with refused("draft_gone"):
        save_draft(running, by=cast.network, draft=draft, revision=1, kind="general", reason="Још.")


def test_files_wait_with_the_draft_at_most_five_and_leave_the_disk_with_it(
    cast, running, draft, django_capture_on_commit_callbacks
):
    five = [pdf(f"{n}.pdf") for n in range(5)]
    save_draft(running, by=cast.network, draft=draft, revision=1, attachments=five, **WORDS)
    with refused("too_many_files"):
        save_draft(running, by=cast.network, draft=draft, revision=2, attachments=[pdf()], **WORDS)
    first = draft.files.first()
    file = first.file
    with django_capture_on_commit_callbacks(execute=True):
        save_draft(running, by=cast.network, draft=draft, revision=2, removed=[first.pk], **WORDS)

    assert (draft.files.count(), file.storage.exists(file.name)) == (4, False)
    kept = draft.files.first().file
    with django_capture_on_commit_callbacks(execute=True):
        delete_draft(draft, by=cast.network)
    assert (DraftFile.objects.count(), kept.storage.exists(kept.name)) == (0, True)  # for thirty days
    with django_capture_on_commit_callbacks(execute=True):
        remove_expired(at=timezone.now() + KEPT_FOR)
    assert not kept.storage.exists(kept.name)


def test_one_draft_is_submitted_by_itself_with_its_files(cast, running, draft):
    save_draft(running, by=cast.network, draft=draft, revision=1, attachments=[pdf()], **WORDS)

    comment = submit_draft(draft, by=cast.network, revision=2, kind="general", reason="Коначно.")

    assert (comment.number, comment.reason, comment.passage, comment.is_late) == (1, "Коначно.", draft.passage, False)
    assert (Attachment.objects.get().name, CommentDraft.objects.count()) == ("prilog.pdf", 0)
    assert Event.objects.get().verb == "comment.submitted"


def test_a_deletion_proposes_no_text_and_a_change_that_changes_nothing_is_refused(cast, running, passage):
    deletion = {"kind": "deletion", "proposed_text": passage.text, "reason": "Сувишно."}
    draft = save_draft(running, by=cast.network, passage=passage, **deletion)
    assert submit_draft(draft, by=cast.network, revision=1, **deletion).proposed_text == ""

    same = {"kind": "change", "proposed_text": "Dokument uređuje mere za energetsku efikasnost.", "reason": "Јер."}
    draft = save_draft(running, by=cast.network, passage=passage, **same)
    with refused("nothing_changed"):
        submit_draft(draft, by=cast.network, revision=1, **same)
    assert CommentDraft.objects.count() == 1


# --- who sees them ---------------------------------------------------------------------------


@pytest.mark.parametrize("who", [role for role in Cast.roles() if role != "network"])
def test_a_draft_leaks_nowhere(client, cast, running, passage, draft, who):
    save_draft(running, by=cast.network, draft=draft, revision=1, attachments=[pdf("tajna.pdf")], **WORDS)
    file = DraftFile.objects.get()
    sign_in(client, cast, who)
    own = [address("draft", running.slug, draft.pk), address("draft_file", running.slug, file.pk)]

    assert {client.get(page).status_code for page in own} == {302 if who == "anonymous" else 404}
    pages = [
        address("detail", running.slug),
        address("comments", running.slug),
        address("passage", running.slug, passage.pk),
        address("contribution", running.slug),
        address("comment_export", running.slug, "csv"),
        f"/api/v1/consultations/{running.slug}/comments/",
        f"/api/v1/search/?q={SECRET}",
        f"/en/search/?q={SECRET}",
        "/en/dashboard/",
    ]
    for page in pages:
        response = client.get(page)
        text = b"".join(response.streaming_content) if response.streaming else response.content
        for word in ("ичаста тајна", "ičasta tajna", "tajna.pdf"):
            assert word.encode() not in text.replace(SECRET.encode(), b"").replace("Ljubičasta tajna".encode(), b""), (
                page
            )
    assert client.post(address("draft_delete", running.slug, draft.pk)).status_code in {302, 404}
    assert CommentDraft.objects.count() == 1


def test_colleagues_see_it_on_the_passage_the_dashboard_and_the_contribution(
    client, running, passage, draft, colleague
):
    client.force_login(colleague)

    for page in (address("passage", running.slug, passage.pk), address("contribution", running.slug)):
        assert "Ljubičasta tajna" in text_of(client.get(page))
    assert "1 draft not submitted yet" in text_of(client.get(address("dashboard")))
    assert "Љубичаста" in text_of(client.get(address("draft", running.slug, draft.pk)))


def test_after_the_window_a_draft_is_still_read_by_its_own_people(client, cast, running, draft):
    Consultation.objects.filter(pk=running.pk).update(status="in_review")
    client.force_login(cast.network)

    for page in (address("draft", running.slug, draft.pk), address("contribution", running.slug)):
        text = text_of(client.get(page))
        assert "Ljubičasta tajna" in text and 'id="typed"' not in text


# --- on the page -----------------------------------------------------------------------------


def test_the_first_button_saves_a_draft_and_the_second_submits(client, cast, running, passage):
    client.force_login(cast.network)
    page = address("passage", running.slug, passage.pk)

    client.post(page, {"kind": "change", "proposed_text": "Ново.", "reason": "", "act": "draft"})
    draft = CommentDraft.objects.get()
    assert (draft.proposed_text, draft.passage, Comment.objects.count()) == ("Ново.", passage, 0)

    more = {"draft": draft.pk, "revision": 1, "kind": "change", "proposed_text": "Ново.", "act": "submit"}
    assert "This field is required." in text_of(client.post(page, {**more, "reason": ""}))
    client.post(page, {**more, "reason": "Јер."})
    assert (Comment.objects.get().reason, CommentDraft.objects.count()) == ("Јер.", 0)


def test_two_who_wrote_at_once_see_both_texts_and_then_decide(client, cast, running, passage, draft, colleague):
    save_draft(running, by=colleague, draft=draft, revision=1, kind="general", reason="Речи колеге.")
    client.force_login(cast.network)
    page = address("passage", running.slug, passage.pk, language="sr")
    mine = {"draft": draft.pk, "kind": "general", "reason": "Моје речи.", "act": "draft"}

    told = text_of(client.post(page, {**mine, "revision": 1}))

    assert "Речи колеге." in told and "Моје речи." in told and 'name="revision" value="2"' in told
    client.post(page, {**mine, "revision": 2})
    assert CommentDraft.objects.get().reason == "Моје речи."


def test_words_of_a_draft_that_is_gone_stay_in_the_form_and_begin_a_new_one(client, cast, running, passage, draft):
    delete_draft(draft, by=cast.network)
    client.force_login(cast.network)
    page = address("passage", running.slug, passage.pk)
    data = {"draft": draft.pk, "revision": 1, "kind": "general", "reason": "Нешто ново.", "act": "draft"}

    told = text_of(client.post(page, data))

    assert "submitted or deleted in the meantime" in told and "Нешто ново." in told and 'name="draft" value=""' in told
    client.post(page, data | {"draft": ""})
    assert CommentDraft.objects.get().reason == "Нешто ново."


def test_autosave_makes_a_draft_goes_on_with_it_and_tells_its_refusals(client, cast, running, passage):
    client.force_login(cast.network)
    save = address("draft_autosave", running.slug)
    data = {"passage": passage.pk, "draft": "", "revision": "", "kind": "general", "reason": "Прво"}

    answer = client.post(save, data).json()
    draft = CommentDraft.objects.get()
    assert answer["fields"] == {"draft": draft.pk, "revision": 1}
    assert answer["address"] == address("draft", running.slug, draft.pk) and answer["words"].startswith("Saved at ")
    client.post(save, data | {"draft": draft.pk, "revision": 1, "reason": "Прво и друго"})
    draft.refresh_from_db()
    assert (draft.reason, draft.revision, draft.passage) == ("Прво и друго", 2, passage)

    late = client.post(save, data | {"draft": draft.pk, "revision": 1, "reason": "Из друге картице"})
    assert late.status_code == 422 and "Nothing is overwritten" in late.json()["words"]
    Consultation.objects.filter(pk=running.pk).update(late_comments_allowed=False, status="in_review")
    assert client.post(save, data | {"reason": "Касно"}).status_code == 422
    client.logout()
    assert client.post(save, data).status_code == 401
    client.force_login(cast.coordinator)
    assert client.post(save, data).status_code == 422
    assert CommentDraft.objects.get().reason == "Прво и друго"


def test_a_submitted_comment_is_changed_through_a_draft(client, cast, running):
    comment = make.make_comment(running, cast.mandate("network"), kind="general")
    client.force_login(cast.network)
    edit = address("comment_edit", running.slug, comment.number)
    client.post(edit, {"kind": "question", "reason": "Шта је мера?", "act": "draft"})
    draft = CommentDraft.objects.get()
    comment.refresh_from_db()
    assert (draft.comment, comment.kind) == (comment, "general")
    assert client.get(edit)["Location"] == address("draft", running.slug, draft.pk)

    submit_draft(draft, by=cast.network, revision=1, kind="question", reason="Шта је мера?")

    comment.refresh_from_db()
    assert (comment.number, comment.kind, Comment.objects.count()) == (1, "question", 1)
    assert Event.objects.get().verb == "comment.changed"


def test_autosave_needs_a_few_queries(client, cast, running, passage, draft):
    client.force_login(cast.network)
    save = address("draft_autosave", running.slug)
    data = {"passage": passage.pk, "draft": draft.pk, "revision": 1, "kind": "general", "reason": "Даље"}

    with CaptureQueriesContext(connection) as queries:
        assert client.post(save, data).status_code == 200

    assert len(queries) <= 20
