"""The `./course …` commands in a line of a page: each until the shell, or the prose, goes on with something else."""

import re
import shlex
from typing import List

START = re.compile(r"(?<![\w/])\./course\b(?![/.])")
MAY_BE_LEFT_OUT = re.compile(r"(?<!\S)\[([^\[\]]*)\](?!\S)")
ENDS = ("|", "&", ";", "<", ">", "\n", ")")
OPEN = "…"  # stands for a word that the page leaves open


def commands_in(text: str) -> List[str]:
    """What stands behind each `./course`. One inside $(…) is a command of its own, and an open word in the other."""
    return [_until_end(text, start.end()) for start in START.finditer(text)]


def words_of(command: str) -> List[str]:
    """Its words as ./course would get them, `[what may be left out]` among them. ValueError: an open quotation."""
    words = shlex.split(MAY_BE_LEFT_OUT.sub(lambda found: found[1], command))
    return [OPEN if word.startswith("$") else word for word in words if word != "|"]


def _until_end(text: str, at: int) -> str:
    words, quote, brackets = "", "", 0
    while at < len(text):
        letter = text[at]
        if quote != "'" and text.startswith("$(", at):
            words, at = words + "$…", _behind_bracket(text, at + 2)
            continue
        if quote or letter in "'\"":
            quote = "" if letter == quote else quote or letter
        elif letter in ENDS and not brackets or letter == "#" and words.endswith(" "):
            break
        else:
            brackets += (letter == "[") - (letter == "]")
        words += letter
        at += 1
    return words


def _behind_bracket(text: str, at: int) -> int:
    """The position behind the `)` that ends what begins here."""
    depth = 1
    while at < len(text) and depth:
        depth += (text[at] == "(") - (text[at] == ")")
        at += 1
    return at
