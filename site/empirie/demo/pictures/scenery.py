"""What lies around every town: sky, sun and clouds, hills, ground, water."""

import math
from dataclasses import dataclass

from .canvas import HEIGHT, WIDTH
from .palette import mix


@dataclass(frozen=True)
class Sky:
    """Where the sun (or the moon) stands, and the clouds as (x, y, size)."""

    sun_x: float
    sun_y: float
    sun_size: float
    clouds: tuple[tuple[float, float, float], ...]

    @classmethod
    def compose(cls, rng, horizon=620):
        count = rng.randint(2, 4)
        clouds = tuple(
            (
                WIDTH * (index + rng.uniform(0.15, 0.85)) / count,
                rng.uniform(0.12, 0.55) * horizon,
                rng.uniform(0.7, 1.5),
            )
            for index in range(count)
        )
        side = rng.choice((rng.uniform(0.12, 0.38), rng.uniform(0.62, 0.88)))
        return cls(side * WIDTH, rng.uniform(0.28, 0.5) * horizon, rng.uniform(58, 92), clouds)


def paint_sky(canvas, sky, horizon=1000):
    """A soft gradient, one disc with two halos, and flat clouds: the signature of the series."""
    palette = canvas.palette
    canvas.gradient(0, horizon, palette.sky)
    if palette.is_dark:
        _stars(canvas, horizon)
    canvas.glow(sky.sun_x, sky.sun_y, sky.sun_size * 4.5, palette.sun, 0.55)
    canvas.disc(sky.sun_x, sky.sun_y, sky.sun_size, palette.sun)
    if palette.is_dark:
        for across, up, size in ((-0.3, -0.2, 0.2), (0.25, 0.3, 0.14), (0.2, -0.35, 0.1)):
            x, y = sky.sun_x + across * sky.sun_size, sky.sun_y + up * sky.sun_size
            canvas.disc(x, y, size * sky.sun_size, mix(palette.sun, palette.sky[-1], 0.22))
    for x, y, size in sky.clouds:
        cloud(canvas, x, y, size)


def _stars(canvas, horizon):
    for _ in range(70):
        height = canvas.rng.random() ** 1.4 * horizon * 0.65
        canvas.disc(
            canvas.rng.uniform(0, WIDTH), height, canvas.rng.choice((1.2, 1.6, 2.4)), canvas.palette.trim
        )


def cloud(canvas, x, y, size):
    """Three lying pills; the lower the cloud, the closer its colour to the sky around it."""
    colour = mix(canvas.palette.cloud, canvas.palette.sky[1], 0.12)
    for across, down, length in ((-40, -26, 130), (10, 0, 250), (-70, 24, 170)):
        width, height = length * size, 28 * size
        canvas.rounded(x + across * size - width / 2, y + down * size, width, height, height / 2, colour)


def wave_line(rng, base, swing, left=0, right=WIDTH, step=12):
    """A gently rolling line of points from left to right."""
    waves = [(rng.uniform(0.6, 1.1), rng.uniform(0, 6.3)), (rng.uniform(1.5, 2.4), rng.uniform(0, 6.3))]
    points = []
    x = left
    while x <= right + step:
        turn = x / WIDTH * 2 * math.pi
        lift = 0.65 * math.sin(waves[0][0] * turn + waves[0][1]) + 0.35 * math.sin(
            waves[1][0] * turn + waves[1][1]
        )
        points.append((x, base - swing * lift))
        x += step
    return points


def land(canvas, line, colour, bottom=HEIGHT):
    """Fill everything below a line."""
    canvas.polygon([*line, (line[-1][0], bottom), (line[0][0], bottom)], colour)


def hill_range(canvas, base, count=3, swing=45, gap=55, mist=True):
    """Ridge behind ridge, each nearer one lower on the sheet and darker."""
    palette = canvas.palette
    for index in range(count):
        place = 0 if count == 1 else index / (count - 1)
        land(canvas, wave_line(canvas.rng, base + index * gap, swing), hill_colour(palette, place))
        if mist:
            canvas.veil(base + index * gap, base + (index + 1) * gap + swing, palette.sky[-1], 0, 0.35)


def hill_colour(palette, place):
    """The colour of a ridge from far (0) to near (1)."""
    position = place * (len(palette.hills) - 1)
    index = min(int(position), len(palette.hills) - 2)
    return mix(palette.hills[index], palette.hills[index + 1], position - index)


def height_at(line, x):
    """How high a rolling line is at one place, so that things can stand on it."""
    nearest = min(line, key=lambda point: abs(point[0] - x))
    return nearest[1]


def meadow(canvas, base, swing=14, tone=0):
    """Ground in three soft layers, lightest behind."""
    grass = canvas.palette.grass
    line = wave_line(canvas.rng, base, swing)
    land(canvas, line, grass[tone])
    for index in range(tone + 1, len(grass)):
        drop = (HEIGHT - base) * (0.34 * (index - tone) + 0.06)
        land(canvas, wave_line(canvas.rng, base + drop, swing * 1.6), grass[index])
    return line


def river(canvas, waterline, bottom=HEIGHT, strength=0.42):
    """Still water with the far bank in it, crossed by a few bright strokes."""
    palette = canvas.palette
    canvas.mirror(waterline, bottom, palette.water, strength)
    light = mix(palette.water[0], palette.cloud, 0.45)
    for _ in range(26):
        depth = canvas.rng.random()
        y = waterline + 8 + depth * (bottom - waterline - 12)
        length = canvas.rng.uniform(40, 130) * (0.5 + depth)
        tone = mix(light, palette.water[1], canvas.rng.uniform(0.25, 0.75))
        canvas.rounded(canvas.rng.uniform(-40, WIDTH), y, length, 2 + 4 * depth, 3, tone)


def birds(canvas, x, y, count):
    """A small flock: two strokes a bird."""
    colour = mix(canvas.palette.ink, canvas.palette.sky[1], 0.35)
    for index in range(count):
        left, top = x + index * 46 + canvas.rng.uniform(-8, 8), y + canvas.rng.uniform(-18, 18)
        canvas.ring(left, top, 13, 3.2, colour, 200, 330)
        canvas.ring(left + 22, top, 13, 3.2, colour, 210, 340)
