"""A network of full nodes as real processes, which are killed and started again while people pay each other.

    python3 tests/processes/soak.py [--nodes 20] [--seconds 600] [--seed S] [--build release]

Every second node is chapter 07's program, the others are common's full node. Nobody is joined to all. In the end all
nodes show one history; a ledger in Python that goes through it finds that each block has made what it may, and each
node's own balances are the same to the point. No process may have ended by itself or grown beyond its bound.
"""

import argparse
import random
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from witness import SUBSIDY, Wrong, look_at, until  # noqa: E402
from houses import KINDS, NETWORK, SPACING, Houses, memory_of, reported  # noqa: E402

PAYMENT_EVERY = 1.0   # seconds
KILL_EVERY = 4.0      # seconds, of one node or another
MOST_MEMORY = 150     # MB, of one process without sanitizers
POWER_OF_ALL = 40000  # hashes a second, of those whose power is drawn: a block now and then
MINERS = 2            # nodes of chapter 07 that mine, for real, as soon as somebody has paid


class Soak:
    def __init__(self, houses, count, seed):
        self.houses, self.dice = houses, random.Random(seed)
        self.names = [f"owner{number}" for number in range(count)]
        self.nodes = [None] * count
        self.ports = [0] * count
        self.calls = [self.dice.sample(range(number), min(number, 3)) for number in range(count)]
        self.kills = self.said = self.memory = 0
        self.history = None
        for name in self.names:
            houses.address(name)

    def kind(self, number):
        return KINDS[number % 2]

    def start(self, number, mines=True):
        """Under the port that the system gave it the first time, so that those who call it find it again."""
        address = self.houses.address(self.names[number])
        options = ["--port", str(self.ports[number])]
        if self.kind(number) == "whole_node":
            options += ["--address", address, "--power", str(2 * POWER_OF_ALL // len(self.nodes) if mines else 0)]
        elif mines and number // 2 < MINERS:
            options += ["--address", address, "--block-every", "1500"]
        others = [f"127.0.0.1:{self.ports[other]}" for other in self.calls[number]]
        node = self.houses.start(self.kind(number), f"node-{number}", *others, options=options)
        self.ports[number] = int(self.houses.listens(node).rpartition(":")[2])
        self.nodes[number] = node

    # -- what happens ------------------------------------------------------------------------------

    def go_on(self, seconds):
        """Payments at a steady rate, and kills."""
        for number in range(len(self.nodes)):
            self.start(number)
        end = time.monotonic() + seconds
        pay_at = kill_at = look_at_ = time.monotonic()
        while time.monotonic() < end:
            now = time.monotonic()
            if now >= look_at_:
                self.look_around()
                look_at_ = now + 10
            if now >= pay_at:
                self.pay()
                pay_at = now + PAYMENT_EVERY
            if now >= kill_at:
                self.kill_some()
                kill_at = now + KILL_EVERY * (0.5 + self.dice.random())
            time.sleep(max(0.0, min(pay_at, kill_at, look_at_, end) - time.monotonic()))

    def look_around(self):
        """What coins there are, by the history of some node; and how all of them are."""
        try:
            self.history = look_at(self.dice.choice(self.nodes).address, NETWORK, SPACING)
        except (OSError, Wrong):
            pass  # it is catching up, or changes its history just now: next time
        self.unspent = []
        if self.history:
            self.unspent = [(name, coin) for name in self.names
                            for coin in self.history.coins_of(self.houses.address(name)) if coin[1] > 4]
            self.dice.shuffle(self.unspent)
        for number, node in enumerate(self.nodes):
            if not node.running:
                raise Wrong(f"node {number}, {node.kind}, ended by itself:\n" + "\n".join(node.lines[-20:]))
            self.memory = max(self.memory, memory_of(node.pid))

    def pay(self):
        """Somebody pays somebody else, at some node. Nobody need take it: the coin may be spent by now."""
        if not self.unspent:
            return
        who, coin = self.unspent.pop()
        text = self.houses.payment(who, coin, self.dice.choice(self.names), self.dice.randrange(1, coin[1] - 2),
                                   fee=self.dice.randrange(1, 3))
        self.dice.choice(self.nodes).type("say " + text)
        self.said += 1

    def kill_some(self):
        number = self.dice.randrange(len(self.nodes))
        if not self.nodes[number].running:
            self.look_around()  # says so
        self.houses.kill(self.nodes[number])
        self.kills += 1
        self.start(number)

    # -- the end -----------------------------------------------------------------------------------

    def come_to_rest(self):
        """Nobody mines. Two histories with the same work may be left; then one more block decides."""
        for number, node in enumerate(self.nodes):
            if node.kind == "whole_node":
                node.type("power 0")
            elif number // 2 < MINERS:
                self.houses.stop(node)
                self.start(number, mines=False)
        tie = next(node for node in self.nodes if node.kind == "whole_node")
        for _ in range(10):
            try:
                return until(lambda: len({self.tip(node) for node in self.nodes}) == 1, "they do not agree", 30)
            except Wrong:
                height = int(self.tip(tie)[0])
                tie.type("power 1000000")
                tie.wait_for(rf"^block {height + 1} ", timeout=60)
                tie.type("power 0")
        raise Wrong("they do not come to rest: " + str({self.tip(node) for node in self.nodes}))

    def tip(self, node):
        node.type("tip")
        return node.wait_for(r"^block (\d+) ([0-9a-f]{64})", timeout=60).groups()

    def add_up(self):
        """Each node's history is looked at; the balances that it counts itself are those of the Python ledger."""
        self.look_around()
        for number, node in enumerate(self.nodes):
            history = look_at(node.address, NETWORK, SPACING)
            due = SUBSIDY * history.height
            if history.points() != due:
                raise Wrong(f"node {number}: its coins hold {history.points()} points, of {due}")
            balances = [self.houses.balance(node, name) for name in self.names]
            if sum(balances) != due:
                raise Wrong(f"node {number} counts {sum(balances)} points, of {due}")
            for name, balance in zip(self.names, balances):
                if balance != sum(amount for to, amount, _, _ in history.coins.values()
                                  if to == self.houses.address(name)):
                    raise Wrong(f"node {number} counts {balance} points of {name}, its blocks something else")
        return history

    def stop_all(self):
        for node in self.nodes:
            self.houses.stop(node)


def run(arguments):
    with Houses(arguments.build) as houses:
        soak = Soak(houses, arguments.nodes, arguments.seed)
        soak.go_on(arguments.seconds)
        soak.come_to_rest()
        history = soak.add_up()
        payments = len(history.ids) - history.height
        bound = MOST_MEMORY * (8 if arguments.build == "asan" else 1)
        print(f"{arguments.nodes} nodes, {arguments.seconds} s, seed {arguments.seed}: {soak.kills} kills, "
              f"{history.height} blocks with {payments} of {soak.said} payments, one history, "
              f"{SUBSIDY * history.height} points, none lost; at most {soak.memory} MB in a process, of {bound}")
        if soak.memory > bound:
            raise Wrong("a process has grown too large")
        if payments < arguments.seconds * PAYMENT_EVERY / 10:
            raise Wrong("hardly a payment has come through")
        soak.stop_all()
    return 1


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--nodes", type=int, default=6)
    options.add_argument("--seconds", type=int, default=30)
    options.add_argument("--seed", type=int, default=random.randrange(2**31))
    options.add_argument("--build", default="release")
    arguments = options.parse_args()
    again = (f"python3 tests/processes/soak.py --nodes {arguments.nodes} --seconds {arguments.seconds} "
             f"--seed {arguments.seed} --build {arguments.build}")
    return reported(lambda: run(arguments), again)


if __name__ == "__main__":
    sys.exit(main())
