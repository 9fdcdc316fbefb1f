"""./course docs, piece by piece, without mkdocs: pages, Markdown, the index, the check of what was built."""

import json
import os
import sys
import tempfile
import unittest
from pathlib import Path
from unittest import mock

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "course"))

from sample import SampleTest  # noqa: E402

from courselib.site import building, dialect, links, navigation, search, verb  # noqa: E402
from courselib.site.pages import gather  # noqa: E402
from courselib.trouble import Trouble  # noqa: E402

LESSON = """# Greeting `you`

<!-- a note for the checker -->
See [the code](greeter.cpp), [a folder](../../common/base/), [the term](../../docs/glossary.md#hello) and `[no](link)`.

<a id="idea"></a>

## あいさつ
<!-- en 12345678 -->
1. first

   ```text
   [no](link)
   ```
2. second
   - inner
"""


class SiteTest(SampleTest):
    def setUp(self):
        super().setUp()
        self.write("README.md", "# Course\n\n[日本語](README.ja.md)\n")
        self.write("README.ja.md", "# コース\n\n[章](chapters/01-greet/README.md)\n")
        self.write("docs/glossary.md", "# Glossary\n\n### hello\n\nA word.\n")
        self.write("chapters/01-greet/README.md", LESSON)
        self.write("chapters/01-greet/README.ja.md", "# 挨拶\n")
        self.write("chapters/02-choir/README.md", "# Choir\n")

    def prose(self, path="chapters/01-greet/README.md"):
        site = gather(self.tree)
        return dialect.prose(site, site.pages[path])


class Pages(SiteTest):
    def test_whatever_is_linked_has_a_page(self):
        pages = gather(self.tree).pages
        self.assertEqual({path: page.kind for path, page in pages.items()}, {
            "README.md": "home", "README.ja.md": "home", "chapters/01-greet/README.md": "lesson",
            "chapters/01-greet/README.ja.md": "lesson", "chapters/02-choir/README.md": "lesson",
            "exercises/01-greeting/README.md": "exercise", "docs/glossary.md": "document",
            "chapters/01-greet/greeter.cpp": "source", "common/base": "folder", "common/base/song.hpp": "source",
            "common/base/words.hpp": "source"})
        self.assertEqual(pages["chapters/01-greet/README.md"].html, "chapters/01-greet/index.html")
        self.assertEqual(pages["chapters/01-greet/README.ja.md"].html, "chapters/01-greet/README.ja.html")
        self.assertEqual(pages["common/base/song.hpp"].html, "common/base/song.hpp.html")

    def test_what_is_hidden_has_a_page_that_mkdocs_sees(self):
        self.write(".github/ci.yml", "on: push\n")
        self.write("docs/glossary.md", "# Glossary\n\n[x](../.github/ci.yml), [y](../.github)\n")
        pages = gather(self.tree).pages
        self.assertEqual(pages[".github/ci.yml"].markdown, "dot-github/ci.yml.md")
        self.assertEqual(pages[".github"].html, "dot-github/index.html")

    def test_the_switch_leads_to_the_translation_or_near_it(self):
        pages = gather(self.tree).pages
        for path, other, same in (("README.md", "README.ja.md", True), ("README.ja.md", "README.md", True),
                                  ("exercises/01-greeting/README.md", "chapters/01-greet/README.ja.md", False),
                                  ("chapters/02-choir/README.md", "README.ja.md", False),
                                  ("docs/glossary.md", "README.ja.md", False)):
            self.assertEqual((pages[path].other, pages[path].translated), (other, same), path)

    def test_a_dead_link_is_named(self):
        self.write("docs/glossary.md", "# Glossary\n\n[x](nothing.md)\n")
        self.assertIn("docs/glossary.md links `nothing.md`", self.trouble(gather, self.tree).what)

    def test_exercises_stand_below_their_chapter_and_after_it(self):
        site = gather(self.tree)
        lessons = navigation.navigation(site)["en"][1]["entries"]
        self.assertEqual([(one["title"], [below["title"] for below in one["below"]]) for one in lessons],
                         [("Greeting you", ["Greet"]), ("Choir", [])])
        beside = navigation.neighbours(site)
        self.assertEqual(beside["chapters/01-greet/README.md"]["next"]["title"], "Greet")
        self.assertEqual(beside["chapters/02-choir/README.md"]["previous"]["title"], "Greet")
        self.assertEqual(beside["README.ja.md"]["next"]["title"], "挨拶")


