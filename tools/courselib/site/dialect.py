"""Our pages are written in GitHub's Markdown. Python-Markdown, which mkdocs uses, understands most of it; here stands
the rest: comments that nobody shall see, GitHub's anchors, links to files, and how far lists are indented."""

import json
import posixpath
import re
from pathlib import Path
from typing import Callable, List, Set
from urllib.parse import quote

from courselib.site.pages import CODE_LANGUAGES, Site, SitePage, linked_path, sources_in
from lessons.page import CODE_SPAN, HTML_TARGET, LINK, REFERENCE, Block, Page

ITEM = re.compile(r"^(?P<indent> *)(?P<mark>[-*+]|\d{1,9}[.)])(?P<gap> +)(?=\S)")
INTERRUPTS = re.compile(r"^ *(?:[-*+]|1[.)]) +\S")  # a list that may begin below a line of a paragraph
ANCHOR_ALONE = re.compile(r"^(?:\s*<a id=\"[^\"]+\"></a>)+\s*$")
INDENT = 4  # of what belongs to a list item, in Python-Markdown


def front_matter(page: SitePage, **more) -> str:
    facts = {"title": page.title, "lang": page.language, "kind": page.kind, "path": page.path, **more}
    return f"---\n{json.dumps(facts)}\n---\n\n"


def prose(site: Site, page: SitePage) -> str:
    """The text of a page of the repository, for mkdocs."""
    source = Page(site.root, site.root / page.path)
    lines: List[object] = list(source.lines)
    slugs = iter(source.headings)
    fenced: Set[int] = set()
    anchors, anchors_at = "", 0
    for block in source.blocks:
        first = block.line - 1
        if block.kind == "comment":
            lines[first] = None
        elif block.kind == "fence":
            fenced.update(range(first, first + len(block.lines) + 2))
        elif block.kind == "heading":
            lines[first] = heading(block, next(slugs), anchors)
            if anchors:
                lines[anchors_at] = None
        elif len(block.lines) == 1 and ANCHOR_ALONE.match(block.text):
            anchors, anchors_at = block.text.strip(), first
            continue
        else:
            lines[first:first + len(block.lines)] = relinked(site, page, block).split("\n")
        anchors = "" if block.kind != "comment" else anchors
    kept = [(line, number in fenced) for number, line in enumerate(lines) if line is not None]
    return "\n".join(indented(kept)) + "\n"


def heading(block: Block, slug: str, anchors: str) -> str:
    """With the anchor that GitHub would give it, and the ids that stand above it."""
    return f"{'#' * block.level} {anchors}{block.title} {{#{slug}}}"


def relinked(site: Site, page: SitePage, block: Block) -> str:
    """The block's text, with links to files and folders leading to their pages."""
    hidden = CODE_SPAN.sub(lambda code: re.sub(r"[^\n]", "x", code[0]), block.text)
    found = sorted({(match.start("target"), match["target"])
                    for pattern in (LINK, REFERENCE, HTML_TARGET) for match in pattern.finditer(hidden)}, reverse=True)
    text = block.text
    for position, target in found:
        path = linked_path(site.root, page.path, target)
        if path:
            anchor = target.partition("#")[1] + target.partition("#")[2]
            there = posixpath.relpath(site.target(path), posixpath.dirname(page.markdown) or ".")
            text = text[:position] + quote(there) + anchor + text[position + len(target):]
    return text


def indented(lines: List[tuple]) -> List[str]:
    """What belongs to a list item, by four spaces for each list around it, however far GitHub wants it indented."""
    found: List[str] = []
    depths: List[int] = []  # where the text of each open list item begins
    before = ""
    for line, fenced in lines:
        indent = len(line) - len(line.lstrip(" "))
        item = None if fenced else ITEM.match(line)
        within = bool(depths)
        if line.strip() and not fenced and (item or not before.strip()):
            while depths and indent < depths[-1]:
                depths.pop()
        if item and indent < (depths[-1] if depths else 0) + INDENT:
            if before.strip() and not within and INTERRUPTS.match(line):
                found.append("")
            rest = line[item.end():]
            line = f"{' ' * INDENT * len(depths)}{item['mark']} {rest}"
            depths.append(item.end())
        elif line.strip():
            kept = line[min(indent, depths[-1] if depths else 0):]
            line = " " * INDENT * len(depths) + (kept if fenced else no_heading(kept))
        found.append(line)
        before = line
    return found


def no_heading(line: str) -> str:
    """A number sign without a space behind it makes no heading on GitHub."""
    return re.sub(r"^(#+)(?=[^#\s])", r"\\\1", line)


def source(site: Site, page: SitePage) -> str:
    """A file of the repository as a page: nothing but its text."""
    text = (site.root / page.path).read_text(encoding="utf-8", errors="replace").rstrip("\n")
    fence = "`" * (2 + max([1, *(len(run) for run in re.findall(r"`+", text))]))
    language = CODE_LANGUAGES.get(Path(page.path).suffix, "cmake" if page.path.endswith("CMakeLists.txt") else "text")
    return f"# {page.path} {{.path}}\n\n{fence}{language}\n{text}\n{fence}\n"


def folder(site: Site, page: SitePage) -> str:
    """A folder of the repository as a page: its files, and what else it has."""
    path = site.root / page.path
    files = sources_in(path)
    rows = [f"- [`{file.name}`]({quote(file.name)}.md){first_sentence(file)}" for file in files]
    rows += [f"- `{entry.name}{'/' if entry.is_dir() else ''}`" for entry in sorted(path.iterdir())
             if entry not in files and not entry.name.startswith((".", "__"))]
    return f"# {page.path}/ {{.path}}\n\n" + "\n".join(rows) + "\n"


def first_sentence(file: Path) -> str:
    """What a file says that it is for, if it begins with that."""
    line = file.read_text(encoding="utf-8", errors="replace").partition("\n")[0]
    found = re.match(r'^(?://|#(?!!)|""")\s*(\S.*?)(?:"""|(?<=[.:]))?\s*$', line)
    return ": " + re.sub(r"([\\`*_{}\[\]<>#])", r"\\\1", found[1]) if found and not line.startswith("#i") else ""


TEXT: dict = {"source": source, "folder": folder}


def text_of(site: Site, page: SitePage) -> str:
    write: Callable[[Site, SitePage], str] = TEXT.get(page.kind, prose)
    return write(site, page)
