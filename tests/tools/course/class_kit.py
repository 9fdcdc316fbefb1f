"""A class of programs that only look so, and ./course class as a process. What is tested of it: test_class_*.py."""

import json
import os
import sys

from sample import ROOT, SampleTest

from courselib.process import Process

CODE = "maths/5s/k3vqw7zdk3vq"
WORD = "127.0.0.1:43211/" + CODE
PROGRAMS = ("class-node", "class-ask", "wallet-cli", "wallet")
# The command itself, but for the compiler.
COURSE = f"""
import sys
sys.path.insert(0, {str(ROOT / "tools")!r})
from pathlib import Path
from courselib import cli
from courselib.classroom import stage
from courselib.tree import Tree
folder = Path(sys.argv[1])
stage.stage_build = lambda tree, built: print("built stage", built.number, flush=True)
Tree.here = staticmethod(lambda: Tree(folder, folder / "build", folder / "my"))
sys.exit(cli.main(sys.argv[2:]))
"""
# All four programs. Each writes down how it was called.
PROGRAM = """#!{python}
import json, os, signal, sys, time
from pathlib import Path
here, name, words = Path(__file__).parent, Path(__file__).name, sys.argv[1:]
with open(here / "calls", "a") as calls:
    print(name, *words, file=calls)

def say(text):
    print(text, flush=True)

def option(which):
    return words[words.index(which) + 1]

def stop(*_):
    with open(here / "calls", "a") as calls:
        print(name, "stopped", file=calls)
    os.write(1, (name + ": stopped\\n").encode())  # print() fails if the signal has struck within another print()
    os._exit(0)

signal.signal(signal.SIGINT, stop)
if name == "class-node":
    if os.environ.get("FAKE_TROUBLE"):
        sys.exit("class-node: the address is in use")
    at = option("--host") + ":" + (option("--port") if "--port" in words else "43211")
    say("class-node: listening on " + at)
    if "--make" in words:
        spacing = option("--spacing") if "--spacing" in words else "5"
        say("class-node: join with " + at + "/" + option("--make") + "/" + spacing + "s/k3vqw7zdk3vq")
    say("class-node: at block 0")
    for line in sys.stdin:
        say("typed: " + line.strip())
        if line.strip() == "/quit":
            sys.exit(0)
        if line.strip() == "crash":
            os.abort()
    time.sleep(60)
elif name == "class-ask":
    say("class-ask: 20 points are on their way to " + option("--name"))
    sys.exit(int(os.environ.get("FAKE_ASKED", "0")))
elif name == "wallet":
    say("the window is open")
    while not (here / "closed").exists():
        time.sleep(0.02)
else:
    keys = Path(option("--keys"))
    if not os.environ.get("SBC_PASS_PHRASE"):
        say(json.dumps(dict(error="There is no terminal to ask for the pass phrase.")))
        sys.exit(1)
    if words[-1] == "create":
        keys.write_text("the keys")
    say(json.dumps(dict(address="sb1" + keys.parent.name, done="done")))
"""


class Class(SampleTest):
    def setUp(self):
        super().setUp()
        self.write("chapters/07-full-node/chapter.json", json.dumps(
            {"number": "07", "title": "The full node", "programs": [{"name": name} for name in PROGRAMS]}))
        for name in PROGRAMS:
            path = "build/dev/chapters/07-full-node/" + name
            self.write(path, PROGRAM.format(python=sys.executable), executable=True)

    def course(self, *words, env=None):
        inherited = {name: value for name, value in os.environ.items()
                     if name not in ("DISPLAY", "WAYLAND_DISPLAY", "SBC_PASS_PHRASE")}
        process = Process("course", [sys.executable, "-X", "utf8", "-c", COURSE, self.folder, "class", *words],
                          env={**inherited, "SBC_PASS_PHRASE": "only for these tests", **(env or {})})
        self.addCleanup(process.end)
        return process

    def hears(self, process, words):
        return process.wait_for(words, timeout=30, from_start=True)

    def ended(self, process):
        """(exit code, all it said)"""
        return process.wait(30), "\n".join(process.lines)

    def calls(self, program=""):
        path = self.folder / "build/dev/chapters/07-full-node/calls"
        lines = path.read_text().splitlines() if path.exists() else []
        return [line for line in lines if line.startswith(program)]

    def forget_calls(self):
        (self.folder / "build/dev/chapters/07-full-node/calls").unlink()
