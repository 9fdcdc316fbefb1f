"""The glossary: each term has one precise paragraph, a chapter that introduces it, and that chapter
sends the reader there; and the word that the Japanese lessons have for it.

    ### frame
    One paragraph.
    Introduced in [chapter 01](../chapters/01-sockets/README.md). Japanese: フレーム.
"""

import re
from pathlib import Path
from typing import Dict, List

from lessons.links import GLOSSARY
from lessons.page import Page, slug_of
from lessons.report import Report
from lessons.stages import Stage

INTRODUCED = re.compile(r"Introduced in \[chapter (\d\d)\]\(\.\./chapters/([^/]+)/README\.md\)")
JAPANESE = re.compile(r"^Introduced in .*\. Japanese: (\S.*)\.$", re.M)
PARAGRAPH_LIMIT = 12  # lines: more is a lesson


def check_glossary(root: Path, stages: List[Stage], report: Report) -> None:
    file = root / GLOSSARY
    if not file.exists():
        report.defect(GLOSSARY, 0, "there is no glossary", "Write one: `### term` and a paragraph for each")
        return
    page = Page(root, file)
    linked = {stage.number: _terms_linked(root, stage) for stage in stages if stage.lesson.exists()}
    blocks = page.blocks
    titles = [block.title for block in blocks if block.kind == "heading" and block.level == 3]
    report.check(titles == sorted(titles, key=str.lower), page.path, 1, "the terms are not in alphabetical order",
                 "Sort them: a reader looks for a word, not for a chapter")
    for index, block in enumerate(blocks):
        if block.kind == "heading" and block.level == 3:
            below = []
            for other in blocks[index + 1:]:
                if other.kind == "heading":
                    break
                below.append(other)
            _check_term(page, block, below, linked, report)


def _terms_linked(root: Path, stage: Stage) -> Dict[str, int]:
    found: Dict[str, int] = {}
    for line, target in Page(root, stage.lesson).links:
        name, _, anchor = target.partition("#")
        if anchor and (stage.lesson.parent / name).resolve() == (root / GLOSSARY).resolve():
            found.setdefault(anchor, line)
    return found


def _check_term(page: Page, heading, below: list, linked: Dict[str, Dict[str, int]], report: Report) -> None:
    text = "\n".join(block.text for block in below)
    lines = sum(1 for line in text.splitlines() if line.strip())
    introduced = INTRODUCED.search(text)
    if lines < 2 or introduced is None:
        report.defect(page.path, heading.line, f"the term `{heading.title}` lacks its paragraph or its chapter",
                      "Write one paragraph, then: Introduced in [chapter NN](../chapters/NN-name/README.md).")
        return
    report.check(bool(JAPANESE.search(text)), page.path, heading.line,
                 f"the term `{heading.title}` lacks its Japanese word", "End its paragraph with `Japanese: ….`")
    report.check(lines <= PARAGRAPH_LIMIT, page.path, heading.line,
                 f"the term `{heading.title}` takes {lines} lines, more than {PARAGRAPH_LIMIT}",
                 "Keep the meaning here and move the rest into the lesson")
    number = introduced[1]
    if number in linked:
        report.check(slug_of(heading.title) in linked[number], page.path, heading.line,
                     f"chapter {number} is said to introduce `{heading.title}` but its lesson does not link the term",
                     f"Link it in the lesson, [{heading.title}](../../{GLOSSARY}#{slug_of(heading.title)}), "
                     "or correct the chapter")


def check_new_terms(page: Page, report: Report) -> None:
    """Every item of a lesson's `New terms` leads to the glossary."""
    for block in page.section("New terms"):
        for offset, line in enumerate(block.lines if block.kind == "text" else []):
            if re.match(r"^[-*+]\s", line):
                report.check("glossary.md#" in line, page.path, block.line + offset,
                             "this new term does not lead to the glossary",
                             "Write it as [term](../../docs/glossary.md#term)")
