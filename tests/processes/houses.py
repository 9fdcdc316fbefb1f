"""Nodes as programs: chapter 07's `node`, and common's full node (whole_node.cpp), which is started in the same way."""

import io
import re
import shutil
import signal
import sys
import tempfile
import traceback
from pathlib import Path

from witness import PATIENCE, Wrong

from courselib.scenario import Scenario
from courselib.stages import find_stage
from courselib.tree import Tree
from courselib.trouble import Trouble

NETWORK, SPACING = "houses", 1  # seconds; the least that there is
OF_NETWORK = ("--network", NETWORK, "--spacing", str(SPACING))
KINDS = ("node", "whole_node")
SANITIZER = "ERROR: .*Sanitizer|WARNING: ThreadSanitizer|runtime error:"
LISTENS = r"node: listening on (\S+)"


class Houses:
    """Starts nodes, each in a folder of its own; with the `with` all of them have ended."""

    def __init__(self, build):
        tree = Tree.here()
        paths = find_stage(tree, "07").program_paths(tree.build / build)
        paths = {name: path for name, path in paths.items() if name in ("node", "sign")}
        paths["whole_node"] = tree.build / build / "tests" / "whole_node"
        missing = [tree.short(path) for path in paths.values() if not path.exists()]
        if missing:
            raise Trouble(f"not built: {', '.join(missing)}", f"./course test --only reliability builds them ({build})")
        self._folder = tempfile.TemporaryDirectory(prefix="simplebitcoin-")
        self.folder = Path(self._folder.name)
        self.scenario = Scenario("07", paths, out=io.StringIO())
        self.addresses = {}

    def __enter__(self):
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # whoever ends us ends all that we have started
        return self

    def __exit__(self, *_):
        self.scenario.close()
        self._folder.cleanup()

    def start(self, kind, folder, *others, options=()):
        """A node; `others` are addresses. It may not listen yet."""
        words = [word for other in others for word in ("--core", other)]
        process = self.scenario.start(kind, *OF_NETWORK, "--data", str(self.folder / folder), *words, *options,
                                      quiet=True)
        process.kind = kind
        return process

    def listens(self, process):
        """Waits until it does; its address."""
        process.address = process.wait_for(LISTENS, timeout=PATIENCE, from_start=True)[1]
        process.wait_for("node: at block", timeout=PATIENCE, from_start=True)
        return process.address

    def left(self, process):
        """It has ended. Nothing remains of it; and no sanitizer had anything to say."""
        self.scenario.processes.remove(process)
        process.end()
        if process.said(SANITIZER):
            raise Wrong("a sanitizer speaks:\n" + "\n".join(process.lines))

    def kill(self, process):
        process.kill()
        self.left(process)

    def stop(self, process):
        """Ctrl+C, which is answered."""
        process.interrupt()
        code = process.wait(timeout=PATIENCE)
        if code != 0 or process.lines[-1:] != ["node: stopped"]:
            raise Wrong(f"{process.kind} ended with {code}:\n" + "\n".join(process.lines[-20:]))
        self.left(process)

    def sign(self, *words):
        """What the program `sign` says."""
        process = self.scenario.start("sign", *words, quiet=True)
        code = process.wait(timeout=PATIENCE)
        self.left(process)
        if code != 0:
            raise Wrong(f"sign {' '.join(words)}:\n" + "\n".join(process.lines))
        return process.lines[-1]

    def address(self, name):
        if name not in self.addresses:
            self.addresses[name] = self.sign(name)
        return self.addresses[name]

    def payment(self, who, coin, to, amount, fee=1):
        """The text of one, of this (coin, worth)."""
        return self.sign(who, "--coin", coin[0], "--worth", str(coin[1]), "--to", self.address(to), "--amount",
                         str(amount), "--fee", str(fee), *OF_NETWORK)

    def balance(self, process, name):
        process.type("balance " + self.address(name))
        return int(process.wait_for(r"^balance (\d+)", timeout=PATIENCE)[1])

    def copy(self, old, new):
        shutil.rmtree(self.folder / new, ignore_errors=True)
        shutil.copytree(self.folder / old, self.folder / new)


def mining(kind, address, power=2_000_000):
    """The options of one that mines about as quickly as it can. Of common's node the blocks are dated one second
    apart, whatever the clock says, and so they stay cheap: 65,537 hashes each."""
    if kind == "node":
        return ("--address", address, "--block-every", "0", "--empty-blocks")
    return ("--address", address, "--power", str(power), "--dated")


def heights(process):
    """{height: how its hash begins} of the blocks that it has told of."""
    found = {}
    for line in process.lines:
        match = re.match(r"(?:new )?block (\d+) ([0-9a-f]{16})…", line)
        if match:
            found[int(match[1])] = match[2]
    return found


def memory_of(pid):
    """The resident memory of a process, in MB."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) // 1024
    return 0


def reported(work, again):
    """Does it, and says how it went: the last line is `N passed, N failed`. Returns the exit code."""
    try:
        passed = work()
    except (Wrong, Trouble) as wrong:
        advice = getattr(wrong, "advice", "")
        print(f"{wrong}\n{advice}\nagain: {again}" if advice else f"{wrong}\nagain: {again}")
    except Exception:  # a defect of ours is a failure like any other
        traceback.print_exc(file=sys.stdout)
    else:
        print(f"{passed} passed, 0 failed")
        return 0
    print("0 passed, 1 failed")
    return 1
