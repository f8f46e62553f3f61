"""Scenes on the way: bus stop, station, cycle path, a street at night, solar roofs, a school."""

from dataclasses import dataclass

from .buildings import House, Tower, paint_row, paint_tower, row_of_houses, window
from .canvas import HEIGHT, WIDTH
from .palette import mix
from .scene import Scene
from .scenery import Sky, hill_range, land, meadow, paint_sky, wave_line
from .scenes_green import winding_path
from .street import bench, bicycle, bus, carriage, lamp, walker
from .trees import flowers, tree, tree_line
from .words import Phrase, counted


def roadway(canvas, top):
    """A pavement, a kerb and a street with a broken line."""
    light, middle, dark = canvas.palette.paving
    canvas.rect(0, top, WIDTH, HEIGHT - top, light)
    canvas.rect(0, top, WIDTH, 5, dark)
    canvas.rect(0, top + 78, WIDTH, 12, dark)
    canvas.rect(0, top + 90, WIDTH, HEIGHT, canvas.palette.shade(dark, 0.3))
    for x in range(-60, WIDTH, 210):
        canvas.rounded(x, top + 148, 120, 10, 5, middle)


TRAINS = {
    1: Phrase("szynobus", "a railcar"),
    2: Phrase("pociąg z dwóch wagonów", "a two-carriage train"),
    3: Phrase("pociąg z trzech wagonów", "a three-carriage train"),
}


@dataclass(frozen=True)
class BusStop(Scene):
    """A glass shelter with flowers on its roof, and sometimes the bus."""

    title = Phrase("przystanek z zielonym dachem", "a green-roofed bus stop")
    houses: tuple[House, ...]
    left: float
    width: float
    trees: int
    has_bus: bool
    walkers: int

    @classmethod
    def compose(cls, rng, palette):
        houses = row_of_houses(rng, WIDTH + 20, rng.randint(5, 7), 360, "shop")
        has_bus = rng.random() < 0.55
        return cls(
            Sky.compose(rng, 330),
            houses,
            90 if has_bus else rng.uniform(330, 560),
            rng.uniform(500, 600),
            rng.randint(1, 2),
            has_bus,
            rng.randint(1, 2),
        )

    def paint(self, canvas):
        paint_sky(canvas, self.sky, 640)
        paint_row(canvas, self.houses, -10, 800, 0.42)
        canvas.veil(420, 800, canvas.palette.sky[-1], 0, 0.22)
        roadway(canvas, 795)
        for index in range(self.trees):
            tree(canvas, (1400, 60)[index], 850, 430, "cloud")
        self._shelter(canvas)
        if self.has_bus:
            bus(canvas, 830, 935, 720)

    def _shelter(self, canvas):
        palette, left, width, top, base = canvas.palette, self.left, self.width, 470, 858
        post = palette.ink if not palette.is_dark else mix(palette.ink, palette.sky[1], 0.3)
        canvas.rect(left + 30, top + 60, width - 60, 270, mix(palette.glass, palette.sky[-1], 0.55))
        for index in range(1, 4):
            canvas.rect(left + 30 + index * (width - 60) / 4, top + 60, 4, 270, palette.tint(post, 0.4))
        canvas.polygon(
            [(left + 80, top + 330), (left + 190, top + 60), (left + 250, top + 60), (left + 140, top + 330)],
            mix(palette.glass, palette.sky[-1], 0.75),
        )
        if palette.lit_windows:
            canvas.glow(left + width / 2, top + 60, 260, palette.glow, 0.6)
        canvas.rounded(left + width - 150, top + 110, 82, 150, 6, palette.trim)
        for index in range(5):
            canvas.rect(
                left + width - 138,
                top + 128 + index * 24,
                58 - 12 * (index % 2),
                8,
                palette.accents[index % 3],
            )
        for x in (left + 24, left + width - 38):
            canvas.rect(x, top + 40, 14, base - top - 40, post)
        bench(canvas, left + 90, base - 4, 200)
        for index in range(self.walkers):
            walker(canvas, left + 345 + index * 66, base + 4, 190 - 34 * index, index)
        canvas.rounded(left - 20, top + 14, width + 40, 40, 10, palette.timber)
        self._roof_garden(canvas, left - 14, width + 28, top + 16)
        sign = left + width + 70
        canvas.rect(sign - 5, top + 20, 10, base - top - 16, post)
        canvas.rounded(sign - 36, top - 50, 72, 84, 12, palette.accents[1])
        canvas.rounded(sign - 20, top - 28, 40, 30, 6, post)
        for side in (-11, 11):
            canvas.disc(sign + side, top + 6, 6, post)

    def _roof_garden(self, canvas, left, width, base):
        palette, rng = canvas.palette, canvas.rng
        greens = (palette.grass[2], palette.conifer, palette.grass[1])
        if palette.has_snow:
            canvas.rounded(left, base - 26, width, 30, 15, palette.grass[0])
        for index in range(24):
            x = left + 16 + index * (width - 32) / 23
            size = rng.uniform(16, 32)
            canvas.pie(
                x,
                base + 2,
                size,
                180,
                360,
                greens[index % 3],
            )
            if not palette.has_snow and index % 2:
                canvas.line([(x, base - size * 0.6), (x + 3, base - size - 22)], 3, palette.conifer)
                canvas.disc(x + 3, base - size - 24, 7, palette.accents[(0, 1, 3)[index % 3]])

    def inventory(self):
        return [
            Phrase("ławka pod wiatą", "a bench in the shelter"),
            counted(self.walkers, "walker"),
            Phrase("autobus", "a bus") if self.has_bus else None,
            counted(self.trees, "tree"),
            Phrase("kamienice w tle", "townhouses behind"),
        ]


