"""The application "mail" in docs/protocol.md (section 25), checked by an implementation that shares no code with ours:
Python's json, hashlib and hmac, the Ed25519 of edwards.py, ChaCha20-Poly1305 as test_key_file_vectors.py writes it out,
and X25519 as RFC 7748 says it, here. The C++ side is tests/common/message/mail_vectors.hpp."""
import hashlib
import hmac
import json
import re
import struct
import unittest

from edwards import Signer, holds
from protocol_page import ROOT, canonical, hash256, section, shown, vectors
from test_address_vectors import address
from test_key_file_vectors import seal, unseal

CPP = ROOT / "tests/common/message/mail_vectors.hpp"
WORDS_CPP = ROOT / "common/message/fingerprint.cpp"
KINDS = ("mail-keys", "mail", "mail-id", "mail-card-words", "mail-step", "mail-inside", "no-mail")
P = 2**255 - 19
CLASSES = (512, 1024, 2048, 4096)
STAMP_BITS = 0x1e3fffff


# --- X25519 and HKDF ------------------------------------------------------------------------------------------

def x25519(secret, key):
    """RFC 7748, section 5: the Montgomery ladder."""
    scalar = int.from_bytes(secret, "little") & ~7 & (1 << 255) - 1 | 1 << 254
    u = int.from_bytes(key, "little") & (1 << 255) - 1
    x2, z2, x3, z3, swap = 1, 0, u, 1, 0
    for bit in (scalar >> place & 1 for place in range(254, -1, -1)):
        if bit != swap:
            x2, z2, x3, z3 = x3, z3, x2, z2
        swap = bit
        a, b, c, d = x2 + z2, x2 - z2, x3 + z3, x3 - z3
        da, cb = d * a, c * b
        x3, z3 = (da + cb)**2 % P, u * (da - cb)**2 % P
        square_a, square_b = a * a, b * b
        e = square_a - square_b
        x2, z2 = square_a * square_b % P, e * (square_a + 121665 * e) % P
    if swap:
        x2, z2 = x3, z3
    return (x2 * pow(z2, P - 2, P) % P).to_bytes(32, "little")


def hkdf(secret, info):
    """RFC 5869 without a salt, for 32 bytes."""
    prk = hmac.new(bytes(32), secret, hashlib.sha256).digest()
    return hmac.new(prk, info + b"\1", hashlib.sha256).digest()


# --- letters --------------------------------------------------------------------------------------------------

def pad(inside):
    filled = struct.pack(">H", len(inside)) + inside
    return filled + bytes(next(size for size in CLASSES if size >= len(filled)) - len(filled))


def without(message, *fields):
    return {field: value for field, value in message.items() if field not in fields}


