"""Scenes by the water: riverside, footbridge, boulevard."""

from dataclasses import dataclass

from .buildings import House, Tower, paint_row, paint_tower, row_of_houses
from .canvas import HEIGHT, WIDTH
from .scene import Scene
from .scenery import Sky, hill_range, land, paint_sky, river, wave_line
from .street import bench, lamp, sailing_boat, walker
from .trees import bush, flowers, reeds, tree, tree_line
from .words import Phrase, counted


def quay(canvas, top, height):
    """The stone edge between town and water."""
    stone = canvas.palette.paving[2]
    canvas.rect(0, top, WIDTH, height, canvas.palette.shade(stone, 0.18))
    canvas.rect(0, top, WIDTH, height * 0.28, canvas.palette.paving[0])


@dataclass(frozen=True)
class Riverside(Scene):
    """Townhouses on the far bank and their reflection, a boat, a tree on our side."""

    title = Phrase("bulwar i rzeka", "a riverside")
    houses: tuple[House, ...]
    tower: Tower | None
    tower_x: float
    boats: tuple[tuple[float, float], ...]
    has_bench: bool
    tree_on_left: bool

    @classmethod
    def compose(cls, rng, palette):
        houses = row_of_houses(rng, rng.uniform(1000, 1180), rng.randint(6, 9), 220)
        tower = Tower.compose(rng, 84, 430) if rng.random() < 0.7 else None
        tree_on_left = rng.random() < 0.5
        open_water = 520 if tree_on_left else 180
        boats = tuple(
            (open_water + 400 * index + rng.uniform(60, 330), 715 + 60 * index)
            for index in range(rng.randint(1, 2))
        )
        return cls(
            Sky.compose(rng, 420),
            houses,
            tower,
            rng.uniform(420, 1000),
            boats,
            rng.random() < 0.6,
            tree_on_left,
        )

    def paint(self, canvas):
        palette = canvas.palette
        paint_sky(canvas, self.sky, 640)
        hill_range(canvas, 430, 2, 50, 55)
        tree_line(canvas, lambda x: 575, -20, WIDTH + 20, 150, 0.45, ("round", "cloud", "poplar"))
        if self.tower:
            paint_tower(canvas, self.tower, self.tower_x, 585, 0.12)
        width = sum(house.width for house in self.houses)
        left = WIDTH - width + 20 if self.tree_on_left else -20
        paint_row(canvas, self.houses, left, 592)
        edge = left - 300 if self.tree_on_left else left + width + 20
        tree_line(canvas, lambda x: 595, edge, edge + 300, 160, 0.1, ("round", "poplar"))
        quay(canvas, 588, 26)
        river(canvas, 614)
        for x, y in self.boats:
            sailing_boat(canvas, x, y, 120 + (y - 715) * 0.7)
        self._near_bank(canvas, palette)

    def _near_bank(self, canvas, palette):
        line = [
            (x, y + abs(x - (0 if self.tree_on_left else WIDTH)) * 0.085)
            for x, y in wave_line(canvas.rng, 870, 10)
        ]
        land(canvas, line, palette.grass[1])
        land(canvas, [(x, y + 48) for x, y in line], palette.grass[2])
        side = 180 if self.tree_on_left else WIDTH - 180
        step = 1 if self.tree_on_left else -1
        reeds(canvas, side + step * 560, 960, 110)
        if self.has_bench:
            bench(canvas, side + step * 210 - 80, 945, 170)
        tree(canvas, side, 945, 620, "cloud")
        bush(canvas, side - step * 120, 965, 170, 2)
        flowers(canvas, 0, WIDTH, 960, 995, 24)

    def inventory(self):
        return [
            counted(len(self.houses), "house"),
            Phrase("wieża", "a tower") if self.tower else None,
            counted(len(self.boats), "boat"),
            Phrase("drzewo na brzegu", "a tree on the bank"),
            Phrase("ławka", "a bench") if self.has_bench else None,
        ]


