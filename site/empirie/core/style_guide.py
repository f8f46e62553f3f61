"""The style guide at /admin/style-guide/: every token, component and body block, drawn as readers see it.

Colours and their contrast are read from the style sheet itself, so the guide cannot fall behind it.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from .blocks import BodyBlock
from .registry import content

STYLE_SHEET = "css/site.css"
CARD_KINDS = ("articles", "galleries", "recordings", "products", "networks", "cities")
TEXT, UI = 4.5, 3.0

# Which colour stands on which, and how much contrast WCAG 2.2 asks of the pair.
PAIRS = (
    ("ink", "paper", TEXT, _("text")),
    ("ink", "surface", TEXT, _("text on cards and fields")),
    ("ink", "tint", TEXT, _("text on tinted bands")),
    ("ink", "sun", TEXT, _("figures of the programme")),
    ("ink-soft", "paper", TEXT, _("leads, dates, captions")),
    ("ink-soft", "surface", TEXT, _("dates on cards")),
    ("ink-soft", "tint", TEXT, _("sources in fact boxes")),
    ("brand", "paper", TEXT, _("links")),
    ("brand", "surface", TEXT, _("links on cards")),
    ("brand", "tint", TEXT, _("links on tinted bands")),
    ("brand-strong", "paper", TEXT, _("links under the pointer")),
    ("on-brand", "brand", TEXT, _("words on buttons")),
    ("on-brand", "brand-strong", TEXT, _("words on buttons under the pointer")),
    ("accent", "paper", TEXT, _("kinds, messages about errors")),
    ("accent", "surface", TEXT, _("kinds on cards")),
    ("accent", "tint", TEXT, _("kinds on tinted bands")),
    ("edge", "surface", UI, _("edges of fields")),
    ("edge", "tint", UI, _("edges of fields in filters")),
    ("focus", "paper", UI, _("focus")),
    ("focus", "tint", UI, _("focus on tinted bands")),
    ("focus", "sun", UI, _("focus on the figures of the programme")),
)
# Bands of the colour of night are dark for every reader: what stands on them is always of the dark scheme.
PAIRS_AT_NIGHT = (
    ("ink", "night", TEXT, _("text on dark bands")),
    ("ink-soft", "night", TEXT, _("dates on dark bands")),
    ("brand", "night", TEXT, _("links on dark bands")),
    ("accent", "night", TEXT, _("kinds on dark bands")),
    ("focus", "night", UI, _("focus on dark bands")),
)
_TOKEN = re.compile(r"--([a-z0-9-]+):\s*([^;]+);")
_SCHEMES = re.compile(r"light-dark\((#[0-9a-f]{3,6}),\s*(#[0-9a-f]{3,6})\)")


@dataclass(frozen=True)
class Colour:
    name: str
    light: str
    dark: str


@dataclass(frozen=True)
class Contrast:
    """How one colour reads on another, in both schemes."""

    front: str
    ground: str
    use: str
    needed: float
    light: float
    dark: float

    @property
    def is_enough(self):
        return min(self.light, self.dark) >= self.needed


@cache
def tokens():
    """{name: value} of the custom properties that the style sheet sets on the root."""
    text = Path(finders.find(STYLE_SHEET)).read_text(encoding="utf-8")
    root = text.partition(":root {")[2].partition("}")[0]
    return dict(_TOKEN.findall(root))


def colours():
    """The tokens that are colours, by name."""
    found = {}
    for name, value in tokens().items():
        schemes = _SCHEMES.fullmatch(value)
        if schemes:
            found[name] = Colour(name, *schemes.groups())
        elif value.startswith("#"):
            found[name] = Colour(name, value, value)
    return found


def lengths(*beginnings):
    """The tokens whose names begin so, in the order of the style sheet."""
    return {name: value for name, value in tokens().items() if name.startswith(beginnings)}


def contrasts():
    """Every pair of colours that stand on one another, measured."""
    known = colours()
    measured = []
    for front_name, ground_name, needed, use in PAIRS:
        front, ground = known[front_name], known[ground_name]
        light, dark = contrast_of(front.light, ground.light), contrast_of(front.dark, ground.dark)
        measured.append(Contrast(front_name, ground_name, use, needed, light, dark))
    for front_name, ground_name, needed, use in PAIRS_AT_NIGHT:
        ratio = contrast_of(known[front_name].dark, known[ground_name].dark)
        measured.append(Contrast(front_name, ground_name, use, needed, ratio, ratio))
    return measured


def contrast_of(first, second):
    """The contrast ratio of two colours, as WCAG 2.2 defines it: 21 for black on white."""
    brighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return round((brighter + 0.05) / (darker + 0.05), 2)


def _luminance(code):
    digits = code[1:] if len(code) == 7 else "".join(digit * 2 for digit in code[1:])
    red, green, blue = (_linear(int(digits[place : place + 2], 16) / 255) for place in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value):
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def rendered_blocks(request):
    """[(name, label, description, markup)] of every block of a body, from its preview value."""
    rendered = []
    for name, block in BodyBlock().child_blocks.items():
        value = block.normalize(block.get_preview_value())
        markup = block.render(value, context={"request": request})
        rendered.append((name, block.label, block.meta.description, markup))
    return rendered


def sample_cards():
    """[(kind, readable pages)]: a few real pages of every kind that has cards."""
    locale = Locale.get_active()
    return [(kind, list(content(kind).in_language(locale)[:3])) for kind in CARD_KINDS]


def style_guide(request: HttpRequest) -> HttpResponse:
    """The page. Only those who may enter the admin reach it: the hook's addresses see to that."""
    context = {
        "colours": colours().values(),
        "contrasts": contrasts(),
        "type_scale": lengths("step-"),
        "spaces": lengths("gap", "section", "edge-space", "measure", "width", "radius"),
        "blocks": rendered_blocks(request),
        "cards": sample_cards(),
        "schemes": ("light", "dark"),
    }
    return render(request, "style_guide/style_guide.html", context)
