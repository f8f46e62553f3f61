"""What the films are drawn with: one palette, one hand, smooth edges, unhurried movement.

Everything is drawn twice as large and then halved, which is what makes Pillow's edges smooth.
The lowest sixth of a picture holds nothing to read: captions are shown there.
"""

import math
from functools import cache

from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 960, 540
SCALE = 2

NIGHT = (13, 34, 64)
DUSK = (24, 62, 98)
PAPER = (248, 242, 230)
INK = (16, 38, 66)
AMBER = (244, 180, 60)
CORAL = (226, 92, 66)
LEAF = (74, 150, 98)
PINE = (28, 92, 76)
SKY = (148, 202, 222)
TEAL = (38, 132, 146)
PLUM = (142, 92, 150)
ROSE = (226, 138, 148)
WHITE = (255, 255, 255)
EIGHT_COLOURS = (SKY, AMBER, ROSE, CORAL, (232, 206, 120), (178, 146, 206), (116, 190, 130), WHITE)


@cache
def font(size, bold=True):
    """DejaVu has every Polish letter and is on every Debian."""
    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    return ImageFont.truetype(name, round(size * SCALE))


font(20)  # fail when the module is read, not in the middle of a film


def eased(now, start, length=1.0):
    """0 before `start`, 1 after `start + length`, and a gentle slope between."""
    share = max(0.0, min(1.0, (now - start) / length))
    return share * share * (3 - 2 * share)


def settled(now, start, length=0.8):
    """Like `eased`, but it goes a little too far and comes back, as a placed block does."""
    share = max(0.0, min(1.0, (now - start) / length)) - 1
    return 1 + 2.4 * share**3 + 1.4 * share**2


def blend(first, second, share):
    """A colour, or a point, on the way from one to the other."""
    return tuple(a + (b - a) * share for a, b in zip(first, second, strict=True))


def colour(values):
    return tuple(round(value) for value in values)


class Canvas:
    """One picture in the making, in units of the finished film."""

    def __init__(self, background):
        self.image = background.copy()
        self.pen = ImageDraw.Draw(self.image, "RGBA")

    def finished(self):
        return self.image.reduce(SCALE)

    def circle(self, x, y, radius, fill, opacity=1.0, outline=None, width=0):
        box = _scaled((x - radius, y - radius, x + radius, y + radius))
        self.pen.ellipse(box, _inked(fill, opacity), _inked(outline, opacity), round(width * SCALE))

    def box(self, x, y, width, height, fill, opacity=1.0, radius=0):
        if width <= 0 or height <= 0 or opacity <= 0:
            return
        corners = _scaled((x, y, x + width, y + height))
        self.pen.rounded_rectangle(corners, radius * SCALE, _inked(fill, opacity))

    def shape(self, points, fill, opacity=1.0):
        self.pen.polygon([_scaled(point) for point in points], _inked(fill, opacity))

    def line(self, points, fill, width=2.0, opacity=1.0):
        if opacity > 0:
            flat = [number for point in points for number in _scaled(point)]
            self.pen.line(flat, _inked(fill, opacity), max(1, round(width * SCALE)), joint="curve")

    def text(self, x, y, words, size, fill, opacity=1.0, anchor="lm", bold=True):
        if opacity > 0.02:
            self.pen.text(_scaled((x, y)), words, _inked(fill, opacity), font(size, bold), anchor=anchor)

    def glow(self, x, y, radius, tint, opacity):
        """Soft light around a point."""
        size = round(radius * 2 * SCALE)
        if opacity <= 0 or size < 4:
            return
        light = _halo().resize((size, size)).point(lambda value: round(value * opacity))
        corner = tuple(round(value) for value in _scaled((x - radius, y - radius)))
        self.image.paste(colour(tint), (*corner, corner[0] + size, corner[1] + size), light)


def plain(fill):
    return Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), colour(fill))


def sky(top, middle, bottom):
    """A gradient from top to bottom."""
    strip = Image.new("RGB", (1, 64))
    for row in range(64):
        share = row / 63
        tone = blend(top, middle, share * 2) if share < 0.5 else blend(middle, bottom, share * 2 - 1)
        strip.putpixel((0, row), colour(tone))
    return strip.resize((WIDTH * SCALE, HEIGHT * SCALE), Image.Resampling.BILINEAR)


def on_circle(centre, radius, turn):
    """The point `turn` (0 to 1, from the top, clockwise) around a circle."""
    angle = math.tau * turn - math.pi / 2
    return centre[0] + radius * math.cos(angle), centre[1] + radius * math.sin(angle)


def tick(canvas, x, y, size, fill, share=1.0):
    """A tick that draws itself."""
    points = [(x - size, y), (x - size * 0.25, y + size * 0.7), (x + size, y - size * 0.75)]
    if share < 0.35:
        points = [points[0], blend(points[0], points[1], share / 0.35)]
    else:
        points = [*points[:2], blend(points[1], points[2], (share - 0.35) / 0.65)]
    canvas.line(points, fill, size * 0.34, 1.0 if share > 0.02 else 0.0)


def _scaled(numbers):
    return tuple(number * SCALE for number in numbers)


def _inked(fill, opacity):
    if fill is None:
        return None
    return (*colour(fill), round(255 * max(0.0, min(1.0, opacity))))


@cache
def _halo():
    """White in the middle, nothing at the rim (Pillow's gradient has 180 left there)."""
    return Image.radial_gradient("L").point(lambda value: round(max(0, 180 - value) ** 2 / 180 * 255 / 180))
