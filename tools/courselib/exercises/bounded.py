"""Runs a program that may crash, loop for ever, or print without end."""

import os
import resource
import signal
import subprocess
import threading
from dataclasses import dataclass

MOST_OUTPUT = 256 * 1024             # bytes that are kept; the rest is read and forgotten
LARGEST_FILE = 64 * 1024 * 1024


@dataclass(frozen=True)
class Ended:
    exit_code: int     # negative: the number of the signal
    output: str        # standard output and error, as they came
    timed_out: bool


def run_bounded(command, seconds, env=None, cwd=None):
    """Runs the command in a group of its own and ends the whole group after that time."""
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                             env={**os.environ, **(env or {})}, cwd=cwd, start_new_session=True)
    limit(child.pid, seconds)
    kept = bytearray()
    reader = threading.Thread(target=collect, args=(child.stdout, kept), daemon=True)
    reader.start()
    timed_out = False
    try:
        child.wait(seconds)
    except subprocess.TimeoutExpired:
        timed_out = True
    finally:
        try:
            os.killpg(child.pid, signal.SIGKILL)  # also what the program may have left behind
        except ProcessLookupError:
            pass
        child.wait()
        reader.join(1.0)
        if not reader.is_alive():  # else somebody who left the group still holds the other end
            child.stdout.close()
    return Ended(child.returncode, bytes(kept).decode(errors="replace"), timed_out)


def limit(pid, seconds):
    """Limits that the kernel keeps, where it can be asked to (Linux)."""
    if not hasattr(resource, "prlimit"):
        return
    try:
        resource.prlimit(pid, resource.RLIMIT_CORE, (0, 0))
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (LARGEST_FILE, LARGEST_FILE))
        resource.prlimit(pid, resource.RLIMIT_CPU, (int(seconds) + 30, int(seconds) + 31))
    except (OSError, ValueError):
        pass  # it has ended already, or we may not


def collect(stream, kept):
    while True:
        chunk = os.read(stream.fileno(), 65536)
        if not chunk:
            return
        kept.extend(chunk[:max(0, MOST_OUTPUT - len(kept))])
