"""Configures and builds a folder of build/ with the presets of CMakePresets.json, and shows how far it is."""

import contextlib
import fcntl
import json
import os
import re
import shutil
import subprocess
import sys
import threading
from dataclasses import dataclass, field

from courselib import terminal
from courselib.trouble import Trouble

STEP = re.compile(r"^\[(\d+)/(\d+)\] (.*)$")
MOST_SHOWN = 60  # lines of compiler output; the rest is in the log


def jobs():
    """How many compilers run at once: one for each core we may use. SBC_JOBS says otherwise."""
    if os.environ.get("SBC_JOBS", "").isdigit():
        return max(1, int(os.environ["SBC_JOBS"]))
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@dataclass
class NinjaOutput:
    """Reads what ninja prints: [n/m] steps, and under a step what its command said."""
    failed: list = field(default_factory=list)    # (what, output) of each command that failed
    remarks: list = field(default_factory=list)   # output of commands that did not fail: warnings
    loose: list = field(default_factory=list)     # lines outside of any step
    done: int = 0
    total: int = 0
    step: str = ""
    _open: list = None          # where output goes
    _skip_command: bool = False

    def feed(self, line):
        """Takes one line; returns True when it is a new step."""
        step = STEP.match(line)
        if step:
            self.done, self.total, self.step = int(step[1]), int(step[2]), step[3]
            self._open = None
            return True
        if line.startswith("FAILED: "):
            self._open = []
            self.failed.append((line[len("FAILED: "):].strip(), self._open))
            self._skip_command = True  # ninja repeats the whole command next
        elif line.startswith("ninja: "):
            self.loose.append(line)
            self._open = None
        elif self._skip_command:
            self._skip_command = False
        elif self._open is not None:
            self._open.append(line)
        elif self.step:
            self._open = [line]
            self.remarks.append((self.step, self._open))
        else:
            self.loose.append(line)
        return False


@dataclass
class Built:
    """How a build ended. `text` is what the compilers said, for people."""
    ok: bool
    text: str
    log: object
    steps: int = 0


