"""One coin is spent in two copies of a ledger, and neither of the copies is wrong."""

import json
import shutil
import tempfile
from pathlib import Path

PHRASE = "a phrase that a script may know"
BLOCKS = 3  # block 4 may spend what was mined in block 1, and nothing else: one coin, of 100 points


def attack(s):
    with tempfile.TemporaryDirectory() as folder:
        return (in_a_network if s.stage == "07" else spend_twice)(s, Path(folder))


def spend_twice(s, folder):
    ann, ben, carol = (Person(s, name, folder) for name in ("ann", "ben", "carol"))
    book = folder / "ledger"
    for person in (ann, ben, carol):
        person.asks(book, "create")
    for _ in range(BLOCKS):
        ann.asks(book, "next-block")

    s.tell("Ann, ben and carol keep a ledger, in a file. Ann has mined in it. One coin is old enough to be spent:")
    ann.says(book, "balance")
    s.tell("Ben and carol have taken copies home. Ann pays ben 90 points. That is written into his copy, and a\n"
           "block later he reads:")
    of_ben = sold(ann, ben, shutil.copy(book, folder / "ben.ledger"), "for the bicycle")
    s.tell("Then she pays carol 90 points, which is written into hers.")
    of_carol = sold(ann, carol, shutil.copy(book, folder / "carol.ledger"), "for the piano")
    if coin(of_ben) != coin(of_carol):
        raise s.unclear("ann had to spend another coin the second time")

    s.tell("Both payments spend the same output. If only they talked to each other! So they do: ben shows his\n"
           "payment to carol, who adds it to her ledger, and carol shows hers to ben.")
    first, second = payment(of_ben), payment(of_carol)
    if any(person.learns(path, line) for person, path, line in ((carol, of_carol, first), (ben, of_ben, second))):
        raise s.unclear("one of the ledgers has taken both payments in")
    return s.failure("both ledgers hold from the first line to the last; in ben's the coin has bought a bicycle, in "
                     "carol's a piano, and no rule says which of them counts")


def sold(ann, seller, book, what):
    """Ann has paid for it, in the seller's own ledger, and a block later the seller is sure of it."""
    ann.says(book, "pay", seller.asks(book, "address")["address"], "90", "--note", what, "--yes").wait_for(
        "on the way", from_start=True)
    seller.asks(book, "next-block")
    seller.says(book, "history", "--find", what).wait_for("1 confirmation", from_start=True)
    return book


def payment(book):
    """The line in which ann has paid."""
    return next(line for line in Path(book).read_text().splitlines() if line.startswith('{"payment"'))


def coin(book):
    """The transaction whose first output she has spent."""
    spent, = json.loads(payment(book))["payment"]["inputs"]
    assert spent["index"] == 0
    return spent["transaction"]


class Person:
    """Somebody with a key file, who has the wallet in the terminal do things."""

    def __init__(self, s, name, folder):
        self.s, self.name, self.keys = s, name, folder / f"{name}.keys"

    def says(self, book, *words):
        """Has it done, and all can read the answer."""
        return self._run(book, words, quiet=False)

    def asks(self, book, *words):
        """The answer, as JSON."""
        process = self._run(book, ("--json", *words), quiet=True)
        return json.loads(process.wait_for(r'^\{(?!.*"error":).*', from_start=True)[0])

    def learns(self, book, line):
        """Whether the ledger still holds with one more line at its end."""
        longer = Path(f"{book}.longer")
        longer.write_text(f"{Path(book).read_text()}{line}\n")
        opened = self._run(longer, ["balance"], quiet=True)
        if opened.exit_code != 0:
            spent = opened.wait_for(r"line \d+: such a coin is spent already, .*", from_start=True)
            self.s.shows(self.name, spent[0])
        return opened.exit_code == 0

    def _run(self, book, words, quiet):
        process = self.s.start("wallet-cli", "--ledger", str(book), "--keys", str(self.keys), "--pass-fd", "0", *words,
                               name=f"{self.name}'s" if quiet else self.name, quiet=quiet)
        process.type(PHRASE)
        process.wait(timeout=10)
        return process


# -- the same, put to chapter 07 -----------------------------------------------------------------


def in_a_network(s, folder):
    """Stage 07 has nodes, each with a copy of its own. The copies part as before; then the nodes meet."""
    keys = {name: run(s, "sign", name) for name in ("ann", "ben", "carol", "the miner")}
    s.tell("Ann, ben and carol keep the ledger as a chain of blocks now, each at a node of their own. Ann has mined.")
    ann, _ = node(s, "ann", "--data", str(folder / "ann"), "--address", keys["ann"], "--block-every", "0",
                  "--empty-blocks")
    ann.wait_for("new block 5 ", from_start=True, timeout=30)
    ann.type("balance " + keys["ann"])
    coins = [ann.wait_for(rf"coin (\S+) of 100, mined in block {height}$").group(1) for height in (1, 2)]
    ann.interrupt()
    ann.wait()
    mining = ("--address", keys["the miner"], "--block-every", "100")
    of_ben, of_carol = (node(s, name, "--data", shutil.copytree(folder / "ann", folder / name), *mining)
                        for name in ("ben", "carol"))
    height = int(of_ben[0].wait_for(r"at block (\d+)", from_start=True)[1])

    s.tell("Ben and carol have taken copies home; there is no line between them. Ann pays ben 90 points, out of the\n"
           "coin of block 1, and a block later he is sure of it. Then she pays carol, out of the same coin.")
    bicycle, piano = (run(s, "sign", "ann", "--coin", coins[0], "--worth", "100", "--to", who, "--amount", "90",
                          "--note", what) for who, what in (("ben", "for the bicycle"), ("carol", "for the piano")))
    pump = run(s, "sign", "ann", "--coin", coins[1], "--worth", "100", "--to", "ben", "--amount", "1")
    for (seller, _), payment, above in ((of_ben, bicycle, 1), (of_carol, piano, 1), (of_ben, pump, 2)):
        seller.type("say " + payment)
        seller.wait_for(f"new block {height + above} ", timeout=30)
    s.tell("(A point for the pump has made another block at ben's.) Now a node joins them. Whose coin was it?")
    node(s, "dora", "--core", of_ben[1], "--core", of_carol[1])
    of_carol[0].wait_for("reorganisation: back 1, forward 2", from_start=True, timeout=30)
    tips = set()
    for seller, _ in (of_ben, of_carol):
        seller.type("tip")
        tips.add(seller.wait_for(rf"^block {height + 2} (\S+)", timeout=10)[1])
        for name, points in (("ben", 91), ("carol", 0)):
            seller.type("balance " + keys[name])
            if int(seller.wait_for(r"^balance (\d+)", timeout=10)[1]) != points or len(tips) > 1:
                return s.failure("the nodes have met, and still one coin is spent twice")
    of_carol[0].type("say " + piano)
    reason = of_carol[0].wait_for(r"not taken, ([^:]*):", timeout=10)[1]
    return s.refused("both nodes have the history with more work, in which the coin has bought a bicycle; of the "
                     f"piano carol's own node says: {reason}")


def node(s, name, *options):
    process = s.start("node", *options, name=name)
    return process, process.wait_for(r"listening on (\S+)")[1]


def run(s, program, *words):
    """What a program says that ends by itself."""
    process = s.start(program, *words, name=program, quiet=True)
    process.wait(timeout=10)
    return process.lines[-1]
