"""A school with its yard, and a street after dark that runs away from us."""

from dataclasses import dataclass

from .buildings import Tower, paint_tower, window
from .canvas import HEIGHT, WIDTH
from .palette import mix
from .scene import Scene
from .scenery import Sky, hill_range, paint_sky
from .street import bicycle, lamp, walker
from .trees import tree, tree_line
from .words import AFTER_DARK, Phrase, counted


@dataclass(frozen=True)
class School(Scene):
    """A bright school: wide windows, a coloured entrance, bicycles in the yard."""

    title = Phrase("szkoła z dziedzińcem", "a school and its yard")
    storeys: int
    wall: int
    bicycles: int
    trees: int
    entrance: float
    has_solar: bool

    @classmethod
    def compose(cls, rng, palette):
        return cls(
            Sky.compose(rng, 360),
            rng.randint(2, 3),
            rng.randrange(7),
            rng.randint(2, 5),
            rng.randint(2, 4),
            rng.choice((0.25, 0.5, 0.72)),
            rng.random() < 0.5,
        )

    def paint(self, canvas):
        palette = canvas.palette
        paint_sky(canvas, self.sky, 740)
        hill_range(canvas, 540, 1, 30, 40)
        tree_line(canvas, lambda x: 730, -20, WIDTH + 20, 230, 0.4, ("round", "cloud", "poplar"))
        self._building(canvas)
        light, middle, _ = palette.paving
        canvas.rect(0, 750, WIDTH, 250, light)
        for index, tone in enumerate((palette.accents[1], palette.accents[2], palette.accents[0])):
            canvas.ellipse(
                WIDTH * self.entrance, 1010, 560 - index * 150, 170 - index * 46, mix(tone, light, 0.42)
            )
        canvas.rect(0, 750, WIDTH, 14, middle)
        for index in range(self.trees):
            tree(
                canvas,
                (60, 1440, 1330, 200)[index],
                (815, 830, 800, 800)[index],
                (400, 430, 330, 330)[index],
                ("cloud", "round")[index % 2],
            )
        start = 780 if self.entrance < 0.6 else 180
        for index in range(self.bicycles):
            bicycle(canvas, start + index * 108, 865, 112, index)

    def _building(self, canvas):
        palette = canvas.palette
        left, width, storey = 130, 1240, 118
        wall = mix(palette.walls[self.wall], palette.trim, 0.2)
        top = 755 - storey * self.storeys
        canvas.rect(left, top, width, 755 - top, wall)
        band = palette.walls[(self.wall + 1) % 7]
        for floor in range(self.storeys):
            y = top + floor * storey
            canvas.rect(left, y + 22, width, 76, mix(band, wall, 0.25))
            for index in range(12):
                window(canvas, left + 28 + index * 100, y + 26, 76, 68, palette.trim)
        canvas.rect(
            left - 14,
            top - 18,
            width + 28,
            22,
            palette.grass[0] if palette.has_snow else palette.shade(wall, 0.4),
        )
        if self.has_solar:
            for index in range(7):
                x = left + 150 + index * 138
                canvas.polygon(
                    [(x, top - 20), (x + 26, top - 64), (x + 116, top - 64), (x + 90, top - 20)],
                    palette.accents[4],
                )
                canvas.line(
                    [(x + 13, top - 42), (x + 103, top - 42)], 3, palette.tint(palette.accents[4], 0.4)
                )
        self._entrance(canvas, left + width * self.entrance, top)

    def _entrance(self, canvas, x, top):
        palette = canvas.palette
        tone = palette.accents[self.wall % 3]
        canvas.rounded(x - 130, top - 66, 260, 822 - top, 16, tone, corners=(True, True, False, False))
        canvas.disc(x, top - 4, 38, palette.trim)
        for across, down in ((0, -24), (16, 9)):
            canvas.line([(x, top - 4), (x + across, top - 4 + down)], 5, palette.ink)
        pane = palette.glow if palette.lit_windows else palette.glass
        for floor in range(self.storeys - 1):
            canvas.rounded(x - 86, top + 60 + floor * 118, 172, 70, 6, pane)
        canvas.rounded(x - 92, 634, 184, 122, 6, palette.ink)
        for side in (-84, 4):
            canvas.rect(x + side, 642, 80, 114, pane)
        canvas.rounded(x - 160, 608, 320, 20, 8, palette.shade(tone, 0.35))

    def inventory(self):
        return [
            Phrase("kolorowe wejście, zegar", "a colourful entrance, a clock"),
            counted(self.storeys, "window_row"),
            Phrase("panele na dachu", "solar panels on the roof") if self.has_solar else None,
            counted(self.bicycles, "bicycle"),
            counted(self.trees, "tree"),
        ]


@dataclass(frozen=True)
class Front:
    """One house of a street in perspective: where it ends, how high it is, its colour."""

    end: float
    rise: float
    wall: int
    floors: int


def _fronts(rng):
    """Houses along one side, from near (1.0) to far (0.16)."""
    cuts, end = [], 1.12
    wall = rng.randrange(7)
    while end > 0.22:
        nearer = end
        end = max(0.16, end * rng.uniform(0.56, 0.7))
        wall = (wall + rng.randint(1, 5)) % 7
        cuts.append((nearer, Front(end, rng.uniform(0.8, 1.12), wall, rng.randint(3, 4))))
    return tuple(cuts)


