"""Is the site on this machine ready? `python -m tools.healthy` ends with 0 if so; for containers."""

import os
import sys
from http.client import HTTPConnection, HTTPException

from tools.console import fail


def problem_with(port):
    """What /health/ready says is wrong, in one line; empty when all is well."""
    connection = HTTPConnection("127.0.0.1", port, timeout=4)
    try:
        connection.request("GET", "/health/ready")
        answer = connection.getresponse()
        body = answer.read().decode()
    except (OSError, HTTPException) as error:
        return f"The site does not answer: {error}"
    return "" if answer.status == 200 else body


if __name__ == "__main__":
    problem = problem_with(int(os.environ.get("PORT", "").strip() or 8000))
    if problem:
        fail(problem, code=1)
    sys.exit(0)
