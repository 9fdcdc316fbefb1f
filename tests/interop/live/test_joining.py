"""The light node in Python joins networks of the course's own nodes: is paid, pays, and believes no lie."""

import re
import subprocess
import sys
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
for folder in (HERE, HERE.parent, HERE.parents[1] / "chapters" / "07-full-node"):
    sys.path.insert(0, str(folder))

import light_node_packages  # noqa: E402, F401: skips this file where a package is missing
from light_node.canonical import Refused, from_text  # noqa: E402
from light_node.chain import Header, Network, target_of  # noqa: E402
from light_node.keys import address_of, public_key  # noqa: E402
from light_node.node import LightNode  # noqa: E402
from light_node.transactions import pay  # noqa: E402
from light_node.wire import Link  # noqa: E402
from lying_relay import LyingRelay  # noqa: E402
from node_programs import PATIENCE, Stage  # noqa: E402

PROGRAM = HERE.parent / "light_node.py"
PASS_PHRASE = {"SBC_PASS_PHRASE": "only for these tests"}
PAID, BACK, FEE = 30, 12, 1
BLOCK = "block {} [0-9a-f]"  # how all stages' nodes tell of a new one


class Joining(Stage):
    """A network that mines when somebody has paid; alice, who has wallet-cli, has mined its first blocks."""
    programs = ("node", "wallet-cli")
    network = ()  # options

    def setUp(self):
        super().setUp()
        self.wallet_cli("create", core="127.0.0.1:1")
        self.alice = self.wallet_cli("address", core="127.0.0.1:1")[-1]
        mining = ("--address", self.alice, "--block-every", "0", *self.network)
        first = self.node(data="a", options=(*mining, "--empty-blocks"))
        self.hears(first, BLOCK.format(5))
        self.stop(first)
        self.core = self.node(data="a", options=mining)
        self.other = self.node(self.core, options=self.network)
        self.tips_agree()

    def tips_agree(self):
        self.until(lambda: self.tip(self.core) == self.tip(self.other), "the two nodes have not met")

    def wallet_cli(self, command, *words, core=None, keys="alice"):
        """What it says."""
        process = self.scenario.start("wallet-cli", "--core", core or self.core.address, *self.network, "--keys",
                                      str(self.folder / keys), command, *words, env=PASS_PHRASE)
        self.assertEqual(process.wait(timeout=PATIENCE), 0, process.lines)
        return process.lines

    def light_node(self, command, *words, core=None, network=None, keys="python", code=0):
        """What light_node.py says: its lines, or, when it has to fail, the sentence why."""
        done = subprocess.run([sys.executable, PROGRAM, "--core", core or self.core.address, *(network or self.network),
                               "--keys", self.folder / keys, command, *words], capture_output=True, text=True,
                              timeout=PATIENCE, env=PASS_PHRASE, check=False)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done.stderr if code else done.stdout.splitlines()

    def paid_by_alice(self):
        """The address of a new light node, which alice has paid."""
        python = self.light_node("create")[-1]
        height = int(self.tip(self.core)[0])
        self.wallet_cli("pay", python, str(PAID), "--note", "you are great: お前すげー", "--yes")
        self.hears(self.core, BLOCK.format(height + 1))
        return python

    def has(self, node, address):
        node.type("balance " + address)
        return int(node.wait_for(r"^balance (\d+)", timeout=PATIENCE)[1])


class Paying(Joining):
    def test_alice_pays_and_is_paid_back(self):
        python = self.paid_by_alice()
        self.assertRegex(self.light_node("balance")[-1], f"^balance {PAID}, {PAID} to spend")
        before = self.has(self.core, self.alice)
        waits, proven = self.light_node("pay", self.alice, str(BACK), "--note", "and you")
        self.assertEqual(waits.split()[1], proven.split()[1])
        height = int(re.search("in block ([0-9]+) ", proven)[1])
        lines = self.light_node("balance")
        self.assertIn(f"block {height}: {waits.split()[1]} 'and you'", lines)
        left = PAID - BACK - FEE
        self.assertRegex(lines[-1], f"^balance {left}, {left} to spend, as of block {height} ")
        self.assertRegex("\n".join(self.wallet_cli("history")), rf"\+{BACK} .*and you")
        self.tips_agree()
        richer = before + 100 + FEE + BACK  # the block of this payment was hers: in it are two records for her
        for node in (self.core, self.other):
            self.assertEqual((self.has(node, python), self.has(node, self.alice)), (left, richer))
        self.assertIn(f"balance {richer},", self.light_node("balance", keys="alice")[-1])

    def test_who_begins_anew_verifies_the_same_chain_at_any_core(self):
        self.light_node("create")
        shown = self.light_node("headers")
        height, tip = self.tip(self.core)
        self.assertEqual(shown[-2].split()[:2], [height, tip])
        self.assertEqual(len(shown), int(height) + 2)
        self.assertEqual(self.light_node("headers"), shown)
        self.assertEqual(self.light_node("headers", core=self.other.address), shown)

    def test_one_key_file_opens_in_both_programs(self):
        python = self.light_node("create", keys="new")[-1]
        self.assertEqual(self.wallet_cli("address", keys="new")[-1], python)
        self.assertIn(f"balance {100 * int(self.tip(self.core)[0])},", self.light_node("balance", keys="alice")[-1])