@dataclass(frozen=True)
class Station(Scene):
    """A small railway station with a clock, a platform and a regional train."""

    title = Phrase("dworzec kolejowy", "a railway station")
    wall: int
    wings: int
    carriages: int
    colour: int
    start: float
    lamps: int

    @classmethod
    def compose(cls, rng, palette):
        carriages = rng.randint(1, 3)
        return cls(
            Sky.compose(rng, 360),
            rng.randrange(7),
            rng.randint(2, 4),
            carriages,
            rng.randrange(3),
            rng.uniform(60, 500) if carriages < 3 else rng.uniform(60, 160),
            rng.randint(2, 3),
        )

    def paint(self, canvas):
        palette = canvas.palette
        paint_sky(canvas, self.sky, 700)
        hill_range(canvas, 520, 2, 36, 45)
        tree_line(canvas, lambda x: 690, -20, WIDTH + 20, 210, 0.42, ("round", "cloud", "poplar"))
        self._building(canvas)
        canvas.rect(0, 690, WIDTH, 60, palette.paving[0])
        canvas.rect(0, 728, WIDTH, 8, palette.accents[1])
        canvas.rect(0, 748, WIDTH, 34, palette.paving[2])
        ballast = palette.shade(palette.paving[2], 0.22)
        canvas.rect(0, 780, WIDTH, 220, ballast)
        for index in range(self.lamps):
            lamp(canvas, (110, 1390, 430)[index], 722, 300)
        self._track(canvas, 842)
        for index in range(self.carriages):
            carriage(canvas, self.start + index * 470, 842, 470, self.colour, index == 0)
        self._track(canvas, 952)
        land(canvas, wave_line(canvas.rng, 982, 5), palette.grass[2])

    def _track(self, canvas, y):
        palette = canvas.palette
        for x in range(-10, WIDTH, 46):
            canvas.rounded(x, y + 6, 28, 11, 3, palette.shade(palette.timber, 0.3))
        canvas.rect(0, y, WIDTH, 7, mix(palette.paving[1], palette.ink, 0.25))

    def _building(self, canvas):
        palette, wall = canvas.palette, canvas.palette.walls[self.wall]
        width = 200 + 170 * self.wings
        left, top = WIDTH / 2 - width / 2, 480
        roof = palette.grass[0] if palette.has_snow else palette.roofs[self.wall % 4]
        canvas.polygon(
            [
                (left - 24, top),
                (left + 40, top - 84),
                (left + width - 40, top - 84),
                (left + width + 24, top),
            ],
            roof,
        )
        canvas.rect(left, top, width, 212, wall)
        middle = WIDTH / 2
        canvas.polygon([(middle - 128, top - 20), (middle, top - 175), (middle + 128, top - 20)], roof)
        canvas.polygon(
            [
                (middle - 100, 692),
                (middle - 100, top - 16),
                (middle, top - 142),
                (middle + 100, top - 16),
                (middle + 100, 692),
            ],
            palette.tint(wall, 0.35),
        )
        self._front(canvas, middle, top)
        for index in range(self.wings):
            for side in (-1, 1):
                x = middle + side * (146 + index * 85) - 22
                window(canvas, x, top + 28, 44, 62, palette.tint(wall, 0.6), 0, True)
        canvas.rect(left - 30, 608, width / 2 - 80, 12, palette.accents[2])
        canvas.rect(middle + 110, 608, width / 2 - 80, 12, palette.accents[2])
        for x in (left - 20, left + width / 2 - 130, middle + 125, left + width + 12):
            canvas.rect(x, 618, 8, 74, palette.ink)

    def _front(self, canvas, middle, top):
        """The clock, two windows and the door below it."""
        palette = canvas.palette
        canvas.disc(middle, top - 40, 40, palette.ink)
        canvas.disc(middle, top - 40, 33, palette.glow if palette.lit_windows else palette.trim)
        for across, down in ((0, -24), (17, 7)):
            canvas.line([(middle, top - 40), (middle + across, top - 40 + down)], 5, palette.ink)
        for side in (-56, 10):
            window(canvas, middle + side, top + 30, 46, 66, palette.trim, 0, True)
        canvas.arch(middle - 44, 580, 88, 112, palette.timber)

    def inventory(self):
        return [
            Phrase("zegar nad wejściem", "a clock above the door"),
            Phrase("peron", "a platform"),
            TRAINS[self.carriages],
            counted(self.lamps, "lamp"),
            Phrase("drzewa w tle", "trees behind"),
        ]


