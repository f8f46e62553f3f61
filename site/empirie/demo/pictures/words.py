"""Words for what was drawn, in Polish and English, with the right endings after numbers."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Description:
    """The alternative text of one drawing."""

    pl: str
    en: str


@dataclass(frozen=True)
class Phrase:
    """One thing said in both languages."""

    pl: str
    en: str


@dataclass(frozen=True)
class Noun:
    """Polish forms after 1, 2-4 and 5; English singular and plural; the Polish gender (m, f, n)."""

    gender: str
    pl: tuple[str, str, str]
    en: tuple[str, str]


def _noun(gender, pl, en):
    one, few, many = pl.split(", ")
    singular, plural = en.split(", ")
    return Noun(gender, (one, few, many), (singular, plural))


NOUNS = {
    "house": _noun("f", "kamienica, kamienice, kamienic", "townhouse, townhouses"),
    "arcaded_house": _noun(
        "f",
        "kamienica z podcieniem, kamienice z podcieniami, kamienic z podcieniami",
        "arcaded townhouse, arcaded townhouses",
    ),
    "tower": _noun("f", "wieża, wieże, wież", "tower, towers"),
    "block": _noun("m", "blok, bloki, bloków", "block of flats, blocks of flats"),
    "tree": _noun("n", "drzewo, drzewa, drzew", "tree, trees"),
    "tree_pair": _noun("f", "para drzew, pary drzew, par drzew", "pair of trees, pairs of trees"),
    "birch": _noun("f", "brzoza, brzozy, brzóz", "birch, birches"),
    "bench": _noun("f", "ławka, ławki, ławek", "bench, benches"),
    "lamp": _noun("f", "latarnia, latarnie, latarni", "street lamp, street lamps"),
    "lamp_pair": _noun("f", "para latarni, pary latarni, par latarni", "pair of lamps, pairs of lamps"),
    "boat": _noun("f", "żaglówka, żaglówki, żaglówek", "sailing boat, sailing boats"),
    "umbrella": _noun("m", "parasol, parasole, parasoli", "café umbrella, café umbrellas"),
    "walker": _noun(
        "f", "sylwetka przechodnia, sylwetki przechodniów, sylwetek przechodniów", "passer-by, passers-by"
    ),
    "bay": _noun("n", "przęsło, przęsła, przęseł", "bay, bays"),
    "roof": _noun(
        "m",
        "dach z panelami słonecznymi, dachy z panelami słonecznymi, dachów z panelami słonecznymi",
        "roof with solar panels, roofs with solar panels",
    ),
    "chimney": _noun("m", "komin, kominy, kominów", "chimney, chimneys"),
    "bookcase": _noun("m", "regał, regały, regałów", "bookcase, bookcases"),
    "pendant": _noun("f", "lampa, lampy, lamp", "hanging lamp, hanging lamps"),
    "laptop": _noun("m", "laptop, laptopy, laptopów", "laptop, laptops"),
    "cup": _noun("f", "filiżanka, filiżanki, filiżanek", "cup, cups"),
    "note": _noun(
        "f", "kolorowa karteczka, kolorowe karteczki, kolorowych karteczek", "sticky note, sticky notes"
    ),
    "window_row": _noun("m", "rząd okien, rzędy okien, rzędów okien", "row of windows, rows of windows"),
    "bicycle": _noun("m", "rower, rowery, rowerów", "bicycle, bicycles"),
    "swing": _noun("f", "huśtawka, huśtawki, huśtawek", "swing, swings"),
    "hut": _noun("f", "altana, altany, altan", "garden hut, garden huts"),
    "bed": _noun("f", "grządka, grządki, grządek", "vegetable bed, vegetable beds"),
    "arch": _noun("m", "łuk, łuki, łuków", "arch, arches"),
    "ridge": _noun("n", "pasmo wzgórz, pasma wzgórz, pasm wzgórz", "ridge of hills, ridges of hills"),
    "cottage": _noun("m", "dom, domy, domów", "house, houses"),
    "park": _noun("m", "park, parki, parków", "park, parks"),
    "bridge": _noun("m", "most, mosty, mostów", "bridge, bridges"),
    "pin": _noun("f", "pinezka, pinezki, pinezek", "map pin, map pins"),
    "node": _noun("m", "barwny punkt, barwne punkty, barwnych punktów", "coloured dot, coloured dots"),
    "hub": _noun("m", "duży węzeł, duże węzły, dużych węzłów", "large hub, large hubs"),
    "circle": _noun("n", "koło, koła, kół", "circle, circles"),
    "wave": _noun("f", "fala, fale, fal", "wave, waves"),
    "leaf": _noun("m", "liść, liście, liści", "leaf, leaves"),
}
_POLISH = (
    "zero",
    "jeden",
    "dwa",
    "trzy",
    "cztery",
    "pięć",
    "sześć",
    "siedem",
    "osiem",
    "dziewięć",
    "dziesięć",
    "jedenaście",
    "dwanaście",
    "trzynaście",
    "czternaście",
    "piętnaście",
    "szesnaście",
    "siedemnaście",
    "osiemnaście",
    "dziewiętnaście",
    "dwadzieścia",
)
_ENGLISH = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
)
LONGEST = 160
WHEN = {
    "morning": Phrase("o poranku", "in the morning"),
    "day": Phrase("w słoneczny dzień", "on a sunny day"),
    "evening": Phrase("o zachodzie słońca", "at sunset"),
    "night": Phrase("nocą", "at night"),
    "autumn": Phrase("jesienią", "in autumn"),
    "winter": Phrase("zimą", "in winter"),
}
AFTER_DARK = {
    "morning": Phrase("przed świtem", "before dawn"),
    "day": Phrase("letnią nocą", "on a summer night"),
    "evening": Phrase("po zachodzie słońca", "after sunset"),
    "night": Phrase("późną nocą", "late at night"),
    "autumn": Phrase("w jesienny wieczór", "on an autumn evening"),
    "winter": Phrase("w zimowy wieczór", "on a winter evening"),
}
IN_COLOURS = {
    "morning": Phrase("w barwach poranka", "in morning colours"),
    "day": Phrase("w barwach lata", "in summer colours"),
    "evening": Phrase("w barwach zachodu słońca", "in sunset colours"),
    "night": Phrase("w barwach nocy", "in night colours"),
    "autumn": Phrase("w barwach jesieni", "in autumn colours"),
    "winter": Phrase("w barwach zimy", "in winter colours"),
}


def counted(number, name):
    """ "Two benches": a number and a noun that agree; nothing at all for none."""
    if not number:
        return None
    noun = NOUNS[name]
    if number == 1:
        article = "an" if noun.en[0][0] in "aeiou" else "a"
        return Phrase(noun.pl[0], f"{article} {noun.en[0]}")
    polish = "dwie" if number == 2 and noun.gender == "f" else _POLISH[number]
    form = noun.pl[1] if number in (2, 3, 4) else noun.pl[2]
    return Phrase(f"{polish} {form}", f"{_ENGLISH[number]} {noun.en[1]}")


def sentence(title, moment, things):
    """The whole alternative text; what matters least stands last, and goes if it grows too long."""
    things = [thing for thing in things if thing]
    words = _written(title, moment, things)
    while max(len(words.pl), len(words.en)) > LONGEST:
        things.pop()
        words = _written(title, moment, things)
    return words


def _written(title, moment, things):
    polish = _listed([thing.pl for thing in things], " i ")
    english = _listed([thing.en for thing in things], " and ")
    return Description(
        pl=f"Rysunek: {title.pl} {moment.pl} – {polish}.",
        en=f"Drawing: {title.en} {moment.en}, with {english}.",
    )


def _listed(words, last_joint):
    if len(words) < 2:
        return "".join(words)
    return ", ".join(words[:-1]) + last_joint + words[-1]
