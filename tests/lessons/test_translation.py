"""A lesson in another language: the same sections, code and links, and a word about what is behind."""

import tempfile
import unittest
from pathlib import Path

from sample_course import LESSON, SampleCourse

from lessons.page import Page
from lessons.report import Report
from lessons.translation import check_translation, sections_of, update_translation

ENGLISH = """# 01 Greeting

## The idea

Say [hello](../../docs/glossary.md#hello), as [before](../00-x/README.md#run-it).

<!-- excerpt greet.cpp#greet -->
```cpp
int greet();
```

```text
you -> me
```

### Twice

Say `hello` again.
"""
JAPANESE = """# 01 あいさつ

> この文書は[英語版](README.md)の翻訳です。

## しくみ

[前](../00-x/README.ja.md#run-it)のように[ハロー](../../docs/glossary.md#hello)と言います。

```cpp
```

```text
あなた -> 私
```

### もう一度

もう一度
`hello`と
言います。use
Latin。

- ひとつ
  の項目
- ふたつ

| 行 |
|---|
| 表 |
"""


class Translation(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="translation-")
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        self.write("README.md", ENGLISH)
        self.write("README.ja.md", JAPANESE)

    def write(self, name, text):
        (self.root / name).write_text(text, encoding="utf-8")

    def edit(self, name, old, new):
        text = (self.root / name).read_text(encoding="utf-8")
        self.assertIn(old, text)
        self.write(name, text.replace(old, new, 1))

    def pages(self):
        return [Page(self.root, self.root / name) for name in ("README.md", "README.ja.md")]

    def update(self, translated=False):
        update_translation(*self.pages(), translated)

    def checked(self):
        """(what is said of its state, the defects)"""
        report = Report()
        return check_translation(*self.pages(), report), report.defects

    def test_a_fresh_translation_gets_code_anchors_and_versions(self):
        self.update()
        self.assertEqual(self.checked(), ("README.ja.md: 3 sections, 0 behind the English page", []))
        page = self.pages()[1]
        self.assertIn("the-idea", page.anchors)
        self.assertIn("int greet();", page.lines)
        self.assertIn("あなた -> 私", page.lines)
        self.assertIn("もう一度`hello`と言います。use Latin。", page.lines)
        self.assertEqual(page.lines[-6:], ["- ひとつの項目", "- ふたつ", "", "| 行 |", "|---|", "| 表 |"])
        before = page.lines
        self.update()
        self.assertEqual(self.pages()[1].lines, before)

    def test_without_versions_and_code_it_is_refused(self):
        _, defects = self.checked()
        self.assertEqual(len([text for text in defects if "does not say which version" in text]), 3)
        self.assertEqual(len([text for text in defects if "lacks the English anchor" in text]), 2)

    def test_a_line_that_ends_within_a_sentence_is_refused(self):
        self.update()
        self.edit("README.ja.md", "もう一度`hello`", "もう一度\n`hello`")
        (defect,) = self.checked()[1]
        self.assertIn("would show a gap", defect)

    def test_bold_text_that_markdown_does_not_close_is_refused(self):
        self.update()
        self.edit("README.ja.md", "もう一度`hello`と言います。", "**もう一度。**`hello`と**言います**。**もう一度。**言います。")
        (defect,) = self.checked()[1]
        self.assertIn("Put the mark behind the asterisks", defect)

    def test_the_title_leads_to_the_english_page(self):
        self.update()
        self.edit("README.ja.md", "[英語版](README.md)", "英語版")
        (defect,) = self.checked()[1]
        self.assertIn("README.md is missing", defect)

    def test_english_prose_that_changes_leaves_its_section_behind(self):
        self.update()
        self.edit("README.md", "Say `hello` again", "Say `hello` once more")
        said, defects = self.checked()
        self.assertEqual(defects, [])
        self.assertEqual(said.splitlines(), ["README.ja.md: 3 sections, 1 behind the English page",
                                             "    behind: もう一度"])
        self.update()
        self.assertEqual(self.checked()[0], said)
        self.update(translated=True)
        self.assertIn("0 behind", self.checked()[0])

    def test_lines_that_are_broken_elsewhere_change_nothing(self):
        self.update()
        self.edit("README.md", "Say [hello]", "Say\n[hello]")
        self.assertIn("0 behind", self.checked()[0])

    def test_code_that_changes_is_copied_and_not_translated_anew(self):
        self.update()
        self.edit("README.md", "int greet();", "int greet(int times);")
        said, defects = self.checked()
        self.assertIn("0 behind", said)
        self.assertEqual(len(defects), 1)
        self.assertIn("this code is not that of the English page", defects[0])
        self.update()
        self.assertEqual(self.checked()[1], [])

    def test_a_figure_that_changes_leaves_its_section_behind(self):
        self.update()
        self.edit("README.md", "you -> me", "you -> him")
        self.assertIn("behind: しくみ", self.checked()[0])

    def test_a_code_block_that_is_missing_is_named(self):
        self.update()
        self.edit("README.ja.md", "```cpp\nint greet();\n```\n", "")
        self.assertIn("does not have the code blocks of the English section: cpp, text", self.checked()[1][0])

    def test_a_link_that_is_lost_is_named(self):
        self.update()
        self.edit("README.ja.md", "[前](../00-x/README.ja.md#run-it)", "前")
        (defect,) = self.checked()[1]
        self.assertIn("../00-x/README.md#run-it is missing", defect)

    def test_a_heading_that_is_missing_is_told(self):
        self.edit("README.ja.md", "### もう一度\n", "")
        (defect,) = self.checked()[1]
        self.assertIn("it has 2 headings, and the English page 3", defect)

    def test_sections_are_known_by_their_english_anchor(self):
        self.assertEqual([section.slug for section in sections_of(self.pages()[0])],
                         ["01-greeting", "the-idea", "twice"])


class InACourse(unittest.TestCase):
    def test_the_checker_finds_the_translation_beside_the_lesson(self):
        with SampleCourse() as course:
            (course.root / LESSON.replace(".md", ".ja.md")).write_text("# 01 あいさつ\n", encoding="utf-8")
            self.assertTrue(any("it has 1 headings" in text for text in course.defects("--fast")))


if __name__ == "__main__":
    unittest.main()
