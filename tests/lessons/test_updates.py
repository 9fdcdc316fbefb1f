"""Authors' help: excerpts and transcripts written anew; and what a run leaves behind."""

import unittest

from sample_course import LESSON, SampleCourse


class Updates(unittest.TestCase):
    def test_excerpts_are_written_anew_and_nothing_else_changes(self):
        with SampleCourse() as course:
            before = course.read(LESSON)
            course.edit("chapters/01-greet/greet.cpp", '"welcome, " + name', '"hi, " + name')
            self.assertEqual(course.defects("--fast", "--update-excerpts"), [])
            self.assertEqual(course.read(LESSON), before.replace('"welcome, " + name', '"hi, " + name', 1))

    def test_a_sound_lesson_is_left_alone(self):
        with SampleCourse() as course:
            before = course.read(LESSON)
            self.assertEqual(course.defects("--update-excerpts", "--update-transcripts"), [])
            self.assertEqual(course.read(LESSON), before)

    def test_transcripts_are_written_anew_from_a_run(self):
        with SampleCourse() as course:
            course.edit("greeter.py", "hello, {name}", "good day, {name}")
            course.edit("greeter.py", "{name} came from", "{name} is here, from")
            course.edit(LESSON, "$ echo one; echo two\none\ntwo\n", "$ echo one; echo two\n")
            self.assertEqual(course.defects("--transcripts", "--update-transcripts"), [])
            lesson = course.read(LESSON)
            self.assertIn("> Ada\ngood day, Ada\n> Grace\n...\n> quit\n", lesson)
            self.assertIn("$ echo one; echo two\none\ntwo\n$ echo three\nthree\n", lesson)
            self.assertRegex(lesson, r"listening on 127\.0\.0\.1:5001\n12:34:56\.789 Ada is here, from 127")

    def test_the_declared_port_is_not_the_one_that_is_used(self):
        with SampleCourse() as course:
            course.edit("greeter.py", 'print(f"listening', 'open("port.txt", "w").write(str(port)); print(f"listening')
            self.assertEqual(course.defects("--transcripts"), [])
            self.assertNotEqual(course.read("port.txt"), "5001")

    def test_learners_copies_are_not_touched(self):
        with SampleCourse() as course:
            course.edit(LESSON, "$ echo three\nthree", '$ touch "$SBC_MY/x" && ls "$SBC_MY" && echo "$SBC_MY"\nx\nmy')
            self.assertEqual(course.defects("--transcripts"), [])
            self.assertFalse((course.root / "my").exists())

    def test_too_much_plumbing_is_refused(self):
        with SampleCourse() as course:
            course.edit(LESSON, "<!-- explains main.cpp#answer -->\n", "")
            course.edit("chapters/01-greet/chapter.json", '"main.cpp#words"', '"main.cpp"')
            defects = course.defects("--fast")
            self.assertEqual(len(defects), 1)
            self.assertIn("43 % of the stage's new lines are plumbing, more than 15 %", defects[0])

    def test_prose_that_names_nothing_is_refused(self):
        with SampleCourse() as course:
            course.edit("chapters/02-count/README.md", "counter `visitors`", "counter `guests`")
            course.edit(LESSON, "to `cout` and", "to the terminal and")
            first, second = course.defects("--fast")
            self.assertIn(f"{LESSON}:63: the paragraph below `explains main.cpp#answer` names nothing", first)
            self.assertIn("neither the paragraph before nor the one after the excerpt `greet.cpp#count`", second)

    def test_long_regions_are_refused(self):
        with SampleCourse() as course:
            many = "".join(f"    int value_{n} = {n};\n" for n in range(40))
            course.edit("chapters/02-count/greet.cpp", "    static int", many + "    static int")
            course.edit("chapters/01-greet/main.cpp", "    const int code", many + "    const int code")
            first, second = course.defects("--fast", "--update-excerpts")
            self.assertIn("`main.cpp#answer` explains 49 lines at once, more than 40", first)
            self.assertIn("the excerpt `greet.cpp#count` has 42 lines, more than 25", second)

    def test_a_broken_chapter_json_is_told_and_the_rest_is_checked(self):
        with SampleCourse() as course:
            course.edit("chapters/02-count/chapter.json", '"title": "Counting",', '"title": "Counting"')
            self.assertIn("chapters/02-count/chapter.json:3: this is not JSON", course.defects("--fast")[0])
        with SampleCourse() as course:
            course.edit("chapters/02-count/chapter.json", '"number": "02", ', "")
            self.assertIn("the field `number` is missing", course.defects("--fast")[0])

    def test_one_chapter_alone(self):
        with SampleCourse() as course:
            course.edit(LESSON, "## Run it\n", "## Running\n")
            self.assertEqual(course.check("--fast", "--chapter", "2")[0], 0)
            self.assertEqual(course.check("--fast", "--chapter", "01")[0], 1)
            self.assertIn("there is no chapter 07", course.defects("--fast", "--chapter", "07")[0])


if __name__ == "__main__":
    unittest.main()
