"""The wallet-cli of stage 08 at its nodes: cards, letters and engravings of alice and bob, and what goes wrong."""

import json
import re
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "gui"))

from cli_page import documented, faults  # noqa: E402
from letter_programs import PATIENCE, Stage  # noqa: E402
from stage_programs import also_with_sanitizers  # noqa: E402

PASS_PHRASE = {"SBC_PASS_PHRASE": "only for these tests"}
NOBODY = "127.0.0.1:1"
WORD = "meet me at the well"
WORDS = r"^words +((?:\w+ ){7}\w+)$"
KEPT = "no core has it yet. It goes out whenever this wallet runs: do not write it a second time"


class WithWallets(Stage):
    programs = ("node", "sign", "wallet-cli")

    def setUp(self):
        super().setUp()
        self.core = NOBODY
        self.addresses = {name: self.person(name) for name in ("alice", "bob")}

    def begin(self, *options):
        """A node with a post office."""
        self.core = self.node(options=options).address

    def begin_with_coins(self):
        """The same, which mines for alice; she can spend some."""
        node = self.node(options=("--address", self.addresses["alice"], "--block-every", "0", "--empty-blocks"))
        self.hears(node, "^block 4 ")
        self.core = node.address

    def start(self, name, *words, patience=PATIENCE):
        options = ("--core", self.core, "--keys", str(self.folder / name), "--patience", str(patience))
        process = self.scenario.start("wallet-cli", *options, *words, env=PASS_PHRASE)
        process.asked_to_end = True  # its exit code is no accident
        return process

    def wallet(self, name, *words, code=0, patience=PATIENCE):
        """All that wallet-cli says, on standard error too: how far it is, if it takes long."""
        process = self.start(name, *words, patience=patience)
        self.assertEqual(process.wait(timeout=2 * PATIENCE), code, process.lines)
        return "\n".join(process.lines)

    def answer(self, name, *words, **more):
        """What it answers as JSON."""
        return json.loads(self.wallet(name, *words, "--json", **more))

    def person(self, name):
        self.wallet(name, "create")
        return self.wallet(name, "address").splitlines()[-1]

    def know_each_other(self):
        """Each has a name for the other, and bob has a card; its words."""
        self.wallet("alice", "contact", "Bob", self.addresses["bob"])
        self.wallet("bob", "contact", "Alice", self.addresses["alice"])
        return self.words_in(self.wallet("bob", "card"))

    def words_in(self, text):
        return re.search(WORDS, text, re.MULTILINE)[1]


