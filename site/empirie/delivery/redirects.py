"""Redirects that lose nothing of what the reader asked for: what stands behind the `?` goes along."""

from urllib.parse import urlsplit

from django.http import HttpResponse
from wagtail.contrib.redirects import middleware


class RedirectMiddleware(middleware.RedirectMiddleware):
    """Wagtail's, which finds a moved page by its path alone and then forgets the query string."""

    def process_response(self, request, response):
        answer = super().process_response(request, response)
        query = request.get_full_path().partition("?")[2]
        if answer is response or not query or _is_for_this_query(request):
            return answer
        return with_query(answer, query)


def _is_for_this_query(request):
    """Whether an editor made the redirect for this very query, which then has done its work."""
    asked = middleware.models.Redirect.normalise_path(request.get_full_path(), decode_unicode=False)
    return middleware.get_redirect(request, asked) is not None


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
