"""Twenty-nine lights on a map of Poland become eight networks."""

import math

from . import canvas as draw

CENTRE = (480, 238)
RING = 176
THEMES = (
    ("Cyfryzacja", "topics-1", 0.9),
    ("Finanse", "topics-1", 1.9),
    ("Kadry", "topics-1", 2.7),
    ("Partycypacja", "topics-2", 0.2),
    ("Przedsiębiorczość", "topics-2", 1.2),
    ("Dostępność", "topics-3", 0.2),
    ("Zieleń", "topics-3", 1.0),
    ("Liderzy", "leaders", 0.6),
)
# Where the 29 cities are: latitude, longitude.
CITIES = (
    (49.75, 18.63),
    (52.74, 23.58),
    (50.81, 23.89),
    (51.97, 17.5),
    (50.02, 22.68),
    (49.74, 21.47),
    (50.9, 15.73),
    (50.35, 18.21),
    (52.22, 18.25),
    (49.69, 21.77),
    (53.18, 22.06),
    (50.52, 22.14),
    (51.38, 20.29),
    (50.93, 21.39),
    (51.65, 17.82),
    (53.15, 16.74),
    (49.78, 22.77),
    (50.06, 18.42),
    (50.57, 22.05),
    (51.04, 21.07),
    (50.01, 20.99),
    (51.53, 20.01),
    (52.65, 19.07),
    (50.3, 18.78),
    (50.49, 19.42),
    (51.86, 19.41),
    (53.36, 17.04),
    (51.64, 15.14),
    (49.69, 19.21),
)
# The border of Poland, drawn by hand and much simplified.
BORDER = (
    (53.92, 14.25),
    (54.2, 15.5),
    (54.6, 16.9),
    (54.83, 18.3),
    (54.6, 18.55),
    (54.37, 18.75),
    (54.35, 19.6),
    (54.33, 21.5),
    (54.36, 22.8),
    (53.95, 23.5),
    (53.2, 23.85),
    (52.6, 23.95),
    (52.25, 23.25),
    (51.85, 23.6),
    (51.3, 23.7),
    (50.8, 24.1),
    (50.4, 24.0),
    (49.9, 23.2),
    (49.55, 22.7),
    (49.05, 22.85),
    (49.35, 22.0),
    (49.42, 21.1),
    (49.4, 20.3),
    (49.2, 19.9),
    (49.45, 19.2),
    (49.55, 18.75),
    (49.95, 18.3),
    (50.15, 17.5),
    (50.35, 16.95),
    (50.15, 16.6),
    (50.65, 16.2),
    (50.8, 15.4),
    (51.05, 14.95),
    (51.6, 14.7),
    (52.1, 14.65),
    (52.55, 14.6),
    (52.95, 14.15),
    (53.4, 14.35),
)


