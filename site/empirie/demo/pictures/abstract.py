"""Pictures of ideas: a map of a town that does not exist, and a network of points and lines."""

import math
from dataclasses import dataclass

from .canvas import HEIGHT, WIDTH
from .palette import mix
from .scene import Scene
from .scenery import Sky
from .words import IN_COLOURS, Phrase, counted

NO_SKY = Sky(0, 0, 1, ())


@dataclass(frozen=True)
class CityMap(Scene):
    """Blocks, streets, a river with bridges, parks, and pins joined by a dotted route."""

    title = Phrase("abstrakcyjny plan miasta", "an abstract town map")
    tilt: float
    river: tuple[tuple[float, float], ...]
    bridges: tuple[int, ...]
    parks: tuple[tuple[float, float, float], ...]
    pins: tuple[tuple[float, float], ...]

    @classmethod
    def compose(cls, rng, palette):
        start, end = rng.uniform(150, 850), rng.uniform(150, 850)
        river = tuple(
            (x, start + (end - start) * x / WIDTH + rng.uniform(-130, 130))
            for x in range(-300, WIDTH + 600, 300)
        )
        bridges = tuple(sorted(rng.sample((16, 24, 32, 40), rng.randint(2, 4))))
        parks = tuple(
            (
                WIDTH * (index + rng.uniform(0.2, 0.8)) / 3,
                rng.choice((rng.uniform(120, 350), rng.uniform(650, 880))),
                rng.uniform(90, 170),
            )
            for index in range(rng.randint(2, 3))
        )
        count = rng.randint(3, 6)
        pins = tuple(
            (WIDTH * (index + rng.uniform(0.3, 0.7)) / count, rng.uniform(190, 850)) for index in range(count)
        )
        return cls(NO_SKY, rng.uniform(-0.35, 0.35), river, bridges, parks, pins)

    def paint(self, canvas):
        palette = canvas.palette
        canvas.rect(0, 0, WIDTH, HEIGHT, self._street_colour(palette))
        self._blocks(canvas)
        for x, y, size in self.parks:
            self._park(canvas, x, y, size)
        curve = self._curve()
        canvas.line(curve, 122, self._street_colour(palette))
        water = mix(palette.water[0], palette.water[1], 0.25 if palette.is_dark else 0.9)
        canvas.line(curve, 98, water)
        canvas.line([(x, y - 22) for x, y in curve], 14, palette.tint(water, 0.2))
        for index in self.bridges:
            (x1, y1), (x2, y2) = curve[index], curve[index + 1]
            length = math.hypot(x2 - x1, y2 - y1)
            across = (-(y2 - y1) / length * 78, (x2 - x1) / length * 78)
            ends = [(x1 - across[0], y1 - across[1]), (x1 + across[0], y1 + across[1])]
            canvas.line(ends, 36, palette.shade(palette.paving[2], 0.3))
            canvas.line(ends, 26, palette.trim)
        self._ring_road(canvas)
        self._route(canvas)

    def _street_colour(self, palette):
        return palette.paving[0] if not palette.is_dark else palette.paving[2]

    def _curve(self):
        curve = []
        for index in range(len(self.river) - 1):
            (x1, y1), (x2, y2) = self.river[index], self.river[index + 1]
            for part in range(8):
                share = part / 8
                ease = share * share * (3 - 2 * share)
                curve.append((x1 + (x2 - x1) * share, y1 + (y2 - y1) * ease))
        return curve

    def _blocks(self, canvas):
        palette, rng = canvas.palette, canvas.rng
        cosine, sine = math.cos(self.tilt), math.sin(self.tilt)
        tones = [mix(wall, palette.paving[1], 0.45) for wall in palette.walls]
        for row in range(-8, 9):
            bend = 26 * math.sin(row)
            for column in range(-10, 11):
                left, top = column * 128 + bend, row * 108
                right, bottom = left + 112, top + 92
                pieces = [(left, top, right, bottom)]
                if rng.random() < 0.4:
                    cut = rng.uniform(left + 40, right - 40)
                    pieces = [(left, top, cut - 5, bottom), (cut + 5, top, right, bottom)]
                for a, b, c, d in pieces:
                    corners = ((a, b), (c, b), (c, d), (a, d))
                    canvas.polygon(
                        [
                            (WIDTH / 2 + x * cosine - y * sine, HEIGHT / 2 + x * sine + y * cosine)
                            for x, y in corners
                        ],
                        rng.choice(tones),
                    )

    def _park(self, canvas, x, y, size):
        palette, rng = canvas.palette, canvas.rng
        shape = [
            (
                x + math.cos(step * math.pi / 4) * size * rng.uniform(0.75, 1.25),
                y + math.sin(step * math.pi / 4) * size * rng.uniform(0.65, 1.0),
            )
            for step in range(8)
        ]
        canvas.blob(shape, palette.grass[0] if palette.is_dark else palette.grass[1])
        for _ in range(9):
            angle, away = rng.uniform(0, 6.3), rng.uniform(0, size * 0.62)
            canvas.disc(
                x + math.cos(angle) * away,
                y + math.sin(angle) * away * 0.8,
                rng.uniform(10, 20),
                rng.choice(palette.leaves),
            )

    def _ring_road(self, canvas):
        palette = canvas.palette
        x, y = WIDTH / 2, HEIGHT / 2
        for width, tone in ((30, mix(palette.accents[1], palette.ink, 0.12)), (18, palette.accents[1])):
            canvas.ring(x, y, 290 + width / 2, width, tone)

    def _route(self, canvas):
        palette = canvas.palette
        for (x1, y1), (x2, y2) in zip(self.pins, self.pins[1:], strict=False):
            count = int(math.hypot(x2 - x1, y2 - y1) / 26)
            for step in range(1, count):
                canvas.disc(
                    x1 + (x2 - x1) * step / count,
                    y1 + (y2 - y1) * step / count,
                    6.5,
                    palette.ink if not palette.is_dark else palette.trim,
                )
        for x, y in self.pins:
            canvas.ellipse(x + 6, y + 4, 26, 9, palette.shade(palette.paving[1], 0.3))
            canvas.polygon([(x - 35, y - 68), (x + 35, y - 68), (x, y)], palette.accents[0])
            canvas.disc(x, y - 82, 41, palette.accents[0])
            canvas.disc(x, y - 82, 17, palette.trim)

    def moment(self, light):
        return IN_COLOURS[light]

    def inventory(self):
        return [
            Phrase("rzeka", "a river"),
            counted(len(self.bridges), "bridge"),
            counted(len(self.parks), "park"),
            Phrase("obwodnica", "a ring road"),
            counted(len(self.pins), "pin"),
        ]


