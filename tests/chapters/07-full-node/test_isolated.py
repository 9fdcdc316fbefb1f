"""How soon a light wallet notices that all its cores are one attacker's, as the lesson says it."""

import re
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from node_programs import PATIENCE, Stage  # noqa: E402
from stage_programs import also_with_sanitizers  # noqa: E402

ROW = re.compile(r" *(\d+) % +(\d+) blocks +(\d+) +([\d.]+) min")
# The attacker's part of the power -> blocks of his until it is noticed: one time in two, and at most.
BOUNDS = {10: (8, 25, 45), 30: (15, 45, 70), 50: (25, 90, 300)}


class Isolated(Stage):
    def test_whose_cores_are_an_attackers_notices_in_so_many_of_his_blocks(self):
        isolated = self.scenario.start("isolated", "--worlds", "10")
        self.assertEqual(isolated.wait(timeout=2 * PATIENCE), 0, isolated.lines)
        rows = {int(row[1]): row for row in map(ROW.match, isolated.lines) if row}
        for share, (least, most, longest) in BOUNDS.items():
            with self.subTest(share):
                self.assertIn(share, rows, isolated.lines)
                self.assertLessEqual(least, int(rows[share][2]))
                self.assertLessEqual(int(rows[share][2]), most)
                self.assertLessEqual(int(rows[share][3]), longest)
        # With most of the power he is hardly slower than everybody together was: nobody can notice.
        self.assertIn("70 %   not noticed in 1,000 blocks", "\n".join(isolated.lines))
        self.assertRegex(isolated.lines[-1], "^nobody attacks: suspected in 0 of 10 histories")


also_with_sanitizers(globals(), Isolated)

if __name__ == "__main__":
    unittest.main()
