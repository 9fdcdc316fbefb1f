"""A Markdown page, read as far as the checks need it: blocks, headings, anchors and links.

Line by line and small on purpose: it knows the Markdown that our pages use (ATX headings, fences,
one-line comments, inline links), not all that there is.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Dict, List, Optional, Tuple

FENCE = re.compile(r"^\s*(?P<mark>`{3,}|~{3,})\s*(?P<language>[^\s`]*)[^`]*$")
HEADING = re.compile(r"^(?P<level>#{1,6})\s+(?P<text>.*?)\s*#*\s*$")
COMMENT = re.compile(r"^\s*<!--\s*(?P<text>.*?)\s*-->\s*$")
CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
LINK = re.compile(r"!?\[[^\]]*\]\(\s*<?(?P<target>[^)\s>]+)>?(?:\s+\"[^\"]*\")?\s*\)")
REFERENCE = re.compile(r"(?m)^\s{0,3}\[[^\]]+\]:\s*<?(?P<target>[^\s>]+)")
HTML_TARGET = re.compile(r"<(?:a|img)\b[^>]*?\b(?:href|src)=\"(?P<target>[^\"]+)\"")
HTML_ANCHOR = re.compile(r"<a\b[^>]*?\b(?:id|name)=\"([^\"]+)\"")


@dataclass
class Block:
    kind: str  # heading, fence, comment or text (a run of other lines: paragraph, list, table)
    line: int  # 1-based number of its first line in the file
    lines: List[str]  # a fence: without the fence lines; otherwise as written
    language: str = ""  # of a fence
    level: int = 0  # of a heading
    title: str = ""  # of a heading, or the text of a comment

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def links(self) -> List[Tuple[int, str]]:
        """(position, target) of every link and picture in its text, code left out."""
        if self.kind not in ("text", "heading"):
            return []
        text = CODE_SPAN.sub(lambda code: re.sub(r"[^\n]", "x", code[0]), self.text)
        return [(match.start("target"), match["target"])
                for pattern in (LINK, REFERENCE, HTML_TARGET) for match in pattern.finditer(text)]

    @property
    def targets(self) -> List[str]:
        return [target for _, target in self.links]

    def line_at(self, text: str, position: int) -> int:
        """The line of the file where `position` of the block's text lies."""
        return self.line + text.count("\n", 0, position)


class Page:
    def __init__(self, root: Path, path: Path):
        self.file = path
        self.path = path.relative_to(root).as_posix()
        self.lines = path.read_text(encoding="utf-8").splitlines()

    @cached_property
    def blocks(self) -> List[Block]:
        found: List[Block] = []
        run: Optional[Block] = None
        number = 0
        while number < len(self.lines):
            line = self.lines[number]
            number += 1
            fence, heading, comment = FENCE.match(line), HEADING.match(line), COMMENT.match(line)
            if fence:
                first = number
                inside, number = self._until_fence_ends(number, fence["mark"])
                found.append(Block("fence", first, inside, language=fence["language"]))
            elif heading:
                found.append(Block("heading", number, [line], level=len(heading["level"]),
                                   title=heading["text"]))
            elif comment:
                found.append(Block("comment", number, [line], title=comment["text"]))
            elif line.strip():
                if run is None:
                    run = Block("text", number, [])
                    found.append(run)
                run.lines.append(line)
                continue
            run = None
        return found

    def _until_fence_ends(self, number: int, mark: str) -> Tuple[List[str], int]:
        """The lines up to the closing fence, and the index of the line after it."""
        closing = re.compile(r"^\s*" + re.escape(mark[0]) + "{" + str(len(mark)) + r",}\s*$")
        inside: List[str] = []
        while number < len(self.lines) and not closing.match(self.lines[number]):
            inside.append(self.lines[number])
            number += 1
        return inside, number + 1

    @cached_property
    def headings(self) -> List[str]:
        """The anchor of each heading, in their order, as GitHub names them."""
        found: List[str] = []
        for block in self.blocks:
            if block.kind == "heading":
                slug, copy = slug_of(block.title), 0
                while (slug if not copy else f"{slug}-{copy}") in found:
                    copy += 1
                found.append(slug if not copy else f"{slug}-{copy}")
        return found

    @cached_property
    def anchors(self) -> Dict[str, int]:
        """What `#…` may name on this page, with its line: headings and ids."""
        slugs = iter(self.headings)
        found = {next(slugs): block.line for block in self.blocks if block.kind == "heading"}
        for block in self.blocks:
            if block.kind not in ("heading", "fence"):
                found.update((name, block.line) for name in HTML_ANCHOR.findall(block.text))
        return found

    @cached_property
    def links(self) -> List[Tuple[int, str]]:
        """(line, target) of every link and picture, code left out."""
        return sorted((block.line_at(block.text, position), target)
                      for block in self.blocks for position, target in block.links)

    @cached_property
    def code(self) -> List[Tuple[int, str]]:
        """(line, text) of all code that the page shows: each line of a fence, each span in the prose."""
        found: List[Tuple[int, str]] = []
        for block in self.blocks:
            if block.kind == "fence":
                found += [(block.line + 1 + offset, line) for offset, line in enumerate(block.lines)]
            elif block.kind == "text":
                found += [(block.line_at(block.text, match.start()), " ".join(match[2].split()))
                          for match in CODE_SPAN.finditer(block.text)]
        return found

    def section(self, title: str) -> List[Block]:
        """The blocks between `## title` and the next heading of level 1 or 2."""
        found: List[Block] = []
        inside = False
        for block in self.blocks:
            if block.kind == "heading" and block.level <= 2:
                inside = block.level == 2 and block.title == title
            elif inside:
                found.append(block)
        return found


def slug_of(title: str) -> str:
    """The anchor that GitHub gives a heading."""
    title = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", title)
    return re.sub(r"[^\w\- ]", "", title.replace("`", "").lower()).strip().replace(" ", "-")


def code_spans(text: str) -> List[str]:
    return [match.group(2).strip() for match in CODE_SPAN.finditer(text)]
