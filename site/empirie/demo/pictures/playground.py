"""A playground among blocks of flats."""

from dataclasses import dataclass

from .buildings import paint_block
from .canvas import WIDTH
from .palette import mix
from .scene import Scene
from .scenery import Sky, meadow, paint_sky
from .trees import flowers, tree, tree_line
from .words import Phrase, counted


@dataclass(frozen=True)
class Playground(Scene):
    """Swings, a slide and a climbing dome between trees and blocks of flats."""

    title = Phrase("plac zabaw", "a playground")
    swings: int
    blocks: tuple[tuple[float, float, int], ...]
    trees: int
    has_dome: bool
    slide_on_left: bool

    @classmethod
    def compose(cls, rng, palette):
        count = rng.randint(2, 4)
        blocks = tuple(
            (WIDTH * (index + rng.uniform(0.05, 0.3)) / count, rng.uniform(240, 380), rng.randrange(7))
            for index in range(count)
        )
        return cls(
            Sky.compose(rng, 420),
            rng.randint(2, 3),
            blocks,
            rng.randint(2, 4),
            rng.random() < 0.6,
            rng.random() < 0.5,
        )

    def paint(self, canvas):
        palette = canvas.palette
        paint_sky(canvas, self.sky, 700)
        for x, height, wall in self.blocks:
            paint_block(canvas, x, 640, 230, height, wall, 0.38)
        tree_line(canvas, lambda x: 660, -20, WIDTH + 20, 130, 0.25, ("round", "cloud"))
        meadow(canvas, 650, 6)
        sand = palette.grass[1] if palette.has_snow else mix(palette.accents[3], palette.paving[1], 0.4)
        canvas.ellipse(WIDTH / 2, 850, 680, 110, palette.shade(sand, 0.1))
        canvas.ellipse(WIDTH / 2, 846, 672, 104, sand)
        for index in range(self.trees):
            tree(
                canvas,
                (80, 1430, 1280, 230)[index],
                (770, 790, 735, 735)[index],
                330,
                ("cloud", "round")[index % 2],
            )
        left, right = (260, 850) if self.slide_on_left else (850, 260)
        self._slide(canvas, left)
        self._swings(canvas, right)
        if self.has_dome:
            self._dome(canvas, WIDTH / 2 + 10, 940)
        flowers(canvas, 0, WIDTH, 955, 995, 30)

    def _slide(self, canvas, x):
        palette = canvas.palette
        post, roof, chute = palette.timber, palette.accents[0], palette.accents[1]
        for share in (0, 118):
            canvas.rect(x + share, 560, 15, 300, post)
        canvas.rect(x - 8, 690, 150, 14, palette.shade(post, 0.2))
        canvas.polygon([(x - 24, 572), (x + 66, 496), (x + 158, 572)], roof)
        canvas.polygon([(x + 66, 496), (x + 158, 572), (x + 96, 572)], palette.shade(roof, 0.14))
        canvas.blob(
            [
                (x + 128, 684),
                (x + 200, 760),
                (x + 262, 842),
                (x + 350, 852),
                (x + 350, 872),
                (x + 250, 868),
                (x + 180, 790),
                (x + 120, 706),
            ],
            chute,
        )
        for rung in range(6):
            canvas.rect(x - 46, 716 + rung * 25, 46, 8, palette.accents[2])
        canvas.rect(x - 50, 690, 9, 170, palette.accents[2])

    def _swings(self, canvas, x):
        palette, width = canvas.palette, 130 * self.swings + 40
        bar = palette.accents[2]
        for end in (x, x + width):
            canvas.line([(end - 48, 872), (end, 590), (end + 48, 872)], 12, bar)
        canvas.line([(x - 6, 590), (x + width + 6, 590)], 15, bar)
        for index in range(self.swings):
            middle = x + 85 + index * 130
            sway = (-14, 10, 0)[index]
            for side in (-26, 26):
                canvas.line([(middle + side, 594), (middle + side + sway, 790)], 3, palette.ink)
            canvas.rounded(middle - 36 + sway, 786, 72, 13, 6, palette.accents[0])

    def _dome(self, canvas, x, base):
        bar, radius = canvas.palette.accents[4], 120
        canvas.ring(x, base, radius, 8, bar, 180, 360)
        for up in (0.42, 0.75):
            half = radius * (1 - up * up) ** 0.5
            canvas.line([(x - half, base - radius * up), (x + half, base - radius * up)], 6, bar)
        for share in (-0.62, -0.22, 0.22, 0.62):
            foot, low, high = share * radius * 1.25, share * radius * 1.1, share * radius * 0.66
            canvas.line(
                [
                    (x + foot, base),
                    (x + low, base - radius * 0.42),
                    (x + high, base - radius * 0.75),
                    (x + share * 30, base - radius),
                ],
                6,
                bar,
            )

    def inventory(self):
        return [
            counted(self.swings, "swing"),
            Phrase("zjeżdżalnia z daszkiem", "a slide with a roof"),
            Phrase("kopuła do wspinaczki", "a climbing dome") if self.has_dome else None,
            counted(self.trees, "tree"),
            Phrase("bloki w tle", "blocks of flats behind"),
        ]
