"""Make galleries/voivodeships.json from the file named in docs/map.md:

    python -m tools.map_geometry PATH/TO/pol.topo.json

Projects the lines, thins them out and rounds them. Neighbours share a line before and after, so no gap opens.
"""

import json
import math
import sys
from pathlib import Path

from galleries.map import GEOMETRY, project

WIDTH = 1000
MARGIN = 24
# A corner is left out when the triangle it makes with its neighbours is smaller than this, in units squared.
LEAST_TRIANGLE = 2.6
NAMES = {
    "PL.DS": "dolnośląskie",
    "PL.KP": "kujawsko-pomorskie",
    "PL.LU": "lubelskie",
    "PL.LB": "lubuskie",
    "PL.LD": "łódzkie",
    "PL.MA": "małopolskie",
    "PL.MZ": "mazowieckie",
    "PL.OP": "opolskie",
    "PL.PK": "podkarpackie",
    "PL.PD": "podlaskie",
    "PL.PM": "pomorskie",
    "PL.SL": "śląskie",
    "PL.SK": "świętokrzyskie",
    "PL.WN": "warmińsko-mazurskie",
    "PL.WP": "wielkopolskie",
    "PL.ZP": "zachodniopomorskie",
}


def projected_arcs(topology):
    """The arcs of a quantised TopoJSON topology, each a list of (easting, northing) in metres."""
    (scale_x, scale_y), (shift_x, shift_y) = (
        topology["transform"]["scale"],
        topology["transform"]["translate"],
    )
    arcs = []
    for steps in topology["arcs"]:
        x = y = 0
        arc = []
        for dx, dy in steps:
            x, y = x + dx, y + dy
            arc.append(project(y * scale_y + shift_y, x * scale_x + shift_x))
        arcs.append(arc)
    return arcs


def frame_around(arcs):
    """The drawing's size in units and where it lies: the land with a margin on each side."""
    eastings, northings = zip(*(point for arc in arcs for point in arc), strict=True)
    unit = (max(eastings) - min(eastings)) / (WIDTH - 2 * MARGIN)
    return {
        "width": WIDTH,
        "height": math.ceil((max(northings) - min(northings)) / unit) + 2 * MARGIN,
        "west": round(min(eastings) - MARGIN * unit, 1),
        "north": round(max(northings) + MARGIN * unit, 1),
        "metres_per_unit": round(unit, 4),
    }


def thinned(points):
    """Visvalingam's way: leave out the corner that matters least, again and again. The ends stay."""
    points = list(points)
    while len(points) > 2:
        areas = [_triangle(*points[i - 1 : i + 2]) for i in range(1, len(points) - 1)]
        least = min(areas)
        if least >= LEAST_TRIANGLE:
            break
        del points[areas.index(least) + 1]
    return points


def _triangle(a, b, c):
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2


def in_steps(points):
    """[x, y, dx, dy, …] of whole-numbered points, without steps that go nowhere."""
    numbers, last = [], (0, 0)
    for x, y in points:
        if not numbers or (x, y) != last:
            numbers += [x - last[0], y - last[1]]
        last = (x, y)
    return numbers


def make(topology):
    arcs = projected_arcs(topology)
    frame = frame_around(arcs)
    drawn = []
    for arc in arcs:
        units = [
            (
                (easting - frame["west"]) / frame["metres_per_unit"],
                (frame["north"] - northing) / frame["metres_per_unit"],
            )
            for easting, northing in arc
        ]
        drawn.append(in_steps([(round(x), round(y)) for x, y in thinned(units)]))
    regions = {NAMES[region["id"]]: region["arcs"][0] for region in topology["objects"]["pol"]["geometries"]}
    return {
        "source": "Natural Earth, 1:10m Admin 1 – States, Provinces (public domain); see docs/map.md",
        "frame": frame,
        "voivodeships": dict(sorted(regions.items())),
        "arcs": drawn,
    }


def main():
    topology = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    made = make(topology)
    GEOMETRY.write_text(json.dumps(made, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{GEOMETRY.name}: {GEOMETRY.stat().st_size} bytes, {sum(map(len, made['arcs'])) // 2} points")


if __name__ == "__main__":
    main()
