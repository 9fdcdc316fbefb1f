"""Addresses, computed by an implementation that shares no code with ours: Bech32m from BIP 350 with polynomials over the
field of 32 elements, written out; keys by edwards.py. The C++ side is tests/common/crypto/address_test.cpp.

    python3 tests/interop/test_address_vectors.py SEED    prints the public key and the address of a seed in hex"""
import re
import sys
import unittest
from pathlib import Path

from edwards import Signer, decoded, small

CPP = Path(__file__).resolve().parents[1] / "common/crypto/address_test.cpp"
ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"


# --- the field: GF(2)[a] / (a^5 + a^3 + 1), an element as its bits -------------------------------------------------

def product(left, right):
    result = 0
    for bit in range(5):
        if right >> bit & 1:
            result ^= left << bit
    for bit in range(8, 4, -1):
        if result >> bit & 1:
            result ^= 0b101001 << bit - 5
    return result


# BIP 173's generator: x^6 + {29}x^5 + {22}x^4 + {20}x^3 + {21}x^2 + {29}x + {18}.
GENERATOR = [29, 22, 20, 21, 29, 18]


def remainder(coefficients):
    """Of a polynomial, its highest coefficient first, divided by the generator: six coefficients."""
    rest = [0] * 6
    for coefficient in coefficients:
        top, rest = rest[0], rest[1:] + [coefficient]
        rest = [value ^ product(top, factor) for value, factor in zip(rest, GENERATOR)]
    return rest


CONSTANT = [0x2bc830a3 >> 5 * place & 31 for place in range(5, -1, -1)]


def checksum(prefix, groups):
    spelled = [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix]
    rest = remainder([1] + spelled + groups + [0] * 6)
    return [value ^ wanted for value, wanted in zip(rest, CONSTANT)]


def encoded(prefix, groups):
    return prefix + "1" + "".join(ALPHABET[group] for group in groups + checksum(prefix, groups))


def groups_of(data):
    bits = "".join(f"{byte:08b}" for byte in data)
    bits += "0" * (-len(bits) % 5)
    return [int(bits[at:at + 5], 2) for at in range(0, len(bits), 5)]


def address(key):
    return encoded("sb", groups_of(key))


class AddressVectors(unittest.TestCase):
    def test_the_checksums_of_bip_350_come_out(self):
        for text in ("a1lqfn3a", "abcdef1l7aum6echk45nj3s0wdvt2fg8x9yrzpqzd3ryx", "?1v759aa",
                     "split1checkupstagehandshakeupstreamerranterredcaperredlc445v", "11" + "l" * 82 + "ludsr8"):
            prefix, data = text.rsplit("1", 1)
            self.assertEqual(encoded(prefix, [ALPHABET.index(c) for c in data[:-6]]), text)

    def test_an_address_has_61_characters_and_the_key_can_be_one(self):
        for n in range(20):
            key = Signer(bytes([n]) * 32).key
            self.assertEqual(len(address(key)), 61)
            self.assertFalse(small(decoded(key)))

    def test_no_two_single_mistakes_look_the_same(self):
        """So the place of one wrong character follows from the checksum, in any text of at most 90."""
        seen = set()
        for difference in range(1, 32):
            rest = [0] * 5 + [difference]
            for _ in range(88):
                seen.add(tuple(rest))
                top, rest = rest[0], rest[1:] + [0]
                rest = [value ^ product(top, factor) for value, factor in zip(rest, GENERATOR)]
        self.assertEqual(len(seen), 31 * 88)
        self.assertNotIn((0,) * 6, seen)

    def test_the_cpp_test_holds_the_same_vectors(self):
        source = CPP.read_text(encoding="utf-8")
        rows = re.findall(r'\{"([0-9a-f]{64})",\s*"([0-9a-f]{64})",\s*"(sb1[a-z0-9]{58})"\}', source)
        self.assertEqual(len(rows), 3)
        for seed, key, text in rows:
            self.assertEqual(Signer(bytes.fromhex(seed)).key.hex(), key)
            self.assertEqual(address(bytes.fromhex(key)), text)
        for key, text in re.findall(r'\{"[^"]*",\s*"([0-9a-f]{64})",\s*"(sb1[a-z0-9]{58})"\}', source):
            self.assertEqual(address(bytes.fromhex(key)), text)


if __name__ == "__main__":
    if sys.argv[1:]:
        signer = Signer(bytes.fromhex(sys.argv[1]))
        print(signer.key.hex(), address(signer.key))
    else:
        unittest.main()
