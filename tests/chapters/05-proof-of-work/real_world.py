"""The programs of stage 05 that read files, as the tests see them, and Bitcoin's headers to feed them with.

They are tried from every build folder that has them: dev, asan, tsan. With a sanitizer each run also proves that it
had nothing to say. The headers of thousands of blocks lie beside the repository, in ../shared/bitcoin, or in
$SBC_SHARED/bitcoin; where they are not, the tests that need them skip, and say so.
"""

import hashlib
import os
import struct
import sys
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path[:0] = [str(ROOT / "tests" / "chapters"), str(ROOT / "tools")]

from stage_programs import StageTest  # noqa: E402

PATIENCE = 20  # seconds; sanitizers on a busy machine are slow
SHARED = Path(os.environ.get("SBC_SHARED", ROOT.parent / "shared")) / "bitcoin"

# The first three headers of Bitcoin.
FIRST = [bytes.fromhex(digits) for digits in (
    "0100000000000000000000000000000000000000000000000000000000000000000000003ba3edfd7a7b12b27ac72c3e67768f61"
    "7fc81bc3888a51323a9fb8aa4b1e5e4a29ab5f49ffff001d1dac2b7c",
    "010000006fe28c0ab6f1b372c1a6a246ae63f74f931e8365e15a089c68d6190000000000982051fd1e4ba744bbbe680e1fee1467"
    "7ba1a3c3540bf7b1cdb606e857233e0e61bc6649ffff001d01e36299",
    "010000004860eb18bf1b1620e37e9490fc8a427514416fd75159ab86688e9a8300000000d5fdcc541e25de1c7a5addedf24858b8"
    "bb665c9f36ef744ee42c316022c90f9bb0bc6649ffff001d08d2bd61")]
FIRST_HASHES = ["000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f",
                "00000000839a8e6886ab5951d76f411475428afc90947ee320161bbf18eb6048",
                "000000006a625f06636b8bb6ac7b960a8d03705d1ace08b1a19da3fdcc99ddbd"]

EASY = 0x207fffff  # every second hash meets this target


def hash256(data):
    return hashlib.sha256(hashlib.sha256(data).digest()).digest()


def shown(digest):
    return digest[::-1].hex()


def target_of(bits):
    return (bits & 0xffffff) << 8 * ((bits >> 24) - 3)


def work_of(header):
    return 2**256 // (target_of(int.from_bytes(header[72:76], "little")) + 1)


def mined(header, **different):
    """The header with other fields, and then with a nonce for an easy target (or the one in `bits`)."""
    names = ("version", "previous", "merkle_root", "time", "bits", "nonce")
    fields = dict(zip(names, struct.unpack("<I32s32sIII", header)), bits=EASY)
    fields.update(different)
    for nonce in range(100_000):
        tried = struct.pack("<I32s32sIII", *(fields[name] for name in names[:-1]), nonce)
        if int.from_bytes(hash256(tried), "little") <= target_of(fields["bits"]):
            return tried
    raise AssertionError("no nonce found for so easy a target")


def split(data):
    return [data[at:at + 80] for at in range(0, len(data), 80)]


class Judges(StageTest):
    """Runs the programs on files."""
    number = "05"
    programs = ("mine", "check_work", "verify_headers", "verify_merkle")

    def file(self, content):
        """The path of a file with these headers, or these lines."""
        path = self.folder / f"file {len(self.scenario.processes)}"
        path.write_bytes(b"".join(content) if isinstance(content, list) else content)
        return str(path)

    def says(self, program, *words):
        """(exit code, what it said)"""
        process = self.scenario.start(program, *words)
        return process.wait(timeout=PATIENCE), "\n".join(process.lines)

    def accepts(self, program, *words):
        code, said = self.says(program, *words)
        self.assertEqual(code, 0, said)
        return said

    def refuses(self, expected, program, *words, code=1):
        actual, said = self.says(program, *words)
        self.assertEqual(actual, code, said)
        self.assertIn(expected, said)
        return said


def shared(name):
    """A file of real Bitcoin data; skips the test where it is not."""
    if not (SHARED / name).is_file():
        raise unittest.SkipTest(f"needs {name} in ../shared/bitcoin or $SBC_SHARED/bitcoin")
    return (SHARED / name).read_bytes()
