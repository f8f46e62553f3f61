"""The door for WSGI servers. Finds the project by itself, wherever the server was started."""

import os
import sys
from pathlib import Path

SITE_DIR = Path(__file__).resolve().parent.parent
for folder in (SITE_DIR.parent, SITE_DIR):
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "empirie.settings.production")

from django.core.wsgi import get_wsgi_application  # noqa: E402

application = get_wsgi_application()

from django.db import connections  # noqa: E402

from empirie.delivery.memory import search_garbage_seldom  # noqa: E402
from empirie.delivery.page_cache import begin_new_generation  # noqa: E402

search_garbage_seldom()
# New code draws new pages; and a process killed between a commit and its message is replaced by this one.
begin_new_generation()
connections.close_all()  # this thread may serve nobody, and would keep its connection out of the pool
