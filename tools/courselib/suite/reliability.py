"""The part that kills: a store, full nodes as programs, and those of a whole network that people pay in meanwhile."""

import sys

from courselib.suite.building import ASAN, built
from courselib.suite.run import Result, tail, totals

KILLS = {"quick": 12, "ci": 12, "long": 500}         # of a node, and of a process that writes to a store
HEADERS = {"quick": 20_000, "ci": 20_000, "long": 500_000}
SOAKS = {"quick": (6, 30), "ci": (6, 30), "long": (20, 600)}  # nodes, seconds
CROWDS = {"quick": (8, 16, 45), "ci": (8, 16, 45), "long": (30, 60, 300)}  # nodes, wallets, seconds
TARGETS = ("stage_07_all", "whole_node", "class_wallet")
SCRIPTS = "tests/processes"
ALL_PASSED = "All tests passed"


def reliability(run):
    """Each with the programs that g++ has optimised; a short soak with those of clang and its sanitizers, too."""
    yield built(run, "build, nodes to be killed", "release", targets=[*TARGETS, "test_store", "test_node"])
    yield store_kills(run)
    yield cheap_headers(run)
    yield script(run, "kills of full nodes", "kills.py", "--kills", KILLS[run.level])
    yield soak(run, "release", *SOAKS[run.level])
    yield crowd(run, *CROWDS[run.level])
    yield built(run, "build, the same with sanitizers", "asan", *ASAN, targets=TARGETS)
    yield soak(run, "asan", *SOAKS["ci"])


def store_kills(run):
    return one_test(run, "kills of a store", "test_store",
                    "a node that is killed at any instant has lost nothing acknowledged",
                    {"SBC_KILLS": str(KILLS[run.level])}, reduced(KILLS[run.level], KILLS["long"], "kills", run.seed))


def cheap_headers(run):
    """Nothing is kept of them: four runs, as long as a real node looks at them."""
    count = HEADERS[run.level]
    return one_test(run, "cheap headers without end", "test_node",
                    "an endless run of cheap headers costs no memory and bounded questions",
                    {"SBC_CHEAP_HEADERS": str(count)}, reduced(count, HEADERS["long"], "headers in a run"))


def one_test(run, name, program, test, settings, note):
    path, log = run.tree.build / "release" / "tests" / program, name.replace(" ", "-")
    code, output = run.command([path, test], log, 1200, env=settings)
    passed = code == 0 and ALL_PASSED in output  # a name that fits no test is no failure to Catch2 v2
    return Result(name, passed=int(passed), failed=int(not passed), text="" if passed else tail(output),
                  log=run.tree.log(log), note=note,
                  repeat=" ".join([f"SBC_SEED={run.seed}", *(f"{key}={value}" for key, value in settings.items()),
                                   run.tree.short(path), f"'{test}'"]))


def soak(run, build, nodes, seconds):
    note = reduced(seconds, SOAKS["long"][1], f"seconds, {nodes} nodes, {build}", run.seed)
    return script(run, f"soak of full nodes, {build}", "soak.py", "--nodes", nodes, "--seconds", seconds, "--build",
                  build, note=note, timeout=seconds + 900)


def crowd(run, nodes, wallets, seconds):
    note = reduced(seconds, CROWDS["long"][2], f"seconds, {nodes} nodes and {wallets} wallets", run.seed)
    return script(run, "a class on one machine", "class_crowd.py", "--nodes", nodes, "--wallets", wallets, "--seconds",
                  seconds, note=note, timeout=seconds + 900)


def script(run, name, file, *options, note="", timeout=3600):
    """One of the scripts beside the programs; it says how far it came."""
    words = [f"{SCRIPTS}/{file}", *map(str, options), "--seed", str(run.seed)]
    log = f"processes-{file[:-3]}" + (f"-{options[-1]}" if file == "soak.py" else "")
    code, output = run.command([sys.executable, *words], log, timeout)
    note = note or reduced(KILLS[run.level], KILLS["long"], "kills", run.seed)
    return totals(name, code, output, log=run.tree.log(log), note=note, repeat=" ".join(["python3", *words]))


def reduced(count, full, what, seed=None):
    less = "" if count >= full else f" instead of {full}"
    return f"{count}{less} {what}" + ("" if seed is None else f", seed {seed}")
