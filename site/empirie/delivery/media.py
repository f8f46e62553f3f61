"""Uploaded files on a newcomer's machine, a part at a time: without that no browser can jump within a film.

Django's own view for files of the development server always sends the whole. A real server (nginx, Caddy)
sends ranges by itself.
"""

import re

from django.http import FileResponse, HttpResponse
from django.views.static import serve

_ONE_RANGE = re.compile(r"bytes=\s*(\d{0,18})\s*-\s*(\d{0,18})\s*", re.IGNORECASE)
_CHUNK = 64 * 1024


def serve_media(request, path, document_root=None):
    """The file at `path`, or the one range of it that the browser asked for (RFC 9110, section 14)."""
    response = serve(request, path, document_root=document_root)
    if not isinstance(response, FileResponse):
        return response
    response.headers["Accept-Ranges"] = "bytes"
    size = int(response.headers["Content-Length"])
    if request.method != "GET" or not _still_the_same(request, response):
        return response
    asked = _ONE_RANGE.fullmatch(request.headers.get("Range", ""))
    if not asked or not _makes_sense(*asked.groups()):
        return response  # no range, several or nonsense: the whole file is a right answer to each
    span = _bytes_of(*asked.groups(), size)
    if not span:
        response.close()
        return HttpResponse(
            status=416, headers={"Content-Range": f"bytes */{size}", "Accept-Ranges": "bytes"}
        )
    return _part_of(response, span, size)


def _makes_sense(first, last):
    return bool(first or last) and not (first and last and int(last) < int(first))


def _bytes_of(first, last, size):
    """The bytes that "first-last" means in a file of `size` bytes, as a range; "-500" means the last 500."""
    if not first:
        return range(max(size - int(last), 0), size)
    return range(int(first), min(int(last) + 1, size) if last else size)


def _still_the_same(request, response):
    """Whether the file is still the one of which the browser has a part already (If-Range)."""
    known = request.headers.get("If-Range")
    return known is None or known == response.headers["Last-Modified"]


def _part_of(response, span, size):
    file = response.file_to_stream
    file.seek(span.start)
    response.status_code = 206
    response.headers["Content-Length"] = str(len(span))
    response.headers["Content-Range"] = f"bytes {span.start}-{span.stop - 1}/{size}"
    response.streaming_content = _read(file, len(span))
    return response


def _read(file, left):
    while left > 0 and (chunk := file.read(min(_CHUNK, left))):
        left -= len(chunk)
        yield chunk