class Letters(WithWallets):
    def test_a_letter_waits_for_a_card_goes_out_and_is_delivered(self):
        self.begin()
        self.wallet("alice", "contact", "Bob", self.addresses["bob"])
        kept = self.wallet("alice", "write", "Bob", WORD, code=3, patience=1)
        self.assertIn("waiting (nobody knows a card of this address", kept)
        self.assertIn(KEPT, kept)
        self.wallet("bob", "card")
        self.wallet("alice", "find", "Bob")
        self.until(lambda: "to Bob, " in (said := self.wallet("alice", "letters")) and ": on its way\n" in said)
        came = self.wallet("bob", "letters")
        self.assertRegex(came, r"from sb1\w+…\w+, .*\n    " + WORD)
        self.until(lambda: ": delivered\n    " + WORD in self.wallet("alice", "letters", "Bob"))

    def test_who_waits_for_delivery_is_told_when_the_recipient_has_it(self):
        self.begin()
        self.know_each_other()
        waits = self.start("alice", "write", "Bob", WORD, "--wait")
        self.until(lambda: WORD in self.wallet("bob", "letters"))
        self.assertEqual(waits.wait(timeout=PATIENCE), 0, waits.lines)
        self.assertRegex("\n".join(waits.lines), "(?m)^to Bob, .*: delivered$")

    def test_words_that_are_read_out_count_until_the_key_is_another_one(self):
        self.begin()
        words = self.know_each_other()
        found = self.wallet("alice", "find", "Bob")
        self.assertEqual(self.words_in(found), words)
        self.assertRegex(found, r"state +not compared")
        self.assertIn(f"{words}\nThe words of Bob are the right ones.", self.wallet("alice", "compared", "Bob"))
        self.assertRegex(self.wallet("alice", "cards"), f"(?m)^Bob +compared +{words}$")
        self.wallet("alice", "write", "Bob", "sealed for the old key")
        others = self.words_in(self.wallet("bob", "card", "renew"))
        self.assertNotEqual(others, words)
        self.assertIn("The key of Bob is another one now.", self.wallet("alice", "find", "Bob"))
        self.assertRegex(self.wallet("alice", "cards"), f"(?m)^Bob +changed: compare again +{others}$")
        warned = self.wallet("alice", "write", "Bob", WORD)
        self.assertIn("The key of Bob is another one than before.", warned)
        self.assertIn(others, warned)
        came = self.wallet("bob", "letters")
        self.assertIn("sealed for the old key", came)
        self.assertIn(WORD, came)
        self.wallet("alice", "compared", "Bob")
        self.assertNotIn("another one", self.wallet("alice", "write", "Bob", "you it is"))
        self.wallet("alice", "compared", "Bob", "no")
        self.assertIn("not compared", self.wallet("alice", "cards"))

    def test_what_is_forgotten_is_gone_here_alone(self):
        self.begin()
        self.know_each_other()
        self.wallet("alice", "write", "Bob", WORD)
        self.wallet("alice", "forget-letters", "Bob")
        self.assertIn("no cards yet", self.wallet("alice", "cards"))
        self.assertIn("no letters yet", self.wallet("alice", "letters"))
        self.assertIn(WORD, self.wallet("bob", "letters"))


class Engravings(WithWallets):
    def test_what_alice_engraves_bob_reads_and_sees_proven(self):
        self.begin_with_coins()
        self.wallet("bob", "contact", "Alice", self.addresses["alice"])
        self.assertIn("nothing is engraved yet", self.wallet("bob", "engraved"))
        self.wallet("alice", "name", "Alice the First", "--yes")
        self.assertIn("for everybody and for ever", self.wallet("alice", "engrave", "alice was here", "--yes"))
        self.wallet("alice", "engrave", "and here", "--fee", "3", "--yes")
        proven = r"^Alice, (“Alice the First” )?sb1\w+…\w+, block \d+, .*\n    "
        self.until(lambda: len(re.findall(proven, self.wallet("bob", "engraved"), re.MULTILINE)) == 2)
        newest = self.answer("bob", "engraved", "--limit", "1")
        self.assertEqual((newest["total"], len(newest["engravings"])), (2, 1))
        self.assertEqual(newest["engravings"][0]["address"], self.addresses["alice"])
        self.assertEqual(newest["engravings"][0]["state"], "verified")
        self.assertGreater(newest["engravings"][0]["height"], 4)
        self.assertIn("1 of 2; --limit N shows more", self.wallet("bob", "engraved", "--limit", "1"))


