"""The programs of stage 08, as they are: letters by hand, letters by post, a note that one reads alone."""

import importlib.util
import json
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from letter_programs import PATIENCE, Stage  # noqa: E402
from stage_programs import also_with_sanitizers  # noqa: E402

from courselib.trouble import Trouble  # noqa: E402

BREAK = Path(__file__).resolve().parents[3] / "chapters" / "08-encrypted-messages" / "break"
WORD = "meet me at the well"
COIN = "00" * 31 + "01:0"


class ByHand(Stage):
    def letter(self, *words, code=0):
        return self.run_to_end("letter", *words, code=code)[-1]

    def test_a_letter_is_sealed_for_a_card_and_opened_by_its_owner_alone(self):
        card = self.letter("card", "ben")
        letter = self.letter("seal", "--from", "ann", "--to", card, WORD)
        self.assertNotIn(WORD, letter)
        self.assertEqual(self.letter("open", "ben", letter), f"from ann: {WORD}")
        self.assertRegex(self.letter("open", "carol", letter, code=1), "^refused: the seal is broken")

    def test_a_letter_in_which_a_digit_is_another_one_is_refused(self):
        letter = self.letter("seal", "--from", "ann", "--to", "ben", WORD)
        fields = json.loads(letter)
        for field in ("sealed", "key"):
            digit = fields[field][10]
            other = "0" if digit != "0" else "1"
            altered = letter.replace(fields[field], fields[field][:10] + other + fields[field][11:])
            self.assertRegex(self.letter("open", "ben", altered, code=1), "^refused: ")
        later = letter.replace(str(fields["until"]), str(fields["until"] + 1))
        self.assertRegex(self.letter("open", "ben", later, code=1), "^refused: the seal is broken")

    def test_nobody_seals_for_a_card_that_its_owner_has_not_signed(self):
        card = self.letter("card", "ben")
        key = json.loads(self.letter("card", "mallory"))["key"]
        forged = card.replace(json.loads(card)["key"], key)
        self.assertRegex(self.letter("seal", "--from", "ann", "--to", forged, WORD, code=1),
                         "^refused: the owner of the address has not signed this card")
        self.assertRegex(self.letter("seal", "--from", "ann", "--to", "{}", WORD, code=1), "^refused: ")

    def test_a_letter_from_nobody_or_to_nobody_is_not_sealed(self):
        for words in ((), ("--from", "ann"), ("--to", "ben"), ("--from", "ann", "--to", "")):
            self.assertIn("say who writes, with --from NAME, and to whom", self.letter("seal", *words, WORD, code=2))

    def test_the_note_of_a_payment_is_read_by_the_one_who_is_paid(self):
        payment = self.run_to_end("sign", "ann", "--coin", COIN, "--worth", "100", "--to", "ben", "--amount", "5",
                                  "--note", WORD)[-1]
        self.assertNotIn(WORD, payment)
        self.assertEqual(self.letter("note", "ben", payment), f"the note says: {WORD}")
        self.assertRegex(self.letter("note", "carol", payment, code=1), "^refused: ")
        self.assertRegex(self.letter("note", "ben", payment.replace('"index":0', '"index":1'), code=1), "^refused: ")
        address = self.run_to_end("sign", "ben")[-1]
        self.run_to_end("sign", "ann", "--coin", COIN, "--worth", "100", "--to", address, "--amount", "5", "--note",
                        WORD, code=2)
        public = self.run_to_end("sign", "ann", "--coin", COIN, "--worth", "100", "--to", address, "--amount", "5",
                                 "--note", WORD, "--app", "engraved")[-1]
        self.assertEqual(json.loads(public)["note"], {"app": "engraved", "text": WORD})


