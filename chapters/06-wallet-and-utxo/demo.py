"""Ann mines, pays ben, and gets her change; ben reads what for. With a display the window opens on her wallet."""

import shlex
import tempfile
import time
from pathlib import Path

BREATH = 0.7  # seconds between two scenes, so that a reader can follow


def demo(s):
    with tempfile.TemporaryDirectory(prefix="simplebitcoin-") as folder:
        play(s, Path(folder))


def play(s, folder):
    s.tell("A ledger in a file, which belongs to nobody, and two wallets: ann's and ben's. In a wallet there are\n"
           "no points. It holds keys, and reads in the ledger what lies with them.\n")
    ann, ben = Person(s, folder, "ann"), Person(s, folder, "ben")
    ben.does("create")
    address = ben.does("address")[-1]
    ann.does("create")
    ann.does("contact", "ben", address)
    time.sleep(BREATH)

    s.tell("\nAnn writes the first block. For that there are 100 new points, but they must come of age:")
    ann.does("next-block")
    ann.does("balance")
    s.tell("\nThe third block after it may spend them. Two empty ones, then. What does it cost to pay ben 30?")
    for _ in range(2):
        ann.does("next-block")
    ann.does("check", "ben", "30")
    time.sleep(BREATH)

    s.tell("\nShe pays. An output of 100 is spent whole; what is too much comes back to her. It waits for a block:")
    ann.does("pay", "ben", "30", "--note", "you are great, thirty times over", "--yes")
    ann.does("balance")
    ben.does("balance")
    s.tell("\nThe next block holds the payment, and ann, who has written it, gets the fee as well:")
    ann.does("next-block")
    ben.does("history")
    ann.does("history", "--limit", "3")
    time.sleep(BREATH)

    s.tell("\nAnd a typing error? One character of ben's address is another one:")
    wrong = address[:20] + ("q" if address[20] != "q" else "p") + address[21:]
    ann.does("check", wrong, "5", refused=True)
    if s.can_show("wallet"):
        show_window(s, ann, address)
    s.tell("\nWhat a wallet does with a network comes in chapter 07. Go on with the lesson:")
    s.tell("chapters/06-wallet-and-utxo/README.md")


def show_window(s, ann, address):
    s.tell("\nNow you are ann: her wallet opens in a window. The pass phrase is: " + ann.phrase)
    s.tell(f"Pay ben ({address}), write the next block, look around. Close the window to go on.\n")
    window = s.start("wallet", *ann.files, name="window")
    window.wait(timeout=3600)


class Person:
    """Somebody with a key file; each command is a run of wallet-cli."""

    def __init__(self, s, folder, name):
        self.s, self.name, self.phrase = s, name, f"the pass phrase of {name}"
        self.files = ["--ledger", str(folder / "ledger"), "--keys", str(folder / f"{name}.keys")]

    def does(self, command, *words, refused=False):
        """Runs it, shows it as if it were typed, and gives back its lines."""
        self.s.shows(self.name, "> " + shlex.join(["wallet-cli", command, *words]))
        run = self.s.start("wallet-cli", *self.files, command, *words, name=self.name,
                           env={"SBC_PASS_PHRASE": self.phrase})
        run.asked_to_end = refused  # then its exit code is no accident
        code = run.wait(timeout=30)
        if (code != 0) != refused:
            raise AssertionError(f"wallet-cli {command} ended with {code}: {' '.join(run.lines[-2:])}")
        return run.lines
