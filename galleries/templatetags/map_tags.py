"""The map of cities in templates: `{% map_of city_pages %}` and `{% map_of_one city_page %}`."""

from django import template

from ..map import cities_on_map, geometry, inner_path, land_path, voivodeship_path

register = template.Library()


def _shapes():
    shapes = geometry()
    return {
        "width": shapes.width,
        "height": shapes.height,
        "land": land_path(),
        "inner_lines": inner_path(),
    }


@register.inclusion_tag("galleries/parts/map.html")
def map_of(city_pages):
    """A map on which each of `city_pages` is a link. Without cities it draws nothing."""
    return _shapes() | {"cities": cities_on_map(city_pages)}


@register.inclusion_tag("galleries/parts/map.html")
def map_of_one(city_page):
    """A map that marks one city and its voivodeship. It is a picture: the reader is on that city's page."""
    drawn = cities_on_map([city_page])
    return _shapes() | {
        "cities": drawn,
        "only": drawn[0] if drawn else None,
        "region": voivodeship_path(city_page.city.voivodeship),
    }
