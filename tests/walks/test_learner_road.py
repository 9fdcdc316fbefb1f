"""A learner's whole road: all chapters in their order, each exercise of each, and a block for each chapter, up to the
day when nothing is left to do. (How an exercise is done from the starter, with hints: test_learner.py.)"""

import hashlib
import json
import re
import unittest

from walk import ROOT, Walk

BLOCK = re.compile(r"Your block, mined on the one before: nonce ([\d,]+), ([0-9a-f]{16})…")
MOST_SHOWN = 5  # blocks of the chain, beside each other


class Road(Walk):
    stage = "01"

    def setUp(self):
        super().setUp()
        self.left = []    # exercises, as ./course exercise list names them
        self.blocks = []  # their hashes: the first digits, as the celebration has shown them
        self.mined = "0" * 64

    def test_all_chapters_in_their_order_to_the_last_exercise(self):
        self.left = json.loads(self.types("exercise", "list", "--json"))
        stages = json.loads(self.types("list", "--json"))
        self.all = len(self.left)
        self.assertEqual(sorted(e["id"] for e in self.left),
                         sorted(path.parent.name for path in ROOT.glob("exercises/*/exercise.json")))
        for stage, following in zip(stages, [*stages[1:], None]):
            self.goes_through(stage, following)
        self.has_done_everything(stages)

    def goes_through(self, stage, following):
        self.is_told_to_begin(stage)
        exercises = [e for e in self.left if e["chapter"] == stage["number"]]
        self.is_refused(exercises[0])
        for exercise in exercises:
            self.assertEqual(self.left[0], exercise)
            said = self.passes(exercise)
            self.assertEqual("Chapter" in said and "is done." in said, exercise is exercises[-1], said)
        self.gets_a_block(stage, following, said)

    # -- where he is, and what comes next ---------------------------------------------------------

    def looks(self):
        """What ./course says: how many are done, and the rows below "Next:"."""
        said = self.types()
        done = re.search(r"(\d+) of (\d+) exercises done\.", said)
        self.assertEqual((int(done[1]), int(done[2])), (self.all - len(self.left), self.all))
        return said, said.partition("Next:")[2]

    def is_told_to_begin(self, stage):
        said, after = self.looks()
        self.assertIn(f"read {stage['lesson']} ", after)
        self.assertTrue((ROOT / stage["lesson"]).is_file())
        self.assertIn(f"./course break {stage['number']} ", after)
        self.assertIn(f"./course exercise {self.left[0]['id']} ", after)
        self.assertEqual(self.ticks(said)[stage["number"]], "·" * len(stage["exercises"]))

    @staticmethod
    def ticks(said):
        return dict(re.findall(r"^ *(\d\d) .* exercises ([✓·]+)$", said, re.M))

    # -- an exercise ----------------------------------------------------------------------------

    def is_refused(self, exercise):
        """With a mistake that people make: by the test that knows it, in words that diagnose it."""
        facts = self.facts(exercise)
        mistake, diagnosis = next(iter(facts["wrong"].items()))
        self.writes(exercise, f"wrong/{mistake}")
        said = self.types("exercise", code=1)
        self.assertRegex(said, rf"(?m)^  ✗ {re.escape(diagnosis['test'])}( \(ended here\))?$")
        self.assertIn(" ".join(diagnosis["says"].split()), " ".join(said.split()))
        self.assertEqual(said.count("\n  ✗ "), 1, said)
        self.assertIn("Not yet", said)
        self.assertIn(f"./course exercise watch {exercise['id']} ", self.looks()[1])

    def passes(self, exercise):
        """./course exercise takes the next one by itself, and names the one after it."""
        self.writes(exercise, f"solution/{exercise['file']}")
        said = self.types("exercise")
        self.assertIn(f"{exercise['id']}: {exercise['title']}\n", said)
        self.assertIn(f"Passed: all {exercise['tests']} tests", said)
        self.assertEqual(said.count("\n  ✓ "), exercise["tests"], said)
        self.left.pop(0)
        self.assertIn(f"Next: ./course exercise {self.left[0]['id']} " if self.left else
                      "That was the last open exercise. Well done.", said)
        return said

    def facts(self, exercise):
        return json.loads((ROOT / "exercises" / exercise["id"] / "exercise.json").read_text())

    def writes(self, exercise, name):
        copy = self.my / exercise["id"] / exercise["file"]
        copy.parent.mkdir(exist_ok=True)
        copy.write_text((ROOT / "exercises" / exercise["id"] / name).read_text())

    # -- the end of a chapter -------------------------------------------------------------------

    def gets_a_block(self, stage, following, said):
        number = stage["number"]
        self.assertIn(f"Chapter {number}, {stage['title']}, is done.", said)
        self.assertIn(f"./course break {number} ", said)
        if following:
            self.assertIn(f"read {following['lesson']} ", said)
            self.assertIn(f"./course diff {number} {following['number']} ", said)
        self.is_mined_on_the_one_before(stage, *BLOCK.search(said).groups())
        self.shows_the_chain(said)
        progress = self.types("exercise", "progress")
        many = len(stage["exercises"])
        self.assertIn(f"chapter {number}: {many} of {many} done", progress)
        self.shows_the_chain(progress)

    def is_mined_on_the_one_before(self, stage, nonce, shown):
        """Counted anew: the hash covers the whole block before, and when each exercise has passed."""
        kept = json.loads((self.my / ".progress.json").read_text())["exercises"]
        passed = {e["id"]: kept[e["id"]]["passed"] for e in stage["exercises"]}
        contents = json.dumps({"chapter": stage["number"], "passed": passed, "previous": self.mined}, sort_keys=True)
        once = hashlib.sha256(contents.encode() + int(nonce.replace(",", "")).to_bytes(4, "big")).digest()
        self.mined = hashlib.sha256(once).hexdigest()
        self.assertEqual(self.mined[:16], shown)
        self.assertTrue(shown.startswith("000"), shown)
        self.blocks.append((stage["number"], shown[:8]))

    def shows_the_chain(self, said):
        """The newest blocks, each linked to the one before; the first block of all has none."""
        names, hashes = (next(line for line in said.splitlines() if re.search(mark, line))
                         for mark in (r"│?chapter \d\d │", r"│ [0-9a-f]{8}… │"))
        shown = list(zip(re.findall(r"chapter (\d\d)", names), re.findall(r"[0-9a-f]{8}", hashes)))
        self.assertEqual(shown, self.blocks[-MOST_SHOWN:])
        self.assertEqual(names.count("───┤"), len(shown) - (len(shown) == len(self.blocks)), names)

    # -- the end of the road --------------------------------------------------------------------

    def has_done_everything(self, stages):
        self.assertEqual((self.left, len(self.blocks)), ([], len(stages)))
        said, after = self.looks()
        self.assertNotIn("·", "".join(self.ticks(said).values()))
        self.assertEqual(after, "")  # nothing comes next
        self.assertRegex(said, r"All \d+ exercises are done")
        for words in (self.blocks[-1][1], "docs/security.md", "./course test "):
            self.assertIn(words, said)
        self.assertIn("You have done all exercises.", self.types("exercise"))
        self.assertEqual({e["state"] for e in json.loads(self.types("exercise", "list", "--json"))}, {"done"})


if __name__ == "__main__":
    unittest.main()
