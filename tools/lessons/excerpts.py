"""Excerpts and explanations: what the text shows is what the source says, and the prose names it.

    <!-- excerpt FILE#REGION -->    directly followed by a fenced block that repeats the region
    <!-- explains FILE#REGION -->   directly above a paragraph that explains it without printing it

FILE is relative to the chapter, or begins with a folder of the root (common/net/frame.hpp). Without
`#REGION` the whole file is meant.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Dict, List, Optional, Set

from lessons.page import Block, Page, code_spans
from lessons.regions import RegionError, dedent, find_regions, get_region, is_marker
from lessons.report import Report

PRINTED_LIMIT = 25  # lines of an excerpt: one screenful, one thought
EXPLAINED_LIMIT = 40  # lines explained without being printed: a long function
ROOT_FOLDERS = ("chapters", "common", "docs", "exercises", "gui", "tests", "tools")
LANGUAGES = {".cpp": "cpp", ".hpp": "cpp", ".py": "python", ".json": "json", ".cmake": "cmake"}
IDENTIFIER = re.compile(r"[A-Za-z_]\w*")
NO_NAMES = set("""alignas auto bool break case catch char class const constexpr continue default delete
do double else enum explicit false final float for friend if inline int long mutable namespace new
noexcept nullptr operator override private protected public requires return short signed sizeof static
std string struct switch template this throw true try typename unsigned using virtual void while""".split())


@dataclass
class Directive:
    page: Page
    index: int  # of its comment among page.blocks
    kind: str  # excerpt or explains
    target: str  # FILE#REGION
    file: Path
    region: str

    @property
    def line(self) -> int:
        return self.page.blocks[self.index].line

    def neighbour(self, step: int, start: Optional[int] = None) -> Optional[Block]:
        """The nearest block that is not a comment, before (-1) or after (+1)."""
        index = (self.index if start is None else start) + step
        while 0 <= index < len(self.page.blocks):
            if self.page.blocks[index].kind != "comment":
                return self.page.blocks[index]
            index += step
        return None


def directives(page: Page, root: Path) -> List[Directive]:
    found = []
    for index, block in enumerate(page.blocks):
        words = block.title.split() if block.kind == "comment" else []
        if len(words) == 2 and words[0] in ("excerpt", "explains"):
            name, _, region = words[1].partition("#")
            base = root if name.split("/")[0] in ROOT_FOLDERS else page.file.parent
            found.append(Directive(page, index, words[0], words[1], base / name, region))
    return found


def names_in(text: str) -> Set[str]:
    return set(IDENTIFIER.findall(text)) - NO_NAMES


def names_something(block: Optional[Block], code: List[str]) -> bool:
    if block is None or block.kind != "text":
        return False
    return bool(names_in(" ".join(code_spans(block.text))) & names_in("\n".join(code)))


def check_excerpts(page: Page, root: Path, report: Report, update: bool = False) -> Dict[Path, Set[int]]:
    """Check every directive of the page. Returns which lines of which file it speaks of."""
    explained: Dict[Path, Set[int]] = {}
    changes = []
    for item in directives(page, root):
        code = _read(item, report)
        if code is None:
            continue
        if item.kind == "excerpt":
            _check_excerpt(item, code, report, changes if update else None)
        else:
            _check_explanation(item, code, report)
        explained.setdefault(item.file.resolve(), set()).update(_numbers(item))
    for block, code in reversed(changes):
        page.lines[block.line:block.line + len(block.lines)] = code
    if changes:
        page.file.write_text("\n".join(page.lines) + "\n", encoding="utf-8")
    return explained


def _read(item: Directive, report: Report) -> Optional[List[str]]:
    if not item.file.is_file():
        report.defect(item.page.path, item.line, f"`{item.target}` names a file that is not there",
                      "Correct the name or remove the directive")
        return None
    try:
        return get_region(item.file.read_text(encoding="utf-8"), item.region)
    except RegionError as error:
        report.defect(item.page.path, item.line, f"in {item.target.partition('#')[0]} {error}",
                      "Mark the region with `// #region NAME` and `// #endregion NAME`, or correct the name")
        return None


def _numbers(item: Directive) -> List[int]:
    text = item.file.read_text(encoding="utf-8")
    if item.region:
        return find_regions(text)[item.region].numbers
    return [n for n, line in enumerate(text.splitlines(), start=1) if not is_marker(line)]


def _check_excerpt(item: Directive, code: List[str], report: Report, changes: Optional[list]) -> None:
    page, blocks = item.page, item.page.blocks
    block = blocks[item.index + 1] if item.index + 1 < len(blocks) else None
    if block is None or block.kind != "fence" or block.line != item.line + 1:
        report.defect(page.path, item.line, f"the excerpt `{item.target}` is not directly followed by a fenced block",
                      "Put an empty ```cpp block on the next line and run check.py --update-excerpts")
        return
    language = LANGUAGES.get(item.file.suffix)
    if language and block.language != language:
        report.defect(page.path, block.line, f"the excerpt of {item.file.name} is fenced as `{block.language}`",
                      f"Begin it with ```{language}")
        return
    shown = dedent(block.lines)
    if shown != code and changes is not None:
        indent = re.match(r"\s*", page.lines[block.line - 1]).group()
        changes.append((block, [(indent + line).rstrip() for line in code]))
    elif shown != code:
        report.defect(page.path, block.line, _difference(item, shown, code),
                      "Run check.py --update-excerpts, then read the prose beside it again: it may be wrong too")
        return
    length = sum(1 for line in code if line)
    if not report.check(length <= PRINTED_LIMIT, page.path, block.line,
                        f"the excerpt `{item.target}` has {length} lines, more than {PRINTED_LIMIT}",
                        "Split the region, or explain a part of it without printing it (`explains`)"):
        return
    beside = names_something(item.neighbour(-1), code) or names_something(item.neighbour(+1, item.index + 1), code)
    report.check(beside, page.path, block.line,
                 f"neither the paragraph before nor the one after the excerpt `{item.target}` names anything in it",
                        "Name in backticks a function, type or variable that the reader sees in the excerpt")


def _difference(item: Directive, shown: List[str], code: List[str]) -> str:
    for number, (ours, theirs) in enumerate(zip(shown, code), start=1):
        if ours != theirs:
            return (f"the excerpt `{item.target}` differs from the source in its line {number}: "
                    f"the page says `{ours.strip()}`, the source `{theirs.strip()}`")
    return f"the excerpt `{item.target}` has {len(shown)} lines, the source {len(code)}"


def _check_explanation(item: Directive, code: List[str], report: Report) -> None:
    page, blocks = item.page, item.page.blocks
    length = sum(1 for line in code if line)
    if not report.check(length <= EXPLAINED_LIMIT, page.path, item.line,
                        f"`{item.target}` explains {length} lines at once, more than {EXPLAINED_LIMIT}",
                        "Split the region and give each part its own paragraph"):
        return
    index = item.index + 1
    while index < len(blocks) and blocks[index].kind == "comment":
        index += 1  # one paragraph may explain several regions
    block = blocks[index] if index < len(blocks) else None
    directly = block is not None and block.line == item.line + index - item.index
    report.check(directly and names_something(block, code), page.path, item.line,
                        f"the paragraph below `explains {item.target}` names nothing that occurs in the region",
                        "Name in backticks a function, type or variable of the region, in a paragraph directly below")
