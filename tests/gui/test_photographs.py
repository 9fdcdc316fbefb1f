"""The pictures in docs/images are those that photographs/take.py takes, of one size, and each is shown on a page."""

import struct
import sys
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests" / "gui" / "photographs"), str(ROOT / "tools")]

import take  # noqa: E402


def size_of(picture):
    """(width, height), as the first part of a PNG file says it."""
    head = picture.read_bytes()[:24]
    return struct.unpack(">II", head[16:]) if head.startswith(b"\x89PNG\r\n\x1a\n") else None


class Pictures(unittest.TestCase):
    def setUp(self):
        self.there = sorted(take.IMAGES.glob("*.png"))

    def test_each_picture_is_taken_by_the_script_and_none_is_missing(self):
        self.assertEqual(sorted(take.PICTURES), sorted(picture.stem for picture in self.there))

    def test_all_have_the_size_of_a_window_as_it_opens(self):
        self.assertEqual({picture.name: size_of(picture) for picture in self.there},
                         {picture.name: (1116, 738) for picture in self.there})

    def test_each_is_shown_on_a_page_and_told_of_beside_it(self):
        pages = [ROOT / "README.md", *ROOT.glob("docs/*.md"), *ROOT.glob("chapters/*/README.md")]
        text = "\n".join(page.read_text(encoding="utf-8") for page in pages)
        told = (take.IMAGES / "README.md").read_text(encoding="utf-8")
        for name in take.PICTURES:
            with self.subTest(name):
                self.assertIn(f"images/{name}.png)", text)
                self.assertIn(f"`{name}.png`", told)


if __name__ == "__main__":
    unittest.main()
