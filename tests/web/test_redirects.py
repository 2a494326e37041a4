"""Pages that have moved: whoever kept a former address is led to the present one, for good."""

import pytest

ROUND, OPINION = "/consultations/nacrt/", "/consultations/nacrt/opinions/energy/"
MOVED = {
    f"{ROUND}ours/": f"{ROUND}contribution/",
    f"{ROUND}ours/autosave/": f"{ROUND}contribution/autosave/",
    f"{ROUND}ours/withdraw/": f"{ROUND}contribution/withdraw/",
    f"{ROUND}answers/": f"{ROUND}responses/",
    f"{ROUND}answers.xlsx": f"{ROUND}responses.xlsx",
    f"{ROUND}answers/import/": f"{ROUND}responses/import/",
    f"{ROUND}answers/7/": f"{ROUND}responses/7/",
    f"{ROUND}answers/assign/several/": f"{ROUND}responses/bulk/assign/",
    f"{ROUND}answers/answer/several/": f"{ROUND}responses/bulk/respond/",
    f"{ROUND}landings/": f"{ROUND}implementation/",
    f"{ROUND}landings/7/": f"{ROUND}implementation/7/",
    f"{ROUND}joint/": f"{ROUND}by-passage/",
    f"{OPINION}comments/alike/": f"{OPINION}comments/similar/",
    f"{OPINION}comments/3/take-up/": f"{OPINION}comments/3/reopen/",
    "/check/": "/verify/",
    "/clock/": "/deadlines/",
}


@pytest.mark.parametrize("language", ["sr", "sr-latn", "en"])
@pytest.mark.parametrize("former", MOVED)
def test_a_former_address_leads_to_the_present_one_with_its_query(client, former, language):
    answer = client.get(f"/{language}{former}?page=2&q=%C5%A1uma")

    assert answer.status_code == 301
    assert answer.url == f"/{language}{MOVED[former]}?page=2&q=%C5%A1uma"


def test_what_was_sent_to_a_former_address_is_sent_on(client):
    answer = client.post(f"/en{ROUND}ours/withdraw/")

    assert (answer.status_code, answer.url) == (308, f"/en{ROUND}contribution/withdraw/")
