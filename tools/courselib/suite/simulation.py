"""The part that simulates whole networks with many seeds: as many as there is time for."""

import os
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from courselib.building import jobs
from courselib.stages import nearest, read_stages
from courselib.suite.building import built
from courselib.suite.run import Result, counted_in, tail
from courselib.trouble import Trouble
from courselib.whole_file import write_whole

# Cores in a storm, nodes in a crowd, cores that mine, payments among attackers.
LARGE = {"SBC_SIM_CORES": "200", "SBC_SIM_NODES": "1000", "SBC_SIM_MINERS": "40", "SBC_SIM_PAYMENTS": "60"}
SMALL = {"SBC_SIM_CORES": "12", "SBC_SIM_NODES": "60", "SBC_SIM_MINERS": "6", "SBC_SIM_PAYMENTS": "10"}
SEEDS = {"quick": 2, "ci": 5}  # of large networks
SECONDS = {"quick": 60, "ci": 60, "long": 12 * 3600}  # for one line; then it ends, and says how far it came
BATCH = 5           # seeds in one run of a program
SMALL_BATCH = 50


@dataclass(frozen=True)
class Kind:
    """Some scenarios of a program, and with how many seeds they are tried in a long run."""
    program: str
    about: str      # beside the program's name
    scenarios: str  # Catch2's filter
    full: int
    small: bool = False

    @property
    def name(self):
        return f"{self.program}, {self.about}" if self.about else self.program

    @property
    def sizes(self):
        return SMALL if self.small else LARGE

    @property
    def log(self):
        return "simulate-" + self.name.replace(", ", "-").replace(" ", "-")


def kinds_of(program):
    """What is run of a program. Full nodes in storms and among attackers take many more seeds than the large networks
    beside them. A class has a size of its own, how far apart nodes are depends on it, and a course of chapter 05's
    difficulty or of its majority needs no network: those are not tried in small ones."""
    if program == "test_simulation":
        yield Kind(program, "", "[simulation]~[full-nodes]", 200)
        yield Kind(program, "full nodes", "[full-nodes]", 1_000)
    else:
        yield Kind(program, "", "[simulation]", 500 if program == "test_stage_05" else 200)
    yield Kind(program, "small", "[simulation]~[classroom]~[distances]~[courses]", 10_000, small=True)


def simulate(run):
    """Each program that has such scenarios, built with optimisation. In a long run there are small networks as well,
    with ten thousand seeds, over as many sittings as they take; SBC_SIM=large or SBC_SIM=small takes one of both."""
    names = ["test_simulation"] if any(run.tree.root.glob("tests/sim/*_test.cpp")) else []
    names += [f"test_stage_{stage.number}" for stage in read_stages(run.tree)
              if (run.tree.root / "tests" / "chapters" / stage.name / "simulation_test.cpp").exists()]
    if not names:
        return
    sizes = chosen(run)
    yield built(run, "build, simulations", "release", targets=names)
    kinds = [kind for name in names for kind in kinds_of(name) if ("small" if kind.small else "large") in sizes]
    for kind in kinds:
        if not kind.small:
            yield many_seeds(run, kind)
    with ThreadPoolExecutor(jobs()) as pool:
        yield from pool.map(lambda kind: small_networks(run, kind), [kind for kind in kinds if kind.small])


def chosen(run):
    wanted = os.environ.get("SBC_SIM", "")
    if wanted not in ("", "large", "small"):
        raise Trouble(f"SBC_SIM: networks are not '{wanted}'{nearest(wanted, ['large', 'small'])}",
                      "say large or small, or leave it out")
    return (wanted,) if wanted else ("large", "small") if run.level == "long" else ("large",)


def many_seeds(run, kind):
    """One seed after the other, in batches; they follow that of the run."""
    wanted = kind.full if run.level == "long" else SEEDS[run.level]
    done, began = 0, time.monotonic()
    while done < wanted and (done == 0 or time.monotonic() - began < SECONDS[run.level]):
        count = min(BATCH, wanted - done)
        failed = batch(run, kind, run.seed + done, count, done)
        if failed:
            return failed
        done += count
    return Result(f"simulate, {kind.name}", passed=done, note=counted(kind, done, run.seed))


def small_networks(run, kind):
    """The seeds from 1 on, those of earlier sittings included."""
    tally = run.tree.build / "found" / f"{kind.log}.seeds"
    done, began = counted_in(tally), time.monotonic()
    while done < kind.full and time.monotonic() - began < SECONDS[run.level]:
        count = min(SMALL_BATCH, kind.full - done)
        failed = batch(run, kind, 1 + done, count, done)
        if failed:
            return failed
        done += count
        write_whole(tally, f"{done}\n")
    return Result(f"simulate, {kind.name}", passed=done, note=counted(kind, done, 1) +
                  "; in this sitting and earlier ones")


def batch(run, kind, first, count, done):
    """Nothing, or the failed line."""
    program = run.tree.build / "release" / "tests" / kind.program
    env = {"SBC_SEED": str(first), "SBC_SIM_SEEDS": str(count), **kind.sizes}
    code, output = run.command([program, kind.scenarios], kind.log, SECONDS[run.level] + 600, env=env)
    if code == 0:
        return None
    return Result(f"simulate, {kind.name}", done, 1, text=tail(output), log=run.tree.log(kind.log),
                  repeat=" ".join([*(f"{key}={value}" for key, value in env.items()), run.tree.short(program),
                                   f"'{kind.scenarios}'"]))


def counted(kind, seeds, first):
    sizes = kind.sizes
    return (f"{seeds} seeds{'' if seeds >= kind.full else f' instead of {kind.full}'} from {first} on; "
            f"{sizes['SBC_SIM_CORES']} cores in a storm, {sizes['SBC_SIM_NODES']} nodes in a crowd, "
            f"{sizes['SBC_SIM_MINERS']} cores that mine, {sizes['SBC_SIM_PAYMENTS']} payments among attackers")
