"""docs/ancestor.md and docs/security.md name tests, files and commands; what they name must exist."""
import re
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs/ancestor.md").read_text(encoding="utf-8")
BOTH = PAGE + (ROOT / "docs/security.md").read_text(encoding="utf-8")
# Of the chapters that exist. A chapter that is added adds its items here and on the page.
ITEMS = [f"G{n}" for n in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14)] + [f"02-{n}" for n in range(1, 12)]
ITEMS += [f"03-{n}" for n in range(1, 20)]
ITEMS += [f"04-{n}" for n in range(1, 11)]
ITEMS += [f"05-{n}" for n in range(1, 22)]
ITEMS += [f"06-{n}" for n in range(1, 5)]
ITEMS += [f"07-{n}" for n in range(1, 11)]


def sources(*patterns):
    return "\n".join(path.read_text(encoding="utf-8") for pattern in patterns for path in sorted(ROOT.glob(pattern)))


class AncestorPage(unittest.TestCase):
    def test_every_item_of_the_chapters_that_exist_has_a_row(self):
        self.assertEqual(re.findall(r"^\| (G?[\d-]+) [FT] \|", PAGE, re.M), ITEMS)

    def test_every_quoted_test_exists(self):
        names = re.findall(r'TEST_CASE\(\s*((?:"[^"]*"\s*)+)', sources("tests/**/*_test.cpp", "tests/**/*_cases.hpp"))
        cases = ["".join(re.findall(r'"([^"]*)"', name)) for name in names]
        quoted = re.findall(r'\*"([^"]+)"\*', BOTH)
        self.assertGreater(len(quoted), 8)
        for name in quoted:
            self.assertTrue(any(case.startswith(name) for case in cases), name)

    def test_every_named_python_test_exists(self):
        methods = sources("tests/**/test_*.py")
        for name in re.findall(r"`(test_\w+)`", BOTH):
            self.assertIn(f"def {name}(", methods)

    def test_every_named_file_exists(self):
        for path in re.findall(r"`((?:tests|docs|tools|common|chapters)/[\w./-]+)`", BOTH):
            self.assertTrue((ROOT / path).exists(), path)

    def test_every_named_failure_exists(self):
        for chapter, name in re.findall(r"`(?:\./course )?break (\d\d) ([\w-]+)`", BOTH):
            scripts = list(ROOT.glob(f"chapters/{chapter}-*/break/{name.replace('-', '_')}.py"))
            scripts += list(ROOT.glob(f"chapters/{chapter}-*/break/{name}.py"))
            self.assertTrue(scripts, f"break {chapter} {name}")

    def test_every_named_attack_exists(self):
        attacks = sources("chapters/07-*/lab/attack.cpp")
        named = re.findall(r"`attack ([\w-]+)`", PAGE)
        self.assertGreater(len(named), 12)
        for name in named:
            self.assertIn(f'{{"{name}", "0', attacks)


if __name__ == "__main__":
    unittest.main()
