"""./course before Python: the window is installed where that is possible, and spared where it is not."""

import unittest

from bootstrap_kit import Bootstrap


class TheWindow(Bootstrap):
    def test_the_window_is_installed_from_chapter_06_on_and_a_font_that_nobody_has_is_not_missed(self):
        self.have("python3", "g++")
        self.write("usr/include/asio.hpp", "")
        self.course("run", "05", "mine")
        self.assertEqual(self.calls(), [])
        code, out, err = self.course("run", "06", "wallet")
        self.assertEqual((code, self.installed()), (0, ["libimgui"]))
        self.assertIn("going on without fonts-none", err)
        self.assertIn("course.py run 06 wallet", out)
        self.assertEqual(self.course("run", "06", "wallet")[2], "")  # said once

    def test_a_class_has_a_window_too(self):
        self.have("python3", "g++")
        self.write("usr/include/asio.hpp", "")
        self.assertEqual(self.course("class", "join", "x")[0], 0)
        self.assertEqual(self.installed(), ["libimgui"])

    def test_without_the_window_everything_else_goes_on(self):
        self.have("python3", "g++")
        self.write("usr/include/asio.hpp", "")
        self.write("no-imgui", "")
        code, out, err = self.course("demo", "06")
        self.assertEqual(code, 0)
        self.assertIn("going on without libimgui fonts-none", err)
        self.assertIn("course.py demo 06", out)
        calls = len(self.calls())
        self.assertEqual((self.course("demo", "06")[2], len(self.calls())), ("", calls))

    def test_who_may_not_install_is_told_once_and_goes_on_without_the_window(self):
        self.have("python3", "g++")
        self.write("usr/include/asio.hpp", "")
        self.fake("id", "echo 1000\n")
        code, _, err = self.course("demo", "06")
        self.assertEqual((code, self.calls()), (0, []))
        self.assertIn("there is no sudo", err)
        self.assertEqual(self.course("demo", "06")[2], "")

    def test_the_newest_demo_has_one_also_with_ones_own_files(self):
        self.have("python3", "g++")
        self.write("usr/include/asio.hpp", "")
        self.assertEqual(self.course("demo", "--mine")[0], 0)
        self.assertEqual(self.installed(), ["libimgui"])


if __name__ == "__main__":
    unittest.main()
