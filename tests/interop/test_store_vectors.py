"""The store's file of docs/protocol.md, read by an implementation that shares no code with ours: Python's sqlite3,
struct and hashlib. The C++ side is tests/stores/store_vector.hpp, which a store opens."""
import re
import sqlite3
import struct
import unittest

from protocol_page import DOCUMENT, ROOT, hash256, vectors

ROWS_CPP = ROOT / "tests/stores/store_vector.hpp"
TABLES_CPP = ROOT / "common/store/format.cpp"


def digest(key, value):
    return struct.unpack(">q", hash256(struct.pack(">I", len(key)) + key + value)[:8])[0]


def transactions(body):
    found = []
    while body:
        (size,) = struct.unpack(">I", body[:4])
        if size > len(body) - 4:
            raise ValueError("a transaction is longer than what is left")
        found.append(body[4:4 + size])
        body = body[4 + size:]
    return found


def merkle_root(row):
    while len(row) > 1:
        row = row + row[-1:] if len(row) % 2 else row
        row = [hash256(row[i] + row[i + 1]) for i in range(0, len(row), 2)]
    return row[0] if row else bytes(32)


class StoreVectors(unittest.TestCase):
    def setUp(self):
        self.tables, self.rows = vectors("store-table"), vectors("store-row")
        self.file = sqlite3.connect(":memory:")
        for line in self.tables + self.rows:
            self.file.execute(line)

    def tearDown(self):
        self.file.close()

    def one(self, sql):
        (row,) = self.file.execute(sql).fetchall()
        return row

    def test_the_blocks_stand_on_each_other_up_to_the_tip(self):
        number, network, height, tip = self.one("SELECT * FROM about")
        self.assertEqual((number, height), (1, 1))
        hash_, header, above = self.one("SELECT b.hash, b.header, b.height FROM history h JOIN block b USING (id) "
                                        "WHERE h.height = 1")
        self.assertEqual((hash_, above), (tip, 1))
        self.assertEqual(len(header), 80)
        self.assertEqual(hash256(header), hash_)
        self.assertEqual(header[4:36], network)

    def test_the_network_is_that_of_section_13(self):
        (network,) = self.one("SELECT network FROM about")
        self.assertIn(network[::-1].hex(), DOCUMENT[:DOCUMENT.index("\n## 22. ")])

    def test_the_body_is_that_of_its_header(self):
        header, body = self.one("SELECT header, transactions FROM block JOIN body USING (id)")
        leaves = [hash256(text) for text in transactions(body)]
        self.assertEqual(len(leaves), 2)
        self.assertEqual(merkle_root(leaves), header[36:68])

    def test_each_row_has_its_digest(self):
        hash_, height, has = self.one("SELECT hash, height, digest FROM block")
        self.assertEqual(has, digest(hash_, struct.pack(">Q", height)))
        undo, has = self.one("SELECT undo, digest FROM undo")
        self.assertEqual(has, digest(hash_, undo))
        values = self.file.execute("SELECT key, value, digest FROM state").fetchall()
        self.assertEqual(len(values), 2)
        for key, value, has in values:
            self.assertEqual(has, digest(key, value))

    def test_the_cpp_tests_hold_the_same_rows(self):
        joined = re.sub(r'\)"\s*R"\(', "", ROWS_CPP.read_text(encoding="utf-8"))
        self.assertEqual(re.findall(r'R"\((INSERT.*?;)\)"', joined), self.rows)

    def test_the_store_has_the_same_tables(self):
        joined = re.sub(r'"\s*"', "", TABLES_CPP.read_text(encoding="utf-8"))
        self.assertEqual(re.findall(r'"(CREATE TABLE .*?)"', joined), self.tables)


if __name__ == "__main__":
    unittest.main()
