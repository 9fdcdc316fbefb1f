"""Commands: every `./course …` that a page shows can be typed as it stands, by the verbs' own usage lines."""

import json
import re
from typing import Callable, Dict, List, Optional

from courselib.classroom.words import CLASS_NAME, JOIN_WORD
from courselib.cli import HELP, VERBS
from courselib.suite.table import PARTS
from courselib.bench import EXERCISE_ROW
from courselib.usage import USAGES, Given, Unfit, named
from lessons.page import Page
from lessons.programs import near, taken_by
from lessons.report import Report
from lessons.shell import OPEN, commands_in, words_of
from lessons.stages import Stage

PLACEHOLDER = re.compile(rf"[A-Z][A-Z-]*|.*{OPEN}.*")


def check_commands(page: Page, stages: List[Stage], report: Report) -> None:
    typed = {block.line + 1 + offset for block in page.blocks if block.kind == "fence"
             for offset in range(len(block.lines))}
    for line, text in page.code:
        for command in commands_in(text):
            problem = problem_of(command, stages, whole=line in typed)
            report.check(problem is None, page.path, line, f"`./course{command.rstrip()}` {problem}",
                         "Show a command that works today (./course help lists them)")


def problem_of(command: str, stages: List[Stage], whole: bool = True) -> Optional[str]:
    """Nothing when the command can be typed today, else what is wrong with it. One in the prose need not be whole."""
    try:
        words = words_of(command)
    except ValueError:
        return "has a quotation mark that is not closed"
    if not words or PLACEHOLDER.fullmatch(words[0]):
        return None
    if words[0] in HELP:
        return _verb_problem(words[1]) if words[1:] else None
    if words[0] != "run" and any(word in HELP for word in words):
        words, whole = [word for word in words if word not in HELP], False
    return _verb_problem(words[0]) or _form_problem(words, stages, whole)


def _verb_problem(verb: str) -> Optional[str]:
    if PLACEHOLDER.fullmatch(verb) or any(verb == known.name for known in VERBS):
        return None
    return f"uses a verb that does not exist: {verb}"


def _form_problem(words: List[str], stages: List[Stage], whole: bool) -> Optional[str]:
    name = named(words)
    if name not in USAGES:
        known = [usage.split()[1] for usage in USAGES if usage.startswith(f"{name} ")]
        if len(words) > 1 and not PLACEHOLDER.fullmatch(words[1]):
            return f"says what {name} does not know: {words[1]}{near(words[1], known)}"
        return f"lacks one of: {', '.join(known)}" if whole else None
    usage = USAGES[name]
    try:
        given = usage.read(words[len(name.split()):])
    except Unfit as mistake:
        return f"cannot be typed: {str(mistake).rstrip('?')}"
    missing = usage.needed_places[len(given.plain):] + [o for o in usage.needed_options if o not in given.options]
    if whole and missing:
        return f"lacks {missing[0]}"
    return Command(name, given, stages).problem()


