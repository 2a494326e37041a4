from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.consultations.test_loop_speed import *
def test_dump(client, cast):
    client.force_login(cast.lead)
    consultation, opinion = draft_of(cast)
    merged = comments(consultation, cast, 2)
    items(opinion, cast, merged)
    comments(consultation, cast, 2)
    for page in (address("dashboard"), address("opinion", consultation.slug, cast.seko.code)):
        client.get(page)
        with CaptureQueriesContext(connection) as q:
            client.get(page)
        print("\n==", page, len(q))
        for each in q: print("-", each["sql"][:60], "...", each["sql"][each["sql"].find(" FROM "):][:170])
