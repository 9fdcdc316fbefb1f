"""Kills full nodes at random instants, and looks at what they have on disk then.

    python3 tests/processes/kills.py [--kills N] [--seed S] [--round R] [--build release]

Each round takes one kind of node (chapter 07's program, or common's full node) into one kind of trouble (it mines,
catches up, or meets a better history while it mines), and kills it there a few times, in the same folder. After each
kill it is started again, alone. It must open its folder and show a history that holds from the first block to the last,
every block that it had announced must stand in that, unless a history with more work has taken its place, and every
payment that common's node had answered as accepted must be in a block or wait, even if its block was taken back.
(Chapter 07's program promises that for blocks only. What waits there is told to its neighbours, and kept by them.)

The seed decides what happens in which round and when it kills; not what the processes do meanwhile.
"""

import argparse
import random
import shutil
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from witness import History, Witness, Wrong, genesis, look_at  # noqa: E402
from houses import KINDS, NETWORK, SPACING, Houses, heights, mining, reported  # noqa: E402

from courselib.trouble import Trouble  # noqa: E402

TROUBLES = ("mining", "sync", "reorganisation")
KILLS_OF_A_ROUND = 4
COMMON, LONGER = 12, 60  # blocks before the fork, and after it
DEEP = 10                # blocks; common/node/submitted.hpp: one that lies so deep is not kept for its owner any more


