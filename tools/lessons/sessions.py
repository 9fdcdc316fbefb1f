"""Transcripts as the page tells them: sessions of terminals, each with commands and what they print.

    <!-- session NAME [terminal N] [ports 5001 5002] [background] [keep RULE] -->
    ```console
    $ ./course run 01 server --port 5001      a command
    listening on 127.0.0.1:5001               what it prints
    > hello                                   typed into the running program
    ...                                       any number of lines
    ^C                                        Ctrl+C (^D: end of input)
    ```

Blocks of one session run in the order of the page. A block without `terminal` has a terminal of its
own; a block of a terminal that was used before may go on with the program that still runs there.
"""

import re
from dataclasses import dataclass, field
from typing import Dict, List, Optional, Tuple

from lessons.normalise import RULES
from lessons.page import Block, Page
from lessons.report import Report

KEYWORDS = ("terminal", "ports", "background", "keep")
EVENTS = {"^C": "interrupt", "^D": "end of input"}


@dataclass
class Step:
    kind: str  # command, line, dots, typed, interrupt, end of input
    text: str
    line: int  # in the page


@dataclass
class Part:
    """One block of a session."""
    block: Block
    terminal: str
    background: bool
    steps: List[Step]

    def runs(self) -> List[Tuple[Optional[Step], List[Step]]]:
        """Each command with the steps after it; steps before the first command come without one."""
        found: List[Tuple[Optional[Step], List[Step]]] = []
        for step in self.steps:
            if step.kind == "command":
                found.append((step, []))
            elif not found:
                found.append((None, [step]))
            else:
                found[-1][1].append(step)
        return found


@dataclass
class Session:
    page: Page
    name: str
    line: int
    ports: List[str] = field(default_factory=list)
    keep: List[str] = field(default_factory=list)
    parts: List[Part] = field(default_factory=list)

    def commands(self) -> List[str]:
        return [step.text for part in self.parts for step in part.steps if step.kind == "command"]


def read_sessions(page: Page, report: Report) -> List[Session]:
    """All console blocks of the page, in order; one without a directive is a session of its own."""
    sessions: Dict[str, Session] = {}
    blocks = page.blocks
    for index, block in enumerate(blocks):
        above = blocks[index - 1] if index else None
        directive = above.title.split()[1:] if above is not None and above.kind == "comment" \
            and above.title.split()[:1] == ["session"] else None
        if block.kind != "fence" or block.language != "console":
            if directive is not None:
                report.defect(page.path, above.line, "this session directive is not followed by a console block",
                              "Put a ```console block on the next line")
            continue
        name, options, problem = _read_options(directive, block)
        if directive is not None and above.line != block.line - 1:
            problem = "does not stand directly above its block"
        if problem:
            report.defect(page.path, above.line if above else block.line, f"the session directive {problem}",
                          "Write <!-- session NAME [terminal N] [ports 5001 5002] [background] [keep RULE] -->")
            continue
        session = sessions.setdefault(name, Session(page, name, block.line))
        session.ports += [port for port in options["ports"] if port not in session.ports]
        session.keep += options["keep"]
        terminal = options["terminal"][0] if options["terminal"] else f"own {index}"
        session.parts.append(Part(block, terminal, options["background"] is not None, read_steps(block)))
    return list(sessions.values())


def _read_options(words: Optional[List[str]], block: Block) -> Tuple[str, dict, str]:
    """(name, options, problem)"""
    options: dict = {"terminal": [], "ports": [], "keep": [], "background": None}
    if words is None:
        return f"line {block.line}", options, ""
    if not words or words[0] in KEYWORDS:
        return "", options, "has no name"
    taking: Optional[list] = None
    for word in words[1:]:
        if word == "background":
            options["background"], taking = True, None
        elif word in KEYWORDS:
            taking = options[word]
        elif taking is None:
            return words[0], options, f"has a word that means nothing here: {word}"
        else:
            taking.append(word)
    rules = [rule.name for rule in RULES]
    if any(not re.fullmatch(r"\d{4,5}", port) for port in options["ports"]):
        return words[0], options, "declares a port that is not a number of four or five digits"
    if any(rule not in rules for rule in options["keep"]):
        return words[0], options, f"keeps a rule that does not exist (rules: {', '.join(rules)})"
    return words[0], options, ""


def read_steps(block: Block) -> List[Step]:
    steps = []
    for number, line in enumerate(block.lines, start=block.line + 1):
        line = line.rstrip()
        if line.startswith("$ "):
            steps.append(Step("command", line[2:], number))
        elif line.startswith("> ") or line == ">":
            steps.append(Step("typed", line[2:], number))
        elif line in EVENTS:
            steps.append(Step(EVENTS[line], line, number))
        else:
            steps.append(Step("dots" if line == "..." else "line", line, number))
    return steps
