"""A whole class on one machine: nodes and wallets as real processes, parted and healed while they pay each other.

    python3 tests/processes/class_crowd.py [--nodes 30] [--wallets 60] [--seconds 300] [--seed S] [--build release]

One of the nodes is the host, two mine beside it. Each student's node and each wallet asks the host for its points, and
the wallets pay each other. In the middle the host parts the class and heals it. In the end all nodes have the same
last block and the same ranking, and all processes together have never taken more memory than a class may.
"""

import argparse
import io
import random
import re
import signal
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from witness import PATIENCE, Wrong, until  # noqa: E402
from houses import SANITIZER, memory_of, reported  # noqa: E402

from courselib.scenario import Scenario  # noqa: E402
from courselib.stages import find_stage  # noqa: E402
from courselib.tree import Tree  # noqa: E402
from courselib.trouble import Trouble  # noqa: E402

MOST_MEMORY = 4096  # MB, of all processes of a class together
GIFT = 20           # points
MINERS = 2          # beside the host: two cores are all that this machine may have
PAYMENT_EVERY = 1.0
ASKED_AT_ONCE = 5   # by those who have a wallet alone


class Crowd:
    def __init__(self, scenario, folder, seed):
        self.scenario, self.folder, self.dice = scenario, folder, random.Random(seed)
        self.nodes, self.wallets, self.addresses = [], [], {}
        self.paid = self.refused = 0
        self.memory = 0

    # -- who is there --------------------------------------------------------------------------------

    def begin(self, nodes, wallets):
        host = self.scenario.start("class-node", "--make", "crowd", "--data", str(self.folder / "host"), "--name",
                                   "teacher", "--gift", str(GIFT), "--students", "1000", quiet=True)
        self.word = host.wait_for(r"join with (\S+)", timeout=PATIENCE, from_start=True)[1]
        self.network = self.word.partition("/")[2]
        self.nodes.append(host)
        # The first blocks are cheap: the host mines what it is going to give.
        due = (nodes + wallets) * (GIFT + 1) // 100 + 4
        host.wait_for(rf"^block ({due + 3}) ", timeout=300, from_start=True)
        for number in range(1, nodes):
            self.add_node(number)
        for number in range(wallets):
            self.add_wallet(number)
        self.ask()
        for node in self.nodes[1:]:
            node.wait_for("about your points: .* on their way|have been given", timeout=PATIENCE * 3, from_start=True)

    def add_node(self, number):
        name = f"student-{number}"
        node = self.scenario.start("class-node", "--join", self.word, "--name", name, "--data",
                                   str(self.folder / name), "--address", self.sign(name), "--threads",
                                   "1" if number <= MINERS else "0", quiet=True)
        node.address = node.wait_for(r"listening on (\S+)", timeout=PATIENCE, from_start=True)[1]
        self.nodes.append(node)

    def add_wallet(self, number):
        name = f"wallet-{number}"
        cores = [node.address for node in self.dice.sample(self.nodes[1:], 2)]
        wallet = self.scenario.start("class_wallet", "--name", name, "--network", self.network, "--spacing", "5",
                                     *(word for core in cores for word in ("--core", core)), quiet=True)
        self.addresses[name] = wallet.wait_for(r"^address (\S+)", timeout=PATIENCE, from_start=True)[1]
        wallet.who = name
        self.wallets.append(wallet)

    def sign(self, name):
        process = self.scenario.start("sign", name, quiet=True)
        process.wait(timeout=PATIENCE)
        self.scenario.processes.remove(process)
        process.end()
        return process.lines[-1]

    def ask(self):
        """All wallets ask for their points, some at once."""
        waiting = list(self.wallets)
        while waiting:
            some, waiting = waiting[:ASKED_AT_ONCE], waiting[ASKED_AT_ONCE:]
            asking = [self.scenario.start("class-ask", "--join", self.word, "--name", wallet.who, "--address",
                                          self.addresses[wallet.who], quiet=True) for wallet in some]
            for process in asking:
                code = process.wait(timeout=PATIENCE * 3)
                if code != 0:
                    raise Wrong("somebody was given nothing:\n" + "\n".join(process.lines))
                self.scenario.processes.remove(process)
                process.end()

    # -- what happens --------------------------------------------------------------------------------

    def go_on(self, seconds):
        begun = time.monotonic()
        done = set()
        pay_at = look_at = begun
        while (now := time.monotonic()) < begun + seconds:
            for share, line in ((0.4, "partition"), (0.6, "heal")):
                if now >= begun + share * seconds and line not in done:
                    done.add(line)
                    self.nodes[0].type(line)
                    self.all_hear(r"The host has (parted|healed) the class")
            if now >= pay_at:
                self.pay()
                pay_at = now + PAYMENT_EVERY
            if now >= look_at:
                self.look_around()
                look_at = now + 5
            time.sleep(max(0.0, min(pay_at, look_at, begun + seconds) - time.monotonic()))

    def all_hear(self, pattern):
        for node in self.nodes:
            node.wait_for(pattern, timeout=PATIENCE)

    def pay(self):
        wallet = self.dice.choice(self.wallets)
        wallet.type(f"pay {self.dice.choice(sorted(self.addresses.values()))} {self.dice.randrange(1, 5)}")
        answer = wallet.wait_for(r"^(paid|not paid: .*)", timeout=PATIENCE)[1]
        self.paid += answer == "paid"
        self.refused += answer != "paid"

    def look_around(self):
        everybody = [*self.nodes, *self.wallets]
        for process in everybody:
            if not process.running:
                raise Wrong(f"{process.name} ended by itself:\n" + "\n".join(process.lines[-20:]))
        self.memory = max(self.memory, sum(memory_of(process.pid) for process in everybody))

    # -- the end -------------------------------------------------------------------------------------

    def agree(self):
        """All have one last block and one ranking, at one and the same moment."""
        def same():
            seen = {(self.ask_for(node, "tip", r"^block \d+ [0-9a-f]{64}"), self.ranking(node)) for node in self.nodes}
            self.seen = seen.pop() if len(seen) == 1 else None
            return self.seen is not None
        until(same, "they do not agree on the last block and on the ranking", 180)
        self.height = int(self.seen[0].split()[1])
        others = re.search(r"^and (\d+) others$", self.seen[1], re.M)
        rows = self.seen[1].count("has received") + (int(others[1]) if others else 0)
        if rows < len(self.nodes) - 1 + len(self.wallets):
            raise Wrong(f"the ranking knows of {rows} people only:\n{self.seen[1]}")

    @staticmethod
    def ask_for(node, line, pattern):
        node.type(line)
        return node.wait_for(pattern, timeout=PATIENCE)[0]

    def ranking(self, node):
        """Its lines, between two answers to `pool`."""
        node.type("pool")
        node.wait_for("payments that wait", timeout=PATIENCE)
        before = len(node.lines)
        node.type("ranking")
        node.type("pool")
        node.wait_for("payments that wait", timeout=PATIENCE)
        return "\n".join(line for line in node.lines[before - 1:] if re.search("has received|^and .* others$", line))

    def end(self):
        """Ctrl+C, which everybody answers."""
        for process in [*self.wallets, *reversed(self.nodes)]:
            process.interrupt()
        for process in [*self.wallets, *self.nodes]:
            code = process.wait(timeout=PATIENCE)
            if code != 0 or "stopped" not in process.lines[-1]:
                raise Wrong(f"{process.name} ended with {code}:\n" + "\n".join(process.lines[-20:]))
            if process.said(SANITIZER):
                raise Wrong("a sanitizer speaks:\n" + "\n".join(process.lines))


