"""Uploaded files that the public may have, from this machine's disk, a part at a time.

Without parts no browser can jump within a film. Where nginx or Caddy stand in front they serve these files
themselves (docs/serving.md); object storage has addresses of its own.
"""

import mimetypes
import re
from pathlib import Path

from django.core.exceptions import SuspiciousFileOperation
from django.http import FileResponse, Http404, HttpResponse, HttpResponseNotAllowed
from django.utils._os import safe_join
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

# Documents have addresses of their own, where it is asked who may read them; probes leave nothing to read.
NOT_PUBLIC = ("documents/", "health/")
# A name never comes back with another content, so browsers need not ask again. A shared cache does after an
# hour: a photo that is withdrawn must leave it.
LASTING = "public, max-age=31536000, s-maxage=3600, immutable"
# Python knows some of these only where the operating system has a list of its own.
TYPES = {
    ".avif": "image/avif",
    ".flac": "audio/flac",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".m4a": "audio/mp4",
    ".mp3": "audio/mpeg",
    ".mp4": "video/mp4",
    ".ogg": "audio/ogg",
    ".opus": "audio/ogg",
    ".png": "image/png",
    ".vtt": "text/vtt; charset=utf-8",
    ".wav": "audio/wav",
    ".webm": "video/webm",
    ".webp": "image/webp",
}

_ONE_RANGE = re.compile(r"bytes=\s*+(\d{0,18})\s*+-\s*+(\d{0,18})\s*+", re.IGNORECASE)
_CHUNK = 64 * 1024


def media_headers(name):
    """The headers of every answer that carries the uploaded file `name`: made here and nowhere else."""
    suffix = Path(name).suffix.lower()
    return {
        "Content-Type": TYPES.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream",
        "Cache-Control": LASTING,
        "X-Content-Type-Options": "nosniff",
        "Accept-Ranges": "bytes",
    }


def serve_media(request, path, document_root=None):
    """The file at `path`, or the one range of it that the browser asked for (RFC 9110, section 14)."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    try:
        place = Path(safe_join(document_root, path))
        if place.relative_to(safe_join(document_root)).as_posix().startswith(NOT_PUBLIC):
            raise Http404
        known, file = place.stat(), place.open("rb")
    except (OSError, ValueError, SuspiciousFileOperation) as error:  # missing, a folder, outside, no name
        raise Http404 from error
    response = FileResponse(file, headers=media_headers(place.name))
    response.headers["Content-Length"] = str(known.st_size)
    response.headers["Last-Modified"] = http_date(known.st_mtime)
    response.headers["ETag"] = f'"{known.st_mtime_ns:x}-{known.st_size:x}"'
    return _conditional(request, response, known)


def _conditional(request, response, known):
    """The whole file, a part of it, or "not modified", as the browser's own copy requires."""
    etag, modified = response.headers["ETag"], int(known.st_mtime)
    answer = get_conditional_response(request, etag, modified, response)
    if answer is not response:
        response.close()
        for name in ("Cache-Control", "ETag", "Last-Modified"):
            answer.headers[name] = response.headers[name]
        return answer
    asked = _ONE_RANGE.fullmatch(request.headers.get("Range", ""))
    if request.method != "GET" or not asked or not _makes_sense(*asked.groups()):
        return response  # no range, several or nonsense: the whole file is a right answer to each
    if request.headers.get("If-Range", etag) not in (etag, response.headers["Last-Modified"]):
        return response  # the browser has a part of another file
    span = _bytes_of(*asked.groups(), known.st_size)
    if not span:
        response.close()
        return HttpResponse(
            status=416, headers={"Content-Range": f"bytes */{known.st_size}", "Accept-Ranges": "bytes"}
        )
    return _part_of(response, span, known.st_size)


def _makes_sense(first, last):
    return bool(first or last) and not (first and last and int(last) < int(first))


def _bytes_of(first, last, size):
    """The bytes that "first-last" means in a file of `size` bytes, as a range; "-500" means the last 500."""
    if not first:
        return range(max(size - int(last), 0), size)
    return range(int(first), min(int(last) + 1, size) if last else size)


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
