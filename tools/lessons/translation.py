"""A lesson in another language: README.ja.md translates README.md section by section, and each section says which
version of the English it translates.

    <a id="the-idea"></a>

    ## しくみ
    <!-- en 3f2a9c1b -->

The version is a hash of the English prose. A section whose English has changed since is behind: it is told, not
refused. Code is not translated: each fenced block stands as on the English page, and is copied from there, so that
it counts for no version; only a `text` fence, which may be a figure with words, is prose.
"""

import hashlib
import re
from collections import Counter
from dataclasses import dataclass
from typing import List, Optional

from lessons.page import CODE_SPAN, Block, Page
from lessons.report import Report

LANGUAGES = {"ja": "Japanese"}
MARK = re.compile(r"^en ([0-9a-f]{8})$")
STARTS = re.compile(r"^\s*(?:[-*+]\s|\d+[.)]\s|\||>|<)")  # a list item, a row, a quotation, HTML
STARTS_ALONE = re.compile(r"^\s*(?:\||<)")  # nothing is joined to a row or to HTML
COPY = "python3 tools/lessons/check.py --update-excerpts copies it"
JOIN = "python3 tools/lessons/check.py --update-excerpts joins it"


@dataclass
class Section:
    """A heading and what follows it, up to the next heading of any level."""
    heading: Block
    slug: str
    blocks: List[Block]

    @property
    def fences(self) -> List[Block]:
        return [block for block in self.blocks if block.kind == "fence"]

    @property
    def mark(self) -> Optional[str]:
        """The version of the English that this translates; nothing if it does not say."""
        first = self.blocks[0] if self.blocks else None
        found = MARK.match(first.title) if first is not None and first.kind == "comment" else None
        return found[1] if found else None

    @property
    def version(self) -> str:
        """Of an English section: eight hex digits of its prose, however its lines are broken."""
        prose = [block.text for block in self.blocks if block.kind == "text"]
        prose += [block.text for block in self.fences if block.language == "text"]
        words = " ".join([self.heading.text, *prose]).split()
        return hashlib.sha256(" ".join(words).encode()).hexdigest()[:8]


def sections_of(page: Page) -> List[Section]:
    found: List[Section] = []
    slugs = iter(page.headings)
    for block in page.blocks:
        if block.kind == "heading":
            found.append(Section(block, next(slugs), []))
        elif found:
            found[-1].blocks.append(block)
    return found


def check_translation(english: Page, other: Page, report: Report) -> str:
    """Compares the pages; returns a sentence that says what is behind."""
    pairs = paired(english, other, report)
    behind = [mine.heading.title for theirs, mine in pairs if mine.mark and mine.mark != theirs.version]
    for theirs, mine in pairs:
        check_section(theirs, mine, other, report)
    told = f"{other.path}: {len(pairs)} sections, {len(behind)} behind the English page"
    return told + "".join(f"\n    behind: {title}" for title in behind)


def paired(english: Page, other: Page, report: Report) -> list:
    """(English section, its translation) in order; nothing when the headings differ."""
    theirs, mine = sections_of(english), sections_of(other)
    for ours, translated in zip(theirs, mine):
        if not report.check(ours.heading.level == translated.heading.level, other.path, translated.heading.line,
                            f"here the English page has `{ours.heading.text}`, a heading of another level",
                            "Translate each heading, in the same order"):
            return []
    if not report.check(len(theirs) == len(mine), other.path, 0,
                        f"it has {len(mine)} headings, and the English page {len(theirs)}", "Translate each heading"):
        return []
    return list(zip(theirs, mine))


