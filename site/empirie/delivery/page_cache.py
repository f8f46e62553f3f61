"""The page cache: an anonymous reader gets the page as the last one got it, until something is written.

Right by construction: an answer is filed under the generation that stood *before* it was drawn, and every
write that a reader could see begins a new generation when it is committed (see `writes`). Whoever asks after
that finds nothing and draws anew.
"""

import logging
from contextlib import ExitStack, contextmanager, suppress

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.utils.cache import patch_cache_control

from empirie.core.remembered import Memories, remembering

from .answers import Answer
from .generation import FileGeneration, SharedGeneration
from .kept import Files, Memory
from .query_strings import drop_tracking, with_query

logger = logging.getLogger(__name__)

KEPT_STATUSES = frozenset({200, 301, 302, 308, 404, 410})
LARGEST_BODY = 4 * 1024 * 1024
LONGEST_QUERY = 200
MOST_NOT_KEPT = 10_000


def is_shared():
    """Whether several machines may share the database, and the generation with it."""
    return settings.DATABASES["default"]["ENGINE"].endswith("postgresql")


def generation():
    """The generation of this machine, or of all that share the database."""
    kind = SharedGeneration if is_shared() else FileGeneration
    return kind(settings.PAGE_CACHE_DIR / "generation")


def begin_new_generation(**signal):
    """Forget all kept pages, now and in every process. Never raises: a page must not fail for its cache."""
    try:
        generation().bump()
    except OSError:
        logger.exception("The page cache could not be emptied")
    if settings.WAGTAILFRONTENDCACHE:
        from .cdn import purge_soon  # its task needs the apps, which gunicorn has not loaded yet

        purge_soon()


class PageCacheMiddleware:
    """Stands outermost: what it answers, nothing else sees. What may not be shared says `private`."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.generation, self.answers = generation(), Files(settings.PAGE_CACHE_DIR)
        self.memory, self.memories = Memory(), Memories()
        self.not_kept = {}
        self.session_cookie = settings.SESSION_COOKIE_NAME
        self.never = tuple(settings.PAGE_CACHE_NEVER)

    def __call__(self, request):
        tracking = drop_tracking(request)
        response = self.response_to(request)
        if not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True)
        return with_query(response, tracking) if tracking else response

    def response_to(self, request):
        """The response to a request whose address holds only what a page may look at."""
        if not settings.PAGE_CACHE or not self.is_for_everybody(request):
            return self.get_response(request)
        try:
            key, current = self.key_of(request), self.generation.current()
        except DisallowedHost:
            return self.get_response(request)
        except OSError:
            logger.warning("The page cache has no generation", exc_info=True)
            return self.get_response(request)
        if answer := self.memory.get(current, key):
            return answer.response_to(request, "hit")
        if self.not_kept.get(key) == current:
            with remembering(self.memories.of(current)):
                return self.get_response(request)
        return self.found_or_rendered(request, current, key)

    def is_for_everybody(self, request):
        """Whether the answer can be the same for all: nobody signed in, nothing sent, a public address."""
        asked = request.META
        return (
            request.method in ("GET", "HEAD")
            and not ("HTTP_COOKIE" in asked and self.session_cookie in request.COOKIES)
            and "HTTP_AUTHORIZATION" not in asked
            and "HTTP_RANGE" not in asked
            and not request.path_info.startswith(self.never)
            and len(asked.get("QUERY_STRING", "")) <= LONGEST_QUERY
        )

    def key_of(self, request):
        """The whole address. No query holds a line feed, so that no path can pass for path and query.

        Raises DisallowedHost.
        """
        query = request.META.get("QUERY_STRING", "")
        return f"{request.scheme}://{request.get_host()}{request.path}\n{query}"

    def found_or_rendered(self, request, current, key):
        if answer := self.look_up(current, key):
            return answer.response_to(request, "hit")
        with self.lock(key):
            if answer := self.look_up(current, key):  # drawn while this reader waited
                return answer.response_to(request, "hit")
            with remembering(self.memories.of(current)):
                response = self.rendered(request)
            if is_keepable(response):
                patch_cache_control(response, **settings.PAGE_CACHE_CONTROL)
                answer = Answer.of(response)
                self.keep(current, key, answer)
                return answer.response_to(request, "stored")
        if response.status_code < 500:
            if len(self.not_kept) > MOST_NOT_KEPT:
                self.not_kept.clear()
            self.not_kept[key] = current
        return response

    def rendered(self, request):
        """The response to a GET, finished: what a HEAD asks for is cut out of it."""
        method, request.method = request.method, "GET"
        try:
            response = self.get_response(request)
            if hasattr(response, "render") and not response.is_rendered:
                response = response.render()
        finally:
            request.method = method
        return response

    def look_up(self, current, key):
        answer = self.memory.get(current, key)
        if answer is None and (answer := self.answers.get(current, key)):
            self.memory.put(current, key, answer)
        return answer

    def keep(self, current, key, answer):
        """File the answer, unless something was written while it was drawn."""
        try:
            if self.generation.current() == current:
                self.memory.put(current, key, answer)
                self.answers.put(current, key, answer)
        except OSError:
            logger.warning("A page could not be kept in the cache", exc_info=True)

    @contextmanager
    def lock(self, key):
        """Alone with this page; where no lock can be had, all draw at once."""
        with ExitStack() as stack:
            with suppress(OSError):
                stack.enter_context(self.answers.lock(key))
            yield


def is_keepable(response):
    """Whether a response may be given to others: it sets nothing, promises nothing to one reader alone."""
    control = response.get("Cache-Control", "")
    return (
        response.status_code in KEPT_STATUSES
        and not response.streaming
        and not response.cookies
        and "cookie" not in response.get("Vary", "").lower()
        and not any(word in control for word in ("private", "no-store", "no-cache"))
        and not response.has_header("Content-Encoding")
        and len(response.content) <= LARGEST_BODY
    )
