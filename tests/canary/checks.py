"""Proves that each check of the build bites: writes a small tree, whose layers and chapters each break one
rule, configures it once with the real functions of tools/cmake, and builds one target of it per case.

    checks.py --list         the names of the cases
    checks.py --configure    write the tree and configure it
    checks.py --case NAME    build; passes when the build fails with the sentence of the case
"""
import argparse
import json
import os
import re
import shutil
import subprocess
import sys

ROOT = """
cmake_minimum_required(VERSION 3.22)
project(canary LANGUAGES CXX)
set(SBC_ROOT "${CMAKE_SOURCE_DIR}")
include("${TOOLS}/cmake/Course.cmake")
course_add_all_layers()
course_add_all_chapters()
course_check_includes(tests "" "" --tests)
"""
CHAPTER = """
cmake_minimum_required(VERSION 3.22)
project(chapter LANGUAGES CXX)
include("${TOOLS}/cmake/Course.cmake")
course_chapter()
"""
HEADER = "#pragma once\n"


def layer(name, rest=""):
    return "course_layer(NAME %s %s)\n" % (name, rest)


def chapter(number, name, **more):
    """A chapter.json; every file of `files` ends here."""
    files = {file: {"end": "ends here", "why": "canary"} for file in more.pop("files", [])}
    return json.dumps({"number": number, "name": number + "-" + name, "files": {**files, **more.pop("ends", {})},
                       **more}, indent=1)


TREE = {
    "CMakeLists.txt": ROOT,
    # Sound layers: what is built on them below may be broken, they are not.
    "common/low/CMakeLists.txt": layer("low"),
    "common/low/value.hpp": HEADER + "inline int value() { return 1; }\n",
    "common/low/value.cpp": '#include "low/value.hpp"\n',
    "common/low/step.hpp": HEADER + "inline int step() { return 1; }\n",
    "common/low/later.hpp": HEADER,
    "common/low/hidden.hpp": HEADER,
    "common/low/dice.hpp": HEADER + "int dice();\n",
    "common/low/dice.cpp": '#include "low/dice.hpp"\n#include <random>\n'
                           "int dice() { return static_cast<int>(std::random_device{}() % 6U) + 1; }\n",
    "common/wire/CMakeLists.txt": layer("wire", "USES low WRAPS asio EXPOSES asio"),
    "common/wire/socket.hpp": HEADER + "#include <asio/error.hpp>\n",
    "common/wire/slow.hpp": HEADER + '#include "wire/socket.hpp"\n',
    "common/box/CMakeLists.txt": layer("box", "WRAPS nlohmann EXPOSES nlohmann"),
    "common/box/a.hpp": HEADER + "#include <nlohmann/json_fwd.hpp>\n",
    # One broken rule each.
    "common/upward/CMakeLists.txt": layer("upward", "USES low"),
    "common/upward/a.cpp": '#include "roof/b.hpp"\n',
    "common/roof/CMakeLists.txt": layer("roof", "USES upward"),
    "common/roof/b.hpp": HEADER,
    "common/undeclared/CMakeLists.txt": layer("undeclared"),
    "common/undeclared/a.cpp": '// The next line is line 2.\n#include "low/value.hpp"\n',
    "common/stray/CMakeLists.txt": layer("stray", "USES low box"),
    "common/stray/a.cpp": "#include <nlohmann/json_fwd.hpp>\n",
    "common/shown/CMakeLists.txt": layer("shown", "WRAPS nlohmann"),
    "common/shown/a.hpp": HEADER + "#include <nlohmann/json_fwd.hpp>\n",
    "common/shown/a.cpp": '#include "shown/a.hpp"\n',
    "common/bare/CMakeLists.txt": layer("bare"),
    "common/bare/a.hpp": HEADER,
    "common/bare/a.cpp": '#include "a.hpp"\n',
    "common/clock/CMakeLists.txt": layer("clock", "PURE"),
    "common/clock/a.cpp": "#include <chrono>\nauto when() { return std::chrono::steady_clock::now(); }\n",
    "common/thread/CMakeLists.txt": layer("thread", "PURE"),
    "common/thread/a.cpp": "#include <thread>\n",
    "common/through/CMakeLists.txt": layer("through", "USES wire PURE"),
    "common/through/a.cpp": '#include "wire/slow.hpp"\n',
    "common/gambler/CMakeLists.txt": layer("gambler", "USES low PURE"),
    "common/gambler/a.cpp": '#include "low/dice.hpp"\n',
    "common/vault/CMakeLists.txt": layer("vault", "PURE BUT seed"),
    "common/vault/seed.hpp": HEADER + "int seed();\n",
    "common/vault/seed.cpp": '#include "vault/seed.hpp"\n#include <random>\n'
                             "int seed() { return static_cast<int>(std::random_device{}() % 6U); }\n",
    "common/vault/a.cpp": '#include "vault/seed.hpp"\n',
    "common/needy/CMakeLists.txt": layer("needy"),
    "common/needy/a.hpp": HEADER + "inline std::string text() { return {}; }\n",
    "common/needy/a.cpp": '#include <string>\n#include "needy/a.hpp"\n',
    "common/twice/CMakeLists.txt": layer("twice"),
    "common/twice/a.hpp": "inline int one() { return 1; }\n",
    "common/twice/a.cpp": '#include "twice/a.hpp"\n',
    # Chapters.
    "chapters/01-early/chapter.json": chapter(
        "01", "early", given=["low/value.hpp"], files=["main.cpp"],
        ends={"step.hpp": {"end": "graduates", "to": "low/step.hpp"}}),
    "chapters/01-early/step.hpp": HEADER + "inline int step() { return 1; }\n",
    "chapters/01-early/main.cpp": '#include "low/value.hpp"\n#include "step.hpp"\n#include "low/later.hpp"\n'
                                  '#include "low/step.hpp"\n#include "low/hidden.hpp"\n#include "low/absent.hpp"\n',
    "chapters/02-library/chapter.json": chapter("02", "library", files=["main.cpp"]),
    "chapters/02-library/main.cpp": "#include <asio/error.hpp>\n",
    "chapters/03-unlisted/chapter.json": chapter("03", "unlisted", files=["main.cpp"]),
    "chapters/03-unlisted/main.cpp": "",
    "chapters/03-unlisted/extra.cpp": "",
    "chapters/04-absent/chapter.json": chapter("04", "absent", files=["main.cpp", "gone.cpp"],
                                               third_party={"asio": ["main.cpp"]}),
    "chapters/04-absent/main.cpp": "",
    "chapters/05-impure/chapter.json": chapter("05", "impure", files=["node.cpp"], pure=["node.cpp"],
                                               given=["wire/slow.hpp"]),
    "chapters/05-impure/node.cpp": '#include <mutex>\n#include "wire/slow.hpp"\n',
    "chapters/06-own-tests/chapter.json": chapter("06", "own-tests", files=["main.cpp"]),
    "chapters/06-own-tests/main.cpp": "#include <catch2/catch.hpp>\n",
    "chapters/07-neighbour/chapter.json": chapter("07", "neighbour", files=["main.cpp"]),
    "chapters/07-neighbour/main.cpp": '#include "../01-early/step.hpp"\n',
    # A sound one, that uses what was given before and what has graduated.
    "chapters/08-sound/chapter.json": chapter(
        "08", "sound", given=["low/later.hpp"], files=["main.cpp", "part.cpp", "part.hpp"], pure=["part.cpp", "part.hpp"],
        programs=[{"name": "main", "source": "main.cpp"}]),
    "chapters/08-sound/part.hpp": HEADER + "int part();\n",
    "chapters/08-sound/part.cpp": '#include "part.hpp"\n#include "low/step.hpp"\n// A word about ::now() is no call.\n'
                                  "int part() { return step(); }\n",
    "chapters/08-sound/main.cpp": '#include "low/later.hpp"\n#include "low/value.hpp"\n#include "part.hpp"\n'
                                  "int main() { return part() - value(); }\n",
    "tests/a_test.cpp": "#include <catch2/catch.hpp>\n",
}
for place in [path for path in TREE if path.endswith("/chapter.json")]:
    TREE[os.path.dirname(place) + "/CMakeLists.txt"] = CHAPTER

