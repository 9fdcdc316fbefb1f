"""A place in which submitted code is compiled and run: watched, bounded, and where the system allows it walled in."""

import contextlib
import ctypes
import os
import shlex
import shutil
import signal
import subprocess
import tarfile
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from courselib.exercises.bounded import collect

SCRIPT = Path(__file__).with_name("jail.sh")
WALLS = ["unshare", "--user", "--map-root-user", "--mount", "--net", "--pid", "--ipc", "--fork", "--kill-child"]
POWERLESS = "setpriv --no-new-privs --bounding-set=-all --inh-caps=-all --ambient-caps=-all"
WATCH_INTERVAL = 0.03   # seconds between two looks at its memory and its processes
GRACE = 8.0             # seconds that it may take to come and go, beyond its own time
MEGABYTE = 1024 * 1024
PR_SET_CHILD_SUBREAPER = 36


@dataclass(frozen=True)
class Limits:
    seconds: float          # of a processor's time; by the clock four times as many, as others may use the machine
    memory: int = 1536      # megabytes that all its processes together may hold
    disk: int = 256         # megabytes that it may write, in all its files together
    processes: int = 60
    address_space: int = 0  # megabytes; 0: any (the sanitizers reserve terabytes, and use little of them)

    @property
    def patience(self):
        return 4 * self.seconds


@dataclass
class Came:
    """What came out of the jail."""
    exit_code: int = 0      # negative: the number of the signal
    output: str = ""        # standard output and error, as they came
    over: str = ""          # the limit that was broken: time, memory, processes, or nothing
    files: dict = field(default_factory=dict)  # name -> content, of those asked for


class Jail:
    """Makes places. `walled` is False where the system does not allow namespaces: then there are only limits."""

    def __init__(self, walled):
        self.walled = walled
        self.stopped = threading.Event()  # somebody has had enough: what runs is ended
        if not walled:  # who leaves his group becomes our child when his parent ends, and can be found
            ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)

    @staticmethod
    def possible():
        """'' when walls can be built here, else what the system said."""
        missing = [name for name in ("unshare", "setpriv", "pivot_root", "mount", "prlimit") if not find(name)]
        if missing:
            return f"there is no {missing[0]}"
        try:
            with tempfile.TemporaryDirectory(prefix="grade-") as folder:
                came = Jail(walled=True).run(Path(folder), "echo yes >yes", Limits(5.0), ["yes"])
        except OSError as error:
            return str(error)
        return "" if came.files.get("yes") == b"yes\n" else came.output.strip() or f"exit code {came.exit_code}"

    def run(self, scratch, command, limits, wanted, sees=(), word="", env=None):
        """Runs lines of sh in scratch/work, which is empty, and brings the wanted files back from there.

        `word` reaches the command in its environment as SBC_NONCE, and nobody else.
        """
        work = scratch / "work"
        (scratch / "root").mkdir(exist_ok=True)
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir()
        inner = ["sh", "-c", self.script(work, command, limits, wanted)]
        walls = [*WALLS, "sh", str(SCRIPT), str(scratch / "root"), str(work), str(limits.disk),
                 *map(str, sees), "--"] if self.walled else []
        brought = scratch / "brought.tar"
        with open(brought, "w+b") as tar:
            child = subprocess.Popen([*walls, *inner], stdin=subprocess.PIPE, stdout=tar, stderr=subprocess.PIPE,
                                     start_new_session=True, env={**bare_environment(work), **(env or {})}, cwd="/")
            came = self.attend(child, limits, word)
        came.files = read_tar(brought, wanted)
        return came

    def script(self, work, command, limits, wanted):
        """What process 1 does: it starts the command without rights, ends what is left, and hands out the files."""
        memory = [f"--as={limits.address_space * MEGABYTE}"] if limits.address_space else []
        # Since Linux 5.14 processes are counted in each user namespace apart; before, the teacher's would count, too.
        count = [f"--nproc={4 * limits.processes}"] if self.walled and kernel() >= (5, 14) else []
        seconds = int(limits.seconds)
        bounds = ["prlimit", "--core=0", f"--fsize={limits.disk * MEGABYTE}", f"--cpu={max(1, seconds)}:{seconds + 2}",
                  "--nofile=256", *memory, *count]
        runner = f"timeout -s KILL {limits.patience:g} {POWERLESS if self.walled else ''} {shlex.join(bounds)}"
        return "\n".join([
            "exec 3>&1 1>&2; IFS= read -r word",
            f"cd {shlex.quote(str(work))}",
            f"SBC_NONCE=$word {runner} sh -c {shlex.quote(command)} </dev/null 3>&-",
            "code=$?",
            "kill -KILL -1 2>/dev/null" if self.walled else "",
            f"tar -cf - --ignore-failed-read {shlex.join(wanted)} >&3 2>/dev/null",
            "exit $code"])

    def attend(self, child, limits, word):
        """Waits for the end and watches; ends whoever breaks a limit, and everything at last."""
        came, kept = Came(), bytearray()
        reader = threading.Thread(target=collect, args=(child.stderr, kept), daemon=True)
        reader.start()
        with contextlib.suppress(BrokenPipeError):
            child.stdin.write(word.encode() + b"\n")
            child.stdin.close()
        started = time.monotonic()
        try:
            while child.poll() is None:
                self.watch(child.pid, limits, came)
                if self.stopped.is_set() or time.monotonic() - started > limits.patience + GRACE:
                    came.over = came.over or "time"
                    break
                with contextlib.suppress(subprocess.TimeoutExpired):
                    child.wait(WATCH_INTERVAL)
        finally:
            took = time.monotonic() - started
            self.end(child)
            reader.join(1.0)
            if not reader.is_alive():
                child.stderr.close()
        code = child.returncode
        came.exit_code = 128 - code if code > 128 else code  # as a shell tells of a signal
        came.output = bytes(kept).decode(errors="replace")
        if not came.over and (came.exit_code == -signal.SIGXCPU or
                              came.exit_code == -signal.SIGKILL and took >= limits.seconds):
            came.over = "time"
        return came

    @staticmethod
    def watch(pid, limits, came):
        """Ends the largest process when all of them hold too much memory, and all when they are too many."""
        held = {one: resident(one) for one in descendants(pid)}
        if len(held) > limits.processes:
            came.over = came.over or "processes"
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)  # behind walls nothing outlives this
        elif sum(held.values()) > limits.memory * MEGABYTE:
            came.over = came.over or "memory"
            with contextlib.suppress(ProcessLookupError):
                os.kill(max(held, key=held.get), signal.SIGKILL)

    def end(self, child):
        """Ends the group, and those who left it."""
        for _ in range(100):
            left = [] if self.walled else [*descendants(child.pid), *orphans(child.pid)]
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(child.pid, signal.SIGKILL)
            for pid in left:
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.kill(pid, signal.SIGKILL)
                with contextlib.suppress(ChildProcessError):
                    os.waitpid(pid, os.WNOHANG)
            child.wait()
            if not left:
                return


