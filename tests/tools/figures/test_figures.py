"""The figures of the lessons: what is committed is what their text says, and everybody can read it."""

import contextlib
import io
import re
import sys
import tempfile
import unittest
import xml.etree.ElementTree as xml
from pathlib import Path
from unittest import mock

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "tools"))

from figures import draw  # noqa: E402
from figures.svg import WIDTH, FigureError, wide  # noqa: E402

SVG = "{http://www.w3.org/2000/svg}"
TREE = ("figure: tree\ntitle: A tree\ntext: It forks.\nblock 0 work 5\nblock 1a on 0 work 5\nblock 1b on 0 work 9\n"
        "ours 1a: we had it\ntheirs 1b: it counts\nback: off\nforward: on\npool: they wait\n")
FLOW = "figure: flow\ntitle: Two\ntext: They talk.\nlane a: Ann\nlane b: Ben\na -> b: hello | aloud\nb: thinks\n"


def texts(drawn):
    return ["".join(node.itertext()) for node in xml.fromstring(drawn).iter(f"{SVG}text")]


class Committed(unittest.TestCase):
    sources = sorted((ROOT / "docs/figures").glob("*.txt"))

    def test_each_svg_is_what_its_text_says(self):
        self.assertGreaterEqual(len(self.sources), 2)
        for source in self.sources:
            self.assertEqual(source.with_suffix(".svg").read_text(encoding="utf-8"),
                             draw.svg_of(source.read_text(encoding="utf-8")), source.name)

    def test_each_figure_tells_those_who_do_not_see_it_what_is_there(self):
        for path in sorted((ROOT / "docs/figures").glob("*.svg")):
            root = xml.parse(path).getroot()
            self.assertEqual((root.get("role"), root.get("aria-labelledby")), ("img", "title text"), path.name)
            for name in ("title", "desc"):
                self.assertGreater(len(root.find(SVG + name).text.split()), 3, path.name)
            self.assertIn("prefers-color-scheme: dark", root.find(SVG + "style").text, path.name)

    def test_no_word_of_a_drawn_figure_leaves_it(self):
        for source in self.sources:
            for node in xml.parse(source.with_suffix(".svg")).getroot().iter(f"{SVG}text"):
                size = wide("".join(node.itertext()), float(node.get("font-size", 14)))
                left = float(node.get("x")) - {"middle": size / 2, "end": size, "start": 0}[node.get("text-anchor")]
                self.assertGreater(left, 0, node.text)
                self.assertLess(left + size, WIDTH, node.text)

    def test_each_is_shown_by_a_lesson_and_its_translation(self):
        for source in self.sources:
            users = [path for path in ROOT.glob("chapters/*/README*.md")
                     if f"docs/figures/{source.stem}.svg" in path.read_text(encoding="utf-8")]
            self.assertEqual({path.name for path in users}, {"README.md", "README.ja.md"}, source.name)


class Trees(unittest.TestCase):
    def test_work_is_added_up_along_each_history(self):
        self.assertTrue({"work 10 in all", "work 14 in all", "off 1a", "on 1b"} <= set(texts(draw.svg_of(TREE))))

    def test_the_history_that_wins_must_have_more_work(self):
        with self.assertRaisesRegex(FigureError, "more work"):
            draw.svg_of(TREE.replace("work 9", "work 4"))

    def test_a_parent_must_be_there(self):
        with self.assertRaisesRegex(FigureError, "block 1b on 7 work 9"):
            draw.svg_of(TREE.replace("1b on 0", "1b on 7"))


class Flows(unittest.TestCase):
    def test_what_is_said_stands_there_in_the_order_of_time(self):
        said = texts(draw.svg_of(FLOW))
        self.assertEqual([word for word in said if word in ("hello", "aloud", "thinks")], ["hello", "aloud", "thinks"])

    def test_an_arrow_leads_from_one_to_the_other(self):
        there, back = (re.search(r'class="way" d="M(\d+) \S+ H(\d+)"', draw.svg_of(text))
                       for text in (FLOW, FLOW.replace("a -> b", "b -> a")))
        self.assertLess(int(there[1]), int(there[2]))
        self.assertGreater(int(back[1]), int(back[2]))

    def test_nobody_speaks_who_has_no_lane(self):
        with self.assertRaisesRegex(FigureError, "c -> b"):
            draw.svg_of(FLOW + "c -> b: hello\n")


class TheProgram(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.figures = Path(folder.name) / "docs/figures"
        self.figures.mkdir(parents=True)
        (self.figures / "talk.txt").write_text(FLOW)
        patch = mock.patch.object(draw, "ROOT", Path(folder.name))
        patch.start()
        self.addCleanup(patch.stop)

    def draw(self, *words):
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            return draw.main(list(words)), out.getvalue()

    def test_check_says_what_is_behind_and_writes_nothing(self):
        code, said = self.draw("--check")
        self.assertEqual((code, (self.figures / "talk.svg").exists()), (1, False))
        self.assertIn("docs/figures/talk.svg is not what talk.txt says", said)
        self.assertEqual(self.draw(), (0, ""))
        self.assertEqual(self.draw("--check"), (0, ""))
        (self.figures / "talk.txt").write_text(FLOW.replace("hello", "good bye"))
        self.assertEqual(self.draw("--check")[0], 1)

    def test_what_is_not_understood_is_named(self):
        for text, word in (("figure: pie\ntitle: x\ntext: y\n", "pie"), ("figure: flow\ntitle: x\n", "text")):
            (self.figures / "talk.txt").write_text(text)
            code, said = self.draw()
            self.assertEqual(code, 1)
            self.assertIn(word, said)


if __name__ == "__main__":
    unittest.main()
