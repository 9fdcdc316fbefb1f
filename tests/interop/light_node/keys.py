"""Addresses (section 16), signatures (section 17) and the key file (section 19)."""

import hashlib
import os
import secrets

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from light_node.canonical import Refused, canonical, fields, hash256, hexed, integer, parse, pattern

# -- Ed25519 (RFC 8032, and the exact rule of section 17) -------------------------------------------

P = 2**255 - 19
D = -121665 * pow(121666, -1, P) % P


def is_point(encoded):
    """A point of the curve, in its canonical encoding and not of small order (section 16).

    The points of small order are those with y = 0, 1 or -1, and the four that doubled have y = 0."""
    y = int.from_bytes(encoded, "little") & (2**255 - 1)
    if len(encoded) != 32 or y >= P or y in (0, 1, P - 1) or (D * y**4 + 2 * y * y - 1) % P == 0:
        return False
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    return pow(square, (P - 1) // 2, P) == 1


def public_key(seed):
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def sign(seed, message):
    return Ed25519PrivateKey.from_private_bytes(seed).sign(message)


def holds(signature, key, message):
    """Section 17's rule. The library looks at S and compares encodings of R, without a cofactor; that key and R are
    points of their own, canonical and not of small order, it leaves to us."""
    if not is_point(key) or not is_point(signature[:32]):
        return False
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except InvalidSignature:
        return False
    return True


# -- addresses: Bech32m (BIP 350) with the prefix sb (section 16) -----------------------------------

LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
PREFIX = "sb"
LENGTH = 61


def checksum(groups):
    """The six groups that follow these (BIP 350)."""
    sum30 = 1
    expanded = [ord(each) >> 5 for each in PREFIX] + [0] + [ord(each) & 31 for each in PREFIX]
    for group in [*expanded, *groups, 0, 0, 0, 0, 0, 0]:
        top, sum30 = sum30 >> 25, (sum30 & 0x1FFFFFF) << 5 ^ group
        for bit, part in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            sum30 ^= part if top >> bit & 1 else 0
    return [(sum30 ^ 0x2BC830A3) >> 5 * place & 31 for place in range(5, -1, -1)]


def address_of(key):
    number = int.from_bytes(key, "big") << 4
    groups = [number >> 5 * place & 31 for place in range(51, -1, -1)]
    return PREFIX + "1" + "".join(LETTERS[group] for group in groups + checksum(groups))


def key_of(address):
    """The public key in an address in lower case, or Refused."""
    if len(address) != LENGTH or address[:3] != PREFIX + "1" or not set(address[3:]) <= set(LETTERS):
        raise Refused(f"no address: {address}")
    groups = [LETTERS.index(letter) for letter in address[3:]]
    number = sum(group << 5 * place for place, group in enumerate(reversed(groups[:-6])))
    key = (number >> 4).to_bytes(32, "big")
    if groups[-6:] != checksum(groups[:-6]) or number & 15 or not is_point(key):
        raise Refused(f"no address: {address}")
    return key


def is_address(value):
    try:
        return isinstance(value, str) and bool(key_of(value))
    except Refused:
        return False


# -- the key file (section 19) ----------------------------------------------------------------------

KEY_FILE = fields(**{"SimpleBitcoin": pattern("key file"), "checksum": hexed(64), "nonce": hexed(24),
                     "salt": hexed(32), "sealed": pattern("([0-9a-f]{2})+"), "version": integer(1, 1)})
LONGEST_FILE = 400_000


def cipher(pass_phrase, salt):
    return ChaCha20Poly1305(hashlib.scrypt(pass_phrase.encode(), salt=salt, n=2**15, r=8, p=1, dklen=32,
                                           maxmem=2**26))


def without(value, *names):
    return canonical({name: value[name] for name in value if name not in names})


def write_keys(path, pass_phrase, keys):
    """A new file with these (seed, label), for this user only; one that is there already is not touched."""
    if not pass_phrase:
        raise Refused("an empty pass phrase protects nothing")
    content = {"SimpleBitcoin": "key file", "nonce": secrets.token_hex(12), "salt": secrets.token_hex(16), "version": 1}
    inside = b"".join(seed + bytes([len(label.encode())]) + label.encode() for seed, label in keys)
    seal = cipher(pass_phrase, bytes.fromhex(content["salt"]))
    content["sealed"] = seal.encrypt(bytes.fromhex(content["nonce"]), inside, canonical(content)).hex()
    content["checksum"] = hash256(canonical(content)).hex()
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(canonical(content) + b"\n")


def read_keys(path, pass_phrase):
    """[(seed, label)], or Refused with what is wrong."""
    with open(path, "rb") as file:
        line = file.read(LONGEST_FILE + 1)
    content = parse(line.removesuffix(b"\n"))
    if len(line) > LONGEST_FILE or not KEY_FILE(content):
        raise Refused(f"{path} is no key file of version 1")
    if hash256(without(content, "checksum")).hex() != content["checksum"]:
        raise Refused(f"{path} is damaged")
    try:
        rest = cipher(pass_phrase, bytes.fromhex(content["salt"])).decrypt(
            bytes.fromhex(content["nonce"]), bytes.fromhex(content["sealed"]), without(content, "checksum", "sealed"))
    except InvalidTag:
        raise Refused("wrong pass phrase") from None
    keys = []
    while rest:
        seed, label, rest = rest[:32], rest[33:33 + rest[32]], rest[33 + rest[32]:]
        keys.append((seed, label.decode()))
    return keys
