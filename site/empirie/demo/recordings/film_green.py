"""One day over solar roofs: the sun crosses the sky, it rains, trees grow, evening comes."""

import math
import random
from itertools import pairwise

from . import canvas as draw

HORIZON = 318
RIVER = 430
# The colours of the sky through the day: second, top, middle, just above the ground.
DAY = (
    (0, (46, 64, 110), (196, 130, 130), (250, 206, 150)),
    (5, (104, 168, 206), (182, 214, 216), (252, 230, 190)),
    (12, (88, 166, 214), (158, 208, 228), (222, 238, 232)),
    (16, (122, 156, 178), (166, 190, 200), (204, 218, 216)),
    (21, (96, 168, 208), (172, 210, 220), (238, 234, 206)),
    (26, (92, 84, 138), (226, 138, 116), (252, 196, 120)),
    (30, (22, 38, 78), (66, 70, 118), (150, 106, 122)),
    (40, (14, 28, 60), (46, 56, 100), (110, 88, 116)),
)
# Houses from left to right: middle, width, height, wall.
HOUSES = (
    (112, 150, 92, (238, 214, 178)),
    (292, 132, 112, (226, 178, 150)),
    (470, 164, 84, (244, 228, 200)),
    (650, 128, 118, (206, 214, 196)),
    (836, 160, 96, (236, 202, 168)),
)
TREES = ((28, 62), (202, 84), (384, 74), (562, 92), (744, 80), (930, 70))


