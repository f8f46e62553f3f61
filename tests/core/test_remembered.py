"""What a process remembers between pages is never older than what the page cache would give out."""

from django.test import SimpleTestCase

from empirie.core.remembered import MOST, Memories, remembered, remembering


class RememberedTests(SimpleTestCase):
    def setUp(self):
        self.asked = []

        @remembered
        def menu(language):
            self.asked.append(language)
            return [language]

        self.menu = menu

    def test_pages_of_one_generation_ask_once_for_each_language(self):
        memories = Memories()
        for language in ("pl", "en", "pl", "en"):
            with remembering(memories.of("first")):
                self.assertEqual(self.menu(language), [language])
        self.assertEqual(self.asked, ["pl", "en"])

    def test_a_write_makes_everybody_ask_again(self):
        memories = Memories()
        for generation in ("first", "second", "second"):
            with remembering(memories.of(generation)):
                self.menu("pl")
        self.assertEqual(self.asked, ["pl", "pl"])

    def test_a_page_that_began_before_the_write_tells_nobody_after_it(self):
        memories = Memories()
        before, after = memories.of("first"), memories.of("second")
        with remembering(before):
            self.menu("pl")
        with remembering(after):
            self.menu("pl")
        self.assertEqual(self.asked, ["pl", "pl"])

    def test_editors_and_commands_always_ask(self):
        self.menu("pl")
        with remembering({}):
            self.menu("pl")
        self.menu("pl")
        self.assertEqual(self.asked, ["pl", "pl", "pl"])

    def test_it_does_not_grow_without_end(self):
        values = {}
        with remembering(values):
            for number in range(MOST + 10):
                self.menu(number)
        self.assertEqual(len(values), MOST)
