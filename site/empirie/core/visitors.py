"""How often somebody did something, without knowing who: no address is stored."""

import ipaddress
import re

from django.conf import settings
from django.core.cache import cache
from django.utils.crypto import salted_hmac

from empirie.core.ip_addresses import embedded_ipv4

# One household or office: what a provider hands to one customer.
PREFIX = {4: 24, 6: 56}
# Some proxies note the port as well: "203.0.113.77:4711", "[2001:db8::9]:4711".
_WITH_PORT = re.compile(r"(?:\[([^]]*)\]|([^:]*))(?::\d+)?")


def network_of(request):
    """The network a request comes from, "203.0.113.0/24"; "" when its address makes no sense.

    Behind a proxy that is ours (BEHIND_PROXY) the last address it noted counts, for the others are the
    client's own claim.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        address = request.headers.get("X-Forwarded-For", address).rsplit(",", 1)[-1]
    try:
        parsed = _parsed(address.strip())
    except ValueError:
        return ""
    return str(ipaddress.ip_network((parsed, PREFIX[parsed.version]), strict=False))


def _parsed(text):
    """The address in `text`: the IPv4 one where an IPv6 one stands for it, lest all be one network.

    Raises ValueError.
    """
    found = _WITH_PORT.fullmatch(text)
    address = ipaddress.ip_address(found[1] or found[2] if found else text)
    return embedded_ipv4(address) or address


def count_once_more(what, request, seconds):
    """How many times, this one included, the request's network did `what` within about `seconds`.

    The cache holds a number under a keyed hash; neither tells the address.
    """
    name = salted_hmac("empirie.core.visitors", f"{what}|{network_of(request)}").hexdigest()
    key = f"visitors:{name}"
    cache.add(key, 0, seconds)
    try:
        return cache.incr(key) or 1  # nothing, when the cache is a Redis that is away
    except ValueError:  # it ran out between the two lines
        cache.set(key, 1, seconds)
        return 1
