"""The door for WSGI servers. Finds the project by itself, wherever the server was started.

`make serve` enters by `empirie.delivery.application` instead, where the server itself minds the page cache.
"""

import os
import sys
from pathlib import Path

SITE_DIR = Path(__file__).resolve().parent.parent
for folder in (SITE_DIR.parent, SITE_DIR):
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "empirie.settings.production")

from empirie.delivery.application import make_application  # noqa: E402

application = make_application()

from django.db import connections  # noqa: E402

from empirie.delivery.page_cache import begin_new_generation  # noqa: E402

# New code draws new pages; and a process killed between a commit and its message is replaced by this one.
begin_new_generation()
connections.close_all()  # this thread may serve nobody, and would keep its connection out of the pool