@dataclass(frozen=True)
class Footbridge(Scene):
    """A light bridge over the river: one arch, or cables from a mast."""

    title = Phrase("kładka nad rzeką", "a footbridge over a river")
    kind: str
    mast: float
    walkers: int
    has_bicycle: bool

    @classmethod
    def compose(cls, rng, palette):
        return cls(
            Sky.compose(rng, 400),
            rng.choice(("arch", "cables", "two_arches")),
            rng.uniform(0.36, 0.64),
            rng.randint(2, 5),
            rng.random() < 0.5,
        )

    def paint(self, canvas):
        palette = canvas.palette
        paint_sky(canvas, self.sky, 660)
        hill_range(canvas, 430, 3, 52, 48)
        tree_line(canvas, lambda x: 628, -20, WIDTH + 20, 150, 0.38, ("round", "cloud", "poplar", "conifer"))
        land(canvas, wave_line(canvas.rng, 618, 5), palette.grass[1])
        self._bridge(canvas)
        river(canvas, 668, strength=0.36)
        for left, width in ((-160, 470), (WIDTH - 320, 500)):
            canvas.blob(
                [
                    (left, 1010),
                    (left + width * 0.2, 760),
                    (left + width * 0.55, 720),
                    (left + width * 0.8, 770),
                    (left + width, 1010),
                ],
                palette.grass[2],
            )
            canvas.blob(
                [
                    (left, 1040),
                    (left + width * 0.25, 850),
                    (left + width * 0.6, 830),
                    (left + width * 0.9, 1040),
                ],
                palette.shade(palette.grass[2], 0.16),
            )
            bush(canvas, left + width * 0.5, 860, 190, 1)
            reeds(canvas, left + width * 0.62, 960, 120)

    def _bridge(self, canvas):
        palette = canvas.palette
        steel, deck = palette.accents[0], palette.trim if not palette.has_snow else palette.paving[2]
        if palette.is_dark:
            deck = palette.paving[0]
        if self.kind == "cables":
            self._cables(canvas, steel)
        else:
            self._arches(canvas, steel)
        for index in range(self.walkers):
            walker(canvas, 330 + index * 860 / self.walkers, 578, 86, index)
        canvas.rect(-10, 574, WIDTH + 20, 20, deck)
        canvas.rect(-10, 594, WIDTH + 20, 9, palette.shade(deck, 0.35))
        canvas.rect(-10, 540, WIDTH + 20, 4, steel)
        for x in range(0, WIDTH, 26):
            canvas.rect(x, 540, 2.6, 36, steel)
        for x in (170, WIDTH - 200):
            canvas.polygon(
                [(x, 600), (x + 44, 600), (x + 36, 700), (x + 8, 700)], palette.shade(palette.paving[1], 0.12)
            )

    def _cables(self, canvas, steel):
        x = WIDTH * self.mast
        for index in range(1, 10):
            for side in (-1, 1):
                canvas.line([(x, 232 + index * 9), (x + side * index * 66, 576)], 3, canvas.palette.ink)
        canvas.polygon([(x - 15, 700), (x - 7, 205), (x + 7, 205), (x + 15, 700)], steel)
        canvas.disc(x, 205, 12, canvas.palette.accents[1])

    def _arches(self, canvas, steel):
        spans = ((190, WIDTH - 190),) if self.kind == "arch" else ((190, WIDTH / 2), (WIDTH / 2, WIDTH - 190))
        for left, right in spans:
            middle, half = (left + right) / 2, (right - left) / 2
            rise = 290 if len(spans) == 1 else 215
            curve = [
                (middle + half * step / 20, 590 - rise * (1 - (step / 20) ** 2)) for step in range(-20, 21)
            ]
            for x, y in curve[2:-2:2]:
                canvas.line([(x, y), (x, 576)], 3, canvas.palette.ink)
            canvas.line(curve, 17, steel)

    def inventory(self):
        shape = {
            "arch": Phrase("jeden wysoki łuk", "one tall arch"),
            "two_arches": Phrase("dwa łuki", "two arches"),
            "cables": Phrase("maszt i liny", "a mast and cables"),
        }[self.kind]
        return [
            shape,
            counted(self.walkers, "walker"),
            Phrase("wzgórza w tle", "hills behind"),
            Phrase("zarośla na brzegach", "bushes on the banks"),
        ]


