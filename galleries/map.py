"""The map of cities: where each city is drawn, where its name stands, and what one may press.

Everything here is plain arithmetic on plain values, so that a map costs no query and no JavaScript.
Units are those of the drawing's viewBox ("units": about 0.7 km), x grows to the east, y to the south.
Where the shapes of the voivodeships come from is told in docs/map.md.
"""

import json
import math
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

from .labels import Label, place_labels

GEOMETRY = Path(__file__).with_name("voivodeships.json")

# Two dots closer than this would hide each other; they are moved apart (Nisko and Stalowa Wola).
CLOSEST_DOTS = 30
# What a finger may press: 44 CSS px where the map is 328 px wide (a phone of 360 px).
TOUCH_RADIUS = 67
TOUCH_CORNERS = 16
# What a mouse may press on a wide map, besides the name: 24 CSS px and more.
POINTER_RADIUS = 20


@dataclass(frozen=True)
class MapCity:
    """A city on the map: its dot at (`x`, `y`) and, relative to the dot, its name and what one may press."""

    name: str
    url: str
    x: int
    y: int
    label: Label
    touch_path: str
    pointer_radius: int

    @property
    def half(self):
        """Towards which side a large name has room on a small map: it starts, ends or is centred there."""
        third = geometry().width / 3
        return "west" if self.x < third else "east" if self.x > 2 * third else "middle"


@dataclass(frozen=True)
class Geometry:
    """Poland: lines shared by neighbours ("arcs", each a list of points) and the rings made of them."""

    width: int
    height: int
    west: float
    north: float
    metres_per_unit: float
    arcs: tuple
    rings: dict

    def place(self, latitude, longitude):
        """(x, y) in units of the drawing for degrees north and east."""
        easting, northing = project(float(latitude), float(longitude))
        return (easting - self.west) / self.metres_per_unit, (self.north - northing) / self.metres_per_unit

    def shows(self, x, y):
        return 0 <= x <= self.width and 0 <= y <= self.height

    def polygon(self, voivodeship):
        """The ring of points around a voivodeship, named as in `City.voivodeship`."""
        return self._walk(self.rings[voivodeship])

    def outline(self):
        """The ring of points around the whole country: the lines that have a voivodeship on one side only."""
        used = [arc for ring in self.rings.values() for arc in ring]
        outer = [arc for arc in used if ~arc not in used]
        start_of = {self._arc(arc)[0]: arc for arc in outer}
        ring = [outer[0]]
        while (following := start_of[self._arc(ring[-1])[-1]]) != ring[0]:
            ring.append(following)
        return self._walk(ring)

    def inner_lines(self):
        """The lines between two voivodeships, each once."""
        used = {arc for ring in self.rings.values() for arc in ring}
        return [self._arc(arc) for arc in sorted(used) if arc >= 0 and ~arc in used]

    def _arc(self, number):
        """The points of an arc; ~number is the same arc walked from its end (as TopoJSON writes it)."""
        return self.arcs[number] if number >= 0 else self.arcs[~number][::-1]

    def _walk(self, ring):
        return [point for arc in ring for point in self._arc(arc)[:-1]]


def project(latitude, longitude):
    """Metres east and north of a place, in EPSG:2180 ("PUWG 1992"), the system of Polish maps.

    Takes degrees on GRS80 (WGS84 is the same within a metre). A transverse Mercator projection by Krüger's
    series to the third order, exact to a millimetre in Poland: L. Krüger, "Konforme Abbildung des
    Erdellipsoids in der Ebene" (1912); C. F. F. Karney, "Transverse Mercator with an accuracy of a few
    nanometers", J. Geodesy 85 (2011), formulas 7, 9, 11 and 35.
    """
    axis, flattening = 6378137.0, 1 / 298.257222101
    meridian, scale, false_easting, false_northing = 19.0, 0.9993, 500_000.0, -5_300_000.0
    n = flattening / (2 - flattening)
    series = (
        n / 2 - 2 * n**2 / 3 + 5 * n**3 / 16,
        13 * n**2 / 48 - 3 * n**3 / 5,
        61 * n**3 / 240,
    )
    sine = math.sin(math.radians(latitude))
    away = math.radians(longitude - meridian)
    eccentricity = 2 * math.sqrt(n) / (1 + n)
    tangent = math.sinh(math.atanh(sine) - eccentricity * math.atanh(eccentricity * sine))
    xi = math.atan2(tangent, math.cos(away))
    eta = math.atanh(math.sin(away) / math.hypot(1, tangent))
    up = xi + sum(a * math.sin(2 * j * xi) * math.cosh(2 * j * eta) for j, a in enumerate(series, 1))
    right = eta + sum(a * math.cos(2 * j * xi) * math.sinh(2 * j * eta) for j, a in enumerate(series, 1))
    radius = scale * axis / (1 + n) * (1 + n**2 / 4 + n**4 / 64)
    return false_easting + radius * right, false_northing + radius * up


