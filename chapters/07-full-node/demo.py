"""Three nodes and two wallets: alice pays bob, a node is killed and remembers, a fork happens and heals."""

import shlex
import tempfile
import time
from pathlib import Path

BREATH = 0.7  # seconds between two scenes, so that a reader can follow
QUICK = ("--spacing", "1")


def demo(s):
    with tempfile.TemporaryDirectory(prefix="simplebitcoin-") as folder:
        play(s, Path(folder))


def play(s, folder):
    s.tell("A network of full nodes. Each has all blocks, on its own disk, and looks at everything itself. Alice's is\n"
           "the first. Her wallet has no blocks: it asks the node, and believes what is proven. It begins with a key.")
    a, a_at = node(s, "alice", "--data", str(folder / "a"))
    alice = Wallet(s, folder, "alice", a_at)
    bob = Wallet(s, folder, "bob", a_at)
    s.tell("\nThere are no points yet, so her node mines some; with each block, 100 new ones for her address:")
    stop(a)
    a, a_at = node(s, "alice", "--data", str(folder / "a"), "--address", alice.address, "--block-every", "200",
                   "--empty-blocks")
    a.wait_for("new block 5 ", from_start=True, timeout=60)
    stop(a)
    s.tell("\nShe stops it, and starts it again. It goes on where it was, but from now on it mines only when somebody\n"
           "pays. Bob's node joins. It asks for the headers, and then for the blocks:")
    a, a_at = node(s, "alice", "--data", str(folder / "a"), "--address", alice.address, "--block-every", "1500")
    height = int(a.wait_for(r"at block (\d+)", from_start=True)[1])
    b, b_at = node(s, "bob", "--data", str(folder / "b"), "--core", a_at)
    b.wait_for(f"new block {height} ", from_start=True, timeout=30)
    time.sleep(BREATH)

    s.tell("\nAlice pays bob 30 points. She asks her own node, and bob asks his, what there is in the chain:")
    alice.asks(a_at)
    bob.asks(b_at)
    alice.does("balance")
    pay(alice, bob.address, 30, "you are great, thirty times over", a, [a, b])
    bob.does("history")
    time.sleep(BREATH)

    s.tell(
        "\nBob's node is killed, in the middle of whatever it does. What has it lost? Nothing. (The line to alice's\n"
        "is down now, and bob mines, too.)")
    b.kill()
    b.wait()
    b, b_at = node(s, "bob", "--data", str(folder / "b"), "--address", bob.address, "--block-every", "800")
    b.wait_for(f"at block {height + 1}$", from_start=True)
    bob.asks(b_at)
    bob.does("balance")
    time.sleep(BREATH)

    s.tell("\nTwo rooms again, and they know nothing of each other. In bob's, he pays carol and dave; in alice's, she\n"
           "pays carol. Somebody watches alice's address, and asks her node alone:")
    watch = s.start("watch", "--core", a_at, *QUICK, alice.address, name="watch")
    watch.wait_for(rf"balance \d+, as of block {height + 1}", timeout=30)
    carol, dave = (run(s, "sign", name) for name in ("carol", "dave"))
    pay(bob, carol, 10, "for the song", b, [b])
    pay(bob, dave, 5, "for the nails", b, [b])
    pay(alice, carol, 7, "for the second verse", a, [a])
    s.tell(
        "\nCarol's node joins both. Bob's history has more work, so alice's node leaves its own for it, and so does\n"
        "whoever watches. Her payment is in no block any more, and waits again, until somebody mines it:")
    c, c_at = node(s, "carol", "--core", a_at, "--core", b_at)
    a.wait_for("reorganisation: back 1, forward 2", from_start=True, timeout=30)
    watch.wait_for("reorganisation: back 1, forward 2", from_start=True, timeout=30)
    a.wait_for("waits again: 7 to ", from_start=True)
    for process in (a, b, c):
        process.wait_for(f"new block {height + 4} ", from_start=True, timeout=60)
    for process in (a, b, c, watch):
        s.mute(process)
    time.sleep(BREATH)
    s.tell(
        "\nAnd who is great? That is what this coin is for. Alice's node counts what others have given, and carol's,\n"
        "which came last, finds out the same by itself: neither says a word to the other about it.")
    for process in (a, c):
        s.unmute(process)
        process.type("ranking")
        process.wait_for(f"^{alice.address[:9]}….* has received 0, and mined", timeout=10)  # she stands last
        time.sleep(BREATH)
        s.mute(process)
    s.tell("\nWho has what? The wallets ask two nodes each now, and would say if these differed:")
    for wallet, cores in ((alice, (a_at, c_at)), (bob, (b_at, c_at))):
        wallet.asks(*cores)
        wallet.does("balance")
        wallet.does("history", "--limit", "3")
    if s.can_show("wallet"):
        show_windows(s, alice, bob, {"alice": a_at, "bob": b_at, "carol": c_at})

    s.tell("\nEverybody goes home.")
    for process in s.processes:
        if process.running:
            stop(process)
    s.tell(
        "\nThat was chapter 07: nodes that keep everything, and wallets that believe only what is proven. Next: read\n"
        "chapters/07-full-node/README.md. Then see who else has read what alice wrote to bob: ./course break 07")


def node(s, name, *options):
    process = s.start("node", *QUICK, *options, name=name + "'s node")
    return process, process.wait_for(r"listening on (\S+)")[1]


def stop(process):
    process.interrupt()
    process.wait()


def run(s, program, *words):
    """What a program says that ends by itself."""
    process = s.start(program, *words, name=program, quiet=True)
    process.wait(timeout=10)
    return process.lines[-1]


def pay(wallet, to, amount, note, at, room):
    """Until all in the room have the block with it."""
    wallet.does("pay", to, str(amount), "--note", note, "--yes")
    for process in room:
        process.wait_for(f"waits: .*: {note}$", from_start=True, timeout=10)
    height = at.wait_for(r"new block (\d+)", timeout=60)[1]
    for process in room:
        process.wait_for(f"new block {height} ", from_start=True, timeout=10)
    time.sleep(BREATH)


def show_windows(s, alice, bob, nodes):
    s.tell(
        "\nNow you are both: alice's wallet and bob's open in windows. Pay each other, and look around; alice's node\n"
        "and bob's mine when somebody pays. The third window is for the projector: the explorer shows nodes, blocks,\n"
        "what waits and the ranking; and what breaks when you alter a byte. Close all three to go on. The pass\n"
        "phrases are:")
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
