"""Each kind of rot is put into a sound sample course; the checker must find it, and nothing else."""

import unittest
from concurrent.futures import ThreadPoolExecutor

from sample_course import LESSON, SampleCourse

CHAPTER = "chapters/01-greet/chapter.json"
NEW_ITEM = "- **Strings**: `std::string` owns its text.\n"

# (what rots, file, old text, new text, words of the one sentence that must come)
TEXT_ROT = (
    ("the source changes under an excerpt", "chapters/01-greet/greet.cpp", '"welcome, " + name', '"hi, " + name',
     [f"{LESSON}:55: the excerpt `greet.cpp#greeting` differs from the source in its line 2",
      'the source `return "hi, " + name;`', "--update-excerpts"]),
    ("an excerpt names a region that is gone", "chapters/01-greet/greet.hpp", "#region greeting", "#region hello",
     ["chapters/01-greet", "`greeting` ends here but never began"]),
    ("an excerpt names a file that is gone", LESSON, "excerpt greet.hpp#", "excerpt great.hpp#",
     [f"{LESSON}:46: `great.hpp#greeting` names a file that is not there"]),
    ("an excerpt is not followed by its block", LESSON, "greeting -->\n```cpp\n// What",
     "greeting -->\n\n```cpp\n// What",
     [f"{LESSON}:46: the excerpt `greet.hpp#greeting` is not directly followed by a fenced block"]),
    ("an excerpt has the wrong language", LESSON, "```cpp\n// What a", "```c++\n// What a",
     ["fenced as `c++`", "Begin it with ```cpp"]),
    ("a comment is no directive", LESSON, "<!-- explains main", "<!-- explain main", ["`explain` is not a directive"]),
    ("C++ that belongs to no file", LESSON, "Say a [greet", "```cpp\nint x;\n```\n\nSay a [greet",
     [f"{LESSON}:40: this C++ is not tied to a source file"]),
    ("a transcript that nobody runs", LESSON, "Say a [greet", "```text\n$ ls\n```\n\nSay a [greet",
     [f"{LESSON}:40: this block shows a command but is fenced as `text`"]),
    ("a section is missing", LESSON, "## Run it\n", "## Running\n", ["the section `## Run it` is missing"]),
    ("sections in the wrong order", LESSON, "## What changed\n\nEverything is new.\n", "",
     ["the section `## What changed` is missing"]),
    ("a section is empty", LESSON, "They shake hands.\n", "",
     [f"{LESSON}:102: the section `## How the real ones do it` is empty"]),
    ("too much new C++", LESSON, NEW_ITEM, NEW_ITEM * 4, ["has 5 items, more than 4"]),
    ("a new thing of C++ takes too long", LESSON, NEW_ITEM, NEW_ITEM + "  more\n" * 5,
     [f"{LESSON}:32: this item of `New C++ here` has 6 lines, more than 5"]),
    ("a line that the lesson forgot", "chapters/01-greet/main.cpp", "    return code;\n    // #endregion answer",
     "    // #endregion answer\n    return code;",
     ["chapters/01-greet/main.cpp:23: this new line is not explained in the lesson (`return code;`)"]),
    ("plumbing that is not there", CHAPTER, '"main.cpp#words"', '"main.cpp#words", "main.cpp#word"',
     [f"{CHAPTER}: the plumbing `main.cpp#word` names a region that is not in the file"]),
    ("a link to a file that is gone", "README.md", "README.md#the-code", "LESSON.md",
     ["README.md:3: the link `chapters/01-greet/LESSON.md` leads to a file that does not exist"]),
    ("a link to a heading that is gone", "README.md", "#the-idea", "#an-idea",
     ["README.md:4: the link `chapters/01-greet/README.md#an-idea` names an anchor that", "#the-idea"]),
    ("a link inside the page", LESSON, "(#the-code)", "(#the-codes)", ["`#the-codes` names an anchor"]),
    ("a link out of the repository", "README.md", "(chapters/01-greet/README.md#the-code)", "(../../etc/passwd)",
     ["leaves the repository"]),
    ("a malformed address", "README.md", "(chapters/01-greet/README.md#the-code)", "(https:/example.org)",
     ["the address `https:/example.org` is malformed"]),
    ("a link to a line of a source", "README.md", "README.md#the-code", "main.cpp#L3",
     ["line numbers do not stay true"]),
    ("a term that the glossary lacks", LESSON, "Say a [greeting](../../docs/glossary.md#greeting)",
     "Say a [greeting](../../docs/glossary.md#hello)",
     [f"{LESSON}:40", "names a term that the glossary does not have"]),
    ("a new term without its link", LESSON, "- [greeting](../../docs/glossary.md#greeting)", "- greeting",
     [f"{LESSON}:108: this new term does not lead to the glossary"]),
    ("a term without a chapter", "docs/glossary.md", "Introduced in [chapter 01]", "From [chapter 01]",
     ["docs/glossary.md:3: the term `greeting` lacks its paragraph or its chapter"]),
    ("a term without its Japanese word", "docs/glossary.md", " Japanese: あいさつ.", "",
     ["docs/glossary.md:3: the term `greeting` lacks its Japanese word"]),
    ("a term that its chapter does not introduce", "chapters/02-count/README.md",
     "- [visitor](../../docs/glossary.md#visitor)", "- [visitor](../../docs/glossary.md#greeting)",
     ["docs/glossary.md:7: chapter 02 is said to introduce `visitor` but its lesson does not link the term"]),
    ("an unsorted glossary", "docs/glossary.md", "### greeting\n", "### zeal\nMuch will.\nIntroduced in [chapter 03]"
     "(../chapters/02-count/README.md). Japanese: やる気.\n\n### greeting\n", ["the terms are not in alphabetical order"]),
    ("an exercise that sends its reader nowhere", "exercises/01-greeting/exercise.json", "#the-code", "#the-cod",
     ["exercises/01-greeting/exercise.json: `read`", "#the-code"]),
)

