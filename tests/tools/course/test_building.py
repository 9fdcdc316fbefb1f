"""Building: ninja's output becomes one line of progress, and a failure is shown once."""

import contextlib
import io
import shutil
import subprocess
import sys
import threading
import time
import unittest
from unittest import mock

from sample import SampleTest

from courselib import building
from courselib.building import Build, NinjaOutput, cmake_message, locked, short_step

FAILED_BUILD = """[1/3] Building CXX object CMakeFiles/a.dir/a.cpp.o
a.cpp:1: warning: unused
[2/3] Building CXX object CMakeFiles/a.dir/b.cpp.o
FAILED: CMakeFiles/a.dir/b.cpp.o
/usr/bin/c++ -c b.cpp
b.cpp:1:1: error: what is this?
    1 | ?
[3/3] Linking CXX executable a
ninja: build stopped: subcommand failed.
"""
CMAKE_SAYS = """-- The compiler is here
CMake Warning at x: never mind
-- more
CMake Error at CMakeLists.txt:3 (message):
  The library asio is not installed.

  Install it.

-- Configuring incomplete, errors occurred!
"""


class ReadingNinja(unittest.TestCase):
    def test_steps_failures_and_remarks_are_told_apart(self):
        output = NinjaOutput()
        for line in FAILED_BUILD.splitlines():
            output.feed(line)
        self.assertEqual((output.done, output.total), (3, 3))
        self.assertEqual(output.failed, [("CMakeFiles/a.dir/b.cpp.o",
                                          ["b.cpp:1:1: error: what is this?", "    1 | ?"])])
        self.assertEqual([said for _, said in output.remarks], [["a.cpp:1: warning: unused"]])

    def test_a_step_is_told_in_a_word(self):
        self.assertEqual(short_step("Building CXX object x/CMakeFiles/y.dir/frame.cpp.o"), "compiling frame.cpp")
        self.assertEqual(short_step("Linking CXX executable chapters/01/server"), "linking server")
        self.assertEqual(short_step("Re-checking globbed directories..."), "looking for new files")

    def test_of_cmakes_words_the_errors_are_shown(self):
        self.assertEqual(cmake_message(CMAKE_SAYS).splitlines()[1], "  The library asio is not installed.")
        self.assertNotIn("never mind", cmake_message(CMAKE_SAYS))
        self.assertEqual(cmake_message("no such preset"), "no such preset")