class Command:
    """One that its usage line allows: is there also what it names?"""

    def __init__(self, name: str, given: Given, stages: List[Stage]):
        self.name = name
        self.usage = USAGES[name]
        self.given = given
        self.stages = {stage.number: stage for stage in stages}
        self.root = stages[0].root if stages else None
        self.stage = self.stages.get(given.plain[0]) if given.plain else None

    def problem(self) -> Optional[str]:
        named_things = [*zip(self.usage.places, self.given.plain),
                        *((f"{option} {self.usage.options[option]}", value)
                          for option, value in self.given.options.items() if value is not True)]
        for place, word in named_things:
            check = self.checks().get(place)
            problem = check(word) if check and not PLACEHOLDER.fullmatch(word) else None
            if problem:
                return problem
        return self._demo_problem() or self._program_problem()

    def checks(self) -> Dict[str, Callable[[str], Optional[str]]]:
        return {"NN": self._chapter, "MM": self._later, "PROGRAM": self._program, "name": self._failure,
                "--against MM": self._cure, "ID": self._exercise, "--with PATH": self._path,
                "--only PART": self._parts, "--only ID,ID…": self._exercises, "NAME": self._class_name,
                "WORD": self._bench_word if self.name == "bench" else self._join_word,
                "--port N": _number, "--threads N": _number, "--students N": _number, "--gift POINTS": _number,
                "--spacing SECONDS": _number}

    def _chapter(self, number: str) -> Optional[str]:
        if number in self.stages:
            return None
        return f"names chapter {number}, which does not exist (chapters: {', '.join(self.stages) or 'none'})"

    def _later(self, number: str) -> Optional[str]:
        if number == "common":
            return None
        if number in self.stages and number <= self.given.plain[0]:
            return f"names chapter {number} where a later one than {self.given.plain[0]} must stand"
        return self._chapter(number)

    def _program(self, name: str) -> Optional[str]:
        if not self.stage or any(name == program["name"] for program in self.stage.facts.get("programs", [])):
            return None
        return f"names a program that chapter {self.stage.number} does not have: {name}"

    def _failures(self) -> List[dict]:
        """Those that the command means: one, or all of the chapter."""
        failures = self.stage.facts.get("failures", []) if self.stage else []
        name = (self.given.plain + [OPEN])[1] if self.given.plain else OPEN
        return [failure for failure in failures if PLACEHOLDER.fullmatch(name) or failure["name"] == name]

    def _failure(self, name: str) -> Optional[str]:
        if not self.stage or self._failures():
            return None
        return f"names a failure that chapter {self.stage.number} does not have: {name}"

    def _cure(self, number: str) -> Optional[str]:
        if not self.stage or any(failure.get("cured-in") == number for failure in self._failures()):
            return None
        cures = sorted({failure["cured-in"] for failure in self._failures() if failure.get("cured-in")})
        return f"tries a failure against chapter {number}, but its cure is in {', '.join(cures) or 'none'}"

    def _exercise(self, name: str) -> Optional[str]:
        if not self.root or (self.root / "exercises" / name / "exercise.json").exists():
            return None
        return f"names an exercise that does not exist: {name}"

    def _exercises(self, names: str) -> Optional[str]:
        return next(filter(None, map(self._exercise, names.split(","))), None)

    def _path(self, path: str) -> Optional[str]:
        """Only what lies in the course itself; my/ and what was handed in do not."""
        if not self.root or not path.startswith(("exercises/", "chapters/")) or (self.root / path).exists():
            return None
        return f"names a file that does not exist: {path}"

    def _parts(self, keys: str) -> Optional[str]:
        known = [part.key for part in PARTS]
        wrong = next((key for key in keys.split(",") if key not in (*known, "help")), None)
        return f"names a part that ./course test does not have: {wrong}{near(wrong, known)}" if wrong else None

    def _class_name(self, name: str) -> Optional[str]:
        return None if CLASS_NAME.fullmatch(name) else f"gives a class a name that it cannot have: {name}"

    def _join_word(self, word: str) -> Optional[str]:
        return None if JOIN_WORD.fullmatch(word) else f"joins a class with what is no word of a class: {word}"

    def _bench_word(self, word: str) -> Optional[str]:
        path = self.root / "tests/bench/bench.json" if self.root else None
        rows = json.loads(path.read_text(encoding="utf-8")) if path and path.exists() else []
        if word in EXERCISE_ROW or any(word in row["name"] or word in row["program"] for row in rows):
            return None
        if not self._exercise(word):
            return None
        return f"measures what stands neither in bench.json nor among the exercises: {word}"

    def _demo_problem(self) -> Optional[str]:
        if self.name != "demo" or not self.stage:
            return None
        if not self.stage.facts.get("demo"):
            return f"plays a demo that chapter {self.stage.number} does not have"
        exercises = [json.loads(path.read_text(encoding="utf-8"))
                     for path in self.stage.root.glob(f"exercises/{self.stage.number}-*/exercise.json")]
        if "--mine" in self.given.options and not any(exercise.get("seam") for exercise in exercises):
            return f"plays your files in chapter {self.stage.number}, which has a place for none"
        return None

    def _program_problem(self) -> Optional[str]:
        if self.name != "run" or not self.stage or len(self.given.plain) < 2:
            return None
        name = self.given.plain[1]
        program = next((each for each in self.stage.facts.get("programs", []) if each["name"] == name), None)
        return taken_by(self.stage, program).problem(name, self.given.plain[2:]) if program else None


def _number(word: str) -> Optional[str]:
    return None if word.isdigit() else f"gives {word} where a whole number must stand"
