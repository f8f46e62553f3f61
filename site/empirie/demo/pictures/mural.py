"""A painted gable wall, the kind that turns a bus ride through a town into an exhibition."""

from dataclasses import dataclass

from .buildings import House, paint_row, row_of_houses
from .canvas import WIDTH
from .scene import Scene
from .scenery import Sky, land, paint_sky, wave_line
from .scenes_town import pavement
from .street import bench, lamp
from .trees import bush, tree, tree_line
from .words import Phrase, counted


@dataclass(frozen=True)
class Mural(Scene):
    """A gable wall painted with simple shapes, between low neighbours."""

    title = Phrase("mural na ścianie szczytowej", "a mural on a gable wall")
    motif: str
    number: int
    tones: tuple[int, ...]
    houses: tuple[House, ...]
    left: float
    has_bench: bool

    @classmethod
    def compose(cls, rng, palette):
        tones = [0, 1, 2, 3, 4]
        rng.shuffle(tones)
        return cls(
            Sky.compose(rng, 300),
            rng.choice(("circle", "wave", "leaf")),
            rng.randint(3, 6),
            tuple(tones),
            row_of_houses(rng, WIDTH + 20, rng.randint(5, 6), 330),
            rng.uniform(330, 620),
            rng.random() < 0.6,
        )

    def paint(self, canvas):
        palette = canvas.palette
        paint_sky(canvas, self.sky, 700)
        tree_line(canvas, lambda x: 640, -20, WIDTH, 210, 0.5, ("round", "cloud"))
        paint_row(canvas, self.houses, -10, 850)
        self._wall(canvas)
        pavement(canvas, 845, seams=False)
        left = self.left
        if self.has_bench:
            bench(canvas, left + 140, 905, 170)
        lamp(canvas, left - 90, 900, 300)
        tree(canvas, left + 640, 890, 330, "cloud")
        bush(canvas, left + 470, 862, 90, 1)
        canvas.rect(0, 960, WIDTH, 40, palette.paving[2])

    def _wall(self, canvas):
        palette, left, width = canvas.palette, self.left, 540
        top, peak = 330, 150
        ground = palette.accents[self.tones[0]]
        outline = [
            (left, 850),
            (left, top),
            (left + width / 2, peak),
            (left + width, top),
            (left + width, 850),
        ]
        rim = palette.grass[0] if palette.has_snow else palette.roofs[1]
        canvas.polygon(
            [
                (left - 26, top + 8),
                (left + width / 2, peak - 26),
                (left + width + 26, top + 8),
                (left + width + 26, top + 30),
                (left - 26, top + 30),
            ],
            rim,
        )
        around = canvas.image.copy()
        canvas.polygon(outline, ground)
        {"circle": self._circles, "wave": self._waves, "leaf": self._leaves}[self.motif](
            canvas, left, width, top
        )
        canvas.keep_inside(outline, around)
        canvas.rect(left, 806, width, 44, palette.shade(palette.walls[2], 0.35))

    def _tone(self, canvas, index):
        return canvas.palette.accents[self.tones[1 + index % 4]]

    def _circles(self, canvas, left, width, top):
        for index in range(self.number):
            share = index / max(1, self.number - 1)
            x, y = left + width * (0.22 + 0.56 * (index % 2) + 0.06 * (index % 3)), top + 20 + share * 400
            radius = 135 - 11 * self.number + 22 * (index % 2)
            canvas.disc(x, y, radius, self._tone(canvas, index))
            canvas.pie(x, y, radius * 0.68, 90 * index, 90 * index + 180, self._tone(canvas, index + 1))
            canvas.disc(x, y, radius * 0.22, self._tone(canvas, index + 2))

    def _waves(self, canvas, left, width, top):
        canvas.disc(left + width * 0.66, top + 20, 95, self._tone(canvas, 3))
        step = 470 / self.number
        for index in range(self.number):
            line = wave_line(canvas.rng, top + 130 + index * step * 0.82, 46, left, left + width)
            swell = [(x, y + 26 * ((x - left) / width * 2 - 1) * (-1) ** index) for x, y in line]
            land(canvas, swell, self._tone(canvas, index), 850)

    def _leaves(self, canvas, left, width, top):
        middle = left + width / 2
        canvas.line([(middle, 850), (middle, top - 20)], 13, self._tone(canvas, 0))
        for index in range(self.number):
            side, y = (-1) ** index, 770 - index * 460 / self.number
            points = [
                (middle, y),
                (middle + side * 70, y - 120),
                (middle + side * 205, y - 165),
                (middle + side * 190, y - 40),
                (middle + side * 110, y + 10),
            ]
            canvas.blob(points, self._tone(canvas, index + 1))
            canvas.line([(middle, y), (middle + side * 160, y - 118)], 6, self._tone(canvas, 0))

    def inventory(self):
        shapes = counted(self.number, self.motif)
        return [
            Phrase(f"{shapes.pl} w śmiałych kolorach", f"{shapes.en} in bold colours"),
            Phrase("latarnia", "a street lamp"),
            Phrase("ławka", "a bench") if self.has_bench else None,
            Phrase("drzewo", "a tree"),
        ]
