"""What the failures of the course declare to say, and what the lessons show that they say."""

import re
import unittest

from sample_course import TOOLS

from courselib.stages import read_stages
from courselib.tree import Tree

ROOT = TOOLS.parent
BREAK = re.compile(r"\$ \./course break (\d\d) (\S+)(?: --against (\d\d))?$")
VERDICT = re.compile(r"(failure shown: |refused: )(.*)$")


def declared():
    """(chapter, name, chapter of the cure or "") -> how its last line begins, and the pattern of the rest."""
    found = {}
    for stage in read_stages(Tree(ROOT, ROOT / "build", ROOT / "my")):
        for failure in stage.failures:
            found[stage.number, failure.name, ""] = ("failure shown: ", failure.shows)
            if failure.cured_in:
                found[stage.number, failure.name, failure.cured_in] = ("refused: ", failure.refuses)
    return found


def in_lessons():
    """(page, the same three, how its last line begins, the rest) for each such command in a transcript."""
    for page in sorted(ROOT.glob("chapters/*/README*.md")):
        asked = None
        for line in page.read_text().splitlines():
            if command := BREAK.match(line):
                asked = command
            elif line.startswith(("$ ", "```")):
                asked = None
            elif asked and (said := VERDICT.match(line)):
                yield page, (asked[1], asked[2], asked[3] or ""), said[1], said[2]


class BreakLines(unittest.TestCase):
    def test_each_failure_declares_what_it_says(self):
        for which, (begins, pattern) in declared().items():
            with self.subTest(which=which):
                self.assertTrue(pattern)
                self.assertFalse(re.fullmatch(pattern, "something else has happened"))

    def test_nobody_declares_what_another_one_says(self):
        """Else the suite would take one failure of a chapter for another one."""
        patterns = declared()
        for page, which, begins, text in in_lessons():
            for other, (begins_other, pattern) in patterns.items():
                if other != which and (other[0], begins_other) == (which[0], begins):
                    self.assertFalse(re.fullmatch(pattern, text), (page.parent.name, which, other))

    def test_the_lessons_show_what_is_declared(self):
        lines, patterns = list(in_lessons()), declared()
        self.assertGreater(len(lines), len(patterns))  # in two languages
        for page, which, begins, text in lines:
            with self.subTest(page=f"{page.parent.name}/{page.name}", which=which):
                begins_declared, pattern = patterns[which]
                self.assertEqual(begins, begins_declared)
                self.assertTrue(re.fullmatch(pattern, text), f"{text}\ndoes not match\n{pattern}")


if __name__ == "__main__":
    unittest.main()
