"""CSRF checks for every test that posts a form: Django's test client leaves them out unless told otherwise.

The client sends a valid token, as a browser sends the one in the form. That the form holds one is checked
in every page a test is shown: a form drawn without its token could never be sent.
"""

import re
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.middleware.csrf import _get_new_csrf_string
from django.test import Client
from django.urls import Resolver404, resolve

SAFE_METHODS = {"GET", "HEAD", "OPTIONS", "TRACE"}
_FORM = re.compile(r"<form\b[^>]*\bmethod=[\"']?post\b.*?</form>", re.IGNORECASE | re.DOTALL)
_ACTION = re.compile(r"<form\b[^>]*\baction=[\"']([^\"']*)", re.IGNORECASE)
# Wagtail's script sends these by itself, with the token in a header.
_SENT_BY_SCRIPT = re.compile(r"<form\b[^>]*data-controller=[\"'][^\"']*\bw-swap", re.IGNORECASE)
_TOKEN = re.compile(r"<input\b(?=[^>]*name=[\"']csrfmiddlewaretoken)[^>]*value=[\"']\w{32,}", re.IGNORECASE)


def forms_without_token(markup, path):
    """The forms in `markup`, drawn at `path`, that the server would refuse when somebody sends them."""
    return [
        form
        for form in _FORM.findall(markup)
        if not (_TOKEN.search(form) or _SENT_BY_SCRIPT.match(form) or _needs_none(form, path))
    ]


def _needs_none(form, path):
    """Whether the form goes to a view that asks for no token, as a reader's report about a photo does."""
    action = _ACTION.match(form)
    address = urljoin(path, action[1]) if action else path
    try:
        return getattr(resolve(urlsplit(address).path).func, "csrf_exempt", False)
    except Resolver404:
        return False


def forms_in(response):
    """The text of an HTML answer; "" for every other."""
    is_page = not response.streaming and response.get("Content-Type", "").startswith("text/html")
    return response.content.decode(errors="replace") if is_page else ""


_request = Client.request


def checked_request(client, **request):
    """For `Client.request`. A client made with `enforce_csrf_checks` sends only what the test says."""
    is_strict = client.handler.enforce_csrf_checks
    if not is_strict and request.get("REQUEST_METHOD", "GET") not in SAFE_METHODS:
        request = _as_a_browser_sends(client, request)
    client.handler.enforce_csrf_checks = True
    try:
        response = _request(client, **request)
    finally:
        client.handler.enforce_csrf_checks = is_strict
    faulty = forms_without_token(forms_in(response), request.get("PATH_INFO", "/"))
    assert not faulty, f"A form was drawn without its CSRF token: {faulty[0][:300]}"
    return response


def _as_a_browser_sends(client, request):
    cookie = client.cookies.get(settings.CSRF_COOKIE_NAME)
    if cookie is None or not cookie.value:
        client.cookies[settings.CSRF_COOKIE_NAME] = _get_new_csrf_string()
    token = client.cookies[settings.CSRF_COOKIE_NAME].value
    if request.get("wsgi.url_scheme") == "https":
        host = request.get("HTTP_HOST") or client.defaults.get("HTTP_HOST") or _host_of(request, client)
        request.setdefault("HTTP_ORIGIN", f"https://{host}")
    return {"HTTP_X_CSRFTOKEN": token} | request


def _host_of(request, client):
    name = request.get("SERVER_NAME") or client.defaults.get("SERVER_NAME", "testserver")
    port = str(request.get("SERVER_PORT", "443"))
    return name if port == "443" else f"{name}:{port}"
