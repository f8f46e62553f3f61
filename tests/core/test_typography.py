"""Text reads as a Polish or English typesetter would leave it."""

import datetime

from django.template import Context, Template
from django.test import SimpleTestCase
from django.utils import translation

from empirie.core.dates import date_range_in_words, dates_in_words
from empirie.core.typography import bind_short_words

NBSP = "\u00a0"
JOINER = "\u2060"
SAMPLE = (
    '<p>Sieć spotkała się w Stalowej Woli, w maju 2022 r. i <a href="/x">w Zabrzu</a>: 5 km stąd.</p>' * 60
)[:5000]


class ShortWordsTests(SimpleTestCase):
    def test_one_letter_words_stay_with_the_next_word(self):
        self.assertEqual(bind_short_words("Miasta i ludzie"), f"Miasta i{NBSP}ludzie")
        self.assertEqual(bind_short_words("I w zieleni"), f"I{NBSP}w{NBSP}zieleni")
        self.assertEqual(bind_short_words("a i o u"), f"a{NBSP}i{NBSP}o{NBSP}u")

    def test_letters_within_words_and_english_articles_of_more_letters_are_left_alone(self):
        self.assertEqual(bind_short_words("drzwi otwarte"), "drzwi otwarte")

    def test_a_day_stays_with_its_month_and_a_year_with_its_abbreviation(self):
        self.assertEqual(bind_short_words("5 lutego 2020 r."), f"5{NBSP}lutego 2020{NBSP}r.")

    def test_tags_and_their_attributes_are_not_touched(self):
        html = '<a title="i w zieleni" href="/x">w parku</a>'
        self.assertEqual(bind_short_words(html), f'<a title="i w zieleni" href="/x">w{NBSP}parku</a>')

    def test_words_in_tags_of_their_own_are_bound_across_the_tags(self):
        self.assertEqual(bind_short_words("i <b>w</b> parku"), f"i{NBSP}<b>w</b>{NBSP}parku")
        self.assertEqual(bind_short_words('w <a href="/x">parku</a>'), f'w{NBSP}<a href="/x">parku</a>')
        self.assertEqual(bind_short_words("<p>koniec i </p><p>dalej</p>"), "<p>koniec i </p><p>dalej</p>")

    def test_code_and_comments_are_not_touched(self):
        for html in (
            "<code>i w x</code>",
            "<pre>a i b</pre>",
            "<!-- i w x -->",
            "<script>a = i + w;</script>",
        ):
            with self.subTest(html=html):
                self.assertEqual(bind_short_words(html), html)

    def test_what_stands_after_a_quotation_mark_or_bracket_is_a_word_too(self):
        self.assertEqual(bind_short_words("„W parku” (i nie tylko)"), f"„W{NBSP}parku” (i{NBSP}nie tylko)")
        self.assertEqual(bind_short_words("&quot;W parku&quot;"), f"&quot;W{NBSP}parku&quot;")

    def test_an_ending_after_an_apostrophe_is_no_word(self):
        for text in ("Moore’a książka", "Moore&#x27;a książka"):
            with self.subTest(text=text):
                self.assertEqual(bind_short_words(text), text)

    def test_numbers_units_initials_and_abbreviations_stay_together(self):
        for text in (
            "5~km², 100~mln~euro i~12~tys.~zł, 25~%",
            "1~234~567,89~zł",
            "XXI~w., XVIII~w.",
            "§~5, art.~5 ust.~1, nr~7, godz.~17",
            "ul.~Długa, ul.~3 Maja, pl.~św.~Jana",
            "Jan A.~Nowak, J.~R.~R.~Tolkien",
        ):
            with self.subTest(text=text):
                self.assertEqual(bind_short_words(text.replace("~", " ")), text.replace("~", NBSP))

    def test_a_letter_with_its_hyphen_stays_with_its_word(self):
        for text in (
            f"analiza e-{JOINER}usługi",
            f"<p>E-{JOINER}usługi, e-{JOINER}mail. T-{JOINER}shirt</p>",
            f"do e-{JOINER}urzędu",
            f"(e-{JOINER}PUAP)",
        ):
            with self.subTest(text=text):
                for language in ("pl", "en"):
                    self.assertEqual(bind_short_words(text.replace(JOINER, ""), language), text)

    def test_other_hyphens_and_addresses_are_left_alone(self):
        for text in (
            "Bielsko-Biała",
            "e-urzad@krosno.pl",
            "www.e-krosno.pl",
            "e-krosno.pl/mapa",
            "https://e-krosno.pl",
            "A-4",
            "e-",
            "nie-e-mail",
            '<a href="/e-uslugi">tu</a>',
        ):
            with self.subTest(text=text):
                self.assertEqual(bind_short_words(text), text)

    def test_spaces_of_english_text_are_left_alone(self):
        text = "I saw a city, section I, 5 km from A. Nowak"
        self.assertEqual(bind_short_words(text, "en"), text)
        with translation.override("en"):
            self.assertEqual(bind_short_words(text), text)

    def test_a_second_time_changes_nothing(self):
        for text in (SAMPLE, "a i o u w z 5 km 2026 r. ul. Długa 1 234 567", "w <b>i</b> z", "e-usługa"):
            self.assertEqual(bind_short_words(bind_short_words(text)), bind_short_words(text))

    def test_text_from_editors_is_escaped(self):
        drawn = Template("{{ title|bound }}").render(Context({"title": "<script>i w</script>"}))
        self.assertNotIn("<script>", drawn)


