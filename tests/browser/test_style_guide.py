"""The style guide of the admin holds to what it teaches: no axe violation, by day and by night."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from .test_accessibility import WIDTHS, violations_by_colours, violations_of

pytestmark = pytest.mark.browser


@pytest.fixture
def signed_in(demo_site):
    """The cookie of an editor who has signed in, for a browser."""
    editor = User.objects.create_superuser("style-guide-reader", "reader@empirie.example", "haslo")
    client = Client()
    client.force_login(editor)
    yield {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": demo_site}
    editor.delete()


def open_guide(open_page, demo_site, cookie, width=1280):
    page = open_page("/kontakt/", width, reduced_motion="reduce")
    page.context.add_cookies([cookie])
    page.goto(f"{demo_site}{reverse('style_guide')}")
    assert page.locator("#cards .card").count() > 0
    return page


@pytest.mark.parametrize("width", WIDTHS)
def test_the_style_guide_has_no_axe_violation(open_page, demo_site, signed_in, width):
    page = open_guide(open_page, demo_site, signed_in, width)
    assert violations_by_colours(page) == {"light": [], "dark": [], "forced": []}


def test_a_fault_within_the_style_guide_is_found(open_page, demo_site, signed_in):
    page = open_guide(open_page, demo_site, signed_in)
    page.evaluate("document.querySelector('.guide').insertAdjacentHTML('beforeend', '<button></button>')")
    assert any(violation.startswith("button-name") for violation in violations_of(page))