# Commands that nobody can type, each on a page of its own kind of mistake.
PAGE = "README.md"
COMMAND_ROT = (
    ("a command with a wrong verb", "README.md", "./course list", "./course lists",
     ["README.md:4: `./course lists` uses a verb that does not exist"]),
    ("a command for a chapter that is not written", "README.md", "./course run 01", "./course run 07",
     ["names chapter 07, which does not exist (chapters: 01, 02)"]),
    ("a command for a program that is gone", "README.md", "run 01 greeter", "run 01 greet",
     ["names a program that chapter 01 does not have: greet"]),
    ("a command for a failure that is gone", LESSON, "break 01 rude", "break 01 rod",
     ["names a failure that chapter 01 does not have: rod"]),
    ("a command for an exercise that is gone", LESSON, "./course exercise 01-greeting", "./course exercise 01-meeting",
     ["names an exercise that does not exist: 01-meeting"]),
    ("an option that is misspelt", PAGE, "demo 01 --mine", "demo 01 --mien",
     [f"{PAGE}:6: `./course demo 01 --mien` cannot be typed: demo has no option --mien; did you mean '--mine'"]),
    ("an option of another command", PAGE, "docs --open", "docs --mine", ["docs has no option --mine"]),
    ("an option behind a second word", PAGE, "--junit FILE", "--juni FILE", ["exercise grade has no option --juni"]),
    ("an option without its value", PAGE, "--junit FILE", "--junit", ["--junit needs a value after it"]),
    ("one word too many", PAGE, "docs --open", "docs open", ["'open' is one word too many"]),
    ("a second word that is none", PAGE, "class host maths", "class hots maths",
     ["says what class does not know: hots; did you mean 'host'"]),
    ("a class with a name that it cannot have", PAGE, "host maths", "host Maths1", ["cannot have: Maths1"]),
    ("a word that joins no class", PAGE, "join WORD", "join maths", ["what is no word of a class: maths"]),
    ("a needed word that is missing", PAGE, "exercise reset 01-greeting", "exercise reset",
     [f"{PAGE}:13: `./course exercise reset` lacks ID"]),
    ("a failure against a chapter that does not cure it", PAGE, "--against 02", "--against 01",
     ["tries a failure against chapter 01, but its cure is in 02"]),
    ("a failure that nothing cures", PAGE, "break 01 late --against", "break 01 rude --against",
     ["tries a failure against chapter 02, but its cure is in none"]),
    ("chapters that are compared backwards", PAGE, "diff 01\n02", "diff 02\n01",
     ["names chapter 01 where a later one than 02 must stand"]),
    ("a demo that the chapter does not have", PAGE, "demo 01 --mine", "demo 02",
     ["plays a demo that chapter 02 does not have"]),
    ("a demo that has no place for your files", "exercises/01-greeting/exercise.json", '"seam"', '"same"',
     [f"{PAGE}:6", "plays your files in chapter 01, which has a place for none"]),
    ("an option that the program does not have", PAGE, "greeter --loud", "greeter --laud",
     ["names an option that greeter does not have: --laud; did you mean '--loud'"]),
    ("an option that the program has lost", "chapters/01-greet/main.cpp", '"--loud"', '"--soft"',
     [f"{PAGE}:6", "names an option that greeter does not have: --loud"]),
    ("a part that the tests do not have", PAGE, "--only site", "--only sites",
     ["a part that ./course test does not have: sites; did you mean 'site'"]),
    ("a measurement that nobody makes", PAGE, "./course bench`", "./course bench greetings`",
     ["neither in bench.json nor among the exercises: greetings"]),
    ("a file of the course that is gone", PAGE, "exercises/01-greeting/exercise.json", "exercises/01-greeting/a.cpp",
     [f"{PAGE}:15", "names a file that does not exist: exercises/01-greeting/a.cpp"]),
    ("a command inside another one", PAGE, "$(./course run 01 greeter ask)", "$(./course run 01 greet ask)",
     [f"{PAGE}:14: `./course run 01 greet ask` names a program"]),
    ("a command behind another one", PAGE, "; ./course list >", "; ./course lits >",
     [f"{PAGE}:14: `./course lits` uses a verb"]),
    ("an open quotation", PAGE, "greet 5001 \"$NAME\"", "greet 5001 \"$NAME", ["that is not closed"]),
)

