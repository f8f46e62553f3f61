"""The map of cities: places where they belong, names that do not cover each other, links one can press."""

import math
from itertools import combinations

from django.template import engines
from django.test import SimpleTestCase, TestCase
from lxml import html

from empirie.demo.records import load_cities
from empirie.subjects.models import City, Voivodeship
from galleries.labels import Label, is_inside, overlap, place_labels, split_name
from galleries.map import (
    CLOSEST_DOTS,
    MapCity,
    cities_on_map,
    geometry,
    move_apart,
    project,
    svg_path,
    touch_area,
)
from tests import factories as make


def drawn(tag, **values):
    """What a tag of the map draws, as an element; None when it draws nothing."""
    markup = engines["django"].from_string("{% load map_tags %}" + tag).render(values).strip()
    return html.fromstring(markup) if markup else None


class ProjectionTests(SimpleTestCase):
    def test_places_agree_with_the_reference_library_within_a_centimetre(self):
        # Made with pyproj 3.7: EPSG:4326 to EPSG:2180.
        known = {
            (52, 19): (500000.0, 459309.2094),
            (51.64, 15.14): (233015.0450, 426338.9037),
            (52.74, 23.58): (809028.0326, 551434.0250),
            (49.75, 18.63): (473353.9623, 209246.9160),
        }
        for place, metres in known.items():
            with self.subTest(place=place):
                self.assertLess(math.dist(project(*place), metres), 0.01)


class ShapesTests(SimpleTestCase):
    def test_every_voivodeship_has_a_shape(self):
        self.assertEqual(set(geometry().rings), set(Voivodeship.values))

    def test_the_country_is_as_large_as_its_voivodeships_together(self):
        shapes = geometry()
        parts = sum(area(shapes.polygon(name)) for name in Voivodeship.values)
        self.assertAlmostEqual(area(shapes.outline()), parts, places=3)

    def test_the_country_has_the_area_of_poland(self):
        square_kilometres = area(geometry().outline()) * geometry().metres_per_unit ** 2 / 1e6
        self.assertAlmostEqual(square_kilometres, 312_000, delta=3_500)

    def test_capitals_of_the_voivodeships_lie_in_them(self):
        capitals = {
            "dolnośląskie": (51.11, 17.03),
            "mazowieckie": (52.23, 21.01),
            "pomorskie": (54.35, 18.65),
            "podkarpackie": (50.04, 22.0),
            "warmińsko-mazurskie": (53.78, 20.48),
            "zachodniopomorskie": (53.43, 14.55),
        }
        for name, place in capitals.items():
            with self.subTest(voivodeship=name):
                self.assertTrue(is_inside(geometry().place(*place), geometry().polygon(name)))

    def test_a_city_abroad_is_not_inside(self):
        for place in ((49.83, 24.02), (50.08, 14.43), (54.71, 20.51)):
            self.assertFalse(is_inside(geometry().place(*place), geometry().outline()))

    def test_a_path_is_written_in_steps(self):
        self.assertEqual(svg_path([(1, 2), (4, -2), (0, 0)], closed=True), "M1,2l3-4l-4,2z")


class AllCitiesTests(TestCase):
    """The map with the programme's twenty-nine cities."""

    @classmethod
    def setUpTestData(cls):
        make.a_site()
        load_cities()
        cls.pages = [make.a_city_page(city) for city in City.objects.all()]

    def setUp(self):
        self.cities = cities_on_map(self.pages)

    def test_all_of_them_are_on_it_in_the_order_given(self):
        self.assertEqual([city.name for city in self.cities], [page.city.name for page in self.pages])
        self.assertEqual(len(self.cities), 29)

    def test_every_place_lies_in_poland_and_in_its_own_voivodeship(self):
        shapes = geometry()
        for page, city in zip(self.pages, self.cities, strict=True):
            exact = shapes.place(page.city.latitude, page.city.longitude)
            for spot in (exact, (city.x, city.y)):
                with self.subTest(city=city.name, spot=spot):
                    self.assertTrue(is_inside(spot, shapes.outline()))
                    self.assertTrue(is_inside(spot, shapes.polygon(page.city.voivodeship)))

    def test_no_dot_is_drawn_further_than_eight_kilometres_from_its_place(self):
        shapes = geometry()
        for page, city in zip(self.pages, self.cities, strict=True):
            exact = shapes.place(page.city.latitude, page.city.longitude)
            self.assertLess(math.dist(exact, (city.x, city.y)) * shapes.metres_per_unit, 8_000, city.name)

    def test_every_name_is_shown_and_none_covers_another(self):
        self.assertTrue(all(city.label.is_shown for city in self.cities))
        for one, other in combinations(self.cities, 2):
            self.assertEqual(overlap(one.label.box, other.label.box), 0, f"{one.name} and {other.name}")

    def test_no_name_covers_a_dot_or_leaves_the_drawing(self):
        for city in self.cities:
            left, top, right, bottom = city.label.box
            self.assertTrue(geometry().shows(left, top) and geometry().shows(right, bottom), city.name)
            for other in self.cities:
                covers = left <= other.x <= right and top <= other.y <= bottom
                self.assertFalse(covers, f"{city.name} covers {other.name}")

    def test_no_two_places_to_press_overlap(self):
        for one, other in combinations(self.cities, 2):
            distance = math.dist((one.x, one.y), (other.x, other.y))
            self.assertGreaterEqual(distance, CLOSEST_DOTS - 2)
            self.assertLessEqual(one.pointer_radius + other.pointer_radius, distance)

    def test_every_city_is_a_link_with_its_name(self):
        links = drawn("{% map_of pages %}", pages=self.pages).xpath("//svg//a")
        self.assertEqual([link.get("href") for link in links], [page.url for page in self.pages])
        self.assertEqual(
            [" ".join(link.text_content().split()) for link in links], [page.city.name for page in self.pages]
        )

    def test_links_are_not_hidden_in_a_picture(self):
        (svg,) = drawn("{% map_of pages %}", pages=self.pages).xpath("//svg")
        self.assertEqual(svg.get("role"), "group")
        self.assertTrue(svg.get("aria-label"))
        self.assertEqual(svg.xpath(".//*[@aria-hidden='true']//a"), [])

    def test_the_keyboard_can_skip_the_map(self):
        element = drawn("{% map_of pages %}", pages=self.pages)
        (skip,) = element.xpath("./a")
        self.assertEqual(len(element.xpath(f"//*[@id='{skip.get('href').removeprefix('#')}']")), 1)

    def test_drawing_asks_the_database_nothing(self):
        drawn("{% map_of pages %}", pages=self.pages)
        with self.assertNumQueries(0):
            drawn("{% map_of pages %}", pages=self.pages)


class OneCityTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()
        cls.page = make.a_city_page(make.a_city())
        make.a_city_page(
            make.a_city("Krosno", "krosno", voivodeship="podkarpackie", latitude=49.69, longitude=21.77)
        )

    def test_the_map_of_one_marks_just_that_one_and_its_voivodeship(self):
        element = drawn("{% map_of_one page %}", page=self.page)
        self.assertEqual([name.text_content() for name in element.find_class("map-name")], ["Łódź"])
        self.assertEqual(len(element.find_class("map-dot")), 1)
        self.assertEqual(len(element.find_class("map-region")), 1)

    def test_it_is_a_picture_that_says_what_it_shows_and_holds_no_link(self):
        element = drawn("{% map_of_one page %}", page=self.page)
        (svg,) = element.xpath(".//svg")
        self.assertEqual(svg.get("role"), "img")
        self.assertIn("Łódź", svg.get("aria-label"))
        self.assertEqual(element.xpath(".//a"), [])

    def test_the_map_of_all_marks_no_voivodeship(self):
        self.assertEqual(drawn("{% map_of pages %}", pages=[self.page]).find_class("map-region"), [])

    def test_a_name_of_an_editor_is_text_and_never_markup(self):
        self.page.city.name = "<b>Łódź</b>"
        self.assertEqual(drawn("{% map_of pages %}", pages=[self.page]).xpath("//b"), [])

    def test_a_map_without_cities_draws_nothing(self):
        self.assertIsNone(drawn("{% map_of pages %}", pages=[]))

    def test_a_city_outside_the_drawing_is_left_out(self):
        self.page.city.latitude = 55
        self.assertEqual(cities_on_map([self.page]), [])
        self.assertIsNone(drawn("{% map_of_one page %}", page=self.page))


class PlacingTests(SimpleTestCase):
    FRAME = (400, 400)
    LAND = ((0, 0), (400, 0), (400, 400), (0, 400))

    def place(self, names, dots):
        return place_labels(names, dots, self.FRAME, self.LAND)

    def test_a_name_with_room_stands_to_the_east(self):
        (label,) = self.place(["Łódź"], [(200, 200)])
        self.assertEqual((label.side, label.leader), ("east", ()))

    def test_a_name_at_the_eastern_edge_stands_to_the_west(self):
        (label,) = self.place(["Hrubieszów"], [(380, 200)])
        self.assertEqual((label.side, label.anchor), ("west", "end"))

    def test_a_name_that_finds_no_room_waits_for_focus_and_hover(self):
        dots = [(190 + 4 * number, 200) for number in range(40)]
        labels = self.place(["Ostrowiec Świętokrzyski"] * 40, dots)
        shown = [label for label in labels if label.is_shown]
        self.assertLess(len(shown), 40)
        self.assertFalse(any(overlap(one.box, other.box) for one, other in combinations(shown, 2)))

    def test_a_long_name_stands_on_two_lines(self):
        self.assertEqual(split_name("Ostrowiec Świętokrzyski"), ("Ostrowiec", "Świętokrzyski"))
        self.assertEqual(split_name("Kędzierzyn-Koźle"), ("Kędzierzyn-Koźle",))

    def test_neighbours_that_would_hide_each_other_are_moved_apart_evenly(self):
        self.assertEqual(move_apart([(100, 100), (110, 100)], gap=30), [(90, 100), (120, 100)])

    def test_two_cities_on_one_spot_are_moved_apart_too(self):
        one, other = move_apart([(100, 100), (100, 100)], gap=30)
        self.assertGreaterEqual(math.dist(one, other), 29)

    def test_what_a_finger_may_press_ends_halfway_to_the_neighbour(self):
        path = touch_area((100, 100), [(130, 100)])
        self.assertLessEqual(max(x for x, _y in points_of(path)), 15)
        self.assertEqual(min(x for x, _y in points_of(path)), -67)

    def test_a_large_name_stands_towards_the_middle_of_a_small_map(self):
        label = Label(("Łódź",), "east", "start", 0, 0, (0, 0, 1, 1))
        halves = [MapCity("Łódź", "/", x, 0, label, "", 0).half for x in (100, 500, 900)]
        self.assertEqual(halves, ["west", "middle", "east"])


def area(ring):
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairs)) / 2


def points_of(path):
    """The corners of a path written by `svg_path`."""
    x = y = 0
    for step in path.removeprefix("M").removesuffix("z").split("l"):
        dx, dy = (int(number) for number in step.replace("-", ",-").lstrip(",").replace(",,", ",").split(","))
        x, y = x + dx, y + dy
        yield x, y
