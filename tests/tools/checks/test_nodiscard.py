"""No refusal can be dropped: what returns a Result says [[nodiscard]]. The compiler does the rest
(tests/canary/dropped_result.cpp)."""
import re
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
# A declaration in a header that begins with a Result: `Result<T, E> name(` or `sbc::Result<…> name(`.
DECLARED = re.compile(r"^[ \t]*((?:\[\[nodiscard\]\]\s+)?)(?:static\s+|virtual\s+)*(?:sbc::)?Result<.*?>\s+\w+\(", re.M)


class NoDiscard(unittest.TestCase):
    def test_whatever_returns_a_result_is_nodiscard(self):
        headers = [*ROOT.glob("common/*/*.hpp"), *ROOT.glob("chapters/*/*.hpp"), *ROOT.glob("exercises/*/*.hpp")]
        seen = 0
        for header in headers:
            for match in DECLARED.finditer(header.read_text(encoding="utf-8")):
                seen += 1
                self.assertTrue(match[1], f"{header.relative_to(ROOT)}: {match[0].strip()}")
        self.assertGreater(seen, 10)


if __name__ == "__main__":
    unittest.main()
