"""What is said when a header does not compile alone."""
import os
import subprocess
import sys
import unittest

TOOL = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..", "tools", "checks", "header_alone.py")


def run(script):
    """Runs the tool with a compiler that is this script."""
    return subprocess.run([sys.executable, TOOL, sys.executable, "-c", script, "-DSBC_HEADER=common/net/frame.hpp"],
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


class HeaderAloneTest(unittest.TestCase):
    def test_a_header_that_compiles_is_passed_over_in_silence(self):
        done = run("pass")
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""))

    def test_a_warning_is_shown(self):
        self.assertIn("warning: odd", run("print('a.hpp:1:1: warning: odd')").stdout)

    def test_a_failure_is_a_sentence_with_the_first_error(self):
        done = run("import sys; print('In file included\\na.hpp:3:1: error: no string\\na.hpp:4:1: error: more');"
                   "sys.exit(1)")
        self.assertEqual(done.returncode, 1)
        self.assertEqual(done.stderr.splitlines(), [
            "common/net/frame.hpp does not compile on its own: add the includes it needs.",
            "  a.hpp:3:1: error: no string"])

    def test_what_is_no_text_in_the_compilers_words_hides_no_error(self):
        done = run(r"import os, sys; os.write(1, b'a.hpp:3:1: error: \x90\xda\n'); sys.exit(1)")
        self.assertIn("common/net/frame.hpp does not compile on its own", done.stderr)
        self.assertIn("a.hpp:3:1: error: ", done.stderr)

    def test_a_missing_header_is_a_fatal_error(self):
        done = run("import sys; print('a.hpp:3:1: fatal error: gone.hpp: No such file'); sys.exit(1)")
        self.assertIn("fatal error: gone.hpp", done.stderr)


if __name__ == "__main__":
    unittest.main()
