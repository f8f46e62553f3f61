"""Trees, bushes and flowers; they know the season from the palette."""

import math

from .palette import mix


def tree(canvas, x, base, height, kind="round", distance=0.0):
    """A tree of one kind standing on `base`; bare in winter unless it is a conifer."""
    palette = canvas.palette
    if kind == "conifer":
        conifer(canvas, x, base, height, distance)
        return
    if palette.has_snow:
        bare_tree(canvas, x, base, height, distance)
        return
    leaf = palette.distant(canvas.rng.choice(palette.leaves), distance)
    trunk = palette.distant(palette.trunk, distance)
    {"round": _round, "poplar": _poplar, "cloud": _cloud}[kind](canvas, x, base, height, leaf, trunk)


def _trunk(canvas, x, base, height, colour, width=0.055):
    thick = max(2.0, height * width)
    canvas.polygon(
        [
            (x - thick / 2, base),
            (x - thick / 3, base - height),
            (x + thick / 3, base - height),
            (x + thick / 2, base),
        ],
        colour,
    )


def _round(canvas, x, base, height, leaf, trunk):
    radius = height * 0.34
    top = base - height + radius
    _trunk(canvas, x, base, height * 0.6, trunk)
    canvas.disc(x, top, radius, leaf)
    canvas.pie(x, top, radius, -60, 120, canvas.palette.shade(leaf, 0.14))
    for side in (-1, 1):
        reach = height * 0.1
        foot = base - height * 0.42
        canvas.line(
            [(x, foot + reach), (x + side * reach, foot - reach * 0.3)], max(1.5, height * 0.018), trunk
        )


def _poplar(canvas, x, base, height, leaf, trunk):
    _trunk(canvas, x, base, height * 0.3, trunk)
    middle = base - height * 0.56
    canvas.ellipse(x, middle, height * 0.13, height * 0.44, leaf)
    canvas.ellipse(
        x + height * 0.035,
        middle + height * 0.03,
        height * 0.09,
        height * 0.4,
        canvas.palette.shade(leaf, 0.13),
    )


def _cloud(canvas, x, base, height, leaf, trunk):
    _trunk(canvas, x, base, height * 0.55, trunk, 0.065)
    shade, light = canvas.palette.shade(leaf, 0.13), canvas.palette.tint(leaf, 0.1)
    for across, up, size, colour in (
        (0.2, 0.5, 0.2, shade),
        (-0.19, 0.52, 0.2, leaf),
        (0.06, 0.7, 0.26, leaf),
        (0.19, 0.56, 0.15, shade),
        (-0.08, 0.78, 0.15, light),
        (-0.2, 0.56, 0.1, light),
    ):
        canvas.disc(x + across * height, base - up * height, size * height, colour)


def conifer(canvas, x, base, height, distance=0.0):
    """A spruce of three tiers; snow lies on its left side in winter."""
    palette = canvas.palette
    leaf = palette.distant(palette.conifer, distance)
    shade = palette.shade(leaf, 0.2 * (1 - distance))
    _trunk(canvas, x, base, height * 0.2, palette.distant(palette.trunk, distance), 0.06)
    for foot, top, width in ((0.1, 0.52, 0.21), (0.33, 0.77, 0.165), (0.58, 1.0, 0.115)):
        low, high, half = base - foot * height, base - top * height, width * height
        canvas.polygon([(x - half, low), (x, high), (x + half, low)], leaf)
        canvas.polygon([(x, high), (x + half, low), (x + half * 0.15, low - half * 0.12)], shade)
        if palette.has_snow:
            drop = (low - high) * 0.5
            canvas.polygon(
                [
                    (x, high),
                    (x - half * 0.5, high + drop),
                    (x - half * 0.18, high + drop * 0.8),
                    (x, high + drop * 1.12),
                    (x + half * 0.2, high + drop * 0.8),
                    (x + half * 0.5, high + drop),
                ],
                palette.distant(palette.grass[0], distance),
            )


def bare_tree(canvas, x, base, height, distance=0.0):
    """A winter tree: branches only, with a little frost in the crown."""
    palette = canvas.palette
    crown = palette.distant(mix(palette.leaves[0], palette.grass[0], 0.62), distance)
    canvas.disc(x, base - height * 0.66, height * 0.33, mix(crown, palette.sky[-1], 0.25))
    colour = palette.distant(palette.trunk, distance)
    _branch(canvas, (x, base), -math.pi / 2, height * 0.38, height * 0.045, 4, colour)