@unittest.skipUnless(shutil.which("ninja"), "ninja is not installed")
class RunningNinja(SampleTest):
    def setUp(self):
        super().setUp()
        self.build = Build(self.tree, "dev", progress=False)
        self.rules("touch $out")
        self.write("build/dev/course-configured.json", self.build._stamp())

    def rules(self, command):
        self.write("build/dev/build.ninja", f"rule r\n  command = {command}\nbuild a: r\nbuild b: r a\n")

    def test_a_build_counts_its_steps(self):
        self.assertEqual((self.build.build("b").ok, self.build.build("b").text), (True, ""))

    def test_a_failure_is_shown_once_with_paths_as_typed_and_the_log_kept(self):
        self.rules(f"echo {self.folder}/x.cpp: error; exit 1")
        trouble = self.trouble(self.build.need, "b")
        self.assertEqual(trouble.what.count("x.cpp: error"), 1)
        self.assertIn("\nx.cpp: error", trouble.what)
        self.assertIn("build/logs/dev.log", trouble.advice)
        self.assertIn("exit 1", self.build.log.read_text())

    def test_an_unknown_target_configures_again(self):
        with mock.patch.object(Build, "configure_again") as again:
            self.assertFalse(self.build.build("nonsense").ok)
        again.assert_called_once()

    def test_after_an_installation_folders_are_configured_again(self):
        self.assertTrue(self.build.configured)
        import os
        self.write("build/packages-installed", "")
        os.utime(self.tree.build / "packages-installed", (time.time() + 5, time.time() + 5))
        self.assertFalse(self.build.configured)

    def test_other_options_and_a_moved_repository_configure_again(self):
        self.assertFalse(Build(self.tree, "dev", options=["-DX=1"], progress=False).configured)
        self.write("build/dev/CMakeCache.txt", "CMAKE_HOME_DIRECTORY:INTERNAL=/elsewhere\n")
        self.assertTrue(self.build._moved())
        self.write("build/dev/CMakeCache.txt", f"CMAKE_HOME_DIRECTORY:INTERNAL={self.folder}\n")
        self.assertFalse(self.build._moved())

    def test_a_folder_that_was_moved_alone_is_not_taken_for_what_it_was(self):
        self.write("build/dev/CMakeCache.txt", f"CMAKE_CACHEFILE_DIR:INTERNAL={self.tree.build}/dev\n")
        self.assertTrue(self.build.configured)
        self.write("build/dev/CMakeCache.txt", "CMAKE_CACHEFILE_DIR:INTERNAL=/tmp/build/dev\n")
        self.assertFalse(self.build.configured)

    def test_after_a_move_an_old_cmake_begins_anew_as_well(self):
        self.write("build/dev/CMakeCache.txt", "CMAKE_HOME_DIRECTORY:INTERNAL=/elsewhere\n")
        self.write("build/dev/CMakeFiles/old", "")
        self.write("bin/cmake", "#!/bin/sh\ncase \" $* \" in *--fresh*) echo 'CMake Error: Unknown argument'; exit 1 ;; "
                   "esac\n", executable=True)
        with mock.patch.dict("os.environ", PATH=str(self.folder / "bin") + ":/usr/bin:/bin"):
            self.build.configure()
        self.assertTrue(self.build.configured)
        self.assertEqual(list(self.build.folder.glob("CMake*")), [])

    def test_cmakes_message_is_shown(self):
        (self.tree.build / "dev/course-configured.json").unlink()
        self.write("bin/cmake", "#!/bin/sh\necho 'CMake Error: no compiler'\nexit 1\n", executable=True)
        with mock.patch.dict("os.environ", PATH=str(self.folder / "bin") + ":/usr/bin:/bin"):
            trouble = self.trouble(self.build.build)
        self.assertIn("CMake Error: no compiler", trouble.what)

    def test_without_cmake_it_says_so(self):
        (self.tree.build / "dev/course-configured.json").unlink()
        with mock.patch.dict("os.environ", PATH="/nonexistent"):
            self.assertIn("cmake is not installed", self.trouble(self.build.build).what)

    def test_two_at_a_time_wait_for_each_other(self):
        code = (f"import sys; sys.path.insert(0, {str(building.__file__).rsplit('/', 2)[0]!r})\n"
                "from courselib.building import locked\nfrom pathlib import Path\n"
                f"with locked(Path({str(self.folder)!r})):\n    print('in', flush=True); sys.stdin.readline()\n")
        first = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.assertEqual(first.stdout.readline(), "in\n")
        second = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                  stderr=subprocess.PIPE, text=True)
        self.assertIn("waiting for it", second.stderr.readline())
        first.communicate("go\n", timeout=10)
        self.assertEqual(second.communicate("go\n", timeout=10)[0], "in\n")

    def test_the_lock_may_be_taken_twice_by_one(self):
        with locked(self.folder), locked(self.folder):
            pass

    def test_two_parts_of_one_command_wait_for_each_other(self):
        order, until = [], time.monotonic() + 30

        def second():
            with locked(self.folder):
                order.append("second")

        with contextlib.redirect_stderr(io.StringIO()) as said, locked(self.folder):
            other = threading.Thread(target=second)
            other.start()
            while not (order or said.getvalue()) and time.monotonic() < until:
                time.sleep(0.01)
            order.append("first")
        other.join(30)
        self.assertEqual(order, ["first", "second"])
        self.assertIn("waiting for it", said.getvalue())


if __name__ == "__main__":
    unittest.main()
