"""The parts that compile: each compiler and sanitizer, each chapter alone, and the format."""

import re
import shlex

from courselib.building import jobs
from courselib.suite.run import Result, tail
from courselib.trouble import Trouble

SUMMARY = re.compile(r"(\d+)% tests passed, (\d+) tests? failed out of (\d+)")
THREADS = re.compile(r"<thread>|std::j?thread|<condition_variable>")
# clang is told the whole path of a precompiled header, so that a compiler cache would know none of its users in
# another clone. Without one it is also seen that each file includes what it needs.
ASAN = ("-DSBC_WERROR=ON", "-DCMAKE_DISABLE_PRECOMPILE_HEADERS=ON")
CODE_FOLDERS = ("common", "chapters", "exercises", "tests", "gui", "tools")


def built(run, name, preset, *options, targets=()):
    """One line: everything compiles; in CI without a word of warning."""
    try:
        done = run.build(preset, *options).build(*targets)
    except Trouble as trouble:
        return Result(name, failed=1, text=f"{trouble.what}\n{trouble.advice}")
    ok = done.ok and not (run.thorough and done.text)
    return Result(name, passed=int(ok), failed=int(not ok), text=done.text, log=done.log)


def ctest(run, name, preset, timeout=900, label=""):
    """Runs the C++ tests of a build folder, all or those with one label; each test counts."""
    words = ["ctest", "--test-dir", run.tree.build / preset, "-j", jobs(), "--no-tests=error", "--output-on-failure",
             "--timeout", "120"]
    label = label or run.chapter
    if label:
        words += ["-L", f"^({label})$"]
    repeat = f"ctest --test-dir {run.tree.short(run.tree.build / preset)} --rerun-failed --output-on-failure"
    log = f"ctest-{preset}" + ("-canary" if label == "canary" else "")
    code, output = run.command(words, log, timeout, say=lambda line: line if "Test " in line else None)
    found = SUMMARY.search(output)
    if not found:
        return Result(name, failed=1, text=tail(output), log=run.tree.log(log), repeat=repeat)
    failed, total = int(found[2]), int(found[3])
    return Result(name, total - failed, failed or int(code != 0), text=failures_of_ctest(output) if failed else "",
                  log=run.tree.log(log), repeat=repeat)


def failures_of_ctest(output):
    """What the failed tests said, without the lines of those that passed."""
    kept = [line for line in output.splitlines() if not re.match(r"^\s*(Start\s+\d+:|\d+/\d+ Test .* Passed)", line)]
    return "\n".join(kept[-60:])


# -- the parts ----------------------------------------------------------------------------------


def gcc_build(run):
    targets = [f"stage_{stage.number}_all" for stage in run.stages] if run.chapter else []
    targets += [f"test_stage_{run.chapter}"] if has_tests(run) else []
    yield built(run, "build, g++", "dev", targets=targets)


def has_tests(run):
    """Has the one chapter that is looked at C++ tests?"""
    return bool(run.chapter) and any(run.tree.root.glob(f"tests/chapters/{run.chapter}-*/*_test.cpp"))


def gcc_tests(run):
    if not run.chapter or has_tests(run):
        yield ctest(run, "C++ tests, g++", "dev")


def asan(run):
    """clang's one build folder: its warnings, the lone headers, the sanitizers, and the fuzz targets."""
    yield built(run, "build, clang++ -Werror, ASan + UBSan", "asan", *ASAN)
    yield ctest(run, "C++ tests, clang++, ASan + UBSan", "asan", timeout=1500)
    # Canaries that bring a sanitizer of their own need a folder without one.
    yield built(run, "build, clang++, canaries", "clang", targets=["canaries"])
    yield ctest(run, "canaries, clang++", "clang", label="canary")


def tsan(run):
    """All programs, and the tests of what has threads: elsewhere there is no race to be found.

    Without warnings: g++ 12 has false ones when it optimises, and the part "build" has seen the true ones."""
    parts = threaded_parts(run.tree.root)
    targets = [f"test_{'stage_' * name.isdigit()}{name}" for name in parts]
    targets += [f"stage_{stage.number}_all" for stage in run.stages]
    yield built(run, "build, g++, TSan", "tsan", targets=targets)
    result = ctest(run, "C++ tests, g++, TSan", "tsan", timeout=1500, label="|".join(parts))
    result.note = "of what has threads: " + ", ".join(parts)
    yield result


def threaded_parts(root):
    """The layers and chapters that start threads, or whose tests do: "net", "05"."""
    places = {}  # a layer or chapter, and where its code and its tests are
    for folder in [*root.glob("common/*/"), *root.glob("gui/"), *root.glob("chapters/*/")]:
        name = folder.name[:2] if folder.parent.name == "chapters" else folder.name
        places[name] = [folder, root / "tests" / folder.relative_to(root)]
    return sorted(name for name, folders in places.items()
                  if has_tests_in(folders[1]) and any(map(starts_threads, folders)))


def has_tests_in(folder):
    return any(folder.glob("*_test.cpp"))


def starts_threads(folder):
    return any(THREADS.search(path.read_text(errors="replace"))
               for ending in ("*.cpp", "*.hpp") for path in folder.rglob(ending))


def standalone(run):
    """Each chapter configures and builds on its own, as its reader may do it."""
    for stage in run.stages:
        folder = run.tree.build / "standalone" / stage.number
        name = f"chapter {stage.number} on its own"
        log = f"standalone-{stage.number}"
        source = run.tree.short(stage.folder)
        code, output = run.command(["cmake", "-S", stage.folder, "-B", folder, "-G", "Ninja",
                                    "-DCMAKE_CXX_COMPILER=g++"], log, 300)
        if code == 0:
            code, output = run.command(["cmake", "--build", folder, "-j", jobs()], log, 1200)
        yield Result(name, passed=int(code == 0), failed=int(code != 0), text=tail(output) if code else "",
                     log=run.tree.log(log), repeat=f"cmake -S {source} -B build/standalone/{stage.number} -G Ninja"
                                                   f" && cmake --build build/standalone/{stage.number}")


def our_sources(run):
    """Every C++ file of the repository."""
    found = []
    for folder in CODE_FOLDERS:
        found += [path for ending in ("*.cpp", "*.hpp") for path in (run.tree.root / folder).rglob(ending)]
    return sorted(path for path in found if run.tree.build not in path.parents)


def clang_format(run):
    files = our_sources(run)
    code, output = run.command(["clang-format", "--dry-run", "-Werror", *files], "clang-format", 600)
    bad = sorted(set(re.findall(r"^(\S.*?):\d+:\d+: error", output, re.M)))
    text = "not formatted as .clang-format says:\n" + "\n".join(f"  {run.tree.short(path)}" for path in bad)
    yield Result("clang-format", passed=len(files) - len(bad), failed=len(bad) or int(code != 0),
                 text=text if bad else tail(output),
                 repeat="clang-format -i " + shlex.join(run.tree.short(path) for path in bad))
