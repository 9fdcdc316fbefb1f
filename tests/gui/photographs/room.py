"""Chapter 07: full nodes that mine, and people who pay each other at them. The keys are those of `sign`."""

import re

from courselib.trouble import Trouble
from studio import PATIENCE, height_of

SPACING = ("--spacing", "2")
RESTS = ()  # what a node does beside keeping the chain
MINES = ("--block-every", "0", "--empty-blocks")
MINES_PAYMENTS = ("--block-every", "1500")
MOST_BLOCKS = 30
YOUNG = 4  # blocks until what was mined can be spent for sure


class Room:
    """Nodes by the names of those whose they are."""

    def __init__(self, studio, spacing=SPACING):
        self.studio, self.spacing = studio, spacing
        self.nodes = {}
        self.ports = {}  # the system's choice; who comes back has his old one
        self.explorers = []  # their addresses
        self.spent = set()
        self.addresses = {}

    def address(self, name):
        if name not in self.addresses:
            self.addresses[name] = self.studio.run("sign", name)[-1]
        return self.addresses[name]

    def node(self, name, *others, does=RESTS):
        """His node, which joins the others', and has what it had before. Without others it is where nobody calls it."""
        cores = [self.nodes[other].address for other in others]
        words = [word for core in [*cores, *self.explorers[:len(cores)]] for word in ("--core", core)]
        words += ["--address", self.address(name), *does] if does else []
        node = self.studio.start("node", *self.spacing, "--data", f"{name}.node",
                                 "--port", self.ports.get(name, 0) if others else 0, *words)
        node.address = self.studio.hears(node, r"listening on (\S+)")[1]
        self.nodes[name] = node
        self.ports.setdefault(name, node.address.rpartition(":")[2])
        for core in cores:
            self.studio.hears(node, f"core {re.escape(core)} joined")
        return node

    def leaves(self, name):
        self.studio.stop(self.nodes.pop(name))

    def again(self, *names, does):
        """Their nodes end, and begin anew beside the others."""
        for name in names:
            self.leaves(name)
            self.node(name, *self.nodes, does=does)

    def height(self, name):
        return height_of(self.nodes[name])

    def reaches(self, name, height):
        """Until his node has a block of this height, or a higher one."""
        while self.height(name) < height:
            self.nodes[name].wait_for(r"block \d+ \w+…", timeout=PATIENCE)

    def grows(self, name, blocks):
        self.reaches(name, self.height(name) + blocks)

    def coin(self, at, name, least):
        """His oldest coin of so many points that no payment here has spent, if need be after some more blocks."""
        for _ in range(MOST_BLOCKS):
            found = self.coin_now(at, name, least)
            if found:
                return found
            self.grows(at, 1)
        raise Trouble(f"{name} has no coin after so many blocks")

    def coin_now(self, at, name, least):
        node = self.nodes[at]
        height, seen = self.height(at), len(node.lines)
        node.type("balance " + self.address(name))
        node.wait_for(r"^balance \d+", timeout=PATIENCE)
        for line in node.lines[seen:]:
            found = re.search(r"^  coin (\S+) of (\d+), \w+ in block (\d+)", line)
            if not found or found[1] in self.spent:
                continue
            if int(found[2]) >= least and int(found[3]) + YOUNG <= height:
                self.spent.add(found[1])
                return found[1], found[2]
        return None

    def signed(self, at, giver, taker, amount, note, *more):
        """The text of a payment, as it is said to a node."""
        coin, worth = self.coin(at, giver, amount + 1)
        return self.studio.run("sign", giver, *self.spacing, "--coin", coin, "--worth", worth,
                               "--to", self.address(taker), "--amount", amount, "--note", note, *more)[-1]

    def pay(self, at, *payment):
        self.say(at, self.signed(at, *payment))

    def say(self, at, *texts):
        for text in texts:
            self.nodes[at].type("say " + text)
        for text in texts:
            self.nodes[at].wait_for("^waits: ", timeout=PATIENCE)
