"""verify_merkle and mine of stage 05, from the outside."""

import re
import struct
import unittest

from real_world import Judges, PATIENCE, hash256, shared, shown, target_of
from stage_programs import also_with_sanitizers

# Block 100,000 of Bitcoin, with four transactions.
HEADER = ("0100000050120119172a610421a6c3011dd330d9df07b63616c2cc1f1cd00200000000006657a9252aacd5c0b2940996ecff9522"
          "28c3067cc38d4885efb5a4ac4247e9f337221b4d4c86041b0f2b5710")
HASH = "000000000003ba27aa200b1cecaad478d2b00432346c3f1f3986da1afd33e506"
IDS = ["8c14f0db3df150123e6f3dbbf30f8b955a8249b62ac1d1ff16284aefa3d06d87",
       "fff2525b8931402dd09222c50775608f75787bd2b87e56995a7bdd30f79702c4",
       "6359f0868171b1d194cbee1af2f16ea598ae8fad666d9b012c8ed2b79a236ec4",
       "e9a66845e05d5abc0ad04ec80f774a7e585c6e8db975962d069a522137b80c1d"]


def root_of(ids):
    row = [bytes.fromhex(digits)[::-1] for digits in ids]
    while len(row) > 1:
        row += row[-1:] * (len(row) % 2)
        row = [hash256(row[at] + row[at + 1]) for at in range(0, len(row), 2)]
    return row[0]


def header_over(ids):
    """A header in hex that commits to these."""
    return (bytes(36) + root_of(ids) + bytes(12)).hex()


class Merkle(Judges):
    """Whether transactions are those of a header."""

    def lines(self, *lines):
        return self.file("".join(line + "\n" for line in lines).encode())

    def test_the_transactions_of_block_100000_lead_to_its_root(self):
        said = self.accepts("verify_merkle", self.lines(HEADER, *IDS))
        self.assertIn("block         " + HASH, said)
        self.assertIn("transactions  4", said)
        root = shown(bytes.fromhex(HEADER)[36:68])
        self.assertIn("computed      " + root, said)
        self.assertIn("in header     " + root, said)
        self.assertIn("these are the transactions of this header", said)
        self.accepts("verify_merkle", self.file("\n".join([HEADER, *IDS]).encode()))  # no newline at the end

    def test_another_list_does_not(self):
        for ids in (IDS[:-1], IDS[::-1], IDS + [HASH], [HASH]):
            self.refuses("refused: these are not the transactions of this header", "verify_merkle",
                         self.lines(HEADER, *ids))

    def test_a_repeated_tail_has_the_same_root_and_is_refused(self):
        for ids, repeated in ((IDS[:3], IDS[:3] + [IDS[2]]), ([HASH, *IDS, IDS[3][::-1]], None)):
            repeated = repeated or ids + ids[4:]
            self.assertEqual(root_of(ids), root_of(repeated))
            self.accepts("verify_merkle", self.lines(header_over(ids), *ids))
            said = self.refuses("refused: two that are alike stand side by side", "verify_merkle",
                                self.lines(header_over(ids), *repeated))
            self.assertIn("transactions  " + str(len(repeated)), said)

    def test_every_count_of_transactions_has_its_root(self):
        ids = [hash256(bytes([number])).hex() for number in range(18)]
        for count in range(1, len(ids) + 1):
            self.accepts("verify_merkle", self.lines(header_over(ids[:count]), *ids[:count]))

    def test_lines_that_make_no_sense_are_named(self):
        header, path = "expected a header, 160 hex digits", "expected a transaction's id, 64 lower-case hex digits"
        for lines, number, expected in (([], 1, header), ([HEADER[:-2], *IDS], 1, header), ([IDS[0]], 1, header),
                                        (["x" * 160, *IDS], 1, header), ([HEADER], 2, "expected a transaction's id"),
                                        ([HEADER, IDS[0], ""], 3, path), ([HEADER, IDS[0], IDS[1][1:]], 3, path),
                                        ([HEADER, *IDS, IDS[0].upper()], 6, path),
                                        ([HEADER, IDS[0] + " "], 2, path)):
            self.refuses(f"line {number}: {expected}", "verify_merkle", self.lines(*lines))
        missing = str(self.folder / "nowhere")
        self.refuses(missing + ": No such file or directory", "verify_merkle", missing)
        self.refuses("more than 10000000", "verify_merkle", self.file(b"0" * 10_000_001))

    def test_the_1851_transactions_of_block_830000_lead_to_its_root(self):
        lines = shared("block-830000.txids").decode().splitlines()
        said = self.accepts("verify_merkle", self.lines(*lines))
        self.assertIn("transactions  1851", said)
        self.refuses("these are not the transactions", "verify_merkle", self.lines(*lines[:-1]))
        self.assertEqual(len(lines) % 2, 0)  # with the header: so the last one is paired with itself
        self.refuses("two that are alike", "verify_merkle", self.lines(*lines, lines[-1]))


