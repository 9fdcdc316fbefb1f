"""The shape of a lesson: its sections in order, its small dose of new C++, code tied to files."""

import re
from typing import List

from lessons.page import Block, Page
from lessons.report import Report

SECTIONS = ("What you will have", "The problem", "New C++ here", "The idea", "The code", "Run it",
            "Break it", "Exercises", "What changed", "How the real ones do it", "New terms")
NEW_CPP = "New C++ here"
NEW_CPP_ITEMS = 4
NEW_CPP_LINES = 5
LINE_WIDTH = 100  # a longer line of prose counts as several
DIRECTIVES = ("excerpt", "explains", "session")
ITEM = re.compile(r"^(?:[-*+]|\d+[.)])\s+")


def check_shape(page: Page, report: Report) -> None:
    _check_sections(page, report)
    _check_new_cpp(page, report)
    _check_blocks(page, report)


def _check_sections(page: Page, report: Report) -> None:
    titles = [(block.title, block.line) for block in page.blocks
              if block.kind == "heading" and block.level == 2]
    position = 0
    for wanted in SECTIONS:
        rest = [title for title, _ in titles[position:]]
        if wanted in rest:
            position += rest.index(wanted) + 1
            report.check(bool(page.section(wanted)), page.path, titles[position - 1][1],
                         f"the section `## {wanted}` is empty", "Write it")
            continue
        misplaced = [line for title, line in titles if title == wanted]
        what = "stands in the wrong place" if misplaced else "is missing"
        report.defect(page.path, misplaced[0] if misplaced else 1, f"the section `## {wanted}` {what}",
                      "The sections of a lesson are, in this order: " + " | ".join(SECTIONS))


def _check_new_cpp(page: Page, report: Report) -> None:
    items: List[List[str]] = []
    first_lines: List[int] = []
    for block in page.section(NEW_CPP):
        if block.kind == "heading":
            items.append([])
            first_lines.append(block.line)
        for offset, line in enumerate(block.lines if block.kind in ("text", "fence") else []):
            if block.kind == "text" and ITEM.match(line):
                items.append([])
                first_lines.append(block.line + offset)
            if items:
                items[-1].append(line)
    if items:
        report.check(len(items) <= NEW_CPP_ITEMS, page.path, first_lines[-1],
                     f"`{NEW_CPP}` has {len(items)} items, more than {NEW_CPP_ITEMS}",
                     "Use less new C++ in this chapter, or explain one of them where it is used")
    for item, line in zip(items, first_lines):
        length = sum(-(-len(text.strip()) // LINE_WIDTH) for text in item)
        report.check(length <= NEW_CPP_LINES, page.path, line,
                     f"this item of `{NEW_CPP}` has {length} lines, more than {NEW_CPP_LINES}",
                     "Say the one thing the reader needs for this chapter, and link the rest")


def _check_blocks(page: Page, report: Report) -> None:
    """Nothing in a lesson may look checked without being checked."""
    new_cpp = page.section(NEW_CPP)
    previous = None
    for block in page.blocks:
        if block.kind == "comment":
            word = (block.title.split() or [""])[0]
            report.check(word in DIRECTIVES, page.path, block.line,
                         f"`{word}` is not a directive", "Comments in a lesson are one of: " + ", ".join(DIRECTIVES))
        if block.kind == "comment" and block.title.startswith("excerpt") and len(block.title.split()) != 2:
            report.defect(page.path, block.line, "this excerpt does not name one file and region",
                          "Write <!-- excerpt FILE#REGION -->")
        if block.kind == "fence":
            _check_fence(page, block, previous, block in new_cpp, report)
        previous = block


def _check_fence(page: Page, block: Block, previous: Block, in_new_cpp: bool, report: Report) -> None:
    directive = previous.title.split()[:1] if previous is not None and previous.kind == "comment" else []
    if block.language == "cpp" and not in_new_cpp:
        report.check(directive == ["excerpt"], page.path, block.line, "this C++ is not tied to a source file",
                     "Put <!-- excerpt FILE#REGION --> on the line above, or fence it as text when it is not our code")
    elif block.language != "console":
        report.check(not any(line.startswith("$ ") for line in block.lines), page.path, block.line,
                     f"this block shows a command but is fenced as `{block.language or 'nothing'}`, so nobody runs it",
                     "Fence it as console; it is then run and compared")
