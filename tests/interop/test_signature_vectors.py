"""The signatures at the edges of the rule: made here, with what is known of their points, and compared with the table
that the C++ tests run. `python3 tests/interop/test_signature_vectors.py --write` writes the table."""
import itertools
import re
import sys
import unittest
from pathlib import Path

from edwards import (BASE, L, NEUTRAL, P, SIGN, Signer, add, decoded, encoded, holds, holds_loosely, number, point_of,
                     sha512, small, spelled, times)

TABLE = Path(__file__).resolve().parents[1] / "common/crypto/edge_signatures.inc"
SIGNER = Signer(bytes(range(32)))
MESSAGE = b"you are great"
# A generator of the eight points of small order: L times a point that no multiple of B is.
TORSION = next(times(L, point) for point in (point_of(y, 0) for y in range(2, 99)) if point
               and times(4 * L, point) != NEUTRAL)
SMALL = [times(n, TORSION) for n in range(8)]


def texts():
    return (b"%d" % n for n in itertools.count())


def looser_spellings(point):
    """The encodings of a point that are not the canonical one."""
    value, y = number(encoded(point)), point[1]
    values = {value ^ SIGN} if point[0] == 0 else set()
    if y + P < SIGN:
        values |= {other + P for other in values | {value}}
    return [spelled(other) for other in sorted(values)]


def with_key(key, point, scalar, of):
    """A signature for the key A = scalar·B + T, whatever T is: the equation holds where k·T is zero. `of` says which k."""
    for message in texts():
        begin = encoded(times(7, BASE))
        k = sha512(begin, key, message)
        if of(k, point):
            return message, begin + spelled((7 + k * scalar) % L)


def vanishes(k, point):
    return times(k % L % 8, point) == NEUTRAL


def rows():
    yield from honest_rows()
    yield from small_key_rows()
    yield from small_r_rows()
    yield from mixed_rows()


def honest_rows():
    key, good = SIGNER.key, SIGNER.sign(MESSAGE)
    begin, s = good[:32], number(good[32:])
    yield "honest", key, MESSAGE, good
    yield "honest, of nothing", key, b"", SIGNER.sign(b"")
    for n in range(1, 16):
        yield f"S plus {n} times the order", key, MESSAGE, begin + spelled(s + n * L)
    yield "S is the order", key, MESSAGE, begin + spelled(L)
    yield "S is zero", key, MESSAGE, begin + bytes(32)
    yield "S is the order less S", key, MESSAGE, begin + spelled(L - s)
    yield "63 bytes", key, MESSAGE, good[:63]
    yield "65 bytes, the last zero", key, MESSAGE, good + b"\0"
    yield "no bytes", key, MESSAGE, b""
    yield "all zero", key, MESSAGE, bytes(64)
    yield "all ones", key, MESSAGE, b"\xff" * 64
    yield "zero, and a key of zeros", bytes(32), MESSAGE, bytes(64)
    yield "the sign of R turned", key, MESSAGE, spelled(number(begin) ^ SIGN) + good[32:]
    yield "the sign of the key turned", spelled(number(key) ^ SIGN), MESSAGE, good
    no_point = next(spelled(y) for y in range(2, 99) if point_of(y, 0) is None)
    yield "a key that is no point", no_point, MESSAGE, good


def small_key_rows():
    """Anybody can sign for these."""
    for n, point in enumerate(SMALL):
        for kind, key in [("key", encoded(point))] + [("key in another spelling", s) for s in looser_spellings(point)]:
            message, signature = with_key(key, point, 0, vanishes)
            yield f"a {kind}, of small order: {n} times the generator", key, message, signature


