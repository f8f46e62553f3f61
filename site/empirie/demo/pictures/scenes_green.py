"""Scenes among green: park, allotments, forest edge, hills."""

from dataclasses import dataclass

from .buildings import Tower, paint_tower
from .canvas import HEIGHT, WIDTH
from .palette import mix
from .scene import Scene
from .scenery import Sky, birds, height_at, hill_range, land, meadow, paint_sky, wave_line
from .street import bench, fence, lamp
from .trees import birch, bush, conifer, flowers, tree, tree_line
from .words import Phrase, counted


def winding_path(canvas, start, turns, colour, near=150, far=9):
    """A path that comes towards us and widens; `turns` are its middles, far to near."""
    steps = [start, *turns]
    left, right = [], []
    for index, (x, y) in enumerate(steps):
        half = far + (near - far) * (index / (len(steps) - 1)) ** 1.7
        left.append((x - half, y))
        right.append((x + half, y))
    outline = left + right[::-1]
    middles = []
    for index in range(len(steps) - 1):
        for part in range(10):
            share = part / 10
            ease = share * share * (3 - 2 * share)
            place = index + share
            (x1, y1), (x2, y2) = steps[index], steps[index + 1]
            half = far + (near - far) * (place / (len(steps) - 1)) ** 1.7
            middles.append((x1 + (x2 - x1) * ease, y1 + (y2 - y1) * share, half))
    middles.append((*steps[-1], near))
    outline = [(x - half, y) for x, y, half in middles] + [(x + half, y) for x, y, half in middles[::-1]]
    canvas.polygon(outline, colour)


@dataclass(frozen=True)
class Park(Scene):
    """Tall trees, a winding path, benches, sometimes a pond."""

    title = Phrase("park miejski", "a town park")
    trees: tuple[tuple[float, float, str], ...]
    benches: int
    lamps: int
    has_pond: bool
    sway: float

    @classmethod
    def compose(cls, rng, palette):
        count = rng.randint(5, 8)
        slots = [0.03, 0.13, 0.25, 0.35, 0.64, 0.75, 0.87, 0.97]
        chosen = sorted(rng.sample(slots, count))
        trees = tuple(
            (WIDTH * slot, rng.uniform(300, 520), rng.choice(("round", "cloud", "poplar"))) for slot in chosen
        )
        return cls(
            Sky.compose(rng, 460),
            trees,
            rng.randint(1, 3),
            rng.randint(1, 2),
            rng.random() < 0.5,
            rng.choice((-1, 1)) * rng.uniform(70, 170),
        )

    def paint(self, canvas):
        palette = canvas.palette
        paint_sky(canvas, self.sky, 700)
        hill_range(canvas, 540, 2, 30, 40)
        tree_line(canvas, lambda x: 650, -20, WIDTH + 20, 170, 0.55, ("round", "cloud", "poplar"))
        meadow(canvas, 645, 8)
        middle, sway = WIDTH / 2, self.sway
        winding_path(
            canvas,
            (middle - sway * 0.4, 655),
            [(middle + sway, 720), (middle - sway, 830), (middle + sway, 1010)],
            palette.paving[0],
            190,
        )
        if self.has_pond:
            side = 1 if sway < 0 else -1
            canvas.ellipse(middle + side * 420, 800, 250, 46, palette.shade(palette.grass[2], 0.12))
            canvas.ellipse(middle + side * 420, 797, 244, 42, mix(*palette.water, 0.6))
            canvas.ellipse(middle + side * 420 - 40, 790, 150, 22, palette.water[0])
        for index, (x, height, kind) in enumerate(self.trees):
            base = 760 + (index * 53) % 120
            canvas.ellipse(
                x + height * 0.1, base, height * 0.3, height * 0.035, palette.shade(palette.grass[1], 0.18)
            )
            tree(canvas, x, base + 4, height, kind)
        for index in range(self.lamps):
            lamp(canvas, (560, 985)[index], (800, 850)[index], 230)
        for index in range(self.benches):
            bench(canvas, (250, 1040, 620)[index], (925, 905, 738)[index], (170, 160, 80)[index])
        flowers(canvas, 0, WIDTH, 900, 990, 46)

    def inventory(self):
        return [
            counted(len(self.trees), "tree"),
            Phrase("kręta alejka", "a winding path"),
            counted(self.benches, "bench"),
            counted(self.lamps, "lamp"),
            Phrase("staw", "a pond") if self.has_pond else None,
        ]