class Killing:
    """What all rounds share: histories to begin with, and a node from which a better one comes."""

    def __init__(self, houses, seed):
        self.houses, self.seed = houses, seed
        self.kills = self.acknowledged = self.payments = 0
        self.first = genesis(NETWORK, SPACING)
        self.prepare()

    # -- what there is to begin with ---------------------------------------------------------------

    def prepare(self):
        """Folders: common-KIND, ours-KIND and theirs, whose histories part after the common one."""
        houses = self.houses
        self.grow("common-whole_node", "miner", COMMON, 0)
        houses.copy("common-whole_node", "theirs")
        houses.copy("common-whole_node", "ours-whole_node")
        self.common = self.history_of("whole_node", "common-whole_node")
        self.grow("ours-whole_node", "miner", COMMON + LONGER, 4)
        self.grow("theirs", "others", COMMON + LONGER + 30, 0)
        for name in ("common", "ours"):
            source = houses.start("whole_node", f"{name}-whole_node")
            address = houses.listens(source)
            height = look_at(address, NETWORK, SPACING).height
            node = houses.start("node", f"{name}-node", address)
            node.wait_for(f"^new block {height} ", timeout=60, from_start=True)
            houses.stop(node)
            houses.stop(source)
        self.coins = self.common.coins_of(houses.address("miner"))[:-4]  # ours has spent the others

    def grow(self, folder, miner, height, payments):
        """Mines up to this height, some of it with payments in it."""
        node = self.houses.start("whole_node", folder, options=mining("whole_node", self.houses.address(miner)))
        self.houses.listens(node)
        if payments:
            for coin in self.common.coins_of(self.houses.address("miner"))[-payments:]:
                node.type("say " + self.houses.payment("miner", coin, "carol", 7))
        node.wait_for(rf"^block {height} ", timeout=120, from_start=True)
        self.houses.stop(node)

    def history_of(self, kind, folder):
        node = self.houses.start(kind, folder)
        history = look_at(self.houses.listens(node), NETWORK, SPACING)
        self.houses.stop(node)
        return history

    # -- one round ---------------------------------------------------------------------------------

    def round(self, number, most):
        """Kills a node up to `most` times; then its folder is gone."""
        dice = random.Random(f"{self.seed}/{number}")
        kind, trouble = KINDS[number % 2], TROUBLES[number // 2 % 3]
        folder = f"round-{number}"
        life = Life(self, kind, folder)
        source = None
        if trouble != "mining":  # a fresh one: the last one has heard of payments, and of blocks on its own
            self.houses.copy("theirs", "source")
            source = self.houses.start("whole_node", "source")
            self.houses.listens(source)
        if trouble == "mining":
            self.houses.copy(f"common-{kind}", folder)
        elif trouble == "reorganisation":
            self.houses.copy(f"ours-{kind}", folder)
        for kill in range(min(KILLS_OF_A_ROUND, most)):
            mines = trouble == "mining" or trouble == "reorganisation" and dice.random() < 0.5
            try:
                life.go_on(dice, mines, source)
                life.look(single=trouble != "reorganisation")
            except (Wrong, Trouble) as wrong:
                advice = getattr(wrong, "advice", "")
                raise Wrong(f"kill {kill + 1} in round {number} (--round {number} does that alone), {trouble}, {kind}:"
                            f" {wrong}\n{advice}") from wrong
            self.kills += 1
        if source:
            self.houses.stop(source)
        self.acknowledged += len(life.blocks)
        self.payments += life.said
        shutil.rmtree(self.houses.folder / folder)


class Life:
    """One folder, from kill to kill, and what whoever lives in it has promised so far."""

    def __init__(self, killing, kind, folder):
        self.killing, self.houses = killing, killing.houses
        self.kind, self.folder = kind, folder
        self.blocks = {}    # name -> work, or None: announced on the wire
        self.lines = {}     # height -> how the hash begins: told on the screen
        self.accepted = {}  # id -> how deep it may lie by now: 0, if it waits
        self.said = 0       # accepted, of all lives
        self.coins = list(killing.coins)

    def go_on(self, dice, mines, source):
        """Starts it, and kills it when the dice say so."""
        houses = self.houses
        options = mining(self.kind, houses.address("miner"), 300_000 if source else 2_000_000) if mines else ()
        others = [source.address] if source else []
        texts = self.some_payments(dice) if mines else []
        begun = time.monotonic()
        node = houses.start(self.kind, self.folder, *others, options=options)
        witness = None
        if dice.random() < 0.85:  # else it is killed as it starts
            witness = Witness(houses.listens(node), NETWORK)
            begun = time.monotonic()
        for coin, text in texts:
            node.type("say " + text)
            self.coins.remove(coin)
        if witness and dice.random() < 0.5:  # just after a word of it
            count = len(witness.announced) + dice.randrange(1, 12)
            witness.wait_until(lambda: len(witness.announced) >= count, 2)
            begun = time.monotonic()
            wait = dice.random() * 0.005
        else:
            wait = dice.random() * 0.8
        time.sleep(max(0.0, begun + wait - time.monotonic()))
        if not node.running:
            raise Wrong("it ended by itself:\n" + "\n".join(node.lines[-20:]))
        houses.kill(node)
        if witness:
            witness.until_closed()
            self.blocks.update(witness.announced)
        if self.kind == "node":  # the other one tells people of blocks that are only gathered, and nobody else
            self.lines.update(heights(node))
        self.accepted.update((line.split()[1], 0) for line in node.lines if line.startswith("accepted: "))
        self.said += sum(line.startswith("accepted: ") for line in node.lines)
        mined = 1 + node.lines.count("mined it")  # one more, perhaps, of which it could not tell
        self.accepted = {one: depth + mined for one, depth in self.accepted.items()}

    def some_payments(self, dice):
        chosen = dice.sample(self.coins, min(len(self.coins), dice.randrange(3)))
        return [(coin, self.houses.payment("miner", coin, "bob", dice.randrange(1, 50))) for coin in chosen]

    def look(self, single):
        """Starts it alone, and compares. `single`: there was only one history."""
        node = self.houses.start(self.kind, self.folder)
        try:
            witness = Witness(self.houses.listens(node), NETWORK)
        except Exception as error:
            raise Wrong(f"it does not start again: {error}\n" + "\n".join(node.lines[-20:])) from error
        name, height, work = witness.tip()
        history = History(witness, self.killing.first)
        if (history.names[-1], history.height, history.work) != (name, height, work):
            raise Wrong(f"it says to be at block {height}, and shows {history.height}")
        self.judge_blocks(history, single)
        missing = self.accepted.keys() - history.ids.keys()
        missing -= witness.waits(missing)
        forgiven = {one for one in missing if not single and self.accepted[one] >= DEEP}
        missing -= forgiven
        self.accepted = {one: history.height - history.ids.get(one, history.height + 1) + 1
                         for one in self.accepted.keys() - forgiven}
        if missing:
            raise Wrong(f"accepted, and neither in a block nor waiting: {', '.join(sorted(missing))}")
        points = self.houses.balance(node, "miner")
        counted = sum(amount for to, amount, _, _ in history.coins.values() if to == self.houses.address("miner"))
        if points != counted:
            raise Wrong(f"it counts {points} points of the miner; its blocks hold {counted}")
        witness.close()
        self.houses.stop(node)

    def judge_blocks(self, history, single):
        """What was announced is there, or a history with more work has taken its place."""
        ours = set(history.names)
        for name, work in self.blocks.items():
            if name not in ours and (single or work and work >= history.work):
                raise Wrong(f"block {name} was announced, and is lost; it is at block {history.height}")
        for height, begin in self.lines.items():
            there = height <= history.height and history.names[height].startswith(begin)
            if not there and (single or height >= history.height):
                raise Wrong(f"block {height} {begin}… was told, and is lost; it is at block {history.height}")


def run(arguments):
    began = time.monotonic()
    with Houses(arguments.build) as houses:
        killing = Killing(houses, arguments.seed)
        number = arguments.round or 0
        while killing.kills < arguments.kills:
            killing.round(number, arguments.kills - killing.kills)
            number += 1
            print(f"{killing.kills} kills, {time.monotonic() - began:.0f} s", flush=True)
            if arguments.round is not None:
                break
        print(f"{killing.kills} kills from seed {arguments.seed}: "
              f"{killing.acknowledged} blocks announced, {killing.payments} payments accepted, none lost")
    return killing.kills


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--kills", type=int, default=12)
    options.add_argument("--seed", type=int, default=random.randrange(2**31))
    options.add_argument("--round", type=int, help="only this one")
    options.add_argument("--build", default="release")
    arguments = options.parse_args()
    again = f"python3 tests/processes/kills.py --seed {arguments.seed} --kills {arguments.kills}"
    return reported(lambda: run(arguments), again)


if __name__ == "__main__":
    sys.exit(main())
