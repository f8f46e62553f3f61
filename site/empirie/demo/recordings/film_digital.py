"""A city skyline put together from small squares, then switched on."""

import math
import random

from . import canvas as draw

CELL = 20
GROUND = 426
# One building each: columns, rows, colour, the shape of its top.
BUILDINGS = (
    (4, 5, draw.TEAL, "flat"),
    (3, 7, draw.DUSK, "gable"),
    (4, 4, draw.CORAL, "gable"),
    (3, 9, draw.TEAL, "flat"),
    (4, 6, draw.PLUM, "gable"),
    (5, 7, draw.DUSK, "tower"),
    (3, 5, draw.AMBER, "gable"),
    (4, 8, draw.TEAL, "flat"),
    (3, 5, draw.CORAL, "gable"),
    (4, 9, draw.DUSK, "flat"),
    (3, 6, draw.PLUM, "gable"),
    (4, 4, draw.TEAL, "flat"),
)
PEOPLE = (
    draw.AMBER,
    draw.SKY,
    draw.ROSE,
    draw.PAPER,
    draw.CORAL,
    draw.SKY,
    draw.AMBER,
    draw.PAPER,
    draw.ROSE,
)
STEPS = (("services", "1", "E-usługi"), ("records", "2", "Dane"), ("skills", "3", "Kompetencje"))
PLACES = (
    ("first-meeting", 1.6, "Stalowa Wola"),
    ("next-meetings", 1.1, "Zabrze"),
    ("next-meetings", 2.0, "Przemyśl"),
)


