"""Redirects that lose nothing of what the reader asked for: what stands behind the `?` goes along."""

from wagtail.contrib.redirects import middleware

from .query_strings import with_query


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