@cache
def geometry():
    """The shapes the project carries, read once."""
    stored = json.loads(GEOMETRY.read_text(encoding="utf-8"))
    arcs = tuple(_points(numbers) for numbers in stored.pop("arcs"))
    return Geometry(arcs=arcs, rings=stored.pop("voivodeships"), **stored["frame"])


def _points(numbers):
    """The points of [x, y, dx, dy, dx, dy, …]: each pair after the first is a step from the one before."""
    x = y = 0
    points = []
    for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = x + dx, y + dy
        points.append((x, y))
    return tuple(points)


def svg_path(points, closed=False):
    """The `d` of a path through whole-numbered `points`, in steps, which is the shortest way to write it."""
    start, *_rest = points
    steps = "".join(f"l{bx - ax},{by - ay}" for (ax, ay), (bx, by) in pairwise(points))
    return f"M{start[0]},{start[1]}{steps}".replace(",-", "-") + ("z" if closed else "")


@cache
def land_path():
    return svg_path(geometry().outline(), closed=True)


@cache
def inner_path():
    return "".join(svg_path(line) for line in geometry().inner_lines())


@cache
def voivodeship_path(name):
    return svg_path(geometry().polygon(name), closed=True)


def cities_on_map(city_pages):
    """The `MapCity` of each city page, in the order given. A place outside the map's frame is left out."""
    pages = list(city_pages)
    drawn = _draw(tuple((page.city.name, page.city.latitude, page.city.longitude) for page in pages))
    return [
        MapCity(page.city.name, page.url, *drawing)
        for page, drawing in zip(pages, drawn, strict=True)
        if drawing
    ]


@lru_cache(maxsize=256)
def _draw(places):
    """For each (name, latitude, longitude) the rest of its `MapCity`, or None outside the frame."""
    shapes = geometry()
    exact = [shapes.place(latitude, longitude) for _name, latitude, longitude in places]
    shown = [number for number, spot in enumerate(exact) if shapes.shows(*spot)]
    dots = move_apart([exact[number] for number in shown])
    labels = place_labels(
        [places[number][0] for number in shown], dots, (shapes.width, shapes.height), shapes.outline()
    )
    drawn = [None] * len(places)
    for number, dot, label in zip(shown, dots, labels, strict=True):
        others = [other for other in dots if other != dot]
        pointer = min([POINTER_RADIUS, *(int(math.dist(dot, other) / 2) for other in others)])
        drawn[number] = (*dot, label, touch_area(dot, others), pointer)
    return tuple(drawn)


def move_apart(spots, gap=CLOSEST_DOTS):
    """`spots` rounded to whole units, those nearer to each other than `gap` moved apart along their line."""
    spots = [list(spot) for spot in spots]
    for _round in range(20):
        moved = False
        for number, one in enumerate(spots):
            for other in spots[:number]:
                distance = math.dist(one, other)
                if distance >= gap - 0.01:
                    continue
                moved = True
                push = (gap - distance) / 2
                across, down = one[0] - other[0], one[1] - other[1]
                east, south = (across / distance, down / distance) if distance else (1, 0)
                one[0], one[1] = one[0] + push * east, one[1] + push * south
                other[0], other[1] = other[0] - push * east, other[1] - push * south
        if not moved:
            break
    return [(round(x), round(y)) for x, y in spots]


def touch_area(dot, others, radius=TOUCH_RADIUS):
    """What a finger may press for `dot`, as a path around (0, 0): a disc, cut halfway to near neighbours.

    So no two areas overlap, and a press counts for the nearest city.
    """
    turn = 2 * math.pi / TOUCH_CORNERS
    corners = [
        (radius * math.cos(turn * number), radius * math.sin(turn * number))
        for number in range(TOUCH_CORNERS)
    ]
    for other in others:
        if other != dot and math.dist(dot, other) < 2 * radius:
            corners = _nearer_half(corners, (other[0] - dot[0], other[1] - dot[1]))
    return svg_path([(round(x), round(y)) for x, y in corners], closed=True)


def _nearer_half(corners, away):
    """The part of a convex polygon that is nearer to (0, 0) than to `away`."""
    limit = (away[0] ** 2 + away[1] ** 2) / 2

    def beyond(point):
        return point[0] * away[0] + point[1] * away[1] - limit

    kept = []
    for one, following in pairwise([*corners, corners[0]]):
        here, there = beyond(one), beyond(following)
        if here <= 0:
            kept.append(one)
        if here * there < 0:
            share = here / (here - there)
            kept.append(tuple(a + share * (b - a) for a, b in zip(one, following, strict=True)))
    return kept
