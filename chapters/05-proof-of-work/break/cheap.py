"""Mallory writes a longer Bitcoin in an instant: each header has done the work that it claims, two hashes."""

import hashlib
import struct
import tempfile
import time
from pathlib import Path

# Bitcoin's first header, known to everybody. ffff001d are its bits, 1d00ffff: about 4,295,032,833 tries.
GENESIS = bytes.fromhex("01000000" + 32 * "00" + "3ba3edfd7a7b12b27ac72c3e67768f617fc81bc3888a51323a9fb8aa4b1e5e4a"
                        "29ab5f49" "ffff001d" "1dac2b7c")
EASY = 0x207fffff  # every second hash will do
TARGET = 0x7fffff << 8 * (0x20 - 3)
MANY = 500


def attack(s):
    s.tell("The first header of Bitcoin says how small its hash has to be: so small that it took about\n"
           "4,295,032,833 tries. A header that follows it says its own target, and that is what Mallory,\n"
           "this script, fills in as she likes.")
    before = time.perf_counter()
    headers, tries = extend(GENESIS, MANY)
    took = time.perf_counter() - before
    s.shows("mallory", f"{MANY} headers on top of Bitcoin's first: {tries} tries, {took * 1000:.0f} ms")
    s.shows("mallory", f"the last one is {hash256(headers[-80:])[::-1].hex()}")

    s.tell("Has each of them done its work?")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "headers"
        path.write_bytes(headers)
        judge = s.start("check_work", str(path), name="the judge")
        found_sound = judge.wait(timeout=10) == 0
    if not found_sound:
        return s.refused(judge.lines[-1])
    judge.wait_for(f"^headers +{MANY + 1}$", from_start=True)
    return s.failure(f"{MANY} headers for {tries} hashes, and the judge finds each of them sound: "
                     "who may name his own target works as little as he likes")


def extend(header, many):
    """The headers from this one on, that many more, and how many hashes it took."""
    headers, tries = header, 0
    for number in range(many):
        merkle_root = hash256(f"all that Mallory would like to have, part {number}".encode())
        start = struct.pack("<I32s32sII", 1, hash256(header), merkle_root, 1231006505 + 600 * (number + 1), EASY)
        nonce = 0
        while int.from_bytes(hash256(start + struct.pack("<I", nonce)), "little") > TARGET:
            nonce += 1
        header = start + struct.pack("<I", nonce)
        headers += header
        tries += nonce + 1
    return headers, tries


def hash256(data):
    return hashlib.sha256(hashlib.sha256(data).digest()).digest()
