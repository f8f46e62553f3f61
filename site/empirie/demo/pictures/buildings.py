"""Townhouses, blocks of flats and towers, built of flat shapes."""

from dataclasses import dataclass

from .palette import mix

GABLES = ("stepped", "curved", "pointed", "attic", "mansard")


@dataclass(frozen=True)
class House:
    """One townhouse of a row; colours are places in the palette, so each light paints its own."""

    width: float
    height: float
    wall: int
    roof: int
    gable: str
    floors: int
    columns: int
    ground: str = "door"
    has_balcony: bool = False


def row_of_houses(rng, width, count, height, ground="door", balconies=False):
    """Houses that fill a width exactly; neighbours never share a colour or a gable."""
    shares = [rng.uniform(0.82, 1.18) for _ in range(count)]
    houses = []
    wall, gable = rng.randrange(7), rng.choice(GABLES)
    for share in shares:
        wall = (wall + rng.randint(1, 5)) % 7
        gable = rng.choice([kind for kind in GABLES if kind != gable])
        wide = width * share / sum(shares)
        tall = height * rng.uniform(0.82, 1.1)
        houses.append(
            House(
                wide,
                tall,
                wall,
                rng.randrange(4),
                gable,
                floors=max(2, round(tall / (wide * 0.46))) if tall > wide else 2,
                columns=max(2, round(wide / (height * 0.22))),
                ground=ground,
                has_balcony=balconies and rng.random() < 0.5,
            )
        )
    return tuple(houses)


def paint_row(canvas, houses, left, base, distance=0.0):
    """Put a row of houses side by side on one line."""
    x = left
    for house in houses:
        paint_house(canvas, house, x, base, distance)
        x += house.width


def paint_house(canvas, house, x, base, distance=0.0):
    palette = canvas.palette
    wall = palette.distant(palette.walls[house.wall % len(palette.walls)], distance)
    roof = palette.distant(palette.roofs[house.roof], distance)
    top = base - house.height
    _gable(canvas, house, x, top, wall, roof)
    canvas.rect(x, top, house.width + 0.8, house.height, wall)
    canvas.rect(
        x + house.width * 0.965, top, house.width * 0.035 + 0.8, house.height, palette.shade(wall, 0.2)
    )
    ground = house.height / (house.floors + 0.35) * 1.12 if house.ground != "none" else 0
    _floors(canvas, house, x, top, house.height - ground, wall, distance)
    if ground:
        _ground_floor(canvas, house, x, base, ground, wall, distance)
    trim = palette.distant(mix(wall, palette.trim, 0.62), distance)
    canvas.rect(x, top - house.width * 0.01, house.width + 0.8, max(2.5, house.width * 0.035), trim)


def _gable(canvas, house, x, top, wall, roof):
    width = house.width
    rise = {"stepped": 0.42, "curved": 0.46, "pointed": 0.5, "attic": 0.16, "mansard": 0.34}[
        house.gable
    ] * width
    palette = canvas.palette
    snow = palette.grass[0] if palette.has_snow else None
    if house.gable == "mansard":
        canvas.polygon(
            [(x, top), (x + width * 0.1, top - rise), (x + width * 0.9, top - rise), (x + width, top)], roof
        )
        if snow:
            canvas.polygon(
                [
                    (x + width * 0.06, top - rise * 0.6),
                    (x + width * 0.1, top - rise),
                    (x + width * 0.9, top - rise),
                    (x + width * 0.94, top - rise * 0.6),
                ],
                snow,
            )
        for share in (0.3, 0.7):
            _dormer(canvas, x + width * share, top, width * 0.15, rise * 0.72, wall)
        return
    if house.gable == "attic":
        canvas.rect(x, top - rise, width + 0.8, rise, palette.shade(wall, 0.08))
        for index in range(5):
            canvas.arch(x + width * (0.08 + 0.18 * index), top - rise * 0.75, width * 0.11, rise * 0.6, roof)
        canvas.rect(
            x - 1, top - rise - width * 0.03, width + 2, width * 0.045, snow or palette.tint(wall, 0.5)
        )
        return
    _shaped_gable(canvas, house.gable, x, top, width, rise, wall, snow or roof)
    canvas.disc(x + width / 2, top - rise * 0.4, width * 0.07, palette.shade(wall, 0.4))


