"""Reference data: what sources say, with what is deduced or disputed told beside it."""

import pytest
from django.core.management import call_command
from django.db.models import Count

from memoranda.models import Memorandum, Obligation, Signatory
from organizations.models import District, Organization, User
from sectors.models import Area, Consortium, Seko, SekoArea
from seko.search.text import matching

LOADED = (District, Organization, Area, Seko, SekoArea, Memorandum, Signatory, Obligation)


@pytest.fixture
def memorandum(reference):
    return Memorandum.objects.get()


def rows():
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in LOADED}


def test_thirty_districts_have_their_codes_and_twenty_five_their_outlines(reference):
    assert list(District.objects.values_list("code", flat=True)) == [f"RS-{n:02}" for n in range(30)]
    assert District.objects.filter(outline__isnull=False).count() == 25
    assert District.objects.get(code="RS-18").name == "Рашки"


def test_the_source_of_a_district_says_whether_its_code_was_checked(reference):
    checked, unchecked = District.objects.get(code="RS-20"), District.objects.get(code="RS-21")

    assert "прочитана у извору" in checked.source_note
    assert "није проверена" in unchecked.source_note
    assert all("Natural Earth" in note for note in District.objects.values_list("source_note", flat=True))


def test_nine_sekos_look_after_eight_sectors_and_three_themes(reference):
    assert Area.objects.current().filter(kind=Area.Kind.SECTOR).count() == 8
    assert Area.objects.current().filter(kind=Area.Kind.THEME).count() == 3
    areas = dict(Seko.objects.annotate(n=Count("areas")).values_list("code", "n"))
    assert areas == {
        "justice": 1, "home": 1, "par": 1, "compet": 1, "energy": 1, "env": 1, "hrsd": 1, "agri": 1, "cmc": 3,
    }  # fmt: skip


def test_an_area_is_found_by_a_name_met_in_sources(reference):
    found = matching(Area.objects.all(), "vladavina prava")

    assert sorted(found.values_list("code", flat=True)) == ["home", "justice"]


def test_every_loaded_fact_has_a_source_note(reference):
    for model in (District, Organization, Area, Seko, Memorandum, Signatory):
        assert not model.objects.filter(source_note="").exists(), model


def test_the_office_has_a_successor_and_both_are_the_office(reference):
    office = Organization.objects.get(short_name="КЕИ")
    ministry = Organization.objects.get(short_name="МЕИ")

    assert ministry.predecessor == office
    assert office.is_office and ministry.is_office
    assert office.valid_to == ministry.valid_from
    assert office.status == Organization.Status.LEFT


def test_the_memorandum_is_in_force_and_signed_by_the_office_and_nine_parties(memorandum):
    assert (memorandum.status, str(memorandum.signed_on), memorandum.valid_to) == ("in_force", "2014-11-20", None)
    assert memorandum.purposes == ["planning", "programming", "monitoring", "reporting"]
    sides = memorandum.signatories.filter(signed_on=memorandum.signed_on).values_list("side", flat=True)
    assert sorted(sides) == ["office"] + ["party"] * 9


def test_where_sources_disagree_the_note_says_so(memorandum):
    assert "20. новембар 2014" in memorandum.signed_on_note
    assert "21. новембар 2014" in memorandum.signed_on_note
    party = memorandum.signatories.get(organization__short_name="ЕПуС")
    assert "Спорно" in party.source_note
    assert "слабо" in Seko.objects.get(code="compet").source_note


def test_for_which_seko_a_party_signed_is_left_open(memorandum):
    assert not memorandum.signatories.filter(seko__isnull=False).exists()


def test_obligations_are_marked_as_illustrative(memorandum):
    assert memorandum.obligations.exists()
    assert not memorandum.obligations.filter(is_illustrative=False).exists()


def test_no_person_and_no_consortium_is_claimed(reference):
    assert User.objects.count() == 0
    assert Consortium.objects.count() == 0
    assert not Organization.objects.filter(is_demo=True).exists()


def test_a_second_load_changes_nothing(reference):
    before = rows()

    call_command("load_reference", verbosity=0)

    assert rows() == before


def test_what_the_office_has_edited_stays(reference):
    Organization.objects.filter(short_name="НАЛЕД").update(website="https://example.org/", seat="Нови Сад")
    Seko.objects.filter(code="par").update(name="СЕКО за реформу јавне управе")

    call_command("load_reference", verbosity=0)

    assert Organization.objects.get(short_name="НАЛЕД").seat == "Нови Сад"
    assert Seko.objects.get(code="par").name == "СЕКО за реформу јавне управе"


def test_a_row_that_is_missing_comes_back(reference):
    District.objects.filter(code="RS-22").delete()

    call_command("load_reference", verbosity=0)

    assert District.objects.filter(code="RS-22").exists()
