"""Scenes in the middle of town: skyline, market square, townhouses, town hall."""

from dataclasses import dataclass

from .buildings import House, Tower, paint_block, paint_row, paint_tower, row_of_houses, window
from .canvas import HEIGHT, WIDTH
from .palette import mix
from .scene import Scene
from .scenery import Sky, birds, hill_range, land, paint_sky, river, wave_line
from .street import bench, bicycle, lamp, umbrella, walker
from .trees import tree, tree_line
from .words import Phrase, counted


def pavement(canvas, top, seams=True):
    """A square seen at eye level: bands that widen towards us, and seams that meet far away."""
    light, middle, dark = canvas.palette.paving
    canvas.rect(0, top, WIDTH, HEIGHT - top, light)
    depth = HEIGHT - top
    for start, end in ((0.0, 0.05), (0.16, 0.27), (0.46, 0.66)):
        canvas.rect(0, top + depth * start, WIDTH, depth * (end - start), middle)
    if seams:
        for index in range(-7, 8):
            x = WIDTH / 2 + index * 95
            canvas.line([(x, top), (WIDTH / 2 + index * 290, HEIGHT + 20)], 2.2, mix(middle, dark, 0.35))
    canvas.rect(0, top, WIDTH, 5, dark)


@dataclass(frozen=True)
class Skyline(Scene):
    """Roofs and towers over a belt of trees, with hills behind."""

    title = Phrase("panorama miasta", "a town skyline")
    houses: tuple[House, ...]
    back_houses: tuple[House, ...]
    towers: tuple[Tower, ...]
    places: tuple[float, ...]
    blocks: int
    has_river: bool

    @classmethod
    def compose(cls, rng, palette):
        count = rng.randint(1, 3)
        towers = tuple(
            Tower.compose(rng, rng.uniform(70, 95), rng.uniform(400, 520), index == 0)
            for index in range(count)
        )
        start = rng.uniform(0.15, 0.3)
        places = tuple(WIDTH * (start + index * rng.uniform(0.2, 0.26)) for index in range(count))
        houses = row_of_houses(rng, WIDTH + 40, rng.randint(9, 12), 210)
        return cls(
            Sky.compose(rng, 520),
            houses,
            row_of_houses(rng, WIDTH + 80, 14, 190),
            towers,
            places,
            rng.randint(0, 3),
            rng.random() < 0.5,
        )

    def paint(self, canvas):
        paint_sky(canvas, self.sky, 760)
        hill_range(canvas, 520, 2, 50, 60)
        for index in range(self.blocks):
            paint_block(canvas, (1350, 30, 1200)[index], 760, 125, 380 + 45 * (index % 2), index, 0.45)
        paint_row(canvas, self.back_houses, -60, 740, 0.5)
        canvas.veil(560, 740, canvas.palette.sky[-1], 0, 0.4)
        for tower, place in zip(self.towers, self.places, strict=True):
            paint_tower(canvas, tower, place, 800, 0.08)
        paint_row(canvas, self.houses, -20, 850)
        birds(canvas, self.sky.sun_x - 260, self.sky.sun_y + 60, 4)
        tree_line(canvas, lambda x: 862, -30, WIDTH + 40, 120, 0.0, ("round", "cloud", "poplar"))
        if self.has_river:
            canvas.rect(0, 850, WIDTH, 20, canvas.palette.grass[1])
            river(canvas, 868)
        else:
            land(canvas, wave_line(canvas.rng, 850, 14), canvas.palette.grass[1])
            land(canvas, wave_line(canvas.rng, 915, 18), canvas.palette.grass[2])

    def inventory(self):
        return [
            counted(len(self.towers), "tower"),
            Phrase("kolorowe kamienice w dwóch rzędach", "colourful townhouses in two rows"),
            counted(self.blocks, "block"),
            Phrase("pas drzew", "a belt of trees"),
            Phrase("rzeka na pierwszym planie", "a river in front") if self.has_river else None,
        ]


@dataclass(frozen=True)
class MarketSquare(Scene):
    """A row of arcaded townhouses and the town-hall tower, seen across the square."""

    title = Phrase("rynek", "a market square")
    houses: tuple[House, ...]
    tower: Tower
    tower_x: float
    umbrellas: int
    walkers: int
    trees: int

    @classmethod
    def compose(cls, rng, palette):
        houses = row_of_houses(rng, WIDTH + 20, rng.randint(6, 8), 330, "arcade")
        tower = Tower.compose(rng, 135, 640)
        tower_x = rng.choice((rng.uniform(240, 420), rng.uniform(1080, 1260)))
        umbrellas = (
            rng.randint(2, 4) if palette.is_summery or not (palette.is_dark or palette.has_snow) else 0
        )
        return cls(
            Sky.compose(rng, 460), houses, tower, tower_x, umbrellas, rng.randint(2, 4), rng.randint(1, 2)
        )

    def paint(self, canvas):
        paint_sky(canvas, self.sky, 780)
        paint_tower(canvas, self.tower, self.tower_x, 700, 0.04)
        paint_row(canvas, self.houses, -10, 760)
        pavement(canvas, 760)
        far = WIDTH - self.tower_x
        side = 1 if far > WIDTH / 2 else -1
        for index in range(self.trees):
            tree(canvas, far + side * (130 * index - 20), 800 + 25 * index, 230, "round")
        start = max(140, self.tower_x - 220) if side > 0 else min(1360, self.tower_x + 220)
        step = 225 * side
        for index in range(self.umbrellas):
            umbrella(
                canvas,
                start + index * step,
                862 + 22 * (index % 2),
                215,
                index,
            )
        for x in (90, 750, 1410):
            lamp(canvas, x, 830, 230)
        for index in range(self.walkers):
            walker(canvas, 560 + index * 120, 880 + (index * 37) % 70, 118 + (index * 37) % 70 * 0.5, index)

    def inventory(self):
        return [
            counted(len(self.houses), "arcaded_house"),
            Phrase("wieża ratusza", "the town-hall tower"),
            counted(self.umbrellas, "umbrella"),
            counted(self.trees, "tree"),
        ]


