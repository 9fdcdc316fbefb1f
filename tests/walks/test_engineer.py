"""An engineer's hour: the five files of docs/architecture.md, what graduated, and a node of another language that joins a
network as docs/protocol.md says. (The benches run in a part of their own.)"""

import json
import os
import re
import subprocess
import sys
import unittest

from walk import PATIENCE, PASS_PHRASE, ROOT, START, Walk

FEW_LINES = 300  # of a file that is read in one go


class Engineer(Walk):
    def test_from_the_first_file_to_a_node_of_another_language(self):
        self.reads_the_five_files()
        self.sees_what_graduated()
        self.joins_with_python()

    def reads_the_five_files(self):
        page = (ROOT / "docs/architecture.md").read_text()
        section = page.partition("## Five files to read, in this order")[2].partition("\n## ")[0]
        files = [ROOT / "docs" / name for name in re.findall(r"\]\((\.\./common/\S+?)\)", section)]
        self.assertGreaterEqual(len(files), 5)
        for file in files:
            self.assertLess(len(file.read_text().splitlines()), FEW_LINES, file)

    def sees_what_graduated(self):
        said = self.types("diff", "01")
        self.assertIn("common/net/frame", said)
        self.assertRegex(self.types("diff", "06", "07"), r"\d+ lines")
        stages = json.loads(self.types("list", "--json"))
        self.assertEqual([stage["number"] for stage in stages], [f"{number:02}" for number in range(1, 9)])

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
                              text=True, timeout=PATIENCE, env={**os.environ, "SBC_PASS_PHRASE": PASS_PHRASE}, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout


if __name__ == "__main__":
    unittest.main()
