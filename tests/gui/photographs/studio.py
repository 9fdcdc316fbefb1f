"""A virtual display, and a chapter's own programs on it and beside it. All of them have ended when it is left."""

import io
import os
import shutil
import subprocess
import tempfile
import time

from courselib.scenario import Scenario
from courselib.stages import find_stage
from courselib.tree import Tree
from courselib.trouble import Trouble

PATIENCE = 120  # seconds; programs that mine on a busy machine are slow
AWAY = ("2500", "1700")  # where the pointer touches no window
TOOLS = ("Xvfb", "xdotool", "import")
TOLD = 8  # seconds until a window has stopped telling what was done
PHRASE = "only for these pictures"

# What the windows' colours in light mean.
WAITS, BAD = b"\x8a\x5a\x00", b"\xb0\x2a\x21"


class Studio:
    """A display that Xvfb finds free, much larger than a window of ours."""

    def __init__(self, stage):
        tree = Tree.here()
        paths = find_stage(tree, stage).program_paths(tree.build / "dev")
        self.scenario = Scenario(stage, {name: path for name, path in paths.items() if path.exists()},
                                 out=io.StringIO())

    def __enter__(self):
        missing = [name for name in TOOLS if not shutil.which(name)]
        if missing:
            raise Trouble(f"not installed: {', '.join(missing)}", "see tools/packages")
        self.home = tempfile.TemporaryDirectory()
        self.before = os.getcwd()
        os.chdir(self.home.name)  # so that no window shows a long path
        self.xvfb = subprocess.Popen(["Xvfb", "-displayfd", "1", "-screen", "0", "2600x1800x24", "-noreset",
                                      "-nolisten", "tcp"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.display = ":" + self.xvfb.stdout.readline().strip()
        return self

    def __exit__(self, *_):
        self.scenario.close()
        self.xvfb.terminate()
        self.xvfb.wait(PATIENCE)
        self.xvfb.stdout.close()
        os.chdir(self.before)
        self.home.cleanup()

    def start(self, program, *words):
        """A program with an end that we decide on."""
        environment = {"DISPLAY": self.display, "WAYLAND_DISPLAY": "", "SBC_PASS_PHRASE": PHRASE}
        return self.scenario.start(program, *map(str, words), env=environment)

    def run(self, program, *words, may=(0,)):
        """All lines of a program that ends by itself."""
        process = self.start(program, *words)
        code = process.wait(timeout=PATIENCE)
        if code not in may:
            raise Trouble(f"{program} {' '.join(map(str, words))} ended with {code}", "\n".join(process.lines))
        return process.lines

    def stop(self, *processes):
        for process in processes:
            process.interrupt()
        for process in processes:
            process.wait(timeout=PATIENCE)

    def hears(self, process, words):
        return process.wait_for(words, timeout=PATIENCE, from_start=True)

    def open(self, program, *words):
        """A window that has been drawn and has the keyboard."""
        return Window(self, self.start(program, *words))


class Window:
    """What a person does in front of it; places are counted from its upper left corner."""

    def __init__(self, studio, process):
        self.studio, self.process = studio, process
        found = self.tool("xdotool", "search", "--sync", "--onlyvisible", "--pid", str(process.pid))
        self.id = found.split()[-1].decode()
        until("the window is drawn", lambda: len(set(self.picture())) > 16)
        self.tool("xdotool", "windowfocus", "--sync", self.id)

    def tool(self, *words):
        done = subprocess.run(words, env={**os.environ, "DISPLAY": self.studio.display}, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, timeout=PATIENCE)
        if done.returncode != 0:
            raise Trouble(f"{words[0]} ended with {done.returncode}", done.stderr.decode(errors="replace"))
        return done.stdout

    def picture(self):
        """What it shows, as raw bytes."""
        return self.tool("import", "-window", self.id, "-depth", "8", "rgb:-")

    def points_of(self, colour):
        """How many points of the picture have it."""
        picture = self.picture()
        return sum(picture[at:at + 3] == colour for at in range(0, len(picture), 3))

    def until(self, what, holds):
        """Looks until it is so; what is shown instead can be looked at afterwards."""
        try:
            until(what, holds)
        except Trouble as trouble:
            failed = Tree.here().build / "photograph-failed.png"
            self.save(failed)
            raise Trouble(trouble.what, f"{failed} shows what there was instead") from None

    def rest(self, seconds=0.7):
        """Waits until it has shown the same for so long."""
        seen, since = self.picture(), time.monotonic()

        def same():
            nonlocal seen, since
            now = self.picture()
            if now != seen:
                seen, since = now, time.monotonic()
            return time.monotonic() >= since + seconds
        self.until("the window is at rest", same)

    def changes(self, do):
        """Does something, and waits until the window shows something else, and then no more changes."""
        before = self.picture()
        do()
        self.until("the window changed", lambda: self.picture() != before)
        self.rest()

    def press(self, *keys):
        self.tool("xdotool", "key", *keys)

    def type(self, text):
        self.tool("xdotool", "type", "--delay", "5", text)

    def click(self, x, y):
        """And away with the pointer, so that it lights nothing up."""
        self.tool("xdotool", "mousemove", "--window", self.id, str(x), str(y), "click", "1", "sleep", "0.2",
                  "mousemove", *AWAY)

    def save(self, path):
        self.tool("import", "-window", self.id, "-depth", "8", "-strip", f"png24:{path}")


def height_of(node):
    """Of its newest block, when it is asked."""
    node.type("tip")
    return int(node.wait_for(r"^block (\d+) [0-9a-f]{64}", timeout=PATIENCE)[1])


def until(what, holds):
    """Looks until it is so."""
    end = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > end:
            raise Trouble(f"in vain waited until {what}")
        time.sleep(0.05)