@dataclass(frozen=True)
class CyclePath(Scene):
    """A two-way path winding through fields towards the town."""

    title = Phrase("droga rowerowa", "a cycle path")
    trees: int
    kind: str
    bicycles: int
    tower: Tower
    bend: float

    @classmethod
    def compose(cls, rng, palette):
        return cls(
            Sky.compose(rng, 400),
            rng.randint(3, 5),
            rng.choice(("poplar", "round", "cloud")),
            rng.randint(1, 2),
            Tower.compose(rng, 42, 200),
            rng.choice((-1, 1)) * rng.uniform(120, 250),
        )

    def paint(self, canvas):
        palette = canvas.palette
        paint_sky(canvas, self.sky, 640)
        hill_range(canvas, 440, 3, 50, 45)
        x = WIDTH / 2 + self.bend * 1.6
        paint_row(canvas, row_of_houses(canvas.rng, 420, 9, 60), x - 210, 606, 0.35)
        paint_tower(canvas, self.tower, x + 30, 606, 0.3)
        tree_line(canvas, lambda x: 612, -20, WIDTH + 20, 80, 0.35, ("round", "cloud"))
        meadow(canvas, 600, 10)
        turns = [(x - 40, 660), (WIDTH / 2 - self.bend, 780), (WIDTH / 2 + self.bend * 0.4, 1010)]
        winding_path(canvas, (x, 604), turns, palette.paving[2], 262, 8)
        winding_path(canvas, (x, 604), turns, mix(palette.accents[0], palette.paving[1], 0.45), 240, 7)
        self._middle_line(canvas, [(x, 604), *turns])
        side = -1 if self.bend > 0 else 1
        for index in range(self.trees):
            near = (index + 0.6) / self.trees
            away = WIDTH / 2 + side * (240 + 470 * near)
            tree(canvas, away, 680 + 240 * near**1.4, 190 + 420 * near, self.kind, 0.3 * (1 - near))
        for index in range(self.bicycles):
            bicycle(canvas, (75 if side > 0 else 1045) + index * 225, 945 - 18 * index, 180, index)
        flowers(canvas, 0, WIDTH, 880, 995, 40)

    def _middle_line(self, canvas, steps):
        for index in range(len(steps) - 1):
            for part in (1, 5):
                near = (index + part / 8) / (len(steps) - 1)
                dash = []
                for share in (part / 8, (part + 2) / 8):
                    ease = share * share * (3 - 2 * share)
                    (x1, y1), (x2, y2) = steps[index], steps[index + 1]
                    dash.append((x1 + (x2 - x1) * ease, y1 + (y2 - y1) * share))
                canvas.line(dash, 2 + 11 * near**1.7, canvas.palette.trim)

    def inventory(self):
        return [
            counted(self.bicycles, "bicycle"),
            counted(self.trees, "tree"),
            Phrase("miasteczko z wieżą na horyzoncie", "a small town with a tower on the horizon"),
            Phrase("wzgórza", "hills"),
        ]


