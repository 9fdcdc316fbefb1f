"""Links: every file, every #anchor and every glossary term that a page points to exists."""

import json
import re
from pathlib import Path
from typing import Optional
from urllib.parse import unquote

from lessons.page import Page
from lessons.report import Report

GLOSSARY = "docs/glossary.md"
EXTERNAL = re.compile(r"^(?:https?://[\w.-]+\.\w+|mailto:)")
SCHEME = re.compile(r"^[a-zA-Z][a-zA-Z0-9+.-]*:")


def check_links(page: Page, root: Path, report: Report) -> None:
    for line, target in page.links:
        if SCHEME.match(target):
            report.check(bool(EXTERNAL.match(target)), page.path, line, f"the address `{target}` is malformed",
                         "Correct it")
            continue
        problem = problem_of(target, page.file, root)
        if problem is None:
            report.ok()
        else:
            report.defect(page.path, line, f"the link `{target}` {problem[0]}", problem[1])


def problem_of(target: str, origin: Path, root: Path) -> Optional[tuple]:
    """Nothing when the target exists, else what is wrong with it and what to do."""
    name, _, anchor = unquote(target).partition("#")
    file = (origin.parent / name).resolve() if name else origin
    if root.resolve() not in (file, *file.parents):
        return "leaves the repository", "Link a file of the repository, or a public address"
    if not file.exists():
        return "leads to a file that does not exist", "Correct the path, or remove the link"
    if not anchor:
        return None
    if file.suffix != ".md":
        return "points into a file that is no page", "Link the file alone: line numbers do not stay true"
    page = Page(root.resolve(), file)
    if anchor in page.anchors:
        return None
    if page.path == GLOSSARY:
        return "names a term that the glossary does not have", f"Add `### {anchor}` to {GLOSSARY}, or correct the term"
    near = ", ".join(f"#{name}" for name in sorted(page.anchors)[:12])
    return f"names an anchor that {page.path} does not have", f"Its headings are: {near}"


def check_exercise_links(root: Path, number: Optional[str], report: Report) -> None:
    """`read` in exercise.json is the link that a failing exercise shows."""
    for file in sorted(root.glob("exercises/*/exercise.json")):
        try:
            facts = json.loads(file.read_text(encoding="utf-8"))
        except ValueError as error:
            report.defect(file.relative_to(root).as_posix(), 0, f"this is not JSON ({error})", "Correct it")
            continue
        if number and facts.get("chapter") != number:
            continue
        problem = problem_of(facts.get("read", ""), root / "README.md", root)
        where = file.relative_to(root).as_posix()
        if problem is None:
            report.ok()
        else:
            report.defect(where, 0, f"`read` ({facts.get('read')}) {problem[0]}", problem[1])