class Mine(Judges):
    """One block."""

    def mined(self, *words):
        said = self.accepts("mine", *words)
        header = bytes.fromhex(re.search(r"header +([0-9a-f]{160})$", said, re.M)[1])
        self.assertIn("hash      " + shown(hash256(header)), said)
        return header, said

    def test_a_block_is_found_that_meets_its_target(self):
        header, said = self.mined("you", "are", "great")
        *_, bits, nonce = struct.unpack("<I32s32sIII", header)
        self.assertEqual(bits, 0x1f00ffff)
        self.assertLessEqual(int.from_bytes(hash256(header), "little"), target_of(bits))
        self.assertIn(f"nonce     {nonce}\n", said)
        self.assertIn(f"tries     {nonce + 1} in ", said)
        self.assertIn("expected  65537 tries", said)
        transaction = re.search(r"block of  (.*)", said)[1]
        self.assertIn('"note":"you are great"', transaction)
        self.assertEqual(header[36:68], hash256(transaction.encode()))

    def test_the_same_words_make_the_same_block_and_others_another(self):
        self.assertEqual(self.mined("--bits", "207fffff", "a b")[0], self.mined("a", "b", "--bits", "207fffff")[0])
        self.assertNotEqual(self.mined("--bits", "207fffff", "a")[0], self.mined("--bits", "207fffff", "b")[0])

    def test_the_first_nonce_that_will_do_is_the_one(self):
        header, _ = self.mined("--bits", "1f7fffff", "first")
        for nonce in range(int.from_bytes(header[76:], "little")):
            tried = header[:76] + nonce.to_bytes(4, "little")
            self.assertGreater(int.from_bytes(hash256(tried), "little"), target_of(0x1f7fffff))

    def test_ctrl_c_ends_it_with_a_word(self):
        for signal in ("interrupt", "terminate"):
            miner = self.scenario.start("mine", "--bits", "1700ffff")
            miner.wait_for("expected  2\\^80 or more tries", timeout=PATIENCE)
            getattr(miner, signal)()
            self.assertEqual(miner.wait(timeout=PATIENCE), 1, miner.lines)
            self.assertRegex(miner.lines[-1], r"^stopped after \d+ tries: no block$")

    def test_mistakes_are_explained(self):
        for words, expected in ((["--bits", "1f00fff"], "--bits takes 8 hex digits"),
                                (["--bits", "1f00fffg"], "--bits takes 8 hex digits"),
                                (["--bits", "1f00ffff00"], "--bits takes 8 hex digits"),
                                (["--bits", "1f80ffff"], "its bits are not the target of any hash"),
                                (["--bits", "00000000"], "its bits are not the target of any hash"),
                                (["--bits", "ff00ffff"], "its bits are not the target of any hash"),
                                (["x" * 201], "the words have at most 200 bytes")):
            self.refuses(expected, "mine", *words, code=2)


also_with_sanitizers(globals(), Merkle, Mine)

if __name__ == "__main__":
    unittest.main()
