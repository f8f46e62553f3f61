"""What stands behind the "?" of an address: trackers are taken out of it, redirects keep it.

Loads no models: gunicorn reads the page cache before Django's apps are there.
"""

import re
from urllib.parse import urlsplit

from django.http import HttpResponse

# What networks and newsletters add to every link, a value of its own for each reader; no page looks at it.
TRACKING = re.compile(r"(?:^|(?<=&))(?:utm_\w+|fbclid|[gd]clid|[gw]braid|msclkid|igshid|mc_[ce]id)=[^&]*&?")


def drop_tracking(request):
    """Take out of the address, and return, what only tells where a reader came from: the page is the same."""
    asked = request.META.get("QUERY_STRING", "")
    if "utm_" not in asked and "id=" not in asked:
        return ""
    request.META["QUERY_STRING"] = TRACKING.sub("", asked).rstrip("&")
    return "".join(found[0] for found in TRACKING.finditer(asked)).rstrip("&")


def with_query(response, query):
    """A redirect that adds `query` to where it leads; any other response as it is."""
    if not response.has_header("Location"):
        return response
    target = urlsplit(response["Location"])
    # A new one: an answer of the page cache shares its headers with others.
    redirect = HttpResponse(response.content, status=response.status_code)
    for name, value in response.items():
        redirect[name] = value
    redirect["Location"] = target._replace(query="&".join(filter(None, [target.query, query]))).geturl()
    return redirect
