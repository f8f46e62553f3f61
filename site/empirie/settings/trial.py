"""Production on one's own machine, to see it: what `make serve` takes when nothing has been set.

The same in everything but what needs https and a name. Only ever served on loopback (tools/serve.py).
"""

from .production import *  # noqa: F403
from .production import environment

ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = False
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "sessionid", "csrftoken"  # browsers take __Host- over https only
# A second step can be set up and tried, as with `make run`, but is not asked of the demo sign-ins.
SECOND_FACTOR_REQUIRED = environment.flag("SECOND_FACTOR_REQUIRED")

# Nobody else can reach it, as with `make run`, whose data it shows.
DEMO_SIGN_INS_ALLOWED = True
