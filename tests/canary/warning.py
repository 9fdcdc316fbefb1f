"""warning.py FILE FLAG -- COMPILER FLAG...: FILE must not compile because of FLAG, and compile without it.

A comment at the end of a line of FILE names the warning that is expected there:  // warns: shadow
With another name for clang:  // warns: conversion, clang: implicit-int-conversion
Where clang brings the flag with another one, a line says so:  // clang: implied by -Wconversion
"""
import os
import re
import subprocess
import sys

EXPECTED = re.compile(r"// warns: ([\w-]+)(?:, clang: ([\w-]+))?$")
IMPLIED = re.compile(r"^// clang: implied by (-W[\w-]+)$", re.MULTILINE)
FOUND = re.compile(r"^[^\n:]*:(\d+):\d+: error: [^\n]*\[-Werror[=,](?:-W)?([\w-]+)\]$", re.MULTILINE)


def compile_file(compiler, file, flags):
    command = [*compiler, *flags, "-Werror", "-fsyntax-only", file]
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          env={**os.environ, "LC_ALL": "C"})


def main():
    file, flag = sys.argv[1:3]
    command = sys.argv[4:]
    flags = [word for word in command if word.startswith("-W")]
    compiler = [word for word in command if not word.startswith("-W")]
    if not os.path.exists(file):
        print("There is no %s: each flag has a file that makes it fire." % file)
        return 1
    with open(file, encoding="utf-8") as opened:
        text = opened.read()
    marks = [(number, EXPECTED.search(line)) for number, line in enumerate(text.splitlines(), 1)]
    is_clang = "clang" in subprocess.run([*compiler, "--version"], stdout=subprocess.PIPE, text=True).stdout
    expected = [(number, mark.group(2 if is_clang and mark.group(2) else 1)) for number, mark in marks if mark]

    done = compile_file(compiler, file, flags)
    found = [(int(line), warning) for line, warning in FOUND.findall(done.stdout)]
    print(done.stdout)
    if done.returncode == 0 or found != expected:
        print("Expected %s, and nothing else; found %s." % (expected, found))
        return 1
    off = [flag, *(IMPLIED.findall(text) if is_clang else [])]
    without = compile_file(compiler, file, [other for other in flags if other not in off])
    if without.returncode != 0:
        print("Without %s it should compile, but:\n%s" % (flag, without.stdout))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
