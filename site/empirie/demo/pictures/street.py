"""What stands in a street or a park: lamps, benches, bicycles, boats, a bus, a train, passers-by."""

from .palette import mix


def lamp(canvas, x, base, height):
    """A post with a round head; after dark it glows."""
    palette = canvas.palette
    colour = palette.ink if not palette.is_dark else mix(palette.ink, palette.sky[1], 0.25)
    canvas.rect(x - height * 0.011, base - height, height * 0.022, height, colour)
    canvas.rounded(x - height * 0.035, base - height * 0.07, height * 0.07, height * 0.07, 4, colour)
    if palette.lit_windows:
        canvas.glow(x, base - height, height * 0.5, palette.glow, 0.75)
    canvas.rounded(x - height * 0.03, base - height * 0.93, height * 0.06, height * 0.025, 3, colour)
    canvas.disc(
        x, base - height * 0.97, height * 0.048, palette.glow if palette.lit_windows else palette.trim
    )
    canvas.pie(x, base - height * 0.985, height * 0.055, 180, 360, colour)


def bench(canvas, x, base, width):
    """A bench seen from the front: three slats on two feet."""
    palette = canvas.palette
    wood = palette.timber if not palette.is_dark else palette.tint(palette.timber, 0.2)
    for share in (0.12, 0.84):
        canvas.rect(x + width * share, base - width * 0.3, width * 0.035, width * 0.3, palette.ink)
    for up, tall in ((0.42, 0.075), (0.32, 0.075), (0.18, 0.06)):
        canvas.rounded(x, base - width * up, width, width * tall, width * 0.02, wood)
    canvas.rounded(x, base - width * 0.14, width, width * 0.03, 2, palette.shade(wood, 0.35))
    if palette.has_snow:
        canvas.rounded(
            x + width * 0.02, base - width * 0.21, width * 0.96, width * 0.045, 6, palette.grass[0]
        )


def bicycle(canvas, x, base, size, colour=0):
    """A bicycle leaning on nothing, as drawings may; `x` is the rear hub."""
    palette = canvas.palette
    ink, frame = palette.ink, palette.accents[colour % 3]
    radius = size * 0.27
    y = base - radius
    front = x + size * 0.86
    for hub in (x, front):
        canvas.ring(hub, y, radius, size * 0.035, ink)
        canvas.disc(hub, y, size * 0.03, ink)
    seat, crank, head = (
        (x + size * 0.22, y - size * 0.4),
        (x + size * 0.36, y),
        (x + size * 0.72, y - size * 0.42),
    )
    stroke = size * 0.036
    for path in ([(x, y), seat, crank, (x, y)], [seat, head, crank], [head, (front, y)]):
        canvas.line(path, stroke, frame)
    canvas.line(
        [head, (head[0] - size * 0.02, head[1] - size * 0.1), (head[0] + size * 0.1, head[1] - size * 0.13)],
        stroke,
        ink,
    )
    canvas.rounded(seat[0] - size * 0.1, seat[1] - size * 0.07, size * 0.2, size * 0.05, size * 0.02, ink)


def walker(canvas, x, base, height, colour=0):
    """A small passer-by: a head, a coat, two legs. Nobody in particular."""
    palette = canvas.palette
    coat = palette.accents[(0, 1, 2, 4)[colour % 4]]
    for lean in (-0.1, 0.1):
        canvas.line([(x, base - height * 0.45), (x + lean * height, base)], height * 0.075, palette.ink)
    canvas.rounded(x - height * 0.13, base - height * 0.82, height * 0.26, height * 0.48, height * 0.12, coat)
    canvas.disc(x, base - height * 0.91, height * 0.085, mix(palette.ink, palette.timber, 0.45))


def sailing_boat(canvas, x, base, size):
    """A dinghy with two sails, and its bright streak on the water."""
    palette = canvas.palette
    canvas.rounded(
        x - size * 0.5,
        base + size * 0.02,
        size * 1.1,
        size * 0.05,
        4,
        mix(palette.water[0], palette.trim, 0.5),
    )
    canvas.polygon(
        [
            (x - size * 0.45, base - size * 0.14),
            (x + size * 0.5, base - size * 0.14),
            (x + size * 0.34, base + size * 0.03),
            (x - size * 0.34, base + size * 0.03),
        ],
        palette.accents[0],
    )
    canvas.rect(x - size * 0.012, base - size * 1.02, size * 0.024, size * 0.9, palette.ink)
    canvas.polygon(
        [
            (x + size * 0.03, base - size),
            (x + size * 0.44, base - size * 0.2),
            (x + size * 0.03, base - size * 0.2),
        ],
        palette.trim,
    )
    canvas.polygon(
        [
            (x - size * 0.03, base - size * 0.88),
            (x - size * 0.36, base - size * 0.2),
            (x - size * 0.03, base - size * 0.2),
        ],
        palette.accents[1],
    )