class DateRangeTests(SimpleTestCase):
    CASES = (
        ((2026, 11, 23), None, "23 listopada 2026", "23 November 2026"),
        ((2026, 11, 23), (2026, 11, 25), "23–25 listopada 2026", "23–25 November 2026"),
        (
            (2026, 11, 30),
            (2026, 12, 2),
            f"30 listopada{NBSP}– 2 grudnia 2026",
            f"30 November{NBSP}– 2 December 2026",
        ),
        (
            (2026, 12, 30),
            (2027, 1, 2),
            f"30 grudnia 2026{NBSP}– 2 stycznia 2027",
            f"30 December 2026{NBSP}– 2 January 2027",
        ),
    )

    def test_days_and_ranges_read_naturally_in_both_languages(self):
        for first, last, polish, english in self.CASES:
            days = [datetime.date(*day) for day in (first, last) if day]
            for language, words in (("pl", polish), ("en", english)):
                with self.subTest(words=words), translation.override(language):
                    self.assertEqual(date_range_in_words(*days), words)


class DaysInSourcesTests(SimpleTestCase):
    """A source is written once for both languages: a day in it is read in the reader's."""

    CASES = (
        ("rdksokol.pl; sztafeta.pl, 4 May 2024", "rdksokol.pl; sztafeta.pl, 4 maja 2024", None),
        ("Tygodnik, 4\u00a0Maja 2024", "Tygodnik, 4 maja 2024", "Tygodnik, 4 May 2024"),
        ("A, 1 June 2024; B, 31 grudnia 2023", "A, 1 czerwca 2024; B, 31 grudnia 2023", None),
        ("nr 14 May 20245", "nr 14 May 20245", None),
        ("31 June 2024", "31 June 2024", None),
        ("ul. 3 Maja 12", "ul. 3 Maja 12", None),
        ("May Fair 2024 <b>", "May Fair 2024 &lt;b&gt;", None),
    )

    def test_a_day_in_a_source_is_said_in_the_readers_language(self):
        template = Template("{{ source|source_link }}")
        for source, polish, english in self.CASES:
            for language, words in (("pl", polish), ("en", english)):
                if words:
                    with self.subTest(source=source, language=language), translation.override(language):
                        self.assertEqual(template.render(Context({"source": source})), words)

    def test_polish_days_become_english_ones(self):
        with translation.override("en"):
            said = dates_in_words("A, 1 June 2024; B, 31 grudnia 2023")
        self.assertEqual(said, "A, 1 June 2024; B, 31 December 2023")


class MoneyTests(SimpleTestCase):
    def drawn(self, amount, currency, language):
        with translation.override(language):
            return Template("{{ amount|money:currency }}").render(
                Context({"amount": amount, "currency": currency})
            )

    def test_amounts_are_written_as_each_language_does(self):
        self.assertEqual(self.drawn(3521346, "EUR", "pl"), f"3{NBSP}521{NBSP}346{NBSP}EUR")
        self.assertEqual(self.drawn(3521346, "EUR", "en"), f"EUR{NBSP}3,521,346")
        self.assertEqual(self.drawn(15264722.84, "PLN", "pl"), f"15{NBSP}264{NBSP}722,84{NBSP}zł")
