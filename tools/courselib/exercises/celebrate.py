"""The end of a chapter: a block of the learner's own, on a chain of what is done.

Each block is mined for real, with chapter 05's rule in small: its hash covers the one before, the exercises of the
chapter and when each was passed, and a nonce that makes it begin with three zeros. Nothing of it is kept: whoever
changes a date in my/.progress.json gets other hashes from there on, as in chapter 04."""

import hashlib
import json
from dataclasses import dataclass

from courselib import terminal
from courselib.exercises.model import read_exercises
from courselib.stages import read_stages

ZEROS = "000"        # 4,096 tries on average: a few milliseconds
MOST_TRIES = 1 << 20
MOST_SHOWN = 5       # blocks beside each other, where the terminal is wide enough
BLOCK_WIDTH = 16


@dataclass(frozen=True)
class Block:
    chapter: str
    hash: str
    nonce: int
    previous: str


def done_chapters(tree, state):
    """(chapter, what its block holds) of each chapter whose exercises are all passed, in the order of their ends."""
    done = []
    exercises = read_exercises(tree)
    for chapter in sorted({e.chapter for e in exercises}):
        passed = {e.id: str(state.of(e).get("passed") or "") for e in exercises if e.chapter == chapter}
        if all(passed.values()):
            done.append((max(passed.values()), chapter, passed))
    return [(chapter, passed) for _, chapter, passed in sorted(done, key=lambda entry: entry[:2])]


def chain(tree, state):
    """A block for each chapter that is done, each mined on the one before."""
    blocks = []
    for chapter, passed in done_chapters(tree, state):
        blocks.append(mine(chapter, passed, blocks[-1].hash if blocks else "0" * 64))
    return blocks


def mine(chapter, passed, previous):
    contents = json.dumps({"chapter": chapter, "passed": passed, "previous": previous}, sort_keys=True).encode()
    for nonce in range(MOST_TRIES):
        inner = hashlib.sha256(contents + nonce.to_bytes(4, "big")).digest()
        found = hashlib.sha256(inner).hexdigest()
        if found.startswith(ZEROS):
            break
    return Block(chapter, found, nonce, previous)


def drawing(blocks):
    """The newest blocks beside each other, linked, as lines of text."""
    return row(blocks[-fitting():], blocks[0])


def whole_drawing(blocks):
    """All of them, in rows."""
    most = fitting()
    return [line for first in range(0, len(blocks), most) for line in row(blocks[first:first + most], blocks[0])]


def fitting():
    """How many blocks are drawn beside each other."""
    return max(1, min(MOST_SHOWN, terminal.width() // BLOCK_WIDTH))


def row(blocks, genesis):
    lines = ["", "", "", ""]
    for block in blocks:
        linked = block.chapter != genesis.chapter
        lines[0] += "   ┌───────────┐"
        lines[1] += ("───┤" if linked else "   │") + f"chapter {block.chapter} │"
        lines[2] += f"   │ {block.hash[:8]}… │"
        lines[3] += "   └───────────┘"
    return lines


def celebrate(tree, exercise, state):
    """Said once, when the last open exercise of a chapter has passed."""
    stages = read_stages(tree)
    stage = next((stage for stage in stages if stage.number == exercise.chapter), None)
    blocks = chain(tree, state)
    block = next((block for block in blocks if block.chapter == exercise.chapter), None)
    if not stage or not block:
        return
    terminal.say(f"\nChapter {stage.number}, {stage.title}, is done.", "bold green")
    terminal.say("\n".join(drawing(blocks)), "green")
    terminal.say(f"  Your block, mined on the one before: nonce {block.nonce:,}, {block.hash[:16]}…")
    following = next((other for other in stages if other.number > stage.number), None)
    rows = [(f"./course break {stage.number}", "what it leaves open, once more")] if stage.failures else []
    if following:
        rows.append((f"read {tree.short(following.folder / 'README.md')}", f"chapter {following.number}, "
                                                                          f"{following.title}"))
        rows.append((f"./course diff {stage.number} {following.number}", "what changes on the way there"))
    else:
        rows.append(("./course", "where you are now, and what is left"))
    terminal.say("\n" + terminal.table(rows) if rows else "")
