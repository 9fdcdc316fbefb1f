"""A learner's first evening: chapter 01 from the first look to the last exercise, with the wrong ways that people go."""

import json
import re
import unittest

from walk import BUILD, ROOT, START, Walk

EXERCISES = ("01-big-endian", "01-frame-decoder", "01-read-exactly", "01-utf8-across-reads")


class Learner(Walk):
    stage = "01"

    def test_from_the_first_look_to_the_end_of_a_chapter(self):
        self.assertIn("0 of 42 exercises done", self.looks_around())
        self.assertIn("failure shown: ", self.types("break", "01").splitlines()[-1])
        self.fails_and_is_helped()
        self.mends_it_while_it_is_watched()
        for name in EXERCISES[1:]:
            said = self.passes(name)
        for words in ("Chapter 01, Sockets, is done.", "chapter 01", "./course break 01",
                      "read chapters/02-core-and-edge/README.md", "./course diff 01 02"):
            self.assertIn(words, said)
        self.assertIn("4 of 42 exercises done", self.looks_around())
        self.assertIn("read chapters/02-core-and-edge/README.md", self.types())
        self.assertIn("chapter 01: 4 of 4 done", self.types("exercise", "progress"))
        self.assertIn("frame.cpp is yours", self.types("demo", "01", "--mine"))
        self.assertRegex(self.types("diff", "01", "02"), r"\d+ lines")

    def looks_around(self):
        """What ./course alone says, of which every command exists and every file is there."""
        said = self.types()
        for line in said.partition("Next:")[2].splitlines():
            lesson = re.match(r"  read (\S+)", line)
            self.assertTrue(not lesson or (ROOT / lesson[1]).is_file(), line)
        self.assertIn("01  Sockets", said)
        return said

    def fails_and_is_helped(self):
        """The next exercise is laid out; its starter fails, in words that teach; hints come one after the other."""
        said = self.types("exercise", code=1)
        for words in (f"{EXERCISES[0]}: ", "Your copy is ", "✗", "should hold", "read again:", "hint 1 of 3:"):
            self.assertIn(words, said)
        for grade in (1, 2, 3):
            self.assertIn(f"hint {grade} of 3", self.types("exercise", "hint"))
        self.assertNotIn("#include", self.types("exercise", "solution", EXERCISES[0], code=1))

    def mends_it_while_it_is_watched(self):
        """The verdict comes at each save, first of a mistake, then of the solution."""
        exercise = ROOT / "exercises" / EXERCISES[0]
        facts = json.loads((exercise / "exercise.json").read_text())
        mistake, diagnosis = next(iter(facts["wrong"].items()))
        copy = self.my / EXERCISES[0] / facts["file"]
        watch = self.course("watch", "exercise", "watch")
        watch.wait_for("watching .*; Ctrl.C ends", BUILD)
        copy.write_text((exercise / "wrong" / mistake).read_text())
        watch.wait_for(f"✗ {re.escape(diagnosis['test'])}", START)
        watch.wait_for("watching", START)
        copy.write_text((exercise / "solution" / facts["file"]).read_text())
        watch.wait_for("Passed: all", START)
        watch.wait_for(f"Next: ./course exercise {EXERCISES[1]} ", START)
        watch.interrupt()
        self.assertEqual(watch.wait(START), 0, watch.lines)
        self.assertIn((exercise / "solution" / facts["file"]).read_text().splitlines()[-2],
                      self.types("exercise", "solution", EXERCISES[0]))

    def passes(self, name):
        """The first check lays out the starter, which fails; then somebody has understood."""
        self.assertIn("Your copy is ", self.types("exercise", name, code=1))
        exercise = ROOT / "exercises" / name
        file = json.loads((exercise / "exercise.json").read_text())["file"]
        (self.my / name / file).write_text((exercise / "solution" / file).read_text())
        return self.types("exercise", name)


if __name__ == "__main__":
    unittest.main()
