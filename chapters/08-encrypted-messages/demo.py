"""Nodes with post offices: alice pays bob, engraves a word for everybody, and writes one for bob alone, who is away."""

import shlex
import tempfile
import time
from pathlib import Path

BREATH = 0.7  # seconds between two scenes, so that a reader can follow
QUICK = ("--spacing", "1")
SECRET = "the key is under the third flower pot"
ENGRAVED = "Bob has found the flower pots. All of them."


def demo(s):
    with tempfile.TemporaryDirectory(prefix="simplebitcoin-") as folder:
        play(s, Path(folder))


def play(s, folder):
    s.tell("Two full nodes, alice's and bob's, which keep blocks, and now letters too. Each has a light wallet beside\n"
           "it. First some points are mined, for alice:")
    a, a_at = node(s, "alice", "--data", str(folder / "a"))
    alice, bob = (Wallet(s, folder, name, a_at) for name in ("alice", "bob"))
    stop(a)
    a, a_at = node(s, "alice", "--data", str(folder / "a"), "--address", alice.address, "--block-every", "200",
                   "--empty-blocks")
    a.wait_for("block 5 ", from_start=True, timeout=60)
    stop(a)
    a, a_at = node(s, "alice", "--data", str(folder / "a"), "--address", alice.address, "--block-every", "500")
    height = int(a.wait_for(r"at block (\d+)", from_start=True)[1])
    b, b_at = node(s, "bob", "--data", str(folder / "b"), "--core", a_at)
    b.wait_for(f"block {height} ", from_start=True, timeout=30)
    s.tell("\nA third node joins. It keeps to every rule, and has no key of anybody's. Eve reads what comes by there:")
    eve = s.start("observer", "--core", a_at, "--core", b_at, *QUICK, name="eve", quiet=True)
    eve_at = eve.wait_for(r"listening on (\S+)", from_start=True)[1]
    for process in (a, b):
        process.wait_for(f"core {eve_at} joined", from_start=True)
        s.mute(process)
    alice.asks(a_at, b_at)
    bob.asks(b_at, a_at)
    time.sleep(BREATH)

    s.tell("\nAs before: alice pays bob 30 points, and says why. Everybody may read that.")
    height = mined(b, height, alice.does, "pay", bob.address, "30", "--note", "you are great", "--yes")
    bob.does("history")
    time.sleep(BREATH)

    s.tell("\nAnd now she writes something for everybody, and for ever: in a block, for the usual fee. Bob's wallet\n"
           "looks for the proof before it calls it verified, and the author is the address that has paid:")
    height = mined(b, height, alice.does, "engrave", ENGRAVED, "--yes")
    bob.does("contact", "alice", alice.address)
    bob.does("engraved")
    time.sleep(BREATH)

    s.tell("\nWhat is for bob alone she does not put there. He has shown his card: a key to seal letters for, signed\n"
           "by his address. These are the words that he reads to alice on the telephone, and then he goes away:")
    bob.does("card")
    s.tell("\nAlice finds his card, sees the same words, and writes. Bob is not there; the nodes hold the letter for\n"
           "him. Eve's lines stand beside it: that is all that she sees.")
    alice.does("contact", "bob", bob.address)
    alice.does("find", "bob")
    alice.does("compared", "bob")
    alice.does("write", "bob", SECRET)
    seen = eve.wait_for("^letter 1 to .*", from_start=True, timeout=20)[0]
    s.shows("eve", seen)
    time.sleep(BREATH)
    s.tell("\nBob comes home and opens his wallet. His node asks him to sign a new challenge with his address, hands\n"
           "him the letter, and drops it everywhere when he has signed that it has come:")
    if not any(SECRET in line for line in bob.does("letters")):
        raise AssertionError("bob has not got his letter")
    s.shows("eve", eve.wait_for("^.* has got his letter", from_start=True, timeout=20)[0])
    s.tell("\nAnd alice knows that he has it:")
    if not any("delivered" in line for line in alice.does("letters")):
        raise AssertionError("alice has not heard that her letter has come")
    time.sleep(BREATH)

    s.tell("\nSide by side:")
    s.shows("alice", f"to bob: {SECRET}")
    s.shows("eve", seen)
    s.shows("bob", f"from alice: {SECRET}")
    if any(SECRET in line for line in eve.lines + a.lines + b.lines):
        raise AssertionError("somebody has read the letter who should not")
    if s.can_show("wallet"):
        show_windows(s, alice, bob, {"alice": a_at, "bob": b_at})

    s.tell("\nEverybody goes home.")
    for process in s.processes:
        if process.running:
            stop(process)
    s.tell("\nThat was chapter 08: a word for everybody, and a word for one. Next: read")
    s.tell("chapters/08-encrypted-messages/README.md. Then see what eve makes of many letters that she cannot read:")
    s.tell("./course break 08 metadata")


def node(s, name, *options):
    process = s.start("node", *QUICK, *options, name=name + "'s node")
    return process, process.wait_for(r"listening on (\S+)")[1]


def stop(process):
    process.interrupt()
    process.wait()


def mined(process, height, does, *words):
    """Does something that costs a payment, and waits until it stands in a block there: at which height."""
    does(*words)
    process.wait_for(f"block {height + 1} ", from_start=True, timeout=60)
    time.sleep(BREATH)
    return height + 1


def show_windows(s, alice, bob, nodes):
    s.tell(
        "\nNow you are both: alice's wallet and bob's open in windows. Write to each other, pay, engrave. The third\n"
        "window is for the projector: the explorer. Close all three to go on. The pass phrases are:")
    for wallet in (alice, bob):
        s.tell(f"{wallet.name}: {wallet.phrase}")
    windows = [s.start("wallet", *wallet.options, name=wallet.name + "'s window") for wallet in (alice, bob)]
    called = [*nodes.items(), ("alice", alice.address), ("bob", bob.address)]
    windows.append(s.start("explorer", *QUICK, *(word for at in nodes.values() for word in ("--core", at)),
                           *(word for name, at in called for word in ("--call", f"{at}={name}")),
                           name="explorer"))
    for window in windows:
        window.wait(timeout=3600)


class Wallet:
    """Somebody's key file; each command is a run of wallet-cli."""

    def __init__(self, s, folder, name, core):
        self.s, self.name, self.phrase = s, name, f"the pass phrase of {name}"
        self.keys = str(folder / f"{name}.keys")
        self.asks(core)
        self.does("create")
        self.address = self.does("address")[-1]

    def asks(self, *cores):
        words = [word for core in cores for word in ("--core", core)]
        self.options = [*words, *QUICK, "--keys", self.keys]

    def does(self, command, *words):
        """Runs it, shows it as if it were typed, and gives back its lines."""
        self.s.shows(self.name, "> " + shlex.join(["wallet-cli", command, *words]))
        process = self.s.start("wallet-cli", *self.options, command, *words, name=self.name,
                               env={"SBC_PASS_PHRASE": self.phrase})
        code = process.wait(timeout=60)
        if code != 0:
            raise AssertionError(f"wallet-cli {command} ended with {code}: {' '.join(process.lines[-2:])}")
        return process.lines
