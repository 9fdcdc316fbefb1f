"""docs/architecture.md says of each package that is installed what it is for, and why it is this one."""

import re
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SECTION = (ROOT / "docs/architecture.md").read_text(encoding="utf-8").partition("\n## Dependencies\n")[2]


def rows():
    """The cells of each row of the section's tables, without their heads."""
    tables = re.findall(r"^\|[-|]+\|\n((?:\|.*\n)+)", SECTION.partition("\n## ")[0], re.M)
    return [[cell.strip() for cell in line.strip("|").split("|")] for table in tables for line in table.splitlines()]


def installed():
    """What ./course installs, and what CMake finds."""
    listed = re.findall(r"^(?!#)\w+ +(\S+)", (ROOT / "tools/packages").read_text(encoding="utf-8"), re.M)
    found = re.findall(r"^set\(SBC_\w+_PACKAGE (\S+)\)", (ROOT / "tools/cmake/CoursePackages.cmake").read_text(
        encoding="utf-8"), re.M)
    return sorted({*listed, *found})


class DependenciesPage(unittest.TestCase):
    def test_every_package_is_named_once_and_no_other(self):
        named = [name for row in rows() for name in re.findall(r"`([^`]+)`", row[0])]
        self.assertEqual(sorted(named), installed())
        self.assertGreater(len(named), 30)

    def test_each_says_what_it_is_for_and_why_it_is_this_one(self):
        for row in rows():
            with self.subTest(row[0]):
                self.assertIn(len(row), (3, 4))
                self.assertTrue(all(row))
                self.assertGreater(len(row[2].split()), 12, "this is no reason")


if __name__ == "__main__":
    unittest.main()