def check_section(theirs: Section, mine: Section, other: Page, report: Report) -> None:
    line, title = mine.heading.line, mine.heading.title
    report.check(mine.mark is not None, other.path, line, f"`{title}` does not say which version it translates",
                 "python3 tools/lessons/check.py --update-excerpts writes that of today")
    report.check(mine.heading.level == 1 or theirs.slug in other.anchors, other.path, line,
                 f"`{title}` lacks the English anchor #{theirs.slug}", COPY)
    if mine.mark != theirs.version:
        return  # it is behind: its code may be, too
    kinds = [fence.language for fence in theirs.fences]
    if report.check(kinds == [fence.language for fence in mine.fences], other.path, line,
                    f"`{title}` does not have the code blocks of the English section: {', '.join(kinds) or 'none'}",
                    "Write a fence for each, with the same language"):
        for ours, copy in zip(theirs.fences, mine.fences):
            report.check(copy.lines == ours.lines or ours.language == "text" and copy.lines != [], other.path,
                         copy.line, "this code is not that of the English page", COPY)
    wanted, linked = targets(theirs), targets(mine)
    if theirs.heading.level == 1 and "README.md" not in wanted:  # the English page may lead here in its place
        wanted.append("README.md")
    report.check(sorted(wanted) == sorted(linked), other.path, line,
                 f"`{title}` does not link what the English section links: " + difference(wanted, linked),
                 "Keep each link; those to other lessons lead to their translation, and the title to README.md")
    for block in mine.blocks:
        report.check(block.kind != "text" or joined(block.lines) == block.lines, other.path, block.line,
                     "a line that ends within a paragraph would show a gap between two characters", JOIN)
        report.check(block.kind != "text" or not stays_open(block.text), other.path, block.line,
                     "bold text that ends in a punctuation mark is not seen as bold when a word follows",
                     "Put the mark behind the asterisks")


def targets(section: Section) -> List[str]:
    """What a section links and shows; a lesson and its translation are the same."""
    found = [target for block in (section.heading, *section.blocks) for target in block.targets]
    return [re.sub(r"README\.\w\w\.md", "README.md", target) for target in found]


def difference(wanted: List[str], linked: List[str]) -> str:
    missing, more = Counter(wanted) - Counter(linked), Counter(linked) - Counter(wanted)
    return "; ".join([*(f"{target} is missing" for target in missing), *(f"{target} is too much" for target in more)])


def joined(lines: List[str]) -> List[str]:
    """A text's lines with each paragraph and list item on one: a browser shows a line's end as a space."""
    found: List[str] = []
    for line in lines:
        if not found or STARTS.match(line) or STARTS_ALONE.match(found[-1]):
            found.append(line)
            continue
        before, after = found[-1].rstrip(), line.strip()
        gap = " " if before[-1:].isascii() and after[:1].isascii() else ""
        found[-1] = before + gap + after
    return found


def stays_open(text: str) -> bool:
    """Is there bold text whose end Markdown does not see: a punctuation mark before it, a word behind it?"""
    parts = CODE_SPAN.sub("x", text).split("**")
    return any(bold[-1:] in tuple("。、）」：") and after[:1].isalnum() for bold, after in zip(parts[1::2], parts[2::2]))


def update_translation(english: Page, other: Page, translated: bool) -> None:
    """Copies code and anchors from the English page, joins lines, and writes the version where a section says none;
    `translated` writes the version of today everywhere."""
    lines = list(other.lines)
    for theirs, mine in reversed(paired(english, other, Report())):
        codes = dict(zip((fence.line for fence in mine.fences), theirs.fences))
        same = len(theirs.fences) == len(mine.fences)
        for block in reversed(mine.blocks):
            ours = codes.get(block.line)
            if block.kind == "text":
                lines[block.line - 1:block.line - 1 + len(block.lines)] = joined(block.lines)
            elif ours and same and ours.language == block.language and (ours.language != "text" or not block.lines):
                lines[block.line:block.line + len(block.lines)] = ours.lines
        below = mine.heading.line  # the index of the line below the heading
        if mine.mark is None:
            lines.insert(below, f"<!-- en {theirs.version} -->")
        elif translated:
            lines[below:mine.blocks[0].line] = [f"<!-- en {theirs.version} -->"]
        if mine.heading.level > 1 and theirs.slug not in other.anchors:
            lines[below - 1:below - 1] = [f'<a id="{theirs.slug}"></a>', ""]
    text = "\n".join(lines) + "\n"
    if text != other.file.read_text(encoding="utf-8"):
        other.file.write_text(text, encoding="utf-8")