def small_r_rows():
    """R = n·T, for a key A = a·B + T: S·B = R + k·A where k = −n modulo 8."""
    key = encoded(add(times(SIGNER.scalar, BASE), TORSION))
    for n, point in enumerate(SMALL):
        for kind, begin in [("R", encoded(point))] + [("R in another spelling", s) for s in looser_spellings(point)]:
            for message in texts():
                k = sha512(begin, key, message) % L
                if (k + n) % 8 == 0:
                    break
            yield (f"{kind}, of small order: {n} times the generator", key, message,
                   begin + spelled(k * SIGNER.scalar % L))


def mixed_rows():
    """A key with a part of small order is one; whether k is taken modulo L, and whether there is a cofactor, matters."""
    point = add(times(SIGNER.scalar, BASE), TORSION)
    key = encoded(point)
    for name, of in (("holds", lambda k, _: k % L % 8 == 0 and k % 8 != 0),
                     ("holds only for a k that is not reduced", lambda k, _: k % L % 8 != 0 and k % 8 == 0),
                     ("holds only with a cofactor", lambda k, _: k % L % 8 != 0 and k % 8 != 0)):
        yield (f"a key of mixed order: {name}", key, *with_key(key, TORSION, SIGNER.scalar, of))
    for n, small_part in enumerate(SMALL[1:], 1):
        begin = encoded(add(times(7, BASE), small_part))
        k = sha512(begin, SIGNER.key, MESSAGE)
        yield (f"R of mixed order, {n} times the generator: holds only with a cofactor", SIGNER.key, MESSAGE,
               begin + spelled((7 + k * SIGNER.scalar) % L))


def keys():
    """Encodings, and whether they can be a key."""
    yield from ((f"of small order: {n} times the generator", encoded(point)) for n, point in enumerate(SMALL))
    yield from ((f"another spelling of {n} times the generator", spelling)
                for n, point in enumerate(SMALL) for spelling in looser_spellings(point))
    for n in range(19):
        for sign in (0, SIGN):
            yield f"y = p + {n}, that is not below p", spelled(P + n | sign)
            yield f"y = {n}", spelled(n | sign)
            yield f"y = p - {n + 1}", spelled(P - n - 1 | sign)
    for n in range(16):
        yield "an honest one", Signer(bytes([n]) * 32).key
        yield "any number", spelled(sha512(bytes([n])) >> 256)


def table():
    lines = ["// Written by tests/interop/test_signature_vectors.py --write, which computes it in Python and explains it."]
    for what, key, message, signature in rows():
        flags = ", ".join(str(rule(key, message, signature)).lower() for rule in (holds, holds_loosely))
        lines.append(f'SIGNATURE("{what}", {flags}, "{key.hex()}", "{message.decode()}", "{signature.hex()}")')
    for what, key in keys():
        point = decoded(key)
        valid = bool(point) and not small(point)
        lines.append(f'KEY("{what}", {str(valid).lower()}, "{key.hex()}")')
    return "\n".join(lines) + "\n"


class SignatureVectors(unittest.TestCase):
    def test_the_arithmetic_gives_the_first_vector_of_rfc_8032(self):
        signer = Signer(bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"))
        self.assertEqual(signer.key.hex(), "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
        self.assertEqual(signer.sign(b"").hex(), "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8"
                         "821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b")

    def test_there_are_eight_points_of_small_order_and_five_y(self):
        self.assertEqual(len(set(SMALL)), 8)
        self.assertTrue(all(small(point) for point in SMALL))
        source = (TABLE.parents[3] / "common/crypto/ed25519.cpp").read_text(encoding="utf-8")
        listed = source[source.index("small_order_ys{{"):source.index("}};")]
        listed = re.findall(r"\{([^{}]*)\}", listed)
        values = [number(bytes(int(digits, 0) for digits in text.split(",") if digits.strip())) for text in listed]
        self.assertEqual(sorted(values), sorted({y for _, y in SMALL}))

    def test_the_table_of_the_cpp_tests_is_this_one(self):
        self.assertEqual(TABLE.read_text(encoding="utf-8"), table())


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        TABLE.write_text(table(), encoding="utf-8")
    else:
        unittest.main()
