"""How often somebody did something, without knowing who: no address is stored."""

import ipaddress

from django.conf import settings
from django.core.cache import cache
from django.utils.crypto import salted_hmac

# One household or office: what a provider hands to one customer.
PREFIX = {4: 24, 6: 56}


def network_of(request):
    """The network a request comes from, "203.0.113.0/24"; "" when its address makes no sense.

    Behind a proxy that is ours (BEHIND_PROXY) the last address it noted counts, for the others are the
    client's own claim.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        address = request.headers.get("X-Forwarded-For", address).rsplit(",", 1)[-1]
    try:
        parsed = ipaddress.ip_address(address.strip())
    except ValueError:
        return ""
    return str(ipaddress.ip_network((parsed, PREFIX[parsed.version]), strict=False))


def count_once_more(what, request, seconds):
    """How many times, this one included, the request's network did `what` within about `seconds`.

    The cache holds a number under a keyed hash; neither tells the address.
    """
    name = salted_hmac("empirie.core.visitors", f"{what}|{network_of(request)}").hexdigest()
    key = f"visitors:{name}"
    cache.add(key, 0, seconds)
    try:
        return cache.incr(key)
    except ValueError:  # it ran out between the two lines
        cache.set(key, 1, seconds)
        return 1
