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

from empirie.delivery.memory import share_freed_memory  # noqa: E402

share_freed_memory()
application = get_wsgi_application()

from empirie.delivery.page_cache import begin_new_generation  # noqa: E402

# New code draws new pages; and a process killed between a commit and its message is replaced by this one.
begin_new_generation()
