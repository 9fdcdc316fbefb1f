"""What ./course test does, in order, but for what runs beside the rest. To add something, add a line."""

from dataclasses import dataclass
from typing import Callable

from courselib.suite import building, course, fresh, fuzzing, reliability, simulation, speed, tidy

QUICK, CI, LONG = "quick", "ci", "long"  # --long does what CI does at its full figures, and some parts alone


@dataclass(frozen=True)
class Part:
    key: str               # for --only
    about: str
    levels: tuple          # quick, ci; long is named where CI does not do it
    run: Callable          # run(Run) yields Results
    chapter: bool = False  # can be narrowed to one chapter
    needs: str = ""        # the key of a part that must not have failed
    beside: bool = False   # it mostly waits: it runs beside those that compile


EVERY = (QUICK, CI)
PARTS = (
    Part("tools", "the tests of ./course and of the lesson checker", EVERY, course.tool_tests, beside=True),
    Part("site", "the book as a site, every page in a browser", EVERY, course.site_tests, beside=True),
    Part("build", "everything compiles, the layers are in order", EVERY, building.gcc_build, chapter=True),
    Part("programs", "the stages' programs, tried from outside", (QUICK,), course.program_tests, chapter=True,
         needs="build", beside=True),
    Part("tests", "the C++ tests", EVERY, building.gcc_tests, chapter=True, needs="build"),
    Part("failures", "each failure is shown, each cure refuses it", EVERY, course.failures, chapter=True,
         needs="build", beside=True),
    Part("demos", "each demo ends well", EVERY, course.demos, chapter=True, needs="build", beside=True),
    Part("seams", "each demo with the exercises' files in it", (CI,), course.seams, chapter=True, needs="build",
         beside=True),
    Part("lessons", "the lessons' text, and their transcripts, run and compared", (CI,), course.lessons_full,
         chapter=True, needs="build", beside=True),
    Part("budgets", "what a sitting asks of a reader", EVERY, course.budgets, chapter=True),
    Part("lessons", "the lessons' excerpts, coverage, links, terms", (QUICK,), course.lessons_fast, chapter=True),
    Part("exercises", "starter fails, solution passes", (QUICK,), course.exercises_ends, chapter=True),
    Part("exercises", "and every wrong variant is caught", (CI,), course.exercises_full, chapter=True),
    Part("shell", "the shell scripts", (CI,), course.shell),
    Part("format", "clang-format", (CI,), building.clang_format),
    Part("asan", "clang++ with -Werror, ASan and UBSan; each header compiles alone", (CI,), building.asan),
    Part("tsan", "g++ with TSan: all programs, and the tests of what has threads", (CI,), building.tsan),
    Part("programs", "the same, also with sanitizers", (CI,), course.program_tests, chapter=True, needs="build",
         beside=True),
    Part("tidy", "clang-tidy", (CI,), tidy.clang_tidy),
    Part("standalone", "each chapter on its own", (CI,), building.standalone, chapter=True),
    Part("fuzz", "the fuzz targets: corpus, then a short run with a new seed", (CI,), fuzzing.fuzz),
    Part("sim", "simulated networks, one seed after the other", (CI,), simulation.simulate),
    Part("reliability", "nodes are killed at any instant, and pay each other meanwhile", (CI,),
         reliability.reliability),
    Part("bench", "the benches run", (CI,), speed.bench_smoke),
    Part("fresh", "the README's two commands on a Debian where nothing is installed", (LONG,), fresh.bare_debian),
)
