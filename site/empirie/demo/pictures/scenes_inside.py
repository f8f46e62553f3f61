"""Scenes indoors: a library, and a workshop table seen from above."""

import math
from dataclasses import dataclass

from .canvas import HEIGHT, WIDTH
from .palette import mix
from .scene import Scene
from .scenery import Sky, hill_range, paint_sky
from .trees import tree
from .words import IN_COLOURS, Phrase, counted


@dataclass(frozen=True)
class Library(Scene):
    """Bookcases, a round-topped window with the season outside, a reading table with chairs."""

    title = Phrase("wnętrze biblioteki", "a library interior")
    cases: int
    window_place: int
    pendants: int
    has_ladder: bool
    has_plant: bool

    @classmethod
    def compose(cls, rng, palette):
        cases = rng.randint(3, 5)
        return cls(
            Sky(rng.uniform(560, 940), rng.uniform(190, 280), 60, ()),
            cases,
            rng.randrange(cases + 1),
            rng.randint(2, 3),
            rng.random() < 0.6,
            rng.random() < 0.6,
        )

    def paint(self, canvas):
        palette = canvas.palette
        slot = WIDTH / (self.cases + 1)
        self._view(canvas, slot)
        self._wall_around_window(canvas, slot)
        places = [place for place in range(self.cases + 1) if place != self.window_place]
        for place in places:
            self._bookcase(canvas, slot * place + 14, slot - 28)
        floor = mix(palette.timber, palette.paving[0], 0.45)
        canvas.rect(0, 800, WIDTH, 200, floor)
        for index in range(-8, 9):
            x = WIDTH / 2 + index * 120
            canvas.line([(x, 800), (WIDTH / 2 + index * 230, 1010)], 2, palette.shade(floor, 0.12))
        canvas.rect(0, 790, WIDTH, 14, palette.shade(palette.timber, 0.3))
        if self.has_ladder:
            self._ladder(canvas, slot * places[-1] + slot * 0.5)
        canvas.ellipse(WIDTH / 2, 955, 560, 52, mix(palette.accents[0], floor, 0.3))
        canvas.ellipse(WIDTH / 2, 955, 480, 42, mix(palette.accents[0], palette.trim, 0.35))
        self._table(canvas)
        for index in range(self.pendants):
            self._pendant(canvas, WIDTH / 2 + (index - (self.pendants - 1) / 2) * 290)
        if self.has_plant:
            self._plant(canvas, 1410 if self.window_place < self.cases / 2 else 90)

    def _view(self, canvas, slot):
        """Paint the world outside first, moved under the window by its sun and one tree."""
        middle = slot * (self.window_place + 0.5)
        paint_sky(canvas, Sky(middle + 40, self.sky.sun_y, 44, ()), 640)
        hill_range(canvas, 500, 3, 40, 60)
        canvas.rect(0, 660, WIDTH, 340, canvas.palette.grass[1])
        tree(canvas, middle - slot * 0.16, 720, 360, "cloud")

    def _wall_around_window(self, canvas, slot):
        palette = canvas.palette
        wall = self._wall(palette)
        left, width = slot * self.window_place + slot * 0.14, slot * 0.72
        outside = canvas.image.copy()
        canvas.rect(0, 0, WIDTH, HEIGHT, wall)
        canvas.arch(left - 16, 134, width + 32, 566, palette.tint(wall, 0.7))
        round_top = [
            (
                left + width / 2 - math.cos(step * math.pi / 40) * width / 2,
                150 + width / 2 - math.sin(step * math.pi / 40) * width / 2,
            )
            for step in range(41)
        ]
        painted = canvas.image.copy()
        canvas.image.paste(outside, (0, 0))
        canvas.keep_inside([*round_top, (left + width, 690), (left, 690)], painted)
        frame = palette.tint(wall, 0.7)
        canvas.rect(left + width / 2 - 5, 150, 10, 540, frame)
        for y in (150 + width / 2, 520):
            canvas.rect(left, y - 5, width, 10, frame)
        canvas.rounded(left - 34, 690, width + 68, 20, 6, palette.timber)

    def _wall(self, palette):
        return mix(palette.walls[6], palette.sky[-1], 0.3) if not palette.is_dark else palette.walls[4]

    def _bookcase(self, canvas, left, width):
        palette, rng = canvas.palette, canvas.rng
        wood = palette.shade(palette.timber, 0.1)
        canvas.rounded(left, 96, width, 704, 8, wood)
        canvas.rect(left - 8, 84, width + 16, 20, palette.shade(wood, 0.22))
        colours = (*palette.accents, *palette.walls[:4], palette.roofs[0])
        for shelf in range(6):
            top = 118 + shelf * 113
            canvas.rect(left + 14, top, width - 28, 98, palette.shade(wood, 0.48))
            x = left + 20
            while x < left + width - 44:
                thick, tall = rng.uniform(13, 30), rng.uniform(58, 90)
                if rng.random() < 0.09:
                    x += thick * 1.6
                    continue
                tone = rng.choice(colours)
                canvas.rounded(x, top + 98 - tall, thick - 2, tall, 2.5, tone)
                canvas.rect(x, top + 98 - tall * 0.8, thick - 2, 5, mix(tone, palette.trim, 0.5))
                x += thick

    def _ladder(self, canvas, x):
        wood = canvas.palette.tint(canvas.palette.timber, 0.42)
        for side in (0, 84):
            canvas.line([(x - 70 + side, 820), (x + side * 0.8, 190)], 12, wood)
        for rung in range(8):
            share = (rung + 0.8) / 8.6
            canvas.line(
                [(x - 70 + 70 * share, 820 - 630 * share), (x + 14 + 53 * share, 820 - 630 * share)], 9, wood
            )

    def _table(self, canvas):
        palette = canvas.palette
        wood = palette.tint(palette.timber, 0.18)
        for side, tone in ((-330, 0), (330, 2)):
            x = WIDTH / 2 + side
            canvas.rounded(x - 60, 690, 120, 150, 30, palette.accents[tone])
            canvas.rounded(x - 72, 800, 144, 52, 22, palette.shade(palette.accents[tone], 0.15))
            for leg in (-52, 42):
                canvas.rect(x + leg, 848, 11, 92, palette.ink)
        for leg in (-220, 200):
            canvas.polygon(
                [
                    (WIDTH / 2 + leg, 796),
                    (WIDTH / 2 + leg + 22, 796),
                    (WIDTH / 2 + leg * 1.14 + 14, 960),
                    (WIDTH / 2 + leg * 1.14, 960),
                ],
                palette.shade(wood, 0.35),
            )
        canvas.rounded(WIDTH / 2 - 280, 776, 560, 26, 12, wood)
        for index, (x, tone) in enumerate(((-170, 1), (-164, 0), (-176, 2))):
            canvas.rounded(WIDTH / 2 + x, 758 - index * 18, 130, 17, 4, palette.accents[tone])
        for side in (-1, 1):
            canvas.polygon(
                [
                    (WIDTH / 2 + 110, 774),
                    (WIDTH / 2 + 110 + side * 86, 762),
                    (WIDTH / 2 + 110 + side * 90, 748),
                    (WIDTH / 2 + 110, 762),
                ],
                palette.shade(palette.trim, 0.0 if side < 0 else 0.1),
            )

    def _pendant(self, canvas, x):
        palette = canvas.palette
        canvas.rect(x - 2, 0, 4, 300, palette.ink)
        canvas.glow(x, 340, 240, palette.glow, 0.55 if palette.lit_windows else 0.28)
        canvas.disc(x, 342, 22, palette.glow)
        canvas.pie(x, 346, 70, 180, 360, palette.accents[1])

    def _plant(self, canvas, x):
        palette = canvas.palette
        leaf = palette.accents[2]
        for angle, length in ((-150, 180), (-120, 230), (-90, 260), (-60, 230), (-30, 180)):
            turn = math.radians(angle)
            tip = (x + math.cos(turn) * length, 850 + math.sin(turn) * length)
            across = (-math.sin(turn) * 26, math.cos(turn) * 26)
            middle = ((x + tip[0]) / 2, (850 + tip[1]) / 2)
            canvas.blob(
                [
                    (x, 850),
                    (middle[0] + across[0], middle[1] + across[1]),
                    tip,
                    (middle[0] - across[0], middle[1] - across[1]),
                ],
                palette.shade(leaf, 0.1 if length == 230 else 0),
            )
        canvas.polygon([(x - 62, 830), (x + 62, 830), (x + 46, 950), (x - 46, 950)], palette.accents[0])

    def inventory(self):
        return [
            counted(self.cases, "bookcase"),
            Phrase("okno z widokiem na drzewo", "a window onto a tree"),
            Phrase("drabina", "a ladder") if self.has_ladder else None,
            counted(self.pendants, "pendant"),
            Phrase("stół z książkami", "a table with books"),
        ]


