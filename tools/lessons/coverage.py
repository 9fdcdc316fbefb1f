"""Coverage: every line that is new in a stage is explained in its lesson, or listed as plumbing."""

from pathlib import Path
from typing import Dict, List, Set

from lessons.regions import RegionError, find_regions
from lessons.report import Report
from lessons.stages import Stage, is_boilerplate

PLUMBING_LIMIT = 15  # percent of the stage's new lines


def check_coverage(stage: Stage, explained: Dict[Path, Set[int]], report: Report) -> str:
    """Returns the figures of the stage as one line of text."""
    plumbing = _plumbing(stage, report)
    total = covered = plumbed = missing = 0
    for file in stage.sources:
        lines = stage.read(file)
        in_lesson = explained.get((stage.folder / file).resolve(), set())
        uncovered: List[int] = []
        for number in sorted(stage.new_lines(file)):
            total += 1
            if number in in_lesson or is_boilerplate(lines[number - 1]):
                covered += 1
            elif number in plumbing.get(file, set()):
                plumbed += 1
            else:
                uncovered.append(number)
        missing += len(uncovered)
        _tell_uncovered(stage, file, uncovered, lines, report)
    percent = 100 * plumbed / total if total else 0
    report.check(percent <= PLUMBING_LIMIT, stage.relative("chapter.json"), 0,
                 f"{percent:.0f} % of the stage's new lines are plumbing, more than {PLUMBING_LIMIT} %",
                 "Explain some of them in the lesson, or move them behind a header of common/")
    share = 100 * covered / total if total else 100
    return (f"{stage.facts['name']}: {total} new lines, {share:.0f} % explained, "
            f"{percent:.0f} % plumbing, {missing} missing")


def _plumbing(stage: Stage, report: Report) -> Dict[str, Set[int]]:
    found: Dict[str, Set[int]] = {}
    for entry in stage.facts.get("plumbing", []):
        file, _, region = entry.partition("#")
        where = stage.relative("chapter.json")
        if file not in stage.sources:
            report.defect(where, 0, f"the plumbing `{entry}` names a file that is not a source of the stage",
                          "Correct or remove the entry")
            continue
        try:
            text = "\n".join(stage.read(file))
            numbers = find_regions(text)[region].numbers if region else range(1, len(text.splitlines()) + 1)
            found.setdefault(file, set()).update(numbers)
            report.ok()
        except RegionError as error:
            report.defect(stage.relative(file), error.line, str(error), "Correct the markers")
        except KeyError:
            report.defect(where, 0, f"the plumbing `{entry}` names a region that is not in the file",
                          "Mark it with `// #region NAME` and `// #endregion NAME`, or correct the entry")
    return found


def _tell_uncovered(stage: Stage, file: str, numbers: List[int], lines: List[str], report: Report) -> None:
    """One sentence per run of neighbouring lines (blank lines and markers between do not part them)."""
    if not numbers:
        report.ok()
        return
    new = sorted(stage.new_lines(file))
    runs: List[List[int]] = []
    for number in numbers:
        together = runs and new.index(number) == new.index(runs[-1][-1]) + 1
        if together:
            runs[-1].append(number)
        else:
            runs.append([number])
    for run in runs:
        where = f"{run[0]}-{run[-1]}" if len(run) > 1 else f"{run[0]}"
        count = f"{len(run)} new lines are" if len(run) > 1 else "this new line is"
        report.defect(f"{stage.relative(file)}:{where}", 0,
                      f"{count} not explained in the lesson (`{lines[run[0] - 1].strip()}`)",
                      "Mark a region and show it with `excerpt` or cover it with `explains`, "
                      "or list it under `plumbing` in chapter.json")
