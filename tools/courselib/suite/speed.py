"""The parts that run long where there is time, and short in CI: fuzzing and benches."""

import os
import re
from concurrent.futures import ThreadPoolExecutor

from courselib import bench
from courselib.building import jobs
from courselib.suite.building import ASAN, built
from courselib.stages import nearest
from courselib.suite.run import Result, tail
from courselib.trouble import Trouble

RUNS = {"quick": 10_000, "ci": 100_000, "long": 10_000_000}
SECONDS = {"quick": 10, "ci": 10, "long": 7200}  # a target ends then at the latest, and says how far it came
DONE = re.compile(r"stat::number_of_executed_units:\s*(\d+)")


def fuzz(run):
    """Builds the fuzz targets (clang's build folder has them), replays each corpus, goes on with a new seed."""
    names = chosen(sorted(path.name[:-len("_fuzz.cpp")] for path in
                          (run.tree.root / "tests" / "fuzz").rglob("*_fuzz.cpp")))
    if not names:
        return
    yield built(run, "build, libFuzzer", "asan", *ASAN, targets=[f"fuzz_{name}" for name in names])
    built_ones = fuzz_programs(run.tree)
    programs = [built_ones[name] for name in sorted(names) if name in built_ones]
    with ThreadPoolExecutor(jobs()) as pool:  # each keeps one processor busy
        try:
            yield from pool.map(lambda program: fuzz_one(run, program), programs)
        except BaseException:  # Ctrl+C: do not wait for what runs
            run.stop()
            raise


def fuzz_programs(tree):
    """name -> program, of the targets that are built."""
    return {path.name[len("fuzz_"):]: path for path in (tree.build / "asan").rglob("fuzz_*")
            if path.is_file() and path.stat().st_mode & 0o100 and "CMakeFiles" not in path.parts}


def found_by(tree, program):
    """Where a target leaves what it finds."""
    return tree.build / "asan" / "found" / program.name


def chosen(names):
    """All of them, or those that SBC_FUZZ names: so a long run can be done in parts."""
    wanted = [name for name in os.environ.get("SBC_FUZZ", "").split(",") if name]
    for name in wanted:
        if name not in names:
            raise Trouble(f"SBC_FUZZ: there is no target '{name}'{nearest(name, names)}",
                          "the targets: " + ", ".join(names))
    return wanted or names


def fuzz_one(run, program):
    """Runs one target; what it finds is kept in the build folder, the corpus stays as it is."""
    corpus = run.tree.root / "tests" / "fuzz" / "corpus" / program.name[len("fuzz_"):]
    fresh = found_by(run.tree, program)
    fresh.mkdir(parents=True, exist_ok=True)
    words = [program, fresh, *([corpus] if corpus.is_dir() else []), f"-runs={RUNS[run.level]}", f"-seed={run.seed}",
             f"-max_total_time={SECONDS[run.level]}", f"-artifact_prefix={fresh}/", "-rss_limit_mb=2048",
             "-timeout=10", "-print_final_stats=1"]
    code, output = run.command(words, program.name, SECONDS[run.level] + 120)
    done = DONE.search(output)
    return Result(program.name, passed=int(code == 0), failed=int(code != 0), text=tail(output) if code != 0 else "",
                  note=counted(int(done[1]) if done else RUNS[run.level], run.seed) if code == 0 else "",
                  log=run.tree.log(program.name), repeat=" ".join(run.tree.short(word) for word in words))


def counted(runs, seed):
    """The count in words; a reduced one is named as such."""
    full = RUNS["long"]
    return f"{spaced(runs)} runs{'' if runs >= full else f' instead of {spaced(full)}'}, seed {seed}"


def spaced(number):
    """10000000 -> 10 000 000"""
    return f"{number:,}".replace(",", " ")


def bench_smoke(run):
    """Every benchmark runs; with --long the aims must be reached."""
    if run.level != "long":
        rows = bench.measure(run.tree, quick=True)
        yield Result("benches run", passed=len(rows), failed=int(not rows),
                     note="one short repetition each, with " +
                     " and ".join(f"{count} instead of {full}" for count, full in bench.REDUCED.values()) +
                     "; ./course bench measures")
        return
    for row in bench.measure(run.tree) + bench.exercise_rows(run.tree):
        yield Result.of(f"bench, {row['name']}", [] if row["ok"] else [f"the ratio is {row['ratio']}, the aim "
                                                                       f"{row['aim']}"],
                        note=f"ratio {row['ratio']}, aim {row['aim']}")
