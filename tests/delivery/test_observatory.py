"""The site in production has the points of Mozilla's HTTP Observatory that tools/scan.py demands."""

import pytest

from tests.live import Site
from tools.processes import PRODUCTION
from tools.scan import LOWEST_SCORE

from .observatory import score

ASK = """
import json
from django.core.management import call_command
from django.test import Client
call_command("collectstatic", interactive=False, verbosity=0)
client = Client(headers={"host": "empirie.example"})
def told(response):
    return {"status": response.status_code, "headers": dict(response.items()), "host": "empirie.example",
            "cookies": [morsel.OutputString() for morsel in response.cookies.values()],
            "body": response.content.decode()}
client.get("/", secure=True)
addresses = ["/", "/en/", "/nie-ma/", "/admin/login/"]
print(json.dumps({"http": told(client.get("/"))} | {
    address: told(client.get(address, secure=True)) for address in addresses}))
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory, django_db_setup, shared):
    """{address: what the site in production answers}; the second answer of each page comes from the cache."""
    site = Site(tmp_path_factory.mktemp("observatory"), cities=(), tables=shared.path_of("tables"))
    site.environment |= PRODUCTION
    return site.ask(ASK)


@pytest.mark.parametrize("address", ["/", "/en/", "/nie-ma/"])
def test_a_page_loses_no_points(told, address):
    points, tests = score(told[address], told["http"])
    assert (points, {name: lost for name, lost in tests.items() if lost < 0}) == (LOWEST_SCORE, {})


def test_the_sign_in_page_loses_points_for_wagtails_inline_scripts_alone(told):
    points, tests = score(told["/admin/login/"], told["http"])
    assert [name for name, lost in tests.items() if lost < 0] == ["csp"]
    assert tests["cookies"] == 5
    assert points == 80


GOOD = {
    "headers": {
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
        "Strict-Transport-Security": "max-age=31536000",
        "X-Content-Type-Options": "nosniff",
    },
    "cookies": [],
    "body": "<p>x</p>",
}
HTTP = {"status": 301, "headers": {"Location": "https://a.example/"}, "host": "a.example"}


def scored(http=HTTP, **changed):
    headers = {name: value for name, value in (GOOD["headers"] | changed.pop("headers", {})).items() if value}
    return score(GOOD | {"headers": headers} | changed, http)[0]


def test_every_fault_costs_what_the_rules_say():
    policy = "Content-Security-Policy"
    assert scored() == 115
    assert scored(headers={policy: None}) == 55
    assert scored(headers={policy: "default-src 'self'; frame-ancestors 'none'"}) == 110
    assert scored(headers={policy: "default-src 'none'; script-src 'unsafe-inline'"}) == 60
    assert scored(headers={policy: "default-src 'none'; script-src 'self' 'unsafe-eval'"}) == 70
    assert scored(headers={policy: "default-src 'none'; script-src https://a.example http://b.example"}) == 60
    assert scored(headers={"Strict-Transport-Security": None}) == 80
    assert scored(headers={"Strict-Transport-Security": "max-age=60"}) == 105
    assert scored(headers={"X-Content-Type-Options": None}) == 110
    assert scored(headers={"Referrer-Policy": "unsafe-url"}) == 110
    assert scored(headers={"Cross-Origin-Resource-Policy": "nonsense"}) == 110
    assert scored(http=HTTP | {"status": 200}) == 80
    assert scored(http=HTTP | {"headers": {"Location": "https://b.example/"}}) == 110
    assert scored(cookies=["sessionid=1; Secure; SameSite=Lax"]) == 70
    assert scored(cookies=["sessionid=1; HttpOnly; SameSite=Lax"]) == 105
    assert scored(cookies=["a=1; Secure; SameSite=Lax"]) == 120
    assert scored(body='<script src="https://b.example/x.js"></script>') == 110
    assert scored(body='<script src="http://b.example/x.js"></script>') == 50