class Film:
    """The skyline stands from the first sentence on; each theme adds its own sign to it."""

    def __init__(self, times):
        self.times = times
        self.sky = draw.sky((252, 240, 220), (246, 236, 224), (206, 226, 226))
        self.cells, self.roofs = _city()
        chance = random.Random(17)
        for cell in self.cells:
            cell["wait"] = 0.05 * cell["row"] * 3 + chance.uniform(0, 1.5)
            cell["lit"] = chance.uniform(0, 3)
            cell["swing"] = chance.uniform(-50, 50)

    def frame(self, now):
        picture = draw.Canvas(self.sky)
        picture.circle(880, 196, 60, draw.AMBER, 0.3)
        picture.circle(880, 196, 42, draw.AMBER, 0.6)
        self._clouds(picture, now)
        self._hills(picture)
        self._squares(picture, now)
        picture.box(0, GROUND, 960, 120, draw.INK)
        self._services(picture, now)
        self._records(picture, now)
        self._skills(picture, now)
        self._words(picture, now)
        return picture.finished()

    def _clouds(self, picture, now):
        """Clouds of squares, so that the sky belongs to the same city."""
        for start, top, speed in ((120, 176, 5), (430, 148, 7), (720, 104, 4)):
            left = (start + now * speed) % 1080 - 100
            for column, rows in enumerate((1, 2, 2, 1, 1)):
                picture.box(left + column * CELL, top - rows * CELL, CELL, rows * CELL, draw.WHITE, 0.75)

    def _hills(self, picture):
        for shift, height, opacity in ((0, 92, 0.22), (190, 60, 0.28)):
            wave = [(x, GROUND - height - 26 * math.sin((x + shift) / 150)) for x in range(0, 972, 12)]
            picture.shape([(0, GROUND), *wave, (960, GROUND)], draw.TEAL, opacity)

    def _squares(self, picture, now):
        begin = 0.5
        for cell in self.cells:
            fallen = draw.settled(now, begin + cell["wait"], 0.9)
            if now < begin + cell["wait"]:
                continue
            share = min(1.0, fallen)
            x = cell["x"] + cell["swing"] * (1 - share)
            y = cell["y"] - 300 * (1 - share) if fallen <= 1 else cell["y"] - 8 * (fallen - 1)
            picture.box(x, y, CELL, CELL, cell["colour"], share)
            if cell["window"]:
                lit = draw.eased(now, self.times.at("skills") + cell["lit"], 0.9)
                glass = draw.blend(draw.blend(cell["colour"], draw.WHITE, 0.45), (255, 226, 140), lit)
                picture.box(x + 5, y + 4, CELL - 10, CELL - 8, glass, share, radius=1.5)

    def _services(self, picture, now):
        gone = draw.eased(now, self.times.at("records") - 0.1, 0.6)
        for number, (x, y) in enumerate(self.roofs):
            begin = self.times.at("services") + 0.6 + number * 0.22
            shown = min(draw.settled(now, begin, 0.6), 1 - gone)
            if now < begin or shown <= 0.05:
                continue
            picture.circle(x, y - 30, 17 * shown, draw.PINE)
            draw.tick(picture, x, y - 30, 8.5 * shown, draw.WHITE, draw.eased(now, begin + 0.25, 0.5))

    def _records(self, picture, now):
        begin = self.times.at("records") + 0.3
        strength = draw.eased(now, begin, 0.7) * (1 - 0.65 * draw.eased(now, self.times.at("skills"), 1))
        strength *= 1 - draw.eased(now, self.times.at("first-meeting") - 0.3, 0.8)
        if not strength:
            return
        for number, (first, second) in enumerate(zip(self.roofs, self.roofs[2:], strict=False)):
            grown = draw.eased(now, begin + number * 0.18, 1.1)
            arc = [_on_arc(first, second, step / 24 * grown) for step in range(25)]
            picture.line(arc, draw.INK, 2, 0.55 * strength)
            for shift in (0, 0.5):
                share = (now * 0.3 + number * 0.17 + shift) % 1
                if share < grown:
                    seen = strength * math.sin(math.pi * share)
                    picture.circle(*_on_arc(first, second, share), 5, draw.CORAL, seen)
        for x, y in self.roofs:
            picture.circle(x, y - 8, 5.5, draw.INK, strength)

    def _skills(self, picture, now):
        for number, tint in enumerate(PEOPLE):
            begin = self.times.at("skills") + 0.3 + number * 0.2
            shown = draw.settled(now, begin, 0.7)
            if now < begin:
                continue
            x, y = 112 + number * 92, GROUND + 34 + 24 * (1 - shown)
            picture.box(x - 17, y - 32, 34, 80, tint, min(1, shown), radius=15)
            picture.circle(x, y - 46, 10.5, tint, min(1, shown))
        picture.box(0, GROUND + 34, 960, 90, draw.INK)

    def _words(self, picture, now):
        title = draw.eased(now, 0.3, 0.8) - draw.eased(now, self.times.at("services") - 0.3, 0.6)
        picture.text(64, 92, "Miasto cyfrowe", 56, draw.INK, title)
        ends = [self.times.at("records"), self.times.at("skills"), self.times.at("first-meeting")]
        for (mark, number, word), end in zip(STEPS, ends, strict=True):
            shown = draw.eased(now, self.times.at(mark), 0.5) - draw.eased(now, end - 0.3, 0.5)
            picture.circle(98, 92, 37, draw.INK, shown)
            picture.text(98, 92, number, 44, draw.WHITE, shown, anchor="mm")
            picture.text(154 - 16 * (1 - shown), 92, word, 52, draw.INK, shown)
        left = 64
        for mark, wait, place in PLACES:
            shown = draw.eased(now, self.times.at(mark) + wait, 0.6)
            width = draw.font(30).getlength(place) / draw.SCALE + 66
            picture.box(left, 66 + 10 * (1 - shown), width, 56, draw.INK, shown, radius=28)
            picture.circle(left + 28, 94 + 10 * (1 - shown), 7, draw.AMBER, shown)
            picture.text(left + 46, 94 + 10 * (1 - shown), place, 30, draw.WHITE, shown)
            left += width + 16


def _city():
    """The squares of all buildings, and the middle of each roof."""
    cells, roofs, left = [], [], 36
    for columns, rows, tint, top in BUILDINGS:
        for row in range(rows + 4):
            for column in range(columns):
                if not _has_square(row, column, rows, columns, top):
                    continue
                cells.append(
                    {
                        "x": left + column * CELL,
                        "y": GROUND - (row + 1) * CELL,
                        "row": row,
                        "window": _has_window(row, column, rows, columns),
                        "colour": draw.blend(tint, draw.INK, 0.08 * ((row + column) % 2)),
                    }
                )
        extra = {"flat": 0, "gable": 1, "tower": 4}[top]
        roofs.append((left + columns * CELL / 2, GROUND - (rows + extra) * CELL))
        left += columns * CELL + (0 if columns % 2 else 4)
    return cells, roofs


def _has_square(row, column, rows, columns, top):
    """Whether a building has a square there: full floors, then a stepped roof or a tower."""
    if row < rows:
        return True
    if top == "gable":
        return row == rows and 0 < column < columns - 1
    return top == "tower" and column == columns // 2


def _has_window(row, column, rows, columns):
    """Every other floor has windows, but not the ground floor and not the attic."""
    if row % 2 == 0 or row >= rows - 1:
        return False
    return columns == 5 or column % 2 == (0 if columns == 3 else 1)


def _on_arc(first, second, share):
    x, y = draw.blend(first, second, share)
    return x, y - 8 - 74 * math.sin(math.pi * share)
