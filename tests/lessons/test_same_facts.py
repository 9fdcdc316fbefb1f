"""What several pages say of the same thing: the titles of the chapters, their terms, how long they take."""

import json
import re
import unittest
from pathlib import Path

from sample_course import TOOLS  # noqa: F401  (finds the tools)

from lessons.page import Page

ROOT = Path(__file__).resolve().parents[2]
CHAPTERS = {path.parent.name: json.loads(path.read_text(encoding="utf-8"))
            for path in sorted(ROOT.glob("chapters/*/chapter.json"))}
# What a chapter is named after must stand in the glossary. Word of the title: term.
NAMED_AFTER = {
    "01": {"Sockets": "socket"}, "02": {"Core": "core", "edge": "edge"}, "03": {"bulletin board": "bulletin board"},
    "04": {"chain": "chain"}, "05": {"Proof of work": "proof of work"},
    "06": {"Wallet": "wallet", "unspent outputs": "unspent output"}, "07": {"full node": "full node"},
    "08": {"Engraved": "engraving", "encrypted messages": "letter"},
}


class Terms(unittest.TestCase):
    def test_what_a_chapter_is_named_after_stands_in_the_glossary(self):
        terms = {block.title for block in Page(ROOT, ROOT / "docs/glossary.md").blocks if block.level == 3}
        self.assertEqual(list(NAMED_AFTER), [facts["number"] for facts in CHAPTERS.values()])
        for facts in CHAPTERS.values():
            for word, term in NAMED_AFTER[facts["number"]].items():
                self.assertIn(word, facts["title"])
                self.assertIn(term, terms, f"chapter {facts['number']}, {facts['title']}")


class Titles(unittest.TestCase):
    """./course, the site, the front page and the teacher's pages take them from four places."""

    def heading(self, name, page):
        return Page(ROOT, ROOT / "chapters" / name / page).blocks[0].title

    def test_a_lesson_has_the_title_of_its_chapter(self):
        for name, facts in CHAPTERS.items():
            self.assertEqual(self.heading(name, "README.md"), f"{facts['number']} {facts['title']}")

    def test_the_front_page_has_the_titles_of_the_lessons(self):
        for page in ("README.md", "README.ja.md"):
            listed = re.findall(rf"^\| \[(.*?)\]\(chapters/([\w-]+)/{page}\) \|",
                                (ROOT / page).read_text(encoding="utf-8"), re.M)
            self.assertEqual(listed, [(self.heading(name, page), name) for name in CHAPTERS])

    def test_the_teachers_pages_have_the_titles_of_the_chapters(self):
        titles = [f"{facts['number']} {facts['title']}" for facts in CHAPTERS.values()]
        for page, before in (("docs/instructor-guide.md", "Session "), ("docs/instructor-chapters.md", "")):
            found = [re.sub(rf"^{before}(\d\d):? ", r"\1 ", block.title) for block in Page(ROOT, ROOT / page).blocks
                     if block.kind == "heading" and re.match(rf"{before}\d\d", block.title)]
            self.assertEqual(found, titles, page)


class Times(unittest.TestCase):
    """The front page says: two hours for the first, three for most, four and a half for some."""

    SITTINGS = {1: "It takes about two hours with the exercises", 2: "two sittings of about an hour and a half",
                3: "three sittings of about an hour and a half"}
    LONG = "four and a half hours in all, of which at most three are for reading and running"

    def test_each_lesson_has_as_many_sittings_as_it_says(self):
        for name, facts in CHAPTERS.items():
            lesson = " ".join((ROOT / "chapters" / name / "README.md").read_text(encoding="utf-8").split())
            self.assertIn(self.SITTINGS[len(facts["sittings"])], lesson, name)
            self.assertEqual(self.LONG in lesson, len(facts["sittings"]) == 3, name)

    def test_the_front_page_names_the_long_chapters(self):
        front = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
        long = [facts["number"] for facts in CHAPTERS.values() if len(facts["sittings"]) == 3]
        self.assertIn(f"four and a half for chapters {' and '.join(long)}, in sittings of an hour and a half", front)


if __name__ == "__main__":
    unittest.main()
