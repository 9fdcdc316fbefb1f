"""Keeps what the fuzzers have found, as far as it takes new ways through the code.

    python3 tests/fuzz/keep.py [NAME…]

`./course test --only fuzz` leaves what it finds in build/found/fuzz_NAME. Of that, libFuzzer chooses a small set
of files that reach edges which no file of tests/fuzz/corpus/NAME reaches, and those are added there: from then on every
test run replays them. What is large or slow is not kept, whatever it reaches.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

from courselib.suite.fuzzing import found_by, fuzz_programs  # noqa: E402
from courselib.tree import Tree  # noqa: E402

CORPUS = ROOT / "tests" / "fuzz" / "corpus"
LARGEST = 16 * 1024  # bytes of a file that is kept
SLOWEST = 1200.0     # seconds for a target


def keep(name, program, found):
    """Returns how many files were there, and how many there are now."""
    corpus = CORPUS / name
    corpus.mkdir(parents=True, exist_ok=True)
    before = len(list(corpus.iterdir()))
    with tempfile.TemporaryDirectory(prefix="fuzz-keep-") as folder:
        for path in found.iterdir() if found.is_dir() else ():
            if path.stat().st_size <= LARGEST and not path.name.startswith(("crash-", "timeout-", "oom-", "slow-")):
                shutil.copy(path, folder)
        # Edges alone: how often one is taken would make thousands of files.
        done = subprocess.run([program, "-set_cover_merge=1", "-use_counters=0", "-timeout=2", corpus, folder],
                              capture_output=True, text=True, timeout=SLOWEST)
    if done.returncode != 0:
        sys.exit(f"keep: {name}: {done.stderr[-2000:]}")
    return before, len(list(corpus.iterdir()))


def main():
    tree = Tree.here()
    known = {**fuzz_programs(tree, "fuzz"), **fuzz_programs(tree, "asan")}
    if not known:
        sys.exit("keep: no target is built: ./course test --ci --only fuzz builds them")
    for name in sys.argv[1:] or sorted(known):
        if name not in known:
            sys.exit(f"keep: there is no target {name}; there are: {', '.join(sorted(known))}")
        before, after = keep(name, known[name], found_by(tree, name))
        print(f"{name}: {before} files, {after} now", flush=True)


if __name__ == "__main__":
    main()
