"""Builds the site: writes what mkdocs reads, runs mkdocs, takes away what nobody needs, and looks at the result."""

import json
import os
import shutil
import subprocess
import time
from pathlib import Path

from courselib.site import dialect, search
from courselib.site.links import faults_in
from courselib.site.navigation import WORDS, navigation, neighbours
from courselib.site.pages import Site, gather
from courselib.terminal import Progress, plain
from courselib.trouble import Trouble

THEME = Path(__file__).parent / "theme"
MARK = ".course-site"  # tells that a folder is a site of ours, which may be replaced
NOT_NEEDED = ("404.html", "sitemap.xml", "sitemap.xml.gz", "assets/javascripts/lunr", "assets/javascripts/workers",
              "assets/images/favicon.png")  # mkdocs writes them for a site on a server, and for its own search
TIME_LIMIT = 600
EXTENSIONS = ["attr_list", "sane_lists", "tables", {"toc": {"permalink": "#"}}, "pymdownx.superfences",
              {"pymdownx.highlight": {"use_pygments": True}}]
PALETTE = [{"media": f"(prefers-color-scheme: {scheme})", "scheme": name, "primary": "indigo", "accent": "indigo",
            "toggle": {"icon": f"material/{icon}", "name": f"{scheme} → {other}"}}
           for scheme, name, icon, other in (("light", "default", "weather-sunny", "dark"),
                                             ("dark", "slate", "weather-night", "light"))]


def build(tree, output: Path) -> int:
    """Writes the site to the folder; returns how many pages it has."""
    check_output(tree, output)
    site = gather(tree)
    work = tree.build / "site-work"
    shutil.rmtree(work, ignore_errors=True)
    write_sources(site, work / "docs")
    (work / "mkdocs.yml").write_text(json.dumps(settings(site, work)), encoding="utf-8")
    run_mkdocs(tree, work, len(site.pages))
    made = work / "site"
    finish(made)
    faults = faults_in(made)
    if faults:
        raise Trouble("the site is not sound:\n  " + "\n  ".join(faults[:20]), f"it lies in {made}")
    if output.exists():
        shutil.rmtree(output)
    output.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(str(made), str(output))
    shutil.rmtree(work)
    return len(site.pages)


def check_output(tree, output: Path) -> None:
    """What is there is replaced, so it has to be ours."""
    if output.exists() and (not output.is_dir() or any(output.iterdir()) and not (output / MARK).exists()):
        raise Trouble(f"{tree.short(output)} holds something that is no site of the course",
                      "name a folder that is empty, or that is not there yet")
    if tree.build.resolve() in (output, *output.parents) or tree.root.resolve() not in (output, *output.parents):
        return
    raise Trouble(f"{tree.short(output)} lies in the repository", "name a folder in build/, or one elsewhere")


def write_sources(site: Site, folder: Path) -> None:
    """The folder that mkdocs reads: a Markdown file for each page, the pictures, and the index of the search."""
    beside = neighbours(site)
    for path, page in site.pages.items():
        more = {**beside.get(path, {})}
        if page.other:
            more["other"] = {"path": site.pages[page.other].html, "same": page.translated}
        if page.chapter:
            more["chapter"] = page.chapter
        file = folder / page.markdown
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(dialect.front_matter(page, **more) + dialect.text_of(site, page), encoding="utf-8")
    for path in site.pictures:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(site.root / path, folder / path)
    (folder / "assets").mkdir(parents=True, exist_ok=True)
    (folder / "assets" / "search-index.js").write_text(search.index(site), encoding="utf-8")


def settings(site: Site, work: Path) -> dict:
    """mkdocs.yml; what is JSON is YAML, too."""
    return {
        "site_name": WORDS["en"]["name"], "docs_dir": str(work / "docs"), "site_dir": str(work / "site"),
        "use_directory_urls": False, "strict": True, "plugins": [], "nav": ["README.md"],
        "theme": {"name": "material", "custom_dir": str(THEME), "font": False, "palette": PALETTE,
                  "favicon": "assets/mark.svg", "features": ["navigation.top"], "language": "en"},
        "extra_css": ["assets/course.css"], "extra_javascript": ["assets/search.js"],
        "markdown_extensions": EXTENSIONS, "extra": {"navigation": navigation(site), "names": WORDS},
    }


def run_mkdocs(tree, work: Path, pages: int) -> None:
    words = ["mkdocs", "build", "--verbose", "--strict", "--config-file", str(work / "mkdocs.yml")]
    log = tree.log("mkdocs")
    try:
        with open(log, "w", encoding="utf-8") as out:
            child = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT,
                                     env={**os.environ, "PYTHONUTF8": "1", "LC_ALL": "C.UTF-8"})
    except FileNotFoundError:
        raise Trouble("there is no mkdocs here", "./course docs installs it on Debian and Ubuntu") from None
    code = wait_for(child, log, pages)
    lines = plain(log.read_text(encoding="utf-8", errors="replace")).strip().splitlines()
    told = [line for line in lines if line.startswith(("WARNING", "ERROR", "CRITICAL"))]
    if code or told:
        raise Trouble("mkdocs is not content:\n  " + "\n  ".join((told or lines)[-12:]),
                      f"all it said: {tree.short(log)}")


def wait_for(child: subprocess.Popen, log: Path, pages: int) -> int:
    """Waits for mkdocs to end, and shows how far its log says that it is."""
    progress, give_up = Progress(), time.monotonic() + TIME_LIMIT
    try:
        while time.monotonic() < give_up:
            try:
                return child.wait(0.2)
            except subprocess.TimeoutExpired:
                said = log.read_text(encoding="utf-8", errors="replace")
                read, written = said.count("Reading: "), said.count("Building page ")
                progress.update(f"docs: {written or read} of {pages} pages {'written' if written else 'read'}")
        raise Trouble(f"mkdocs was not done after {TIME_LIMIT} seconds", "try again on a machine with less work")
    finally:
        progress.clear()
        child.kill()
        child.wait()


def finish(made: Path) -> None:
    for name in NOT_NEEDED:
        path = made / name
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    for path in made.rglob("*.map"):
        path.unlink()
    (made / MARK).write_text("./course docs made this folder, and replaces it.\n", encoding="utf-8")