class Film:
    """No voice here: the day itself tells the story, and the transcript describes it."""

    def __init__(self, times):
        self.times = times
        chance = random.Random(4)
        self.drops = [
            (chance.uniform(-60, 960), chance.uniform(0, 1), chance.uniform(0.8, 1.2)) for _ in range(130)
        ]
        self.stars = [
            (chance.uniform(20, 940), chance.uniform(16, 190), chance.uniform(1, 2)) for _ in range(46)
        ]

    def frame(self, now):
        tones = _tones(now)
        picture = draw.Canvas(draw.sky(*tones))
        dark = draw.eased(now, 24.5, 5)
        self._heavens(picture, now, dark)
        self._land(picture, tones, dark)
        for number, house in enumerate(HOUSES):
            self._house(picture, now, number, house, dark)
        for number, tree in enumerate(TREES):
            self._tree(picture, now, number, tree, dark)
        self._street(picture, now, dark)
        self._river(picture, now, tones, dark)
        self._rain(picture, now)
        title = draw.eased(now, 0.5, 1.0) - draw.eased(now, 3.3, 0.9)
        picture.text(480, 150, "Miasto zielone", 68, draw.WHITE, title, anchor="mm")
        return picture.finished()

    def _heavens(self, picture, now, dark):
        for x, y, size in self.stars:
            picture.circle(x, y, size, draw.WHITE, 0.85 * draw.eased(dark, 0.55, 0.45))
        x, y = _sun(now)
        warm = draw.blend((255, 236, 170), (250, 150, 84), draw.eased(now, 21, 5) + 1 - draw.eased(now, 0, 5))
        picture.glow(x, y, 170, (255, 240, 200), 0.55)
        rain = draw.eased(now, 12, 2) - draw.eased(now, 18, 2.5)
        picture.circle(x, y, 39, warm, 1 - 0.65 * rain)
        cover = self._cloud_cover(now)
        for shift, height, size in ((0, 84, 1.0), (330, 60, 1.25), (650, 96, 0.9)):
            left = shift + 1020 * (1 - draw.eased(now, 9.5, 5)) - 1100 * draw.eased(now, 18.5, 5.5)
            _cloud(picture, left + 10 * math.sin(now * 0.5 + shift), height, size, cover)

    def _cloud_cover(self, now):
        return draw.blend((246, 248, 250), (170, 184, 196), draw.eased(now, 11, 3) - draw.eased(now, 19, 3))

    def _land(self, picture, tones, dark):
        for height, shift, tint in ((64, 0, (112, 168, 140)), (34, 260, draw.LEAF)):
            tint = draw.blend(draw.blend(tint, tones[2], 0.25), draw.NIGHT, 0.66 * dark)
            wave = [(x, HORIZON - height - 18 * math.sin((x + shift) / 130)) for x in range(0, 972, 12)]
            picture.shape([(0, 540), *wave, (960, 540)], tint)
        picture.box(0, HORIZON + 60, 960, 200, draw.blend((126, 178, 120), draw.NIGHT, 0.62 * dark))

    def _house(self, picture, now, number, house, dark):
        middle, width, height, wall = house
        base, left = HORIZON + 76, middle - width / 2
        picture.box(left, base - height, width, height, draw.blend(wall, draw.NIGHT, 0.6 * dark))
        self._roof(picture, now, (left, base - height, width), dark)
        lit = draw.eased(now, 25.2 + number * 0.55, 1.2)
        for row in range(2):
            for column in range(3):
                x, y = left + width * (column + 0.5) / 3, base - height + 22 + row * 38
                glass = draw.blend(draw.blend((120, 158, 176), draw.NIGHT, 0.6 * dark), (255, 214, 120), lit)
                picture.glow(x, y + 9, 30, (255, 206, 110), 0.35 * lit)
                picture.box(x - 9, y - 2, 18, 24, glass, radius=2)

    def _roof(self, picture, now, place, dark):
        """A roof of panels; the brighter, the straighter the sun looks at it."""
        left, top, width = place
        rise, lean, eaves = 58, 26, 10
        corners = [
            (left - eaves, top),
            (left + lean, top - rise),
            (left + width - lean + 12, top - rise),
            (left + width + eaves, top),
        ]
        picture.shape(corners, draw.blend((96, 62, 58), draw.NIGHT, 0.6 * dark))
        sun_x, sun_y = _sun(now)
        facing = (
            max(0.0, 1 - abs(sun_x - left - width / 2) / 420) * (1 - dark) * (1 if sun_y < HORIZON else 0)
        )
        facing *= 1 - 0.8 * (draw.eased(now, 11, 3) - draw.eased(now, 19, 2.5))
        for row in range(2):
            for column in range(4):
                cell = [
                    _on_roof(corners, (column + side + gap) / 4, (row + level + 0.06) / 2.15)
                    for side, level, gap in ((0.06, 0.1, 0), (0.06, 0.9, 0), (0.94, 0.9, 0), (0.94, 0.1, 0))
                ]
                panel = draw.blend(
                    (28, 58, 104), (150, 208, 240), facing * (0.75 + 0.25 * math.sin(column + row))
                )
                picture.shape(cell, draw.blend(panel, draw.NIGHT, 0.5 * dark))

    def _tree(self, picture, now, number, tree, dark):
        x, full = tree
        grown = (
            0.32 + 0.38 * draw.eased(now, 2 + number * 0.7, 7) + 0.3 * draw.eased(now, 17 + number * 0.3, 5)
        )
        height, base = full * grown, HORIZON + 92
        sway = 2.2 * math.sin(now * 1.1 + number)
        shade = 0.6 * dark
        picture.line(
            [(x, base), (x + sway / 2, base - height * 0.7)], draw.blend((96, 72, 56), draw.NIGHT, shade), 6
        )
        crown = ((-0.24, 0.72, 0.34, draw.PINE), (0.26, 0.76, 0.32, draw.PINE), (0, 1.0, 0.4, draw.LEAF))
        for dx, dy, radius, tint in crown:
            leaf = draw.blend(draw.blend(tint, draw.LEAF, 0.3), draw.NIGHT, shade)
            picture.circle(x + dx * height + sway, base - dy * height, radius * height, leaf)

    def _street(self, picture, now, dark):
        picture.box(0, HORIZON + 84, 960, 28, draw.blend((118, 126, 132), draw.NIGHT, 0.55 * dark))
        for number in range(13):
            picture.box(number * 80 + 10, HORIZON + 97, 34, 2.4, draw.PAPER, 0.8 - 0.4 * dark)
        for begin, length, direction in ((5.5, 7.5, 1), (21.5, 8.0, -1)):
            share = (now - begin) / length
            if 0 < share < 1:
                left = -190 + 1320 * share if direction > 0 else 1130 - 1320 * share
                _bus(picture, left, HORIZON + 104, direction, dark)

    def _river(self, picture, now, tones, dark):
        water = draw.blend(draw.blend((92, 164, 186), tones[1], 0.45), draw.NIGHT, 0.35 * dark)
        picture.box(0, RIVER, 960, 120, water)
        picture.box(0, RIVER, 960, 5, draw.blend(draw.PINE, draw.NIGHT, 0.5 * dark), 0.8)
        sun_x, _ = _sun(now)
        for number in range(26):
            y = RIVER + 14 + number % 9 * 11
            drift = (number * 137 + now * (9 + number % 4 * 4)) % 1040 - 60
            close = max(0.12, 1 - abs(drift - sun_x) / 260)
            seen = 0.5 * close * (1 - 0.5 * dark)
            picture.line([(drift, y), (drift + 40 + number % 3 * 16, y)], draw.WHITE, 2.2, seen)

    def _rain(self, picture, now):
        strength = draw.eased(now, 13.8, 1.4) - draw.eased(now, 18.2, 1.6)
        if strength <= 0:
            return
        for x, phase, speed in self.drops:
            share = (now * 0.85 * speed + phase) % 1
            top = 96 + share * 340
            left = x + share * 50
            picture.line([(left, top), (left + 3.4, top + 19)], (226, 240, 248), 1.7, 0.6 * strength)


