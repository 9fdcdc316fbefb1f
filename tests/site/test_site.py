"""The book as a site, as ./course docs makes it, in a real browser: every page of it, on a wide window and on a phone.

Everything is opened from the disk, without a server, by a browser that can reach nothing else.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from urllib.parse import unquote, urldefrag

from browser import Browser, find

ROOT = Path(__file__).resolve().parents[2]
PHONE, WIDE = 375, 1280
# What a page says of itself once its scripts have run: how wide it is, what it names, where it leads, what it shows.
FACTS = """(() => {
    const wide = document.documentElement.scrollWidth;
    return {
        wide: [Math.max(wide, document.body.scrollWidth), innerWidth],
        ids: [...document.querySelectorAll("[id]")].map((one) => one.id),
        links: [...document.querySelectorAll("a[href]")].map((one) => one.href),
        blank: [...document.images].filter((one) => !(one.complete && one.naturalWidth)).map((one) => one.src),
        unnamed: [...document.images].filter((one) => one.closest("article") && !one.alt).map((one) => one.src),
        titles: document.querySelectorAll("article h1").length,
        language: document.documentElement.lang, menu: document.querySelectorAll(".course-nav a").length,
        text: document.querySelector("article").innerText.length,
    };
})()"""


def setUpModule():
    """Builds the site once, by the command that a learner types."""
    global SITE
    missing = [name for name, there in (("mkdocs", shutil.which("mkdocs")), ("chromium", find())) if not there]
    if missing and os.environ.get("SBC_LEVEL", "quick") == "quick":
        raise unittest.SkipTest(f"without {' and '.join(missing)}; ./course test --ci installs what is missing")
    if missing:
        raise AssertionError(f"{' and '.join(missing)} must be there")
    folder = tempfile.mkdtemp(prefix="course-site-")
    unittest.addModuleCleanup(shutil.rmtree, folder)
    SITE = Path(folder).resolve() / "site"
    done = subprocess.run([sys.executable, "tools/course.py", "docs", "--output", SITE], cwd=ROOT, text=True,
                          env={**os.environ, "SBC_BUILD_ROOT": f"{folder}/build"}, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, timeout=700)
    if done.returncode:
        raise AssertionError(done.stdout)


def address(path):
    return (SITE / path).as_uri()


class EveryPage(unittest.TestCase):
    """Each page is opened once, on a phone; what all of them say is then compared."""

    @classmethod
    def setUpClass(cls):
        cls.facts, cls.complaints, cls.requests = {}, {}, {}
        with Browser() as browser:
            browser.resize(PHONE)
            for path in sorted(SITE.rglob("*.html")):
                browser.open(path.as_uri())
                cls.facts[path] = browser.run(FACTS)
                cls.complaints[path] = browser.complaints()
                cls.requests[path] = browser.requests()

    def nothing(self, found):
        """Fails with the first few of the findings."""
        self.assertEqual(found[:10], [], f"{len(found)} in all")

    def test_all_pages_are_there_and_say_something(self):
        lessons = [path.parent.name for path in ROOT.glob("chapters/*/README.md")]
        exercises = [path.parent.name for path in ROOT.glob("exercises/*/README.md")]
        self.assertGreater(len(lessons) + len(exercises), 40)
        wanted = ["index.html", "README.ja.html", "CONTRIBUTING.html",
                  *(f"chapters/{name}/{page}.html" for name in lessons for page in ("index", "README.ja")),
                  *(f"exercises/{name}/index.html" for name in exercises),
                  *(f"docs/{path.stem}.html" for path in ROOT.glob("docs/*.md"))]
        self.nothing([name for name in wanted if SITE / name not in self.facts])
        self.nothing([str(path) for path, facts in self.facts.items() if facts["text"] < 20 or facts["titles"] != 1])

    def test_no_page_complains(self):
        self.nothing([f"{path}: {said}" for path, all_said in self.complaints.items() for said in all_said])

    def test_nothing_is_asked_for_outside_the_site(self):
        inside = SITE.as_uri() + "/"
        self.assertTrue(all(self.requests.values()), "requests are seen at all")
        self.nothing([f"{path}: {asked}" for path, all_asked in self.requests.items() for asked in all_asked
                      if not asked.startswith((inside, "data:"))])

    def test_no_page_is_wider_than_a_phone(self):
        self.nothing([f"{path}: {facts['wide']}" for path, facts in self.facts.items()
                      if facts["wide"][0] > facts["wide"][1] or facts["wide"][1] != PHONE])

    def test_every_link_and_every_anchor_leads_somewhere(self):
        dead, count = [], 0
        for path, facts in self.facts.items():
            for link in facts["links"]:
                file, anchor = urldefrag(link)
                if file.startswith(("https://", "http://", "mailto:")):
                    continue
                count += 1
                there = self.facts.get(Path(unquote(file.removeprefix("file://"))))
                if there is None or anchor and unquote(anchor) not in there["ids"]:
                    dead.append(f"{path}: {link}")
        self.nothing(dead)
        self.assertGreater(count, 10_000)

    def test_every_picture_is_shown_and_has_words_for_those_who_do_not_see_it(self):
        self.nothing([f"{path}: {picture}" for path, facts in self.facts.items()
                      for picture in facts["blank"] + facts["unnamed"]])

    def test_each_page_says_its_language_and_has_the_menu(self):
        self.nothing([f"{path}: {facts['language']}" for path, facts in self.facts.items()
                      if facts["language"] != ("ja" if path.name.endswith(".ja.html") else "en")])
        self.nothing([str(path) for path, facts in self.facts.items() if facts["menu"] < 15])


class InTheWindow(unittest.TestCase):
    """What a reader does, each time in a window that knows nothing yet."""

    @classmethod
    def setUpClass(cls):
        cls.browser = Browser().__enter__()
        cls.addClassCleanup(cls.browser.__exit__)

    def setUp(self):
        self.browser.fresh()
        self.browser.resize(WIDE)

    def open(self, path):
        self.browser.open(address(path))

    def search(self, words):
        """Types them; returns the addresses that are found, the first ones first."""
        self.browser.run("document.querySelector('.course-search__open').click()")
        self.browser.wait_for("window.courseSearchIndex && document.querySelector('dialog[open]')")
        self.browser.type(words)
        self.browser.wait_for("document.querySelector('.course-search__count').textContent")
        return self.browser.run("[...document.querySelectorAll('.course-search__results a')].map((one) => one.href)")

    def arrive(self, end):
        self.browser.wait_for(f"decodeURI(location.href).endsWith({end!r}) && document.readyState === 'complete'")

    def test_an_english_word_is_found_and_leads_to_its_section(self):
        self.open("index.html")
        found = self.search("Merkle proof")
        self.assertEqual(found[0], address("docs/glossary.html") + "#merkle-proof")
        self.browser.press("Enter")
        self.arrive("docs/glossary.html#merkle-proof")
        top = self.browser.wait_for("(() => { const top = document.getElementById('merkle-proof')"
                                    ".getBoundingClientRect().top; return top >= 0 && top < innerHeight && top; })()")
        self.assertGreater(top, 0)
        self.assertEqual(self.browser.complaints(), [])

    def test_a_japanese_word_is_found_and_leads_to_its_section(self):
        self.browser.resize(PHONE)
        self.open("chapters/01-sockets/README.ja.html")
        found = self.search("再編成")
        self.assertTrue(all(".ja.html" in link for link in found[:3]), found[:3])
        self.assertIn(address("chapters/05-proof-of-work/README.ja.html"), {urldefrag(link)[0] for link in found})
        self.assertLessEqual(self.browser.run("document.documentElement.scrollWidth"), PHONE)
        self.browser.press("ArrowDown")
        self.browser.press("Enter")
        self.arrive(unquote(found[0].rpartition("/")[2]))

    def test_all_words_must_be_there_and_nothing_is_said_plainly(self):
        self.open("docs/protocol.html")
        self.assertEqual(self.search("proof zzyzx"), [])
        self.assertIn("No matching", self.browser.run("document.querySelector('.course-search__count').textContent"))

    def test_what_is_found_is_shown_as_text_and_never_as_code(self):
        self.open("index.html")
        found = self.search("std::function<void(const Job&)>")
        self.assertTrue(found)
        self.assertEqual(self.browser.run("document.querySelectorAll('.course-search__results :not(a, strong, small,"
                                          " span, mark, li)').length"), 0)

    def test_a_slash_opens_the_search_and_escape_closes_it(self):
        self.open("exercises/05-merkle/index.html")
        self.browser.press("/")
        self.browser.wait_for("document.activeElement.type === 'search'")
        self.assertEqual(self.browser.run("document.activeElement.value"), "")
        self.browser.press("Escape")
        self.browser.wait_for("!document.querySelector('dialog[open]')")

    def test_the_language_switch_leads_to_the_same_page_and_back(self):
        for english, japanese in (("index.html", "README.ja.html"),
                                  ("chapters/08-encrypted-messages/index.html",
                                   "chapters/08-encrypted-messages/README.ja.html")):
            self.open(english)
            for end, language in ((japanese, "ja"), (english, "en")):
                self.browser.run("document.querySelector('.course-language').click()")
                self.arrive(end)
                self.assertEqual(self.browser.run("document.documentElement.lang"), language)

    def test_what_is_not_translated_leads_near_it_and_says_so(self):
        self.open("exercises/05-merkle/index.html")
        self.assertIn("in English only", self.browser.run("document.querySelector('.course-language').title"))
        self.browser.run("document.querySelector('.course-language').click()")
        self.arrive("chapters/05-proof-of-work/README.ja.html")

    def test_the_page_follows_the_systems_colours_until_somebody_chooses(self):
        light = "getComputedStyle(document.body).backgroundColor"
        seen = {}
        for scheme in ("light", "dark"):
            self.browser.fresh()
            self.browser.prefer(scheme)
            self.open("index.html")
            seen[scheme] = sum(map(int, self.browser.run(light).partition("(")[2].rstrip(")").split(",")[:3]))
        self.assertGreater(seen["light"], 600)
        self.assertLess(seen["dark"], 300)

    def test_the_way_through_the_course_goes_from_page_to_page(self):
        self.open("index.html")
        for end in ("chapters/01-sockets/index.html", "exercises/01-"):
            self.browser.run("document.querySelector('.md-footer__link--next').click()")
            self.browser.wait_for(f"location.href.includes({end!r}) && document.readyState === 'complete'")

    def test_wide_code_and_tables_scroll_inside_themselves(self):
        self.browser.resize(PHONE)
        self.open("chapters/05-proof-of-work/index.html")
        scrolled = self.browser.run("""[...document.querySelectorAll("article pre > code, .md-typeset__scrollwrap")]
            .filter((one) => one.scrollWidth > one.clientWidth)
            .map((one) => getComputedStyle(one).overflowX)""")
        self.assertGreater(len(scrolled), 20)
        self.assertEqual(set(scrolled), {"auto"})


if __name__ == "__main__":
    unittest.main()
