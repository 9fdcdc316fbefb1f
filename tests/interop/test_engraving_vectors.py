"""Section 26 of docs/protocol.md, checked by code that shares nothing with ours: the messages are canonical JSON, there
is one for each kind, the C++ test holds the same, the author has signed, and the proof leads where the page says."""
import json
import re
import unittest

from edwards import holds
from protocol_page import DOCUMENT, ROOT, canonical, hash256, shown, vectors

CPP = ROOT / "tests/common/message/engraving_vectors.hpp"


class EngravingVectors(unittest.TestCase):
    def setUp(self):
        self.messages = [json.loads(text) for text in vectors("engraved")]
        self.record, = next(one for one in self.messages if one["kind"] == "page")["records"]

    def test_each_message_is_canonical(self):
        for text in vectors("engraved"):
            self.assertEqual(canonical(json.loads(text)), text)

    def test_there_is_one_for_each_kind_of_the_table(self):
        kinds = re.findall(r"^\| \*(\w+)\* \|", DOCUMENT[DOCUMENT.index("## 26."):], re.M)
        self.assertEqual(set(kinds), {message["kind"] for message in self.messages})
        self.assertEqual(len(kinds), 4)

    def test_the_cpp_tests_hold_the_same(self):
        joined = re.sub(r'\)"\s*R"\(', "", CPP.read_text(encoding="utf-8"))
        for text in vectors("engraved", "engraved-proof"):
            self.assertIn(f'R"({text})"', joined)

    def test_its_author_has_signed_it(self):
        coinbase, _ = vectors("transaction-06")
        network = bytes.fromhex(json.loads(coinbase)["coinbase"]["network"])[::-1]
        payment = json.loads(canonical(self.record["transaction"]))
        part, = payment["inputs"]
        signature = bytes.fromhex(part.pop("signature"))
        keys = {address: bytes.fromhex(key) for _, key, address in map(str.split, vectors("address-06"))}
        author, = (spend["address"] for spend in self.record["spends"])
        message = b"SimpleBitcoin/payment/1\0" + network + canonical(payment).encode()
        self.assertTrue(holds(keys[author], message, signature))
        self.assertFalse(holds(keys[author], message.replace(b"we were", b"I was"), signature))
        self.assertEqual(payment["note"]["app"], "engraved")

    def test_the_proof_leads_to_the_root(self):
        index, leaf, sibling, root = vectors("engraved-proof")[0].split()
        self.assertEqual((self.record["index"], self.record["siblings"]), (int(index), [sibling]))
        own = hash256(canonical(self.record["transaction"]).encode())
        self.assertEqual(shown(own), leaf)
        self.assertEqual(shown(hash256(bytes.fromhex(sibling)[::-1] + own)), root)


if __name__ == "__main__":
    unittest.main()
