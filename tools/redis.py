"""A Redis or Valkey server for one run, from the programs of this machine."""

import shutil
import signal
import socket
import subprocess
import tempfile
from pathlib import Path

from tools.processes import free_port, wait_for_answer

PATIENCE = 10
PROGRAMS = ("valkey-server", "redis-server")


class RedisServer:
    """A server on a free port of the loopback, with its files in a temporary folder.

    `stop`, `kill` and `hang` it, and `start` it again on the same port: empty, or with what it saved.
    """

    def __init__(self, *options):
        self.options = options
        self.process = None

    def __enter__(self):
        program = next(filter(None, map(shutil.which, PROGRAMS)), None)
        if program is None:
            raise FileNotFoundError("This machine has neither valkey-server nor redis-server.")
        self.program = program
        self.folder = Path(tempfile.mkdtemp(prefix="empirie-redis-"))
        self.port = free_port()
        self.address = f"redis://127.0.0.1:{self.port}/0"
        self.start()
        return self

    def __exit__(self, *exception):
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self):
        """Start, with what was saved in the folder, and wait until it answers."""
        options = ["--bind", "127.0.0.1", "--port", str(self.port), "--dir", str(self.folder), "--save", ""]
        self.process = subprocess.Popen(
            [self.program, *options, *self.options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        wait_for_answer(self.ping, PATIENCE)

    def ping(self):
        """Raises OSError until the server takes commands: at first it may be loading what it saved."""
        if not self.ask("PING").startswith("+PONG"):
            raise ConnectionError("The Redis server is not ready.")

    def ask(self, *words):
        """The raw answer to one command."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=5) as connection:
            lines = [f"*{len(words)}", *(part for word in words for part in (f"${len(word)}", word))]
            connection.sendall(("\r\n".join(lines) + "\r\n").encode())
            return connection.recv(65536).decode()

    def hang(self):
        """It takes connections and says nothing; `go_on` ends that."""
        self.process.send_signal(signal.SIGSTOP)

    def go_on(self):
        self.process.send_signal(signal.SIGCONT)

    def kill(self):
        """As a power cut would."""
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait()
