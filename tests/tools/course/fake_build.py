"""Stands in for the compiler and the harness: what the checked file says in its first line happens."""

import sys
from pathlib import Path
from unittest import mock

import sample  # noqa: F401  (finds courselib)

from courselib.building import Built

PROGRAM = '''#!{python}
import os, sys, time
CASES = ["it greets", "it is loud", "it is short"]
SAYS = {{"it greets": "hello", "it is loud": "be LOUD", "it is short": "too long"}}
order, _, name = {order!r}.partition(" ")
nonce = os.environ.get("SBC_NONCE", "")
alone = sys.argv[1].startswith("~")  # a proof leaves the crashing test out
file = sys.argv[sys.argv.index("--out") + 1] if alone else sys.argv[2]
if alone:
    CASES.remove(sys.argv[1][1:])
failed, report = 0, ["<Catch>"]
verdict = open(file + ".verdict", "w")
print("printed by the learner" + name.encode().decode("unicode_escape") if order == "prints" else "", end="")
for case in CASES:
    print("case " + case, file=verdict, flush=True)
    report.append('<TestCase name="%s">' % case)
    open(file, "w").write("".join(report))
    if order in ("crashes", "staggers") and case == name:
        print("AddressSanitizer: heap-use-after-free", flush=True)
        os.abort()
    if order == "exits" and case == name:
        sys.exit(0)
    if order == "endless" and case == name:
        time.sleep(60)
    bad = order in ("starter", "staggers") or order in ("fails", "mumbles") and name in (case, "all")
    failed += bad
    if bad:
        report.append("<Info>%s</Info><Expression success='false' filename='t.cpp' line='1'><Original>a</Original>"
                      "<Expanded>b</Expanded></Expression>" % ("hm" if order == "mumbles" else SAYS[case]))
    report.append("<OverallResult success='%s'/></TestCase>" % ("false" if bad else "true"))
    if order == "short" and case == name:
        break
open(file, "w").write("".join(report) + "</Catch>")
ran = order == "short" and CASES.index(name) + 1 or len(CASES)
print("guessed" if order == "forges" else nonce, ran, failed, file=verdict)
verdict.close()
sys.exit(3 if order == "leaks" else 1 if failed else 0)
'''


class FakeBuild:
    """A Build whose targets are the script above."""

    def __init__(self, tree, progress=True):
        self.tree = tree
        self.folder = tree.build / "exercises"

    def build(self, *targets, keep_going=False):
        ok, text = True, ""
        for target in targets:
            name = target[len("exercise_"):]
            source = next((self.folder / "check" / name).glob("*.cpp")).read_text()
            line, _, rest = source.partition("\n")
            assert line.startswith("#line 1 \""), line
            order = rest.strip().lstrip("/ ").splitlines()[0]
            if order == "compile error":
                ok, text = False, text + f"{line[9:-1]}:1:1: error: what is this?"
                continue
            program = self.folder / "exercises" / target
            program.parent.mkdir(parents=True, exist_ok=True)
            program.write_text(PROGRAM.format(python=sys.executable, order=order))
            program.chmod(0o755)
            if order == "warned":
                text += f"{line[9:-1]}:1:1: warning: unused"
        return Built(ok, text, Path("log"), steps=3)


def patch(test):
    """For the length of a test nothing is compiled."""
    for module in ("courselib.exercises.check", "courselib.proof"):
        patcher = mock.patch(module + ".exercises_build", FakeBuild)
        patcher.start()
        test.addCleanup(patcher.stop)
