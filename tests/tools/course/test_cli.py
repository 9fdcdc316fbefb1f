"""The command line: every mistake is answered with what to do next."""

import contextlib
import errno
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import unittest
from unittest import mock

from sample import ROOT, SampleTest

from courselib import cli, ending
from courselib.cli import VERBS, Words
from courselib.exercises.state import State
from courselib.stages import read_stages
from courselib.usage import USAGES, Unfit, Usage


class TheCommandLine(SampleTest):
    def test_help_lists_every_verb(self):
        code, text = self.printed(cli.dispatch, self.tree, ["help"])
        self.assertEqual(code, 0)
        for verb in VERBS:
            self.assertIn(f"./course {verb.usage}", text)

    def test_each_verb_has_help_of_its_own(self):
        for verb in VERBS:
            for words in (["help", verb.name], [verb.name, "--help"]):
                code, text = self.printed(cli.dispatch, self.tree, words)
                self.assertEqual(code, 0)
                self.assertIn(f"./course {verb.usage}", text)

    def test_each_word_that_is_a_command_of_its_own_has_help_of_its_own(self):
        for usage in USAGES.values():
            verb, *word = usage.name.split()
            if not word:
                continue
            for words in (["help", verb, *word], [verb, *word, "--help"], [verb, *word, "something", "-h"]):
                code, text = self.printed(cli.dispatch, self.tree, words)
                self.assertEqual(code, 0)
                self.assertIn(usage.line, " ".join(text.split()))
                about = " ".join(text.split()).replace(f"./course {usage.line}", "")
                self.assertTrue(about, f"{usage.name} says only its usage")
                for option in usage.options:
                    self.assertIn(f" {option} ", about + " ")

    def test_help_behind_a_program_is_the_programs(self):
        self.make_programs()
        with mock.patch("courselib.programs.stage_build"), mock.patch("os.execv") as started:
            cli.dispatch(self.tree, ["run", "01", "greeter", "--help"])
        self.assertEqual(started.call_args[0][1][1:], ["--help"])

    def test_a_program_whose_window_could_not_be_built_is_told_with_what_it_needs(self):
        with mock.patch("courselib.programs.stage_build"):
            trouble = self.trouble(cli.dispatch, self.tree, ["run", "01", "greeter"])
        self.assertIn("greeter is not built here, since what its window needs", trouble.what)
        self.assertIn("tools/packages", trouble.advice)

    def test_an_unknown_verb_is_answered_with_the_nearest(self):
        trouble = self.trouble(cli.dispatch, self.tree, ["exercis"])
        self.assertIn("did you mean 'exercise'?", trouble.what)
        self.assertIn("./course help", trouble.advice)

    def test_half_of_a_command_is_answered_with_the_whole(self):
        for word, meant in (("hint", "exercise hint"), ("join", "class join")):
            self.assertIn(f"did you mean ./course {meant}?", self.trouble(cli.dispatch, self.tree, [word]).what)

    def test_an_unknown_chapter_names_those_that_exist(self):
        self.assertIn("01-greet, 02-choir", self.trouble(cli.dispatch, self.tree, ["build", "07"]).advice)
        self.assertIn("did you mean '02-choir'?", self.trouble(cli.dispatch, self.tree, ["build", "02-chior"]).what)

    def test_a_chapter_may_be_named_in_every_way(self):
        from courselib.stages import find_stage
        for word in ("1", "01", "01-greet", "greet"):
            self.assertEqual(find_stage(self.tree, word).name, "01-greet")

    def test_a_missing_an_unknown_and_a_surplus_word_tell_the_usage(self):
        for words in (["build"], ["build", "01", "02"], ["list", "--jsn"]):
            trouble = self.trouble(cli.dispatch, self.tree, words)
            self.assertEqual(trouble.code, 2)
            self.assertIn("usage: ./course " + words[0], trouble.advice)
        self.assertIn("did you mean '--json'?", self.trouble(cli.dispatch, self.tree, ["list", "--jsn"]).what)

    def test_an_unknown_program_and_failure_are_answered_with_the_nearest(self):
        self.assertIn("did you mean 'greeter'?", self.trouble(cli.dispatch, self.tree, ["run", "01", "greter"]).what)
        self.assertIn("did you mean 'rude'?", self.trouble(cli.dispatch, self.tree, ["break", "01", "rud"]).what)

    def test_run_without_a_program_names_those_of_the_stage(self):
        trouble = self.trouble(cli.dispatch, self.tree, ["run", "01"])
        self.assertEqual(trouble.code, 2)
        self.assertIn("stage 01", trouble.what)
        self.assertIn("its programs: greeter", trouble.advice)
        self.assertIn("./course run 01 greeter", trouble.advice)

    def test_a_broken_chapter_json_is_named(self):
        self.write("chapters/01-greet/chapter.json", "{")
        self.assertIn("chapters/01-greet/chapter.json", self.trouble(cli.dispatch, self.tree, ["list"]).what)

    def test_main_turns_trouble_into_an_exit_code(self):
        with mock.patch("sys.stderr"), mock.patch("signal.signal"):
            self.assertEqual(cli.main(["nonsense"]), 2)