class Markdown(SiteTest):
    def test_headings_have_githubs_anchors_and_keep_the_ids_above_them(self):
        text = self.prose()
        self.assertIn("# Greeting `you` {#greeting-you}\n", text)
        self.assertIn('## <a id="idea"></a>あいさつ {#あいさつ}\n', text)
        self.assertEqual(text.count('id="idea"'), 1)

    def test_no_comment_is_left(self):
        self.assertNotIn("<!--", self.prose())

    def test_links_lead_to_pages_and_code_stays_as_it_is(self):
        text = self.prose()
        for link in ("[the code](greeter.cpp.md)", "[a folder](../../common/base/index.md)",
                     "[the term](../../docs/glossary.md#hello)", "`[no](link)`", "    [no](link)"):
            self.assertIn(link, text)

    def test_what_belongs_to_a_list_item_is_indented_by_four(self):
        self.assertIn("1. first\n\n    ```text\n    [no](link)\n    ```\n2. second\n    - inner\n", self.prose())

    def test_a_list_may_begin_right_below_a_paragraph_and_a_number_sign_is_no_heading(self):
        self.write("docs/glossary.md", "# G\n\nThese:\n- one\n  more of it\n- two\n\n#4 is no heading, nor is\n5. this\n")
        self.assertIn("These:\n\n- one\n    more of it\n- two\n\n\\#4 is no heading, nor is\n5. this\n",
                      self.prose("docs/glossary.md"))

    def test_a_file_becomes_a_page_whatever_is_in_it(self):
        self.write("chapters/01-greet/greeter.cpp", "// ```` and <!-- this -->\nint x;\n")
        site = gather(self.tree)
        text = dialect.text_of(site, site.pages["chapters/01-greet/greeter.cpp"])
        self.assertEqual(text, "# chapters/01-greet/greeter.cpp {.path}\n\n``````cpp\n// ```` and <!-- this -->\nint x;\n"
                               "``````\n")

    def test_a_folder_lists_its_files_with_what_they_say_of_themselves(self):
        self.write("common/base/CMakeLists.txt", "x")
        site = gather(self.tree)
        text = dialect.text_of(site, site.pages["common/base"])
        self.assertIn("- [`words.hpp`](words.hpp.md): Greets.\n", text)
        self.assertIn("- `CMakeLists.txt`\n", text)


class Searching(SiteTest):
    def index(self):
        text = search.index(gather(self.tree))
        return json.loads(text.partition(" = ")[2].rstrip(";\n"))

    def test_each_section_of_each_page_of_prose_is_there(self):
        found = self.index()
        pages = [page[0] for page in found["pages"]]
        self.assertIn("chapters/01-greet/README.ja.html", pages)
        self.assertFalse([page for page in pages if ".hpp" in page or ".cpp" in page])
        sections = {section[1]: section for section in found["sections"]}
        self.assertEqual(sections["あいさつ"][2:], ["あいさつ", "first [no](link) second inner"])

    def test_marks_are_no_words(self):
        self.assertEqual(search.plain("- **A** [letter](x.md), `code` and\n| a | b |\n|---|---|"),
                         "A letter, code and a b")
        self.assertEqual(search.plain("第２回：**封書** を<a id=\"x\"></a>"), "第2回:封書を")


