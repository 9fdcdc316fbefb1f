#!/usr/bin/env python3
"""The line budgets of the stages: what a sitting asks of a reader, and how far two neighbours differ.

    python3 tools/checks/budgets.py [--chapter NN]

Prints a sentence for each stage that asks too much. The last line is `N passed, N failed`.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from courselib import differences  # noqa: E402
from courselib.stages import read_stages  # noqa: E402
from courselib.tree import Tree  # noqa: E402
from courselib.trouble import Trouble  # noqa: E402

# The most that a chapter.json may set as its line_limit: a little more for the two in three sittings.
LARGEST_LIMITS = {"01": 250, "05": 500, "07": 500}
LARGEST_LIMIT = 450
ENDS = ("grows", "graduates", "ends here")


def check_limit(stage):
    largest = LARGEST_LIMITS.get(stage.number, LARGEST_LIMIT)
    limit = stage.facts.get("line_limit")
    if not isinstance(limit, int) or not 0 < limit <= largest:
        return [f"chapter.json has line_limit {limit!r}; a whole number up to {largest} is allowed"]
    return []


def check_sittings(stages, stage):
    faults = []
    limit = stage.facts.get("line_limit") or 0
    for sitting, figures in differences.sitting_figures(stages, stage):
        if figures.to_read > limit:
            faults.append(f"the sitting \"{sitting['title']}\" asks for {figures.to_read} new or changed lines, "
                          f"{figures.to_read - limit} more than its limit of {limit}; "
                          "move something to another sitting or to common/")
    return faults


def check_files(tree, stage):
    """Every source file has one sitting and one end; what is named exists."""
    faults = []
    listed = [name for sitting in stage.sittings for name in sitting.get("files", [])]
    for name in stage.sources:
        if listed.count(name) != 1:
            faults.append(f"{name} stands in {listed.count(name)} sittings; each source file belongs to exactly one")
        facts = stage.files.get(name)
        if not facts or facts.get("end") not in ENDS:
            faults.append(f"{name} has no end; chapter.json must say whether it grows, graduates or ends here")
        elif facts["end"] == "graduates" and not (tree.common / facts.get("to", "?")).is_file():
            faults.append(f"{name} graduates to common/{facts.get('to', '?')}, which does not exist")
        elif facts["end"] == "ends here" and not facts.get("why"):
            faults.append(f"{name} ends here; \"why\" must say in a sentence what it was for")
    for name in dict.fromkeys([*listed, *stage.files]):
        if name not in stage.sources:
            faults.append(f"chapter.json names {name}, but there is no such file")
    return faults


def check_neighbours(tree, stages, stage):
    earlier = [other for other in stages if other.number < stage.number]
    if not earlier or not differences.same_subject(earlier[-1], stage):
        return []
    total = differences.total(differences.changes_between(tree, stages, earlier[-1], stage))
    if total.all < differences.DIFFERENT_AT_MOST:
        return []
    return [f"it differs from chapter {earlier[-1].number} by {total.all} lines ({total}); neighbours with one "
            f"subject must differ by fewer than {differences.DIFFERENT_AT_MOST}"]


def check_all(tree, only=None, say=print):
    """(passed, failed) over all checks of all stages."""
    stages = read_stages(tree)
    passed = failed = 0
    for stage in stages:
        if only not in (None, stage.number):
            continue
        figures = ", ".join(str(f.to_read) for _, f in differences.sitting_figures(stages, stage))
        say(f"{stage.number} {stage.title}: {figures or 'no'} lines a sitting, limit {stage.facts.get('line_limit')}")
        for faults in (check_limit(stage), check_files(tree, stage), check_sittings(stages, stage),
                       check_neighbours(tree, stages, stage)):
            for fault in faults:
                say(f"chapter {stage.number}: {fault}.")
            passed, failed = passed + (not faults), failed + bool(faults)
    return passed, failed


def main(words):
    only = words[words.index("--chapter") + 1] if "--chapter" in words[:-1] else None
    try:
        passed, failed = check_all(Tree.here(), only)
    except Trouble as trouble:
        print(f"{trouble.what}\n  {trouble.advice}")
        passed, failed = 0, 1
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