@dataclass(frozen=True)
class SolarRoofs(Scene):
    """Roofs one below another, most of them with rows of solar panels."""

    title = Phrase("widok ponad dachami", "a view over the rooftops")
    roofs: tuple[tuple[float, float, int, int], ...]
    chimneys: int
    has_tower: bool

    @classmethod
    def compose(cls, rng, palette):
        roofs = []
        for row, (count, width) in enumerate(((rng.randint(3, 4), 1560), (rng.randint(2, 3), 1520))):
            shift = rng.uniform(-90, 60)
            for index in range(count):
                roofs.append(
                    (
                        shift + index * WIDTH / count * 1.04,
                        width / count * rng.uniform(0.86, 0.96),
                        row,
                        rng.randint(3, 5),
                    )
                )
        return cls(Sky.compose(rng, 330), tuple(roofs), rng.randint(2, 4), rng.random() < 0.6)

    def paint(self, canvas):
        paint_sky(canvas, self.sky, 600)
        hill_range(canvas, 390, 2, 40, 45)
        if self.has_tower:
            paint_tower(canvas, Tower(60, 300, 2, "onion"), self.sky.sun_x * 0.4 + 500, 560, 0.45)
        paint_row(canvas, row_of_houses(canvas.rng, WIDTH + 40, 13, 150), -20, 590, 0.45)
        tree_line(canvas, lambda x: 620, -20, WIDTH + 20, 120, 0.25, ("round", "cloud"))
        canvas.rect(0, 612, WIDTH, 400, canvas.palette.grass[2])
        for index, (x, width, row, columns) in enumerate(self.roofs):
            self._house(canvas, x, width, row, columns, index)

    def _house(self, canvas, x, width, row, columns, index):
        palette = canvas.palette
        top, eaves, base = ((520, 690, 800), (720, 930, 1010))[row]
        lean, wall = width * 0.1, palette.walls[(index * 3 + columns) % 7]
        canvas.rect(x + 20, eaves - 6, width - 40, base - eaves + 6, wall)
        canvas.rect(x + 20, eaves - 6, width - 40, 22, palette.shade(wall, 0.22))
        if index < self.chimneys:
            brick = palette.shade(palette.roofs[0], 0.1)
            canvas.rect(x + width * 0.3, top - 60, 46, 90, brick)
            canvas.rect(x + width * 0.3 - 6, top - 66, 58, 14, palette.tint(brick, 0.3))
        roof = palette.roofs[(index + columns) % 4]
        canvas.polygon([(x + lean, top), (x + width - lean, top), (x + width, eaves), (x, eaves)], roof)
        canvas.rect(
            x + lean - 6,
            top - 8,
            width - lean * 2 + 12,
            14,
            palette.grass[0] if palette.has_snow else palette.shade(roof, 0.25),
        )
        canvas.rounded(x - 6, eaves - 6, width + 12, 14, 6, palette.shade(roof, 0.35))
        self._panels(canvas, (x + lean, top), (x, eaves), width - lean * 2, width, columns)

    def _panels(self, canvas, far, near, far_width, near_width, columns):
        palette = canvas.palette
        panel = mix(palette.accents[4], (20, 40, 90), 0.35)
        tones = (panel, mix(panel, palette.sky[1], 0.16))

        def place(across, down):
            left = far[0] + (near[0] - far[0]) * down
            return left + (far_width + (near_width - far_width) * down) * across, far[1] + (
                near[1] - far[1]
            ) * down

        for row in range(2):
            for column in range(columns):
                start, end = 0.09 + 0.82 * column / columns, 0.09 + 0.82 * (column + 0.93) / columns
                high, low = 0.12 + row * 0.4, 0.12 + row * 0.4 + 0.36
                corners = [place(start, high), place(end, high), place(end, low), place(start, low)]
                canvas.polygon(corners, tones[(row + column) % 2])
                line = mix(panel, palette.sky[-1], 0.42)
                for cell in (1 / 3, 2 / 3):
                    across = start + (end - start) * cell
                    canvas.line([place(across, high), place(across, low)], 2, line)
                canvas.line([place(start, (high + low) / 2), place(end, (high + low) / 2)], 2, line)
                canvas.line([*corners, corners[0]], 3, palette.tint(line, 0.3))

    def inventory(self):
        return [
            counted(len(self.roofs), "roof"),
            counted(self.chimneys, "chimney"),
            Phrase("wieża w oddali", "a tower in the distance") if self.has_tower else None,
            Phrase("rząd domów w tle", "a row of houses behind"),
        ]
