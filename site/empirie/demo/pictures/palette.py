"""The colours of each light: few, chosen by hand, so that all pictures look like one series."""

from dataclasses import dataclass

Colour = tuple[int, int, int]


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """Go from the first colour towards the second; the only way we make new colours."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue


def _colours(text: str) -> tuple[Colour, ...]:
    return tuple((int(code[0:2], 16), int(code[2:4], 16), int(code[4:6], 16)) for code in text.split())


@dataclass(frozen=True)
class Palette:
    """What a painter may ask for by its role; a painter never names a colour itself."""

    sky: tuple[Colour, ...]
    sun: Colour
    cloud: Colour
    hills: tuple[Colour, ...]
    grass: tuple[Colour, ...]
    leaves: tuple[Colour, ...]
    conifer: Colour
    trunk: Colour
    walls: tuple[Colour, ...]
    trim: Colour
    roofs: tuple[Colour, ...]
    glass: Colour
    glow: Colour
    water: tuple[Colour, ...]
    paving: tuple[Colour, ...]
    timber: Colour
    ink: Colour
    accents: tuple[Colour, ...]
    lit_windows: float = 0.0
    has_snow: bool = False
    is_dark: bool = False
    is_summery: bool = False

    def shade(self, colour: Colour, share: float = 0.16) -> Colour:
        """The same surface out of the sun."""
        return mix(colour, self.ink, share)

    def tint(self, colour: Colour, share: float = 0.2) -> Colour:
        """The same surface in the sun."""
        return mix(colour, self.trim, share)

    def distant(self, colour: Colour, share: float) -> Colour:
        """The same surface far away: air takes its colour from the low sky."""
        return mix(colour, self.sky[-1], share)


def _palette(**roles) -> Palette:
    """Build a palette from hex codes; a role with one colour is that colour, not a tuple."""
    single = {"sun", "cloud", "conifer", "trunk", "trim", "glass", "glow", "timber", "ink"}
    made = {}
    for role, value in roles.items():
        if isinstance(value, str):
            colours = _colours(value)
            value = colours[0] if role in single else colours
        made[role] = value
    return Palette(**made)


PALETTES = {
    "morning": _palette(
        sky="86b8c4 c9d9cf fde3c4",
        sun="fff3d6",
        cloud="fdf0df",
        glow="ffe0a1",
        glass="5f8790",
        hills="c3cfc6 9dbab5 75a19e 4d8283",
        grass="a9c08a 7fa67b 55876c",
        ink="1f434f",
        leaves="3f7f6c 5d9a77 8bb583 2f6660",
        conifer="2f6463",
        trunk="6b5a52",
        walls="f3d5ae e99f77 d8705c f8ead4 9fbcae efc079 c7d3c1",
        trim="fff8ea",
        roofs="b9523f 96443e 6d5a62 cc6d4f",
        water="b9d6d2 6fa5ab",
        paving="ecd9bf d7bfa3 b99e88",
        timber="a9744f",
        accents="e4664d f0b04e 3d8a8a f7d7b0 27596a",
    ),
    "day": _palette(
        sky="3f9cc4 8fc9d9 e2f1ea",
        sun="ffe189",
        cloud="fbfaf2",
        glow="ffe6a6",
        glass="3f7186",
        hills="b3d6d0 86bfae 57a187 35806c",
        grass="b6cf72 83b565 4d9158",
        ink="17394b",
        leaves="2f8159 53a062 8fbf62 226a55",
        conifer="1f6153",
        trunk="70543f",
        walls="f2c76d e67a57 f9eed9 8fbcc4 d95b4b f4ddb0 a9cdb0",
        trim="fffaf0",
        roofs="c44f3b a13f37 5b5964 d8694a",
        water="7cc3cf 2f86a3",
        paving="efe2c8 dccaa9 bfa98b",
        timber="b57a48",
        accents="e5573f f5b83d 1f8a86 f9dfb0 1f5673",
        is_summery=True,
    ),
    "evening": _palette(
        sky="4a4a80 c06f87 fbb877",
        sun="ffe2a0",
        cloud="e58f83",
        glow="ffd987",
        glass="4a3a66",
        hills="d58c86 ab6a83 7d5079 553c69",
        grass="93756f 64606c 3d4463",
        ink="2a2147",
        leaves="45587a 566f80 8a7580 39456a",
        conifer="3b3660",
        trunk="3a2c4d",
        walls="e99c74 c76e78 f3c48e 8d5f88 dd7f63 f7d9a8 a9688a",
        trim="ffe6bf",
        roofs="6a3557 532c52 83415a 42264a",
        water="f0a27c 6a5587",
        paving="d9967f b67580 8a5b79",
        timber="8c4f55",
        accents="f2604a ffc25c 4f7f94 ffdfae 3a2f66",
        lit_windows=0.45,
    ),
    "night": _palette(
        sky="0d1a38 1d355f 456a92",
        sun="f6edcf",
        cloud="2b4672",
        glow="ffd47c",
        glass="14274a",
        hills="36567f 29466f 1d385f 142b4e",
        grass="24495a 1b3b50 132d44",
        ink="081228",
        leaves="1f4a5a 2a5a66 376b70 173b50",
        conifer="12314a",
        trunk="101f3a",
        walls="3d5784 4c6593 33487a 5f6f9c 2d4371 6a5d8d 40608a",
        trim="8fa3c4",
        roofs="1a2a50 22315a 14213f 2a2f5c",
        water="38608a 122a50",
        paving="4a618a 384e78 283c63",
        timber="4d4a6b",
        accents="e8705c ffc65f 3f97a0 c9d3e6 16305c",
        lit_windows=0.5,
        is_dark=True,
    ),
    "autumn": _palette(
        sky="8fb3b4 cfd6bf f9e4bd",
        sun="fbd68c",
        cloud="fbf0da",
        glow="ffdf9a",
        glass="57696a",
        hills="cfc7a3 b0a377 8d8256 665f42",
        grass="cdb767 aa9a4f 7f7a40",
        ink="3a2a2a",
        leaves="c9552b e2892d efb847 a33f2c",
        conifer="4c5b43",
        trunk="5b4336",
        walls="f0cd92 d9794f f7e7c9 a9b39a c75a43 ebb765 d6c7a8",
        trim="fff6e2",
        roofs="a8472f 85392f 5f4a46 bd5f38",
        water="b9c9b8 6f938f",
        paving="ead7b4 d2b98f b09470",
        timber="9c6540",
        accents="d9542f f0ad38 4d7f78 f7dcae 5b2f33",
    ),
    "winter": _palette(
        sky="8fb2cb c5d7e2 f8e6df",
        sun="fff4e0",
        cloud="f8f8f7",
        glow="ffdd9c",
        glass="57748c",
        hills="d3e0e8 b3c9d7 8fadc1 6b8da6",
        grass="fbfcfc e6eef3 cbdae4",
        ink="24405a",
        leaves="7f98a8 93a9b6 a9bbc5 6d8899",
        conifer="3f6b76",
        trunk="54606e",
        walls="e0866b f0c58c a9c0cf f5e9dc c46a62 d9b3a8 8aa9bd",
        trim="ffffff",
        roofs="8c5560 6d5a6e 54637a a2665f",
        water="b3cddb 7aa0ba",
        paving="f3f6f8 dbe5ec bfcfda",
        timber="8d6c5c",
        accents="dd5a4c f0b95c 3f8795 fbe3cc 2c5370",
        has_snow=True,
    ),
}
LIGHTS = frozenset(PALETTES)


def after_dark(palette: Palette) -> Palette:
    """A night that remembers the hour or season it came from, for streets lit by lamps."""
    night = PALETTES["night"]
    if palette is night:
        return night
    blended = {
        role: _blend(getattr(night, role), getattr(palette, role))
        for role in ("sky", "hills", "grass", "leaves", "walls", "roofs", "paving", "conifer")
    }
    rest = {role: getattr(night, role) for role in night.__dataclass_fields__ if role not in blended}
    return Palette(**(rest | blended | {"has_snow": palette.has_snow}))


def _blend(night, other):
    if isinstance(night[0], int):
        return mix(night, other, 0.3)
    return tuple(mix(a, b, 0.3) for a, b in zip(night, other, strict=True))
