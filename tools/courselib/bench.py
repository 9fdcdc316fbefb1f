"""bench: speed beside a bare loop over the library in the same run, and the learner's loop from save to verdict.

tests/bench/bench.json names the rows: {"name", "program", "value": a benchmark, "limit": its bare benchmark,
"unit", "aim": the ratio to reach, "better": "higher" or "lower"}. A "limit" that is a number is fixed; "field" names
the figure of the benchmark that counts, where it is not its rate (or its time, where lower is better). A row without
an "aim" is only told. One with "spared" is left out where its program cannot be built: the window, without its
libraries.
"""

import json
import os
import statistics
import subprocess
import sys

from courselib import terminal
from courselib.building import Build
from courselib.cli import Words
from courselib.exercises.check import check
from courselib.exercises.model import read_exercises
from courselib.exercises.watch import INTERVAL
from courselib.trouble import Trouble

HELP = {"bench": """
Each value stands beside its limit, which a bare loop over the library reaches in the same run; the ratio is what
counts. The exercises' rows are the time from saving a file to the verdict, beside its budget.

With a WORD, only the rows in whose name or program it stands: ./course bench bench_full_node, or ./course bench
verdict for the exercises.
"""}
# What benches make less of, where it is only to be seen that they run; what they make of it in full.
REDUCED = {"SBC_BENCH_BLOCKS": ("500", "10,000 blocks to catch up with"),
           "SBC_BENCH_NODES": ("100", "1,000 nodes that a block spreads among")}
REPETITIONS = 9
LOOPS = 3                # of each exercise; the median counts
TIME_LIMIT = 300         # seconds for one program
EXERCISE_ROW = "save to verdict, "
RATES = ("items_per_second", "bytes_per_second")


def run(tree, verb, words):
    words = Words(verb, words)
    as_json = words.flag("--json")
    word = words.next() or ""
    words.end()
    rows = measure(tree, word=word) + exercise_rows(tree, word)
    if word and not rows:
        raise Trouble(f"there is no row with '{word}' in its name or its program",
                      "tests/bench/bench.json names them all")
    if as_json:
        print(json.dumps(rows, indent=1))
        return 0
    if not rows:
        terminal.say("There is nothing to measure yet.")
    show(rows)
    return 0


def declared(tree):
    path = tree.root / "tests" / "bench" / "bench.json"
    if not path.exists():
        return []
    try:
        return json.loads(path.read_text())
    except ValueError as error:
        raise Trouble(f"{tree.short(path)} cannot be read: {error}") from error


def measure(tree, quick=False, word=""):
    """A row for each declared benchmark that has the word. quick: only to see that all of them run."""
    wanted = [row for row in declared(tree) if word in row["name"] or word in row["program"]]
    if not wanted:
        return []
    build = Build(tree, "release")
    build.need(*dict.fromkeys(row["program"] for row in wanted if not row.get("spared")))
    for spared in dict.fromkeys(row["program"] for row in wanted if row.get("spared")):
        try:
            build.need(spared)
        except Trouble:
            terminal.say(f"not measured, since it cannot be built here: {spared} (see {tree.short(build.log)})")
            wanted = [row for row in wanted if row["program"] != spared]
    programs = list(dict.fromkeys(row["program"] for row in wanted))
    results = {program: run_program(tree, build, program, quick) for program in programs}
    return [row_of(row, results[row["program"]]) for row in wanted]


