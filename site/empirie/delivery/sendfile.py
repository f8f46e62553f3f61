"""Documents sent by the server in front, once this one has said that the reader may have them.

For Wagtail's setting SENDFILE_BACKEND, with SENDFILE=1: nginx and Caddy read `X-Accel-Redirect`
(deploy/nginx.conf, deploy/Caddyfile).
"""

from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.http import HttpResponse

INTERNAL = "/internal-media/"  # an address that only the server in front can ask for


def sendfile(request, filename, **kwargs):
    """An empty answer that names the file, which lies in MEDIA_ROOT. Raises ValueError for any other file."""
    name = Path(filename).resolve().relative_to(Path(settings.MEDIA_ROOT).resolve())
    return HttpResponse(headers={"X-Accel-Redirect": INTERNAL + quote(name.as_posix())})
