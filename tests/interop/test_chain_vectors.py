"""The chain's vectors of docs/protocol.md, computed by an implementation that shares no code with ours: Python's
own JSON, struct and hashlib. The C++ side is tests/chapters/04-simple-chain/protocol_test.cpp."""
import json
import re
import struct
import unittest

from protocol_page import DOCUMENT, ROOT, canonical, hash256, shown, vectors

CPP = ROOT / "tests/chapters/04-simple-chain/protocol_test.cpp"
GENESIS_TIME = 1767225600


def contents_of(transactions):
    return hash256(b"".join(hash256(text.encode()) for text in transactions))


class ChainVectors(unittest.TestCase):
    def setUp(self):
        self.transactions, self.hashes = vectors("transaction"), vectors("hash")
        self.headers = [bytes.fromhex(digits) for digits in vectors("header")]
        self.messages = [json.loads(text) for text in vectors("chain")]

    def test_transactions_and_messages_are_canonical(self):
        self.assertEqual((len(self.transactions), len(self.messages)), (3, 6))
        for text in self.transactions + vectors("chain"):
            self.assertEqual(canonical(json.loads(text)), text)

    def test_the_headers_are_what_the_table_says(self):
        genesis, first = self.headers
        expected = struct.pack("<I32s32sI", 1, bytes(32), contents_of(self.transactions[:1]), GENESIS_TIME)
        self.assertEqual(genesis, expected)
        version, previous, contents, _ = struct.unpack("<I32s32sI", first)
        self.assertEqual((version, previous), (1, hash256(genesis)))
        self.assertEqual(contents, contents_of(self.transactions[1:]))

    def test_the_hashes_are_those_of_the_headers(self):
        self.assertEqual([shown(hash256(header)) for header in self.headers], self.hashes)

    def test_the_messages_carry_these_blocks(self):
        first = {"header": self.headers[1].hex(), "transactions": [json.loads(text) for text in self.transactions[1:]]}
        of_kind = {}
        for message in self.messages:
            of_kind.setdefault(message["kind"], []).append(message)
        self.assertEqual(of_kind["transaction"][0]["transaction"], json.loads(self.transactions[1]))
        self.assertEqual(of_kind["block"][0]["block"], first)
        self.assertEqual([message["blocks"] for message in of_kind["blocks"]], [[first], []])
        self.assertEqual(of_kind["get_blocks"][0]["after"], self.hashes[0])
        table = re.findall(r"^\| \*(\w+)\* \|", DOCUMENT[DOCUMENT.index("## 10."):DOCUMENT.index("## 11.")],
                           re.M)
        self.assertEqual(sorted(of_kind), sorted(table))

    def test_the_cpp_test_holds_the_same_vectors(self):
        # Two literals that stand one after the other are one text in C++.
        joined = re.sub(r'\)"\s*R"\(', "", CPP.read_text(encoding="utf-8"))
        for kind in ("transaction", "header", "hash", "chain"):
            for text in vectors(kind):
                self.assertIn(f'R"({text})"', joined)


if __name__ == "__main__":
    unittest.main()
