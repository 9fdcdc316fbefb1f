"""docs/protocol.md as the tests here see it, and what nearly all of its vectors are made with. Python's own libraries
only: it shares no code with ours."""
import hashlib
import json
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = (ROOT / "docs/protocol.md").read_text(encoding="utf-8")


def section(number):
    """The text of one section, up to the next one."""
    return DOCUMENT[DOCUMENT.index(f"## {number}."):DOCUMENT.index(f"## {number + 1}.")]


def blocks(kind):
    """What stands in the fenced blocks of this kind."""
    return re.findall(rf"^```{kind}\n(.*?)^```", DOCUMENT, re.S | re.M)


def vectors(*kinds):
    """Their lines."""
    return [text for kind in kinds for text in "".join(blocks(kind)).splitlines()]


def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def hash256(data):
    return hashlib.sha256(hashlib.sha256(data).digest()).digest()


def shown(digest):
    """As hashes are written: the last byte first."""
    return digest[::-1].hex()
