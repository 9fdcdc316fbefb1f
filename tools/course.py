"""./course, once Python is there. The commands are in courselib/cli.py."""

import sys

if sys.version_info < (3, 9):
    sys.exit("course: this Python is {}.{}; the course needs 3.9 or later.".format(*sys.version_info[:2]))

from courselib.cli import main  # noqa: E402  (an old Python could not even read it)

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