def programs(build):
    tree = Tree.here()
    paths = find_stage(tree, "07").program_paths(tree.build / build)
    paths = {name: path for name, path in paths.items() if name in ("class-node", "class-ask", "sign")}
    paths["class_wallet"] = tree.build / build / "tests" / "class_wallet"
    missing = [tree.short(path) for path in paths.values() if not path.exists()]
    if missing:
        raise Trouble(f"not built: {', '.join(missing)}", f"./course test --only reliability builds them ({build})")
    return paths


def run(arguments):
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # whoever ends us ends all that we have started
    with tempfile.TemporaryDirectory(prefix="simplebitcoin-") as folder:
        with Scenario("07", programs(arguments.build), out=io.StringIO()) as scenario:
            crowd = Crowd(scenario, Path(folder), arguments.seed)
            crowd.begin(arguments.nodes, arguments.wallets)
            crowd.go_on(arguments.seconds)
            crowd.agree()
            print(f"{arguments.nodes} nodes and {arguments.wallets} wallets, {arguments.seconds} s, seed "
                  f"{arguments.seed}: {crowd.height} blocks, {crowd.paid} payments, {crowd.refused} not possible; "
                  f"parted and healed, one history, one ranking; at most {crowd.memory} MB together, of {MOST_MEMORY}")
            if crowd.memory > MOST_MEMORY:
                raise Wrong("a class takes too much memory")
            if crowd.paid < arguments.seconds * 0.2:
                raise Wrong("hardly anybody could pay")
            crowd.end()
    return 1


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--nodes", type=int, default=8)
    options.add_argument("--wallets", type=int, default=16)
    options.add_argument("--seconds", type=int, default=45)
    options.add_argument("--seed", type=int, default=random.randrange(2**31))
    options.add_argument("--build", default="release")
    arguments = options.parse_args()
    again = (f"python3 tests/processes/class_crowd.py --nodes {arguments.nodes} --wallets {arguments.wallets} "
             f"--seconds {arguments.seconds} --seed {arguments.seed} --build {arguments.build}")
    return reported(lambda: run(arguments), again)


if __name__ == "__main__":
    sys.exit(main())
