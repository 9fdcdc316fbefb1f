"""What several pages say of the same thing: the titles of the chapters, and their terms."""

import json
import re
import unittest
from pathlib import Path

from sample_course import TOOLS  # noqa: F401  (finds the tools)

from lessons.page import Page

ROOT = Path(__file__).resolve().parents[2]
CHAPTERS = {path.parent.name: json.loads(path.read_text(encoding="utf-8"))
            for path in sorted(ROOT.glob("chapters/*/chapter.json"))}
# What a chapter is named after must stand in the glossary. Word of the title: term.
NAMED_AFTER = {
    "01": {"Sockets": "socket"}, "02": {"Core": "core", "edge": "edge"}, "03": {"bulletin board": "bulletin board"},
    "04": {"chain": "chain"}, "05": {"Proof of work": "proof of work"},
    "06": {"Wallet": "wallet", "unspent outputs": "unspent output"}, "07": {"full node": "full node"},
    "08": {"Engraved": "engraving", "encrypted messages": "letter"},
}


class Terms(unittest.TestCase):
    def test_what_a_chapter_is_named_after_stands_in_the_glossary(self):
        terms = {block.title for block in Page(ROOT, ROOT / "docs/glossary.md").blocks if block.level == 3}
        self.assertEqual(list(NAMED_AFTER), [facts["number"] for facts in CHAPTERS.values()])
        for facts in CHAPTERS.values():
            for word, term in NAMED_AFTER[facts["number"]].items():
                self.assertIn(word, facts["title"])
                self.assertIn(term, terms, f"chapter {facts['number']}, {facts['title']}")


if __name__ == "__main__":
    unittest.main()
