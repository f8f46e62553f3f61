"""One way out: nothing but core/outgoing.py opens connections to other servers."""

import ast

from .shell import ROOT
from .test_layering import MEASURED, modules_of

CLIENTS = {"requests", "urllib3", "urllib.request", "http.client", "httpx", "aiohttp", "ftplib", "pycurl"}
THE_WAY_OUT = ROOT / "site/empirie/core/outgoing.py"
# `requests` names the failures that the way out raises; these modules catch them.
FAILURES = {"RequestException", "Timeout"}


def ways_out(source):
    """(line, what) of everything in a module that could ask another server."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            names = {node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Import):
            names = {alias.name for alias in node.names} - {"requests"}
        else:
            names = set()
        yield from ((node.lineno, name) for name in sorted(names & CLIENTS))
        if (
            isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name)
            and node.value.id == "requests"
            and node.attr not in FAILURES
        ):
            yield node.lineno, f"requests.{node.attr}"


def test_only_one_module_asks_other_servers():
    modules = [path for folder in MEASURED for path in modules_of(folder) if folder != ROOT / "tools"]
    assert THE_WAY_OUT in modules
    found = {str(path.relative_to(ROOT)): list(ways_out(path.read_text())) for path in modules}
    assert {name for name, ways in found.items() if ways} == {str(THE_WAY_OUT.relative_to(ROOT))}


def test_the_search_sees_every_way():
    for source in (
        "import urllib.request",
        "from urllib import request",
        "from urllib.request import urlopen",
        "import requests\nrequests.get('x')",
        "from requests import get",
        "import http.client",
        "from http import client",
        "import httpx",
    ):
        assert list(ways_out(source)), source
    assert not list(ways_out("from urllib.parse import urlsplit\nimport requests\nrequests.Timeout"))


def test_wagtail_asks_for_players_through_it():
    from wagtail.embeds.finders import get_finders

    assert [type(finder).__module__ for finder in get_finders()] == ["multimedia.oembed"]
