"""The wallets of stage 07 at its nodes: wallet-cli pays and is paid, watch says what is proven."""

import json
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "gui"))

from cli_page import documented, faults  # noqa: E402
from node_programs import PATIENCE, Stage  # noqa: E402
from stage_programs import also_with_sanitizers  # noqa: E402

PASS_PHRASE = {"SBC_PASS_PHRASE": "only for these tests"}


class WithWallets(Stage):
    programs = ("node", "sign", "watch", "wallet-cli")

    def wallet(self, name, command, *words, cores):
        """What wallet-cli says."""
        options = [word for core in cores for word in ("--core", core.address)]
        process = self.scenario.start("wallet-cli", *options, "--keys", str(self.folder / name), command, *words,
                                      env=PASS_PHRASE)
        self.assertEqual(process.wait(timeout=PATIENCE), 0, process.lines)
        return process.lines

    def person(self, name, core):
        """The address of a new wallet."""
        self.wallet(name, "create", cores=[core])
        return self.wallet(name, "address", cores=[core])[-1]

    def watch(self, address, *cores):
        options = [word for core in cores for word in ("--core", core.address)]
        return self.scenario.start("watch", *options, address)


class Paying(WithWallets):
    def test_a_wallet_pays_another_one_at_another_node(self):
        first = self.node(data="a")
        alice, bob = self.person("alice", first), self.person("bob", first)
        self.stop(first)
        first = self.node(data="a", options=("--address", alice, "--block-every", "0", "--empty-blocks"))
        second = self.node(first)
        self.hears(second, "new block 4 ")
        paid = self.wallet("alice", "pay", bob, "30", "--note", "you are great", "--yes", cores=[first, second])
        self.assertIn("30 points to sb1", paid[0])
        watch = self.watch(bob, first, second)
        self.hears(watch, "proven: block [0-9]+, 30 points: .*you are great")
        self.hears(watch, "balance 30, as of block")
        history = self.wallet("bob", "history", cores=[second])
        self.assertRegex(history[0], "^\\+30 .*Received from sb1.*you are great")
        watch.interrupt()
        self.assertEqual(watch.wait(timeout=PATIENCE), 0)
        self.assertEqual(watch.lines[-1], "watch: stopped")

    def test_a_reorganisation_is_seen_by_who_watches(self):
        west = self.miner(data="a")
        self.hears(west, "new block 2 ")
        self.stop(west)
        west = self.node(data="a")
        height = int(self.tip(west)[0])
        watch = self.watch(self.address("miner"), west)
        self.hears(watch, f"balance {100 * height}, as of block {height}")
        east = self.node(options=("--address", self.address("bob"), "--block-every", "0", "--empty-blocks"))
        self.hears(east, f"new block {height + 2} ")
        self.node(west, east)
        self.hears(watch, f"reorganisation: back {height}, forward ")
        self.hears(watch, "balance 0, as of block ")


class Answers(WithWallets):
    """docs/wallet-cli.md, its section about a network."""

    def answer(self, command, *words, without=(), cores):
        """What is answered as JSON: the fields that the page names for a ledger and for a network, and no others."""
        answer = json.loads(self.wallet("alice", command, *words, "--json", cores=cores)[-1])
        self.assertEqual(answer.pop("command"), command)
        more = documented(network=True)
        fields = {**documented().get(command, {}), **more["all"], **more.get(command, {})}
        for field in without:
            del fields[field]
        self.assertEqual(faults(answer, fields), [], command)
        return answer

    def test_each_command_answers_as_the_page_says(self):
        core = self.node(data="a")
        self.answer("create", cores=[core])
        alice = self.answer("address", without=["balance"], cores=[core])["address"]
        self.stop(core)
        core = self.node(data="a", options=("--address", alice, "--block-every", "0", "--empty-blocks"))
        self.hears(core, "new block 4 ")
        status = self.answer("status", cores=[core, core])
        self.assertEqual(status["connection"], "up to date")
        self.assertEqual({each["state"] for each in status["cores"]}, {"answers"})
        self.assertEqual(set(status["cores"][0]), {"address", "state", "height", "about"})
        self.assertGreater(self.answer("balance", cores=[core])["spendable"], 0)
        self.answer("keys", cores=[core])
        self.answer("new", "Savings", without=["balance"], cores=[core])
        bob = self.address("bob")
        self.answer("contact", "Bob", bob, cores=[core])
        self.answer("check", "Bob", "5", cores=[core])
        self.assertEqual(self.answer("pay", "Bob", "5", "--yes", cores=[core])["address"], bob)
        self.answer("history", "--patience", "30", cores=[core])
        claimed = self.answer("name", "Alice", "--yes", cores=[core])
        self.assertEqual((claimed["kind"], claimed["note"]), ("to myself", "Alice"))
        self.hears(core, f"new block {int(self.tip(core)[0]) + 5} ")  # it is in one of them
        core.type("ranking")
        self.hears(core, "“Alice” sb1")


class Mistakes(WithWallets):
    def explains(self, says, program, *words):
        process = self.scenario.start(program, *words)
        process.asked_to_end = True  # its exit code is no accident
        self.assertEqual(process.wait(timeout=PATIENCE), 2, process.lines)
        self.assertIn(says, "\n".join(process.lines))

    def test_what_a_watch_cannot_do_is_explained(self):
        self.explains("--core", "watch")
        self.explains("ADDRESS", "watch", "--core", "127.0.0.1:1")
        self.explains("here", "watch", "--core", "here", self.address("bob"))
        self.explains("", "watch", "--core", "127.0.0.1:1", "sb1nobody")

    def test_options_that_no_wallet_can_have_are_explained(self):
        self.explains("name one with --core", "wallet-cli", "status")
        self.explains("here", "wallet-cli", "--core", "here", "status")
        self.explains("no network is like this", "wallet-cli", "--core", "127.0.0.1:1", "--spacing", "0", "status")

    def test_ctrl_c_ends_a_watch_that_nobody_answers(self):
        watch = self.scenario.start("watch", "--core", "127.0.0.1:1", self.address("bob"))
        self.hears(watch, "watch: what is proven here")
        watch.interrupt()
        self.assertEqual(watch.wait(timeout=PATIENCE), 0)
        self.assertEqual(watch.lines[-1], "watch: stopped")


also_with_sanitizers(globals(), Paying, Answers, Mistakes)

if __name__ == "__main__":
    unittest.main()
