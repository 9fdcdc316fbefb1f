"""Somebody who has never received a point pays a million; real work is done for it, and all agree on it."""

import hashlib
import json
import re
import tempfile
import time
from pathlib import Path

PATIENCE = 8  # seconds for her payment to get into a block, if it can
PHRASE = "a phrase that a script may know"


def attack(s):
    if s.stage == "06":
        with tempfile.TemporaryDirectory() as folder:
            return to_a_ledger(s, Path(folder))
    a, a_at = core(s, "core A", "--block-every", "500")
    b, b_at = core(s, "core B", "--core", a_at)
    b.wait_for(f"core {a_at} joined", from_start=True)
    mallory, bob = edge(s, "mallory", a_at), edge(s, "bob", b_at)

    s.tell("Core A mines, and core B looks at each block before it passes it on. Mallory has nothing. She says:")
    mallory.type("pay bob 1000000 for your house")
    if not in_a_block(s, bob, b_at):
        raise s.unclear(f"mallory's payment has not got into a block within {PATIENCE} s")
    hashes = a.wait_for(r"mined after (\d+)", from_start=True)[1]
    for process in s.processes:
        s.mute(process)

    s.tell("What has she ever received? And do the cores object?")
    received = [line for line in chain(s, "show", b_at) if "pays mallory" in line]
    s.shows("core B", f"payments to mallory in my chain: {len(received)}")
    verdicts = {name: chain(s, "check", at) for name, at in (("core A", a_at), ("core B", b_at))}
    for name, lines in verdicts.items():
        s.shows(name, "\n".join(lines))
    if received:
        raise s.unclear("somebody has paid mallory")
    if not all("the chain holds" in "\n".join(lines) for lines in verdicts.values()):
        return s.refused("her payment is in a block, and that block does not hold")
    return s.failure(f"mallory, who never received a point, has paid 1000000: core A has tried {hashes} hashes for it, "
                     "and every check holds")


def in_a_block(s, reader, address):
    """Whether the chain has her payment, before the time is up. Looked at whenever the reader hears of a block."""
    until, heard = time.monotonic() + PATIENCE, 0
    while time.monotonic() < until:
        blocks = [line for line in reader.lines if re.match(r"new block \d", line)]
        if len(blocks) > heard:
            heard = len(blocks)
            if any("mallory" in line and "1000000" in line for line in chain(s, "show", address)):
                return True
        time.sleep(0.1)
    return False


def chain(s, what, address):
    """What the program `chain` says of a core."""
    process = s.start("chain", what, "--core", address, name="chain", quiet=True)
    process.wait(timeout=20)
    return [line for line in process.lines if not line.startswith("connected to")]


def core(s, name, *options):
    """A core and its address, once it listens."""
    process = s.start("core", *options, name=name)
    return process, process.wait_for(r"listening on (\S+)")[1]


def edge(s, name, core_at):
    process = s.start("edge", "--core", core_at, "--name", name, name=name)
    process.wait_for("connected to core")
    return process


# -- the same, put to chapter 06 -----------------------------------------------------------------


def to_a_ledger(s, folder):
    """Stage 06 has no cores yet: its ledger is a file. Anybody can write in it, and who opens it believes no line."""
    book = folder / "ledger"
    ask(s, folder, "alice", book, "create")
    for _ in range(4):  # the points of block 1 are old enough for a payment in block 5
        ask(s, folder, "alice", book, "next-block")
    ask(s, folder, "mallory", book, "create")
    ask(s, folder, "bob", book, "create")
    bob = json.loads(ask(s, folder, "bob", book, "--json", "address").lines[-1])["address"]

    s.tell("This stage has no cores yet, but the same question: who believes mallory? The ledger is a file. Alice has\n"
           "mined in it; mallory has nothing. She says to her wallet:")
    words = ["pay", bob, "1000000", "--note", "for your house", "--yes"]
    wallet = ask(s, folder, "mallory", book, *words, shown=True)
    if wallet.exit_code == 0:
        return s.failure("mallory, who never received a point, has paid 1000000")
    wallet.wait_for("can spend 0 points", from_start=True)

    s.tell("That was her own wallet, and she can have another one. She writes the payment into the file herself:\n"
           "first out of a coin that she has invented, then out of alice's. Bob opens the file.")
    reasons = []
    for coin in ("12" * 32, first_coin_of(book)):
        forged = folder / "forged"
        forged.write_text(book.read_text() + payment(coin, bob) + "\n")
        opened = ask(s, folder, "bob", forged, "balance")
        if opened.exit_code == 0:
            return s.failure("mallory, who never received a point, has paid 1000000: it stands in the ledger")
        last = len(forged.read_text().splitlines())  # what stands before it is the ledger that holds
        line, reason = opened.wait_for(rf"(line {last}): (.*)", from_start=True).groups()
        reasons.append(re.sub(r"sb1\w{58}", "sb1…", reason))
        s.shows("bob", f"{line}: {reasons[-1]}")
    return s.refused(f"mallory's own coin: \"{reasons[0]}\"; alice's: \"{reasons[1]}\"")


def payment(coin, to):
    """A line of a ledger: the first output of this transaction goes to bob. The signature is invented as well."""
    spends = {"index": 0, "signature": "34" * 64, "transaction": coin}
    return canonical({"payment": {"inputs": [spends], "outputs": [{"address": to, "amount": 1000000}]}})


def first_coin_of(book):
    """The id of the coinbase in the ledger's first block: the hash of its text, as hashes are shown."""
    coinbase = json.loads(book.read_text().splitlines()[1])["block"][0]
    twice = hashlib.sha256(hashlib.sha256(canonical(coinbase).encode()).digest()).digest()
    return twice[::-1].hex()


def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def ask(s, folder, name, book, *words, shown=False):
    """Somebody's wallet in the terminal, which has ended."""
    process = s.start("wallet-cli", "--ledger", str(book), "--keys", str(folder / f"{name}.keys"), "--pass-fd", "0",
                      *words, name=name if shown else f"{name}'s", quiet=not shown)
    process.type(PHRASE)
    process.wait(timeout=10)
    return process
