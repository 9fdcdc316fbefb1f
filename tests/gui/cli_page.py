"""What docs/wallet-cli.md says of the answers of wallet-cli."""

import re
from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "docs" / "wallet-cli.md"
ROW = re.compile(r"\| (?:`([^`]+)`|all) \| `([^`]+)` \| ([a-z ]+) \| (.+) \|")
TYPES = {
    "text": lambda value: isinstance(value, str),
    "number": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "list of texts": lambda value: isinstance(value, list) and all(isinstance(each, str) for each in value),
    "list of objects": lambda value: isinstance(value, list) and all(isinstance(each, dict) for each in value),
}


def documented(network=False):
    """Per command, the type of each field; "all" stands for every command. In a network there are some more."""
    alone, more = PAGE.read_text(encoding="utf-8").split("\n## A wallet in a network\n")
    commands = {}
    for line in (more if network else alone).splitlines():
        row = ROW.fullmatch(line)
        if row:
            commands.setdefault(row[1] or "all", {})[row[2]] = row[3]
    return commands


def faults(answer, fields):
    """What an answer has too much, too little, or of another type than the page says."""
    wrong = [f"{field}: not on the page" for field in answer if field not in fields]
    wrong += [f"{field}: not in the answer" for field in fields if field not in answer]
    return wrong + [f"{field} is no {kind}: {answer[field]}" for field, kind in fields.items()
                    if field in answer and not TYPES[kind](answer[field])]