class TheCheck(unittest.TestCase):
    def faults(self, body, name="index.html"):
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "other.html").write_text('<h1 id="there">x</h1>')
            Path(folder, "a.png").write_text("")
            Path(folder, name).write_text(body)
            return links.faults_in(Path(folder))

    def test_what_is_sound_passes(self):
        self.assertEqual(self.faults('<a href="other.html#there">x</a><a href="#me" id="me">y</a><img src="a.png">'
                                     '<a href="https://example.org">z</a><script src="a.png"></script>'), [])

    def test_each_fault_is_named(self):
        for body, fault in (('<a href="no.html">x</a>', "leads to nothing"),
                            ('<a href="other.html#no">x</a>', "names an anchor that is not there"),
                            ('<a href="#no">x</a>', "names an anchor that is not there"),
                            ('<a href="/other.html">x</a>', "works on no disk"),
                            ('<img src="b.png">', "leads to nothing"),
                            ('<script src="https://example.org/x.js"></script>', "is loaded from outside"),
                            ('<link rel="stylesheet" href="//example.org/x.css">', "is loaded from outside"),
                            ("<!-- en 12345678 -->", "is left"),
                            ('<p id="a"></p><p id="a"></p>', "is there twice")):
            with self.subTest(body=body):
                (said,) = self.faults(body)
                self.assertTrue(said.startswith("index.html: "))
                self.assertIn(fault, said)


class TheFolder(SiteTest):
    def check(self, folder):
        building.check_output(self.tree, Path(folder))

    def test_what_is_not_ours_is_never_replaced(self):
        with tempfile.TemporaryDirectory() as folder:
            self.check(folder)
            Path(folder, "thesis.odt").write_text("years of work")
            with self.assertRaisesRegex(Trouble, "no site of the course"):
                self.check(folder)
            Path(folder, building.MARK).write_text("")
            self.check(folder)

    def test_nothing_is_written_among_the_sources(self):
        self.check(self.tree.build / "site")
        for folder in (self.tree.root / "docs/site", self.tree.root / "site"):
            with self.assertRaisesRegex(Trouble, "lies in the repository"):
                self.check(folder)

    def test_a_folder_is_where_it_leads_and_not_where_its_name_begins(self):
        self.write("build/keep", "")
        for word, allowed in (("../site", True), ("build/../docs-as-site", False), ("build/site", True)):
            with mock.patch.object(verb, "build", lambda tree, folder: building.check_output(tree, folder) or 1), \
                    mock.patch("os.getcwd", return_value=str(self.tree.root.resolve())):
                run = [self.printed, self.trouble][not allowed]
                run(verb.run, self.tree, "docs", ["--output", word])

    def test_without_mkdocs_it_says_what_installs_it(self):
        with mock.patch.object(building.subprocess, "Popen", side_effect=FileNotFoundError):
            trouble = self.trouble(building.build, self.tree, self.tree.build / "site")
        self.assertIn("there is no mkdocs", trouble.what)

    def build_with(self, script):
        """The site by a program of that name."""
        program = self.write("bin/mkdocs", "#!/bin/sh\n" + script, executable=True)
        with mock.patch.dict(os.environ, PATH=f"{program.parent}:{os.environ['PATH']}"):
            return self.trouble(building.build, self.tree, self.tree.build / "site")

    def test_a_word_of_mkdocs_is_an_error(self):
        trouble = self.build_with("echo INFO - all is well; printf '\\033[33mWARNING - a link is dead\\033[0m\\n'")
        self.assertIn("a link is dead", trouble.what)
        self.assertNotIn("all is well", trouble.what)

    def test_it_shows_how_far_mkdocs_is(self):
        shown = []
        with mock.patch.object(building.Progress, "update", lambda _self, text: shown.append(text)):
            self.build_with("echo Reading: a.md; sleep 0.5; echo Building page a.md; sleep 0.5; exit 1")
        self.assertRegex(shown[0], "docs: [01] of [0-9]+ pages read")
        self.assertRegex(shown[-1], "docs: 1 of [0-9]+ pages written")

    def test_mkdocs_that_does_not_end_is_ended(self):
        with mock.patch.object(building, "TIME_LIMIT", 0.5):
            trouble = self.build_with("exec sleep 60")
        self.assertIn("was not done", trouble.what)


if __name__ == "__main__":
    unittest.main()
