"""The parts that run long where there is time, and short in CI: fuzzing and benches."""

from courselib import bench
from courselib.suite.building import built
from courselib.suite.run import Result, tail

RUNS = {"quick": 10_000, "ci": 100_000, "long": 10_000_000}
FUZZ_LIMIT = {"quick": 300, "ci": 300, "long": 7200}  # seconds for one target


def fuzz(run):
    """Builds the fuzz targets with clang, replays each corpus, then goes on with a new seed."""
    yield built(run, "build, libFuzzer", "fuzz")
    programs = sorted(path for path in (run.tree.build / "fuzz").rglob("fuzz_*") if path.is_file()
                      and path.stat().st_mode & 0o100 and "CMakeFiles" not in path.parts)
    count = RUNS[run.level]
    for program in programs:
        corpus = run.tree.root / "tests" / "fuzz" / "corpus" / program.name[len("fuzz_"):]
        fresh = run.tree.build / "fuzz" / "found" / program.name
        fresh.mkdir(parents=True, exist_ok=True)
        words = [program, fresh, *([corpus] if corpus.is_dir() else []), f"-runs={count}", f"-seed={run.seed}",
                 f"-artifact_prefix={fresh}/", "-rss_limit_mb=2048", "-timeout=10", "-print_final_stats=1"]
        code, output = run.command(words, program.name, FUZZ_LIMIT[run.level])
        reduced = f"{count:,} runs".replace(",", " ") + (
            "" if run.level == "long" else f" instead of {RUNS['long']:,}".replace(",", " "))
        yield Result(program.name, passed=int(code == 0), failed=int(code != 0), text=tail(output) if code else "",
                     note=f"{reduced}, seed {run.seed}" if code == 0 else "", log=run.tree.log(program.name),
                     repeat=" ".join(run.tree.short(word) for word in map(str, words)))
    if not programs:
        yield Result("fuzz targets", failed=1, text="no fuzz target was built")


def bench_smoke(run):
    """Every benchmark runs; with --long the aims must be reached."""
    if run.level != "long":
        rows = bench.measure(run.tree, quick=True)
        yield Result("benches run", passed=len(rows), failed=int(not rows),
                     note="one short repetition each; ./course bench measures")
        return
    for row in bench.measure(run.tree) + bench.exercise_rows(run.tree):
        yield Result.of(f"bench, {row['name']}", [] if row["ok"] else [f"the ratio is {row['ratio']}, the aim "
                                                                       f"{row['aim']}"],
                        note=f"ratio {row['ratio']}, aim {row['aim']}")