@dataclass(frozen=True)
class NightStreet(Scene):
    """A street of townhouses after dark, lit by windows and lamps, leading to a tower."""

    title = Phrase("oświetlona ulica", "a lamplit street")
    left: tuple
    right: tuple
    lamps: int
    tower: Tower
    walkers: int

    @classmethod
    def compose(cls, rng, palette):
        return cls(
            Sky.compose(rng, 330),
            _fronts(rng),
            _fronts(rng),
            rng.randint(3, 4),
            Tower.compose(rng, 78, 330),
            rng.randint(1, 3),
        )

    def paint(self, canvas):
        paint_sky(canvas, self.sky, 700)
        tree_line(canvas, lambda x: 640, 560, 940, 70, 0.4, ("round",))
        paint_tower(canvas, self.tower, WIDTH / 2, 640, 0.12)
        self._ground(canvas)
        for side, fronts in ((-1, self.left), (1, self.right)):
            for near, front in reversed(fronts):
                self._house(canvas, side, near, front)
        for index in range(self.lamps):
            depth = 0.2 * 1.62**index
            for side in (-1, 1):
                lamp(canvas, WIDTH / 2 + side * 470 * depth, 600 + 360 * depth, 480 * depth)
        for index in range(self.walkers):
            depth = 0.3 + 0.16 * index
            walker(canvas, WIDTH / 2 + (-1) ** index * 390 * depth, 600 + 380 * depth, 230 * depth, index)

    def _ground(self, canvas):
        light, middle, dark = canvas.palette.paving
        middle_x = WIDTH / 2
        canvas.rect(0, 636, WIDTH, HEIGHT - 636, light)
        canvas.polygon(
            [(middle_x - 32, 634), (middle_x + 32, 634), (middle_x + 430, HEIGHT), (middle_x - 430, HEIGHT)],
            dark,
        )
        for start, end in ((0.16, 0.22), (0.34, 0.45), (0.62, 0.82)):
            near, far = 600 + 400 * end, 600 + 400 * start
            canvas.polygon(
                [
                    (middle_x - 10 * start, far),
                    (middle_x + 10 * start, far),
                    (middle_x + 11 * end, near),
                    (middle_x - 11 * end, near),
                ],
                middle,
            )
        canvas.glow(middle_x, 640, 240, canvas.palette.glow, 0.45)

    def _at(self, side, depth, up):
        """A point of a street front: `depth` 1 is beside us, `up` 0 the pavement, 1 the eaves."""
        return WIDTH / 2 + side * 640 * depth, 600 + (390 - 900 * up) * depth

    def _quad(self, canvas, side, depths, ups, fill):
        corners = [
            self._at(side, depth, up)
            for depth, up in zip(
                (depths[0], depths[1], depths[1], depths[0]), (ups[0], ups[0], ups[1], ups[1]), strict=True
            )
        ]
        canvas.polygon(corners, fill)

    def _house(self, canvas, side, near, front):
        palette = canvas.palette
        air = 0.42 * (1 - min(1, near)) ** 1.4
        wall = palette.distant(palette.shade(palette.walls[front.wall], 0.12 if side > 0 else 0), air)
        far, rise = front.end, front.rise
        roof = palette.grass[0] if palette.has_snow else palette.roofs[front.wall % 4]
        self._quad(canvas, side, (near, far), (rise - 0.02, rise + 0.05), palette.distant(roof, air))
        self._quad(canvas, side, (near, far), (0, rise), wall)
        self._quad(canvas, side, (near, far), (rise - 0.035, rise), palette.tint(wall, 0.35))
        self._quad(canvas, side, (near, far), (0.225, 0.24), palette.tint(wall, 0.3))
        span, storey = near - far, (rise - 0.29) / front.floors
        for column in range(3):
            start = far + span * (0.1 + column * 0.3)
            depths = (start, start + span * 0.19)
            for floor in range(front.floors):
                up = 0.29 + storey * floor
                self._pane(canvas, side, depths, (up, up + storey * 0.62), wall)
            shop = palette.glow if (column + front.wall) % 3 else palette.shade(palette.glass, 0.2)
            self._quad(
                canvas,
                side,
                (start - span * 0.02, start + span * 0.21),
                (0.0 if column == 1 else 0.05, 0.18),
                shop,
            )

    def _pane(self, canvas, side, depths, ups, wall):
        palette = canvas.palette
        is_lit = canvas.rng.random() < 0.5
        edge = (depths[1] - depths[0]) * 0.14
        self._quad(
            canvas,
            side,
            (depths[0] - edge, depths[1] + edge),
            (ups[0] - 0.012, ups[1] + 0.012),
            palette.tint(wall, 0.4),
        )
        self._quad(canvas, side, depths, ups, palette.glow if is_lit else palette.glass)

    def moment(self, light):
        return AFTER_DARK[light]

    def inventory(self):
        return [
            Phrase("świecące okna i witryny", "glowing windows and shopfronts"),
            counted(self.lamps, "lamp_pair"),
            Phrase("wieża w głębi", "a tower at the far end"),
            counted(self.walkers, "walker"),
        ]
