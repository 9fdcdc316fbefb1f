"""The part that fuzzes: each target replays its corpus and goes on with a new seed. With --long it does ten million
runs in builds of their own, over as many sittings as they take: what is done is counted beside what was found."""

import os
import re
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from courselib.building import jobs
from courselib.stages import nearest
from courselib.suite.building import ASAN, built
from courselib.suite.run import Result, counted_in, tail
from courselib.trouble import Trouble
from courselib.whole_file import write_whole

RUNS = {"quick": 10_000, "ci": 100_000, "long": 10_000_000}
SECONDS = {"quick": 10, "ci": 10, "long": 12 * 3600}  # a target ends then at the latest, and says how far it came
SLICE = 300.0  # seconds of a long run after which its count is written down
# The stages of a long run: up to which share of it, by which build, with short inputs or any. Scouts find the ways
# through the code, three to five times as fast as what the sanitizers watch; that begins with all they have found.
# Short inputs are as long as a message, or as a few steps of a script that whole nodes play, whose long ones take long.
STAGES = ((0.9, "scout", True), (0.99, "fuzz", True), (1.0, "fuzz", False))
SCRIPTS = ("full_node", "header_sync", "ledger", "light_service", "light_wallet", "mempool", "post_office")
SHORT_BYTES = {True: 40, False: 512}
DONE = re.compile(r"stat::number_of_executed_units:\s*(\d+)")

# Half of the sanitizer's time goes into remembering more: 256 MiB of freed memory, which no cache holds, and thirty
# callers of each allocation, which a replay of what was found shows anyhow.
SANITIZER = "quarantine_size_mb=4:malloc_context_size=1"
IN_MEMORY = Path("/dev/shm")  # where the targets put their files, if it is there


def fuzz(run):
    """Builds the fuzz targets and runs them, one on each processor."""
    names = chosen(sorted(path.name[:-len("_fuzz.cpp")] for path in
                          (run.tree.root / "tests" / "fuzz").rglob("*_fuzz.cpp")))
    if not names:
        return
    targets = [f"fuzz_{name}" for name in names]
    if run.level == "long":
        yield built(run, "build, libFuzzer, without sanitizers", "scout", targets=targets)
        yield built(run, "build, libFuzzer", "fuzz", targets=targets)
        one = long_one
    else:
        yield built(run, "build, libFuzzer", "asan", *ASAN, targets=targets)
        one = short_one
    there = fuzz_programs(run.tree, "fuzz" if run.level == "long" else "asan")
    with ThreadPoolExecutor(jobs()) as pool:
        try:
            yield from pool.map(lambda name: one(run, name), [name for name in names if name in there])
        except BaseException:  # Ctrl+C: do not wait for what runs
            run.stop()
            raise


def fuzz_programs(tree, preset):
    """name -> program, of the targets that are built."""
    return {path.name[len("fuzz_"):]: path for path in (tree.build / preset).rglob("fuzz_*")
            if path.is_file() and path.stat().st_mode & 0o100 and "CMakeFiles" not in path.parts}


def found_by(tree, name):
    """Where a target leaves what it finds."""
    return tree.build / "found" / f"fuzz_{name}"


def chosen(names):
    """All of them, or those that SBC_FUZZ names: so a long run can be done in parts."""
    wanted = [name for name in os.environ.get("SBC_FUZZ", "").split(",") if name]
    for name in wanted:
        if name not in names:
            raise Trouble(f"SBC_FUZZ: there is no target '{name}'{nearest(name, names)}",
                          "the targets: " + ", ".join(names))
    return wanted or names


def short_one(run, name):
    """One command, and how far it came."""
    result, done = some_runs(run, name, "asan", RUNS[run.level], SECONDS[run.level], run.seed)
    if not result.failed:
        result.note = counted(done, run.seed)
    return result


def long_one(run, name):
    """One command after the other, until all the runs are there; what earlier sittings did counts."""
    tally = found_by(run.tree, name).with_suffix(".runs")
    done, began = counted_in(tally), time.monotonic()
    result = Result(f"fuzz_{name}", passed=1)
    while done < RUNS["long"] and time.monotonic() - began < SECONDS["long"]:
        end, preset, short = next((int(share * RUNS["long"]), *stage) for share, *stage in STAGES
                                  if done < int(share * RUNS["long"]))
        # The seeds of two commands differ, whichever sitting they belong to.
        seed = (run.seed + done) % 2**31 or 1
        lengths = [f"-max_len={SHORT_BYTES[name in SCRIPTS]}"] if short else []
        result, more = some_runs(run, name, preset, end - done, SLICE, seed, *lengths)
        if result.failed:
            return result
        done += more
        write_whole(tally, f"{done}\n")
    result.note = f"{counted(done, run.seed)}, in this sitting and earlier ones"
    return result


def some_runs(run, name, preset, runs, seconds, seed, *options):
    """Runs a target once: the result, and how many inputs it tried. What it finds is kept in the build folder, the
    corpus stays as it is."""
    program = fuzz_programs(run.tree, preset)[name]
    corpus, fresh = run.tree.root / "tests" / "fuzz" / "corpus" / name, found_by(run.tree, name)
    fresh.mkdir(parents=True, exist_ok=True)
    words = [program, fresh, *([corpus] if corpus.is_dir() else []), f"-runs={runs}", f"-seed={seed}",
             f"-max_total_time={seconds:.0f}", f"-artifact_prefix={fresh}/", "-rss_limit_mb=2048", "-timeout=10",
             "-print_final_stats=1", "-entropic=0", *options]
    with tempfile.TemporaryDirectory(dir=IN_MEMORY if os.access(IN_MEMORY, os.W_OK) else None) as folder:
        code, output = run.command(words, program.name, seconds + 120,
                                   env={"ASAN_OPTIONS": SANITIZER, "TMPDIR": folder})
    found = DONE.search(output)
    failed = code != 0 or not found
    said = tail(output) if found or code != 0 else "it did not say how many inputs it has tried"
    return Result(program.name, passed=int(not failed), failed=int(failed), text=said if failed else "",
                  log=run.tree.log(program.name),
                  repeat=" ".join(run.tree.short(word) for word in words)), int(found[1]) if found else 0


def counted(runs, seed):
    """The count in words; a reduced one is named as such."""
    full = RUNS["long"]
    return f"{spaced(runs)} runs{'' if runs >= full else f' instead of {spaced(full)}'}, seed {seed}"


def spaced(number):
    """10000000 -> 10 000 000"""
    return f"{number:,}".replace(",", " ")