class Signals(SampleTest):
    """Of the command as a process: what it does when it is asked to end."""

    COURSE = f"""
import sys, time
sys.path.insert(0, {str(ROOT / "tools")!r})
from courselib import cli
def dispatch(tree, words):
    try:
        print("works", flush=True)
        time.sleep(30)
    finally:
        print("cleans up", flush=True)
        sys.stdin.readline()
        print("is clean", flush=True)
cli.dispatch = dispatch
sys.exit(cli.main([]))
"""

    def started(self, before):
        child = subprocess.Popen([sys.executable, "-c", before + self.COURSE], stdin=subprocess.PIPE,
                                 stdout=subprocess.PIPE, text=True)
        self.addCleanup(child.communicate)
        self.addCleanup(child.kill)
        self.assertEqual(child.stdout.readline(), "works\n")
        return child

    def test_a_second_request_does_not_strike_the_clean_up(self):
        for number in (signal.SIGTERM, signal.SIGHUP):  # a terminal that is closed sends the latter twice
            # Also where these tests themselves were started by nohup.
            child = self.started("import signal; signal.signal(signal.SIGHUP, signal.SIG_DFL)\n")
            child.send_signal(number)
            self.assertEqual(child.stdout.readline(), "cleans up\n")
            child.send_signal(signal.SIGHUP)
            child.send_signal(signal.SIGTERM)
            self.assertEqual(child.communicate("\n", timeout=30)[0], "is clean\n")
            self.assertEqual(child.returncode, 128 + number)

    def test_what_nohup_has_started_outlives_the_terminal(self):
        child = self.started("import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN)\n")
        child.send_signal(signal.SIGHUP)
        child.send_signal(signal.SIGTERM)
        self.assertEqual(child.communicate("\n", timeout=30)[0], "cleans up\nis clean\n")
        self.assertEqual(child.returncode, 128 + signal.SIGTERM)


class Refusals(SampleTest):
    """A disk or a folder that refuses is answered as any other mistake; a defect of ours shows where it is."""

    def said(self, error):
        said = io.StringIO()
        with mock.patch.object(cli, "dispatch", side_effect=error), mock.patch("signal.signal"), \
                contextlib.redirect_stderr(said):
            code = cli.main(["list"])
        return code, said.getvalue()

    def test_a_folder_that_may_not_be_written_to_is_named_and_how_to_name_another(self):
        for number in (errno.EACCES, errno.EROFS):
            code, text = self.said(OSError(number, os.strerror(number), "/opt/course/build/logs"))
            self.assertEqual(code, 1)
            self.assertIn(f"course: /opt/course/build/logs: {os.strerror(number)}", text)
            self.assertIn("SBC_BUILD_ROOT=", text)

    def test_a_full_disk_is_told_with_what_may_be_removed(self):
        code, text = self.said(OSError(errno.ENOSPC, "No space left on device"))
        self.assertEqual(code, 1)
        self.assertIn("course: there is no room left", text)
        self.assertIn("removing build/", text)

    def test_a_file_where_a_folder_should_be_is_named(self):
        self.write("build", "not a folder")
        file = self.folder / "build"
        for refused in (file, file / "logs"):
            with self.assertRaises(OSError) as caught:
                refused.mkdir(parents=True, exist_ok=True)
            code, text = self.said(caught.exception)
            self.assertEqual(code, 1)
            self.assertIn(f"course: {file} is a file, and the course needs a folder there", text)

    def test_another_error_keeps_its_traceback(self):
        with self.assertRaises(OSError):
            self.said(OSError(errno.ENOTDIR, "Not a directory", "x"))


class TheWordsAfterAVerb(unittest.TestCase):
    def test_options_may_stand_anywhere(self):
        words = Words("break", ["--against", "05", "04", "rewrite"])
        self.assertEqual((words.value("--against"), words.next(), words.next(), words.next()),
                         ("05", "04", "rewrite", None))
        words.end()
        self.assertTrue(Words("demo", ["01", "--mine"]).flag("--mine"))
        self.assertEqual(Words("break", ["--against=05"]).value("--against"), "05")

    def test_a_command_and_its_usage_line_cannot_differ(self):
        with self.assertRaises(AssertionError):
            Words("demo", []).flag("--yours")  # is asked for, but stands nowhere
        with self.assertRaises(AssertionError):
            Words("demo", []).end()            # --mine stands in the line, but nobody has asked for it