def _dormer(canvas, x, base, width, height, wall):
    palette = canvas.palette
    canvas.rect(x - width / 2, base - height * 0.66, width, height * 0.66, wall)
    canvas.polygon(
        [
            (x - width * 0.68, base - height * 0.62),
            (x, base - height * 1.05),
            (x + width * 0.68, base - height * 0.62),
        ],
        palette.tint(wall, 0.5),
    )
    canvas.rect(x - width * 0.25, base - height * 0.52, width * 0.5, height * 0.42, palette.glass)


def _shaped_gable(canvas, kind, x, top, width, rise, wall, edge):
    """The front of a steep roof: the wall's own colour in front of a rim of roof."""
    middle = x + width / 2
    if kind == "pointed":
        canvas.polygon([(x - width * 0.02, top), (middle, top - rise * 1.1), (x + width * 1.02, top)], edge)
        canvas.polygon(
            [(x + width * 0.1, top + 1), (middle, top - rise * 0.88), (x + width * 0.9, top + 1)], wall
        )
    elif kind == "stepped":
        for step in range(4):
            half, low, tall = width * (0.5 - 0.115 * step), top - rise * 0.25 * step, rise * 0.25
            canvas.rect(middle - half, low - tall, half * 2, tall + 1, wall)
            canvas.rect(middle - half - 1.5, low - tall - width * 0.025, half * 2 + 3, width * 0.035, edge)
    else:
        for half, low, high in ((0.5, 0.0, 0.3), (0.33, 0.28, 0.68)):
            canvas.rounded(
                middle - half * width,
                top - high * rise,
                width * half * 2,
                (high - low) * rise + 2,
                rise * 0.26,
                wall,
                corners=(True, True, False, False),
            )
        canvas.pie(middle, top - rise * 0.66, width * 0.19, 180, 360, wall)
        canvas.ring(middle, top - rise * 0.66, width * 0.19, width * 0.03, edge, 180, 360)
        canvas.disc(middle, top - rise * 0.66 - width * 0.2, width * 0.03, edge)


def _floors(canvas, house, x, top, height, wall, distance):
    storey = height / house.floors
    palette = canvas.palette
    trim = palette.distant(mix(wall, palette.trim, 0.7), distance)
    pitch = house.width * 0.9 / house.columns
    wide, tall = min(pitch * 0.46, storey * 0.42), storey * 0.58
    rounded = (house.wall + house.floors) % 2 == 0
    for floor in range(house.floors):
        y = top + storey * (floor + 0.28)
        for column in range(house.columns):
            left = x + house.width * 0.04 + pitch * (column + 0.5) - wide / 2
            window(canvas, left, y, wide, tall, trim, distance, rounded and floor == house.floors - 1)
        if house.has_balcony and floor == house.floors - 1:
            middle = house.columns // 2
            left = x + house.width * 0.04 + pitch * (middle + 0.5)
            _balcony(canvas, left, y + tall, wide * 1.9, tall * 0.34)


def window(canvas, x, y, width, height, frame, distance=0.0, is_arched=False):
    """A window with its frame; after dark some of them are lit."""
    palette = canvas.palette
    is_lit = canvas.rng.random() < palette.lit_windows
    pane = palette.distant(palette.glow if is_lit else palette.glass, distance * 0.7)
    edge = max(1.2, width * 0.13)
    shape = canvas.arch if is_arched else canvas.rect
    shape(x - edge, y - edge, width + edge * 2, height + edge * 2, frame)
    shape(x, y, width, height, pane)
    if width > 14:
        bar = max(1.5, width * 0.08)
        canvas.rect(x + width / 2 - bar / 2, y, bar, height, frame)
        canvas.rect(x, y + height * 0.36, width, bar, frame)
        canvas.rect(x - edge * 1.6, y + height + edge * 0.6, width + edge * 3.2, edge, frame)


def _balcony(canvas, x, base, width, height):
    ink = canvas.palette.ink
    canvas.rect(x - width / 2, base - height, width, max(2, height * 0.1), ink)
    for index in range(8):
        canvas.rect(x - width / 2 + index * (width - 2.5) / 7, base - height, 2.5, height, ink)
    canvas.rect(x - width * 0.55, base, width * 1.1, height * 0.18, ink)


