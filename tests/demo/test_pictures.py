"""The drawn pictures of the demo content: the same each time, and truly described."""

import hashlib

from django.test import SimpleTestCase

from empirie.demo.pictures import LIGHTS, SCENES, describe, draw
from empirie.demo.pictures.words import NOUNS, counted

SMALL = (300, 200)
SEEDS = range(12)


def fingerprint(scene, light, seed):
    return hashlib.sha256(draw(scene, light, seed, size=SMALL).tobytes()).hexdigest()


def every_scene_and_light():
    return [(scene, light) for scene in sorted(SCENES) for light in sorted(LIGHTS)]


class DrawnPictureTests(SimpleTestCase):
    """Any scene and any light; a scene added tomorrow is tested today."""

    def test_the_same_arguments_give_the_same_picture_to_the_byte(self):
        for scene in sorted(SCENES):
            with self.subTest(scene=scene):
                self.assertEqual(fingerprint(scene, "day", 7), fingerprint(scene, "day", 7))

    def test_another_seed_gives_another_picture(self):
        for scene in sorted(SCENES):
            with self.subTest(scene=scene):
                self.assertEqual(len({fingerprint(scene, "day", seed) for seed in (1, 2, 3)}), 3)

    def test_each_light_colours_a_scene_in_its_own_way(self):
        for scene in sorted(SCENES):
            with self.subTest(scene=scene):
                self.assertEqual(len({fingerprint(scene, light, 4) for light in LIGHTS}), len(LIGHTS))

    def test_a_picture_has_the_size_that_was_asked_for_whatever_its_shape(self):
        for size in ((300, 200), (240, 126), (160, 160), (100, 180)):
            with self.subTest(size=size):
                picture = draw("skyline", "evening", 5, size=size)
                self.assertEqual((picture.size, picture.mode), (size, "RGB"))

    def test_no_picture_is_a_sheet_of_one_colour(self):
        for scene, light in every_scene_and_light():
            with self.subTest(scene=scene, light=light):
                picture = draw(scene, light, 2, size=(120, 80))
                self.assertTrue(all(high - low > 60 for low, high in picture.getextrema()))

    def test_an_unknown_scene_or_light_says_so_and_lists_the_known_ones(self):
        for function in (draw, describe):
            with self.assertRaisesRegex(ValueError, "no scene 'volcano'.*market_square"):
                function("volcano", "day", 1)
            with self.assertRaisesRegex(ValueError, "no light 'noon'.*morning"):
                function("park", "noon", 1)


class DescriptionTests(SimpleTestCase):
    """What a reader who cannot see the drawing is told about it."""

    def test_every_scene_and_light_is_described_in_both_languages_within_length(self):
        for scene, light in every_scene_and_light():
            for seed in SEEDS:
                with self.subTest(scene=scene, light=light, seed=seed):
                    words = describe(scene, light, seed)
                    self.assertTrue(words.pl.startswith("Rysunek: "))
                    self.assertTrue(words.en.startswith("Drawing: "))
                    for text in (words.pl, words.en):
                        self.assertTrue(60 <= len(text) <= 160, f"{len(text)}: {text}")

    def test_descriptions_follow_the_composition_and_not_only_the_scene(self):
        for scene in sorted(SCENES):
            with self.subTest(scene=scene):
                self.assertGreater(len({describe(scene, "day", seed).pl for seed in SEEDS}), 2)

    def test_each_light_is_named_in_words(self):
        for scene in sorted(SCENES):
            with self.subTest(scene=scene):
                self.assertEqual(len({describe(scene, light, 3).en for light in LIGHTS}), len(LIGHTS))

    def test_polish_nouns_agree_with_their_numbers(self):
        for number, name, expected in (
            (1, "house", "kamienica"),
            (3, "house", "trzy kamienice"),
            (5, "house", "pięć kamienic"),
            (2, "lamp", "dwie latarnie"),
            (2, "bicycle", "dwa rowery"),
            (12, "note", "dwanaście kolorowych karteczek"),
        ):
            with self.subTest(number=number, name=name):
                self.assertEqual(counted(number, name).pl, expected)

    def test_english_nouns_take_an_article_or_a_number(self):
        self.assertEqual(counted(1, "umbrella").en, "a café umbrella")
        self.assertEqual(counted(1, "arch").en, "an arch")
        self.assertEqual(counted(4, "leaf").en, "four leaves")

    def test_what_is_not_there_is_not_mentioned(self):
        for name in NOUNS:
            self.assertIsNone(counted(0, name))
