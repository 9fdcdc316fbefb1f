#!/usr/bin/env python3
"""Stands before the compiler when a header is compiled alone: `header_alone.py COMPILER ARGUMENT...`.

When the header needs others to come first, says so in a sentence, with the compiler's first error.
"""
import re
import subprocess
import sys

FIRST_ERROR = re.compile(r"^.*(?:fatal )?error: .*$", re.MULTILINE)


def main():
    command = sys.argv[1:]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
                          check=False)
    if done.returncode == 0:
        sys.stdout.write(done.stdout)
        return 0
    header = next((word[len("-DSBC_HEADER="):] for word in command if word.startswith("-DSBC_HEADER=")), "A header")
    first = FIRST_ERROR.search(done.stdout)
    print("%s does not compile on its own: add the includes it needs.\n  %s"
          % (header, first.group(0) if first else done.stdout.strip()), file=sys.stderr)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