# name -> (target, sentences that the failed build must say). Where the target uses Asio it is the check
# alone, since Asio takes ten seconds to compile; the other cases prove that a target waits for its check.
CASES = {
    "an upward include": ("sbc_upward", [
        'common/upward/a.cpp:1: an upward include: upward includes "roof/b.hpp", but roof is built on upward']),
    "an undeclared include": ("sbc_undeclared", [
        'common/undeclared/a.cpp:2: an undeclared include: undeclared includes "low/value.hpp"',
        "Add low to USES in common/undeclared/CMakeLists.txt"]),
    "a library outside its wrapper": ("sbc_stray", [
        "common/stray/a.cpp:1: the layer stray includes <nlohmann/json_fwd.hpp>, but does not wrap nlohmann: use what box "
        "offers"]),
    "a hidden library in a header": ("sbc_shown", [
        "common/shown/a.hpp:2: a header of shown shows nlohmann", "keep <nlohmann/json_fwd.hpp> in the .cpp"]),
    "an include without its layer": ("sbc_bare", [
        'common/bare/a.cpp:1: "a.hpp" has no folder of common/ in front']),
    "a clock in a pure layer": ("sbc_clock", [
        "common/clock/a.cpp:2: the layer clock is pure and reads a clock with ::now(): take the time as a parameter"]),
    "a thread in a pure layer": ("sbc_thread", [
        "common/thread/a.cpp:1: the layer thread is pure and includes <thread>, that is threads"]),
    "Asio in a pure layer through a header": ("check_includes_through", [
        'common/through/a.cpp:1: the layer through is pure, but "wire/slow.hpp" is not: common/wire/socket.hpp:2 '
        "includes <asio/error.hpp>"]),
    "random numbers in a pure layer through a function": ("sbc_gambler", [
        'common/gambler/a.cpp:1: the layer gambler is pure, but "low/dice.hpp" is not: common/low/dice.cpp:2 '
        "includes <random>, that is a random device"]),
    "random numbers in a pure layer by a file of its own": ("sbc_vault", [
        'common/vault/a.cpp:1: the layer vault is pure, but "vault/seed.hpp" is not: common/vault/seed.cpp:2 '
        "includes <random>, that is a random device"]),
    "a header that does not compile alone": ("check_headers_needy", [
        "common/needy/a.hpp does not compile on its own: add the includes it needs."]),
    "a header that may not come twice": ("check_headers_twice", [
        "common/twice/a.hpp does not compile on its own"]),
    "a chapter that runs ahead": ("stage_01", [
        'chapters/01-early/main.cpp:3: chapter 01 cannot use "low/later.hpp" yet: it is given with chapter 08',
        'chapters/01-early/main.cpp:4: chapter 01 cannot use "low/step.hpp" yet: it graduates at the end of chapter 01',
        'chapters/01-early/main.cpp:5: chapter 01 cannot use "low/hidden.hpp" yet: no chapter up to this one',
        "chapters/01-early/main.cpp:6: there is no common/low/absent.hpp"]),
    "a chapter with an undeclared library": ("stage_02", [
        "chapters/02-library/main.cpp:1: main.cpp includes <asio/error.hpp>, but chapter 02 does not declare"]),
    "a source that chapter.json does not list": ("stage_03", [
        'chapters/03-unlisted/chapter.json: extra.cpp is in the folder, but not in "files"']),
    "a source that is not there": ("stage_04", [
        'chapters/04-absent/chapter.json: "files" lists gone.cpp, but there is no such file',
        '"third_party" says that main.cpp includes asio, but it does not']),
    "a pure file of a chapter that is not pure": ("check_includes_stage_05", [
        "chapters/05-impure/node.cpp:1: node.cpp is pure and includes <mutex>",
        'chapters/05-impure/node.cpp:2: node.cpp is pure, but "wire/slow.hpp" is not']),
    "a stage that tests itself": ("stage_06", [
        "chapters/06-own-tests/main.cpp:1: <catch2/catch.hpp> belongs into tests/"]),
    "a stage that borrows from its neighbour": ("stage_07", [
        'chapters/07-neighbour/main.cpp:1: "../01-early/step.hpp" leaves the folder']),
    "a test for one version of Catch2": ("check_includes_tests", [
        "tests/a_test.cpp:1: <catch2/catch.hpp> serves one version of Catch2 only"]),
    # What is sound must pass, else the checks above might refuse everything.
    "what is sound is built": ("stage_08_all", None),
    # The last two configure a tree of their own.
    "a missing package": ("configure", [
        "The library asio is not installed (Debian package libasio-dev).", "sudo apt-get install libasio-dev"]),
    "layers in a circle": ("configure", [
        "The layers form a circle: circle uses round uses circle. A layer knows only those below it."]),
}
CONFIGURED = {
    "a missing package": ({"common/low/CMakeLists.txt": layer("low", "WRAPS asio")},
                          ["-DCMAKE_DISABLE_FIND_PACKAGE_Asio=ON"]),
    "layers in a circle": ({"common/circle/CMakeLists.txt": layer("circle", "USES round"),
                            "common/round/CMakeLists.txt": layer("round", "USES circle")}, []),
}