@dataclass(frozen=True)
class Workshop(Scene):
    """A long table from above: laptops, papers, cups and many sticky notes."""

    title = Phrase("stół warsztatowy widziany z góry", "a workshop table from above")
    laptops: int
    cups: int
    notes: int
    tones: int
    has_plant: bool
    tilt: tuple[float, ...]

    @classmethod
    def compose(cls, rng, palette):
        return cls(
            Sky(0, 0, 1, ()),
            rng.randint(2, 4),
            rng.randint(2, 4),
            rng.randint(8, 15),
            rng.randrange(5),
            rng.random() < 0.7,
            tuple(rng.uniform(-0.16, 0.16) for _ in range(30)),
        )

    def paint(self, canvas):
        palette = canvas.palette
        floor = (
            mix(palette.accents[2], palette.ink, 0.25)
            if self.tones % 2
            else mix(palette.accents[4], palette.ink, 0.1)
        )
        canvas.rect(0, 0, WIDTH, HEIGHT, floor)
        for x in range(-1000, WIDTH, 120):
            canvas.line([(x, 0), (x + 1000, HEIGHT)], 3, mix(floor, palette.trim, 0.06))
        self._chairs(canvas)
        table = mix(palette.timber, palette.trim, 0.5)
        canvas.rounded(122, 168, 1270, 700, 90, palette.shade(floor, 0.5))
        canvas.rounded(110, 150, 1270, 700, 90, table)
        canvas.rounded(126, 164, 1238, 672, 80, mix(table, palette.trim, 0.16))
        self._board(canvas)
        for index in range(self.laptops):
            self._laptop(canvas, *((290, 300), (1200, 690), (1200, 300), (290, 690))[index], index)
        for index in range(self.cups):
            self._cup(canvas, *((505, 240), (985, 770), (960, 225), (520, 775))[index], index)
        if self.has_plant:
            self._plant(canvas, 1265 if self.laptops < 3 else 1300, 300 if self.laptops < 3 else 500)
        for x, y, index in ((250, 520, 5), (1160, 510, 6)):
            self._turned(canvas, x, y, 92, 122, self.tilt[index], palette.trim)
            for row in range(4):
                self._turned(canvas, x, y - 36 + row * 22, 58, 5, self.tilt[index], palette.paving[2])

    def _turned(self, canvas, x, y, width, height, angle, fill):
        cosine, sine = math.cos(angle), math.sin(angle)
        corners = (
            (-width / 2, -height / 2),
            (width / 2, -height / 2),
            (width / 2, height / 2),
            (-width / 2, height / 2),
        )
        canvas.polygon([(x + a * cosine - b * sine, y + a * sine + b * cosine) for a, b in corners], fill)

    def _chairs(self, canvas):
        palette = canvas.palette
        for index in range(5):
            x = 290 + index * 228
            for y in (118, 888):
                tone = palette.accents[(index + self.tones + (y > 500)) % 3]
                canvas.rounded(x - 66, y - 62, 132, 124, 34, tone)
                back = y - 76 if y < 500 else y + 46
                canvas.rounded(x - 74, back, 148, 30, 15, palette.shade(tone, 0.25))

    def _board(self, canvas):
        """A sheet of paper in the middle with the notes in rows, and a line that joins some."""
        palette = canvas.palette
        canvas.rounded(478, 288, 560, 440, 14, palette.shade(palette.trim, 0.14))
        canvas.rounded(470, 278, 560, 440, 14, palette.trim)
        places = [(535 + 107 * (index % 5), 350 + 144 * (index // 5)) for index in range(self.notes)]
        for first, second in zip(places[::2], places[1::2], strict=False):
            canvas.line([first, second], 5, palette.ink)
        for index, (x, y) in enumerate(places):
            tone = (palette.accents[0], palette.accents[1], palette.accents[2], palette.accents[3])[
                (index * 7 + self.tones) % 4
            ]
            angle = self.tilt[index]
            self._turned(canvas, x + 4, y + 5, 84, 84, angle, palette.shade(palette.trim, 0.22))
            self._turned(canvas, x, y, 84, 84, angle, tone)
            for row in range(2 + index % 2):
                self._turned(
                    canvas, x, y - 18 + row * 19, 52 - 12 * (row % 2), 6, angle, mix(tone, palette.ink, 0.55)
                )

    def _laptop(self, canvas, x, y, index):
        palette = canvas.palette
        up = 1 if y < 500 else -1
        body = palette.paving[1] if not palette.is_dark else palette.walls[3]
        canvas.rounded(x - 118, y - 92, 240, 190, 14, palette.shade(palette.timber, 0.1))
        canvas.rounded(x - 124, y - 98, 240, 190, 14, body)
        screen = y + 18 if up > 0 else y - 98
        canvas.rounded(x - 124, screen, 240, 74, 12, palette.ink)
        canvas.rounded(
            x - 114, screen + 8, 220, 58, 5, palette.glow if palette.lit_windows else palette.water[0]
        )
        canvas.rounded(x - 100, screen + 18, 90, 8, 4, palette.accents[index % 3])
        canvas.rounded(x - 100, screen + 34, 150, 8, 4, palette.tint(palette.accents[4], 0.3))
        canvas.rounded(x - 36, y - 88 if up > 0 else y + 54, 64, 28, 5, palette.shade(body, 0.2))
        keys = y - 50 if up > 0 else y - 14
        for row in range(3):
            for key in range(9):
                canvas.rounded(x - 104 + key * 22.5, keys + row * 21, 18, 15, 3, palette.shade(body, 0.42))

    def _cup(self, canvas, x, y, index):
        palette = canvas.palette
        canvas.disc(x + 4, y + 5, 46, palette.shade(palette.timber, 0.1))
        canvas.disc(x, y, 46, palette.trim)
        canvas.ring(x + 30, y, 22, 8, palette.accents[index % 3])
        canvas.disc(x, y, 30, palette.accents[index % 3])
        canvas.disc(x, y, 23, palette.shade(palette.timber, 0.55))

    def _plant(self, canvas, x, y):
        palette = canvas.palette
        canvas.disc(x, y, 50, palette.accents[0])
        for step in range(9):
            turn = step * 2 * math.pi / 9
            tip = (x + math.cos(turn) * 78, y + math.sin(turn) * 78)
            side = (-math.sin(turn) * 19, math.cos(turn) * 19)
            middle = ((x + tip[0]) / 2, (y + tip[1]) / 2)
            tone = palette.accents[2] if step % 2 else palette.shade(palette.accents[2], 0.25)
            canvas.blob(
                [
                    (x, y),
                    (middle[0] + side[0], middle[1] + side[1]),
                    tip,
                    (middle[0] - side[0], middle[1] - side[1]),
                ],
                tone,
            )

    def moment(self, light):
        return IN_COLOURS[light]

    def inventory(self):
        return [
            counted(self.laptops, "laptop"),
            counted(self.cups, "cup"),
            counted(self.notes, "note"),
            Phrase("kartki papieru", "sheets of paper"),
            Phrase("roślina", "a plant") if self.has_plant else None,
        ]
