"""Working groups and meetings as other systems read them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from consultations.models import AgendaItem, Attendance, Decision
from seko.rules.validity import today
from tests import factories as make
from tests.counting import assert_flat

pytestmark = pytest.mark.django_db
GROUPS, MEETINGS = "/api/v1/working-groups/", "/api/v1/meetings/"
DAY = timedelta(days=1)


@pytest.fixture
def group(cast):
    group = make.make_working_group(
        name="Радна група", name_en="Working group", slug="energetika", chair=cast.ministry, purpose="Предлози."
    )
    group.areas.add(cast.seko.areas.get())
    make.make_seat(group, cast.lead_org, seko=cast.seko, mandate=cast.mandate("lead"))
    return group


@pytest.fixture
def meeting(group, cast):
    meeting = make.make_meeting(
        group, starts_at=timezone.now() - 7 * DAY, title="Седница", place="Београд", status="held", minutes="Записник."
    )
    AgendaItem.objects.create(meeting=meeting, position=1, title="Отварање", note="Реч.")
    Attendance.objects.create(
        meeting=meeting, seat=group.seats.get(), presence="substitute", substitute_name="Замена Особа"
    )
    Decision.objects.create(meeting=meeting, text="Послати нацрт.", responsible=cast.ministry, due_on=today())
    return meeting


def named(organization):
    return {
        "slug": organization.slug,
        "name": organization.name,
        "name_en": organization.name_en,
        "short_name": "",
        "short_name_en": "",
        "is_demo": False,
    }


def seat_of(group, cast):
    seat = group.seats.get()
    return {
        "id": seat.pk,
        "organization": named(cast.lead_org),
        "seko": {"code": "energy", "name": "СЕКО за енергетику", "name_en": "Energy SEKO"},
        "kind": "member",
        "valid_from": seat.valid_from.isoformat(),
        "valid_to": None,
    }


def test_a_group_shows_its_areas_and_seats_and_no_person(client, group, cast):
    area = group.areas.get()

    assert client.get(f"{GROUPS}energetika/").json() == {
        "slug": "energetika",
        "name": "Радна група",
        "name_en": "Working group",
        "areas": [{"code": "energy", "kind": "sector", "name": area.name, "name_en": area.name_en}],
        "chair": named(cast.ministry),
        "purpose": "Предлози.",
        "valid_from": group.valid_from.isoformat(),
        "valid_to": None,
        "seats": [seat_of(group, cast)],
        "is_demo": False,
    }


def test_a_meeting_shows_agenda_attendance_decisions_and_minutes_and_no_person(client, group, meeting, cast):
    answer = client.get(f"{MEETINGS}{meeting.pk}/")

    data = answer.json()
    assert data.pop("starts_at") and data.pop("ends_at")
    assert data == {
        "id": meeting.pk,
        "working_group": {"slug": "energetika", "name": "Радна група", "name_en": "Working group"},
        "title": "Седница",
        "title_en": "",
        "place": "Београд",
        "status": "held",
        "agenda": [{"position": 1, "title": "Отварање", "note": "Реч."}],
        "attendance": [{"seat": seat_of(group, cast), "presence": "substitute"}],
        "minutes": "Записник.",
        "decisions": [
            {
                "id": meeting.decisions.get().pk,
                "text": "Послати нацрт.",
                "responsible": named(cast.ministry),
                "due_on": today().isoformat(),
                "done_on": None,
            }
        ],
    }


@pytest.mark.parametrize("who", ["anonymous", "coordinator"])
def test_persons_are_named_to_nobody(client, meeting, cast, who):
    if who != "anonymous":
        client.force_login(cast.user(who))

    for address in [GROUPS, f"{GROUPS}energetika/", MEETINGS, f"{MEETINGS}{meeting.pk}/"]:
        text = client.get(address).content.decode()
        for secret in ["Замена Особа", cast.lead.full_name, cast.lead.email]:
            assert secret not in text


def test_texts_come_in_the_script_that_is_asked_for(client, meeting):
    data = client.get(f"{MEETINGS}{meeting.pk}/?script=latn").json()

    assert (data["title"], data["agenda"][0]["title"], data["working_group"]["name"]) == (
        "Sednica",
        "Otvaranje",
        "Radna grupa",
    )


def test_lists_are_filtered_searched_and_ordered(client, group, meeting):
    coming = make.make_meeting(group, title="Наредна")

    def found(address, query):
        answer = client.get(address, query)
        assert answer.status_code == 200
        return [row.get("id") or row["slug"] for row in answer.json()["results"]]

    assert found(GROUPS, {"area": "energy"}) == ["energetika"]
    assert found(GROUPS, {"area": "culture"}) == []
    assert found(GROUPS, {"search": "radna"}) == ["energetika"]
    assert found(GROUPS, {"current": "false"}) == []
    assert found(MEETINGS, {}) == [coming.pk, meeting.pk]
    assert found(MEETINGS, {"ordering": "starts_at"}) == [meeting.pk, coming.pk]
    assert found(MEETINGS, {"when": "coming"}) == [coming.pk]
    assert found(MEETINGS, {"status": "held", "group": "energetika"}) == [meeting.pk]
    assert found(MEETINGS, {"day_from": today().isoformat()}) == [coming.pk]
    assert found(MEETINGS, {"search": "naredna"}) == [coming.pk]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("status=club", "status"),
        ("group=nema", "group"),
        ("when=now", "when"),
        ("day_from=x", "day_from"),
        ("day_from=2026-05-02&day_to=2026-05-01", "day_to"),
    ],
)
def test_a_wrong_filter_is_a_problem_that_names_it(client, query, field):
    answer = client.get(f"{MEETINGS}?{query}")

    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert list(answer.json()["errors"]) == [field]


@pytest.mark.parametrize("address", [f"{GROUPS}nema/", f"{MEETINGS}0/", f"{MEETINGS}x/", f"{MEETINGS}{'9' * 30}/"])
def test_what_does_not_exist_is_a_problem_document(client, address):
    answer = client.get(address)

    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("address", [GROUPS, f"{GROUPS}energetika/", MEETINGS])
def test_nothing_is_written_here(client, group, cast, method, address):
    client.force_login(cast.coordinator)

    assert getattr(client, method)(address, content_type="application/json").status_code in {403, 405}


def grow_groups(rows):
    for _ in range(rows):
        group = make.make_working_group(chair=make.make_organization())
        group.areas.add(make.make_area())
        for _ in range(2):
            make.make_seat(group, seko=make.make_seko())


def grow_meetings(rows):
    for _ in range(rows):
        meeting = make.make_meeting()
        AgendaItem.objects.create(meeting=meeting, position=1, title="Тачка")
        Attendance.objects.create(meeting=meeting, seat=make.make_seat(meeting.working_group), presence="present")
        Decision.objects.create(meeting=meeting, text="Одлука.", responsible=make.make_organization())


@pytest.mark.parametrize("who", ["anonymous", "coordinator"])
@pytest.mark.parametrize(("address", "grow"), [(GROUPS, grow_groups), (MEETINGS, grow_meetings)])
def test_lists_take_few_queries(client, cast, address, grow, who):
    if who != "anonymous":
        client.force_login(cast.user(who))

    assert_flat(client, f"{address}?page_size=200", grow)


def test_details_take_few_queries(client):
    group = make.make_working_group()
    meeting = make.make_meeting(group)

    def grow(rows):
        for _ in range(rows):
            seat = make.make_seat(group, seko=make.make_seko())
            AgendaItem.objects.create(meeting=meeting, position=meeting.agenda.count() + 1, title="Тачка")
            Attendance.objects.create(meeting=meeting, seat=seat, presence="present")
            Decision.objects.create(meeting=meeting, text="Одлука.", responsible=seat.organization)

    assert_flat(client, f"{GROUPS}{group.slug}/", grow)
    assert_flat(client, f"{MEETINGS}{meeting.pk}/", grow)