def _ground_floor(canvas, house, x, base, height, wall, distance):
    palette = canvas.palette
    width = house.width
    low = palette.distant(palette.shade(palette.walls[house.wall % len(palette.walls)], 0.13), distance)
    dark = palette.distant(palette.shade(palette.glass, 0.35), distance)
    if house.ground == "arcade":
        canvas.rect(x, base - height, width + 0.8, height, palette.tint(low, 0.25))
        count = max(2, round(width / (height * 0.72)))
        pitch = width / count
        for index in range(count):
            canvas.arch(x + pitch * (index + 0.14), base - height * 0.82, pitch * 0.72, height * 0.82, dark)
            if palette.lit_windows and (index + house.wall) % 2:
                canvas.arch(
                    x + pitch * (index + 0.32),
                    base - height * 0.52,
                    pitch * 0.36,
                    height * 0.52,
                    palette.glow,
                )
        return
    canvas.rect(x, base - height, width + 0.8, height, low)
    canvas.rect(x, base - height, width + 0.8, max(2, height * 0.05), palette.tint(wall, 0.5))
    door_left = x + width * (0.12 if house.roof % 2 else 0.6)
    canvas.arch(door_left, base - height * 0.74, width * 0.26, height * 0.74, palette.tint(low, 0.4))
    door = palette.distant(
        palette.accents[(house.wall + 2) % 5] if house.wall % 2 else palette.timber, distance
    )
    canvas.arch(
        door_left + width * 0.03, base - height * 0.68, width * 0.2, height * 0.68, palette.shade(door, 0.1)
    )
    shop_left = x + width * (0.48 if house.roof % 2 else 0.1)
    pane = palette.distant(palette.glow if palette.lit_windows else palette.glass, distance)
    canvas.rounded(shop_left, base - height * 0.66, width * 0.4, height * 0.5, width * 0.02, pane)
    if house.ground == "shop":
        _awning(
            canvas, shop_left - width * 0.03, base - height * 0.74, width * 0.46, height * 0.2, house.wall
        )


def _awning(canvas, x, y, width, height, colour):
    palette = canvas.palette
    stripes = 6
    for index in range(stripes):
        tone = palette.accents[colour % 3] if index % 2 == 0 else palette.trim
        canvas.rounded(
            x + index * width / stripes,
            y,
            width / stripes + 0.6,
            height,
            width / stripes / 2,
            tone,
            corners=(False, False, True, True),
        )


@dataclass(frozen=True)
class Tower:
    """A tower of a town hall or a church; `helmet` is the shape of its top."""

    width: float
    height: float
    wall: int
    helmet: str
    has_clock: bool = True

    @classmethod
    def compose(cls, rng, width, height, has_clock=True):
        helmet = rng.choice(("onion", "spire", "crown"))
        return cls(
            width * rng.uniform(0.9, 1.1),
            height * rng.uniform(0.9, 1.08),
            rng.randrange(7),
            helmet,
            has_clock,
        )


def paint_tower(canvas, tower, x, base, distance=0.0):
    """A shaft in three stages, with a clock and a helmet; `x` is its middle."""
    palette = canvas.palette
    wall = palette.distant(palette.walls[tower.wall], distance)
    trim = palette.distant(mix(palette.walls[tower.wall], palette.trim, 0.6), distance)
    shaft = tower.height * 0.7
    half, top = tower.width / 2, base - shaft
    canvas.rect(x - half, top, tower.width, shaft, wall)
    canvas.rect(x + half * 0.55, top, half * 0.45, shaft, palette.shade(wall, 0.16))
    for share in (0.0, 0.36, 0.68):
        canvas.rect(x - half * 1.12, top + shaft * share, tower.width * 1.12, tower.width * 0.07, trim)
    slit = tower.width * 0.2
    for share in (0.46, 0.76):
        window(canvas, x - slit / 2, top + shaft * share, slit, shaft * 0.1, trim, distance, True)
    if tower.has_clock:
        canvas.disc(x, top + shaft * 0.19, tower.width * 0.29, palette.distant(palette.ink, distance))
        face = palette.distant(palette.glow if palette.lit_windows else palette.trim, distance)
        canvas.disc(x, top + shaft * 0.19, tower.width * 0.24, face)
        for across, down in ((0, -0.17), (0.11, 0.05)):
            canvas.line(
                [
                    (x, top + shaft * 0.19),
                    (x + across * tower.width, top + shaft * 0.19 + down * tower.width),
                ],
                max(1.5, tower.width * 0.03),
                palette.distant(palette.ink, distance),
            )
    else:
        window(canvas, x - slit / 2, top + shaft * 0.13, slit, shaft * 0.12, trim, distance, True)
    _helmet(canvas, tower, x, top, tower.height * 0.3, distance)


