"""A graduation tower (tężnia): brine trickles down blackthorn, and people come to breathe."""

from dataclasses import dataclass

from .canvas import WIDTH
from .palette import mix
from .scene import Scene
from .scenery import Sky, hill_range, meadow, paint_sky
from .street import bench, walker
from .trees import conifer, flowers, tree_line
from .words import Phrase, counted


@dataclass(frozen=True)
class GraduationTower(Scene):
    """A long timber frame filled with blackthorn, where brine trickles down: a tężnia."""

    title = Phrase("tężnia w parku", "a graduation tower in a park")
    bays: int
    benches: int
    walkers: int
    has_pavilion: bool
    ends: tuple[float, float]
    top: float

    @classmethod
    def compose(cls, rng, palette):
        return cls(
            Sky.compose(rng, 330),
            rng.randint(6, 9),
            rng.randint(2, 3),
            rng.randint(1, 3),
            rng.random() < 0.5,
            (rng.uniform(110, 290), WIDTH - rng.uniform(110, 290)),
            rng.uniform(380, 440),
        )

    def paint(self, canvas):
        palette = canvas.palette
        paint_sky(canvas, self.sky, 700)
        hill_range(canvas, 470, 2, 40, 50)
        tree_line(canvas, lambda x: 690, -20, WIDTH + 20, 300, 0.42, ("conifer", "conifer", "cloud"))
        meadow(canvas, 690, 5)
        left, right = self.ends
        self._thorns(canvas, left, right, self.top, 745)
        self._frame(canvas, left, right, self.top, 745)
        if canvas.palette.lit_windows:
            for share in (0.15, 0.5, 0.85):
                canvas.glow(left + (right - left) * share, 735, 330, canvas.palette.glow, 0.6)
        if self.has_pavilion:
            self._pavilion(canvas, (left + right) / 2, self.top)
        canvas.polygon([(-20, 800), (WIDTH + 20, 790), (WIDTH + 20, 905), (-20, 925)], palette.paving[0])
        canvas.polygon([(-20, 912), (WIDTH + 20, 894), (WIDTH + 20, 905), (-20, 925)], palette.paving[2])
        for index in range(self.benches):
            bench(canvas, 210 + index * 980 / max(1, self.benches - 1), 838, 130)
        for index in range(self.walkers):
            walker(canvas, 560 + index * 170, 884, 118, index)
        conifer(canvas, 40, 930, 430)
        conifer(canvas, 1455, 925, 380)
        flowers(canvas, 0, WIDTH, 945, 995, 50)

    def _thorns(self, canvas, left, right, top, base):
        """Bundles of twigs, laid row upon row as they are in the real wall."""
        palette, rng = canvas.palette, canvas.rng
        thorn = mix(palette.trunk, palette.timber, 0.45)
        lean = 46
        canvas.polygon(
            [(left - lean, base), (left, top), (right, top), (right + lean, base)], palette.shade(thorn, 0.3)
        )
        tones = [palette.shade(thorn, 0.16), thorn, palette.shade(thorn, 0.06), palette.tint(thorn, 0.09)]
        y = top + 14
        while y < base - 26:
            x = left - lean * (y - top) / (base - top) + rng.uniform(4, 24)
            while x < right:
                length = rng.uniform(18, 52)
                canvas.line([(x, y), (x + length, y + rng.uniform(-5, 5))], 3.4, rng.choice(tones))
                x += length + rng.uniform(2, 14)
            y += 8.5

    def _frame(self, canvas, left, right, top, base):
        palette = canvas.palette
        wood = palette.tint(palette.timber, 0.12)
        lean, width = 46, right - left
        pitch = width / self.bays
        for up in (0.34, 0.67):
            canvas.rect(left - lean * up, top + (base - top) * up, width + lean * up * 2, 9, wood)
        for index in range(self.bays):
            x = left + pitch * index
            canvas.line(
                [(x, base), (x + pitch / 2, top + 40), (x + pitch, base)], 9, palette.shade(wood, 0.12)
            )
        for index in range(self.bays + 1):
            share = index / self.bays * 2 - 1
            canvas.line([(left + pitch * index + lean * share, base), (left + pitch * index, top)], 15, wood)
        canvas.rect(
            left - 40,
            top - 14,
            width + 80,
            18,
            palette.grass[0] if palette.has_snow else palette.tint(wood, 0.15),
        )
        canvas.rect(left - 40, top + 4, width + 80, 7, palette.shade(wood, 0.3))
        for index in range(self.bays * 3 + 1):
            canvas.rect(left - 36 + index * (width + 68) / (self.bays * 3), top - 58, 4, 46, wood)
        canvas.rect(left - 40, top - 62, width + 80, 7, wood)
        canvas.rect(left - lean - 30, base - 22, width + lean * 2 + 60, 24, palette.shade(wood, 0.28))
        canvas.rect(left - lean - 22, base - 20, width + lean * 2 + 44, 8, palette.water[0])

    def _pavilion(self, canvas, x, top):
        palette = canvas.palette
        roof = palette.grass[0] if palette.has_snow else palette.roofs[1]
        for side in (-78, 66):
            canvas.rect(x + side, top - 118, 12, 106, palette.timber)
        canvas.polygon(
            [(x - 120, top - 112), (x - 20, top - 190), (x + 20, top - 190), (x + 120, top - 112)], roof
        )
        canvas.polygon([(x - 20, top - 190), (x, top - 232), (x + 20, top - 190)], palette.accents[2])

    def inventory(self):
        return [
            counted(self.bays, "bay"),
            Phrase("drewniana rama z tarniną", "a timber frame filled with blackthorn"),
            Phrase("altana na szczycie", "a pavilion on top") if self.has_pavilion else None,
            counted(self.benches, "bench"),
            counted(self.walkers, "walker"),
        ]
