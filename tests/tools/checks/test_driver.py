"""A driver only reads, feeds, performs, arms: so little that it is read at one sitting, and that nothing is decided."""

import re
import unittest
from pathlib import Path

HEADER = Path(__file__).resolve().parents[3] / "common/driver/driver.hpp"


class Driver(unittest.TestCase):
    def test_it_has_under_a_hundred_lines_of_code(self):
        code = [line for line in HEADER.read_text().splitlines() if not re.match(r"\s*(//.*)?$", line)]
        self.assertGreater(len(code), 50)
        self.assertLess(len(code), 100)


if __name__ == "__main__":
    unittest.main()
