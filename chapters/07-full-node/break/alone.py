"""A wallet that asks one attacker's nodes alone is shown a history that holds, and is not the one that counts."""

import re
import tempfile
import time
from pathlib import Path

PATIENCE = 20  # seconds for a wallet to hear what there is
SPACING = ("--spacing", "1")
HONEST = ("--block-every", "200", "--empty-blocks")
SLOW = ("--block-every", "1000", "--empty-blocks")  # mallory has less power than the others together
ROW = re.compile(r" *(\d+) % +(\d+) blocks +(\d+) +([\d.]+) min")
BOUNDS = {10: 40, 30: 60, 50: 250}  # her part of the power -> so many blocks of hers at most until it is noticed


def attack(s):
    with tempfile.TemporaryDirectory() as folder:
        return isolate(s, Path(folder))


def isolate(s, folder):
    measuring = s.start("isolated", name="isolated", quiet=True)
    ann, ann_at = node(s, "ann's node", "--address", address(s, "ann"), *HONEST)
    hers, _ = node(s, "mallory's node", "--core", ann_at, "--data", str(folder / "m"))
    s.tell("Ann's node and mallory's have one history. Ann pays mallory 50 points, and both have that.")
    ann.wait_for("new block 4 ", from_start=True, timeout=30)
    pay(s, ann, "ann", oldest_coin(ann, address(s, "ann")), "mallory", 50)
    coin = paid_coin(s, hers, "mallory")

    s.tell("Then mallory cuts her node off from all others, and lets it mine alone, more slowly than they. Where\n"
           "everybody sees it, she buys a bicycle from carol, and ann pays ben 5 points. At her own node mallory pays\n"
           "ben 49, with the coin that has bought the bicycle.")
    hers.interrupt()
    hers.wait(timeout=10)
    hers, at = node(s, "mallory's node, alone", "--data", str(folder / "m"), "--address", address(s, "mallory"), *SLOW)
    pay(s, ann, "mallory", coin, "carol", 49)
    pay(s, ann, "ann", oldest_coin(ann, address(s, "ann")), "ben", 5)
    pay(s, hers, "mallory", coin, "ben", 49)
    paid_coin(s, ann, "carol")
    paid_coin(s, ann, "ben")
    block = paid_coin(s, hers, "ben")[2]
    hers.wait_for(f"new block {int(block) + 2} ", from_start=True, timeout=30)

    s.tell("Ben's wallet keeps headers and asks for proofs. The only node that it can reach is mallory's.")
    alone = s.start("watch", "--core", at, *SPACING, address(s, "ben"), name="ben, alone")
    if not heard(alone, r"^balance 49, as of block \d+"):
        return s.refused("the wallet does not believe what mallory's node alone has")
    s.tell("Each header has its work, the proof leads to a root, and mallory has signed: all of that is true. Now the\n"
           "same wallet with one honest node beside hers:")
    both = s.start("watch", "--core", at, "--core", ann_at, *SPACING, address(s, "ben"), name="ben, with two")
    if not heard(both, r"^balance 5, as of block \d+"):
        raise s.unclear("not even a wallet that asks an honest node as well finds the better history")
    measuring.wait(timeout=30)
    s.tell("With nobody else to ask, there is only one thing left to look at: how much work there is for the time.\n"
           "She has less power than all others together, so her blocks come late:")
    for line in measuring.lines:
        s.shows("isolated", line)
    noticed = {int(row[1]): row for row in map(ROW.match, measuring.lines) if row}
    if any(share not in noticed or int(noticed[share][3]) > most for share, most in BOUNDS.items()):
        raise s.unclear("the wallet notices much later than it should, and this is not what the lesson says")
    tenth, half = noticed[10], noticed[50]
    return s.failure("ben's wallet has proofs for 49 points, in a history that holds; in the one that counts he has "
                     "five. One honest node is enough to show it. Alone he notices, one time in two, after "
                     f"{tenth[2]} of her blocks if she has 10 % of the power, and after {half[2]} if she has half")


def node(s, name, *options):
    process = s.start("node", *options, *SPACING, name=name, quiet=True)
    return process, process.wait_for(r"listening on (\S+)", timeout=10)[1]


def address(s, name):
    process = s.start("sign", name, name=f"{name}'s key", quiet=True)
    process.wait(timeout=10)
    return process.lines[-1]


def pay(s, at, who, coin, to, amount):
    process = s.start("sign", who, "--coin", coin[0], "--worth", coin[1], "--to", to, "--amount", str(amount),
                      *SPACING, name=f"{who}'s pen", quiet=True)
    process.wait(timeout=10)
    at.type("say " + process.lines[-1])


def oldest_coin(process, of):
    process.type(f"balance {of}")
    return process.wait_for(r"coin (\S+) of (\d+), mined in block (\d+)$").groups()


def paid_coin(s, process, who):
    """Waits until somebody has been paid there: the coin, what it is worth, its block."""
    for _ in range(100):
        process.type(f"balance {address(s, who)}")
        line = process.wait_for(r"coin (\S+) of (\d+), paid in block (\d+)$|^balance (0)$", timeout=10)
        if line[4] is None:
            return line.groups()[:3]
        process.wait_for("new block", timeout=30)
    raise s.unclear(f"no block has paid {who}")


def heard(process, words):
    """Whether it says this, before the time is up."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and not process.said(words):
        time.sleep(0.1)
    return process.said(words) is not None
