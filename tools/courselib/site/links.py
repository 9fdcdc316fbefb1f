"""Looks at the pages of a site that has been built: each link, anchor and picture is there, nothing is loaded from
elsewhere, and no comment of ours is left."""

from html.parser import HTMLParser
from pathlib import Path
from typing import Dict, List, Optional, Set, Tuple
from urllib.parse import unquote, urlsplit

LOADED = {"script": "src", "img": "src", "source": "src", "iframe": "src", "object": "data", "video": "src",
          "audio": "src"}
LOADED_LINKS = ("stylesheet", "icon", "preload", "preconnect", "prefetch", "dns-prefetch", "modulepreload")


class Html(HTMLParser):
    """The ids of a page, where it leads, and what a browser loads for it."""

    def __init__(self, text: str):
        super().__init__()
        self.ids: List[str] = []
        self.links: List[str] = []
        self.loaded: List[str] = []
        self.comments: List[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: List[Tuple[str, Optional[str]]]) -> None:
        facts = {name: value or "" for name, value in attrs}
        self.ids += [facts[name] for name in ("id",) if facts.get(name)]
        if tag == "a" and "href" in facts:
            self.links.append(facts["href"])
        elif tag == "link" and facts.get("rel", "") in LOADED_LINKS:
            self.loaded.append(facts.get("href", ""))
        elif tag in LOADED and LOADED[tag] in facts:
            self.loaded.append(facts[LOADED[tag]])

    def handle_comment(self, data: str) -> None:
        self.comments.append(data.strip())


def faults_in(folder: Path) -> List[str]:
    """A sentence for each thing that is wrong in a site."""
    pages = {path.resolve(): Html(path.read_text(encoding="utf-8")) for path in sorted(folder.rglob("*.html"))}
    ids = {path: set(page.ids) for path, page in pages.items()}
    return [f"{path.relative_to(folder.resolve()).as_posix()}: {fault}" for path, page in pages.items()
            for fault in faults_of(path, page, folder.resolve(), ids)]


def faults_of(path: Path, page: Html, folder: Path, ids: Dict[Path, Set[str]]) -> List[str]:
    found = [f"the comment <!-- {text} --> is left" for text in page.comments]
    found += [f"the id {name} is there twice" for name in sorted({n for n in page.ids if page.ids.count(n) > 1})]
    found += [f"{target} is loaded from outside" for target in page.loaded if is_outside(target)]
    for target in [*page.links, *(target for target in page.loaded)]:
        fault = "" if is_outside(target) or target.startswith("data:") else fault_of(target, path, folder, ids)
        found += [fault] if fault else []
    return found


def is_outside(target: str) -> bool:
    parts = urlsplit(target)
    return bool(parts.netloc) or parts.scheme in ("http", "https", "mailto")


def fault_of(target: str, path: Path, folder: Path, ids: Dict[Path, Set[str]]) -> str:
    parts = urlsplit(target)
    file = (path.parent / unquote(parts.path)).resolve() if parts.path else path
    if parts.scheme or target.startswith("/"):
        return f"the link {target} works on no disk"
    if folder not in (file, *file.parents) or not file.is_file():
        return f"the link {target} leads to nothing"
    if parts.fragment and unquote(parts.fragment) not in ids.get(file, ()):
        return f"the link {target} names an anchor that is not there"
    return ""
