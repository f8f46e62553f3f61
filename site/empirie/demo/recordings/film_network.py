"""Six cities bring one question to a round table and take one answer home."""

import math

from . import canvas as draw

CENTRE = (640, 232)
TINTS = (draw.TEAL, draw.CORAL, draw.PLUM, draw.PINE, draw.DUSK, (186, 120, 40))
HOMES = ((400, 110), (640, 76), (880, 110), (880, 360), (640, 392), (400, 360))
STEPS = (
    ("question", "1", "Pytanie"),
    ("meeting", "2", "Spotkanie"),
    ("solution", "3", "Rozwiązanie"),
    ("return", "4", "Powrót"),
)


class Film:
    """Left: the number and name of the step. Right: what happens in it."""

    def __init__(self, times):
        self.times = times
        self.paper = draw.sky((253, 249, 240), (249, 242, 228), (238, 228, 208))

    def frame(self, now):
        picture = draw.Canvas(self.paper)
        self._ground(picture, now)
        self._table(picture, now)
        self._voices(picture, now)
        self._sheet(picture, now)
        for number in range(6):
            self._city(picture, now, number)
        self._copies(picture, now)
        self._questions(picture, now)
        self._wheel(picture, now)
        self._words(picture, now)
        return picture.finished()

    def _ground(self, picture, now):
        picture.circle(*CENTRE, 300, draw.SKY, 0.16)
        picture.circle(*CENTRE, 225, draw.SKY, 0.14)
        linked = 0.5 + 0.5 * draw.eased(now, self.times.at("again"), 1)
        for number in range(6):
            first, second = self._place(now, number), self._place(now, (number + 1) % 6)
            picture.line([first, second], draw.TEAL, 2, 0.4 * linked * draw.eased(now, 1, 1))

    def _place(self, now, number):
        """Where a city is: at home, or on its chair at the table."""
        wait = number * 0.12
        there = draw.eased(now, self.times.at("meeting") + 0.4 + wait, 1.5)
        back = draw.eased(now, self.times.at("return") + 1.2 + wait, 1.5)
        chair = draw.on_circle(CENTRE, 132, (number - 1) / 6)
        return draw.blend(HOMES[number], chair, there - back)

    def _city(self, picture, now, number):
        x, y = self._place(now, number)
        size = max(0.0, draw.settled(now, 0.5 + number * 0.3, 0.7)) if now > 0.5 + number * 0.3 else 0
        if not size:
            return
        lit = draw.eased(now, self.times.at("again") + 0.4 + number * 0.28, 0.8)
        picture.glow(x, y, 92, (255, 196, 84), 0.75 * lit)
        picture.circle(x, y, 44 * size, TINTS[number])
        picture.circle(x, y, 44 * size, None, 1, draw.WHITE, 3)
        _skyline(picture, x, y + 22 * size, size, number, lit)

    def _questions(self, picture, now):
        asked, answered = self.times.at("question") + 0.4, self.times.at("solution") + 0.6
        for number in range(6):
            raised = asked + number * 0.3
            shown = draw.settled(now, raised, 0.6) if now > raised else 0
            gone = draw.eased(now, answered + number * 0.15, 0.4)
            _bubble(picture, *self._place(now, number), shown * (1 - gone))
        begin = self.times.at("next-question") + 0.5
        if now > begin:
            _bubble(picture, *self._place(now, 1), draw.settled(now, begin, 0.6))

    def _table(self, picture, now):
        shown = draw.eased(now, self.times.at("meeting"), 0.9) - draw.eased(
            now, self.times.at("return") + 2.6, 0.9
        )
        if shown > 0:
            picture.circle(CENTRE[0], CENTRE[1] + 5, 84 * shown, draw.INK, 0.14)
            picture.circle(*CENTRE, 84 * shown, (222, 184, 132))
            picture.circle(*CENTRE, 72 * shown, (234, 202, 154))

    def _voices(self, picture, now):
        """What each city says travels to the middle of the table."""
        begin, end = self.times.at("solution") + 0.2, self.times.at("return")
        strength = draw.eased(now, begin, 0.6) - draw.eased(now, end - 0.6, 0.6)
        if strength <= 0:
            return
        for number in range(6):
            for shift in (0, 0.33, 0.66):
                share = (now * 0.42 + shift + number * 0.11) % 1
                x, y = draw.blend(self._place(now, number), CENTRE, 0.3 + 0.7 * share)
                picture.circle(
                    x, y, 6.5 * (1 - 0.4 * share), TINTS[number], strength * math.sin(math.pi * share)
                )

    def _sheet(self, picture, now):
        begin = self.times.at("solution") + 1.2
        shown = draw.eased(now, begin, 0.7) - draw.eased(now, self.times.at("return") + 1.0, 0.6)
        written = draw.eased(now, begin + 0.5, 2.2)
        _paper(picture, *CENTRE, shown, written)

    def _copies(self, picture, now):
        begin = self.times.at("return") + 0.2
        for number in range(6):
            moved = draw.eased(now, begin + number * 0.12, 1.2)
            x, y = self._place(now, number)
            target = (x + 36, y + 30)
            if now > begin:
                _paper(picture, *draw.blend(CENTRE, target, moved), 1 - 0.54 * moved, 1)

    def _wheel(self, picture, now):
        """An arrow that goes round all six: the work starts again."""
        begin = self.times.at("next-question") + 1.4
        drawn = draw.eased(now, begin, 2.2)
        if not drawn:
            return
        turn = (now - begin) * 0.05
        arc = [draw.on_circle(CENTRE, 88, turn + 0.82 * drawn * step / 40) for step in range(41)]
        picture.line(arc, draw.AMBER, 11)
        picture.circle(*arc[0], 5.5, draw.AMBER)
        end, ahead = turn + 0.82 * drawn, turn + 0.82 * drawn + 0.055
        tip = [
            draw.on_circle(CENTRE, 70, end),
            draw.on_circle(CENTRE, 106, end),
            draw.on_circle(CENTRE, 88, ahead),
        ]
        picture.shape(tip, draw.AMBER)

    def _words(self, picture, now):
        title = draw.eased(now, 0.4, 0.8) - draw.eased(now, self.times.at("question") - 0.3, 0.6)
        for line, words in enumerate(("Jak", "pracuje", "sieć")):
            picture.text(60, 152 + line * 66, words, 56, draw.INK, title)
        ends = [self.times.at(mark) for mark, _, _ in STEPS[1:]] + [self.times.at("again")]
        for (mark, number, word), end in zip(STEPS, ends, strict=True):
            shown = draw.eased(now, self.times.at(mark), 0.5) - draw.eased(now, end - 0.3, 0.4)
            picture.circle(112, 176, 54, draw.CORAL, shown)
            picture.text(112, 176, number, 64, draw.WHITE, shown, anchor="mm")
            picture.text(58, 276, word, 38, draw.INK, shown)
        works = draw.eased(now, self.times.at("again") + 1.2, 0.7)
        picture.circle(112, 176, 54, draw.PINE, works)
        draw.tick(picture, 112, 176, 24, draw.WHITE, draw.eased(now, self.times.at("again") + 1.6, 0.7))
        picture.text(58, 276, "Działa", 38, draw.INK, works)