class MailVectors(unittest.TestCase):
    def setUp(self):
        self.texts = vectors("mail")
        self.messages = [json.loads(text) for text in self.texts]
        self.card, self.letter, self.receipt = self.messages[:3]
        self.network = bytes.fromhex(vectors("hash-80")[0])[::-1]
        self.people = {spelled: Signer(bytes.fromhex(seed)) for seed, _, spelled in
                       (line.split() for line in vectors("address-06"))}
        self.alice, self.bob = self.people
        (self.card_secret, _), (self.letter_secret, _) = self.keys = [
            [bytes.fromhex(part) for part in line.split()] for line in vectors("mail-keys")]
        self.steps = dict(line.split(maxsplit=1) for line in vectors("mail-step"))
        self.inside = vectors("mail-inside")[0]

    def signed_bytes(self, kind, said):
        text = said if isinstance(said, bytes) else canonical(said).encode()
        return f"SimpleBitcoin/{kind}/1".encode() + b"\0" + self.network + text

    def of_kind(self, kind):
        return [message for message in self.messages if message["kind"] == kind]

    def bound(self):
        return self.signed_bytes("seal", without(self.letter, "nonce", "sealed", "time"))

    def info(self):
        return self.bound() + bytes.fromhex(self.card["key"])

    def said(self, inside):
        return {**without(inside, "signature"), **without(self.letter, "kind", "nonce", "sealed", "time")}

    def key(self):
        return hkdf(x25519(self.card_secret, bytes.fromhex(self.letter["key"])), self.info())

    def is_paid(self, item, identity):
        header = struct.pack("<I32s32sIII", 1, hash256(self.signed_bytes("stamp", b"")), identity, item["time"],
                             STAMP_BITS, item["nonce"])
        target = (STAMP_BITS & 0xffffff) << 8 * ((STAMP_BITS >> 24) - 3)
        return int.from_bytes(hash256(header), "little") <= target

    def test_the_curve_and_the_derivation_give_the_examples_of_their_rfcs(self):
        mine = bytes.fromhex("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a")
        theirs = bytes.fromhex("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f")
        self.assertEqual(x25519(mine, theirs).hex(), "4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742")
        # RFC 5869, A.3: 42 bytes, of which these are the first.
        self.assertEqual(hkdf(b"\x0b" * 22, b"").hex(),
                         "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d")

    def test_the_cpp_tests_hold_the_same_vectors(self):
        # Two literals that stand one after the other are one text in C++.
        joined = re.sub(r'\)"\s*R"\(', "", CPP.read_text(encoding="utf-8"))
        for kind in KINDS:
            self.assertTrue(vectors(kind), kind)
            for text in vectors(kind):
                self.assertIn(f'R"({text})"', joined)

    def test_there_is_a_canonical_vector_for_each_kind_of_the_tables(self):
        tables = section(25).partition("**Between an edge and its core**")[2].partition("**What a core keeps.**")[0]
        kinds = {kind for row in re.findall(r"^\| (\*\w+\*(?:, \*\w+\*)*) \|", tables, re.M)
                 for kind in re.findall(r"\w+", row)}
        self.assertEqual({message["kind"] for message in self.messages}, kinds)
        self.assertEqual(len(kinds), 14)
        for text, message in zip(self.texts, self.messages):
            self.assertEqual(canonical(message), text)

    def test_keys_are_public_halves(self):
        for secret, public in self.keys:
            self.assertEqual(x25519(secret, (9).to_bytes(32, "little")), public)
        self.assertEqual([self.card["key"], self.letter["key"]], [public.hex() for _, public in self.keys])

    def test_bob_has_signed_his_card_and_his_receipt_and_the_challenge(self):
        ask, = self.of_kind("ask")
        claim, = self.of_kind("claim")
        signed = [(self.card, self.signed_bytes("card", without(self.card, "nonce", "signature", "time"))),
                  (self.receipt, self.signed_bytes("receipt", without(self.receipt, "signature"))),
                  (claim, self.signed_bytes("mailbox", without(ask, "kind")))]
        for message, said in signed:
            self.assertEqual(message.get("address", message.get("to")), self.bob)
            signature = bytes.fromhex(message["signature"])
            self.assertTrue(holds(self.people[self.bob].key, said, signature), message["kind"])
            self.assertFalse(holds(self.people[self.bob].key, said + b" ", signature))

    def test_ids_are_hashes_and_both_stamps_are_work_for_them(self):
        card = hash256(self.signed_bytes("card", without(self.card, "nonce", "signature", "time")))
        letter = hash256(self.signed_bytes("sealed", without(self.letter, "nonce", "time")))
        self.assertEqual([shown(card), shown(letter)], vectors("mail-id"))
        self.assertEqual(self.receipt["letter"], shown(letter))
        self.assertTrue(self.is_paid(self.card, card))
        self.assertTrue(self.is_paid(self.letter, letter))
        self.assertFalse(self.is_paid(self.letter, card))

    def test_the_letter_opens_step_by_step(self):
        shared = x25519(self.card_secret, bytes.fromhex(self.letter["key"]))
        self.assertEqual(shared, x25519(self.letter_secret, bytes.fromhex(self.card["key"])))
        padded = unseal(self.key(), bytes(12), b"", bytes.fromhex(self.letter["sealed"]))
        length, = struct.unpack(">H", padded[:2])
        inside = padded[2:2 + length].decode()
        self.assertEqual(inside, self.inside)
        self.assertEqual(padded, pad(inside.encode()))
        self.assertEqual(canonical(json.loads(inside)), inside)
        said = self.signed_bytes("letter", self.said(json.loads(inside)))
        self.assertEqual(self.steps, {"signed": shown(hash256(said)), "inside": str(length), "padded": str(len(padded)),
                                      "shared": shared.hex(), "bound": shown(hash256(self.bound())),
                                      "info": shown(hash256(self.info())), "key": self.key().hex()})

    def test_alice_has_signed_it_and_whoever_makes_it_anew_makes_the_same(self):
        inside = json.loads(self.inside)
        self.assertEqual(inside["from"], self.alice)
        said = self.signed_bytes("letter", self.said(inside))
        self.assertEqual(self.people[self.alice].sign(said).hex(), inside["signature"])
        sealed = seal(self.key(), bytes(12), b"", pad(canonical(inside).encode()))
        self.assertEqual(sealed.hex(), self.letter["sealed"])

    def test_nothing_visible_can_be_changed(self):
        sealed = bytes.fromhex(self.letter["sealed"])
        for field, other in (("card", 8), ("to", self.alice), ("until", self.letter["until"] + 1)):
            self.letter[field], before = other, self.letter[field]
            self.assertIsNone(unseal(self.key(), bytes(12), b"", sealed), field)
            self.letter[field] = before
        self.assertIsNotNone(unseal(self.key(), bytes(12), b"", sealed))

    def test_the_words_of_the_card(self):
        words = " ".join(vectors("mail-words")).split()
        self.assertEqual((len(words), words), (256, sorted(words)))
        self.assertEqual(len({word[:4] for word in words}), 256)
        in_cpp = WORDS_CPP.read_text(encoding="utf-8").partition("words{")[2].partition("};")[0]
        self.assertEqual(re.findall(r'"(\w+)"', in_cpp), words)
        self.assertEqual(address(self.people[self.bob].key), self.bob)
        said = self.people[self.bob].key + bytes.fromhex(self.card["key"])
        digest = hash256(self.signed_bytes("fingerprint", said))
        self.assertEqual([" ".join(words[byte] for byte in digest[:8])], vectors("mail-card-words"))

    def test_what_is_refused_is_none_of_the_messages(self):
        self.assertGreater(len(vectors("no-mail")), 20)
        self.assertFalse(set(vectors("no-mail")) & set(self.texts))


if __name__ == "__main__":
    unittest.main()