@dataclass(frozen=True)
class Allotments(Scene):
    """Garden huts, vegetable beds in rows and fruit trees behind a fence."""

    title = Phrase("ogródki działkowe", "allotment gardens")
    huts: tuple[tuple[float, int], ...]
    beds: int
    trees: int

    @classmethod
    def compose(cls, rng, palette):
        count = rng.randint(2, 4)
        step = WIDTH / count
        huts = tuple((step * (index + rng.uniform(0.25, 0.6)), rng.randrange(7)) for index in range(count))
        return cls(Sky.compose(rng, 420), huts, rng.randint(4, 6), rng.randint(3, 5))

    def paint(self, canvas):
        palette = canvas.palette
        paint_sky(canvas, self.sky, 640)
        hill_range(canvas, 470, 2, 36, 50)
        tree_line(canvas, lambda x: 600, -20, WIDTH + 20, 130, 0.5, ("round", "cloud", "poplar"))
        meadow(canvas, 595, 6)
        for index in range(self.trees):
            x = WIDTH * (index + 0.72) / (self.trees + 0.4)
            tree(canvas, x, 665, 190, "round", 0.12)
        for x, wall in self.huts:
            self._hut(canvas, x, 690, wall)
        soil = palette.grass[2] if palette.has_snow else mix(palette.trunk, palette.grass[2], 0.25)
        far, near = WIDTH * 0.86 / self.beds, WIDTH * 1.16 / self.beds
        for index in range(self.beds):
            place = index - self.beds / 2
            self._bed(
                canvas, WIDTH / 2 + place * far, WIDTH / 2 + place * near, far * 0.8, near * 0.8, soil, index
            )
        fence(canvas, -5, WIDTH, 1005, 92)

    def _hut(self, canvas, x, base, wall):
        palette = canvas.palette
        tone, roof = palette.walls[wall], palette.grass[0] if palette.has_snow else palette.roofs[wall % 4]
        canvas.rect(x - 78, base - 105, 156, 105, tone)
        for board in range(1, 6):
            canvas.rect(x - 78 + board * 26, base - 105, 2, 105, palette.shade(tone, 0.1))
        canvas.polygon([(x - 100, base - 100), (x, base - 180), (x + 100, base - 100)], roof)
        canvas.polygon(
            [(x - 70, base - 104), (x, base - 160), (x + 70, base - 104)], palette.shade(tone, 0.1)
        )
        canvas.rounded(x - 55, base - 78, 42, 78, 4, palette.timber)
        pane = palette.glow if palette.lit_windows else palette.glass
        canvas.rect(x + 10, base - 76, 46, 38, palette.trim)
        canvas.rect(x + 14, base - 72, 38, 30, pane)
        bush(canvas, x + 88, base + 4, 90, wall)

    def _bed(self, canvas, far_left, near_left, far_width, near_width, soil, index):
        palette, top, bottom = canvas.palette, 735, 940
        canvas.polygon(
            [
                (far_left, top),
                (far_left + far_width, top),
                (near_left + near_width, bottom),
                (near_left, bottom),
            ],
            soil,
        )
        for row in range(6):
            share = (row + 0.5) / 6
            y, left = top + share * (bottom - top), far_left + (near_left - far_left) * share
            width = far_width + (near_width - far_width) * share
            for plant in range(5):
                x, size = left + width * (plant + 0.5) / 5, 9 + 9 * share
                if palette.has_snow:
                    canvas.ellipse(x, y, size * 1.1, size * 0.5, palette.grass[0])
                    continue
                leaf = (palette.leaves[2], palette.leaves[0], palette.leaves[1])[index % 3]
                canvas.pie(x, y + 5, size, 180, 360, leaf)
                if index % 3 == 1:
                    canvas.disc(x, y - size * 0.35, size * 0.42, palette.accents[row % 2])

    def inventory(self):
        return [
            counted(len(self.huts), "hut"),
            counted(self.beds, "bed"),
            counted(self.trees, "tree"),
            Phrase("niski płot z przodu", "a low fence in front"),
        ]


@dataclass(frozen=True)
class ForestEdge(Scene):
    """Birches in front of a dark wood, a meadow and a path into the trees."""

    title = Phrase("skraj lasu", "the edge of a wood")
    birches: tuple[tuple[float, float], ...]
    has_bench: bool
    way: float

    @classmethod
    def compose(cls, rng, palette):
        count = rng.randint(3, 7)
        span = WIDTH * 0.92 / count
        birches = tuple(
            (60 + span * (index + rng.uniform(0.1, 0.75)), rng.uniform(480, 640)) for index in range(count)
        )
        return cls(Sky.compose(rng, 400), birches, rng.random() < 0.5, rng.uniform(480, 1020))

    def paint(self, canvas):
        palette = canvas.palette
        paint_sky(canvas, self.sky, 760)
        hill_range(canvas, 430, 2, 60, 60)
        for row, (base, height, distance) in enumerate(((610, 210, 0.6), (665, 260, 0.36), (720, 310, 0.12))):
            x = -30 + 20 * row
            while x < WIDTH + 40:
                size = height * canvas.rng.uniform(0.75, 1.2)
                conifer(canvas, x, base, size, distance)
                x += size * canvas.rng.uniform(0.2, 0.34)
            canvas.veil(base - 150, base, palette.sky[-1], 0, 0.22)
        meadow(canvas, 712, 10)
        winding_path(
            canvas,
            (self.way, 716),
            [(self.way + 50, 770), (self.way - 110, 860), (self.way + 30, 1010)],
            mix(palette.paving[1], palette.grass[0], 0.25),
            120,
            7,
        )
        for index, (x, height) in enumerate(self.birches):
            birch(canvas, x, 790 + (index * 47) % 110, height)
        if self.has_bench:
            bench(canvas, self.way + 200, 880, 170)
        flowers(canvas, 0, WIDTH, 800, 990, 90)

    def inventory(self):
        return [
            counted(len(self.birches), "birch"),
            Phrase("ciemne świerki w tle", "dark spruces behind"),
            Phrase("ścieżka przez łąkę", "a path across the meadow"),
            Phrase("ławka", "a bench") if self.has_bench else None,
        ]


