"""The light node in Python, part by part: it judges what docs/protocol.md shows, and what a core could invent."""

import json
import tempfile
import unittest
from dataclasses import dataclass, replace
from pathlib import Path

import edwards
import light_node_packages  # noqa: F401: skips this file where a package is missing
import test_signature_vectors as edges
from light_node import canonical, keys, transactions, wire
from light_node.canonical import Refused, as_text, from_text, hash256
from light_node.chain import Header, History, Network, bits_of, check_alone, target_of, work_of
from light_node.node import KINDS, LightNode
from light_node.wallet import BadBlock, Wallet
from protocol_page import vectors

NOW = 1_900_000_000
EASY = Network("easy", easiest=0x207FFFFF)  # two hashes for a block
ALICE, BOB = (bytes.fromhex(line.split()[0]) for line in vectors("address-06"))
ALICES, BOBS = (line.split()[2] for line in vectors("address-06"))


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


# -- a core that says what it likes -----------------------------------------------------------------


def grown(history, count, took=5, root=bytes(32)):
    """A copy with so many headers more."""
    history = history.up_to(history.height)
    for _ in range(count):
        previous = history.header(history.height)
        header = Header(history.tip, root, previous.time + took, history.bits_due(), 0)
        while int.from_bytes(header.hash(), "little") > target_of(header.bits):
            header = replace(header, nonce=header.nonce + 1)
        history.append(header, NOW)
    return history


@dataclass
class Core:
    """Answers as section 20 says, out of a history; `claims` is the work that it announces beyond its own."""
    history: History
    claims: int = 0
    questions: int = 0

    def __post_init__(self):
        self.said = []

    def announce(self):
        self.said.append({"kind": "tip", "height": self.history.height, "tip": as_text(self.history.tip),
                          "work": f"{self.history.work + self.claims:064x}"})

    def say(self, body):
        if body["kind"] == "watch":
            self.said.append({"kind": "waiting", "payments": []})
            self.announce()
        elif body["kind"] == "get_headers":
            self.questions += 1
            known = (self.history.height_of(from_text(each)) for each in body["locator"])
            after = next(height for height in known if height is not None) + 1
            to = min(after + 250, self.history.height + 1)
            self.said.append({"kind": "headers", "headers": [self.history.header(height).bytes().hex()
                                                             for height in range(after, to)]})

    def hear(self, until):
        return self.said.pop(0) if self.said else None


class Following(unittest.TestCase):
    def follow(self, core):
        node = LightNode(core, EASY, ALICES, clock=lambda: NOW)
        node.follow()
        return node

    def test_a_long_history_comes_in_several_messages(self):
        core = Core(grown(History(EASY), 620))
        node = self.follow(core)
        self.assertEqual((node.history.tip, core.questions), (core.history.tip, 3))

    def test_less_work_than_announced_is_refused_and_nothing_kept(self):
        core = Core(grown(History(EASY), 300), claims=1)
        node = LightNode(core, EASY, ALICES, clock=lambda: NOW)
        with self.assertRaisesRegex(Refused, "less work"):
            node.follow()
        self.assertEqual(node.history.height, 0)

    def test_the_branch_with_more_work_wins(self):
        shared = grown(History(EASY), 30)
        core = Core(grown(shared, 3))
        node = self.follow(core)
        node.wallet.upto = 33
        core.history = grown(shared, 5, root=bytes([1] * 32))
        core.announce()
        node._note(core.hear(0))
        node.follow()
        self.assertEqual((node.history.tip, node.wallet.upto), (core.history.tip, 30))

    def test_each_rule_for_a_header(self):
        history = grown(History(EASY), 15)
        good = grown(history, 1).header(16)
        median = history.median()
        for fault, header in (("the one before", replace(good, previous=bytes(32))),
                              ("are due", replace(good, bits=0x2000FFFF)),
                              ("the median", replace(good, time=median)),
                              ("from the future", replace(good, time=NOW + 7201)),
                              ("version", replace(good, version=2))):
            for nonce in range(10_000):
                header = replace(header, nonce=nonce)
                if int.from_bytes(header.hash(), "little") <= target_of(header.bits):
                    break
            with self.subTest(fault), self.assertRaisesRegex(Refused, fault):
                history.append(header, NOW)
        with self.assertRaisesRegex(Refused, "without the work"):
            check_alone(replace(good, bits=0x03000001))
        history.append(grown(history, 1, took=median + 1 - history.header(15).time).header(16), NOW)

    def test_a_locator_has_ten_and_then_doubles(self):
        history = grown(History(EASY), 40)
        heights = [history.height_of(from_text(each)) for each in history.locator()]
        self.assertEqual(heights, [*range(40, 29, -1), 28, 24, 16, 0])
        self.assertEqual(History(EASY).locator(), [as_text(EASY.genesis().hash())])