def _sun(now):
    share = (now - 0.5) / 27.5
    return 90 + 790 * share, 306 - 236 * math.sin(math.pi * min(1.14, max(-0.1, share)))


def _tones(now):
    """The three colours of the sky, between the two moments of the day nearest to `now`."""
    for (second, *tones), (after, *later) in pairwise(DAY):
        if now <= after:
            share = draw.eased(now, second, after - second)
            return [draw.blend(first, last, share) for first, last in zip(tones, later, strict=True)]
    return DAY[-1][1:]


def _cloud(picture, x, y, size, tint):
    for dx, dy, radius in ((0, 8, 34), (44, -8, 44), (92, 2, 38), (130, 12, 26)):
        picture.circle(x + dx * size, y + dy * size, radius * size, tint)
    picture.box(x - 10 * size, y + 8 * size, 150 * size, 32 * size, tint, radius=16 * size)


def _on_roof(corners, across, up):
    """A point of the sloping roof: `across` from left to right, `up` from the eaves to the ridge."""
    low_left, high_left, high_right, low_right = corners
    return draw.blend(draw.blend(low_left, low_right, across), draw.blend(high_left, high_right, across), up)


def _bus(picture, left, base, direction, dark):
    """An electric bus: no smoke, a green stripe, and it goes where it looks."""
    shade = 0.35 * dark
    picture.box(left, base - 56, 170, 50, draw.blend(draw.PAPER, draw.NIGHT, shade), radius=9)
    picture.box(left, base - 22, 170, 9, draw.blend(draw.LEAF, draw.NIGHT, shade))
    glass = draw.blend((104, 150, 172), (255, 220, 140), dark)
    for window in range(4):
        picture.box(left + 12 + window * 38, base - 48, 32, 20, glass, radius=3)
    for wheel in (36, 132):
        picture.circle(left + wheel, base - 5, 11, draw.INK)
        picture.circle(left + wheel, base - 5, 4.5, (190, 198, 204))
    picture.circle(left + (166 if direction > 0 else 4), base - 14, 4, (255, 240, 190))