@dataclass(frozen=True)
class Tenements(Scene):
    """Four to five townhouses close by, with the street in front."""

    title = Phrase("miejska ulica", "a town street")
    houses: tuple[House, ...]
    bicycles: int
    trees: int

    @classmethod
    def compose(cls, rng, palette):
        houses = row_of_houses(rng, WIDTH + 10, rng.randint(4, 5), 560, "shop", balconies=True)
        return cls(Sky.compose(rng, 260), houses, rng.randint(0, 2), rng.randint(1, 3))

    def paint(self, canvas):
        paint_sky(canvas, self.sky, 620)
        paint_row(canvas, self.houses, -5, 850)
        light, middle, dark = canvas.palette.paving
        canvas.rect(0, 850, WIDTH, 70, light)
        canvas.rect(0, 912, WIDTH, 12, dark)
        canvas.rect(0, 924, WIDTH, 80, canvas.palette.shade(dark, 0.25))
        for x in range(-40, WIDTH, 190):
            canvas.rounded(x, 962, 100, 9, 4, middle)
        edges = [0.0]
        for house in self.houses:
            edges.append(edges[-1] + house.width)
        for index in range(self.trees):
            x = edges[1 + index]
            canvas.ellipse(x, 899, 42, 7, canvas.palette.shade(light, 0.25))
            tree(canvas, x, 900, 290, "round")
        for index in range(self.bicycles):
            bicycle(canvas, edges[-1] - 330 + index * 150, 905, 118, index)

    def inventory(self):
        return [
            counted(len(self.houses), "house"),
            Phrase("witryny pod markizami", "shop windows under awnings"),
            counted(self.trees, "tree"),
            counted(self.bicycles, "bicycle"),
        ]


@dataclass(frozen=True)
class TownHall(Scene):
    """A town hall in the middle: a tower, two wings and arches below."""

    title = Phrase("ratusz", "a town hall")
    tower: Tower
    wall: int
    arches: int
    benches: int
    lamps: int

    @classmethod
    def compose(cls, rng, palette):
        wall = rng.randrange(7)
        tower = Tower(
            150 * rng.uniform(0.9, 1.15),
            760 * rng.uniform(0.93, 1.03),
            (wall + rng.choice((0, 1))) % 7,
            rng.choice(("onion", "spire", "crown")),
        )
        return cls(Sky.compose(rng, 520), tower, wall, rng.choice((6, 8, 10)), 2, rng.choice((2, 4)))

    def paint(self, canvas):
        paint_sky(canvas, self.sky, 800)
        hill_range(canvas, 640, 1, 20, 40)
        tree_line(canvas, lambda x: 770, -20, 420, 190, 0.35, ("round", "cloud"))
        tree_line(canvas, lambda x: 770, 1090, WIDTH + 20, 190, 0.35, ("round", "cloud"))
        self._wings(canvas)
        paint_tower(canvas, self.tower, WIDTH / 2, 790)
        canvas.arch(WIDTH / 2 - 42, 660, 84, 130, canvas.palette.shade(canvas.palette.glass, 0.4))
        canvas.arch(WIDTH / 2 - 30, 676, 60, 114, canvas.palette.timber)
        pavement(canvas, 785)
        for step in range(3):
            canvas.rect(
                WIDTH / 2 - 110 - step * 22,
                785 + step * 12,
                220 + step * 44,
                12,
                canvas.palette.shade(canvas.palette.paving[0], 0.05 + 0.07 * step),
            )
        for index in range(self.lamps):
            lamp(canvas, (190, 1310, 480, 1020)[index], 850, 240)
        for side in (330, 1030):
            bench(canvas, side, 885, 140)

    def _wings(self, canvas):
        palette = canvas.palette
        wall, left, width, top = palette.walls[self.wall], 240, 1020, 500
        roof = palette.roofs[self.wall % 4]
        canvas.polygon(
            [
                (left - 20, top),
                (left + 60, top - 110),
                (left + width - 60, top - 110),
                (left + width + 20, top),
            ],
            palette.grass[0] if palette.has_snow else roof,
        )
        canvas.rect(left, top, width, 290, wall)
        canvas.rect(left - 12, top - 8, width + 24, 16, mix(wall, palette.trim, 0.6))
        self._windows_and_arches(canvas, wall, left, width, top)

    def _windows_and_arches(self, canvas, wall, left, width, top):
        palette = canvas.palette
        pitch = width / (self.arches + 2)
        canvas.rect(left, top + 150, width, 10, mix(wall, palette.trim, 0.5))
        for index in range(self.arches + 2):
            if index in (self.arches // 2, self.arches // 2 + 1):
                continue
            middle = left + pitch * (index + 0.5)
            window(canvas, middle - 17, top + 50, 34, 72, palette.tint(wall, 0.6), 0, True)
            canvas.arch(
                middle - pitch * 0.36, top + 180, pitch * 0.72, 112, palette.shade(palette.glass, 0.35)
            )
            if palette.lit_windows and index % 2:
                canvas.arch(middle - pitch * 0.16, top + 225, pitch * 0.32, 67, palette.glow)

    def inventory(self):
        return [
            Phrase("wieża z zegarem", "a clock tower"),
            counted(self.arches, "arch"),
            counted(self.lamps, "lamp"),
            counted(self.benches, "bench"),
        ]