def _branch(canvas, start, angle, length, width, depth, colour):
    end = (start[0] + math.cos(angle) * length, start[1] + math.sin(angle) * length)
    canvas.line([start, end], max(1.2, width), colour)
    if depth == 0 or length < 7:
        return
    spread = canvas.rng.uniform(0.34, 0.5)
    for turn in (-spread, spread * canvas.rng.uniform(0.05, 0.2), spread):
        _branch(
            canvas, end, angle + turn, length * canvas.rng.uniform(0.55, 0.66), width * 0.6, depth - 1, colour
        )


def birch(canvas, x, base, height):
    """A white trunk with dark marks and a light, hanging crown."""
    palette, rng = canvas.palette, canvas.rng
    bark = mix(palette.trim, palette.sky[-1], 0.25)
    if not palette.has_snow:
        leaf = palette.leaves[2]
        for across, up, wide, tall, share in (
            (0.07, 0.6, 0.1, 0.2, 0.16),
            (-0.07, 0.64, 0.11, 0.22, 0.0),
            (0.02, 0.8, 0.12, 0.2, 0.05),
        ):
            canvas.ellipse(
                x + across * height,
                base - up * height,
                wide * height,
                tall * height,
                palette.shade(leaf, share),
            )
    else:
        frost = mix(palette.leaves[0], palette.grass[0], 0.6)
        canvas.ellipse(
            x, base - height * 0.68, height * 0.14, height * 0.33, mix(frost, palette.sky[-1], 0.3)
        )
    _trunk(canvas, x, base, height * 0.93, bark, 0.034)
    for _ in range(9):
        y = base - rng.uniform(0.04, 0.8) * height
        side = rng.choice((-1, 1))
        canvas.line(
            [(x + side * height * 0.009, y), (x + side * height * 0.002, y)], height * 0.008, palette.ink
        )
    for up in (0.5, 0.62, 0.74):
        for side in (-1, 1):
            canvas.line(
                [(x, base - up * height), (x + side * height * 0.09, base - (up + 0.1) * height)],
                height * 0.008,
                bark if not palette.has_snow else palette.trunk,
            )


def bush(canvas, x, base, width, tone=0):
    """Half discs side by side; snow-covered in winter."""
    palette = canvas.palette
    leaf = palette.grass[1] if palette.has_snow else palette.leaves[tone % len(palette.leaves)]
    for across, size in ((-0.3, 0.2), (0.28, 0.22), (0.0, 0.3)):
        radius = size * width
        canvas.pie(x + across * width, base, radius, 180, 360, palette.shade(leaf, 0.1 if across else 0))


def tree_line(canvas, base_at, left, right, height, distance=0.4, kinds=("conifer", "round")):
    """A belt of trees along a line; `base_at` says how high the ground is at x."""
    x = left
    while x < right:
        size = height * canvas.rng.uniform(0.65, 1.15)
        tree(canvas, x, base_at(x) + 4, size, canvas.rng.choice(kinds), distance)
        x += size * canvas.rng.uniform(0.28, 0.6)


def reeds(canvas, x, base, height, count=9):
    """Leaning blades, some with a brown head."""
    palette, rng = canvas.palette, canvas.rng
    blade = palette.shade(palette.grass[-1], 0.15)
    for index in range(count):
        foot = x + index * height * 0.07
        lean, tall = rng.uniform(-0.2, 0.25) * height, height * rng.uniform(0.6, 1)
        canvas.line(
            [(foot, base), (foot + lean * 0.4, base - tall * 0.6), (foot + lean, base - tall)], 3.2, blade
        )
        if index % 3 == 0:
            canvas.line(
                [(foot + lean, base - tall), (foot + lean * 1.1, base - tall - height * 0.14)],
                7,
                palette.trunk,
            )


def flowers(canvas, left, right, top, bottom, count):
    """Dots of colour in the grass; none in winter."""
    palette, rng = canvas.palette, canvas.rng
    if palette.has_snow:
        return
    for _ in range(count):
        depth = rng.random()
        x, y = rng.uniform(left, right), top + depth * (bottom - top)
        canvas.disc(x, y, 2.5 + 3.5 * depth, rng.choice((*palette.accents[:2], palette.accents[3])))