# The same for rot that only a real run finds.
RUN_ROT = (
    ("a program says something else", "greeter.py", "hello, {name}", "good day, {name}",
     [f"{LESSON}:73: `./course run 01 greeter ask` did not say `hello, Ada`; it said `good day, Ada`",
      "--update-transcripts"]),
    ("a program says less", "greeter.py", 'print("goodbye")', "pass",
     [f"{LESSON}:77: `./course run 01 greeter ask` should say `goodbye` but says nothing more"]),
    ("a program says more", LESSON, "$ echo one; echo two\none\ntwo\n", "$ echo one; echo two\none\n",
     [f"{LESSON}:84: `echo one; echo two` says more than the page shows: `two`"]),
    ("a background program says something else", "greeter.py", "{name} came", "{name} was here",
     [f"{LESSON}:11: `./course run 01 greeter serve 5001`", "it said `<time> Ada was here from"]),
    ("a background program never says that it is ready", "greeter.py", "listening on", "waiting at",
     [f"{LESSON}:10: `./course run 01 greeter serve 5001` did not say `listening on 127.0.0.1:5001`"]),
    ("a program does not end", LESSON, "> quit\ngoodbye\n", "",
     [f"{LESSON}:70: `./course run 01 greeter ask` did not end within 20 s", "`background`"]),
    ("a program crashes after the right words", LESSON, "$ echo three\nthree",
     "$ ./course run 01 greeter fail\nthis will not end well",
     [f"{LESSON}:87: `./course run 01 greeter fail` says more than the page shows: `Segmentation fault`"]),
    ("a command that does not exist", LESSON, "$ echo three", "$ ecco three",
     [f"{LESSON}:87: `ecco three` should say `three` but says"]),
    ("two programs in one terminal", LESSON, "<!-- session visit terminal 2 -->", "<!-- session visit terminal 1 -->",
     [f"{LESSON}:16: the terminal is still busy with `./course run 01 greeter serve 5001`"]),
    ("output without a command", LESSON, "$ echo one; echo two\none", "one",
     [f"{LESSON}:82: this block shows output but nothing runs in its terminal"]),
    ("a session directive with a wrong word", LESSON, "<!-- session talk -->", "<!-- session talk backgrund -->",
     [f"{LESSON}:68: the session directive has a word that means nothing here: backgrund"]),
    ("a rule that nobody declared", LESSON, "<!-- session talk -->", "<!-- session talk keep noise -->",
     ["keeps a rule that does not exist (rules: colours,"]),
    ("a session directive without a block", LESSON, "<!-- session talk -->\n", "<!-- session talk -->\n\nWell:\n\n",
     [f"{LESSON}:68: this session directive is not followed by a console block"]),
)


