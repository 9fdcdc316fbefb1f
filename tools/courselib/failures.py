"""break: runs a stage's own programs until they fail before the learner's eyes; and the cures, tested."""

import sys
import time
from dataclasses import dataclass

from courselib import terminal
from courselib.cli import Words
from courselib.demos import load_script
from courselib.programs import stage_build
from courselib.scenario import Scenario, Verdict
from courselib.stages import find_stage, nearest, read_stages
from courselib.trouble import Trouble

HELP = {"break": """
Without a name all failures of the chapter are shown, one after the other. The programs are the stage's own,
unmodified; chapters/NN-name/break/ holds the scripts, which are short and worth reading.
With --against MM the same scripts are tried on the programs of a later chapter, which cures the failures.
"""}


def run(tree, verb, words):
    words = Words(verb, words)
    against = words.value("--against")
    stage = find_stage(tree, words.next("the chapter's number"))
    name = words.next()
    words.end()
    failures = [find_failure(stage, name)] if name else stage.failures
    if not failures:
        raise Trouble(f"chapter {stage.number} has nothing to break", "./course list shows what can be broken")
    if against:
        return try_cures(tree, stage, failures, find_stage(tree, against))
    return show_failures(tree, stage, failures)


def find_failure(stage, name):
    names = [failure.name for failure in stage.failures]
    if name not in names:
        raise Trouble(f"chapter {stage.number} has no failure '{name}'{nearest(name, names)}",
                      "it has: " + ", ".join(names) if names else "it has none", 2)
    return next(failure for failure in stage.failures if failure.name == name)


def show_failures(tree, stage, failures):
    stage_build(tree, stage)
    verdicts = []
    for failure in failures:
        terminal.say(f"{stage.number} {failure.name}: {failure.title}", "bold cyan")
        verdicts.append(attack(tree, failure, stage).verdict)
        terminal.say(f"({what_follows(tree, stage, failure)})", "dim")
        if len(failures) > 1:
            terminal.say(f"{failure.name}: {verdicts[-1]}\n")
    return close(failures, verdicts, wanted_shown=True)


def try_cures(tree, stage, failures, cure):
    """The same scripts against the stage that cures them: each must be refused."""
    stage_build(tree, cure)
    failures = [failure for failure in failures if failure.cured_in == cure.number]
    if not failures:
        raise Trouble(f"chapter {cure.number} cures none of these failures of chapter {stage.number}")
    verdicts = []
    for failure in failures:
        terminal.say(f"{stage.number} {failure.name}, tried on {cure.number}: {failure.title}", "bold cyan")
        verdicts.append(attack(tree, failure, cure, failure.substitutes).verdict)
        if len(failures) > 1:
            terminal.say(f"{failure.name}: {verdicts[-1]}\n")
    return close(failures, verdicts, wanted_shown=False)


def close(failures, verdicts, wanted_shown):
    """Prints the last line, and returns the exit code."""
    surprises = [i for i, verdict in enumerate(verdicts) if verdict.shown != wanted_shown]
    if surprises:
        first = surprises[0]
        last = Verdict(verdicts[first].shown, f"{failures[first].name}: {verdicts[first].text}"
                       if len(verdicts) > 1 else verdicts[first].text)
    elif len(verdicts) == 1:
        last = verdicts[0]
    else:
        last = Verdict(wanted_shown, f"all {len(verdicts)} ({', '.join(failure.name for failure in failures)})")
    terminal.say(str(last), "bold red" if last.shown else "bold green")
    return 1 if surprises else 0


def what_follows(tree, stage, failure):
    """Where the failure ends: cured in a chapter, or a limit."""
    if not failure.cured_in:
        return f"a limit, not a fault to cure: {failure.limit}"
    if failure.cured_in == stage.number:
        return "cured in this chapter: the lesson shows how"
    if any(other.number == failure.cured_in for other in read_stages(tree)):
        return f"cured in chapter {failure.cured_in}"
    return f"cured in chapter {failure.cured_in}, which is not written yet"


@dataclass(frozen=True)
class Attacked:
    verdict: Verdict
    duration: float


def attack(tree, failure, stage, substitutes=None, out=None):
    """Runs one failure's script on a stage's programs and returns what it came to."""
    script = load_script(failure.script, "attack")
    programs = stage.program_paths(tree.build / "dev")
    started = time.monotonic()
    with Scenario(stage.number, programs, substitutes, out or sys.stdout) as scenario:
        try:
            verdict = script(scenario)
        except OSError as error:  # a connection that was refused, reset or too slow, where the script expected one
            raise Trouble(f"{failure.name} could not be played: {error}",
                          f"the script is {tree.short(failure.script)}") from error
    if not isinstance(verdict, Verdict):
        raise Trouble(f"{tree.short(failure.script)} gave no verdict",
                      "attack(s) must return s.failure(\"…\") or s.refused(\"…\")")
    return Attacked(verdict, time.monotonic() - started)
