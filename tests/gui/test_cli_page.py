"""docs/wallet-cli.md against the program: each command's answer has the fields that the page names, of these types, and
no others."""

import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from cli_page import documented, faults  # noqa: E402
from courselib.stages import find_stage  # noqa: E402
from courselib.tree import Tree  # noqa: E402

PATIENCE = 60  # seconds


class Page(unittest.TestCase):
    def setUp(self):
        tree = Tree.here()
        self.program = tree.build / "dev" / "chapters" / find_stage(tree, "06").name / "wallet-cli"
        if not self.program.exists():
            self.skipTest(f"there is no {tree.short(self.program)}: it is not built")
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def run_cli(self, keys, *words, phrases=("correct horse",)):
        """(exit code, what it answered)"""
        environment = {key: value for key, value in os.environ.items() if key != "SBC_PASS_PHRASE"}
        done = subprocess.run([self.program, "--ledger", "ledger", "--keys", keys, "--json", "--pass-fd", "0", *words],
                              input="".join(each + "\n" for each in phrases), text=True, cwd=self.folder,
                              env=environment, timeout=PATIENCE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.assertEqual(done.stderr, "", words)
        self.assertTrue(done.stdout.endswith("}\n") and done.stdout.count("\n") == 1, done.stdout)
        return done.returncode, json.loads(done.stdout)

    def answer(self, name, *words, keys="ben", **more):
        """The command's answer, which has all that the page names and nothing else."""
        code, answer = self.run_cli(keys, *words, **more)
        self.assertEqual(code, 0, answer)
        self.assertEqual(answer.pop("command"), words[0])
        self.tried.add(name)
        self.assertEqual(faults(answer, documented()[name]), [], name)
        return answer

    def test_each_command_answers_as_the_page_says(self):
        self.tried = set()
        self.answer("status", "status")
        self.answer("create", "create")
        aiko = self.run_cli("aiko", "create")
        self.assertEqual(aiko[0], 0, aiko)
        to = self.run_cli("aiko", "address")[1]["address"]
        for _ in range(5):
            self.answer("next-block", "next-block")
        self.assertGreater(self.answer("balance", "balance")["spendable"], 10)
        own = self.answer("address", "address")["address"]
        self.answer("address --qr", "address", "--qr")
        self.answer("new", "new", "Savings")
        self.answer("rename", "rename", own, "Purse")
        self.answer("keys", "keys")
        self.answer("contact", "contact", "Aiko", to)
        self.assertEqual(self.answer("contacts", "contacts")["contacts"], [{"address": to, "name": "Aiko"}])
        self.assertEqual(self.answer("check", "check", "Aiko", "5")["address"], to)
        paid = self.answer("pay", "pay", "Aiko", "5", "--yes", "--note", "thanks")
        history = self.answer("history", "history", "--limit", "2")
        self.assertEqual((len(history["entries"]), history["total"]), (2, 6))
        self.assertEqual(history["entries"][0], {key: paid[key] for key in history["entries"][0]})
        self.assertEqual(set(history["entries"][0]), set(documented()["pay"]))
        self.answer("forget", "forget", "Aiko")
        self.answer("export", "export", "copy", phrases=("correct horse", "another"))
        self.answer("import", "import", "copy", phrases=("correct horse", "another"))
        self.answer("pass-phrase", "pass-phrase", phrases=("correct horse", "a new one"))
        self.assertEqual(self.tried, set(documented()), "tried, and on the page")

    def test_refusals_answer_as_the_page_says(self):
        code, answer = self.run_cli("ben", "balance")  # there are no keys yet
        self.assertEqual((code, set(answer)), (1, {"command", "error"}))
        self.assertEqual(self.run_cli("ben", "create")[0], 0)
        code, answer = self.run_cli("ben", "check", "Nobody", "1.5")
        self.assertEqual((code, set(answer)), (1, {"command", "error", "fields"}))
        self.assertEqual(set(answer["fields"]), {"to", "amount"})
        code, answer = self.run_cli("ben", "burn")
        self.assertEqual((code, set(answer), answer["command"]), (2, {"command", "error"}, ""))

    def test_an_answer_that_cannot_be_written_is_no_success(self):
        with open("/dev/full", "w", encoding="utf-8") as full:
            done = subprocess.run([self.program, "--ledger", "ledger", "--keys", "ben", "--json", "status"],
                                  cwd=self.folder, timeout=PATIENCE, stdout=full, stderr=subprocess.PIPE, text=True)
        self.assertEqual((done.returncode, done.stderr), (4, "The answer could not be written to standard output.\n"))

    def test_help_is_text(self):
        done = subprocess.run([self.program, "--json", "--help"], stdout=subprocess.PIPE, text=True, timeout=PATIENCE)
        self.assertEqual(done.returncode, 0)
        self.assertIn("wallet-cli", done.stdout)
        self.assertFalse(done.stdout.startswith("{"))


if __name__ == "__main__":
    unittest.main()
