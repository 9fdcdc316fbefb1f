"""The application "class" in docs/protocol.md (section 23), checked by an implementation that shares no code with ours:
Python's json, struct and hashlib, and the Ed25519 of edwards.py."""
import json
import re
import struct
import unittest

from edwards import Signer, holds
from protocol_page import canonical, hash256, section, shown, vectors

LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"


class ClassVectors(unittest.TestCase):
    def setUp(self):
        self.messages = [json.loads(text) for text in vectors("class")]
        self.genesis, self.first = (bytes.fromhex(text) for text in vectors("class-header"))
        self.key, self.digest, self.code = vectors("class-code")[0].split()

    def of_kind(self, kind):
        return [message for message in self.messages if message["kind"] == kind]

    def test_there_is_a_canonical_vector_for_each_kind_of_the_table(self):
        table = section(23)[:section(23).index("**What the host signs**")]
        kinds = re.findall(r"^\| \*(\w+)\* \|", table, re.M)
        self.assertEqual(sorted({message["kind"] for message in self.messages}), sorted(kinds))
        for text in vectors("class"):
            self.assertEqual(canonical(json.loads(text)), text)

    def test_the_code_names_the_hosts_key(self):
        seed, key, _ = vectors("address-06")[0].split()
        self.assertEqual((Signer(bytes.fromhex(seed)).key.hex(), key), (self.key, self.key))
        self.assertEqual(hash256(bytes.fromhex(self.key)).hex(), self.digest)
        number = int(self.digest, 16)
        letters = "".join(LETTERS[number >> (256 - 5 * (place + 1)) & 31] for place in range(12))
        self.assertEqual(self.code, "maths/5s/" + letters)

    def test_the_genesis_block_follows_from_the_code(self):
        classroom = json.loads(vectors("genesis")[0])
        text = vectors("class-genesis")[0]
        self.assertEqual(text, canonical({**classroom, "network": self.code, "spacing": 5}))
        header = struct.pack("<I32s32sIII", 1, bytes(32), hash256(text.encode()), 1767225600, 0x1f00ffff, 0)
        self.assertEqual(header, self.genesis)

    def test_the_block_above_it_has_its_work_and_the_presence_shows_both(self):
        self.assertEqual([shown(hash256(each)) for each in (self.genesis, self.first)], vectors("class-hash"))
        self.assertEqual(self.first[4:36], hash256(self.genesis))
        self.assertLessEqual(int.from_bytes(hash256(self.first), "little"), 0x00ffff << 8 * (0x1f - 3))
        presence, = self.of_kind("presence")
        self.assertEqual(presence["headers"], (self.genesis + self.first).hex())
        self.assertEqual((presence["count"], presence["height"]), (2, 1))
        self.assertEqual(presence["links"], sorted(presence["links"]))

    def test_the_host_has_signed_orders_and_gifts(self):
        signed = self.of_kind("order") + self.of_kind("gift")
        self.assertEqual(len(signed), 5)
        for message in signed:
            self.assertEqual(message["key"], self.key)
            self.assertTrue(holds(bytes.fromhex(self.key), self.bytes_of(message),
                                  bytes.fromhex(message["signature"])), message)
        given = next(message for message in signed if message.get("state") == "given")
        self.assertEqual([shown(hash256(self.bytes_of(message))) for message in (signed[0], given)],
                         vectors("class-signed"))
        self.assertEqual(self.of_kind("here")[1]["order"], signed[0])

    def bytes_of(self, message):
        said = {field: value for field, value in message.items() if field not in ("key", "signature")}
        label = f"SimpleBitcoin/class-{message['kind']}/1".encode()
        return label + b"\0" + hash256(self.genesis) + canonical(said).encode()


if __name__ == "__main__":
    unittest.main()
