"""A word that is meant for one is read by everybody on its way, and for ever after in the chain."""

import json
import tempfile
import time
from pathlib import Path

MINING = ("--block-every", "200", "--empty-blocks", "--spacing", "1")
PATIENCE = 10  # seconds for a word to get to a stranger, if it can
TRIES = 5      # a block may be quicker than a stranger's question
WORD = "the key is under the third flower pot"


def attack(s):
    with tempfile.TemporaryDirectory() as folder:
        return overhear(s, Path(folder))


def overhear(s, folder):
    a, a_at = node(s, "node A", "--address", address(s, "ann"), *MINING)
    b, b_at = node(s, "node B", "--core", a_at, "--spacing", "1", "--data", str(folder / "b"))
    for process in (a, b):
        s.mute(process)
    s.tell("Ann mines at node A. Ben hangs on node B, and will be away for a week. She pays him 5 points, and tells\n"
           "him something in the note, which is signed by her and meant for nobody else.")
    b.wait_for("^(new )?block 4 ", from_start=True, timeout=30)
    s.tell("Eve has no coins, no key, and nothing to do with either of them. She joins node B, as anybody may.")
    eve = s.start("eavesdrop", "--core", b_at, name="eve")
    eve.wait_for("connected to", from_start=True)
    payment, words = pay(s, a, eve)
    said = json.loads(payment)
    if words != said["note"]["text"]:
        raise s.unclear(f"the note says {said['note']['text']}, and eve reads {words}")
    paid(s, b, address(s, "ben"))

    s.tell("A week later ann's node is gone. Mallory, who was not even there, starts at ben's node and reads what\n"
           "lies in the chain, from the newest block down to the first one.")
    a.interrupt()
    mallory = s.start("eavesdrop", "--core", b_at, name="mallory")
    if not heard(mallory, f"in a block: {words}"):
        raise s.unclear("mallory has not found the payment in the chain")
    if words != WORD:
        return not_a_word(s, said["note"], eve, mallory)
    amounts = [output["amount"] for output in said["outputs"]]
    return s.failure(f"two strangers have read ann's note to ben, one on its way and one in the chain for ever; and "
                     f"that she paid him {amounts[0]} points, and kept {amounts[1]}")


def not_a_word(s, note, *strangers):
    """Where ann has sealed the note: what the strangers have heard is that, and never its words."""
    if note["app"] != "sealed":
        raise s.unclear(f"another note is on its way: {note}")
    for stranger in strangers:
        for words in (WORD, WORD.encode().hex()):
            if stranger.said(words):
                return s.failure(f"{stranger.name} has read ann's note to ben, sealed as it is")
    return s.refused("eve hears that somebody pays, and not a word of the note")


def pay(s, a, eve):
    """Ann's payment, and the words of its note as eve hears them on their way."""
    for _ in range(TRIES):
        coin, worth = oldest_coin(a, address(s, "ann"))
        payment = sign(s, "ann", "--coin", coin, "--worth", worth, "--to", "ben", "--amount", "5", "--note", WORD)
        a.type("say " + payment)
        where, words = eve.wait_for("^(on its way|in a block): (.*)$", timeout=PATIENCE).groups()
        if where == "on its way":
            return payment, words
    raise s.unclear("each time a block was quicker than eve's question for what waits")


def heard(process, words):
    """Whether it has read these words, before the time is up."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if any(words in line for line in process.lines):
            return True
        time.sleep(0.1)
    return False


def node(s, name, *options):
    process = s.start("node", *options, name=name)
    return process, process.wait_for(r"listening on (\S+)")[1]


def address(s, name):
    process = s.start("sign", name, name=f"{name}'s key", quiet=True)
    process.wait(timeout=10)
    return process.lines[-1]


def sign(s, *words):
    process = s.start("sign", *words, "--spacing", "1", name="ann's pen", quiet=True)
    process.wait(timeout=10)
    return process.lines[-1]


def paid(s, process, who):
    """Waits until a block has paid him there."""
    for _ in range(100):
        process.type(f"balance {who}")
        if process.wait_for("^balance (.*)$", timeout=10)[1] != "0":
            return
        process.wait_for("^(new )?block ", timeout=30)
    raise s.unclear("no block has paid him")


def oldest_coin(process, of):
    process.type(f"balance {of}")
    coin = process.wait_for(r"coin (\S+) of (\d+), mined in block \d+$").groups()
    process.wait_for("^balance ")
    return coin
