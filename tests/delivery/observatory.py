"""The score of Mozilla's HTTP Observatory, worked out from an answer's headers.

By the rules of the Observatory's own scanner (MDN, "HTTP Observatory tests and scoring", package
@mdn/mdn-http-observatory 1.4.8, read in November 2026): 100 points, penalties, and bonuses for who has lost
at most ten. What only a public site can have (being on browsers' preload list) counts nothing here.
`tools/scan.py` asks the scanner itself.
"""

import re
from http.cookies import SimpleCookie
from urllib.parse import urlsplit

from lxml import html

HALF_A_YEAR = 15_768_000
LOWEST_FOR_BONUS = 90
BROAD = {"*", "http:", "https:", "ftp:", "http://*", "https://*", "http://*.*", "https://*.*"}
PRIVATE_REFERRERS = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
SESSION_NAMES = ("login", "sess")


def score(answer, http_answer):
    """(points, {test: points}). `answer` to https: {"headers", "cookies", "body"}; `http_answer` to http."""
    headers = {name.lower(): value for name, value in answer["headers"].items()}
    policy = directives(headers.get("content-security-policy", ""))
    found = {
        "csp": _policy(policy),
        "cookies": _cookies(answer["cookies"], headers),
        "cors": -50 if headers.get("access-control-allow-origin") == "*" and answer["cookies"] else 0,
        "redirection": _redirection(http_answer),
        "referrer": _referrer(headers.get("referrer-policy")),
        "hsts": _transport_security(headers.get("strict-transport-security", "")),
        "scripts": _scripts(answer["body"]),
        "nosniff": 0 if headers.get("x-content-type-options") == "nosniff" else -5,
        "frames": _frames(policy, headers.get("x-frame-options", "")),
        "corp": {"same-origin": 10, "same-site": 10, "cross-origin": 0, None: 0}.get(
            headers.get("cross-origin-resource-policy"), -5
        ),
    }
    lost = sum(points for points in found.values() if points < 0)
    total = 100 + (sum(found.values()) if 100 + lost >= LOWEST_FOR_BONUS else lost)
    return max(total, 0), found


def directives(policy):
    """{directive: its sources} of a Content-Security-Policy."""
    parts = (part.split() for part in policy.lower().split(";"))
    return {words[0]: set(words[1:]) for words in parts if words}


def _policy(policy):
    if not policy:
        return -25
    default = policy.get("default-src", {"*"})
    script, style = policy.get("script-src", default), policy.get("style-src", default)
    passive = policy.get("img-src", default) | policy.get("media-src", default)
    unsafe = BROAD | {"'unsafe-inline'", "data:"}
    sources = set().union(*policy.values())
    is_insecure = any(source.startswith(("http:", "ftp:")) for source in sources - passive)
    if script & unsafe or policy.get("object-src", default) & BROAD or is_insecure:
        return -20
    if "'unsafe-eval'" in script | style:
        return -10
    if any(source.startswith(("http:", "ftp:")) for source in passive):
        return -10
    if style & unsafe:
        return 0
    return 10 if policy.get("default-src") == {"'none'"} else 5


def _cookies(cookies, headers):
    """`cookies`: the values of Set-Cookie."""
    jar = [morsel for text in cookies for morsel in SimpleCookie(text).values()]
    if not jar:
        return 0
    is_secure = all(cookie["secure"] for cookie in jar)
    sessions = [cookie for cookie in jar if any(name in cookie.key.lower() for name in SESSION_NAMES)]
    if not all(cookie["httponly"] for cookie in sessions):
        return -30
    if not all(cookie["secure"] for cookie in sessions):
        return -10 if "strict-transport-security" in headers else -40
    if any("csrf" in cookie.key.lower() and not cookie["samesite"] for cookie in jar):
        return -20
    if not is_secure:
        return -5 if "strict-transport-security" in headers else -20
    return 5 if all(cookie["samesite"] for cookie in jar) else 0


def _redirection(answer):
    """http must lead to https on the same host at once."""
    location = urlsplit(answer["headers"].get("Location", ""))
    if not 300 <= answer["status"] < 400 or location.scheme != "https":
        return -20
    return 0 if location.hostname == answer["host"] else -5


def _referrer(policy):
    if policy is None:
        return 0
    last = policy.split(",")[-1].strip()
    return 5 if last in PRIVATE_REFERRERS else -5


def _transport_security(value):
    age = re.search(r"max-age=(\d+)", value)
    if not age:
        return -20
    return 0 if int(age[1]) >= HALF_A_YEAR else -10


def _scripts(body):
    """Scripts of other hosts must be fixed by a hash (SRI)."""
    outside = html.fromstring(body).xpath("//script[starts-with(@src, 'http') or starts-with(@src, '//')]")
    if not outside:
        return 0
    is_secure = all(script.get("src").startswith("https:") for script in outside)
    is_fixed = all(script.get("integrity") for script in outside)
    return {(True, True): 5, (True, False): -5, (False, True): -20, (False, False): -50}[is_secure, is_fixed]


def _frames(policy, old_header):
    if "frame-ancestors" in policy and not policy["frame-ancestors"] & BROAD:
        return 5
    return 0 if old_header.upper() in ("DENY", "SAMEORIGIN") else -20
