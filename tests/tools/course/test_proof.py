"""The proof of the exercises finds each way in which an exercise can break its promise."""

import unittest

import fake_build
from sample import EXERCISE, SampleTest

from courselib.exercises.model import read_exercises
from courselib.proof import prove

FILE = "exercises/01-greeting/exercise.json"


class Proof(SampleTest):
    def setUp(self):
        super().setUp()
        fake_build.patch(self)

    def faults(self, full=True):
        return "\n".join(prove(self.tree, read_exercises(self.tree), full, progress=False)["01-greeting"])

    def expect(self, *words):
        text = self.faults()
        for word in words:
            self.assertIn(word, text)

    def wrong(self, name, order):
        self.write(f"exercises/01-greeting/wrong/{name}", f"// {order}\n")

    def test_a_sound_exercise_is_proven_also_with_a_mistake_that_crashes(self):
        wrong = {**EXERCISE["wrong"], "c.cpp": {"test": "it greets", "says": "after it was given back"}}
        self.change(FILE, wrong=wrong)
        self.assertEqual(self.faults(), "")

    def test_the_starter_must_compile_and_fail(self):
        self.write("exercises/01-greeting/starter/greeting.cpp", "// solution\n")
        self.expect("starter/greeting.cpp passes every test; it must fail")
        self.write("exercises/01-greeting/starter/greeting.cpp", "// compile error\n")
        self.expect("starter/greeting.cpp does not compile")
        self.write("exercises/01-greeting/starter/greeting.cpp", "// crashes it greets\n")
        self.expect("a starter must fail its tests, not crash")

    def test_the_solution_must_pass(self):
        self.write("exercises/01-greeting/solution/greeting.cpp", "// fails it is loud\n")
        self.expect("solution/greeting.cpp fails \"it is loud\"")

    def test_a_variant_must_fail_its_own_test_and_no_other(self):
        self.wrong("a.cpp", "solution")
        self.expect("wrong/a.cpp passes every test")
        self.wrong("a.cpp", "fails all")
        self.expect("it must fail \"it is loud\" and no other")
        self.wrong("a.cpp", "fails it is short")
        self.expect("fails \"it is short\"; it must fail \"it is loud\"")
        self.wrong("a.cpp", "compile error")
        self.expect("wrong/a.cpp does not compile")

    def test_a_crash_elsewhere_is_no_diagnosis(self):
        self.wrong("a.cpp", "crashes it greets")
        self.expect("fails \"it greets\"; it must fail \"it is loud\"")

    def test_the_words_must_diagnose_the_mistake(self):
        self.wrong("a.cpp", "mumbles it is loud")
        self.expect("the message lacks the words \"LOUD\"")

    def test_no_two_variants_share_a_test_and_three_are_needed(self):
        self.change(FILE, wrong={"a.cpp": EXERCISE["wrong"]["a.cpp"], "b.cpp": EXERCISE["wrong"]["a.cpp"]})
        self.expect("2 wrong variants share the test \"it is loud\"", "it has 2 wrong variants; 3 at least",
                    "wrong/c.cpp is not listed")

    def test_what_is_missing_on_paper_is_named(self):
        self.write("exercises/01-greeting/hints.md", "## One\n")
        self.change(FILE, read="nowhere.md#x", wrong={"gone.cpp": {"test": "no such test", "says": "x"}})
        (self.folder / "exercises/01-greeting/README.md").unlink()
        self.expect("hints.md has 1 sections", "\"read\" names nowhere.md", "wrong/gone.cpp is listed but missing",
                    "names the test \"no such test\", which does not exist", "README.md is missing")

    def test_the_short_proof_leaves_the_variants_out(self):
        self.wrong("a.cpp", "solution")
        self.assertEqual(self.faults(full=False), "")


if __name__ == "__main__":
    unittest.main()