# -- blocks that break the rules, and how records are answered ----------------------------------------


class Proven(unittest.TestCase):
    def setUp(self):
        self.wallet = Wallet(EASY, ALICES)
        self.coinbase = {"coinbase": {"height": 1, "network": as_text(self.wallet.genesis)},
                         "outputs": [{"address": ALICES, "amount": 100}]}
        self.coin = {(as_text(transactions.id_of(self.coinbase)), 0): 100}

    def take(self, transaction, height, spends=(), index=0):
        """As a block of two would prove it; the other transaction is anything."""
        sibling = hash256(bytes([height, index]))
        root = transactions.root_of_proof(transactions.leaf_of(transaction), index, [as_text(sibling)])
        self.wallet.take({"height": height, "index": index, "siblings": [as_text(sibling)], "transaction": transaction,
                          "spends": list(spends)}, Header(bytes(32), root, 0, 0, 0))

    def payment(self, note="", seed=ALICE):
        return transactions.pay(seed, self.coin, BOBS, 60, note, self.wallet.genesis)

    def test_what_is_paid_and_what_comes_back(self):
        self.take(self.coinbase, 1)
        self.assertEqual((self.wallet.spendable(3), self.wallet.spendable(4)), ({}, self.coin))
        payment = self.payment()
        self.take(payment, 4, [{"address": ALICES, "amount": 100}], index=1)
        self.assertEqual((self.wallet.balance(), self.wallet.height_of(as_text(transactions.id_of(payment)))), (39, 4))
        self.wallet.upto = 4
        self.wallet.forget_above(3)
        self.assertEqual((self.wallet.balance(), self.wallet.spendable(4)), (100, self.coin))

    def test_a_block_that_no_ledger_takes(self):
        self.take(self.coinbase, 1)
        with self.assertRaisesRegex(BadBlock, "too early"):
            self.take(self.payment(), 3, [{"address": ALICES, "amount": 100}], index=1)
        self.take(self.payment(), 4, [{"address": ALICES, "amount": 100}], index=1)
        with self.assertRaisesRegex(BadBlock, "twice"):
            self.take(self.payment("again"), 5, [{"address": ALICES, "amount": 100}], index=1)
        stolen = self.payment(seed=BOB)
        stolen["outputs"][0]["address"] = ALICES
        for each in stolen["inputs"]:
            each["signature"] = keys.sign(BOB, transactions.signed_bytes(stolen, self.wallet.genesis)).hex()
        with self.assertRaisesRegex(BadBlock, "without our signature"):
            self.take(stolen, 6, [{"address": BOBS, "amount": 100}], index=1)
        with self.assertRaisesRegex(BadBlock, "not of this block"):
            self.take({**self.coinbase, "note": {"app": "memo", "text": "again"}}, 7)

    def test_a_record_that_proves_nothing(self):
        for fault, spends, index in (("nobody has shown us", [{"address": ALICES, "amount": 100}], 1),
                                     ("does not hold", [{"address": BOBS, "amount": 100}], 1),
                                     ("other coins than inputs", [], 1)):
            with self.subTest(fault), self.assertRaisesRegex(Refused, fault):
                self.take(self.payment(), 4, spends, index)
        strangers = {**self.coinbase, "outputs": [{"address": BOBS, "amount": 100}]}
        with self.assertRaisesRegex(Refused, "does not concern us"):
            self.take(strangers, 1)

    def test_a_long_payment_pays_for_its_bytes(self):
        self.coin = {(f"{number:064x}", 0): 10 for number in range(60)}
        payment = transactions.pay(ALICE, self.coin, BOBS, 500, "", self.wallet.genesis)
        fee = 10 * len(payment["inputs"]) - sum(each["amount"] for each in payment["outputs"])
        self.assertEqual(fee, -(-len(canonical.canonical(payment)) // 1_000))
        self.assertGreater(fee, 10)
        with self.assertRaisesRegex(Refused, "can be spent"):
            transactions.pay(ALICE, self.coin, BOBS, 600, "", self.wallet.genesis)


if __name__ == "__main__":
    unittest.main()
