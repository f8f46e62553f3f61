"""Where tasks run while no worker is set up: in a thread of the process that asked, after its answer.

Nothing is kept when the process ends: for tasks whose work is found again (see photos/renditions/tasks.py).
"""

import logging
import queue
import threading
import time

from django.db import close_old_connections, connections
from django_tasks.backends.immediate import ImmediateBackend

logger = logging.getLogger(__name__)


class ThreadBackend(ImmediateBackend):
    """A backend for django-tasks: one thread a process, one task after the other.

    django-tasks 0.12 has no public place between noting a task and doing it: hence `_execute_task`.
    """

    def __init__(self, alias, params):
        super().__init__(alias, params)
        self.waiting = queue.SimpleQueue()
        self.lock = threading.Lock()
        self.thread = None
        self.begun = None

    def is_stuck(self, seconds):
        """Whether one task has been going on for so long, or some wait and nobody works."""
        begun = self.begun
        if begun is not None and time.monotonic() - begun > seconds:
            return True
        return not self.waiting.empty() and not (self.thread and self.thread.is_alive())

    def _execute_task(self, task_result):
        self.waiting.put(task_result)
        with self.lock:
            # Also in a process forked from one whose thread it does not share.
            if self.thread is None or not self.thread.is_alive():
                self.thread = threading.Thread(target=self._work, name=f"tasks {self.alias}", daemon=True)
                self.thread.start()

    def _work(self):
        while True:
            task_result = self.waiting.get()
            self.begun = time.monotonic()
            try:
                close_old_connections()
                super()._execute_task(task_result)
                connections.close_all()
            finally:
                self.begun = None