def umbrella(canvas, x, base, size, colour=0):
    """A café umbrella over a round table and two stools."""
    palette = canvas.palette
    canvas.rect(x - size * 0.012, base - size * 0.8, size * 0.024, size * 0.8, palette.ink)
    tones = (palette.accents[colour % 3], palette.trim)
    for index in range(4):
        left, right = x - size * 0.5 + index * size * 0.25, x - size * 0.25 + index * size * 0.25
        canvas.polygon(
            [(left, base - size * 0.62), (x, base - size * 0.95), (right, base - size * 0.62)],
            tones[index % 2],
        )
        canvas.pie(
            (left + right) / 2,
            base - size * 0.62,
            size * 0.125,
            0,
            180,
            palette.shade(tones[index % 2], 0.08),
        )
    canvas.rounded(x - size * 0.24, base - size * 0.3, size * 0.48, size * 0.05, 4, palette.timber)
    for side in (-0.36, 0.24):
        canvas.rounded(x + size * side, base - size * 0.18, size * 0.14, size * 0.04, 3, palette.ink)
        canvas.rect(x + size * (side + 0.055), base - size * 0.16, size * 0.03, size * 0.16, palette.ink)


def bus(canvas, x, base, width):
    """A low-floor town bus seen from the side."""
    palette = canvas.palette
    height, body = width * 0.36, palette.accents[1]
    canvas.rounded(x, base - height, width, height * 0.88, height * 0.14, body)
    canvas.rect(x, base - height * 0.42, width, height * 0.12, palette.trim)
    pane = palette.glow if palette.lit_windows else palette.glass
    canvas.rounded(
        x + width * 0.03, base - height * 0.88, width * 0.94, height * 0.42, height * 0.07, palette.ink
    )
    for index in range(5):
        canvas.rounded(
            x + width * (0.045 + index * 0.184), base - height * 0.84, width * 0.168, height * 0.34, 4, pane
        )
    for share in (0.26, 0.66):
        canvas.rect(x + width * share, base - height * 0.84, width * 0.1, height * 0.7, palette.ink)
        for leaf in (0.006, 0.052):
            canvas.rect(x + width * (share + leaf), base - height * 0.82, width * 0.042, height * 0.66, pane)
    for share in (0.17, 0.83):
        canvas.disc(x + width * share, base - height * 0.12, height * 0.16, palette.ink)
        canvas.disc(x + width * share, base - height * 0.12, height * 0.07, palette.paving[-1])


def carriage(canvas, x, base, width, colour=0, is_front=False):
    """One carriage of a regional train; the first has a slanted nose on the left."""
    palette = canvas.palette
    height = width * 0.36
    body, band = palette.trim if not palette.is_dark else palette.walls[3], palette.accents[colour % 3]
    canvas.rect(x, base - height * 0.16, width, height * 0.1, palette.ink)
    if is_front:
        canvas.polygon(
            [
                (x + width * 0.16, base - height),
                (x + width * 0.992, base - height),
                (x + width * 0.992, base - height * 0.14),
                (x + width * 0.02, base - height * 0.14),
                (x, base - height * 0.34),
            ],
            body,
        )
    else:
        canvas.rounded(x + width * 0.008, base - height, width * 0.984, height * 0.86, height * 0.06, body)
    canvas.rect(
        x + (width * 0.01 if is_front else width * 0.008),
        base - height * 0.36,
        width * 0.98,
        height * 0.14,
        band,
    )
    _carriage_windows(canvas, x, base, width, band, is_front)
    for share in (0.12, 0.2, 0.8, 0.88):
        canvas.disc(x + width * share, base - height * 0.06, height * 0.07, palette.ink)


def _carriage_windows(canvas, x, base, width, band, is_front):
    """Three windows and two doors; the driver's window follows the slanted nose."""
    palette = canvas.palette
    height = width * 0.36
    pane = palette.glow if palette.lit_windows else palette.glass
    high, low, tall = base - height * 0.86, base - height * 0.56, height * 0.34
    for index in range(5):
        left = x + width * (0.05 + index * 0.185)
        if is_front and index == 0:
            nose, edge = x + width * 0.07, x + width * 0.22
            canvas.polygon([(nose, low), (x + width * 0.15, high), (edge, high), (edge, low)], pane)
        elif index in (1, 3):
            canvas.rounded(left + width * 0.01, high, width * 0.12, height * 0.7, 5, band)
            canvas.rounded(left + width * 0.025, base - height * 0.82, width * 0.09, tall, 4, pane)
        else:
            canvas.rounded(left, base - height * 0.84, width * 0.145, tall, 6, pane)


def fence(canvas, left, right, base, height):
    """A low picket fence."""
    wood = canvas.palette.tint(canvas.palette.timber, 0.45)
    for share in (0.35, 0.72):
        canvas.rect(
            left, base - height * share, right - left, height * 0.09, canvas.palette.shade(wood, 0.12)
        )
    x = left
    while x < right:
        wide = height * 0.2
        canvas.polygon(
            [
                (x, base),
                (x, base - height * 0.86),
                (x + wide / 2, base - height),
                (x + wide, base - height * 0.86),
                (x + wide, base),
            ],
            wood,
        )
        x += height * 0.42
