"""must_fail.py --says REGEX -- COMMAND...: passes when the command fails and says so."""
import re
import subprocess
import sys


def main():
    says, command = sys.argv[2], sys.argv[4:]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace")
    print(done.stdout)
    if done.returncode == 0:
        print("It should have failed, and did not.")
    elif not re.search(says, done.stdout):
        print("It failed, but did not say: %s" % says)
    else:
        return 0
    return 1


if __name__ == "__main__":
    sys.exit(main())
