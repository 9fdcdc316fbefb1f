"""The light node in Python beside a core that says what it likes: long histories, branches, answers, false records."""

import unittest
from dataclasses import dataclass, field, replace

import light_node_packages  # noqa: F401: skips this file where a package is missing
from light_node import canonical, keys, transactions
from light_node.canonical import Refused, as_text, from_text, hash256
from light_node.chain import Header, History, Network, bits_of, check_alone, target_of
from light_node.node import LightNode
from light_node.wallet import BadBlock, Wallet
from protocol_page import vectors

NOW = 1_900_000_000
EASY = Network("easy", easiest=0x207FFFFF)  # two hashes for a block
ALICE, BOB = (bytes.fromhex(line.split()[0]) for line in vectors("address-06"))
ALICES, BOBS = (line.split()[2] for line in vectors("address-06"))


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
    """Answers as section 20 says, out of a history; `claims` is the work that it announces beyond its own.
    `answers` are its answers about records, each a list of what it says."""
    history: History
    claims: int = 0
    questions: int = 0
    answers: list = field(default_factory=list)
    said: list = field(default_factory=list)

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
        elif body["kind"] == "get_records":
            self.said += self.answers.pop(0)

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

    def test_the_median_is_that_of_eleven_and_of_two_in_the_middle_the_upper_one(self):
        for height, middle in ((0, 0), (1, 1), (2, 1), (3, 2), (9, 5), (10, 5), (11, 6), (15, 10)):
            history = grown(History(EASY), height)
            self.assertEqual(history.median(), EASY.begins + 5 * middle, f"at height {height}")

    def test_the_target_changes_at_multiples_of_the_interval_and_nowhere_else(self):
        history = grown(History(EASY), 9, took=1)  # faster than planned: at most a fourth each time
        targets = [target_of(EASY.easiest)] * 4
        targets += [targets[0] // 4] * 4 + [targets[0] // 16] * 2
        for height in range(10):
            self.assertEqual(history.header(height).bits, bits_of(targets[height]), f"at height {height}")

    def test_a_locator_has_ten_and_then_doubles(self):
        history = grown(History(EASY), 40)
        heights = [history.height_of(from_text(each)) for each in history.locator()]
        self.assertEqual(heights, [*range(40, 29, -1), 28, 24, 16, 0])
        self.assertEqual(History(EASY).locator(), [as_text(EASY.genesis().hash())])


class Answers(unittest.TestCase):
    """Questions about records: alice has mined block 1, whose two transactions both pay her."""

    def setUp(self):
        genesis = as_text(EASY.genesis().hash())
        mined = [{"coinbase": {"height": 1, "network": genesis}, "outputs": [{"address": ALICES, "amount": 100}]},
                 transactions.pay(BOB, {("11" * 32, 0): 50}, ALICES, 49, "", EASY.genesis().hash())]
        leaves = [transactions.leaf_of(each) for each in mined]
        self.records = [{"height": 1, "index": index, "siblings": [as_text(leaves[1 - index])], "transaction": each,
                         "spends": [{"address": BOBS, "amount": 50}] * index} for index, each in enumerate(mined)]
        self.history = grown(grown(History(EASY), 1, root=hash256(leaves[0] + leaves[1])), 4)

    def records_to(self, upto, *which, above=0):
        return {"kind": "records", "above": above, "upto": upto, "records": [self.records[index] for index in which]}

    def balance(self, *answers):
        core = Core(self.history, answers=list(answers))
        node = LightNode(core, EASY, ALICES, clock=lambda: NOW)
        node.catch_up()
        self.assertEqual((node.wallet.upto, core.answers), (self.history.height, []))
        return node.wallet.balance()

    def test_an_answer_may_end_early_and_a_block_may_come_in_parts(self):
        self.assertEqual(self.balance([self.records_to(5, 0, 1)]), 149)
        self.assertEqual(self.balance([self.records_to(1, 0, 1)], [self.records_to(5, above=1)]), 149)
        self.assertEqual(self.balance([self.records_to(0, 0), self.records_to(1, 1)],
                                      [self.records_to(3, above=1)], [self.records_to(5, above=3)]), 149)

    def test_a_core_whose_history_turns_is_asked_again(self):
        tip = {"kind": "tip", "height": 5, "tip": as_text(self.history.tip), "work": f"{self.history.work:064x}"}
        self.assertEqual(self.balance([{"kind": "other_history"}, tip], [self.records_to(5, 0, 1)]), 149)
        self.assertEqual(self.balance([self.records_to(0, 0), {"kind": "other_history"}, tip],
                                      [self.records_to(5, 0, 1)]), 149)

    def test_an_answer_that_is_none(self):
        for fault, *said in (("not asked for", self.records_to(5, above=1)),
                             ("not asked for", self.records_to(6)),
                             ("not asked for", self.records_to(0)),
                             ("out of order", self.records_to(5, 1, 0)),
                             ("out of order", self.records_to(0, 0), self.records_to(1, 0, 1)),
                             ("out of order", self.records_to(0, 1), self.records_to(1, 0))):
            with self.subTest(fault), self.assertRaisesRegex(Refused, fault):
                self.balance(said)
        self.records[1]["height"] = 2
        for said in ([self.records_to(0, 0), self.records_to(1, 1)], [self.records_to(0, 1)]):
            with self.assertRaisesRegex(Refused, "other heights"):
                self.balance(said)
        with self.assertRaisesRegex(Refused, "the root"):
            self.balance([self.records_to(5, 0, 1)])


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
