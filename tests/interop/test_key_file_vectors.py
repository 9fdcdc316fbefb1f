"""The key file of docs/protocol.md, written and opened by an implementation that shares no code with ours: scrypt,
JSON and SHA-256 of Python, and ChaCha20-Poly1305 as RFC 8439 says it. The C++ side is
tests/keys/key_file_vector.hpp, for the stage and for common/."""
import hashlib
import json
import re
import struct
import unittest

from protocol_page import ROOT, blocks, canonical, hash256

CPP = ROOT / "tests/keys/key_file_vector.hpp"


# --- ChaCha20-Poly1305 --------------------------------------------------------------------------------------

def chacha20_block(key, counter, nonce):
    start = list(struct.unpack("<16I", b"expand 32-byte k" + key + struct.pack("<I", counter) + nonce))
    state = start[:]

    def step(a, b, c, d):
        for x, y, z, turn in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
            state[x] = (state[x] + state[y]) & 0xffffffff
            mixed = state[z] ^ state[x]
            state[z] = (mixed << turn | mixed >> (32 - turn)) & 0xffffffff

    for _ in range(10):
        for column in range(4):
            step(column, column + 4, column + 8, column + 12)
        for a, b, c, d in ((0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14)):
            step(a, b, c, d)
    return struct.pack("<16I", *((x + y) & 0xffffffff for x, y in zip(state, start)))


def chacha20(key, nonce, text):
    stream = b"".join(chacha20_block(key, 1 + n, nonce) for n in range((len(text) + 63) // 64))
    return bytes(x ^ y for x, y in zip(text, stream))


def poly1305(key, text):
    r = int.from_bytes(key[:16], "little") & 0x0ffffffc0ffffffc0ffffffc0fffffff
    total = 0
    for at in range(0, len(text), 16):
        total = (total + int.from_bytes(text[at:at + 16] + b"\1", "little")) * r % (2**130 - 5)
    return ((total + int.from_bytes(key[16:], "little")) % 2**128).to_bytes(16, "little")


def tag_of(key, nonce, context, ciphertext):
    def padded(part):
        return part + bytes(-len(part) % 16)
    lengths = struct.pack("<QQ", len(context), len(ciphertext))
    return poly1305(chacha20_block(key, 0, nonce)[:32], padded(context) + padded(ciphertext) + lengths)


def seal(key, nonce, context, text):
    ciphertext = chacha20(key, nonce, text)
    return ciphertext + tag_of(key, nonce, context, ciphertext)


def unseal(key, nonce, context, sealed):
    if tag_of(key, nonce, context, sealed[:-16]) != sealed[-16:]:
        return None
    return chacha20(key, nonce, sealed[:-16])


# --- key files ----------------------------------------------------------------------------------------------

def key_of(phrase, salt):
    return hashlib.scrypt(phrase.encode(), salt=salt, n=2**15, r=8, p=1, maxmem=2**26, dklen=32)


def write(phrase, salt, nonce, keys):
    file = {"SimpleBitcoin": "key file", "version": 1, "salt": salt.hex(), "nonce": nonce.hex()}
    plaintext = b"".join(seed + bytes([len(label.encode())]) + label.encode() for seed, label in keys)
    file["sealed"] = seal(key_of(phrase, salt), nonce, canonical(file).encode(), plaintext).hex()
    file["checksum"] = hash256(canonical(file).encode()).hex()
    return canonical(file) + "\n"


def read(phrase, text):
    file = json.loads(text)
    checksum, context = file.pop("checksum"), {name: file[name] for name in file if name not in ("sealed", "checksum")}
    if hash256(canonical(file).encode()).hex() != checksum:
        raise ValueError("damaged")
    plaintext = unseal(key_of(phrase, bytes.fromhex(file["salt"])), bytes.fromhex(file["nonce"]),
                       canonical(context).encode(), bytes.fromhex(file["sealed"]))
    if plaintext is None:
        raise ValueError("wrong pass phrase")
    keys = []
    while plaintext:
        seed, length = plaintext[:32], plaintext[32]
        keys.append((seed, plaintext[33:33 + length].decode()))
        plaintext = plaintext[33 + length:]
    return keys


class KeyFileVectors(unittest.TestCase):
    def setUp(self):
        self.made_of = [json.loads(text) for text in blocks("key-file-of")]
        self.files = blocks("key-file")

    def test_the_cipher_gives_the_example_of_rfc_8439(self):
        key, nonce = bytes(range(0x80, 0xa0)), bytes.fromhex("070000004041424344454647")
        context = bytes.fromhex("50515253c0c1c2c3c4c5c6c7")
        text = (b"Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen "
                b"would be it.")
        sealed = seal(key, nonce, context, text)
        self.assertEqual(sealed[:16].hex(), "d31a8d34648e60db7b86afbc53ef7ec2")
        self.assertEqual(sealed[-16:].hex(), "1ae10b594f09e26a7e902ecbd0600691")
        self.assertEqual(unseal(key, nonce, context, sealed), text)
        self.assertIsNone(unseal(key, nonce, context + b"x", sealed))

    def test_the_file_is_what_its_parts_make(self):
        self.assertEqual((len(self.made_of), len(self.files)), (1, 1))
        for parts, file in zip(self.made_of, self.files):
            keys = [(bytes.fromhex(key["seed"]), key["label"]) for key in parts["keys"]]
            salt, nonce = bytes.fromhex(parts["salt"]), bytes.fromhex(parts["nonce"])
            self.assertEqual(write(parts["pass phrase"], salt, nonce, keys), file)

    def test_the_file_opens_to_its_keys(self):
        for parts, file in zip(self.made_of, self.files):
            keys = [(bytes.fromhex(key["seed"]), key["label"]) for key in parts["keys"]]
            self.assertEqual(read(parts["pass phrase"], file), keys)

    def test_the_cpp_tests_hold_the_same_file(self):
        # Two literals that stand one after the other are one text in C++.
        joined = re.sub(r'\)"\s*R"\(', "", CPP.read_text(encoding="utf-8"))
        for parts, file in zip(self.made_of, self.files):
            self.assertIn(f'R"({file.strip()})"', joined)
            for text in [parts["pass phrase"], parts["salt"], parts["nonce"]] + [
                    key[name] for key in parts["keys"] for name in ("seed", "label")]:
                self.assertIn(f'"{text}"', joined)

    def test_any_other_pass_phrase_or_text_does_not(self):
        with self.assertRaisesRegex(ValueError, "wrong pass phrase"):
            read(self.made_of[0]["pass phrase"] + " ", self.files[0])
        with self.assertRaisesRegex(ValueError, "damaged"):
            read(self.made_of[0]["pass phrase"], self.files[0].replace('"salt":"0', '"salt":"1'))


if __name__ == "__main__":
    unittest.main()