class Canaries(unittest.TestCase):
    def expect(self, defects, words):
        if not any("not explained in the lesson" in word for word in words):  # a lost excerpt also uncovers its lines
            defects = [defect for defect in defects if "not explained in the lesson" not in defect]
        self.assertEqual(len(defects), 1, "\n".join(defects) or "nothing was found")
        for word in words:
            self.assertIn(word, defects[0])
        self.assertRegex(defects[0], r"^[\w./-]+(:\d+(-\d+)?)?: .*\. [A-Z`].*\.$", "a file, a line, what, what to do")

    def test_the_sample_is_sound(self):
        with SampleCourse() as course:
            code, lines = course.check()
            self.assertEqual((code, course.defects("--fast")), (0, []), "\n".join(lines))
            self.assertRegex(lines[-1], r"^\d{2,3} passed, 0 failed$")
            self.assertEqual(lines[0], "01-greet: 28 new lines, 89 % explained, 11 % plumbing, 0 missing")
            self.assertEqual(lines[1], "02-count: 2 new lines, 100 % explained, 0 % plumbing, 0 missing")

    def test_rot_of_the_text_is_found(self):
        self.find(TEXT_ROT, "--fast")

    def test_rot_of_a_command_is_found(self):
        self.find(COMMAND_ROT, "--fast")

    def test_rot_of_a_command_in_a_translation_is_found(self):
        for page in ("README.ja.md", "chapters/01-greet/README.ja.md"):
            with SampleCourse() as course:
                (course.root / page).write_text("# あいさつ\n\n`./course lits`\n", encoding="utf-8")
                found = [defect for defect in course.defects("--fast") if "uses a verb that does not exist" in defect]
                self.assertEqual([defect.split(":")[:2] for defect in found], [[page, "3"]])

    def test_rot_of_the_transcripts_is_found(self):
        self.find(RUN_ROT, "--transcripts")

    def find(self, rot, option):
        def defects_after(edit):
            with SampleCourse() as course:
                course.edit(*edit[1:4])
                return course.defects(option)

        with ThreadPoolExecutor(8) as together:  # most of the time is spent in waiting
            for case, defects in zip(rot, together.map(defects_after, rot)):
                with self.subTest(case[0]):
                    self.expect(defects, case[4])

    def test_a_defect_makes_the_exit_code_1_and_is_counted(self):
        with SampleCourse() as course:
            course.edit("README.md", "./course list", "./course lists")
            code, lines = course.check("--fast")
            self.assertEqual(code, 1)
            self.assertRegex(lines[-1], r"^\d+ passed, 1 failed$")


if __name__ == "__main__":
    unittest.main()
