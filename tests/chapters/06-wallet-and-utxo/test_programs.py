"""The programs of stage 06 as they are: a wallet from its first key to its last point, each command a run of its own.

They are tried from every build folder that has them: dev, asan, tsan. With a sanitizer each run also proves that it
had nothing to say.
"""

import json
import os
import re
import subprocess
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from stage_programs import SANITIZER, StageTest, also_with_sanitizers  # noqa: E402

PATIENCE = 60  # seconds; sanitizers on a busy machine are slow
PHRASE = "only for these tests"


class Stage(StageTest):
    number = "06"
    programs = ("wallet-cli",)

    def run_program(self, name, *words, phrase=PHRASE, **variables):
        environment = {key: value for key, value in os.environ.items()
                       if key not in ("DISPLAY", "WAYLAND_DISPLAY", "SBC_PASS_PHRASE")}
        environment |= {"NO_COLOR": "1", "LC_ALL": "C.UTF-8", **variables}
        if phrase:
            environment["SBC_PASS_PHRASE"] = phrase
        done = subprocess.run([self.paths[name], *words], cwd=self.folder, env=environment, timeout=PATIENCE,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.assertNotRegex(done.stderr, SANITIZER)
        return done

    def does(self, who, *words, **more):
        """A command that succeeds; what it says."""
        done = self.run_program("wallet-cli", "--ledger", "ledger", "--keys", who, *words, **more)
        self.assertEqual(done.returncode, 0, f"{words}: {done.stdout}{done.stderr}")
        return done.stdout

    def is_refused(self, who, *words, says, **more):
        done = self.run_program("wallet-cli", "--ledger", "ledger", "--keys", who, *words, **more)
        self.assertEqual(done.returncode, 1, f"{words}: {done.stdout}{done.stderr}")
        self.assertIn(says, done.stdout + done.stderr)


class Wallets(Stage):
    def test_a_payment_from_the_first_key_to_the_history(self):
        self.does("ben", "create")
        ben = self.does("ben", "address").strip()
        self.assertRegex(ben, r"^sb1[02-9ac-hj-np-z]{58}$")
        self.does("ann", "create")
        for _ in range(4):
            self.does("ann", "next-block")
        self.does("ann", "contact", "ben", ben)
        self.does("ann", "pay", "ben", "30", "--note", "ありがとう", "--yes")
        balance = json.loads(self.does("ann", "balance", "--json"))
        self.assertEqual((balance["spendable"], balance["leaving"], balance["maturing"]), (169, 31, 200))
        self.does("ann", "next-block")
        (entry,) = json.loads(self.does("ben", "history", "--json"))["entries"]
        self.assertEqual((entry["kind"], entry["amount"], entry["state"], entry["note"]),
                         ("received", 30, "confirmed", "ありがとう"))
        self.assertIn("ありがとう", self.does("ben", "history"))

    def test_each_mistake_has_its_own_words_and_changes_nothing(self):
        self.does("ann", "create")
        before = (self.folder / "ann").read_bytes()
        self.is_refused("ann", "create", says="There are keys already")
        self.is_refused("ann", "keys", says="not its pass phrase", phrase="a guess")
        self.is_refused("ann", "pay", "sb1q", "5", "--yes", says="to: ")
        self.is_refused("nobody", "balance", says="")
        self.assertEqual((self.folder / "ann").read_bytes(), before)
        (self.folder / "ann").write_bytes(before[:-10])
        self.is_refused("ann", "balance", says="The end is missing")
        (self.folder / "ann").write_bytes(before.replace(b'"salt":"', b'"salt":"0', 1))
        self.is_refused("ann", "balance", says="not what was written")

    def test_a_copy_of_the_keys_makes_a_wallet_on_a_new_machine(self):
        self.does("ann", "create")
        self.does("ann", "new", "savings")
        self.does("ann", "export", "copy")
        self.is_refused("restored", "import", "copy", says="not its pass phrase", phrase="a guess")
        self.does("restored", "import", "copy")
        for label in ("mine", "savings"):
            self.assertEqual(self.does("restored", "address", label), self.does("ann", "address", label))

    def test_a_file_that_is_no_ledger_stays_as_it_is(self):
        self.does("ann", "create")
        for name, text in (("notes", "Dear ben,\nuntil tomorrow"), ("copy", (self.folder / "ann").read_text())):
            (self.folder / name).write_text(text)
            done = self.run_program("wallet-cli", "--ledger", name, "--keys", "ann", "next-block")
            self.assertEqual(done.returncode, 1)
            self.assertIn(f"{name} is no ledger", done.stderr)
            self.assertEqual((self.folder / name).read_text(), text)

    def test_a_path_that_no_file_can_have_is_refused_with_a_sentence(self):
        long = "a" * 300
        for words in (("--ledger", long, "--keys", "ann"), ("--ledger", "ledger", "--keys", long)):
            done = self.run_program("wallet-cli", *words, "create")
            self.assertEqual(done.returncode, 1, done.stderr)
            self.assertIn("such a long name cannot be", done.stderr)

    def test_keys_and_ledger_are_files_that_others_cannot_read_or_bend(self):
        self.does("ann", "create")
        self.does("ann", "next-block")
        self.assertEqual((self.folder / "ann").stat().st_mode & 0o777, 0o600)
        ledger = self.folder / "ledger"
        ledger.write_text(ledger.read_text().replace('"amount":100', '"amount":999'))
        self.is_refused("ann", "balance", says="line 2: a miner may take 100 here")


class Others(Stage):
    def test_without_a_display_the_window_names_the_program_that_needs_none(self):
        if not self.paths["wallet"].exists():
            self.skipTest("the window's libraries are not installed")
        done = self.run_program("wallet")
        self.assertEqual(done.returncode, 1)
        self.assertIn("wallet-cli", done.stdout + done.stderr)

    def test_every_program_of_the_stage_says_what_it_can_do(self):
        for name in ("wallet-cli", "wallet", "rules"):
            if self.paths[name].exists():
                done = self.run_program(name, "--help")
                self.assertEqual(done.returncode, 0, name)
                self.assertTrue(done.stdout.strip(), name)

    def test_a_payment_by_hand_is_accepted_once_it_is_right(self):
        done = self.run_program("payment")
        self.assertEqual(done.returncode, 0)
        verdicts = re.findall(r"(accepted|refused)", done.stdout)
        self.assertEqual(verdicts, ["refused", "refused", "refused", "accepted", "refused", "refused"])


also_with_sanitizers(globals(), Wallets, Others)

if __name__ == "__main__":
    unittest.main()
