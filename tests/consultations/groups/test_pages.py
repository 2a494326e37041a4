"""Pages about working groups and meetings."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from consultations.groups.actions import cancel_meeting
from consultations.models import AgendaItem, Attendance, Decision, Meeting, WorkingGroup
from seko.rules.validity import today
from tests import factories as make
from tests.browsing import text_of
from tests.counting import assert_flat

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def address(name, *args, language="en"):
    with translation.override(language):
        return reverse(f"consultations:{name}", args=args)


def names_on(response):
    return [str(row) for row in response.context["page"].object_list]


@pytest.fixture
def group(cast):
    """A group with seats, a coming and a past meeting, and a decision that is open."""
    group = make.make_working_group(
        name="Радна група за енергетику",
        name_en="Working group on energy",
        chair=cast.ministry,
        purpose="Припрема <b>предлога</b>.",
    )
    group.areas.add(cast.seko.areas.get())
    make.make_seat(group, cast.lead_org, seko=cast.seko, mandate=cast.mandate("lead"))
    make.make_seat(group, cast.third_org, valid_to=today() - DAY)
    make.make_meeting(group, title="Седница која долази", place="Београд")
    return group


@pytest.fixture
def held(group, cast):
    """A meeting of last week with everything that its page can show."""
    meeting = make.make_meeting(
        group,
        starts_at=timezone.now() - 7 * DAY,
        title="Седница која је била",
        status="held",
        minutes="Прво. <script>x</script>",
    )
    AgendaItem.objects.create(meeting=meeting, position=1, title="Отварање", note="Реч председавајућег.")
    seat = group.seats.get(organization=cast.lead_org)
    Attendance.objects.create(meeting=meeting, seat=seat, presence="substitute", substitute_name="Замена Особа")
    Decision.objects.create(meeting=meeting, text="Послати нацрт.", responsible=cast.ministry, due_on=today() - DAY)
    Decision.objects.create(meeting=meeting, text="Договорен датум.", done_on=today())
    return meeting


@pytest.mark.parametrize(
    ("language", "shown", "hidden"),
    [
        (
            "sr",
            ["Радна група за енергетику", "Седница која долази", "Удружење Водеће", "Послати нацрт."],
            "Radna grupa",
        ),
        (
            "sr-latn",
            ["Radna grupa za energetiku", "Sednica koja dolazi", "Udruženje Vodeće", "Poslati nacrt."],
            "Радна група",
        ),
        ("en", ["Working group on energy", "Sednica koja dolazi", "Association Lead", "Energy SEKO"], "Радна група"),
    ],
)
def test_the_page_of_a_group_speaks_the_visitors_language(client, group, held, language, shown, hidden):
    text = text_of(client.get(address("working_group_detail", group.slug, language=language)))

    for words in shown:
        assert words in text
    assert hidden not in text
    assert "<b>" not in text


def test_the_page_of_a_group_parts_seats_meetings_and_decisions(client, group, held, cast):
    context = client.get(address("working_group_detail", group.slug)).context

    assert [seat.organization for seat in context["seats"]] == [cast.lead_org]
    assert [seat.organization for seat in context["former_seats"]] == [cast.third_org]
    assert [meeting.title for meeting in context["coming"]] == ["Седница која долази"]
    assert [meeting.title for meeting in context["page"].object_list] == ["Седница која је била"]
    assert [decision.text for decision in context["decisions"]] == ["Послати нацрт."]


@pytest.mark.parametrize("who", ["anonymous", "lead", "coordinator"])
def test_no_page_of_a_group_names_who_holds_a_seat(client, group, held, cast, who):
    if who != "anonymous":
        client.force_login(cast.user(who))

    for place in [
        address("working_group_detail", group.slug, language="sr"),
        address("meeting_detail", held.pk, language="sr"),
    ]:
        content = text_of(client.get(place)).split("<main")[1]
        assert cast.lead.full_name not in content
        assert cast.lead.email not in content


def test_the_list_of_groups_shows_areas_chair_and_next_meeting(client, group, cast):
    text = text_of(client.get(address("working_group_list")))

    for words in [
        "Working group on energy",
        cast.ministry.slug,
        "/en/areas/energy/",
        address("meeting_detail", Meeting.objects.get().pk),
    ]:
        assert words in text


def test_groups_are_found_by_area_words_and_validity(client, group):
    make.make_working_group(name="Друга", valid_to=today())

    assert names_on(client.get(address("working_group_list"), {"area": "energy"})) == [group.name]
    assert names_on(client.get(address("working_group_list"), {"q": "energetiku"})) == [group.name]
    assert names_on(client.get(address("working_group_list"), {"current": "false"})) == ["Друга"]
    assert "No working groups match these filters." in text_of(
        client.get(address("working_group_list"), {"area": "culture"})
    )


@pytest.mark.parametrize(
    ("language", "order"),
    [
        ("sr", ["Берба", "Вода", "Цвет"]),
        ("sr-latn", ["Берба", "Цвет", "Вода"]),
        ("en", ["Вода", "Берба", "Цвет"]),
    ],
)
def test_groups_follow_the_alphabet_of_the_visitor(client, language, order):
    for name, english in [("Цвет", ""), ("Вода", "A group on water"), ("Берба", "")]:
        make.make_working_group(name=name, name_en=english)

    assert names_on(client.get(address("working_group_list", language=language))) == order


def test_meetings_are_found_by_group_status_time_days_and_words(client, group, held):
    other = make.make_meeting(starts_at=timezone.now() + 40 * DAY, title="Туђа седница", status="cancelled")
    coming = group.meetings.get(status="planned")
    where = address("meeting_list")
    day = timezone.localdate(held.starts_at).isoformat()

    assert names_on(client.get(where)) == [other.title, coming.title, held.title]
    for query, found in [
        ({"group": group.slug}, [coming, held]),
        ({"status": "cancelled"}, [other]),
        ({"when": "coming"}, [coming]),
        ({"when": "past"}, [other, held]),
        ({"day_from": day, "day_to": day}, [held]),
        ({"day_from": today().isoformat()}, [other, coming]),
        ({"q": "sednica koja"}, [coming, held]),
    ]:
        assert names_on(client.get(where, query)) == [meeting.title for meeting in found]


def test_a_range_of_days_that_runs_backwards_is_told_beside_its_field(client):
    response = client.get(address("meeting_list"), {"day_from": "2026-05-02", "day_to": "2026-05-01"})

    assert response.context["filter"].form.errors == {
        "day_to": ["The last day cannot be before the first one. Change one of them."]
    }
    assert 'value="2026-05-01"' in text_of(response)


@pytest.mark.parametrize(
    "query",
    [
        "day_from=0001-01-01",
        "day_to=9999-12-31",
        "day_from=31.02.2026.",
        "day_from=x",
        "day_from=%F0%9F%92%A9",
        "group=%27",
        "group=nema",
        "status=club",
        "when=now",
        "page=0",
        "page=nan",
        "page=99999999999999999999",
        "q=" + "x" * 3000,
        "q=%27%22%3B--",
        "area=XX",
        "current=x",
    ],
)
@pytest.mark.parametrize("name", ["meeting_list", "working_group_list", "training_list"])
def test_no_query_breaks_a_list(client, group, name, query):
    assert client.get(f"{address(name)}?{query}").status_code == 200


def test_the_page_of_a_meeting_shows_agenda_attendance_decisions_and_minutes(client, held, cast):
    text = text_of(client.get(address("meeting_detail", held.pk, language="sr")))

    for words in [
        "Отварање",
        "Реч председавајућег.",
        "Удружење Водеће",
        "СЕКО за енергетику",
        "Послати нацрт.",
        "Договорен датум.",
        "Прво.",
    ]:
        assert words in text
    assert "<script>x" not in text


@pytest.mark.parametrize(
    ("who", "seen"), [("anonymous", False), ("lead", False), ("administrator", False), ("desk_officer", True)]
)
def test_substitutes_are_named_to_case_workers_only(client, held, cast, who, seen):
    if who != "anonymous":
        client.force_login(cast.user(who))

    assert ("Замена Особа" in text_of(client.get(address("meeting_detail", held.pk, language="sr")))) is seen


def test_a_cancelled_meeting_says_why(client, group, cast):
    meeting = group.meetings.get()
    cancel_meeting(meeting, by=cast.coordinator, reason="Нема кворума.")

    assert "Нема кворума." in text_of(client.get(address("meeting_detail", meeting.pk, language="sr")))


def test_an_empty_meeting_says_what_is_not_there_yet(client):
    text = text_of(client.get(address("meeting_detail", make.make_meeting().pk)))

    for words in ["No agenda yet.", "No attendance is recorded.", "No decision is recorded.", "No minutes yet."]:
        assert words in text


@pytest.mark.parametrize(
    "path", ["working-groups/nema-je/", "meetings/0/", "meetings/99999999999999999999999/", "trainings/nema-je/"]
)
def test_what_does_not_exist_is_not_found(client, path):
    assert client.get(f"/en/{path}").status_code == 404


# --- speed -----------------------------------------------------------------------------------


def grow_groups(rows, cast):
    for _ in range(rows):
        group = make.make_working_group(chair=cast.ministry)
        group.areas.add(cast.seko.areas.get())
        make.make_seat(group, cast.lead_org, seko=cast.seko)
        make.make_meeting(group)


@pytest.mark.parametrize("who", ["anonymous", "network", "coordinator"])
def test_the_list_of_groups_takes_few_queries(client, cast, who):
    if who != "anonymous":
        client.force_login(cast.user(who))

    assert_flat(client, address("working_group_list"), lambda rows: grow_groups(rows, cast))


@pytest.mark.parametrize("who", ["anonymous", "coordinator"])
def test_the_list_of_meetings_takes_few_queries(client, cast, who):
    if who != "anonymous":
        client.force_login(cast.user(who))

    assert_flat(client, address("meeting_list"), lambda rows: [make.make_meeting() for _ in range(rows)])


@pytest.mark.parametrize("who", ["anonymous", "network", "coordinator"])
def test_the_page_of_a_group_takes_few_queries(client, cast, who):
    group = make.make_working_group(chair=cast.ministry)
    if who != "anonymous":
        client.force_login(cast.user(who))

    def grow(rows):
        for _ in range(rows):
            group.areas.add(make.make_area())
            make.make_seat(group, seko=make.make_seko())
            make.make_seat(group, valid_to=today())
            make.make_meeting(group)
            past = make.make_meeting(group, starts_at=timezone.now() - DAY)
            Decision.objects.create(meeting=past, text="Одлука.", responsible=make.make_organization())

    assert_flat(client, address("working_group_detail", group.slug), grow)


@pytest.mark.parametrize("who", ["anonymous", "coordinator"])
def test_the_page_of_a_meeting_takes_few_queries(client, cast, who):
    meeting = make.make_meeting(starts_at=timezone.now() - DAY)
    if who != "anonymous":
        client.force_login(cast.user(who))

    def grow(rows):
        for _ in range(rows):
            AgendaItem.objects.create(meeting=meeting, position=meeting.agenda.count() + 1, title="Тачка")
            seat = make.make_seat(WorkingGroup.objects.get(pk=meeting.working_group_id), seko=make.make_seko())
            Attendance.objects.create(meeting=meeting, seat=seat, presence="present")
            Decision.objects.create(meeting=meeting, text="Одлука.", responsible=seat.organization)

    assert_flat(client, address("meeting_detail", meeting.pk), grow)
