"""Working groups of the demo with their seats, meetings past and coming, minutes and decisions."""

from datetime import timedelta

from consultations.models import AgendaItem, Attendance, Decision, Meeting, Seat, WorkingGroup
from organizations.models import Organization
from sectors.models import Area, Seko
from seko.demo.files import data
from seko.demo.people import mandate_of

SUBSTITUTE = "Ивана Примерић (демо)"


def load_groups(stage):
    """Three working groups; those without a ministry of the demo are chaired by the Office."""
    sekos = {seko.code: seko for seko in Seko.objects.all()}
    for facts in data("groups"):
        chair = stage.cast[facts["chair"]] if facts["chair"] else mandate_of(stage.coordinator).organization
        group = WorkingGroup.objects.create(
            slug=facts["slug"],
            name=facts["name"],
            name_en=facts["name_en"],
            chair=chair,
            purpose=facts["purpose"],
            valid_from=stage.calendar.term_from,
            is_demo=True,
        )
        group.areas.set(Area.objects.filter(code__in=facts["areas"]))
        seats = [
            Seat.objects.create(
                working_group=group,
                organization=stage.cast[key],
                seko=sekos[code] if code else None,
                mandate=mandate_of(stage.users[key]),
                kind=kind,
                valid_from=stage.calendar.term_from,
            )
            for key, kind, code in facts["seats"]
        ]
        for told in facts["meetings"]:
            _meeting(stage, group, seats, told)


def _meeting(stage, group, seats, facts):
    starts_at = stage.calendar.workday_at(facts["day"])
    meeting = Meeting.objects.create(
        working_group=group,
        title=facts["title"],
        title_en=facts["title_en"],
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=facts["hours"]),
        place=facts["place"],
        status=Meeting.Status.HELD if facts["day"] < 0 else Meeting.Status.PLANNED,
        minutes=facts.get("minutes", ""),
    )
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, position=position, title=title, note=note)
        for position, (title, note) in enumerate(facts["agenda"], start=1)
    )
    present = zip(seats, facts["attendance"], strict=True) if "attendance" in facts else ()
    Attendance.objects.bulk_create(
        Attendance(
            meeting=meeting,
            seat=seat,
            presence=presence,
            substitute_name=SUBSTITUTE if presence == Attendance.Presence.SUBSTITUTE else "",
        )
        for seat, presence in present
    )
    Decision.objects.bulk_create(
        Decision(meeting=meeting, text=text, responsible=_responsible(stage, key), due_on=due, done_on=done)
        for text, key, due, done in (
            (text, key, *(None if day is None else stage.calendar.day(day) for day in days))
            for text, key, *days in facts.get("decisions", [])
        )
    )


def _responsible(stage, key) -> Organization | None:
    return stage.cast[key] if key else None
