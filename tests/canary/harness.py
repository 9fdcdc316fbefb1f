"""harness.py WHAT PROGRAM FOLDER: holds tests/harness_main.cpp to its protocol."""
import os
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

NONCE = "a-word-for-this-run-only"
NAMES = ["first", 'second; with [brackets], a comma and "quotes"', "third"]


def run(program, folder, what, *options):
    """Exit code, and the lines of the verdict file."""
    report = os.path.join(folder, what + ".xml")
    environment = {**os.environ, "SBC_NONCE": NONCE, "CANARY": what}
    code = subprocess.run([program, "--report", report, *options], env=environment, cwd=folder,
                          stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
    try:
        with open(report + ".verdict", encoding="utf-8") as file:
            return code, file.read().splitlines(), report
    except FileNotFoundError:
        return code, [], report


def verdict(program, folder):
    cases = ["case " + name for name in NAMES]
    code, lines, report = run(program, folder, "verdict")
    assert (code, lines) == (0, [*cases, NONCE + " 3 0"]), (code, lines)
    assert [case.get("name") for case in ElementTree.parse(report).iter("TestCase")] == NAMES
    code, lines, _ = run(program, folder, "one_fails")
    assert (code, lines) == (1, [*cases, NONCE + " 3 1"]), (code, lines)
    listed = subprocess.run([program, "--list-cases"], stdout=subprocess.PIPE, text=True)
    assert (listed.returncode, listed.stdout.splitlines()) == (0, NAMES), listed


def early_exit(program, folder):
    code, lines, _ = run(program, folder, "early_exit")
    assert code == 0 and lines[-1] == "case " + NAMES[1], (code, lines)


def crash(program, folder):
    code, lines, _ = run(program, folder, "crash")
    assert code != 0 and lines[-1] == "case " + NAMES[1], (code, lines)


def hidden_nonce(program, folder):
    """The cases look for the nonce themselves; and without one there is no verdict."""
    assert run(program, folder, "hidden_nonce")[1][-1] == NONCE + " 3 0"
    report = os.path.join(folder, "no_nonce.xml")
    environment = {name: value for name, value in os.environ.items() if name != "SBC_NONCE"}
    done = subprocess.run([program, "--report", report], env=environment, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 2 and "SBC_NONCE" in done.stderr, done
    assert not os.path.exists(report + ".verdict")


def no_cases(program, folder):
    """An option more, and it is plain Catch2: a filter cannot thin out the cases of a verdict."""
    code, lines, _ = run(program, folder, "no_cases", "a name that no case has")
    assert code != 0 and not lines, (code, lines)


if __name__ == "__main__":
    what, program, folder = sys.argv[1:4]
    globals()[what](program, folder)
