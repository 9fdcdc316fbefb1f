"""A core without any key carries letters, reads not a word of them, and learns who writes to whom all the same."""

import json
import random
import re
import tempfile
import time
from pathlib import Path

LETTERS = 30
ANSWERS = 0.6  # so often the one who has got the last letter writes the next one, and to its writer
PEOPLE = {"A": ("ann", "carol", "alice"), "B": ("ben", "dave", "bob"), "O": ("eve",)}  # at which core they hang
SEEN = re.compile(r"^letter (\d+) to (\w+), at [\d:]+, (\d+) bytes, (certainly|probably) from (\w+)")
WORDS = "the word that nobody shall read is"
AT_MOST = 85   # of a hundred letters that other cores have passed on: so many writers are guessed
AT_LEAST = 50  # and so many are: the lesson says so


def attack(s):
    with tempfile.TemporaryDirectory() as folder:
        return observe(s, Path(folder) / "copies")


def observe(s, copies):
    a, a_at = node(s, "core A")
    b, b_at = node(s, "core B", "--core", a_at)
    b.wait_for("core .* joined", from_start=True)
    o = s.start("observer", "--core", a_at, "--core", b_at, "--spacing", "1", "--copies", copies,
                name="mallory")
    o_at = o.wait_for(r"listening on (\S+)", from_start=True)[1]
    for core in (a, b):  # both have it as a neighbour
        core.wait_for(f"core {re.escape(o_at)} joined", from_start=True)
    s.mute(o)
    s.tell("Seven people write letters. Three hang on core A, three on core B, and eve on mallory's core. Mallory\n"
           "keeps to every rule, has no key of anybody's, and writes down what comes by.")
    desks = {name: desk(s, name, {"A": a_at, "B": b_at, "O": o_at}[core])
             for core, names in PEOPLE.items() for name in names}
    written = [send(desks, number, *pair) for number, pair in enumerate(pairs(sorted(desks)))]
    until = time.monotonic() + 20
    while len(list(seen_by(o))) < LETTERS and time.monotonic() < until:
        time.sleep(0.1)
    return judge(s, o, written, copies)


def pairs(names):
    """Who writes to whom, one letter after the other: the same for everybody who runs this."""
    dice = random.Random(8)
    last = None
    for _ in range(LETTERS):
        last = (last[1], last[0]) if last and dice.random() < ANSWERS else tuple(dice.sample(names, 2))
        yield last


def send(desks, number, writer, reader):
    """When it has come, and its writer knows that."""
    desks[writer].type(f"/write {reader} {WORDS} {number}")
    desks[reader].wait_for(f"from {writer}: {WORDS} {number}$", from_start=True, timeout=30)
    desks[writer].wait_for(f"delivered to {reader}: {WORDS} {number}$", from_start=True, timeout=30)
    return writer, reader


def seen_by(observer):
    return filter(None, map(SEEN.match, list(observer.lines)))


def texts_in(copies):
    """How many letters there are in mallory's file, and in how many a word can be read, as they stand or sealed."""
    letters = [json.loads(line) for line in copies.read_text().splitlines()]
    read = sum(WORDS in str(letter) or WORDS.encode() in bytes.fromhex(letter["sealed"]) for letter in letters)
    return len(letters), read


def judge(s, observer, written, copies):
    rows = list(seen_by(observer))
    kept, read = texts_in(copies)
    if kept != len(rows) or read:
        return s.refused(f"mallory has kept {kept} letters and read {read}; the lesson says: every one, and none")
    if len(rows) != LETTERS:
        return s.refused(f"mallory has seen only {len(rows)} of {LETTERS} letters, and the lesson says all")
    s.tell("\nWhat mallory has written down, and beside it who has really written:")
    for row, (writer, _) in list(zip(rows, written))[:12]:
        s.shows("mallory", f"{row[0]:<74}{'' if row[5] == writer else f'(no: {writer})'}")
    s.shows("mallory", f"… and {LETTERS - 12} more")
    recipients = sum(row[2] == reader for row, (_, reader) in zip(rows, written))
    sizes = sorted({row[3] for row in rows})
    own = [(row[5], writer) for row, (writer, _) in zip(rows, written) if row[4] == "certainly"]
    others = [(row[5], writer) for row, (writer, _) in zip(rows, written) if row[4] == "probably"]
    right = sum(guess == writer for guess, writer in others)
    share = 100 * right // len(others)
    certain = sum(guess == writer for guess, writer in own)
    s.tell(f"\nTexts read: {read} of {LETTERS}. Recipients and times known: {recipients} of {LETTERS}. Sizes seen: "
           f"{', '.join(sizes)} bytes.\n"
           f"Writers, of letters that eve has handed in at mallory's core: {certain} of {len(own)}.\n"
           f"Writers, guessed by where a letter came from and who was awake last: {right} of {len(others)}, "
           f"{share} %.\n"
           f"(Whoever picks one of the six others without looking is right 1 time in 6, 16 %.)")
    if recipients != LETTERS or len(sizes) != 1 or certain != len(own):
        return s.refused("mallory has seen less than every core does, and this is not what the lesson says")
    if not AT_LEAST <= share <= AT_MOST:
        return s.refused(f"she guesses {share} % of the writers, and the lesson says {AT_LEAST} to {AT_MOST}")
    return s.failure("no word was read; but mallory knows of each letter for whom it was and when it came, of all "
                     f"that her own edges hand in who has written them, and guesses {share} % of the other writers")


def node(s, name, *options):
    process = s.start("node", *options, "--spacing", "1", name=name, quiet=True)
    return process, process.wait_for(r"listening on (\S+)")[1]


def desk(s, name, at):
    process = s.start("mail", name, "--core", at, "--spacing", "1", name=name, quiet=True)
    process.wait_for("the mailbox is ours", from_start=True, timeout=30)
    return process
