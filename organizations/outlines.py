"""Outlines of districts, made light enough for a map on a page. Neighbours keep one common border, without gaps."""

from itertools import pairwise
from math import cos, hypot, radians

TOLERANCE = 0.004  # degrees of latitude: about 450 m, half a pixel on the widest map of the portal
DECIMALS = 3
LATITUDE = 44  # the middle of the country, where a degree of longitude is shorter by its cosine


def light_map(outlines):
    """A GeoJSON collection for `{code: geometry}`; a feature is named by the district's code and holds nothing else.

    Takes polygons and groups of polygons. Points where borders meet stay where they are."""
    crossings = _crossings(outlines.values())
    borders = {}  # each stretch of border is thinned once, for both of its sides
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"name": code},
                "geometry": {
                    "type": "MultiPolygon",
                    "coordinates": [
                        [_light_ring(ring, crossings, borders) for ring in polygon] for polygon in _polygons(geometry)
                    ],
                },
            }
            for code, geometry in sorted(outlines.items())
        ],
    }


def _polygons(geometry):
    parts = geometry["coordinates"]
    return [parts] if geometry["type"] == "Polygon" else parts


def _points(ring) -> list[tuple[float, float]]:
    return [tuple(point) for point in ring]


def _crossings(geometries) -> set[tuple[float, float]]:
    """Points from which more than two lines lead: there three outlines meet, or one leaves another."""
    neighbours = {}
    for geometry in geometries:
        for ring in (ring for polygon in _polygons(geometry) for ring in polygon):
            for a, b in pairwise(_points(ring)):
                neighbours.setdefault(a, set()).add(b)
                neighbours.setdefault(b, set()).add(a)
    return {point for point, around in neighbours.items() if len(around) != 2}


def _light_ring(ring, crossings, borders) -> list[list[float]]:
    points = _points(ring)[:-1]
    start = next((i for i, point in enumerate(points) if point in crossings), 0)
    points = [*points[start:], *points[: start + 1]]
    cuts = [0, *(i for i, point in enumerate(points[1:-1], start=1) if point in crossings), len(points) - 1]
    light = [points[0]]
    for a, b in pairwise(cuts):
        light += _light_border(points[a : b + 1], borders)[1:]
    return [[round(x, DECIMALS), round(y, DECIMALS)] for x, y in light]


def _light_border(line, borders) -> list[tuple[float, float]]:
    """The same points whichever side asks."""
    backwards = line[::-1]
    if backwards < line:
        return _light_border(backwards, borders)[::-1]
    key = tuple(line)
    if key not in borders:
        borders[key] = _thinned(line)
    return borders[key]


def _thinned(line) -> list[tuple[float, float]]:
    """Ramer, Douglas and Peucker: leave out points that lie nearer than the tolerance to the line without them."""
    keep, spans = {0, len(line) - 1}, [(0, len(line) - 1)]
    while spans:
        first, last = spans.pop()
        between = range(first + 1, last)
        far = max(between, key=lambda i: _distance(line[i], line[first], line[last]), default=None)
        if far is not None and _distance(line[far], line[first], line[last]) > TOLERANCE:
            keep.add(far)
            spans += [(first, far), (far, last)]
    return [line[i] for i in sorted(keep)]


def _distance(point, start, end) -> float:
    """From a point to a stretch of line, in degrees of latitude."""
    narrow = cos(radians(LATITUDE))
    (px, py), (ax, ay), (bx, by) = ((x * narrow, y) for x, y in (point, start, end))
    length = hypot(bx - ax, by - ay)
    if not length:
        return hypot(px - ax, py - ay)
    along = max(0, min(1, ((px - ax) * (bx - ax) + (py - ay) * (by - ay)) / length**2))
    return hypot(px - ax - along * (bx - ax), py - ay - along * (by - ay))
