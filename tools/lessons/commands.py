"""Commands: every `./course …` that a page shows is one that exists, for chapters that exist."""

import re
import shlex
from typing import List, Optional

from courselib.cli import VERBS
from lessons.page import Page
from lessons.report import Report
from lessons.stages import Stage

COMMAND = re.compile(r"(?<![\w/])\./course\b([^`\n|&;#<>]*)")
PLACEHOLDER = re.compile(r"^(?:[A-Z]+|\[.*|.*\]|.*…)$")
STAGE_VERBS = ("build", "run", "break", "demo", "diff", "test")
EXERCISE_VERBS = ("list", "hint", "progress", "watch", "reset", "solution", "grade")


def check_commands(page: Page, stages: List[Stage], report: Report) -> None:
    for line, text in page.code:
        for match in COMMAND.finditer(text):
            problem = problem_of(match[1], stages)
            if problem is None:
                report.ok()
            else:
                report.defect(page.path, line, f"`./course{match[1].rstrip()}` {problem}",
                              "Show a command that works today (./course help lists them)")


def problem_of(words: str, stages: List[Stage]) -> Optional[str]:
    """Nothing when the command can be typed today, else what is wrong with it."""
    try:
        given = shlex.split(words)
    except ValueError:
        return "has a quotation mark that is not closed"
    plain = [word for word in given if not PLACEHOLDER.match(word)]
    if not plain or plain[0] == "help":
        return None
    verb = next((verb for verb in VERBS if verb.name == plain[0]), None)
    if verb is None:
        return f"uses a verb that does not exist: {plain[0]}"
    if verb.name in STAGE_VERBS:
        return _stage_problem(verb.name, plain[1:], stages)
    if verb.name == "exercise" and len(plain) > 1 and not plain[1].startswith("-"):
        return _exercise_problem(plain[1:], stages)
    return None


def _stage_problem(verb: str, words: List[str], stages: List[Stage]) -> Optional[str]:
    numbers = {stage.number: stage for stage in stages}
    asked = [word for word in words[:2 if verb == "diff" else 1] if not word.startswith("-")]
    for number in asked:
        if number not in numbers:
            return f"names chapter {number}, which does not exist (chapters: {', '.join(numbers) or 'none'})"
    if not asked or len(words) < 2 or words[1].startswith("-"):
        return None
    facts = numbers[asked[0]].facts
    if verb == "run" and words[1] not in [program["name"] for program in facts.get("programs", [])]:
        return f"names a program that chapter {asked[0]} does not have: {words[1]}"
    if verb == "break" and words[1] not in [failure["name"] for failure in facts.get("failures", [])]:
        return f"names a failure that chapter {asked[0]} does not have: {words[1]}"
    return None


def _exercise_problem(words: List[str], stages: List[Stage]) -> Optional[str]:
    names = [word for word in words[:2] if word not in EXERCISE_VERBS and not word.startswith("-")]
    root = stages[0].root if stages else None
    for name in names[:1]:
        if root and not (root / "exercises" / name / "exercise.json").exists():
            return f"names an exercise that does not exist: {name}"
    return None