def run_program(tree, build, program, quick):
    """benchmark name -> its measured fields (the median of the repetitions)."""
    path = next((p for p in build.folder.rglob(program) if p.is_file() and "CMakeFiles" not in p.parts), None)
    if not path:
        raise Trouble(f"the benchmark program {program} was not built", f"see {tree.short(build.log)}")
    options = ["--benchmark_min_time=0.01"] if quick else [f"--benchmark_repetitions={REPETITIONS}",
                                                           "--benchmark_enable_random_interleaving=true",
                                                           "--benchmark_report_aggregates_only=true"]
    less = {name: count for name, (count, _) in REDUCED.items()} if quick else {}
    progress = terminal.Progress()
    progress.update(f"measuring {program} …")
    try:
        done = subprocess.run([str(path), "--benchmark_format=json", *options], stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=TIME_LIMIT,
                              env={**os.environ, **less})
    except subprocess.TimeoutExpired:
        raise Trouble(f"{program} was not through after {TIME_LIMIT} s",
                      f"run it by hand: {tree.short(path)}") from None
    finally:
        progress.clear()
    if done.returncode != 0:
        raise Trouble(f"{program} failed with exit code {done.returncode}:\n{done.stderr.strip()}")
    found = {}
    for result in json.loads(done.stdout)["benchmarks"]:
        if result.get("error_occurred"):
            raise Trouble(f"{program}, {result['name']}: {result.get('error_message', 'an error')}")
        if result.get("aggregate_name", "median" if quick else "") == "median":  # a quick one may have none
            found[result.get("run_name", result["name"])] = result
    return found


def row_of(wanted, results):
    """A row: value and limit in the same unit, their ratio, and whether the aim is reached."""
    lower = wanted.get("better", "higher") == "lower"
    value, limit = (figure(results, wanted[which], wanted, lower) for which in ("value", "limit"))
    return make_row(wanted["name"], value, wanted["unit"], limit, wanted.get("aim"), lower)


def make_row(name, value, unit, limit, aim, lower):
    ratio = value / limit
    return {"name": name, "value": value, "unit": unit, "limit": limit, "ratio": round(ratio, 4), "aim": aim,
            "better": "lower" if lower else "higher", "ok": aim is None or (ratio <= aim if lower else ratio >= aim)}


def figure(results, name, wanted, lower):
    """The number that a row speaks of: fixed, or measured: a rate, or a time where lower is better."""
    if isinstance(name, (int, float)):
        return float(name)
    if name not in results:
        raise Trouble(f"no benchmark is called {name}", "bench.json names one of: " + ", ".join(results))
    result = results[name]
    fields = [wanted["field"]] if "field" in wanted else ["real_time"] if lower else RATES
    for field in fields:
        if result.get(field):
            return float(result[field])
    raise Trouble(f"the benchmark {name} has no {' or '.join(fields)}", "it has: " + ", ".join(result))


def exercise_rows(tree, word=""):
    """From a saved file to the verdict, as ./course exercise watch does it."""
    rows = []
    for exercise in read_exercises(tree):
        name = EXERCISE_ROW + exercise.id
        if word not in name:
            continue
        copy = tree.build / "bench" / exercise.id / exercise.file
        copy.parent.mkdir(parents=True, exist_ok=True)
        text = exercise.solution.read_text()
        times = []
        for loop in range(LOOPS + 1):  # the first one also builds what does not change
            copy.write_text(f"{text}\n// saved {loop}\n")
            outcome = check(tree, exercise, copy)
            if not outcome.ok:
                raise Trouble(f"the solution of {exercise.id} does not pass, so its loop cannot be measured",
                              f"./course exercise {exercise.id} --with {tree.short(exercise.solution)}")
            times.append(outcome.seconds + INTERVAL)
        rows.append(make_row(name, round(statistics.median(times[1:]), 3), "s",
                             exercise.budget, 1.0, lower=True))
    return rows


def show(rows):
    lines = [("", "value", "limit", "", "ratio", "aim")]
    for row in rows:
        lines.append((row["name"], number(row["value"]), number(row["limit"]), row["unit"], f"{row['ratio']:.2f}",
                      *verdict(row)))
    print(terminal.table(lines))
    missed = [row["name"] for row in rows if not row["ok"]]
    if missed:
        print(f"aims not reached: {', '.join(missed)}", file=sys.stderr)


def verdict(row):
    """The aim of a row, and whether it is reached."""
    if row["aim"] is None:
        return "", ""
    return f"{'<=' if row['better'] == 'lower' else '>='} {row['aim']:g}", "ok" if row["ok"] else "NOT YET"


def number(value):
    """1234567 -> 1.23 M"""
    for size, letter in ((1e9, " G"), (1e6, " M"), (1e3, " k")):
        if abs(value) >= size:
            return f"{value / size:.2f}{letter}"
    return f"{value:.3g}"