@dataclass(frozen=True)
class Boulevard(Scene):
    """A promenade that runs away from us between two rows of trees, with water on one side."""

    title = Phrase("aleja spacerowa nad wodą", "a waterside promenade")
    pairs: int
    kind: str
    lamps: int
    walkers: int
    water_on_left: bool

    @classmethod
    def compose(cls, rng, palette):
        return cls(
            Sky.compose(rng, 400),
            rng.randint(4, 6),
            rng.choice(("round", "cloud", "poplar")),
            rng.randint(2, 3),
            rng.randint(1, 3),
            rng.random() < 0.5,
        )

    def paint(self, canvas):
        palette = canvas.palette
        paint_sky(canvas, self.sky, 640)
        hill_range(canvas, 480, 2, 40, 45)
        tree_line(canvas, lambda x: 582, -20, WIDTH + 20, 100, 0.5, ("round", "cloud"))
        far, side = WIDTH / 2, (-1 if self.water_on_left else 1)
        canvas.rect(0, 575, WIDTH, HEIGHT - 575, palette.grass[1])
        river(canvas, 580, strength=0.3)
        bank = [
            (far + side * 74, 578),
            (far + side * 870, 1010),
            (far - side * 1400, 1010),
            (far - side * 1400, 578),
        ]
        canvas.polygon(bank, palette.grass[1])
        canvas.polygon(
            [
                (far + side * 70, 578),
                (far + side * 74, 578),
                (far + side * 905, 1010),
                (far + side * 850, 1010),
            ],
            palette.paving[2],
        )
        self._promenade(canvas, far)
        for index in range(self.pairs):
            self._pair(canvas, far, (index + 0.35) / (self.pairs - 0.3), index)

    def _promenade(self, canvas, far):
        light, middle, _ = canvas.palette.paving
        canvas.polygon([(far - 26, 578), (far + 26, 578), (far + 470, 1010), (far - 470, 1010)], light)
        for start, end in ((0.1, 0.14), (0.22, 0.28), (0.4, 0.49), (0.66, 0.8)):
            canvas.polygon(
                [
                    (far - 26 - 444 * start, 578 + 432 * start),
                    (far + 26 + 444 * start, 578 + 432 * start),
                    (far + 26 + 444 * end, 578 + 432 * end),
                    (far - 26 - 444 * end, 578 + 432 * end),
                ],
                middle,
            )

    def _pair(self, canvas, far, share, index):
        near = min(1.0, share) ** 1.7
        base, height, away = 590 + 370 * near, 130 + 560 * near, 62 + 560 * near
        for side in (-1, 1):
            tree(canvas, far + side * away, base, height, self.kind, 0.45 * (1 - near))
        if index >= self.pairs - self.lamps:
            for side in (-1, 1):
                lamp(canvas, far + side * away * 0.83, base + 8, height * 0.62)
        if 0 < index <= self.walkers:
            walker(canvas, far + (-1) ** index * away * 0.3, base + 20, 40 + 150 * near, index)
        if index == self.pairs - 2:
            bench(
                canvas,
                far + away * 0.9 * (-1 if not self.water_on_left else 1) - 60,
                base + 30,
                60 + 120 * near,
            )

    def inventory(self):
        return [
            counted(self.pairs, "tree_pair"),
            counted(self.lamps, "lamp_pair"),
            Phrase("ławka", "a bench"),
            counted(self.walkers, "walker"),
            Phrase("woda po lewej", "water on the left")
            if self.water_on_left
            else Phrase("woda po prawej", "water on the right"),
        ]
