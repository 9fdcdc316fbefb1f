"""The part that begins with nothing: the README's two commands on a minimal Debian."""

import os
import shutil
import sys

from courselib.suite.run import Result, totals

SCRIPT = "tests/fresh/bare_debian.py"
LIMIT = 4 * 3600


def bare_debian(run):
    """Skipped, and said so, by whoever may not make one."""
    name, repeat = "the README's two commands on a bare Debian", f"sudo python3 {SCRIPT}"
    if os.geteuid() != 0 or not shutil.which("debootstrap"):
        yield Result(name, skipped=1, note="it takes root's rights, and debootstrap", repeat=repeat)
        return
    code, output = run.command([sys.executable, SCRIPT], "bare-debian", LIMIT)
    yield totals(name, code, output, log=run.tree.log("bare-debian"), repeat=repeat)
