"""Section 21 of docs/protocol.md, checked by code that shares nothing with ours: the messages are canonical JSON, there
is one for each kind, the C++ tests hold the same, and the proof leads where the page says."""
import json
import re
import unittest

from protocol_page import ROOT, canonical, hash256, section, vectors

CPP = ROOT / "tests/common/node/message_vectors.hpp"


class LightVectors(unittest.TestCase):
    def test_each_message_is_canonical(self):
        for text in vectors("light"):
            self.assertEqual(canonical(json.loads(text)), text)

    def test_there_is_one_for_each_kind_of_the_table(self):
        kinds = set()
        for row in re.findall(r"^\| (\*.*?) \|", section(21), re.M):
            kinds.update(re.findall(r"\*(\w+)\*", row))
        self.assertEqual(kinds, {json.loads(text)["kind"] for text in vectors("light")})
        self.assertEqual(len(kinds), 12)

    def test_the_cpp_tests_hold_the_same(self):
        # Two literals that stand one after the other are one text in C++.
        joined = re.sub(r'\)"\s*R"\(', "", CPP.read_text(encoding="utf-8"))
        for text in vectors("light"):
            self.assertIn(f'R"({text})"', joined)

    def test_the_proof_leads_to_the_root(self):
        coinbase, payment = (hash256(text.encode()) for text in vectors("transaction-06"))
        index, leaf, *siblings, root = vectors("light-proof")[0].split()
        node = bytes.fromhex(leaf)[::-1]
        self.assertEqual(node, payment)
        self.assertEqual(bytes.fromhex(siblings[0])[::-1], coinbase)
        for row, sibling in enumerate(siblings):
            other = bytes.fromhex(sibling)[::-1]
            node = hash256(other + node if int(index) >> row & 1 else node + other)
        self.assertEqual(node, bytes.fromhex(root)[::-1])


if __name__ == "__main__":
    unittest.main()
