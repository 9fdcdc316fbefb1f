"""What may differ between a transcript in a lesson and the same session run today.

This file is the only place that forgives a difference. Each rule says why. The rules are applied to
both sides, line by line, in this order, before the two are compared. A session that is about one of
these things switches the rule off: <!-- session NAME keep RULE -->.
"""

import re
from dataclasses import dataclass
from typing import Callable, Container, Union


@dataclass(frozen=True)
class Rule:
    name: str
    why: str
    pattern: "re.Pattern[str]"
    becomes: Union[str, Callable]


# Numbers of ports that the session declares are compared; `ports` forgives only the others.
RULES = (
    Rule("colours", "the reader's terminal shows colours; a page and a pipe do not",
         re.compile(r"\x1b\[[0-9;?]*[A-Za-z]"), ""),
    Rule("progress", "a progress line overwrites itself; only what is left on the line is read",
         re.compile(r"^.*\r(?=.)|\r$"), ""),
    Rule("prompt", "a program may print its prompt before a line; the page shows prompts where something is typed",
         re.compile(r"^(?:> )+"), ""),
    Rule("times", "the time of day of a log line is never the same twice",
         re.compile(r"\b\d{1,2}:\d{2}:\d{2}(?:[.,]\d+)?\b"), "<time>"),
    Rule("durations", "measured durations vary; whole seconds are decisions of the program and must agree",
         re.compile(r"\b(?:\d+(?:\.\d+)?\s?(?:ns|µs|us|ms|microseconds|milliseconds)|\d+\.\d+\s?(?:s|seconds))\b"),
         "<duration>"),
    Rule("rates", "how fast a search is depends on the machine",
         re.compile(r"\b\d+(?:\.\d+)?(?=(?: million)? a second$)"), "<rate>"),
    Rule("luck", "how many hashes a search takes is luck, and what it finds as well",
         re.compile(r"(?P<before>\bmined after |\bhas tried |\bnonce {5})\d+"), r"\g<before><luck>"),
    Rule("ids", "node ids, nonces, tokens and hashes are drawn or computed anew in each run",
         re.compile(r"\b(?=[0-9a-f]*\d)[0-9a-f]{8,}(?:…|\b)"), "<id>"),
    Rule("addresses", "the keys behind addresses are drawn anew in each run",
         re.compile(r"\bsb1[02-9ac-hj-np-z]{6}(?:[02-9ac-hj-np-z]{46}|…)[02-9ac-hj-np-z]{6}\b"), "<address>"),
    Rule("pids", "the system numbers processes as it likes",
         re.compile(r"\b(?P<word>pid|process)(?P<gap>[ =:]+)\d+\b"), r"\g<word>\g<gap><pid>"),
    Rule("ports", "the system chooses the port of a connecting socket",
         re.compile(r"(?P<before>(?:\d\.\d+|\]|localhost):|\bport )(?P<port>\d{4,5})\b"), "<port>"),
)


def normalise(line: str, declared_ports: Container[str] = (), keep: Container[str] = ()) -> str:
    for rule in RULES:
        if rule.name == "ports" and "ports" not in keep:
            line = rule.pattern.sub(
                lambda found: found[0] if found["port"] in declared_ports else found["before"] + "<port>", line)
        elif rule.name not in keep:
            line = rule.pattern.sub(rule.becomes, line)
    return line.rstrip()


def as_shown(line: str) -> str:
    """The line as a page shows it: what the terminal does not display is gone, all else is kept."""
    for rule in RULES:
        if rule.name in ("colours", "progress", "prompt"):
            line = rule.pattern.sub(rule.becomes, line)
    return line.rstrip()