def write(root, tree):
    for path, text in tree.items():
        full = os.path.join(root, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "w", encoding="utf-8") as file:
            file.write(text)


def command(words):
    done = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace")
    return done.returncode, done.stdout


def configure(options, root, *more):
    return command([options.cmake, "-S", root, "-B", root + "/build", "-G", options.generator,
                    "-DCMAKE_CXX_COMPILER=" + options.compiler, "-DTOOLS=" + options.tools, "-DSBC_CHECKS=ON", *more])


def case(options, name):
    target, sentences = CASES[name]
    if target == "configure":
        tree, more = CONFIGURED[name]
        root = options.work + "-" + name.replace(" ", "-")
        shutil.rmtree(root, ignore_errors=True)
        write(root, {"CMakeLists.txt": ROOT, **tree})
        code, said = configure(options, root, *more)
    else:
        code, said = command([options.cmake, "--build", options.work + "/build", "--target", target])
    print(said)
    if sentences is None:
        return code == 0
    flat = re.sub(r"\s+", " ", said)  # CMake breaks long lines
    missing = [sentence for sentence in sentences if sentence not in flat]
    for sentence in missing:
        print("It did not say: " + sentence)
    if code == 0:
        print("It should have failed, and did not.")
    return code != 0 and not missing


def main():
    parser = argparse.ArgumentParser(description="Prove that each check of the build bites.")
    for name in ("tools", "work", "cmake", "generator", "compiler"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--configure", action="store_true")
    parser.add_argument("--case", choices=CASES)
    options = parser.parse_args()
    if options.list:
        print("\n".join(CASES))
        return 0
    if options.configure:
        shutil.rmtree(options.work, ignore_errors=True)
        write(options.work, TREE)
        code, said = configure(options, options.work)
        print(said)
        return code
    return 0 if case(options, options.case) else 1


if __name__ == "__main__":
    sys.exit(main())
