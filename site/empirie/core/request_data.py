"""Read what a request says, whoever wrote it: numbers, the address to go back to, how much it sends."""

from django.utils.http import url_has_allowed_host_and_scheme

BACK = "next"  # the field that names the address to go back to


def whole_number(text, allowed=range(10**9)):
    """`text` as a number when it is one of `allowed` (a range), else None."""
    if not text or not text.isascii() or not text.isdecimal() or len(text) > 9:
        return None
    number = int(text)
    return number if number in allowed else None


def address_back(request, default):
    """The address of this site that the request wants to go back to, else `default`."""
    address = request.POST.get(BACK) or request.GET.get(BACK) or ""
    is_ours = address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if is_ours else default


def sends_more_than(request, limit):
    """Whether the body is longer than `limit` bytes or names no length; asked before it is read."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return not length.isdecimal() or int(length) > limit
