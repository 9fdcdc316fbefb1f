"""The part that measures: every benchmark runs, and with --long the aims must be reached."""

from courselib import bench
from courselib.suite.run import Result


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
