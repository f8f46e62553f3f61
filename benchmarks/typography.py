"""How the time of binding short words grows with the text: `make bench NAME=typography`

Prints, for each kind of text, the time for twice the text as a multiple of the time for the text once: about
2 is right, 4 would be quadratic. Figures are ratios within one run, because machines differ.
"""

import time
import timeit

from django.conf import settings

from empirie.core.typography import bind_short_words

PARAGRAPH = "<p>Sieć spotkała się w Stalowej Woli, w maju 2022 r. i w Zabrzu: 5 km stąd.</p>"
TEXTS = {
    "paragraphs": PARAGRAPH * 60,
    "open tags": "<a " * 2000,
    "open attributes": '<a title="' * 500,
    "open comments": "<!--" * 1500,
    "short words between tags": "i <b>" * 1000,
    "groups of digits": "1 234 " * 1000,
}


def best_of(text):
    """Seconds for one pass over `text`, the best of five."""
    return (
        min(timeit.repeat(lambda: bind_short_words(text, "pl"), timer=time.process_time, number=3, repeat=5))
        / 3
    )


settings.configure(LANGUAGE_CODE="pl")

MOST = 3

if __name__ == "__main__":
    worst = 0
    for name, text in TEXTS.items():
        once, twice = best_of(text), best_of(text * 2)
        growth, milliseconds = twice / once, once * 1000
        worst = max(worst, growth)
        print(f"{name:<26} {growth:4.1f} times ({milliseconds:.2f} ms for {len(text)} characters)")
    print(f"at most {worst:.1f} times as long for twice the text (limit {MOST})")
    raise SystemExit(worst > MOST)
