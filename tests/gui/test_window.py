"""The wallet's window on a virtual display: typed into and clicked as a person does it, with the gallery's wallet and
with that of chapter 06; and the explorer's, with the gallery's network.

The display is one that Xvfb finds free by itself, and it ends with the test. What the window shows at the end is
written to the build folder. Without Xvfb, xdotool or the window's libraries the tests are skipped, and say so.
"""

import json
import os
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))

from courselib.stages import find_stage  # noqa: E402
from courselib.tree import Tree  # noqa: E402

PATIENCE = 60  # seconds; the software renderer with a sanitizer on a busy machine is slow
OVERVIEW, SEND = 100, 186  # where these panels' names stand, from the window's upper edge
WANTED = ("Xvfb", "xdotool", "import", "convert")
BEN = "sb18w5d4fmncaacmp5mr3qcypxhan0s43k0d75c23yl6s49z9jnppd8y4ranm"


def gallery(preset):
    return Tree.here().build / preset / "tests" / "gui" / "gui_gallery"


def explorer_gallery(preset):
    return gallery(preset).with_name("gui_explorer_gallery")


def stage_program(preset, name):
    tree = Tree.here()
    return tree.build / preset / "chapters" / find_stage(tree, "06").name / name


class Program:
    """A program with a window; its lines are read as they come."""

    def __init__(self, path, *options, display=None):
        environment = {key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY")}
        # The X libraries leak a hundred bytes, and GLFW has unloaded them by the time leaks are counted: they have no
        # name then that a suppression could give. Our own leaks are found by test_gui_window, which needs no X.
        environment["ASAN_OPTIONS"] = "detect_leaks=0"
        if display is not None:
            environment["DISPLAY"] = display
        self.process = subprocess.Popen([path, *options], env=environment, text=True, stdin=subprocess.DEVNULL,
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.lines = queue.Queue()
        threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        for line in self.process.stdout:
            self.lines.put(line.rstrip("\n"))

    def wait_for(self, words):
        """The next line with these words."""
        end, seen = time.monotonic() + PATIENCE, []
        while time.monotonic() < end:
            try:
                seen.append(self.lines.get(timeout=max(0.0, end - time.monotonic())))
            except queue.Empty:
                break
            if words in seen[-1]:
                return seen[-1]
        raise AssertionError(f"the gallery never said \"{words}\"; it said: {seen}")

    def end(self, how=signal.SIGINT):
        """(exit code, standard error)"""
        if self.process.poll() is None:
            self.process.send_signal(how)
        try:
            code = self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            code = self.process.wait()
        complaints = self.process.stderr.read()
        self.process.stdout.close()
        self.process.stderr.close()
        return code, complaints

    def ticks(self):
        """Its processor time until now, in the kernel's ticks."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return int(fields[11]) + int(fields[12])


class Display(unittest.TestCase):
    """A screen, and what a person does in front of it; `path` says which program is on it."""

    preset = "dev"
    path = staticmethod(gallery)

    @classmethod
    def setUpClass(cls):
        missing = [name for name in WANTED if not shutil.which(name)]
        if missing:
            raise unittest.SkipTest(f"not installed: {', '.join(missing)} (see tools/packages)")
        cls.program = cls.path(cls.preset)
        if not cls.program.exists():
            raise unittest.SkipTest(f"there is no {Tree.here().short(cls.program)}: the window's libraries are not "
                                    "installed, or it is not built")
        # Xvfb looks for a free number and tells it.
        cls.xvfb = subprocess.Popen(["Xvfb", "-displayfd", "1", "-screen", "0", "1280x900x24", "-noreset",
                                     "-nolisten", "tcp"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        cls.addClassCleanup(cls.end_xvfb)
        number = cls.xvfb.stdout.readline().strip()
        if not number:
            raise AssertionError("Xvfb did not start")
        cls.display = f":{number}"

    @classmethod
    def end_xvfb(cls):
        cls.xvfb.terminate()
        cls.xvfb.wait(PATIENCE)
        cls.xvfb.stdout.close()

    def tool(self, *words):
        done = subprocess.run(words, env={**os.environ, "DISPLAY": self.display}, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, timeout=PATIENCE)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def open(self, *options):
        """Starts the program, and waits until its window has been drawn and has the keyboard."""
        program = Program(self.program, *options, display=self.display)
        self.addCleanup(self.finish, program)
        self.window = self.tool("xdotool", "search", "--sync", "--onlyvisible", "--pid",
                                str(program.process.pid)).split()[-1].decode()
        self.until("the window is drawn", lambda: len(set(self.picture())) > 16)
        self.tool("xdotool", "windowfocus", "--sync", self.window)
        return program

    def finish(self, program):
        code, complaints = program.end()
        self.assertEqual((code, complaints), (0, ""))

    def picture(self):
        """What the window shows, as raw bytes."""
        return self.tool("import", "-window", self.window, "-depth", "8", "rgb:-")

    def until(self, what, holds):
        end = time.monotonic() + PATIENCE
        while not holds():
            if time.monotonic() > end:
                written = Tree.here().build / "window-failed.png"
                self.tool("import", "-window", self.window, str(written))
                self.fail(f"in vain waited until {what}; {written} shows what there was instead")

    def changes(self, do):
        """Does something, and waits until the window shows something else."""
        before = self.picture()
        do()
        self.until("the window changed", lambda: self.picture() != before)

    def press(self, *keys):
        self.tool("xdotool", "key", *keys)

    def type(self, text):
        self.tool("xdotool", "type", "--delay", "1", text)

    def at_rest(self, program):
        """Nothing is said within a second, and next to no processor time passes (2 ticks are 20 ms)."""
        before = program.ticks()
        try:
            program.lines.get(timeout=1)
        except queue.Empty:
            pass
        return program.ticks() - before <= 2

    def amber(self):
        """How many points of the picture have the colour of what waits for a block."""
        picture = self.picture()
        return sum(picture[at:at + 3] == b"\x8a\x5a\x00" for at in range(0, len(picture), 3))


class OnAScreen(Display):
    def test_a_payment_is_typed_sent_and_seen_to_wait(self):
        program = self.open()
        waiting = self.amber()
        self.changes(lambda: self.press("ctrl+3"))
        self.type(BEN)
        self.press("Tab")
        self.type("45")
        program.wait_for("the draft is good: 45 points")
        self.changes(lambda: self.press("Return"))
        self.press("Return")
        program.wait_for("Sent to Ben, 45 points, waiting for a block")
        self.changes(lambda: self.press("ctrl+1"))
        self.until("one more line waits", lambda: self.amber() > waiting)
        written = Tree.here().build / "window-test.png"
        self.tool("import", "-window", self.window, str(written))
        self.assertGreater(written.stat().st_size, 10_000)

    def test_the_mouse_leads_to_a_panel_and_to_its_form(self):
        program = self.open()
        self.changes(lambda: self.tool("xdotool", "mousemove", "--window", self.window, "60", str(SEND)))
        self.changes(lambda: self.tool("xdotool", "click", "1"))
        # The first change may be the button that gives way; the form is there when nothing moves any more.
        self.until("it is at rest", lambda: self.at_rest(program))
        self.type("Ben")
        self.press("Tab")
        self.type("7")
        program.wait_for("the draft is good: 7 points")

    def test_no_click_is_lost_while_the_window_still_settles(self):
        self.open()
        width = int(self.tool("xdotool", "getwindowgeometry", "--shell", self.window).split(b"WIDTH=")[1].split()[0])

        def marked(y):  # the bar beside the chosen panel's name
            at = (y * width + 16) * 3
            return self.picture()[at:at + 3]
        bar = marked(OVERVIEW)
        self.assertNotEqual(bar, marked(SEND))
        for moves in range(12):  # each takes a little longer to come to the click
            for y in (SEND, OVERVIEW):
                path = [word for x in range(moves + 1)
                        for word in ("mousemove", "--window", self.window, str(50 + x), str(y))]
                self.tool("xdotool", *path, "click", "1")
                self.until(f"the click after {moves} moves is heard", lambda: marked(y) == bar)

    def test_what_is_typed_faster_than_it_is_drawn_lands_where_it_belongs(self):
        program = self.open()
        self.press("ctrl+3")
        self.type("Ben")
        self.press("Tab", "1", "2", "Tab", "3", "Tab")
        program.wait_for("the draft is good: 12 points")

    def test_at_rest_it_costs_nothing(self):
        program = self.open()
        self.until("it is at rest", lambda: self.at_rest(program))

    def test_a_letter_and_an_engraving_are_written_by_keyboard_alone(self):
        program = self.open("--letters", "--network", "up-to-date")
        self.changes(lambda: self.press("ctrl+9"))
        self.type("Dear bob,")
        self.press("Return")
        self.type("the cat is fed.")
        self.press("ctrl+Return")
        program.wait_for("a letter: Dear bob,")
        program.wait_for("the cat is fed.")
        self.changes(lambda: self.press("ctrl+0"))
        self.until("it is at rest", lambda: self.at_rest(program))
        self.type("I was here.")
        self.changes(lambda: self.press("Return"))
        self.until("it is at rest", lambda: self.at_rest(program))
        self.press("Return")
        program.wait_for("engraved: I was here.")

    def test_letters_cost_nothing_at_rest(self):
        program = self.open("--letters", "--network", "up-to-date")
        for page in "90":
            self.changes(lambda page=page: self.press(f"ctrl+{page}"))
            self.until("it is at rest", lambda: self.at_rest(program))

    def test_ctrl_q_closes_the_window(self):
        program = self.open()
        self.press("ctrl+q")
        self.assertEqual(program.process.wait(PATIENCE), 0)


class TheStagesWallet(Display):
    path = staticmethod(lambda preset: stage_program(preset, "wallet"))
    phrase = "only for these tests"

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def cli(self, keys, *words):
        done = subprocess.run([stage_program(self.preset, "wallet-cli"), "--ledger", self.folder / "ledger", "--keys",
                               self.folder / keys, "--json", *words], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              env={**os.environ, "SBC_PASS_PHRASE": self.phrase}, timeout=PATIENCE, text=True)
        return json.loads(done.stdout)

    def test_from_the_first_key_to_a_payment_by_keyboard_alone(self):
        aiko = self.cli("aiko", "create") and self.cli("aiko", "address")["address"]
        program = self.open("--ledger", str(self.folder / "ledger"), "--keys", str(self.folder / "ben"))
        self.type(self.phrase)
        self.press("Tab")
        self.type(self.phrase)
        self.press("Return")
        self.until("the key file is there", (self.folder / "ben").exists)
        self.until("it is at rest", lambda: self.at_rest(program))
        for height in range(1, 6):
            self.press("ctrl+b")
            self.until(f"block {height} is written", lambda: self.cli("ben", "status").get("height") == height)
            self.until("it is at rest", lambda: self.at_rest(program))
        self.press("ctrl+3")
        self.type(aiko)
        self.press("Tab")
        self.type("5")
        self.until("it is at rest", lambda: self.at_rest(program))
        self.changes(lambda: self.press("Return"))
        self.until("it is at rest", lambda: self.at_rest(program))
        self.press("Return")
        self.until("the payment waits", lambda: self.cli("aiko", "balance").get("arriving") == 5)
        newest = self.cli("ben", "history")["entries"][0]
        self.assertEqual((newest["kind"], newest["amount"], newest["fee"], newest["address"], newest["state"]),
                         ("sent", 5, 1, aiko, "waiting"))
        self.changes(lambda: self.press("ctrl+1"))
        self.until("what waits is seen", lambda: self.amber() > 0)


class TheExplorer(Display):
    path = staticmethod(explorer_gallery)

    def test_a_click_on_a_block_leads_to_it_and_ctrl_q_ends(self):
        program = self.open()
        self.changes(lambda: self.press("ctrl+2"))
        self.until("it is at rest", lambda: self.at_rest(program))
        # The newest block's box is the last one, at the right edge below the figures.
        width = int(self.tool("xdotool", "getwindowgeometry", "--shell", self.window).split(b"WIDTH=")[1].split()[0])
        self.tool("xdotool", "mousemove", "--window", self.window, str(width - 100), "200")
        self.changes(lambda: self.tool("xdotool", "click", "1"))
        program.wait_for("looks at block 1204")
        self.until("it is at rest", lambda: self.at_rest(program))
        self.press("ctrl+q")
        self.assertEqual(program.process.wait(PATIENCE), 0)

    def test_at_rest_it_costs_nothing_on_any_page(self):
        program = self.open()
        for page in "23451":
            self.changes(lambda page=page: self.press(f"ctrl+{page}"))
            self.until("it is at rest", lambda: self.at_rest(program))


class WithoutAScreen(unittest.TestCase):
    preset = "dev"

    def test_it_says_so_and_names_wallet_cli(self):
        if not gallery(self.preset).exists():
            raise unittest.SkipTest("the window is not built")
        program = Program(gallery(self.preset))
        self.assertEqual(program.process.wait(PATIENCE), 1)
        code, complaints = program.end()
        self.assertEqual(code, 1)
        self.assertIn("there is no display", complaints)
        self.assertIn("wallet-cli", complaints)


if gallery("asan").exists():
    class OnAScreenWithSanitizers(OnAScreen):
        preset = "asan"

    class TheStagesWalletWithSanitizers(TheStagesWallet):
        preset = "asan"

    class TheExplorerWithSanitizers(TheExplorer):
        preset = "asan"


if __name__ == "__main__":
    unittest.main()
