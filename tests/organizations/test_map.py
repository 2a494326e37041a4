"""The map of the districts that pages draw: made from the reference data, light, and without gaps."""

import json
from collections import Counter
from itertools import pairwise

import pytest

from organizations.management.commands.draw_districts import MAP, as_text
from organizations.models import District
from organizations.outlines import light_map
from organizations.reference import load_districts

MOST_BYTES = 60_000


@pytest.fixture(scope="module")
def drawn():
    return json.loads(MAP.read_text(encoding="utf-8"))


def rings(collection):
    for feature in collection["features"]:
        for polygon in feature["geometry"]["coordinates"]:
            yield from polygon


def test_the_file_is_what_the_outlines_in_the_database_make(db):
    load_districts()
    outlines = dict(District.objects.filter(outline__isnull=False).values_list("code", "outline"))

    assert len(outlines) == 25
    assert MAP.read_text(encoding="utf-8") == as_text(light_map(outlines)), "run manage.py draw_districts"


def test_the_file_is_light():
    assert MAP.stat().st_size < MOST_BYTES


def test_every_outline_is_closed_and_encloses_something(drawn):
    for ring in rings(drawn):
        area = sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise(ring)) / 2

        assert ring[0] == ring[-1]
        assert abs(area) > 0.05  # square degrees: the smallest district has a tenth
        assert len(ring) > 20


def test_neighbours_have_one_common_border(drawn):
    """Each stretch of line belongs to the country's outer border, or to exactly two districts."""
    stretches = Counter(frozenset(map(tuple, pair)) for ring in rings(drawn) for pair in pairwise(ring))
    outer = [stretch for stretch, times in stretches.items() if times == 1]
    ends = Counter(point for stretch in outer for point in stretch)

    assert set(stretches.values()) == {1, 2}
    assert set(ends.values()) == {2}, "the outer border is not one closed line"


def test_a_border_is_thinned_alike_from_both_sides_and_where_three_meet_it_stays():
    wiggle = [[1, 0], [1.001, 0.25], [0.999, 0.5], [1.1, 0.75], [1, 1]]
    left = [[0, 0], *wiggle, [0, 1], [0, 0]]
    right = [[2, 0], [2, 1], *reversed(wiggle), [2, 0]]
    outlines = {
        "A": {"type": "Polygon", "coordinates": [left]},
        "B": {"type": "MultiPolygon", "coordinates": [[right]]},
    }

    a, b = rings(light_map(outlines))

    border = [[1, 0], [0.999, 0.5], [1.1, 0.75], [1, 1]]
    assert [point for point in a if point in border][:4] == border
    assert {tuple(point) for point in a} & {tuple(point) for point in b} == {tuple(point) for point in border}
