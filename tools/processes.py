"""What it takes to run a server for a while: environment, free port, certificate, waiting for its answer."""

import socket
import subprocess
import time

HOST = "127.0.0.1"
# The least that production asks for; its database and files are those of whoever starts it.
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "empirie.settings.production",
    "SECRET_KEY": "not-a-secret-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJ",
    "ALLOWED_HOSTS": "empirie.example",
    "SITE_URL": "https://empirie.example",
}


def free_port():
    """A port of the loopback on which nobody listens."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


def wait_for_port(port, seconds):
    """Wait until somebody listens on a port of the loopback. Raises TimeoutError."""
    wait_for_answer(lambda: socket.create_connection((HOST, port), timeout=1).close(), seconds)


def wait_for_answer(ask, seconds):
    """Call `ask` until it raises no OSError any more. Raises TimeoutError."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            return ask()
        except OSError as error:
            if time.monotonic() > deadline:
                raise TimeoutError(f"No answer within {seconds} seconds.") from error
            time.sleep(0.05)


def self_signed(folder):
    """(certificate, key): files in `folder`, made by openssl for the loopback, which nobody else believes."""
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    command += ["-subj", f"/CN={HOST}", "-addext", f"subjectAltName=IP:{HOST}"]
    command += ["-keyout", key, "-out", certificate]
    subprocess.run(command, check=True, capture_output=True)
    return certificate, key
