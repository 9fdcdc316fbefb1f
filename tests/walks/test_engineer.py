"""An engineer's hour: the five files of docs/architecture.md and what the page says is in them, the commands of
CONTRIBUTING.md that one types first, what graduated, and a node of another language that joins a network as
docs/protocol.md says. (The benches run in a part of their own.)"""

import json
import os
import re
import subprocess
import sys
import unittest

from walk import PASS_PHRASE, PATIENCE, ROOT, START, Walk

FEW_LINES = 300  # of a file that is read in one go
ITEM = re.compile(r"^(\d)\. (.*?)(?=^\d\. |\Z)", re.M | re.S)
LINK = re.compile(r"\[`([^`]+)`\]\((\S+)\)")
CODE = re.compile(r"`(\w+)(\(\))?`")
EVENTS = re.compile(r"([\w, ]+?) +──► +CoreNode +──►")


class Engineer(Walk):
    def test_from_the_first_file_to_a_node_of_another_language(self):
        self.reads_the_five_files()
        self.reads_what_goes_in_and_what_comes_out()
        self.sees_what_graduated()
        self.tries_what_a_contributor_types()
        self.joins_with_python()

    # -- docs/architecture.md -------------------------------------------------------------------

    def reads_the_five_files(self):
        """In their order none needs a later one, and what an item names is declared in its file, for everybody."""
        page = (ROOT / "docs/architecture.md").read_text()
        section = page.partition("## Five files to read, in this order")[2].partition("\n## ")[0]
        items = ITEM.findall(section)
        self.assertEqual([number for number, _ in items], list("12345"))
        order = [path for _, item in items for _, path in LINK.findall(item)]
        for number, item in items:
            links = LINK.findall(item)
            files = [(ROOT / "docs" / path).resolve() for _, path in links]
            for (name, path), file in zip(links, files):
                self.assertTrue(path.endswith(name) and file.is_file(), path)
                self.assertLess(len(file.read_text().splitlines()), FEW_LINES, file)
                later = [other.partition("common/")[2] for other in order[order.index(path) + 1:]]
                self.assertFalse(set(included(file)) & set(later), file)
            text = "\n".join(public(file) for file in files)
            named = {name: bool(call) for name, call in CODE.findall(LINK.sub("", item))}
            for name, call in named.items():
                self.assertRegex(text, rf"\b{name}\(" if call else rf"\b(class|struct|enum class|using) {name}\b", item)
            for file in files:
                self.assertIn(main_type(file), named, item)

    def reads_what_goes_in_and_what_comes_out(self):
        """The drawing of a node: its events are functions of node and application, its actions those that there are."""
        page = (ROOT / "docs/architecture.md").read_text()
        drawing = next(block for block in page.split("```") if EVENTS.search(block))
        application = re.search(r"published, [a-z_, ]+", drawing)[0]
        for names, file in ((EVENTS.search(drawing)[1], "core_node.hpp"), (application, "application.hpp")):
            self.assertGreaterEqual(names.count(","), 4)
            for name in (*names.split(","), "deadline"):
                self.assertRegex(public(ROOT / "common/p2p" / file), rf"\b{name.strip()}\(", file)
        node = (ROOT / "common/p2p/node.hpp").read_text()
        alternatives = re.search(r"using Action = std::variant<([^>]*)>", node)[1]
        self.assertEqual(set(re.findall(r"\b[A-Z]\w+", drawing)) - {"CoreNode", "Application"},
                         set(re.findall(r"\w+", alternatives)))

    def sees_what_graduated(self):
        said = self.types("diff", "01")
        self.assertIn("common/net/frame", said)
        self.assertRegex(self.types("diff", "06", "07"), r"\d+ lines")
        stages = json.loads(self.types("list", "--json"))
        self.assertEqual([stage["number"] for stage in stages], [f"{number:02}" for number in range(1, 9)])

    # -- CONTRIBUTING.md ------------------------------------------------------------------------

    def tries_what_a_contributor_types(self):
        """What takes seconds. (Of ./course test two parts: the others are what this walk is one of.)"""
        self.stands_on_the_page("./course test ", "./course break NN NAME", "./course exercise ID --with PATH",
                                "python3 tools/lessons/check.py --chapter 01 --fast")
        self.assertRegex(self.types("test", "--only", "help"), r"(?m)^ *budgets ")
        self.assertRegex(self.types("test", "--only", "budgets").splitlines()[-1], r"^\d+ passed, 0 failed")
        self.assertTrue(self.types("break", "01", "split").splitlines()[-1].startswith("failure shown: "))
        checked = subprocess.run([sys.executable, "tools/lessons/check.py", "--chapter", "01", "--fast"], cwd=ROOT,
                                 capture_output=True, text=True, timeout=PATIENCE, check=False)
        self.assertEqual(checked.returncode, 0, checked.stdout + checked.stderr)
        self.tries_the_exercise_of_the_page()

    def tries_the_exercise_of_the_page(self):
        """Step 5 of "Add an exercise": the solution, then each wrong file, in the words that the page's example has."""
        folder = ROOT / "exercises/01-frame-decoder"
        facts = json.loads((folder / "exercise.json").read_text())
        self.types("exercise", facts["id"], "--with", str(folder / "solution"))
        for name, diagnosis in facts["wrong"].items():
            said = self.types("exercise", facts["id"], "--with", str(folder / "wrong" / name), code=1)
            self.assertIn(f"✗ {diagnosis['test']}", said)
            self.assertIn(diagnosis["says"], " ".join(said.split()))

    def stands_on_the_page(self, *lines):
        page = " ".join((ROOT / "CONTRIBUTING.md").read_text().split())
        for line in lines:
            self.assertIn(line, page)

    # -- docs/protocol.md -----------------------------------------------------------------------

    def joins_with_python(self):
        """The node in Python keeps its headers by itself, and is given what it can prove."""
        keys = str(self.my / "python.keys")
        address = self.python("--keys", keys, "create").strip()
        node = self.course("node", "run", "07", "node", "--data", str(self.my / "node"), "--address", address,
                           "--block-every", "0", "--empty-blocks")
        core = node.wait_for(r"listening on (127\.0\.0\.1:\d+)", START, from_start=True)[1]
        node.wait_for(r"block 4 ", PATIENCE, from_start=True)
        said = self.python("--core", core, "--keys", keys, "balance")
        self.assertGreater(int(re.search(r"^balance (\d+)", said, re.M)[1]), 0, said)
        self.assertRegex(self.python("--core", core, "--keys", keys, "headers"), r"(?m)^4 [0-9a-f]{64} time \d+ bits")
        node.interrupt()
        self.assertEqual(node.wait(START), 0, node.lines)

    def python(self, *words):
        done = subprocess.run([sys.executable, ROOT / "tests/interop/light_node.py", *words], capture_output=True,
                              text=True, timeout=PATIENCE, check=False,
                              env={**os.environ, "SBC_PASS_PHRASE": PASS_PHRASE})
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout


# -- what a reader of a header sees -------------------------------------------------------------


def included(file):
    return re.findall(r'^#include "(\S+)"', file.read_text(), re.M)


def public(file):
    """Its declarations without comments, and without what is private."""
    code = re.sub(r"//.*", "", file.read_text())
    return re.sub(r"^private:.*?^};", "};", code, flags=re.M | re.S)


def main_type(file):
    """The one that has the file's name; else its first class."""
    names = re.findall(r"^(?:class|using|struct) (\w+)", public(file), re.M)
    own = "".join(word.capitalize() for word in file.stem.split("_"))
    return own if own in names else re.search(r"^class (\w+)", public(file), re.M)[1]


if __name__ == "__main__":
    unittest.main()
