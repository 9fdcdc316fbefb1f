"""Canonical JSON and the shapes of messages (section 2), and how hashes are written (section 10)."""

import hashlib
import json
import re

LARGEST = 2**53 - 1  # of integers
DEEPEST = 8          # levels


class Refused(Exception):
    """What came breaks the protocol; the text says in what."""


def canonical(value):
    """The one spelling of an object that is sent, and of one that is signed or hashed (section 2)."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def parse(data):
    """The object that these bytes spell canonically; any other spelling is refused (section 2)."""
    try:
        value = json.loads(data.decode(), parse_float=_no_number, parse_constant=_no_number)
        same = isinstance(value, dict) and canonical(value) == data
    except (ValueError, RecursionError) as error:
        raise Refused(f"not JSON as section 2 has it: {error}") from None
    if not same or levels(value) > DEEPEST:
        raise Refused("not the canonical spelling of an object")
    return value


def _no_number(text):
    raise ValueError(f"{text} is no integer")


def levels(value):
    """How deep it is nested; integers beyond 2^53 - 1 are refused on the way (section 2)."""
    if isinstance(value, int) and abs(value) > LARGEST:
        raise Refused(f"{value} is beyond the integers of section 2")
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
    return 0 if inside is None else 1 + max(map(levels, inside), default=0)


# -- hashes (section 10) --------------------------------------------------------------------------


def hash256(data):
    """The double SHA-256 (section 10)."""
    return hashlib.sha256(hashlib.sha256(data).digest()).digest()


def as_text(digest):
    """A hash as people and JSON have it: the last byte first (section 10)."""
    return digest[::-1].hex()


def from_text(text):
    return bytes.fromhex(text)[::-1]


# -- shapes: each is a function that says whether a value has it (section 2) ------------------------


def text(longest, shortest=0):
    """Lengths are bytes of UTF-8."""
    return lambda value: isinstance(value, str) and shortest <= len(value.encode()) <= longest


def pattern(expression):
    wanted = re.compile(expression)
    return lambda value: isinstance(value, str) and wanted.fullmatch(value) is not None


def hexed(digits):
    return pattern(f"[0-9a-f]{{{digits}}}")


def integer(least, most):
    return lambda value: isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def list_of(shape, least, most):
    return lambda value: isinstance(value, list) and least <= len(value) <= most and all(map(shape, value))


def fields(optional=(), **shapes):
    """An object with these fields and no others; the optional ones may be left out."""
    def holds(value):
        return (isinstance(value, dict) and set(value) <= set(shapes) <= set(value) | set(optional)
                and all(shapes[name](value[name]) for name in value))
    return holds


HASH = hexed(64)


def checked(value, shapes, key):
    """A message of a known type or kind with exactly its fields, or Refused (section 2)."""
    name = value.get(key)
    if not isinstance(name, str) or name not in shapes:
        raise Refused(f"a message of the unknown {key} {name!r}")
    if not fields(**{key: lambda _: True}, **shapes[name])(value):
        raise Refused(f"a message of the {key} {name} that has not its fields")
    return value