@dataclass(frozen=True)
class Network(Scene):
    """Points joined by arcs, a few of them hubs: exchange of experience, without words."""

    title = Phrase("abstrakcyjna sieć", "an abstract network")
    hubs: tuple[tuple[float, float], ...]
    nodes: tuple[tuple[float, float, float, int], ...]
    ground: int

    @classmethod
    def compose(cls, rng, palette):
        count = rng.randint(2, 4)
        hubs = tuple(
            (WIDTH * (index + rng.uniform(0.4, 0.6)) / count, rng.uniform(320, 680)) for index in range(count)
        )
        nodes = []
        wanted = rng.randint(11, 18)
        for _ in range(600):
            x, y = rng.uniform(90, WIDTH - 90), rng.uniform(90, HEIGHT - 90)
            is_free = all(math.hypot(x - a, y - b) > 190 for a, b in hubs)
            if len(nodes) < wanted and is_free and all(math.hypot(x - a, y - b) > 135 for a, b, *_ in nodes):
                nodes.append((x, y, rng.uniform(20, 46), rng.randrange(5)))
        return cls(NO_SKY, hubs, tuple(nodes), rng.randrange(3))

    def paint(self, canvas):
        palette = canvas.palette
        canvas.gradient(0, HEIGHT, self._ground(palette))
        for index, (x, y) in enumerate(self.hubs):
            tone = mix(palette.accents[index % 3], palette.sky[-1], 0.72)
            canvas.disc(x, y, 330, mix(tone, palette.sky[1], 0.4))
        for x, y in self.hubs:
            for radius in (250, 330):
                canvas.ring(x, y, radius, 2.5, mix(palette.trim, palette.sky[1], 0.35))
        line = palette.ink if not palette.is_dark else palette.trim
        for index, (x, y, _, _) in enumerate(self.nodes):
            near = sorted(self.hubs, key=lambda hub: math.hypot(hub[0] - x, hub[1] - y))
            self._arc(canvas, (x, y), near[0], 5, line, index)
            if index % 3 == 0:
                self._arc(canvas, (x, y), near[1], 2.5, line, index + 1)
        for first, second in zip(self.hubs, self.hubs[1:], strict=False):
            self._arc(canvas, first, second, 12, palette.accents[1], 1)
        for x, y, size, tone in self.nodes:
            self._dot(canvas, x, y, size, self._tone(palette, tone))
        for index, (x, y) in enumerate(self.hubs):
            self._hub(canvas, x, y, index)

    def _ground(self, palette):
        if palette.is_dark:
            return palette.sky
        light = mix(palette.sky[-1], palette.trim, 0.35)
        return (light, palette.sky[-1], mix(palette.sky[-1], palette.sky[1], 0.5))

    def _tone(self, palette, tone):
        return (*palette.accents[:3], palette.leaves[1], palette.walls[1])[tone]

    def _arc(self, canvas, start, end, width, colour, turn):
        """A line with a slight bend to one side or the other."""
        bend = 0.16 * (-1) ** turn
        control = (
            (start[0] + end[0]) / 2 - (end[1] - start[1]) * bend,
            (start[1] + end[1]) / 2 + (end[0] - start[0]) * bend,
        )
        points = []
        for step in range(25):
            share = step / 24
            a, b, c = (1 - share) ** 2, 2 * share * (1 - share), share * share
            points.append(tuple(a * start[i] + b * control[i] + c * end[i] for i in (0, 1)))
        canvas.line(points, width, colour)

    def _dot(self, canvas, x, y, size, tone):
        palette = canvas.palette
        canvas.disc(x, y, size + 7, palette.ink if not palette.is_dark else palette.trim)
        canvas.disc(x, y, size + 2, tone)
        canvas.pie(x, y, size + 2, -50, 130, palette.shade(tone, 0.15))
        canvas.disc(x, y, size * 0.36, palette.trim)

    def _hub(self, canvas, x, y, index):
        palette = canvas.palette
        tone = palette.accents[(index + self.ground) % 3]
        canvas.disc(x, y, 112, palette.ink if not palette.is_dark else palette.trim)
        canvas.disc(x, y, 100, palette.trim if not palette.is_dark else palette.ink)
        canvas.disc(x, y, 84, tone)
        canvas.pie(x, y, 84, 130, 310, palette.shade(tone, 0.18))
        for step in range(6):
            turn = step * math.pi / 3 + index
            canvas.disc(x + math.cos(turn) * 48, y + math.sin(turn) * 48, 13, palette.trim)
        canvas.disc(x, y, 22, palette.accents[1] if tone != palette.accents[1] else palette.accents[0])

    def moment(self, light):
        return IN_COLOURS[light]

    def inventory(self):
        return [
            counted(len(self.hubs), "hub"),
            counted(len(self.nodes), "node"),
            Phrase("łuki, które łączą je ze sobą", "arcs that join them"),
        ]