class Mistakes(WithWallets):
    def refused(self, name, *words, says, code=1, patience=PATIENCE):
        with self.subTest(words):
            self.assertIn(says, self.wallet(name, *words, code=code, patience=patience))

    def test_what_is_no_letter_or_no_engraving_is_refused_with_advice(self):
        self.begin()
        self.know_each_other()
        bob = self.addresses["bob"]
        self.refused("alice", "write", "Bob", " ", says="Nothing was written. Write something first.")
        self.refused("alice", "write", "Bob", "x" * 3001,
                     says="A letter has at most 3,000 bytes, and this one has 3,001: send it in two.")
        self.refused("alice", "write", "Carol", WORD, says="No contact is called “Carol”")
        self.refused("alice", "write", bob[:-1], WORD, says="An address has 61 characters, and this text 60")
        wrong = bob[:-1] + ("q" if bob[-1] != "q" else "p")
        self.refused("alice", "write", wrong, WORD, says="Character 61 is probably wrong")
        self.refused("alice", "compared", "Bob", "yes", code=2, says='It is "compared NAME" or "compared NAME no".')
        self.refused("alice", "card", "renwe", code=2, says='It is "card" or "card renew".')
        self.refused("alice", "engrave", "x" * 281, "--yes", says="at most 280 bytes, and this one has 281")
        self.refused("alice", "engrave", " ", says="Nothing was engraved. Write something first.")
        self.refused("alice", "engrave", "here", "--yes",
                     says="It is paid from your first address, " + self.addresses["alice"])
        self.refused("carol", "letters", says="There are no keys yet in")

    def test_nobody_engraves_without_having_been_asked(self):
        self.begin_with_coins()
        self.refused("alice", "engrave", "here", code=2, says="say so with --yes")
        self.assertIn("nothing is engraved yet", self.wallet("alice", "engraved"))

    def test_who_has_no_card_cannot_be_found_nor_compared(self):
        self.begin()
        self.refused("alice", "find", self.addresses["bob"], patience=1,
                     says="its owner has to open his wallet once where cores carry letters")
        self.refused("alice", "compared", self.addresses["bob"], says="Nothing was noted.")

    def test_without_a_core_a_letter_is_kept_and_all_else_says_who_does_not_answer(self):
        self.core = NOBODY
        self.refused("alice", "write", self.addresses["bob"], WORD, code=3, says=KEPT, patience=2)
        for words in (("letters",), ("find", self.addresses["bob"]), ("engraved",), ("engrave", "here", "--yes")):
            self.refused("alice", *words, says="No core answers. " + NOBODY, patience=2)


class Answers(WithWallets):
    """docs/wallet-cli.md, its section about letters and engravings."""

    def checked(self, name, command, *words):
        """What is answered: the fields that the page names, and no others."""
        answer = self.answer(name, command, *words)
        self.assertEqual(answer.pop("command"), command)
        self.assertEqual(faults(answer, {**self.page["all"], **self.page[command]}), [], command)
        self.tried.add(command)
        return answer

    def test_each_command_answers_as_the_page_says(self):
        self.page = documented(network=True)
        self.tried = {"all", "status", "name"}  # test_wallets.py of chapter 07
        self.begin_with_coins()
        self.know_each_other()
        card = self.checked("bob", "card")
        self.assertEqual((card["address"], card["sequence"]), (self.addresses["bob"], 1))
        found = self.checked("alice", "find", "Bob")
        self.assertEqual((found["words"], found["state"]), (card["words"], "not compared"))
        self.assertEqual(self.checked("alice", "compared", "Bob")["words"], card["words"])
        cards = self.checked("alice", "cards")["cards"]
        del found["warnings"]
        self.assertEqual(cards, [{**found, "state": "compared"}])
        written = self.checked("alice", "write", "Bob", WORD)
        self.assertEqual((written["card"], written["state"], written["text"]), ("compared", "on its way", WORD))
        self.checked("bob", "card", "renew")
        self.checked("alice", "find", "Bob")
        self.assertEqual(self.checked("alice", "write", "Bob", WORD)["card"], "changed")
        letters = self.checked("bob", "letters")
        self.assertEqual((letters["total"], {each["state"] for each in letters["letters"]}), (2, {"received"}))
        self.assertEqual(set(letters["letters"][0]), set(self.page["write"]) - {"card"})
        engraved = self.checked("alice", "engrave", "alice was here", "--yes")
        self.assertEqual((engraved["note"], engraved["kind"]), ("alice was here", "to myself"))
        shown = self.checked("bob", "engraved")["engravings"]
        self.assertEqual(set(shown[0]), {"address", "height", "label", "state", "text", "when"})
        self.checked("alice", "forget-letters", "Bob")
        self.assertEqual(self.tried, set(self.page), "tried, and on the page")


also_with_sanitizers(globals(), Letters, Engravings)

if __name__ == "__main__":
    unittest.main()