@dataclass(frozen=True)
class Hills(Scene):
    """Ridges one behind another, fields in strips and a village with a tower."""

    title = Phrase("pagórkowaty krajobraz", "a hilly landscape")
    ridges: int
    cottages: tuple[tuple[float, int], ...]
    tower: Tower | None

    @classmethod
    def compose(cls, rng, palette):
        middle = rng.uniform(380, 1100)
        cottages = tuple(
            (middle + (index - 2.5) * 86 + rng.uniform(-6, 6), rng.randrange(7))
            for index in range(rng.randint(4, 7))
        )
        tower = (
            Tower(44, 210, rng.randrange(7), rng.choice(("onion", "spire")), False)
            if rng.random() < 0.75
            else None
        )
        return cls(Sky.compose(rng, 380), rng.randint(3, 5), cottages, tower)

    def paint(self, canvas):
        palette = canvas.palette
        paint_sky(canvas, self.sky, 640)
        gap = 240 / self.ridges
        hill_range(canvas, 340, self.ridges, 62, gap)
        birds(canvas, self.sky.sun_x + 130, self.sky.sun_y - 40, 5)
        line = wave_line(canvas.rng, 640, 40)
        tree_line(
            canvas, lambda x: height_at(line, x), -20, WIDTH + 20, 85, 0.2, ("conifer", "conifer", "round")
        )
        land(canvas, line, palette.grass[0])
        self._village(canvas, line)
        self._fields(canvas)
        near = wave_line(canvas.rng, 930, 30)
        land(canvas, near, palette.grass[2])
        bush(canvas, 190, 965, 240, 0)
        tree(canvas, 1290, 975, 330, "cloud")
        flowers(canvas, 0, WIDTH, 950, 995, 40)

    def _village(self, canvas, line):
        palette = canvas.palette
        if self.tower:
            x = self.cottages[len(self.cottages) // 2][0] + 36
            paint_tower(canvas, self.tower, x, height_at(line, x) + 40)
        for x, wall in self.cottages:
            base, tone = height_at(line, x) + 46, palette.walls[wall]
            canvas.rect(x - 28, base - 38, 56, 38, tone)
            roof = palette.grass[0] if palette.has_snow else palette.roofs[wall % 4]
            canvas.polygon(
                [(x - 36, base - 36), (x - 16, base - 68), (x + 16, base - 68), (x + 36, base - 36)],
                palette.shade(roof, 0.08),
            )
            pane = palette.glow if palette.lit_windows else palette.glass
            for side in (-15, 5):
                canvas.rect(x + side, base - 27, 11, 13, pane)

    def _fields(self, canvas):
        palette = canvas.palette
        tones = (
            palette.grass[1],
            mix(palette.grass[0], palette.accents[1], 0.0 if palette.has_snow else 0.35),
            palette.grass[0],
            mix(palette.grass[1], palette.grass[2], 0.5),
        )
        line = wave_line(canvas.rng, 735, 34)
        land(canvas, line, palette.grass[1])
        focus = canvas.rng.uniform(500, 1000)
        for index in range(-5, 6):
            top_left, top_right = focus + index * 150, focus + index * 150 + 150
            low_left, low_right = focus + index * 330, focus + index * 330 + 330
            canvas.polygon(
                [
                    (top_left, height_at(line, top_left)),
                    (top_right, height_at(line, top_right)),
                    (low_right, HEIGHT),
                    (low_left, HEIGHT),
                ],
                tones[index % 4],
            )

    def inventory(self):
        return [
            counted(self.ridges, "ridge"),
            counted(len(self.cottages), "cottage"),
            Phrase("smukła wieża", "a slender tower") if self.tower else None,
            Phrase("pola w szerokich pasach", "fields in broad strips"),
        ]
