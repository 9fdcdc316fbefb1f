#!/usr/bin/env python3
"""Asks a test program for its cases and writes them down for ctest, one test each.

    discover_tests.py PROGRAM FILE.cmake --prefix "net: " --label net [--argument -w --argument NoTests]

Catch2's own script for this splits a name at each semicolon, and the names of our tests are sentences.
"""
import argparse
import subprocess
import sys

# What Catch2 reads as a sign in a test name, and takes literally behind a backslash.
SIGNS = str.maketrans({sign: "\\" + sign for sign in "\\,[]\""})


def quoted(text):
    """A bracket argument of CMake, in which nothing is special."""
    return "[==[%s]==]" % text


def main():
    parser = argparse.ArgumentParser(description="Write the cases of a test program down for ctest.")
    parser.add_argument("program")
    parser.add_argument("file")
    parser.add_argument("--prefix", default="")
    parser.add_argument("--label", default="")
    parser.add_argument("--argument", action="append", default=[])
    parser.add_argument("--timeout", type=int, default=180)  # a hang, not a slow machine
    options = parser.parse_args()

    listed = subprocess.run([options.program, "--list-cases"], stdout=subprocess.PIPE, text=True, encoding="utf-8")
    if listed.returncode != 0:
        print("%s --list-cases ended with exit code %d" % (options.program, listed.returncode), file=sys.stderr)
        return 1
    names = listed.stdout.splitlines()
    if not names:
        print("%s contains no test case" % options.program, file=sys.stderr)
        return 1
    with open(options.file, "w", encoding="utf-8") as file:
        for name in names:
            test = quoted(options.prefix + name)
            words = [options.program, name.translate(SIGNS), *options.argument]
            file.write("add_test(%s %s)\n" % (test, " ".join(quoted(word) for word in words)))
            file.write("set_tests_properties(%s PROPERTIES LABELS %s TIMEOUT %d)\n"
                       % (test, quoted(options.label), options.timeout))
    return 0


if __name__ == "__main__":
    sys.exit(main())
