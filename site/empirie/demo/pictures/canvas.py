"""A sheet to draw on in units of our own: 1500 wide, 1000 high, whatever the picture's size.

Everything is drawn large and made smaller at the end, which is how flat shapes get soft edges.
"""

import math

from PIL import Image, ImageDraw

from .palette import mix

WIDTH, HEIGHT = 1500, 1000
OVERSAMPLING = 2


class Canvas:
    """The sheet, the palette and the dice: all that a painter needs to be handed."""

    def __init__(self, size, palette, rng):
        self.size = size
        self.palette = palette
        self.rng = rng
        self.scale = max(size[0] / WIDTH, size[1] / HEIGHT) * OVERSAMPLING
        pixels = (math.ceil(WIDTH * self.scale), math.ceil(HEIGHT * self.scale))
        self.image = Image.new("RGB", pixels, palette.sky[-1])
        self.pen = ImageDraw.Draw(self.image)

    def _pixels(self, points):
        scale = self.scale
        return [(x * scale, y * scale) for x, y in points]

    def _box(self, x, y, width, height):
        scale = self.scale
        left, top = round(x * scale), round(y * scale)
        right, bottom = round((x + width) * scale) - 1, round((y + height) * scale) - 1
        return left, top, max(left, right), max(top, bottom)

    def polygon(self, points, fill):
        self.pen.polygon(self._pixels(points), fill=fill)

    def rect(self, x, y, width, height, fill):
        self.pen.rectangle(self._box(x, y, width, height), fill=fill)

    def rounded(self, x, y, width, height, radius, fill, corners=None):
        radius = min(radius, width / 2, height / 2)
        self.pen.rounded_rectangle(
            self._box(x, y, width, height), radius * self.scale, fill=fill, corners=corners
        )

    def ellipse(self, x, y, across, upright, fill):
        """An ellipse by its middle and its two radii."""
        self.pen.ellipse(self._box(x - across, y - upright, across * 2, upright * 2), fill=fill)

    def disc(self, x, y, radius, fill):
        self.ellipse(x, y, radius, radius, fill)

    def pie(self, x, y, radius, start, end, fill):
        self.pen.pieslice(self._box(x - radius, y - radius, radius * 2, radius * 2), start, end, fill=fill)

    def ring(self, x, y, radius, width, fill, start=0, end=360):
        """Part of a circle's line; angles run clockwise from three o'clock."""
        box = self._box(x - radius, y - radius, radius * 2, radius * 2)
        self.pen.arc(box, start, end, fill=fill, width=max(1, round(width * self.scale)))

    def line(self, points, width, fill):
        """A line with round ends and bends."""
        points = self._pixels(points)
        thickness = width * self.scale
        self.pen.line(points, fill=fill, width=max(1, round(thickness)), joint="curve")
        if thickness > 4:
            for x, y in (points[0], points[-1]):
                half = thickness / 2 - 0.5
                self.pen.ellipse((x - half, y - half, x + half, y + half), fill=fill)

    def arch(self, x, y, width, height, fill):
        """An opening with a round top, `y` being the top of the round."""
        radius = min(width / 2, height)
        self.ellipse(x + width / 2, y + radius, width / 2, radius, fill)
        self.rect(x, y + radius, width, height - radius, fill)

    def blob(self, points, fill):
        """A rounded shape through the given corners."""
        count = len(points)
        smooth = []
        for index in range(count):
            around = [points[(index + step) % count] for step in (-1, 0, 1, 2)]
            smooth += [_between(around, part / 8) for part in range(8)]
        self.polygon(smooth, fill)

    def keep_inside(self, outline, around):
        """Take back, from an earlier copy of the sheet, everything outside an outline."""
        mask = Image.new("L", self.image.size, 255)
        ImageDraw.Draw(mask).polygon(self._pixels(outline), fill=0)
        self.image.paste(around, (0, 0), mask)

    def gradient(self, top, bottom, stops):
        """Colours flowing down between two heights, over the full width."""
        rows = round((bottom - top) * self.scale)
        column = Image.new("RGB", (1, rows))
        column.putdata([_along(stops, row / max(1, rows - 1)) for row in range(rows)])
        self.image.paste(column.resize((self.image.width, rows)), (0, round(top * self.scale)))

    def veil(self, top, bottom, colour, at_top, at_bottom):
        """Mist: one colour over what is there, its strength changing with height."""
        rows = round((bottom - top) * self.scale)
        column = Image.new("L", (1, rows))
        reach = max(1, rows - 1)
        column.putdata([round(255 * (at_top + (at_bottom - at_top) * r / reach)) for r in range(rows)])
        mask = column.resize((self.image.width, rows))
        place = (0, round(top * self.scale), self.image.width, round(top * self.scale) + rows)
        self.image.paste(colour, place, mask)

    def glow(self, x, y, radius, colour, strength):
        """Light around a lamp or the sun, fading to nothing."""
        side = round(radius * 2 * self.scale)
        at_edge = 180  # Pillow's gradient reaches 255 in the corners only
        curve = [round(strength * 255 * max(0, 1 - value / at_edge) ** 1.6) for value in range(256)]
        fade = Image.radial_gradient("L").point(curve)
        corner = (round((x - radius) * self.scale), round((y - radius) * self.scale))
        self.image.paste(colour, (*corner, corner[0] + side, corner[1] + side), fade.resize((side, side)))

    def mirror(self, waterline, bottom, colours, strength):
        """Lay water below a line: what stands above it, upside down, squeezed and tinted."""
        height = bottom - waterline
        rows, top = round(height * self.scale), round(waterline * self.scale)
        above = self.image.crop((0, max(0, top - round(rows * 1.25)), self.image.width, top))
        upside_down = above.transpose(Image.Transpose.FLIP_TOP_BOTTOM).resize(
            (self.image.width, rows), Image.Resampling.BILINEAR
        )
        self.gradient(waterline, bottom, colours)
        water = self.image.crop((0, top, self.image.width, top + rows))
        self.image.paste(Image.blend(water, upside_down, strength), (0, top))

    def finished(self):
        """The picture in its real size, cut from the middle of the sheet."""
        width, height = (side * OVERSAMPLING for side in self.size)
        left, top = (self.image.width - width) // 2, (self.image.height - height) // 2
        box = (left, top, left + width, top + height)
        return self.image.resize(self.size, Image.Resampling.LANCZOS, box=box)


def _along(stops, share):
    place = share * (len(stops) - 1)
    index = min(int(place), len(stops) - 2)
    return mix(stops[index], stops[index + 1], place - index)


def _between(around, part):
    """A point on the Catmull-Rom curve between the two middle ones of four points."""
    square, cube = part * part, part * part * part
    weights = (
        (-cube + 2 * square - part) / 2,
        (3 * cube - 5 * square + 2) / 2,
        (-3 * cube + 4 * square + part) / 2,
        (cube - square) / 2,
    )
    return tuple(sum(w * point[axis] for w, point in zip(weights, around, strict=True)) for axis in (0, 1))
