"""The README's two commands on a Debian where nothing is installed.

    python3 tests/fresh/bare_debian.py [--keep] [--root FOLDER]

debootstrap makes a minimal Debian 12 in a folder: no compiler, no Python. git comes along, as whoever clones has it.
There the course is cloned, at the commit that is checked out here, and `./course demo` and `./course test` are typed,
by root, in namespaces of processes and mounts of their own. Whatever they need they have to install themselves. It
takes root's rights, Debian's archive and about 6 GB, and half an hour of two cores, as nothing is compiled beforehand.
"""

import argparse
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TREE = Path(__file__).resolve().parents[2]
HOME = "/root/course"  # of the clone, as seen from within
MAKING = 1200.0        # seconds for debootstrap
DEMO = 3600.0          # for each command of the README, builds included
TEST = 7200.0
LAST_LINES = 40
ENTER = """
mount --make-rprivate /
mount -t proc proc {root}/proc
mount -t sysfs -o ro sysfs {root}/sys
mount --rbind /dev {root}/dev
exec chroot {root} env -i HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin TERM=dumb \
    {proxies} sh -c {command}
"""


class Failed(Exception):
    """What went wrong, in words for a person."""


class Root:
    """A minimal Debian in a folder."""

    def __init__(self, folder):
        self.folder = folder

    def make(self):
        words = ["debootstrap", "--variant=minbase", "bookworm", str(self.folder)]
        code, lines = watched(words, MAKING, "debootstrap")
        if code != 0:
            raise Failed(f"debootstrap ended with {code}:\n" + last(lines))
        shutil.copy("/etc/resolv.conf", self.folder / "etc" / "resolv.conf")

    def types(self, command, seconds, where="/"):
        """A line typed in there, beside nothing else; returns its exit code and what it has said."""
        inside = f"cd {shlex.quote(where)} && {command}"
        proxies = " ".join(shlex.quote(f"{key}={value}") for key, value in os.environ.items()
                           if key.lower() in ("http_proxy", "https_proxy", "no_proxy"))
        script = ENTER.format(root=shlex.quote(str(self.folder)), proxies=proxies, command=shlex.quote(inside))
        return watched(["unshare", "--mount", "--uts", "--ipc", "--pid", "--fork", "--kill-child", "sh", "-euc",
                        script], seconds, command)

    def must(self, command, seconds, where="/"):
        code, lines = self.types(command, seconds, where)
        if code != 0:
            raise Failed(f"'{command}' ended with {code}:\n" + last(lines))
        return lines


def watched(words, seconds, name):
    """Runs a command to its end, or to that of its time; a line about it now and then."""
    child = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                             start_new_session=True)
    signal.signal(signal.SIGALRM, lambda *_: end(child))
    signal.alarm(int(seconds))
    lines, shown = [], 0.0
    try:
        for raw in child.stdout:
            lines.append(raw.decode(errors="replace").rstrip())
            if time.monotonic() > shown + 20:
                shown = time.monotonic()
                print(f"  {name}: {lines[-1].strip()[:90]}", flush=True)
        return child.wait(), lines
    finally:
        signal.alarm(0)
        end(child)
        child.stdout.close()


def end(child):
    """The first process of the namespace takes all others with it."""
    try:
        os.killpg(child.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        pass


def last(lines):
    """The end, and what failed before it."""
    failed = [number for number, line in enumerate(lines) if line.startswith("FAILED")]
    shown = {number + i for number in failed for i in range(LAST_LINES)} | set(range(len(lines) - LAST_LINES, len(lines)))
    return "\n".join("    " + lines[number] for number in sorted(shown) if 0 <= number < len(lines))


# -- what is tried -----------------------------------------------------------------------------------


def prepare(root):
    """A clone, and nothing that it could use but git."""
    root.make()
    found = root.types("command -v python3 cmake g++ ninja make ccache", 60)[1]
    if found:
        raise Failed(f"this root is not bare: {found}")
    root.must("apt-get update -q && apt-get install -q -y --no-install-recommends git", 900)
    subprocess.run(["git", "clone", "--quiet", "--bare", TREE, root.folder / "course.git"], check=True)
    root.must(f"git clone --quiet /course.git {HOME}", 120)


def demo(root):
    lines = root.must("./course demo", DEMO, HOME)
    if not any(line.startswith("That was chapter") for line in lines):
        raise Failed("the demo did not come to its end:\n" + last(lines))
    return "the newest chapter came alive"


def test(root):
    code, lines = root.types("./course test", TEST, HOME)
    counted = re.match(r"(\d+) passed, (\d+) failed", lines[-1] if lines else "")
    if code != 0 or not counted or int(counted[1]) == 0 or int(counted[2]) != 0:
        raise Failed(f"it ended with {code}:\n" + last(lines))
    return lines[-1]


def walk(root):
    """Returns how many of the two commands worked."""
    passed = 0
    for name, work in (("./course demo", demo), ("./course test", test)):
        began = time.monotonic()
        try:
            said = work(root)
        except Failed as failed:
            print(f"FAILED  {name}: {failed}", flush=True)
            continue
        passed += 1
        minutes, seconds = divmod(int(time.monotonic() - began), 60)
        print(f"ok      {name}, {minutes} min {seconds} s: {said}", flush=True)
    return passed


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--keep", action="store_true", help="leave the folder, to look around in it")
    parser.add_argument("--root", type=Path, help="a folder that does not exist yet; one of the system's choice if not")
    given = parser.parse_args()
    if os.geteuid() != 0:
        sys.exit("bare_debian: a minimal Debian is made and entered by root: type it with sudo")
    if not shutil.which("debootstrap"):
        sys.exit("bare_debian: debootstrap is missing: apt-get install debootstrap")
    folder = given.root or Path(tempfile.mkdtemp(prefix="bare-debian-")) / "root"
    folder.mkdir(parents=True)  # an old one might not be bare any more
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    root, passed = Root(folder), 0
    try:
        prepare(root)
        passed = walk(root)
    except Failed as failed:
        print(f"FAILED  {failed}", flush=True)
    finally:
        if given.keep:
            print(f"it is still there: {folder}", flush=True)
        else:
            shutil.rmtree(folder if given.root else folder.parent)
    print(f"{passed} passed, {2 - passed} failed")
    return 0 if passed == 2 else 1


if __name__ == "__main__":
    sys.exit(main())
