"""A teacher collects what a class has handed in, grades it with one line, and reads the marks: on the terminal, as
JUnit XML, and as Gradescope's results.json. (Many more ways to cheat: test_hostile.py.)"""

import json
import re
import unittest
import xml.etree.ElementTree as xml

from walk import ROOT, Walk

from courselib.grading.jail import Jail

EXERCISE = "01-big-endian"
FOLDER = ROOT / "exercises" / EXERCISE
SOLUTION = (FOLDER / "solution/big_endian.cpp").read_text()
WRONG = (FOLDER / "wrong/modulo_255.cpp").read_text()

# Prints what the course prints when all tests pass, and what a report of its tests looks like.
PRINTS = """#include <iostream>
""" + WRONG + """
static const bool printed = (std::cout << "Passed: all 4 tests, in 0.1 s.\\n4 passed, 0 failed\\n1 4 0\\n"
    "<OverallResults successes=\\"4\\" failures=\\"0\\"/>" << std::endl, true);
"""
HANDED_IN = {"anna": SOLUTION, "ben": WRONG, "carla": "", "dora": None, "mallory": PRINTS}
MARKS = {"anna": "passed", "ben": "failed", "carla": "did not compile", "dora": "not handed in", "mallory": "failed"}
COUNTS = {"anna": (0, 0), "ben": (1, 0), "carla": (0, 1), "dora": (0, 0), "mallory": (1, 0)}  # failures, errors


class Grades(Walk):
    stage = "01"

    def test_a_class_hands_in_and_is_graded_with_one_line(self):
        if Jail.possible():
            self.skipTest(f"this system lets us build no walls: {Jail.possible()}")
        self.hands_in()
        self.all = len(json.loads(self.types("exercise", "list", "--json")))
        terminal = self.types("exercise", "grade", str(self.my / "in"), "--junit", str(self.my / "junit.xml"),
                              "--gradescope", str(self.my / "out"))
        for student, mark in MARKS.items():
            self.assertRegex(terminal, rf"(?m)^ *{student}  +{EXERCISE}  .*  {mark}$")
            self.assertIn(f"{student}: {int(mark == 'passed')} of {self.all} passed", terminal)
        self.reads_junit()
        for student in MARKS:
            self.reads_gradescope(student, json.loads((self.my / "out" / student / "results.json").read_text()))
        self.looks_at_one_of_them()

    def hands_in(self):
        for student, text in HANDED_IN.items():
            folder = self.my / "in" / student
            folder.mkdir(parents=True)
            if text is not None:
                (folder / EXERCISE).mkdir()
                (folder / EXERCISE / "big_endian.cpp").write_text(text)

    def reads_junit(self):
        suites = {suite.get("name"): suite for suite in xml.parse(self.my / "junit.xml").getroot()}
        self.assertEqual({name: (int(suite.get("failures")), int(suite.get("errors")))
                          for name, suite in suites.items()}, COUNTS)
        for suite in suites.values():
            self.assertEqual((int(suite.get("tests")), len(suite.findall("testcase"))), (self.all, self.all))
        self.assertIn("a byte has 256 values", suites["ben"].find("testcase/failure").text)
        self.assertEqual(suites["carla"].find("testcase/error").get("message"), "did not compile")
        self.assertEqual({said.get("message") for said in suites["dora"].iter("skipped")}, {"not handed in"})

    def reads_gradescope(self, student, found):
        """Only who passes has the point; whoever printed a verdict finds it in his result, as what he printed."""
        point = float(MARKS[student] == "passed")
        test = next(test for test in found["tests"] if test["number"] == EXERCISE)
        self.assertEqual((found["score"], found["max_score"], len(found["tests"])), (point, float(self.all), self.all))
        self.assertEqual(test["score"], point)
        self.assertTrue(test["output"].startswith(MARKS[student]), test["output"])
        if student == "mallory":
            self.assertIn("a byte has 256 values", test["output"])
            self.assertRegex(test["output"], r"(?s)It printed:.*Passed: all 4 tests")

    def looks_at_one_of_them(self):
        """The other line of the guide: one file, wherever it lies."""
        handed_in = self.my / "in/ben" / EXERCISE / "big_endian.cpp"
        self.assertIn("a byte has 256 values", self.types("exercise", EXERCISE, "--with", str(handed_in), code=1))
        exercises = json.loads(self.types("exercise", "list", "--json"))
        facts = next(each for each in exercises if each["id"] == EXERCISE)
        self.assertEqual((facts["chapter"], facts["file"], facts["state"]), ("01", "big_endian.cpp", "new"))
        self.assertTrue(re.fullmatch(r"\d+", str(facts["tests"])) and isinstance(facts["seam"], bool), facts)


if __name__ == "__main__":
    unittest.main()