class Build:
    """One folder under build/. Several may exist for one preset (name), with different options."""

    def __init__(self, tree, preset, name=None, options=(), source=None, progress=True):
        self.tree = tree
        self.preset = preset
        self.name = name or preset
        self.folder = tree.build / self.name
        self.options = list(options)
        self.source = source or tree.root
        self.log = tree.logs / f"{self.name.replace('/', '-')}.log"
        self.progress = terminal.Progress() if progress else None

    # -- configuring ----------------------------------------------------------------------------

    @property
    def configured(self):
        stamp = self.folder / "course-configured.json"
        if not (self.folder / "build.ninja").exists() or not stamp.exists():
            return False
        if stamp.read_text() != self._stamp() or self._moved():
            return False
        installed = self.tree.build / "packages-installed"  # touched by ./course when it installs
        return not installed.exists() or installed.stat().st_mtime <= stamp.stat().st_mtime

    def _stamp(self):
        return json.dumps({"root": str(self.tree.root), "options": self.options})

    def configure(self):
        """Runs cmake if the folder is new or its options have changed."""
        if self.configured:
            return
        command = ["cmake", "--preset", self.preset, "-B", str(self.folder), *self.options]
        self._show(f"{self.name}: configuring")
        with locked(self.folder):
            if self._moved():  # what cmake --fresh does, from 3.24 on
                (self.folder / "CMakeCache.txt").unlink()
                shutil.rmtree(self.folder / "CMakeFiles", ignore_errors=True)
            done = run_to_log(command, self.log, cwd=self.source)
        self._clear()
        if done.returncode != 0:
            raise Trouble(f"cmake could not configure {self.tree.short(self.folder)}:\n{cmake_message(done.stdout)}",
                          f"everything it said: {self.tree.short(self.log)}")
        (self.folder / "course-configured.json").write_text(self._stamp())

    def configure_again(self):
        """Configures although nothing that we know of has changed."""
        (self.folder / "course-configured.json").unlink(missing_ok=True)
        self.configure()

    def _moved(self):
        """Was it configured in or for another place (the repository or the folder itself was moved or copied)?"""
        cache = self.folder / "CMakeCache.txt"
        if not cache.exists():
            return False
        places = dict(re.findall(r"^(CMAKE_HOME_DIRECTORY|CMAKE_CACHEFILE_DIR):INTERNAL=(.*)$",
                                 cache.read_text(errors="replace"), re.M))
        meant = {"CMAKE_HOME_DIRECTORY": self.source, "CMAKE_CACHEFILE_DIR": self.folder}
        return any(os.path.realpath(place) != os.path.realpath(meant[name]) for name, place in places.items())

    # -- building -------------------------------------------------------------------------------

    def build(self, *targets, keep_going=False):
        """Configures if needed, builds, and returns how it went. Without targets: everything."""
        self.configure()
        with locked(self.folder):
            built = self._ninja(targets, keep_going)
        if not built.ok and "unknown target" in built.text:
            self.configure_again()  # a chapter or exercise that cmake has not seen yet
            with locked(self.folder):
                built = self._ninja(targets, keep_going)
        return built

    def need(self, *targets):
        """Builds; a failure is shown and ends the command."""
        built = self.build(*targets)
        if not built.ok:
            raise Trouble(f"the build failed.\n{built.text}",
                          f"correct the first error above and type the same command again "
                          f"(all output: {self.tree.short(built.log)})")
        if built.text:
            print(built.text, file=sys.stderr)  # warnings
        return built

    def _ninja(self, targets, keep_going):
        ninja = shutil.which("ninja") or shutil.which("ninja-build")
        if not ninja:
            raise Trouble("ninja is not installed", "on Debian and Ubuntu: sudo apt-get install ninja-build")
        command = [ninja, "-C", str(self.folder), "-j", str(jobs()), *(["-k", "0"] if keep_going else []), *targets]
        output = NinjaOutput()
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with open(self.log, "w") as log:
            child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                     stderr=subprocess.STDOUT, text=True, errors="replace",
                                     env={**os.environ, "NINJA_STATUS": "[%f/%t] ", "LC_ALL": "C.UTF-8"})
            try:
                for line in child.stdout:
                    log.write(line)
                    if output.feed(line.rstrip("\n")):
                        self._show(f"{self.name}: {output.done} of {output.total}  {short_step(output.step)}")
            except BaseException:
                child.terminate()  # Ctrl+C reaches ninja as well; a signal to us alone does not
                raise
            finally:
                child.stdout.close()
                child.wait()
        self._clear()
        ok = child.returncode == 0
        return Built(ok, self._text(output, ok), self.log, output.total)

    def _text(self, output, ok):
        """What the compilers said, once; paths as seen from the repository."""
        if output.failed:
            blocks = ["\n".join(said) or f"{what} failed without a word" for what, said in output.failed]
        elif ok:
            blocks = ["\n".join(said) for step, said in output.remarks if not step.startswith("Re-")]  # cmake itself
        else:
            loose = output.loose + [line for _, said in output.remarks for line in said]
            blocks = [cmake_message("\n".join(line for line in loose if not line.startswith("ninja: Entering")))]
        lines = "\n".join(blocks).replace(str(self.tree.root) + "/", "").splitlines()
        if len(lines) > MOST_SHOWN:
            lines = lines[:MOST_SHOWN] + [f"… and {len(lines) - MOST_SHOWN} more lines in {self.tree.short(self.log)}"]
        return "\n".join(lines)

    def _show(self, text):
        if self.progress:
            self.progress.update(text)

    def _clear(self):
        if self.progress:
            self.progress.clear()


def short_step(step):
    """'Building CXX object a/CMakeFiles/x.dir/b.cpp.o' -> 'compiling b.cpp'."""
    words = step.split(" ")
    last = words[-1].rsplit("/", 1)[-1]
    if step.startswith("Building"):
        return "compiling " + re.sub(r"\.(o|gch|pch)$", "", last)
    if step.startswith("Linking"):
        return "linking " + last
    if step.startswith("Re-checking globbed"):  # ninja's first step where cmake's lists of files are patterns
        return "looking for new files"
    return step


def cmake_message(text):
    """The errors in what cmake said; all of it when there are none."""
    errors = re.findall(r"^CMake Error.*?(?=^CMake |^-- |\Z)", text, re.M | re.S)
    return "\n".join(error.strip() for error in errors) or "\n".join(text.strip().splitlines()[-30:])


def run_to_log(command, log, **more):
    """Runs a command to its end; what it says is returned and kept in the log."""
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              text=True, errors="replace", **more)
    except FileNotFoundError:
        raise Trouble(f"{command[0]} is not installed", f"on Debian and Ubuntu: sudo apt-get install {command[0]}") \
            from None
    log.parent.mkdir(parents=True, exist_ok=True)
    log.write_text(f"$ {' '.join(map(str, command))}\n{done.stdout}")
    return done


_held = threading.local()  # .folders: those that this thread has locked already


@contextlib.contextmanager
def locked(folder):
    """Only one ./course, and one part of it, works in a build folder at a time; the second one waits and says so."""
    held = vars(_held).setdefault("folders", set())
    if folder in held:
        yield
        return
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / ".course-lock", "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print(f"somebody else is building in {folder.name}; waiting for it …", file=sys.stderr)
            fcntl.flock(lock, fcntl.LOCK_EX)
        held.add(folder)
        try:
            yield
        finally:
            held.discard(folder)