def _skyline(picture, x, base, size, number, lit):
    """Three houses that differ from city to city; their windows light up with `lit`."""
    heights = ((22, 36, 18), (30, 20, 34), (18, 28, 38), (34, 24, 22), (24, 40, 26), (36, 18, 28))[number]
    for place, height in enumerate(heights):
        left, width, tall = x + (place - 1.5) * 17 * size, 15 * size, height * size
        picture.box(left, base - tall, width, tall, draw.WHITE)
        if (place + number) % 2:
            ridge = (left + width / 2, base - tall - 9 * size)
            picture.shape([(left - 1, base - tall), ridge, (left + width + 1, base - tall)], draw.WHITE)
        for window in range(height // 13):
            glass = draw.blend(TINTS[number], (250, 176, 40), lit)
            picture.box(left + 4.5 * size, base - tall + (5 + window * 12) * size, 6 * size, 7 * size, glass)


def _bubble(picture, x, y, shown):
    if shown <= 0.05:
        return
    middle = (x + 44, y - 40)
    picture.shape([(x + 22, y - 20), (x + 32, y - 40), (x + 46, y - 24)], draw.INK, min(1, shown))
    picture.circle(*middle, 24 * shown, draw.INK)
    picture.text(*middle, "?", 30, draw.AMBER, shown * 3 - 2, anchor="mm")


def _paper(picture, x, y, size, written):
    if size <= 0.05:
        return
    width, height = 64 * size, 84 * size
    left, top = x - width / 2, y - height / 2
    picture.box(left + 3, top + 4, width, height, draw.INK, 0.2, radius=4)
    picture.box(left, top, width, height, draw.WHITE, radius=4)
    picture.box(
        left + 8 * size, top + 10 * size, 30 * size * min(1, written * 3), 7 * size, draw.CORAL, radius=2
    )
    for row in range(4):
        length = max(0.0, min(1.0, written * 5 - 1 - row)) * (48 if row < 3 else 30) * size
        picture.box(
            left + 8 * size, top + (27 + row * 12) * size, length, 4.5 * size, draw.INK, 0.75, radius=1
        )
