"""A finished answer, kept with its compressed forms, and given again to other readers."""

import gzip
import hashlib
import json
import re
from dataclasses import dataclass, field
from functools import lru_cache

import brotli
from django.http import HttpResponse, HttpResponseNotModified
from django.http.response import ResponseHeaders
from django.utils.cache import patch_vary_headers

# Above these the time grows much faster than the size shrinks.
BROTLI_QUALITY = 5
GZIP_LEVEL = 6
SMALLEST_WORTH_COMPRESSING = 200
COMPRESSIBLE = re.compile(r"text/|application/(json|xml|rss\+xml|atom\+xml|geo\+json|javascript)|image/svg")
# In the order of preference, by the names of `Content-Encoding`.
ENCODINGS = ("br", "gzip")
MARK = "X-Page-Cache"
_REFUSED = re.compile(r";\s*q\s*=\s*0(\.0*)?\s*$")


@dataclass(frozen=True)
class Answer:
    """Status, headers and body; `bodies` maps a content encoding ("" for none) to the bytes sent for it."""

    status: int
    headers: tuple[tuple[str, str], ...]
    etag: str
    bodies: dict[str, bytes]
    prepared: dict = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, response):
        """What is kept of a finished, not streaming response."""
        body = response.content
        patch_vary_headers(response, ["Accept-Encoding"])
        dropped = {"content-length", "etag"}
        headers = tuple((name, value) for name, value in response.items() if name.lower() not in dropped)
        etag = hashlib.sha256(body).hexdigest()[:24]
        return cls(response.status_code, headers, etag, _compressed(body, response.get("Content-Type", "")))

    @property
    def size(self):
        return sum(map(len, self.bodies.values()))

    def response_to(self, request, mark):
        """The response for one reader: 304 for who has it already, else in the best encoding they take.

        `mark` says where it came from, "hit" or "stored". Stands outermost: nothing may change its headers,
        which all responses of an encoding share.
        """
        asked = request.META
        taken = encodings_taken(asked.get("HTTP_ACCEPT_ENCODING", ""))
        encoding = taken[0] if taken and taken[0] in self.bodies else ""
        is_known = self.status == 200 and _has_it(asked.get("HTTP_IF_NONE_MATCH", ""), self.etag)
        if is_known:
            response = HttpResponseNotModified()
        else:
            body = b"" if request.method == "HEAD" else self.bodies[encoding]
            response = HttpResponse(body, status=self.status)
        response.headers = self._headers_of(encoding, is_known, mark)
        return response

    def _headers_of(self, encoding, is_known, mark):
        """The headers of one kind of response, put together once."""
        kind = encoding, is_known, mark
        if kind not in self.prepared:
            kept = [
                (name, value)
                for name, value in self.headers
                if not (is_known and name.lower() in {"content-type", "content-language"})
            ]
            headers = ResponseHeaders(kept)
            headers["ETag"] = f'"{self.etag}-{encoding}"' if encoding else f'"{self.etag}"'
            headers[MARK] = mark
            if not is_known:
                headers["Content-Length"] = str(len(self.bodies[encoding]))
                if encoding:
                    headers["Content-Encoding"] = encoding
            self.prepared[kind] = headers
        return self.prepared[kind]

    def to_bytes(self):
        """One string of bytes: the length of the head, the head as JSON, the bodies one after the other."""
        head = json.dumps(
            {
                "status": self.status,
                "headers": self.headers,
                "etag": self.etag,
                "bodies": [(encoding, len(body)) for encoding, body in self.bodies.items()],
            }
        ).encode()
        return b"".join([len(head).to_bytes(4), head, *self.bodies.values()])

    @classmethod
    def from_bytes(cls, kept):
        """The opposite. Raises ValueError for bytes that are cut short or nonsense."""
        end = 4 + int.from_bytes(kept[:4])
        head = json.loads(kept[4:end])
        bodies = {}
        for encoding, length in head["bodies"]:
            bodies[encoding] = kept[end : end + length]
            end += length
        if end != len(kept):
            raise ValueError("The kept answer is not whole.")
        return cls(head["status"], tuple(map(tuple, head["headers"])), head["etag"], bodies)


def _compressed(body, content_type):
    bodies = {"": body}
    if len(body) >= SMALLEST_WORTH_COMPRESSING and COMPRESSIBLE.match(content_type):
        bodies["br"] = brotli.compress(body, mode=brotli.MODE_TEXT, quality=BROTLI_QUALITY)
        bodies["gzip"] = gzip.compress(body, GZIP_LEVEL, mtime=0)
    return bodies


@lru_cache(maxsize=256)
def encodings_taken(accepted):
    """What of ENCODINGS an `Accept-Encoding` names and does not refuse (RFC 9110, section 12.5.3)."""
    named = {
        part.partition(";")[0].strip() for part in accepted.lower().split(",") if not _REFUSED.search(part)
    }
    return [name for name in ENCODINGS if name in named]


def _has_it(if_none_match, etag):
    """Whether one of the reader's copies is this one, in whatever encoding (weak comparison)."""
    if not if_none_match:
        return False
    return if_none_match.strip() == "*" or f'"{etag}"' in if_none_match or f'"{etag}-' in if_none_match
