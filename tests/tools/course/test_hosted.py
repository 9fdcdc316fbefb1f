"""Files for services that cannot be run here: they say so, they can be read, and what they call exists."""

import importlib.util
import json
import re
import shutil
import subprocess
import unittest

from sample import ROOT

from courselib.usage import USAGES

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
SCRIPTS = [ROOT / "tools" / "gradescope" / name for name in ("setup.sh", "run_autograder")]
CONTAINER = [ROOT / ".devcontainer" / name for name in ("devcontainer.json", "Dockerfile")]
RUN = re.compile(r"^ +(?:- )?run: (.*)$", re.M)
GROUPS = re.compile(r'\$1 == "(\w+)"')


class Hosted(unittest.TestCase):
    def test_each_says_that_it_is_untested_and_so_does_the_page(self):
        self.assertEqual(len(WORKFLOWS), 2)
        page = (ROOT / "docs" / "grading.md").read_text()
        for path in (*WORKFLOWS, *SCRIPTS, *CONTAINER):
            self.assertRegex(path.read_text(), "(?i)untested", path)
            self.assertRegex(page, rf"\| \[`{re.escape(str(path.relative_to(ROOT)))}`\].*untested", path)

    def test_workflows_are_yaml(self):
        try:
            import yaml
        except ImportError:
            self.skipTest("Python's yaml is not installed")
        for path in WORKFLOWS:
            found = yaml.safe_load(path.read_text())
            self.assertTrue(found["jobs"], path)
            for job in found["jobs"].values():
                for step in job["steps"]:
                    self.assertTrue({"uses", "run"} & set(step), step)

    def test_a_students_push_starts_the_marks_and_not_the_whole_suite(self):
        suite, marks = (re.sub(r"(?m)^ *#.*\n", "", path.read_text()) for path in WORKFLOWS)  # ci.yml, classroom.yml
        events = suite.partition("\non:\n")[2].partition("\npermissions:")[0]
        self.assertEqual(events, '  push:\n    paths-ignore: ["my/**"]\n  pull_request:\n    paths-ignore: ["my/**"]')
        self.assertIn('\non:\n  push:\n    paths: ["my/**"]\n', marks)
        jobs = re.findall(r"^  \w+:\n    (.*)$", suite.partition("\njobs:\n")[2], re.M)
        ours = "vars.COURSE_REPOSITORY == '' || vars.COURSE_REPOSITORY == github.repository"
        self.assertEqual(jobs, [f"if: ${{{{ {ours} }}}}"])

    def test_what_workflows_run_is_shell_and_names_what_exists(self):
        for path in WORKFLOWS:
            lines = RUN.findall(path.read_text())
            self.assertTrue(lines, path)
            for line in lines:
                subprocess.run(["sh", "-n", "-c", line], check=True)
                first = line.split()[0].removeprefix("course/")
                self.assertTrue((ROOT / first).exists() or first in ("apt-get", "sudo", "python3"), line)
                for script in re.findall(r"course/(\S+\.py)", line):
                    self.assertTrue((ROOT / script).exists(), script)

    def test_options_of_the_grader_exist(self):
        for path in (*WORKFLOWS, *SCRIPTS):
            for call in re.findall(r"course exercise grade (.*?[^\\])$", path.read_text(), re.M | re.S):
                for option in re.findall(r"(--[a-z-]+)", call.partition("\n\n")[0].split("\nmkdir")[0]):
                    self.assertIn(f"[{option}", USAGES["exercise grade"].line, path)

    def test_container_and_packages(self):
        facts = json.loads(CONTAINER[0].read_text())
        self.assertTrue((ROOT / ".devcontainer" / facts["build"]["dockerfile"]).exists())
        groups = {line.split()[0] for line in (ROOT / "tools/packages").read_text().splitlines()
                  if line and not line.startswith("#")}
        for path in (CONTAINER[1], SCRIPTS[0]):
            self.assertLessEqual({"tool", "build", "test"}, set(GROUPS.findall(path.read_text())), path)
            self.assertLessEqual(set(GROUPS.findall(path.read_text())), groups, path)

    def test_scripts_are_shell_and_can_be_run(self):
        for path in SCRIPTS:
            subprocess.run(["sh", "-n", path], check=True)
            self.assertTrue(path.stat().st_mode & 0o100, path)
        if not shutil.which("shellcheck"):
            self.skipTest("shellcheck is not installed")
        subprocess.run(["shellcheck", *SCRIPTS, ROOT / "tools/courselib/grading/jail.sh"], check=True)

    def test_the_classroom_gets_every_mark(self):
        spec = importlib.util.spec_from_file_location("for_classroom", ROOT / "tools/gradescope/for_classroom.py")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        tests = [{"name": "a", "score": 1.0, "output": "passed"}, {"name": "b", "score": 0.0, "output": "failed"}]
        found = module.payload({"max_score": 2.0, "tests": tests})
        self.assertEqual((found["status"], found["max_score"], [test["status"] for test in found["tests"]]),
                         ("fail", 2.0, ["pass", "fail"]))


if __name__ == "__main__":
    unittest.main()