class UsageLines(unittest.TestCase):
    def test_a_line_names_places_options_and_what_must_be_there(self):
        usage = Usage("class join WORD [NOTE] --name NICK [--only ID,ID…] [--ci | --long]")
        self.assertEqual(usage.name, "class join")
        self.assertEqual((usage.places, usage.needed_places), (["WORD", "NOTE"], ["WORD"]))
        self.assertEqual(usage.options, {"--name": "NICK", "--only": "ID,ID…", "--ci": None, "--long": None})
        self.assertEqual(usage.needed_options, ["--name"])

    def test_what_a_line_does_not_allow_is_said(self):
        usage = Usage("bake CAKE [--hot] [--for WHOM]")
        for words, said in ((["--hto"], "bake has no option --hto; did you mean '--hot'?"),
                            (["-x"], "bake has no option -x"), (["--for"], "--for needs a value after it"),
                            (["--hot=1"], "--hot takes no value"), (["--hot", "--hot"], "--hot is given twice"),
                            (["apple", "pie"], "'pie' is one word too many")):
            with self.assertRaises(Unfit) as caught:
                usage.read(words)
            self.assertEqual(str(caught.exception), said)

    def test_what_stands_behind_a_programs_name_is_left_to_it(self):
        self.assertEqual(USAGES["run"].read(["01", "server", "--port", "5001", "-x"]).plain,
                         ["01", "server", "--port", "5001", "-x"])


class Overview(SampleTest):
    def test_list_json_tells_everything_about_a_stage(self):
        code, text = self.printed(cli.dispatch, self.tree, ["list", "--json"])
        first, second = json.loads(text)
        self.assertEqual((first["number"], first["built"], first["demo"]), ("01", False, True))
        self.assertEqual([program["name"] for program in first["programs"]], ["greeter"])
        self.assertEqual(first["exercises"], [{"id": "01-greeting", "title": "Greet somebody", "state": "new"}])
        self.assertEqual(second["failures"], [])
        self.make_programs()
        self.assertTrue(json.loads(self.printed(cli.dispatch, self.tree, ["list", "--json"])[1])[0]["built"])

    def test_a_stage_is_built_although_what_its_window_needs_is_missing(self):
        self.make_programs()
        self.change("chapters/01-greet/chapter.json", programs=[{"name": "greeter"}, {"name": "view", "window": True}])
        self.assertTrue(json.loads(self.printed(cli.dispatch, self.tree, ["list", "--json"])[1])[0]["built"])
        (self.folder / "build/dev/chapters/01-greet/greeter").unlink()
        self.assertFalse(json.loads(self.printed(cli.dispatch, self.tree, ["list", "--json"])[1])[0]["built"])

    def test_the_bare_course_says_what_to_do_next(self):
        self.assertIn("./course demo ", self.printed(cli.dispatch, self.tree, [])[1])
        self.make_programs()
        text = self.printed(cli.dispatch, self.tree, [])[1]
        self.assertIn("2 of 2 stages built, 0 of 1 exercises done", text)
        self.assertIn("./course exercise 01-greeting", text)
        self.write("my/.progress.json", '{"exercises": {"01-greeting": {"attempts": 2}}}')
        self.assertIn("./course exercise hint 01-greeting", self.printed(cli.dispatch, self.tree, [])[1])

    def passed(self, *exercises):
        state = {name: {"passed": f"2026-11-2{day} 10:00:00"} for day, name in enumerate(exercises)}
        self.write("my/.progress.json", json.dumps({"exercises": state}))
        return self.printed(cli.dispatch, self.tree, [])[1]

    def test_the_last_chapter_is_no_end_while_one_exercise_is_open(self):
        for name in ("02-parting", "02-return"):
            shutil.copytree(self.folder / "exercises/01-greeting", self.folder / f"exercises/{name}")
            self.change(f"exercises/{name}/exercise.json", id=name, chapter="02")
        text = self.passed("01-greeting")
        self.assertIn("1 of 3 exercises done", text)
        self.assertIn("read chapters/02-choir/README.md", text)
        for done, left in (("02-parting", "02-return"), ("02-return", "02-parting")):
            text = self.passed("01-greeting", done)
            self.assertIn("2 of 3 exercises done", text)
            self.assertIn(f"./course exercise {left}", text)
            self.assertNotIn("Your chain", text)
            self.assertNotIn("Read on", text)

    def test_the_end_shows_what_stands_and_where_to_read_on(self):
        self.write("exercises/02-parting/exercise.json", json.dumps(
            {"id": "02-parting", "title": "Part", "chapter": "02", "file": "parting.cpp"}))
        text = self.passed("01-greeting", "02-parting")
        self.assertIn("All 2 exercises are done", text)
        self.assertIn("Your chain stands at 2 blocks", text)
        for words in ("│chapter 01 │───┤chapter 02 │", "What it is not", "./course demo 01 --mine", "./course test",
                      "chapters/02-choir/README.md"):
            self.assertIn(words, text)
        self.assertNotIn("Next:", text)
        self.assertNotIn("next chapter", text)

    def test_what_the_end_recommends_exists(self):
        for path, _ in ending.READ_ON:
            self.assertIn(path, self.printed(ending.tell, self.tree, State(self.tree), read_stages(self.tree), [])[1])
            self.assertTrue((ROOT / path).is_file(), path)
        self.assertIn("## Five files to read, in this order", (ROOT / "docs/architecture.md").read_text())
        for lesson in ROOT.glob("chapters/*/README.md"):
            self.assertIn("## How the real ones do it", lesson.read_text(), lesson)


if __name__ == "__main__":
    unittest.main()
