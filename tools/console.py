"""How the tools speak, and how they run another command and pass its answer on."""

import subprocess
import sys


def say(text):
    """One line of progress, at once."""
    print(text, flush=True)


def fail(text, code=2):
    """One line on standard error, and the end."""
    sys.stdout.flush()
    sys.stderr.write(text.strip() + "\n")
    sys.exit(code)


def command_after_dashes(arguments, usage):
    """The command of `python -m tools.NAME -- command…`."""
    if len(arguments) < 2 or arguments[0] != "--":
        fail(usage)
    return arguments[1:]


def run_showing(command, progress, pause=4, **options):
    """Run a command, saying `progress()` every `pause` seconds; returns its exit code and piped output."""
    with subprocess.Popen(command, **options) as process:
        while True:
            try:
                output, _errors = process.communicate(timeout=pause)
                return process.returncode, output
            except subprocess.TimeoutExpired:
                say(progress())


def wait_for(command, env=None):
    """Run a command to its end and return its exit code.

    Ctrl-C reaches the command as well: it is left to finish its own report.
    """
    try:
        process = subprocess.Popen(command, env=env)
    except OSError as error:
        fail(f"{command[0]} cannot be started: {error.strerror}.")
    try:
        while True:
            try:
                code = process.wait()
            except KeyboardInterrupt:
                continue
            return code if code >= 0 else 128 - code
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait()
