"""Where the names on the map of cities stand, so that none covers another name or a neighbour's dot.

Lengths are in units of the drawing. A name's width is reckoned from its letters, a little too wide rather
than too narrow, for nobody knows on the server which font a reader has.
"""

import math
from dataclasses import dataclass
from itertools import pairwise

FONT_SIZE = 20
LINE_HEIGHT = 22
# Names longer than this stand on two lines where they have a space.
LONGEST_LINE = 14
# How far names keep from dots: the dot itself, and what one may press around it.
DOT = 11
AROUND_DOT = 20
MARGIN = 6
ACROSS_THE_BORDER = 3
# How many places a name considers, and how often all names choose anew.
BEST, ROUNDS = 14, 12
NARROW, WIDE = "iIjlłŁtfr.,'-– ", "mwMWŚĆŻŹÓOGQDNHUKCRA"

# Sides in the order they are liked: (across, down, how much it costs). 1 is east, south; -1 is west, north.
SIDES = {
    "east": (1, 0, 0),
    "west": (-1, 0, 2),
    "north-east": (1, -1, 3),
    "south-east": (1, 1, 3),
    "north-west": (-1, -1, 4),
    "south-west": (-1, 1, 4),
    "north": (0, -1, 4),
    "south": (0, 1, 4),
}
ANCHORS = {1: "start", -1: "end", 0: "middle"}
# How far from its usual place a name may move; it is joined to its dot by a line then.
DISTANCES = (0, 14, 28, 44)


@dataclass(frozen=True)
class Label:
    """A name beside its dot. `x` and `y` (first baseline) and the line's ends are relative to the dot."""

    lines: tuple
    side: str
    anchor: str
    x: int
    y: int
    box: tuple
    leader: tuple = ()
    is_shown: bool = True

    def __str__(self):
        return " ".join(self.lines)


def place_labels(names, dots, frame, land):
    """A `Label` for each name at its dot; a name that finds no free place is shown on focus and hover only.

    `frame` is the drawing's (width, height), `land` the ring of points whose line names rather do not cross.
    """
    choices = [_choices(name, dot, dots, frame, land) for name, dot in zip(names, dots, strict=True)]
    # Those who like their best place least have the fewest places: they choose first.
    order = sorted(range(len(choices)), key=lambda number: -choices[number][0][0])
    chosen = {}
    for _round in range(ROUNDS):
        before = dict(chosen)
        for number in order:
            others = [label.box for other, label in chosen.items() if other != number]
            chosen[number] = min(
                choices[number], key=lambda choice, others=others: choice[0] + _covered(choice[1], others)
            )[1]
        if chosen == before:
            break
    return _without_collisions([chosen[number] for number in range(len(choices))])


def _covered(label, boxes):
    return 2 * sum(overlap(label.box, box) for box in boxes)


def _without_collisions(labels):
    """The same labels; one that still covers an earlier one is hidden."""
    kept = []
    for label in labels:
        free = not any(overlap(label.box, other.box) for other in kept if other.is_shown)
        kept.append(label if free else Label(**(vars(label) | {"is_shown": False})))
    return kept


def text_width(text, font_size=FONT_SIZE):
    """About how wide `text` is in a common sans serif."""
    ems = sum(0.33 if letter in NARROW else 0.78 if letter in WIDE else 0.57 for letter in text)
    return font_size * ems * 1.04


def split_name(name):
    """The lines a name is written on: one, or two when it is long."""
    words = name.split()
    if len(name) <= LONGEST_LINE or len(words) < 2:
        return (name,)
    cuts = [(" ".join(words[:cut]), " ".join(words[cut:])) for cut in range(1, len(words))]
    return min(cuts, key=lambda lines: max(map(len, lines)))


def overlap(one, other):
    """The area two boxes (left, top, right, bottom) share."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across * down if across > 0 and down > 0 else 0


def _choices(name, dot, dots, frame, land):
    """Ways to write `name` beside its dot as (cost, label), the liked ones first."""
    lines = split_name(name)
    width = max(map(text_width, lines))
    labels = [_label(lines, width, side, distance, dot) for distance in DISTANCES for side in SIDES]
    costs = [_cost(label, dot, dots, frame) for label in labels]
    liked = sorted(zip(costs, labels, strict=True), key=lambda choice: choice[0])[:BEST]
    return sorted(
        ((cost + _border_cost(label, land), label) for cost, label in liked), key=lambda choice: choice[0]
    )


def _label(lines, width, side, distance, dot):
    across, down, _cost = SIDES[side]
    height = LINE_HEIGHT * len(lines)
    straight = not (across and down)
    reach_x = (DOT + 4 if straight else DOT + 1) + distance * (1 if straight else 0.7)
    reach_y = (DOT + 1 if straight else 0) + distance * (1 if straight else 0.7)
    left = across * reach_x - (width if across < 0 else 0 if across else width / 2)
    top = down * reach_y - (height if down < 0 else 0 if down else height / 2)
    baseline = top + LINE_HEIGHT * 0.76
    leader = (round(across * (reach_x - 3)), round(down * (reach_y - 1))) if distance else ()
    return Label(
        lines=lines,
        side=side,
        anchor=ANCHORS[across],
        x=round(across * reach_x),
        y=round(baseline),
        box=(dot[0] + left, dot[1] + top, dot[0] + left + width, dot[1] + top + height),
        leader=leader,
    )


def _cost(label, dot, dots, frame):
    """How little we like a place, whatever the other names do."""
    left, top, right, bottom = label.box
    cost = SIDES[label.side][2] + (4 + abs(label.x) / 8 + abs(label.leader[1]) / 8 if label.leader else 0)
    if left < MARGIN or top < MARGIN or right > frame[0] - MARGIN or bottom > frame[1] - MARGIN:
        cost += 10_000
    return cost + sum(500 for other in dots if other != dot and gap_between(label.box, other) < AROUND_DOT)


def _border_cost(label, land):
    """A name half at home and half abroad is harder to read."""
    left, _top, right, bottom = label.box
    ends = {is_inside((x, bottom), land) for x in (left, (left + right) / 2, right)}
    return ACROSS_THE_BORDER if len(ends) > 1 else 0


def gap_between(box, dot):
    """How far a point is from a box; 0 inside it."""
    left, top, right, bottom = box
    return math.hypot(max(left - dot[0], 0, dot[0] - right), max(top - dot[1], 0, dot[1] - bottom))


def is_inside(point, ring):
    """Whether `point` lies within a ring of points: a ray from it crosses the ring an odd number of times."""
    x, y = point
    inside = False
    for (ax, ay), (bx, by) in pairwise([*ring, ring[0]]):
        if (ay > y) != (by > y) and x < ax + (bx - ax) * (y - ay) / (by - ay):
            inside = not inside
    return inside
