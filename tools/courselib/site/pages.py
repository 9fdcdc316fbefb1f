"""Which pages the site has: lessons, exercises, documents, and a page for each file or folder that they link."""

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Dict, List
from urllib.parse import unquote

from courselib.exercises.model import read_exercises
from courselib.stages import read_stages
from courselib.trouble import Trouble
from lessons.links import SCHEME
from lessons.page import Page

PICTURES = (".png", ".svg", ".jpg", ".gif")
CODE_LANGUAGES = {".hpp": "cpp", ".cpp": "cpp", ".h": "cpp", ".py": "python", ".json": "json", ".sh": "sh",
                  ".cmake": "cmake"}


@dataclass(frozen=True)
class SitePage:
    path: str            # of the file or folder, from the root of the repository
    title: str
    kind: str            # home, lesson, exercise, document, source or folder
    language: str = "en"
    chapter: str = ""    # of a lesson or exercise, its number
    other: str = ""      # the path of the page to which the language switch leads
    translated: bool = False  # is that page the same in the other language?

    @property
    def markdown(self) -> str:
        """The path of the Markdown file that mkdocs reads. Those of the repository stay where they are."""
        seen = re.sub(r"(^|/)\.", r"\1dot-", self.path)  # mkdocs leaves out what is hidden
        if self.kind == "folder":
            return f"{seen}/index.md"
        return f"{seen}.md" if self.kind == "source" else self.path

    @property
    def html(self) -> str:
        """The path of the page in the site."""
        stem = self.markdown[:-len(".md")]
        if stem == "README" or stem.endswith("/README"):
            stem = stem[:-len("README")] + "index"
        return stem + ".html"


@dataclass
class Site:
    root: Path
    pages: Dict[str, SitePage]  # by their path in the repository
    pictures: List[str]         # files that are copied as they are

    def of_kind(self, kind: str, language: str = "en", chapter: str = "") -> List[SitePage]:
        return [page for page in self.pages.values() if page.kind == kind and page.language == language
                and chapter in ("", page.chapter)]

    def target(self, path: str) -> str:
        """What a link to this path of the repository has to name in the folder that mkdocs reads."""
        page = self.pages.get(f"{path}/README.md") or self.pages.get(path)
        return page.markdown if page else path


def gather(tree) -> Site:
    root = tree.root.resolve()
    if not (root / "README.md").exists():
        raise Trouble("there is no README.md here", "is this the whole repository?")
    site = Site(root, {}, [])
    add_text(site, "README.md", "home")
    for stage in read_stages(tree):
        add_text(site, f"chapters/{stage.folder.name}/README.md", "lesson", stage.number)
    for exercise in read_exercises(tree):
        add_text(site, f"exercises/{exercise.folder.name}/README.md", "exercise", exercise.chapter)
    for file in [*sorted(root.glob("docs/*.md")), root / "CONTRIBUTING.md"]:
        if file.exists():
            add_text(site, file.relative_to(root).as_posix(), "document")
    add_linked(site)
    pair_languages(site)
    return site


def add_text(site: Site, path: str, kind: str, chapter: str = "") -> None:
    """A page of prose, and its Japanese translation where there is one."""
    for language, name in (("en", path), ("ja", path.replace("README.md", "README.ja.md"))):
        if (site.root / name).exists() and name not in site.pages:
            page = Page(site.root, site.root / name)
            title = next((block.title for block in page.blocks if block.kind == "heading"), name)
            site.pages[name] = SitePage(name, title.replace("`", ""), kind, language, chapter)


def add_linked(site: Site) -> None:
    """What the pages link and show becomes a part of the site, too; and whatever that links."""
    waiting = list(site.pages)
    while waiting:
        name = waiting.pop(0)
        for _, target in Page(site.root, site.root / name).links:
            path = linked_path(site.root, name, target)
            if path and path not in site.pages and path not in site.pictures:
                add_path(site, path, name)
                if path.endswith(".md") and path in site.pages:
                    waiting.append(path)


def linked_path(root: Path, origin: str, target: str) -> str:
    """The path from the root that a link of this page names; nothing if it leads elsewhere or into the page."""
    name = unquote(target).partition("#")[0]
    if SCHEME.match(target) or not name:
        return ""
    file = ((root / origin).parent / name).resolve()
    if root not in file.parents or not file.exists():
        raise Trouble(f"{origin} links `{target}`, which does not exist", "correct the link")
    return file.relative_to(root).as_posix()


def add_path(site: Site, path: str, origin: str) -> None:
    file = site.root / path
    if file.suffix in PICTURES:
        site.pictures.append(path)
    elif file.suffix == ".md":
        add_text(site, path, "document")
    elif file.is_file():
        site.pages[path] = SitePage(path, path, "source")
    elif not (file / "README.md").exists():
        site.pages[path] = SitePage(path, f"{path}/", "folder")
        for child in sources_in(file):
            name = child.relative_to(site.root).as_posix()
            site.pages.setdefault(name, SitePage(name, name, "source"))
    else:
        add_path(site, f"{path}/README.md", origin)


def sources_in(folder: Path) -> List[Path]:
    """The files of a folder that a reader may want to see."""
    return sorted(file for file in folder.iterdir() if file.is_file() and file.suffix in CODE_LANGUAGES)


def pair_languages(site: Site) -> None:
    """Tells each page of prose where its language switch leads: to its translation, or near it."""
    homes = {page.language: page.path for page in site.pages.values() if page.kind == "home"}
    for path, page in list(site.pages.items()):
        if page.kind in ("source", "folder"):
            continue
        wanted = "ja" if page.language == "en" else "en"
        twin = path.replace("README.md", "README.ja.md") if wanted == "ja" else path.replace(".ja.md", ".md")
        same = twin != path and twin in site.pages
        lesson = next((near.path for near in site.of_kind("lesson", wanted, page.chapter) if page.chapter), "")
        site.pages[path] = replace(page, other=twin if same else lesson or homes.get(wanted, ""), translated=same)
