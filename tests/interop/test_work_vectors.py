"""Chapter 05's vectors of docs/protocol.md (sections 11 to 15), computed by an implementation that shares no code with
ours: Python's integers, json, struct and hashlib. The C++ side is tests/chapters/05-proof-of-work/protocol_test.cpp."""
import json
import re
import struct
import unittest

from protocol_page import DOCUMENT, ROOT, canonical, hash256, shown, vectors

CPP = ROOT / "tests/chapters/05-proof-of-work/protocol_test.cpp"
KINDS = ("bits", "no-target", "merkle-id", "merkle-root", "genesis", "header-80", "hash-80", "retarget", "chain-05")


def target_of(bits):
    """Nothing: these are the bits of no target."""
    size, digits = bits >> 24, bits & 0x7fffff
    target = digits * 256**(size - 3) if size >= 3 else digits // 256**(3 - size)
    return target if 0 < target < 2**256 and not bits & 0x800000 else None


def bits_of(target):
    size = (target.bit_length() + 7) // 8
    digits = target * 256**(3 - size) if size <= 3 else target // 256**(size - 3)
    if digits & 0x800000:
        size, digits = size + 1, digits // 256
    return size << 24 | digits


def work_of(bits):
    return 2**256 // (target_of(bits) + 1)


def rows_of(leaves):
    """Each row of the tree, with the last one twice where it has no neighbour."""
    row = list(leaves)
    while len(row) > 1:
        yield row
        row = row + row[-1:] * (len(row) % 2)
        row = [hash256(row[at] + row[at + 1]) for at in range(0, len(row), 2)]
    yield row


def root_of(leaves):
    return list(rows_of(leaves))[-1][0] if leaves else bytes(32)


def has_twins(leaves):
    return any(row[at] == row[at + 1] for row in rows_of(leaves) for at in range(0, len(row) - 1, 2))


def networks():
    """The table of section 13: name -> parameter -> value."""
    section = DOCUMENT[DOCUMENT.index("## 13."):DOCUMENT.index("## 14.")]
    rows = re.findall(r"^\| (\w+) \| [^|]+ \| (\w+) \| ([\w,]+) \|$", section, re.M)
    read = {"classroom": {}, "bitcoin": {}}
    for name, classroom, bitcoin in rows[1:]:
        for network, text in (("classroom", classroom), ("bitcoin", bitcoin)):
            number = int(text, 16) if name == "easiest" else text if name == "network" else int(text.replace(",", ""))
            read[network][name] = number
    return read


def genesis_text(network):
    return canonical({**network, "note": "お前すげー"})


def retarget(network, before, took):
    planned = network["interval"] * network["spacing"]
    took = max(planned // network["clamp"], min(planned * network["clamp"], took))
    return bits_of(min(target_of(before) * took // planned, target_of(network["easiest"])))


class WorkVectors(unittest.TestCase):
    def test_there_are_vectors_of_each_kind(self):
        for kind in KINDS:
            self.assertTrue(vectors(kind), kind)

    def test_bits_targets_and_work_belong_together(self):
        for line in vectors("bits"):
            bits, target, work = (int(digits, 16) for digits in line.split())
            self.assertEqual((target_of(bits), work_of(bits)), (target, work), line)
        for line in vectors("no-target"):
            self.assertIsNone(target_of(int(line, 16)), line)

    def test_a_target_that_becomes_bits_loses_its_lowest_digits_only(self):
        for shift in range(256):
            for digits in (1, 0x7f, 0x80, 0xff, 0x7fffff, 0x800000, 0xffffff, 0x1234567, 2**64 - 1):
                target = digits << shift & 2**256 - 1
                if target:
                    again = target_of(bits_of(target))
                    self.assertTrue(again <= target < again + (again >> 14) + 1, hex(target))

    def test_the_roots_are_those_of_the_first_ids(self):
        ids = [bytes.fromhex(digits)[::-1] for digits in vectors("merkle-id")]
        for line in vectors("merkle-root"):
            count, root = line.split()
            self.assertEqual(shown(root_of(ids[:int(count)])), root)
            self.assertFalse(has_twins(ids[:int(count)]))
        repeated = ids[:3] + ids[2:3]
        self.assertEqual(root_of(repeated), root_of(ids[:3]))
        self.assertTrue(has_twins(repeated))

    def test_the_genesis_block_is_made_of_the_table(self):
        classroom = networks()["classroom"]
        self.assertEqual(vectors("genesis"), [genesis_text(classroom)])
        expected = struct.pack("<I32s32sIII", 1, bytes(32), hash256(genesis_text(classroom).encode()),
                               classroom["begins"], classroom["easiest"], 0)
        self.assertEqual(vectors("header-80")[0], expected.hex())

    def test_the_block_above_it_has_done_its_work(self):
        genesis, first = (bytes.fromhex(digits) for digits in vectors("header-80"))
        self.assertEqual([shown(hash256(genesis)), shown(hash256(first))], vectors("hash-80"))
        version, previous, root, _, bits, _ = struct.unpack("<I32s32sIII", first)
        self.assertEqual((version, previous, bits), (1, hash256(genesis), 0x1f00ffff))
        self.assertLessEqual(int.from_bytes(hash256(first), "little"), target_of(bits))
        self.assertEqual(root, root_of([hash256(text.encode()) for text in vectors("transaction")[1:]]))

    def test_each_retarget_follows_from_the_table(self):
        known = networks()
        self.assertEqual(known["bitcoin"]["interval"], 2016)
        for line in vectors("retarget"):
            name, before, took, after = line.split()
            self.assertEqual(f"{retarget(known[name], int(before, 16), int(took)):08x}", after, line)

    def test_the_messages_are_canonical_and_carry_these_blocks(self):
        headers, hashes = vectors("header-80"), vectors("hash-80")
        transactions = [json.loads(text) for text in vectors("transaction")[1:]]
        first = {"header": headers[1], "transactions": transactions}
        of_kind = {}
        for text in vectors("chain-05"):
            message = json.loads(text)
            self.assertEqual(canonical(message), text)
            of_kind.setdefault(message.pop("kind"), []).append(message)
        self.assertEqual(of_kind, {
            "transaction": [{"transaction": transactions[0]}],
            "tip": [{"tip": hashes[1], "height": 1, "work": f"{work_of(0x1f00ffff):064x}"}],
            "get_block": [{"hash": hashes[1]}],
            "block": [{"block": first}],
            "waiting": [{"transactions": transactions}],
            "get_blocks": [{"after": hashes[0], "height": 0}],
            "blocks": [{"blocks": [first], "height": 1}, {"blocks": [], "height": 2}],
            "other_history": [{"height": 1}],
            "get_tree": [{}],
            "tree": [{"headers": headers, "height": 0, "tip": hashes[1]}]})
        table = re.findall(r"^\| \*(\w+)\* \|", DOCUMENT[DOCUMENT.index("## 15."):DOCUMENT.index("## 16.")], re.M)
        self.assertEqual(sorted(of_kind), sorted(table))

    def test_the_cpp_test_holds_the_same_vectors(self):
        # Two literals that stand one after the other are one text in C++.
        joined = re.sub(r'\)"\s*R"\(', "", CPP.read_text(encoding="utf-8"))
        for kind in KINDS:
            for text in vectors(kind):
                self.assertIn(f'R"({text})"', joined)


if __name__ == "__main__":
    unittest.main()
