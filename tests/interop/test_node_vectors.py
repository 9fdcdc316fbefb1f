"""The messages of full nodes in docs/protocol.md (section 20), checked by an implementation that shares no code with
ours: Python's json, struct and hashlib. The C++ side is tests/common/node/message_vectors.hpp."""
import json
import re
import struct
import unittest

from protocol_page import ROOT, canonical, hash256, section, shown, vectors

CPP = ROOT / "tests/common/node/message_vectors.hpp"


class NodeVectors(unittest.TestCase):
    def setUp(self):
        self.of_kind = {}
        for text in vectors("node-07"):
            message = json.loads(text)
            self.of_kind.setdefault(message["kind"], []).append(message)
        self.block = self.of_kind["block"][0]["block"]
        self.header = bytes.fromhex(self.block["header"])
        self.genesis = bytes.fromhex(vectors("header-80")[0])

    def test_there_is_a_canonical_vector_for_each_kind_of_the_table(self):
        table = section(20)[:section(20).index("**Announce.**")]
        self.assertEqual(sorted(self.of_kind), sorted(re.findall(r"^\| \*(\w+)\* \|", table, re.M)))
        for text in vectors("node-07"):
            self.assertEqual(canonical(json.loads(text)), text)

    def test_the_block_stands_on_the_genesis_block_and_holds_the_coinbase(self):
        version, previous, root, time, bits, _ = struct.unpack("<I32s32sIII", self.header)
        coinbase = vectors("transaction-06")[0]
        self.assertEqual(self.block["transactions"], [json.loads(coinbase)])
        self.assertEqual((version, previous, root), (1, hash256(self.genesis), hash256(coinbase.encode())))
        self.assertEqual((time, bits), (1767225600 + 5, 0x1f00ffff))

    def test_the_block_has_the_work_that_the_tip_says(self):
        target = 0x00ffff << 8 * (0x1f - 3)
        self.assertLessEqual(int.from_bytes(hash256(self.header), "little"), target)
        tip = self.of_kind["tip"][0]
        self.assertEqual((tip["tip"], tip["height"]), (shown(hash256(self.header)), 1))
        self.assertEqual(int(tip["work"], 16), 2**256 // (target + 1))

    def test_the_other_messages_speak_of_this_block_and_of_the_payment(self):
        name = shown(hash256(self.header))
        self.assertEqual(self.of_kind["get_headers"][0]["locator"], [name, shown(hash256(self.genesis))])
        self.assertEqual([message["headers"] for message in self.of_kind["headers"]], [[self.header.hex()], []])
        self.assertEqual(self.of_kind["coming"][0]["header"], self.header.hex())
        self.assertEqual(self.of_kind["get_blocks"][0]["hashes"], [name])
        self.assertEqual(self.of_kind["no_block"][0]["hash"], name)
        payment = vectors("transaction-06")[1]
        self.assertEqual(self.of_kind["payments"][0]["payments"], [json.loads(payment)])
        for kind in ("have", "get_payments"):
            self.assertEqual(self.of_kind[kind][0]["ids"], [vectors("id-06")[1]])

    def test_the_cpp_test_holds_the_same_vectors(self):
        # Two literals that stand one after the other are one text in C++.
        joined = re.sub(r'\)"\s*R"\(', "", CPP.read_text(encoding="utf-8"))
        for text in vectors("node-07"):
            self.assertIn(f'R"({text})"', joined)


if __name__ == "__main__":
    unittest.main()
