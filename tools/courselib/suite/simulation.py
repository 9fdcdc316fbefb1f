"""The part that simulates whole networks with many seeds: as many as there is time for."""

import time

from courselib.stages import read_stages
from courselib.suite.building import built
from courselib.suite.run import Result, tail

# What the plain test run does with fewer: cores in a storm, nodes in a crowd, cores that mine, payments among
# attackers.
SIZES = {"SBC_SIM_CORES": "200", "SBC_SIM_NODES": "1000", "SBC_SIM_MINERS": "40", "SBC_SIM_PAYMENTS": "60"}
SEEDS = {"quick": 2, "ci": 5, "long": 200}
LONG_SEEDS = {"test_stage_05": 500, "test_simulation, full nodes": 1000}  # where the full figure is another one
# Full nodes in storms and among attackers take many more seeds than the large networks beside them.
FILTERS = {"test_simulation": {"": "[simulation]~[full-nodes]", ", full nodes": "[full-nodes]"}}
SECONDS = {"quick": 60, "ci": 60, "long": 4 * 3600}  # for one line; then it ends, and says how far it came
BATCH = 5     # seeds in one run of a program


def simulate(run):
    """Each program that has such scenarios, built with optimisation."""
    names = ["test_simulation"] if any(run.tree.root.glob("tests/sim/*_test.cpp")) else []
    names += [f"test_stage_{stage.number}" for stage in read_stages(run.tree)
              if (run.tree.root / "tests" / "chapters" / stage.name / "simulation_test.cpp").exists()]
    if not names:
        return
    yield built(run, "build, simulations", "release", targets=names)
    for name in names:
        for some, scenarios in FILTERS.get(name, {"": "[simulation]"}).items():
            yield many_seeds(run, name, some, scenarios)


def many_seeds(run, name, some, scenarios):
    """Some scenarios of a program with one seed after the other, in batches; the seeds follow that of the run."""
    program = run.tree.build / "release" / "tests" / name
    name += some
    full = LONG_SEEDS.get(name, SEEDS["long"])
    log = "simulate-" + name.replace(", ", "-").replace(" ", "-")
    wanted = full if run.level == "long" else SEEDS[run.level]
    done, began = 0, time.monotonic()
    while done < wanted and (done == 0 or time.monotonic() - began < SECONDS[run.level]):
        count = min(BATCH, wanted - done)
        env = {"SBC_SEED": str(run.seed + done), "SBC_SIM_SEEDS": str(count), **SIZES}
        code, output = run.command([program, scenarios], log, SECONDS[run.level] + 600, env=env)
        if code != 0:
            return Result(f"simulate, {name}", done, 1, text=tail(output), log=run.tree.log(log),
                          repeat=" ".join([*(f"{key}={value}" for key, value in env.items()),
                                           run.tree.short(program), f"'{scenarios}'"]))
        done += count
    return Result(f"simulate, {name}", passed=done, note=counted(done, full, run.seed))


def counted(seeds, full, first):
    return (f"{seeds} seeds{'' if seeds >= full else f' instead of {full}'} from {first} on; "
            f"{SIZES['SBC_SIM_CORES']} cores in a storm, {SIZES['SBC_SIM_NODES']} nodes in a crowd, "
            f"{SIZES['SBC_SIM_MINERS']} cores that mine, {SIZES['SBC_SIM_PAYMENTS']} payments among attackers")
