"""The index of the site's own search: each section of each page of prose, as one script that a page loads when
somebody searches. It is a script and no JSON file, because a browser reads no other file beside a page from a disk."""

import json
import re
import unicodedata
from typing import List

from courselib.site.pages import Site, SitePage
from lessons.page import Block, Page

VARIABLE = "courseSearchIndex"


def index(site: Site) -> str:
    pages, sections = [], []
    for page in site.pages.values():
        if page.kind in ("source", "folder"):
            continue
        sections += [[len(pages), *section] for section in sections_of(site, page)]
        pages.append([page.html, page.title, page.language, page.kind])
    facts = json.dumps({"pages": pages, "sections": sections}, ensure_ascii=False, separators=(",", ":"))
    return f"window.{VARIABLE} = {facts};\n"


def sections_of(site: Site, page: SitePage) -> List[list]:
    """[anchor, heading, text] of each section."""
    source = Page(site.root, site.root / page.path)
    slugs = iter(source.headings)
    found: List[list] = [["", page.title, ""]]
    for block in source.blocks:
        if block.kind == "heading":
            found.append([next(slugs), plain(block.title), ""])
        elif block.kind in ("text", "fence"):
            found[-1][2] = f"{found[-1][2]} {words(block)}".strip()
    return [section for section in found if section[0] or section[2]]


def words(block: Block) -> str:
    return " ".join(block.text.split()) if block.kind == "fence" else plain(block.text)


def plain(text: str) -> str:
    """Prose without its marks, in the form in which people type it."""
    text = re.sub(r"<a id=\"[^\"]*\"></a>|^\s*\|?(?:\s*:?-{3,}:?\s*\|)+\s*$", "", text, flags=re.M)
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"(?m)^\s*(?:[-*+>]|\d+[.)])\s+", "", text)
    text = text.replace("|", " ").replace("`", "").replace("*", "")
    text = re.sub(r"(?<=[^\x00-\u2fff]) +(?=[^\x00-\u2fff])", "", " ".join(text.split()))
    return unicodedata.normalize("NFKC", text)