def _helmet(canvas, tower, x, base, height, distance):
    palette = canvas.palette
    copper = palette.accents[2] if tower.wall % 2 else palette.roofs[0]
    roof = palette.distant(copper, distance)
    half = tower.width / 2
    if tower.helmet == "onion":
        _onion(canvas, x, base, half, height, roof)
    elif tower.helmet == "spire":
        canvas.polygon([(x - half * 1.1, base), (x, base - height * 1.2), (x + half * 1.1, base)], roof)
        canvas.polygon(
            [(x, base - height * 1.2), (x + half * 1.1, base), (x + half * 0.3, base)],
            palette.shade(roof, 0.18),
        )
    else:
        wall = palette.distant(palette.walls[tower.wall], distance)
        for across in (-1.12, -0.6, -0.08, 0.44, 0.84):
            canvas.rect(x + across * half, base - height * 0.16, half * 0.28, height * 0.17, wall)
        canvas.polygon([(x - half * 0.75, base), (x, base - height * 0.75), (x + half * 0.75, base)], roof)
    tip = base - height * {"onion": 1.1, "spire": 1.16, "crown": 0.72}[tower.helmet]
    canvas.rect(x - 1.2, tip - height * 0.16, 2.4, height * 0.18, palette.distant(palette.ink, distance))
    canvas.disc(x, tip - height * 0.16, max(2, half * 0.07), palette.distant(palette.accents[1], distance))


def _onion(canvas, x, base, half, height, roof):
    """A baroque cupola with a lantern."""
    canvas.polygon(
        [
            (x - half * 1.1, base),
            (x - half * 0.62, base - height * 0.22),
            (x + half * 0.62, base - height * 0.22),
            (x + half * 1.1, base),
        ],
        roof,
    )
    canvas.ellipse(x, base - height * 0.36, half * 0.86, height * 0.2, roof)
    canvas.rect(
        x - half * 0.34, base - height * 0.68, half * 0.68, height * 0.2, canvas.palette.tint(roof, 0.45)
    )
    canvas.ellipse(x, base - height * 0.72, half * 0.42, height * 0.1, roof)
    canvas.polygon(
        [
            (x - half * 0.16, base - height * 0.76),
            (x, base - height * 1.15),
            (x + half * 0.16, base - height * 0.76),
        ],
        roof,
    )


def paint_block(canvas, x, base, width, height, wall, distance=0.0):
    """A block of flats with a coloured staircase stripe and loggias."""
    palette = canvas.palette
    tone = palette.distant(mix(palette.walls[wall % 7], palette.trim, 0.3), distance)
    canvas.rect(x, base - height, width, height, tone)
    stripe = palette.distant(palette.walls[(wall + 1) % 7], distance)
    canvas.rect(x + width * 0.44, base - height, width * 0.12, height, stripe)
    canvas.rect(x + width * 0.97, base - height, width * 0.03, height, palette.shade(tone, 0.15))
    cap = palette.grass[0] if palette.has_snow else palette.shade(tone, 0.25)
    canvas.rect(x - 3, base - height - 6, width + 6, 9, palette.distant(cap, distance * 0.6))
    floors, columns = max(3, round(height / 52)), max(3, round(width / 60))
    storey, pitch = height / floors, width / (columns * 2 + 1)
    trim = palette.tint(tone, 0.6)
    for floor in range(floors):
        for column in range(columns * 2 + 1):
            if column == columns:
                continue
            window(
                canvas,
                x + pitch * (column + 0.27),
                base - height + storey * (floor + 0.28),
                pitch * 0.46,
                storey * 0.44,
                trim,
                distance,
            )
