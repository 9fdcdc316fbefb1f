"""A teacher's eight sessions, and whatever else the instructor's guide lets him type: each program ends as it is
promised, and what the guide quotes from a screen is seen on it.

All failures are shown within seconds. The parts "failures" and "demos" of ./course test run each of them already; what
they have kept is read here, if nothing has been built or written since, and nothing runs twice. Not walked here:
exercises (a learner does them all, test_learner_road.py), demos with --mine (the part "seams"), what is clicked in
windows (row 07, 25: tests/chapters/07-full-node/test_explorer.py), and the class of chapter 07 (test_teacher.py)."""

import re
import unittest

import guide
from plays import Plays
from walk import ROOT

from courselib.exercises.model import read_exercises
from courselib.stages import find_stage, read_stages
from courselib.tree import Tree

TYPED = {"follow", "post lost: a grey cat", "list", "fg", "GET "}  # stands beside it, and is no screen
IN_A_WINDOW = {("07", 25)}
COUNTED = {"256": round(16777472 / 65537), "577": (955 + 200 - 1) // 2}  # on the board, from what the screen shows
# In a quoted screen: what differs, and the signs where programs put their sentences together.
EXAMPLES = re.compile(r"…|\b(?:alice|blue|red)\b|maths/5s/|\d[\d.]*(?: points\b)?|[.:;,] |\.$")
CODE_ENDINGS = (".cpp", ".hpp", ".py")
THE_SYSTEMS = "connection refused"
SOURCES = ("common", "chapters", "gui", "tools/courselib")


class Plan(Plays):
    def setUp(self):
        self.tree = Tree.here()
        self.stages = read_stages(self.tree)
        super().setUp()

    # -- the eight sessions ---------------------------------------------------------------------

    def test_session_01(self):
        self.session("01")

    def test_session_02(self):
        self.session("02")

    def test_session_03(self):
        self.session("03")

    def test_session_04(self):
        self.session("04")

    def test_session_05(self):
        self.session("05")

    def test_session_06(self):
        self.session("06")

    def test_session_07(self):
        self.session("07")

    def test_session_08(self):
        self.session("08")

    def session(self, number):
        self.needs(number)
        rows = guide.sessions()[number]
        self.assertGreaterEqual(len(rows), 6)
        for row in rows:
            with self.subTest(minute=row.minute):
                self.row(row)

    def row(self, row):
        """What is typed ends as it shall, and what stands beside it is seen."""
        shown = [self.breaks(words) for words in row.breaks(self.stages)]
        play = self.PLAYS.get((row.session, row.minute))
        shown += [getattr(self, play)(row)] if play else []
        shown += [self.command(row, words) for words in row.commands if not (play and words[0] == "run")]
        screen = "\n".join(shown)
        if (row.session, row.minute) not in IN_A_WINDOW:
            for pattern in row.screens(self.stages, TYPED):
                self.assertRegex(screen, pattern)
        for number in row.numbers:
            if number in COUNTED:
                self.assertEqual(int(number), COUNTED[number])
            else:
                self.assertRegex(screen, rf"\b{number}\b")

    def command(self, row, words):
        if words[0] == "exercise":
            self.assertIn(words[1], [e.id for e in read_exercises(self.tree) if e.chapter == row.session])
        elif words[0] == "demo" and "--mine" not in words:
            return self.says(words)
        elif words[0] == "run":
            return self.types(*words)
        else:
            self.assertIn(words[0], ("break", "demo"), "nobody plays this line")
        return ""

    def breaks(self, words):
        said = self.says(words)
        promised = "refused: " if "--against" in words else "failure shown: "
        self.assertTrue(said.splitlines()[-1].startswith(promised), said)
        return said

    # -- what the suite has kept ----------------------------------------------------------------

    def says(self, words):
        return self.kept(words) or self.types(*words)

    def kept(self, words):
        """What the suite's log of this command holds, if it is newer than all that has a say in it; else "". (If a
        demo went wrong, the suite has said so.)"""
        name = "cure-of-{1}-{2}-in-{4}".format(*words) if "--against" in words else "-".join(words)
        log = self.tree.logs / f"{name}.log"
        stages = [find_stage(self.tree, word) for word in words if word.isdigit()]
        older = [path for stage in stages for path in stage.program_paths(self.tree.build / "dev").values()]
        older += [path for folder in (stages[0].folder, ROOT / "tools/courselib") for path in folder.rglob("*.py")]
        if not log.exists() or log.stat().st_mtime < max(path.stat().st_mtime for path in older if path.exists()):
            return ""
        return log.read_text()

    # -- the rest of the page -------------------------------------------------------------------

    def test_every_play_has_its_row(self):
        rows = {(row.session, row.minute) for rows in guide.sessions().values() for row in rows}
        self.assertLessEqual({*self.PLAYS, *IN_A_WINDOW}, rows)
        self.assertEqual(sorted(guide.sessions()), [stage.number for stage in self.stages])

    def test_the_weekend_names_what_the_sessions_play(self):
        plan = guide.section("## A weekend").partition("What is left out")[0]
        sessions = guide.section("## Eight sessions of 90 minutes")
        played = {words[2] for words in guide.breaks_of_the_page()}
        played |= {words[2] for rows in guide.sessions().values() for row in rows for words in row.breaks(self.stages)}
        for name in re.findall(r"(?<!\*)\*([^*]+)\*(?!\*)", plan):
            self.assertTrue(name in played or f"*{name}*" in sessions, name)
        for program in guide.CODE.findall(plan):
            self.assertRegex(sessions, rf"`\./course run \d\d {re.escape(program)}\b")
        wanted = re.findall(r"\b\d\d-[a-z-]+[a-z]", plan)
        self.assertGreaterEqual(len(wanted), 6)
        self.assertLessEqual(set(wanted), {e.id for e in read_exercises(self.tree)})

    def test_each_wrong_answer_that_is_told_of_is_one_that_an_exercise_refuses(self):
        """The other page, instructor-chapters.md: (05-merkle, `a_mistake`, `another_one`). The part
        "exercises" tries them all."""
        wrong = {e.id: {name.partition(".")[0] for name in e.wrong} for e in read_exercises(self.tree)}
        exercise, told = "", set()
        for line in (ROOT / "docs/instructor-chapters.md").read_text().splitlines():
            for group in re.findall(r"\(([^)]*)\)", line.split(" | ")[0] if line.startswith("| ") else ""):
                for named, mistake in re.findall(r"\b(\d\d-[a-z0-9-]+)\b|`([a-z0-9_]+)`", group):
                    exercise = named or exercise
                    if mistake:
                        self.assertIn(mistake, wrong[exercise], line)
                        told.add(exercise)
        self.assertEqual(told, set(wrong))

    def test_what_is_broken_elsewhere_on_the_page(self):
        """In the lessons about letters above all: each failure, and its cure."""
        planned = [words for rows in guide.sessions().values() for row in rows for words in row.breaks(self.stages)]
        rest = {tuple(words): words for words in guide.breaks_of_the_page() if words not in planned}
        self.assertIn(("break", "08", "mailbox"), rest)
        for words in rest.values():
            with self.subTest(words=words):
                self.breaks(words)
                failure = next(f for stage in self.stages if stage.number == words[1] for f in stage.failures
                               if f.name == words[2])
                if failure.cured_in and "--against" not in words:
                    self.breaks([*words, "--against", failure.cured_in])

    def test_what_is_run_elsewhere_on_the_page(self):
        self.assertRegex(self.types("run", "07", "sign", "alice"), r"(?m)^sb1\w{58}$")
        self.assertIn('"kind":"card"', self.types("run", "08", "letter", "card", "alice"))
        self.assertIn("--core", self.types("run", "08", "wallet", "--help"))
        page = " ".join(guide.PAGE.read_text().split())
        promised = re.search(r"within (\d+) minutes one time in two, and within (\d+) minutes 99 times in 100", page)
        found = re.search(r"falls to 1/30 +([\d.]+) min +([\d.]+) min", self.types("run", "05", "simulate", "power"))
        for longest, measured in zip(promised.groups(), found.groups()):
            self.assertLessEqual(float(measured), float(longest))

    def test_what_is_quoted_elsewhere_on_the_page_is_what_some_program_says(self):
        """Each piece of it, between examples and signs, stands in the sources."""
        files = [path for folder in SOURCES for path in (ROOT / folder).rglob("*.?*") if path.suffix in CODE_ENDINGS]
        text = "\0".join(joined(path.read_text()) for path in [*files, ROOT / "tools/course.py"]).lower()
        quoted = guide.sentences_of_programs()
        self.assertGreaterEqual(len(quoted), 25)
        for screen in quoted:
            missing = [piece for piece in EXAMPLES.split(screen.lower()) if piece.strip() not in text]
            self.assertEqual([piece for piece in missing if piece != THE_SYSTEMS], [], screen)


def joined(source):
    """With literals that go on in the next line as one."""
    return re.sub(r'"\s*\n\s*f?"', "", source)


if __name__ == "__main__":
    unittest.main()
