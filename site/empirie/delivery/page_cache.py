"""The page cache: an anonymous reader gets the page as the last one got it, until something is written.

Right by construction: an answer is filed under the generation that stood *before* it was drawn, and every
write that a reader could see begins a new generation when it is committed (see `writes`). Whoever asks after
that finds nothing and draws anew.
"""

import logging
from contextlib import ExitStack, contextmanager

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.utils.cache import patch_cache_control

from .answers import Answer
from .generation import FileGeneration
from .kept import Files, Memory

logger = logging.getLogger(__name__)

KEPT_STATUSES = frozenset({200, 301, 302, 308, 404, 410})
LARGEST_BODY = 4 * 1024 * 1024
LONGEST_QUERY = 200


def generation():
    """The generation that all processes of this machine share."""
    return FileGeneration(settings.PAGE_CACHE_DIR / "generation")


def begin_new_generation():
    """Forget all kept pages, now and in every process. Never raises: a page must not fail for its cache."""
    try:
        generation().bump()
    except OSError:
        logger.exception("The page cache could not be emptied")


class PageCacheMiddleware:
    """Stands outermost: what it answers, nothing else sees."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.generation = generation()
        self.memory = Memory()
        self.files = Files(settings.PAGE_CACHE_DIR)
        self.not_kept = {}
        self.session_cookie = settings.SESSION_COOKIE_NAME
        self.never = tuple(settings.PAGE_CACHE_NEVER)

    def __call__(self, request):
        if not settings.PAGE_CACHE or not self.is_for_everybody(request):
            return self.get_response(request)
        try:
            current = self.generation.current()
            key = f"{request.scheme}://{request.get_host()}{request.get_full_path()}"
        except OSError:  # unknown after a full disk: draw, and try to have one for the next reader
            begin_new_generation()
            return self.get_response(request)
        except DisallowedHost:
            return self.get_response(request)
        answer = self.memory.get(current, key)
        if answer is None and self.not_kept.get(key) == current:
            return self.get_response(request)
        return answer.response_to(request, "hit") if answer else self.found_or_drawn(request, current, key)

    def is_for_everybody(self, request):
        """Whether the answer can be the same for all: nobody signed in, nothing sent, a public address."""
        return (
            request.method in ("GET", "HEAD")
            and self.session_cookie not in request.COOKIES
            and "HTTP_AUTHORIZATION" not in request.META
            and "HTTP_RANGE" not in request.META
            and not request.path_info.startswith(self.never)
            and len(request.META.get("QUERY_STRING", "")) <= LONGEST_QUERY
        )

    def found_or_drawn(self, request, current, key):
        if answer := self.look_up(current, key):
            return answer.response_to(request, "hit")
        with self.turn(key):
            if answer := self.look_up(current, key):  # drawn while this reader waited
                return answer.response_to(request, "hit")
            response = self.drawn(request)
            if not is_keepable(response):
                self.remember_as_not_kept(current, key)
                return response
            patch_cache_control(response, **settings.PAGE_CACHE_CONTROL)
            answer = Answer.of(response)
            self.keep(current, key, answer)
        return answer.response_to(request, "stored")

    def drawn(self, request):
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
        if answer is None and (answer := self.files.get(current, key)):
            self.memory.put(current, key, answer)
        return answer

    def keep(self, current, key, answer):
        """File the answer, unless something was written while it was drawn."""
        try:
            if self.generation.current() == current:
                self.memory.put(current, key, answer)
                self.files.put(current, key, answer)
        except OSError:
            logger.warning("A page could not be kept in the cache", exc_info=True)

    def remember_as_not_kept(self, current, key):
        if len(self.not_kept) > 10_000:
            self.not_kept.clear()
        self.not_kept[key] = current

    @contextmanager
    def turn(self, key):
        """Alone with this page; where no lock can be had, all draw at once."""
        with ExitStack() as stack:
            try:
                stack.enter_context(self.files.turn(key))
            except OSError:
                logger.warning("A turn in the page cache could not be taken", exc_info=True)
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
