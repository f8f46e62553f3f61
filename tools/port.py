"""Is the port free that the site is to be served on? `python3 -m tools.port 8000`

Runs under the machine's own Python, before anything is installed.
"""

import re
import socket
import sys

from tools.console import fail

HOST = "127.0.0.1"


def problem_with(port):
    """Why the site cannot be served on this port, in one line; empty when it can."""
    if not (re.match("[0-9]{1,5}$", port) and 0 < int(port) < 65536):
        return f"PORT must be a number from 1 to 65535, not {port!r}."
    with socket.socket() as client:
        client.settimeout(2)
        taken = client.connect_ex((HOST, int(port))) == 0
    if not taken:
        with socket.socket() as server:
            server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                server.bind((HOST, int(port)))
            except PermissionError:
                return f"Port {port} needs an administrator's rights. Choose another: make run PORT=8001"
            except OSError:
                taken = True
    if taken:
        return f"Port {port} is taken by another program. Stop it, or choose another port: make run PORT=8001"
    return ""


if __name__ == "__main__":
    if len(sys.argv) != 2:
        fail("Usage: python3 -m tools.port PORT")
    problem = problem_with(sys.argv[1])
    if problem:
        fail(problem)