class Film:
    """Left: the figure being spoken about. Right: the map. Then the ring takes the whole picture."""

    def __init__(self, times):
        self.times = times
        self.sky = draw.sky(draw.NIGHT, draw.blend(draw.NIGHT, draw.DUSK, 0.5), draw.DUSK)
        self.homes = [_on_map(city) for city in CITIES]
        self.order = sorted(range(len(CITIES)), key=lambda index: self.homes[index][0])
        west_to_east = {index: place for place, index in enumerate(self.order)}
        self.turn_on = [west_to_east[index] * 0.085 for index in range(len(CITIES))]

    def frame(self, now):
        picture = draw.Canvas(self.sky)
        gathered = draw.eased(now, self.times.at("networks") + 0.2, 2.2)
        self._map(picture, now, 1 - gathered)
        self._links(picture, now)
        self._lights(picture, now)
        self._figures(picture, now)
        self._themes(picture, now)
        self._ending(picture, now)
        return picture.finished()

    def _map(self, picture, now, strength):
        shown = draw.eased(now, 0.2, 1.6) * strength
        border = [_on_map(point) for point in BORDER]
        picture.shape(border, draw.SKY, 0.13 * shown)
        picture.line([*border, border[0]], draw.SKY, 1.6, 0.5 * shown)

    def _lights(self, picture, now):
        for index, home in enumerate(self.homes):
            lit = draw.eased(now, self.times.at("map") + 0.3 + self.turn_on[index], 0.6)
            moved = draw.eased(now, self.times.at("networks") + 0.2 + (index % 8) * 0.08, 1.9)
            x, y = draw.blend(home, self._seat(index, now), moved)
            y -= 40 * math.sin(math.pi * moved)
            tint = draw.blend(draw.AMBER, draw.EIGHT_COLOURS[index % 8], moved)
            picture.glow(x, y, 20, tint, 0.5 * lit)
            picture.circle(x, y, 2.2 + 2.6 * lit, draw.blend(draw.SKY, tint, lit), draw.eased(now, 0.8, 1))

    def _seat(self, index, now):
        """A light's place in its network: three or four of them, slowly going round."""
        node = draw.on_circle(CENTRE, RING, _turn(index % 8))
        return draw.on_circle(node, 13, index // 8 / 4 + now * 0.04)

    def _links(self, picture, now):
        joined = self.times.at("together")
        nodes = [draw.on_circle(CENTRE, RING, _turn(number)) for number in range(8)]
        spokes = draw.eased(now, self.times.at("networks") + 2.2, 1.2)
        picture.circle(*CENTRE, RING, None, 0.35 * spokes, draw.SKY, 1.6)
        for number, node in enumerate(nodes):
            picture.circle(*node, 25, draw.NIGHT, spokes)
            picture.circle(*node, 25, draw.EIGHT_COLOURS[number], 0.16 * spokes)
            picture.circle(*node, 25, None, spokes, draw.EIGHT_COLOURS[number], 1.8 * spokes)
        pairs = [(a, b) for a in range(8) for b in range(a + 1, 8)]
        for place, (first, second) in enumerate(pairs):
            grown = draw.eased(now, joined + place * 0.07, 0.9)
            start, end = _trimmed(nodes[first], nodes[second])
            picture.line([start, draw.blend(start, end, grown)], draw.SKY, 1.2, 0.42 if grown else 0)
            if grown == 1 and place % 3 == 0:
                share = (now * 0.22 + place * 0.13) % 1
                seen = math.sin(math.pi * share)
                picture.circle(*draw.blend(start, end, share), 4.2, draw.EIGHT_COLOURS[first], seen)

    def _figures(self, picture, now):
        title = draw.eased(now, 0.3, 0.8) - draw.eased(now, self.times.at("map") - 0.2, 0.6)
        picture.text(64, 196, "Empirie", 64, draw.WHITE, title)
        picture.text(67, 254, "w niespełna minutę", 30, draw.AMBER, title, bold=False)
        cities = draw.eased(now, self.times.at("map") + 0.3, 0.6) - draw.eased(
            now, self.times.at("networks"), 0.7
        )
        last = max(0.0, now - self.times.at("map") - 0.4)
        count = min(29, sum(1 for wait in self.turn_on if wait <= last))
        picture.text(60, 190, str(count), 118, draw.WHITE, cities)
        picture.text(67, 282, "średnich miast", 30, draw.AMBER, cities, bold=False)
        gone = draw.eased(now, self.times.at("together") - 0.3, 0.6)
        eight = draw.eased(now, self.times.at("networks") + 1.8, 0.7) - gone
        picture.text(*CENTRE, "8", 104, draw.WHITE, eight, anchor="mm")
        picture.text(CENTRE[0], CENTRE[1] + 66, "sieci", 28, draw.AMBER, eight, anchor="mm", bold=False)

    def _themes(self, picture, now):
        gone = draw.eased(now, self.times.at("rule") - 0.2, 0.8)
        for number, (name, mark, wait) in enumerate(THEMES):
            shown = draw.eased(now, self.times.at(mark) + wait, 0.5)
            x, y = draw.on_circle(CENTRE, RING, _turn(number))
            side = 1 if number < 4 else -1
            anchor = "lm" if side > 0 else "rm"
            picture.text(x + side * (40 + 14 * (1 - shown)), y, name, 27, draw.WHITE, shown - gone, anchor)
            picture.circle(x, y, 25, draw.EIGHT_COLOURS[number], 0.24 * shown)

    def _ending(self, picture, now):
        shown = draw.eased(now, self.times.at("rule") + 0.3, 1.0)
        picture.circle(*CENTRE, 92, draw.NIGHT, 0.9 * shown)
        picture.text(*CENTRE, "Empirie", 40, draw.WHITE, shown, anchor="mm")


def _on_map(point):
    latitude, longitude = point
    return 650 + (longitude - 19.1) * 46, 238 - (latitude - 51.9) * 73


def _turn(number):
    return (number + 0.5) / 8


def _trimmed(first, second):
    """A link ends at the rim of a network, not in its middle."""
    share = 27 / math.dist(first, second)
    return draw.blend(first, second, share), draw.blend(second, first, share)