class PayingInChapter08(Joining):
    """Another stage, and a network that is called otherwise and plans other blocks."""
    number = "08"
    network = ("--network", "日本-2", "--spacing", "7")

    def test_alice_pays_and_is_paid_back(self):
        self.paid_by_alice()
        self.light_node("pay", self.alice, str(BACK))
        self.assertRegex(self.light_node("balance")[-1], f"^balance {PAID - BACK - FEE}, ")


# -- what a lying core says: each function alters one kind of its words ------------------------------


def honest(body):
    """Nothing is altered: the relay alone does no harm."""


def claims_more_work(body):
    if body["kind"] == "tip":
        body["work"] = f"{int(body['work'], 16) + 1:064x}"


def shows_a_header_without_work(body):
    """The last one, with the first nonce that does not reach its target; its own work is all that is wrong with it."""
    if body["kind"] == "headers" and body["headers"]:
        header = Header.read(bytes.fromhex(body["headers"][-1]))
        poor = (Header(header.previous, header.root, header.time, header.bits, nonce) for nonce in range(1_000))
        body["headers"][-1] = next(each for each in poor if int.from_bytes(each.hash(), "little") >
                                   target_of(each.bits)).bytes().hex()


def shows_easier_bits(body):
    """A header whose work holds, for a target that anybody reaches at once."""
    if body["kind"] == "headers" and body["headers"]:
        header = Header.read(bytes.fromhex(body["headers"][0]))
        cheap = (Header(header.previous, header.root, header.time, 0x207FFFFF, nonce) for nonce in range(1_000))
        body["headers"][0] = next(each for each in cheap if int.from_bytes(each.hash(), "little") <=
                                  target_of(each.bits)).bytes().hex()


def leaves_headers_out(body):
    if body["kind"] == "headers":
        del body["headers"][1:2]


def makes_alice_generous(body):
    for record in body.get("records", []):
        record["transaction"]["outputs"][0]["amount"] += 1


def bends_the_proof(body):
    for record in body.get("records", []):
        record["siblings"][0] = from_text(record["siblings"][0]).hex()


def moves_the_place(body):
    for record in body.get("records", []):
        record["index"] += 2 ** len(record["siblings"])


def names_another_payer(body):
    for record in body.get("records", []):
        for output, spent in zip(record["transaction"]["outputs"], record["spends"]):
            spent["address"] = output["address"]  # of who is paid


def hides_the_first_record():
    """Alice's payment is left out, and what python pays with it is shown."""
    shown = []

    def lie(body):
        shown.extend(body.get("records", []))
        if body["kind"] == "records" and shown[:1] == body["records"][:1]:
            del body["records"][:1]
    return lie


def shows_records_twice(body):
    if body["kind"] == "records":
        body["records"] *= 2


class Lies(Joining):
    def told(self, lie, command="balance"):
        """What the light node says to a core with this lie, which has been told."""
        with LyingRelay(self.core.address, lie) as relay:
            said = self.light_node(command, core=relay.address, code=1)
            self.assertGreater(relay.told, 0, lie.__name__)
        return said

    def test_a_core_that_lies_is_refused(self):
        self.paid_by_alice()
        with LyingRelay(self.core.address, honest) as relay:
            self.assertIn(f"balance {PAID},", self.light_node("balance", core=relay.address)[-1])
        self.light_node("pay", self.alice, str(BACK))
        for lie, sentence in ((claims_more_work, "less work than was announced"),
                              (shows_a_header_without_work, "a header without the work that it claims"),
                              (shows_easier_bits, "where 1f00ffff are due"),
                              (leaves_headers_out, "does not stand on the one before"),
                              (makes_alice_generous, "does not lead to the root"),
                              (bends_the_proof, "does not lead to the root"),
                              (moves_the_place, "lies beyond its rows"),
                              (names_another_payer, "a signature that does not hold"),
                              (hides_the_first_record(), "a coin of ours that nobody has shown us"),
                              (shows_records_twice, "out of order")):
            with self.subTest(sentence, lie=lie.__name__):
                self.assertIn("light_node: refused: ", said := self.told(lie))
                self.assertIn(sentence, said)

    def test_nobody_joins_a_network_of_another_name_or_of_other_parameters(self):
        self.light_node("create")
        self.assertIn("this is network classroom, not other",
                      self.light_node("headers", network=("--network", "other"), code=1))
        self.assertRegex(self.light_node("headers", network=("--spacing", "6"), code=1),
                         "refused: (headers that stand on nothing|less work than was announced)")

    def test_a_payment_that_a_core_does_not_take_is_told(self):
        host, port = self.core.address.rsplit(":", 1)
        link = Link(host, int(port), "classroom", "light")
        self.addCleanup(link.close)
        seed = bytes(range(32))
        node = LightNode(link, Network(), address_of(public_key(seed)))
        payment = pay(seed, {("11" * 32, 0): 100}, self.alice, BACK, "of a coin that nobody knows", node.wallet.genesis)
        with self.assertRaisesRegex(Refused, "^the core does not take the payment: "):
            node.hand_in(payment)
        node.catch_up()  # and the core has not taken it amiss
        self.assertEqual(str(node.history.height), self.tip(self.core)[0])

    def test_what_one_does_not_have_is_not_paid(self):
        self.light_node("create")
        self.assertIn("13 points are needed, and 0 can be spent", self.light_node("pay", self.alice, "12", code=1))


if __name__ == "__main__":
    unittest.main()