class ByPost(Stage):
    def test_a_letter_waits_at_all_nodes_for_its_recipient_and_his_receipt_comes_back(self):
        first = self.node()
        second = self.node(first)
        ben = self.desk("ben", second)
        self.stop(ben)
        ann = self.desk("ann", first)
        ann.type(f"/write ben {WORD}")
        self.hears(ann, "the letter is held for ben")
        ben = self.desk("ben", second)
        self.hears(ben, f"^from ann: {WORD}$")
        self.hears(ann, f"^delivered to ben: {WORD}$")
        for node in (first, second):
            self.assertFalse(any(WORD in line for line in node.lines))
        self.stop(ben)
        ben = self.desk("ben", first)  # the receipt has been everywhere
        self.assertRegex(self.hears(ben, "the mailbox is ours; letters in it: (.*)")[1], "^0$")

    def test_a_letter_outlives_the_node_at_which_it_was_handed_in(self):
        first = self.node()
        second = self.node(first)
        ben = self.desk("ben", second)
        self.stop(ben)
        ann = self.desk("ann", first)
        ann.type(f"/write ben {WORD}")
        self.hears(ann, "the letter is held for ben")
        self.until(lambda: sum("passing on" in line for line in second.lines) == 3)  # two cards, and the letter
        first.kill()
        first.wait()
        ben = self.desk("ben", second)
        self.hears(ben, f"^from ann: {WORD}$")
        # Ann has heard of the other node, moves there, hands it in again and is shown the receipt.
        self.hears(ann, f"connected to core {second.address}")
        self.hears(ann, f"^delivered to ben: {WORD}$")
        ben.type("/letters")
        self.hears(ben, "letters that have come: 1,")

    def test_who_renews_his_card_still_reads_what_was_sealed_for_the_old_one(self):
        node = self.node()
        ben, ann = self.desk("ben", node), self.desk("ann", node)
        ann.type("/write ben one")
        self.hears(ann, "delivered to ben: one")
        ben.type("/renew")
        ann.type("/write ben two")  # ann still has the old card
        self.hears(ben, "^from ann: two")
        self.hears(ann, "delivered to ben: two")

    def test_a_letter_to_who_has_no_card_waits_and_is_told(self):
        node = self.node()
        ann = self.desk("ann", node)
        ann.type(f"/write ben {WORD}")
        self.hears(ann, "nobody knows a card of ben")
        ann.type("/write nobody-at-all x")
        self.hears(ann, "this is no address, and nobody's name")
        ann.type("/letters")
        self.hears(ann, "letters that have come: 0, that wait for a receipt: 1")

    def test_a_letter_that_cannot_be_sealed_is_refused_and_does_not_wait(self):
        node = self.node()
        ann = self.desk("ann", node)
        self.stop(self.desk("ben", node))
        ann.type("/write ben " + '"' * 2_500)  # each of them takes two bytes inside
        self.hears(ann, "not written: the text is too long to be sealed")
        ann.type("/letters")
        self.hears(ann, "letters that have come: 0, that wait for a receipt: 0")

    def test_an_engraving_is_told_by_a_node_when_a_block_has_it(self):
        address = self.run_to_end("sign", "ann")[-1]
        node = self.node(options=("--address", address, "--block-every", "0", "--empty-blocks"))
        self.hears(node, "^block 4 ")
        node.type("balance " + address)
        coin = node.wait_for(r"coin (\S+) of 100, mined in block 1$", timeout=PATIENCE)[1]
        payment = self.run_to_end("sign", "ann", "--coin", coin, "--worth", "100", "--to", "ann", "--amount", "5",
                                  "--note", "ann was here", "--app", "engraved")[-1]
        node.type("say " + payment)
        self.hears(node, "waits for a block")
        height = int(node.wait_for(r"^block (\d+)", timeout=PATIENCE)[1])
        node.wait_for(f"^block {height + 2} ", timeout=PATIENCE)
        node.type("engraved")
        node.wait_for(f"{address[:9]}.*ann was here", timeout=PATIENCE)
        node.type("say " + payment)
        self.hears(node, "^not taken, ")


class Gathering(Stage):
    """Nodes that wait before they mine, so that more payments come into a block."""

    def test_who_ends_a_node_need_not_wait_for_it(self):
        address = self.run_to_end("sign", "ann")[-1]
        node = self.node(options=("--address", address, "--block-every", "3600000", "--empty-blocks"))
        self.stop(node)

    def test_payments_that_come_all_the_time_do_not_keep_a_block_away(self):
        address = self.run_to_end("sign", "ann")[-1]
        mines = ("--address", address, "--block-every")
        node = self.node(data="node", options=(*mines, "0", "--empty-blocks"))
        self.hears(node, "^block 9 ")
        self.stop(node)
        node = self.node(data="node", options=(*mines, "3000"))
        node.type("balance " + address)
        node.wait_for(r"^balance \d+", timeout=PATIENCE)
        coins = [line.split()[1] for line in node.lines if line.startswith("  coin ")]
        height = int(self.hears(node, r"node: at block (\d+)")[1])
        for coin in coins[:6]:
            node.type("say " + self.run_to_end("sign", "ann", "--coin", coin, "--worth", "100", "--to", "ben",
                                               "--amount", "5")[-1])
            node.wait_for("^waits for a block", timeout=PATIENCE)
            if self.is_heard(node, f"^block {height + 1} ", within=1.5):
                return
        self.fail("\n".join(node.lines))

    @staticmethod
    def is_heard(process, words, within):
        try:
            process.wait_for(words, timeout=within, from_start=True)
        except Trouble:
            return False
        return True


class Copies(unittest.TestCase):
    def test_a_letter_that_can_be_read_is_found_among_those_that_mallory_has_kept(self):
        spec = importlib.util.spec_from_file_location("metadata", BREAK / "metadata.py")
        script = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(script)
        with tempfile.TemporaryDirectory() as folder:
            copies = Path(folder) / "copies"
            sealed = [b"\x17" * 40, script.WORDS.encode() + b" 7"]
            copies.write_text("".join(json.dumps({"sealed": each.hex()}) + "\n" for each in sealed))
            self.assertEqual(script.texts_in(copies), (2, 1))
            copies.write_text(json.dumps({"sealed": "", "text": script.WORDS}) + "\n")
            self.assertEqual(script.texts_in(copies), (1, 1))


class Observing(Stage):
    def test_what_keeps_an_observer_from_beginning_is_said(self):
        for words, code, says in ((("--copies", str(self.folder / "not" / "there")), 1, "this file cannot be written"),
                                  (("--core", "nowhere"), 2, '"nowhere" has no port'),
                                  (("--spacing", "0"), 2, "a spacing has 1 to 86,400 seconds")):
            self.assertIn(says, self.run_to_end("observer", *words, code=code)[-1])


class Tricks(Stage):
    def test_each_trick_works_where_one_thing_is_forgotten_and_nowhere_else(self):
        for name in ("directory", "replay", "bent", "mailbox", "forwarded", "dice"):
            with self.subTest(name):
                self.assertRegex(self.run_to_end("tricks", name)[-1], "^succeeded: ")
                self.assertRegex(self.run_to_end("tricks", name, "--ours")[-1], "^refused: ")
        self.run_to_end("tricks", "magic", code=2)


also_with_sanitizers(globals(), ByHand, ByPost, Gathering, Tricks)

if __name__ == "__main__":
    unittest.main()
