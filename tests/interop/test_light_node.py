"""The parts of the light node in Python make and judge all that docs/protocol.md shows of them."""

import json
import tempfile
import unittest
from pathlib import Path

import edwards
import light_node_packages  # noqa: F401: skips this file where a package is missing
import test_signature_vectors as edges
from light_node import canonical, keys, transactions, wire
from light_node.canonical import Refused, as_text, from_text, hash256
from light_node.chain import Header, History, Network, bits_of, target_of, work_of
from light_node.node import KINDS
from protocol_page import vectors

NOW = 1_900_000_000
ALICE, BOB = (bytes.fromhex(line.split()[0]) for line in vectors("address-06"))


class ThePage(unittest.TestCase):
    """Every vector that concerns a light node."""

    def test_messages_have_the_shapes_of_the_tables(self):
        for text in vectors("message", "carried"):
            message = canonical.parse(text.encode())
            if message["type"] not in ("load", "twin"):  # cores say these to each other
                canonical.checked(message, wire.MESSAGES, "type")
        said = [canonical.parse(text.encode()) for text in vectors("light")]
        self.assertEqual({body["kind"] for body in said} - set(KINDS), {"get_headers", "watch", "get_records", "pay"})
        for body in said:
            if body["kind"] in KINDS:
                canonical.checked(body, KINDS, "kind")
        self.assertEqual(wire.frame({"type": "bye"}).hex(), vectors("frame")[0])

    def test_what_is_not_canonical_is_refused(self):
        for text in ('{"a":1.0}', '{"a": 1}', '{"b":1,"a":1}', '{"a":1,"a":1}', '{"a":9007199254740992}', '{"a":1e3}',
                     '{"a":NaN}', '[]', '{"a":"\\u000a"}', '{"a":"\\ud800"}', '{"a":-0}', "", "{", '{"a":1}\n',
                     '{"a":' * 9 + "1" + "}" * 9, "[" * 60_000):
            with self.subTest(text[:40]), self.assertRaises(Refused):
                canonical.parse(text.encode())
        self.assertEqual(canonical.levels(canonical.parse(('{"a":' * 8 + "1" + "}" * 8).encode())), 8)

    def test_targets_and_work(self):
        for bits, target, work in map(str.split, vectors("bits")):
            self.assertEqual((target_of(int(bits, 16)), work_of(int(bits, 16))), (int(target, 16), int(work, 16)))
            self.assertEqual(target_of(bits_of(int(target, 16))), int(target, 16))
        for bits in vectors("no-target"):
            with self.subTest(bits), self.assertRaises(Refused):
                target_of(int(bits, 16))

    def test_networks(self):
        classes = {"classroom": Network(), "bitcoin": Network("bitcoin", 600, 0, 0x1D00FFFF, 2016, 2015, 4)}
        for name, bits, took, after in map(str.split, vectors("retarget")):
            self.assertEqual(f"{classes[name].retarget(int(bits, 16), int(took)):08x}", after)
        genesis, above = (Header.read(bytes.fromhex(text)) for text in vectors("header-80"))
        self.assertEqual(Network().genesis(), genesis)
        self.assertEqual([as_text(each.hash()) for each in (genesis, above)], vectors("hash-80"))
        history = History(Network())
        history.append(above, NOW)
        self.assertEqual((history.height, history.work), (1, 0x10001))
        code = vectors("class-code")[0].split()[2]
        self.assertEqual(Network(code).genesis().bytes().hex(), vectors("class-header")[0])

    def test_addresses(self):
        for seed, key, address in map(str.split, vectors("address-06")):
            self.assertEqual(keys.public_key(bytes.fromhex(seed)).hex(), key)
            self.assertEqual((keys.address_of(bytes.fromhex(key)), keys.key_of(address).hex()), (address, key))
            for other in (address.upper(), address[:-1], address[:-1] + "q", "bc" + address[2:]):
                self.assertFalse(keys.is_address(other))

    def test_an_address_has_no_second_spelling(self):
        number = int.from_bytes(keys.public_key(ALICE), "big") << 4
        for padding in range(16):
            groups = [(number | padding) >> 5 * place & 31 for place in range(51, -1, -1)]
            address = "sb1" + "".join(keys.LETTERS[group] for group in groups + keys.checksum(groups))
            self.assertEqual(keys.is_address(address), padding == 0)

    def test_transactions(self):
        coinbase, payment = (json.loads(text) for text in vectors("transaction-06"))
        self.assertTrue(transactions.is_transaction(coinbase) and transactions.is_transaction(payment))
        self.assertEqual([as_text(transactions.id_of(each)) for each in (coinbase, payment)], vectors("id-06"))
        signed = transactions.signed_bytes(payment, Network().genesis().hash())
        self.assertEqual(as_text(hash256(signed)), vectors("signed-06")[0])
        for each, seed in zip(payment["inputs"], (ALICE, BOB)):
            self.assertEqual(keys.sign(seed, signed).hex(), each["signature"])
            self.assertTrue(keys.holds(bytes.fromhex(each["signature"]), keys.public_key(seed), signed))
        for text in vectors("no-transaction-06"):
            with self.subTest(text), self.assertRaises(Refused):
                if not transactions.is_transaction(canonical.parse(text.encode())):
                    raise Refused("no transaction")

    def test_proofs(self):
        index, leaf, *siblings, root = vectors("light-proof")[0].split()
        self.assertEqual(as_text(transactions.root_of_proof(from_text(leaf), int(index), siblings)), root)
        for wrong in ((int(index) + 2, siblings), (1, [leaf])):
            with self.assertRaises(Refused):
                transactions.root_of_proof(from_text(leaf), *wrong)

    def test_the_key_file(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "keys"
            path.write_text(vectors("key-file")[0] + "\n")
            wanted = json.loads("".join(vectors("key-file-of")))
            self.assertEqual(keys.read_keys(path, wanted["pass phrase"]),
                             [(bytes.fromhex(each["seed"]), each["label"]) for each in wanted["keys"]])
            with self.assertRaisesRegex(Refused, "wrong pass phrase"):
                keys.read_keys(path, "another")
            path.write_text(vectors("key-file")[0].replace('"nonce":"40', '"nonce":"41') + "\n")
            with self.assertRaisesRegex(Refused, "damaged"):
                keys.read_keys(path, wanted["pass phrase"])


class Signatures(unittest.TestCase):
    """Section 17's rule: OpenSSL's answers, with what we look at ourselves, are those of slow arithmetic."""

    def test_every_signature_at_an_edge_is_judged_by_the_rule(self):
        for what, key, message, signature in edges.rows():
            self.assertEqual(keys.holds(signature, key, message), edwards.holds(key, message, signature), what)

    def test_every_strange_key_is_judged_by_the_rule(self):
        for what, key in edges.keys():
            point = edwards.decoded(key)
            self.assertEqual(keys.is_point(key), bool(point) and not edwards.small(point), what)


if __name__ == "__main__":
    unittest.main()