def bare_environment(work):
    """Nothing of the teacher's: tokens of a classroom's server stand in environments."""
    return {"PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin", "LC_ALL": "C.UTF-8", "HOME": str(work),
            "TMPDIR": str(work), "CCACHE_DISABLE": "1"}


def read_tar(path, wanted):
    """The content of the wanted files; whatever else or otherwise is in there is left alone."""
    found = {}
    with contextlib.suppress(tarfile.TarError, OSError, EOFError), tarfile.open(path) as tar:
        for member in tar:
            if member.isreg() and member.name in wanted:
                found[member.name] = tar.extractfile(member).read()
    path.unlink(missing_ok=True)
    return found


def find(name):
    return shutil.which(name) or shutil.which(name, path="/usr/sbin:/sbin")


def kernel():
    return tuple(int(word) for word in os.uname().release.split("-")[0].split(".")[:2] if word.isdigit())


# -- what /proc says ----------------------------------------------------------------------------


def parents():
    """pid -> the pid of its parent, of all processes."""
    found = {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            with contextlib.suppress(OSError, IndexError, ValueError), open(f"/proc/{name}/stat") as file:
                found[int(name)] = int(file.read().rpartition(")")[2].split()[1])
    return found


def descendants(pid):
    of = {}
    for child, parent in parents().items():
        of.setdefault(parent, []).append(child)
    found, open_ends = [], [pid]
    while open_ends:
        children = of.get(open_ends.pop(), [])
        found += children
        open_ends += children
    return found


def orphans(known):
    """Our own children other than that one: without walls we do one thing at a time."""
    return [pid for pid, parent in parents().items() if parent == os.getpid() and pid != known]


def resident(pid):
    """Bytes of its own that it holds in memory."""
    with contextlib.suppress(OSError, IndexError, ValueError), open(f"/proc/{pid}/statm") as file:
        words = file.read().split()
        return (int(words[1]) - int(words[2])) * os.sysconf("SC_PAGESIZE")
    return 0
