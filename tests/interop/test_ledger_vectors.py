"""Chapter 06's vectors of docs/protocol.md (sections 16 to 18), computed by an implementation that shares no code with
ours: Python's json and hashlib, edwards.py, and Bech32m as test_address_vectors.py writes it out. The C++ side is
tests/common/ledger/protocol_test.cpp."""
import json
import re
import unittest

from edwards import Signer, holds
from protocol_page import ROOT, canonical, hash256, shown, vectors
from test_address_vectors import address

CPP = ROOT / "tests/common/ledger/protocol_test.cpp"
KINDS = ("address-06", "transaction-06", "id-06", "signed-06", "no-transaction-06")


def without_signatures(text):
    value = json.loads(text)
    for part in value.get("inputs", []):
        del part["signature"]
    return canonical(value)


class LedgerVectors(unittest.TestCase):
    def setUp(self):
        self.coinbase, self.payment = vectors("transaction-06")
        self.network = bytes.fromhex(json.loads(self.coinbase)["coinbase"]["network"])[::-1]
        self.people = [line.split() for line in vectors("address-06")]

    def message(self):
        return b"SimpleBitcoin/payment/1\0" + self.network + without_signatures(self.payment).encode()

    def test_the_cpp_test_holds_the_same_vectors(self):
        joined = re.sub(r'\)"\s*R"\(', "", CPP.read_text(encoding="utf-8"))
        for kind in KINDS:
            self.assertTrue(vectors(kind), kind)
            for text in vectors(kind):
                self.assertIn(f'R"({text})"', joined)

    def test_addresses_are_keys(self):
        for seed, key, spelled in self.people:
            self.assertEqual(Signer(bytes.fromhex(seed)).key.hex(), key)
            self.assertEqual(address(bytes.fromhex(key)), spelled)

    def test_transactions_are_canonical_and_their_ids_leave_the_signatures_out(self):
        for text, digest in zip(vectors("transaction-06"), vectors("id-06")):
            self.assertEqual(canonical(json.loads(text)), text)
            self.assertEqual(shown(hash256(without_signatures(text).encode())), digest)

    def test_the_payment_spends_the_coinbase(self):
        for place, part in enumerate(json.loads(self.payment)["inputs"]):
            self.assertEqual((part["transaction"], part["index"]), (vectors("id-06")[0], place))

    def test_what_is_signed(self):
        self.assertEqual(shown(hash256(self.message())), vectors("signed-06")[0])

    def test_each_owner_has_signed(self):
        owners = [output["address"] for output in json.loads(self.coinbase)["outputs"]]
        keys = {spelled: bytes.fromhex(key) for _, key, spelled in self.people}
        for part, owner in zip(json.loads(self.payment)["inputs"], owners):
            signature = bytes.fromhex(part["signature"])
            self.assertTrue(holds(keys[owner], self.message(), signature))
            self.assertFalse(holds(keys[owner], self.message() + b" ", signature))

    def test_no_more_goes_out_than_comes_in(self):
        total = [sum(output["amount"] for output in json.loads(text)["outputs"])
                 for text in (self.coinbase, self.payment)]
        self.assertEqual(total, [100, 98])


if __name__ == "__main__":
    unittest.main()
