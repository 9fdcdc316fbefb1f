"""./course before Python: what it installs, and what it says."""

import os
import resource
import shutil
import subprocess
import unittest

from bootstrap_kit import Bootstrap
from sample import ROOT


class Installing(Bootstrap):
    def test_with_everything_there_it_hands_over_at_once(self):
        self.have("python3", "g++")
        self.write("usr/include/asio.hpp", "")
        code, out, err = self.course("build", "01")
        self.assertEqual((code, err, self.calls()), (0, "", []))
        self.assertTrue(out.rstrip().endswith("tools/course.py build 01"), out)

    def test_a_link_and_a_relative_path_lead_to_the_course(self):
        self.have("python3")
        links = self.folder / "my links"
        links.mkdir()
        (links / "learn").symlink_to("../course")
        (links / "again").symlink_to(links / "learn")
        (links / self.folder.name).mkdir()  # what CDPATH would find
        for folder, called in (("/", links / "learn"), (links, "again"), (links, "./again"),
                               (self.folder.parent, f"{self.folder.name}/course")):
            done = subprocess.run([self.sh, called, "list"], cwd=folder, stdin=subprocess.DEVNULL, text=True,
                                  capture_output=True, timeout=60,
                                  env={"PATH": str(self.bin), "CDPATH": str(links), "SBC_SYSROOT": str(self.folder)})
            self.assertEqual((done.returncode, done.stderr), (0, ""))
            self.assertTrue(done.stdout.endswith(f" {self.folder}/tools/course.py list\n"), done.stdout)

    def test_words_are_handed_over_as_they_are(self):
        self.fake("python3", 'shift 3; for word; do echo "[$word]"; done\n')
        self.assertEqual(self.course("list", "a b", "", "*")[1], "[list]\n[a b]\n[]\n[*]\n")

    def test_a_minimal_machine_gets_python_and_only_what_the_verb_needs(self):
        code, out, err = self.course("list")
        self.assertEqual((code, self.installed()), (0, ["python3"]))
        self.assertIn("installing, this once: python3", err)
        self.assertIn("course.py list", out)

    def test_a_build_also_gets_compiler_and_libraries_and_what_is_optional(self):
        self.course("build", "01")
        self.assertEqual(self.installed(), ["python3", "g++", "libasio-dev", "ccache"])
        self.assertTrue((self.folder / "build/packages-installed").exists())

    def test_the_groups_of_each_verb(self):
        for words, package in ((["test"], "catch2"), (["exercise"], "catch2"), (["exercise", "01-x"], "catch2"),
                               (["bench"], "catch2"), (["test", "--ci"], "libclang-rt"), (["demo"], "libasio-dev"),
                               (["break", "01"], "g++"), (["run", "01", "p", "--help"], "g++"),
                               (["class", "host", "x"], "g++")):
            self.folder.joinpath("calls").unlink(missing_ok=True)
            for path in ("usr/include/asio.hpp", "usr/include/catch2", "usr/lib", "bin/g++"):
                target = self.folder / path
                shutil.rmtree(target, ignore_errors=True) if target.is_dir() else target.unlink(missing_ok=True)
            self.course(*words)
            self.assertIn(package, self.installed(), words)

    def test_the_site_needs_mkdocs_and_its_theme_and_no_compiler(self):
        self.course("docs")
        self.assertEqual(self.installed(), ["python3", "mkdocs", "a-theme"])
        self.assertEqual(self.course("docs", "--open")[2], "")  # the second time nothing is missing

    def test_ci_gets_the_browser_that_looks_at_the_site_too(self):
        self.course("test", "--ci")
        self.assertLessEqual({"mkdocs", "a-theme", "chromium"}, set(self.installed()))
        self.assertFalse({"mkdocs", "chromium"} & set(self.installed_by("test")))

    def test_only_the_long_test_makes_another_debian(self):
        self.assertNotIn("debootstrap", self.installed_by("test", "--ci"))
        self.assertLessEqual({"debootstrap", "chromium"}, set(self.installed_by("test", "--long")))

    def installed_by(self, *words):
        """What a command installs on a machine that has nothing."""
        (self.folder / "calls").unlink(missing_ok=True)
        for name in ("mkdocs", "chromium", "g++", "python3"):
            (self.bin / name).unlink(missing_ok=True)
        self.course(*words)
        return self.installed()

    def test_looking_needs_python_only(self):
        self.have("python3")
        for words in ([], ["list"], ["diff", "01", "02"], ["help"], ["nonsense"], ["exercise", "list"],
                      ["exercise", "hint"], ["exercise", "solution", "x"], ["test", "--help"], ["class"],
                      ["class", "host", "--help"], ["docs", "--help"]):
            self.assertEqual(self.course(*words)[0], 0)
        self.assertEqual(self.calls(), [])

    def test_the_lists_are_fetched_only_when_a_package_is_unknown(self):
        self.course("list")
        self.assertIn(" update", self.calls()[0])
        (self.folder / "calls").unlink()
        self.course("build")
        self.assertEqual(len(self.calls()), 1)
        self.assertIn(" install -y --no-install-recommends g++", self.calls()[0])

    def test_a_stale_list_is_fetched_again(self):
        self.write("lists", "")
        self.write("stale", "")
        code, _, err = self.course("list")
        self.assertEqual((code, [call.split()[3] for call in self.calls()]), (0, ["install", "update", "install"]))
        self.assertIn("once more", err)

    def test_without_a_network_the_reason_is_shown(self):
        self.write("no-network", "")
        code, _, err = self.course("list")
        self.assertEqual(code, 1)
        self.assertIn("Is there a network?", err)
        self.assertIn("Temporary failure resolving", err)

    def test_a_library_that_only_dpkg_knows_is_not_installed_again(self):
        self.have("python3", "g++")
        self.write("installed", "libasio-dev\n")
        self.assertEqual(self.course("build")[0], 0)
        self.assertEqual(self.calls(), [])

    def test_optional_packages_alone_are_no_reason_to_install(self):
        self.have("python3", "g++")
        self.write("usr/local/include/asio.hpp", "")
        self.course("build")
        self.assertEqual(self.calls(), [])

    def test_ci_spares_nothing(self):
        self.have("python3", "g++")
        self.write("usr/include/asio.hpp", "")
        code, _, err = self.course("test", "--ci")
        self.assertEqual(code, 1)
        self.assertIn("packages that are not installed: fonts-none", err)

    def test_without_apt_it_says_exactly_what_to_install(self):
        (self.bin / "apt-get").unlink()
        code, out, err = self.course("build")
        self.assertEqual((code, out), (1, ""))
        self.assertIn("sudo apt-get install --no-install-recommends python3 g++ libasio-dev\n", err)
        self.assertIn("headers: python3 g++ asio.hpp", err)

    def test_without_the_right_to_use_apt_it_says_so(self):
        self.fake("id", "echo 1000\n")
        code, _, err = self.course("list")
        self.assertEqual((code, self.calls()), (1, []))
        self.assertIn("there is no sudo", err)
        self.fake("sudo", "exit 1\n")
        self.assertIn("without a password", self.course("list")[2])

    def test_with_sudo_apt_runs_as_root(self):
        self.fake("id", "echo 1000\n")
        self.fake("sudo", 'echo "sudo $*" >>"$FAKE/calls"\ntest "$1" != -n || shift\nexec "$@"\n')
        self.have("true")
        self.assertEqual(self.course("list")[0], 0)
        self.assertTrue(any(call.startswith("sudo env DEBIAN_FRONTEND=noninteractive") for call in self.calls()))

    def test_what_apt_could_not_bring_is_named(self):
        self.fake("apt-get", "exit 0\n")
        code, _, err = self.course("list")
        self.assertEqual(code, 1)
        self.assertIn("still missing although apt-get was content", err)

    def test_it_is_quick_when_nothing_is_missing(self):
        self.have("python3", "g++")
        self.write("usr/include/asio.hpp", "")
        spent = []
        for _ in range(3):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            self.course("build")
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        self.assertLess(min(spent), 0.05)  # of processor time: what else the machine does must not matter


class ThePackageList(unittest.TestCase):
    def test_each_line_is_complete_and_its_group_known(self):
        text = (ROOT / "course").read_text()
        for line in (ROOT / "tools/packages").read_text().splitlines():
            if line.strip() and not line.startswith("#"):
                group, package, probe, *more = line.split()
                self.assertIn(group, ("tool", "build", "window", "test", "ci", "fuzz", "bench", "site", "browser",
                                      "fresh"))
                self.assertIn(group, text)
                self.assertRegex(probe, r"^(cmd|header|file):\S+$")
                self.assertIn(more, ([], ["optional"], ["spared"]))

    def test_the_scripts_can_be_executed(self):
        for name in ("course", ".ci/run"):
            self.assertTrue(os.access(ROOT / name, os.X_OK))


if __name__ == "__main__":
    unittest.main()
