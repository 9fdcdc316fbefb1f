"""The figures: what is committed is what their text says, and everybody can read it."""

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

from drawings import SVG, on_each_other, places, texts, ways  # noqa: E402
from figures import draw  # noqa: E402
from figures.svg import WIDTH, FigureError, read  # noqa: E402

TREE = ("figure: tree\ntitle: A tree\ntext: It forks.\nblock 0 work 5\nblock 1a on 0 work 5\nblock 1b on 0 work 9\n"
        "ours 1a: we had it\ntheirs 1b: it counts\nback: off\nforward: on\npool: they wait\n")
NETWORK = ("figure: network\ntitle: Three\ntext: They hold together.\ncore A\ncore B\ncore C\n"
           "link A B\nlink B C\nlink C A\nedge ann on A\nwallet ben on B\ngone A: stopped\n"
           "moves ann from A to C: another | is there\nnote: so it goes\n")
FLOW = "figure: flow\ntitle: Two\ntext: They talk.\nlane a: Ann\nlane b: Ben\na -> b: hello | aloud\nb: thinks\n"


class Committed(unittest.TestCase):
    sources = sorted((ROOT / "docs/figures").glob("*.txt"))

    def test_each_svg_is_what_its_text_says(self):
        kinds = {read(source.read_text(encoding="utf-8"))[0]["figure"] for source in self.sources}
        self.assertEqual(kinds, set(draw.KINDS))
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
            drawn = source.with_suffix(".svg").read_text(encoding="utf-8")
            height = float(xml.fromstring(drawn).get("viewBox").split()[3])
            for text, left, right, upper, lower in places(drawn):
                self.assertGreater(min(left, upper), 0, text)
                self.assertLess(right, WIDTH, text)
                self.assertLess(lower, height, text)

    def test_no_word_of_a_drawn_figure_stands_on_another(self):
        for source in self.sources:
            self.assertEqual(on_each_other(source.with_suffix(".svg").read_text(encoding="utf-8")), [], source.name)

    def test_each_figure_that_is_committed_has_a_text(self):
        drawn = sorted((ROOT / "docs/figures").glob("*.svg"))
        self.assertEqual([path.stem for path in drawn], [source.stem for source in self.sources])

    def test_each_has_the_colours_that_it_uses_and_no_others(self):
        for source in self.sources:
            drawn = draw.svg_of(source.read_text(encoding="utf-8"))
            light, dark = drawn.split("<style>")[1].split("</style>")[0].split("@media")
            used = set(re.findall(r'class="([^"]+)"', drawn))
            for scheme in (light, dark):
                self.assertEqual(set(re.findall(r"\.([a-z][\w-]*) {", scheme)), used, source.name)
            for arrow in set(re.findall(r"url\(#([^)]+)\)", drawn)) | set(re.findall(r'<marker id="([^"]+)"', drawn)):
                self.assertEqual((drawn.count(f'<marker id="{arrow}"'), f"url(#{arrow})" in drawn), (1, True), arrow)

    def test_each_is_shown_by_the_front_page_or_a_lesson_and_by_its_translation(self):
        for source in self.sources:
            users = [path for path in [*ROOT.glob("README*.md"), *ROOT.glob("chapters/*/README*.md")]
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


class Networks(unittest.TestCase):
    def refused(self, old, new, said):
        self.assertIn(old, NETWORK)
        with self.assertRaisesRegex(FigureError, said):
            draw.svg_of(NETWORK.replace(old, new))

    def test_everybody_and_every_reason_stands_there(self):
        self.assertEqual(set(texts(draw.svg_of(NETWORK))),
                         {"core A", "core B", "core C", "ann", "edge", "ben", "wallet", "stopped", "another",
                          "is there", "so it goes"})

    def test_what_leads_to_a_core_that_is_gone_is_drawn_as_lost(self):
        for text, lost, held, cores in ((NETWORK, 3, 2, 1), (NETWORK.replace("gone A: stopped\n", ""), 1, 2, 3),
                                        (NETWORK.replace("moves", "# moves"), 3, 1, 1)):
            drawn = draw.svg_of(text)
            self.assertEqual([len(ways(drawn, name)) for name in ("lost", "link", "way")], [lost, held, cores])

    def test_the_arrow_of_who_moves_leads_from_the_edge_to_the_new_core(self):
        down = NETWORK.replace("wallet ben on B\n", "")
        up = down.replace("on A", "on C").replace("gone A", "gone C").replace("from A to C", "from C to A")
        for text, core, above in ((down, "core C", 1), (up, "core A", -1)):
            drawn = draw.svg_of(text)
            place = {text: ((left + right) / 2, upper) for text, left, right, upper, _ in places(drawn)}
            [((_, start), (x, end))] = ways(drawn, "link")
            self.assertLess(abs(start - place["ann"][1]), 30)
            self.assertLess(abs(x - place[core][0]), 64)
            self.assertTrue(0 < (place[core][1] - end) * above < 50, core)

    def test_words_keep_apart_with_any_number_of_cores(self):
        for number in range(2, 6):
            lines = ["figure: network", "title: x", "text: y", *(f"core {core}" for core in range(number))]
            for core in range(number):
                lines += [f"gone {core}: it was stopped", f"edge friedrich{core} on {core}",
                          f"wallet margarete{core} on {core}"]
            drawn = draw.svg_of("\n".join(lines))
            self.assertEqual((len(texts(drawn)), on_each_other(drawn)), (6 * number, []))

    def test_a_core_that_is_not_there_is_named(self):
        for old, new in (("link B C", "link B Z"), ("link B C", "link Z C"), ("ann on A", "ann on Z"),
                         ("gone A", "gone Z"), ("from A to", "from Z to"), ("to C:", "to Z:")):
            self.refused(old, new, f".*{new}.*: no line above it says `core Z`")

    def test_a_line_that_says_nothing_known_is_named(self):
        for line in ("core A", "link A A", "edge ann on B", "gone A: again", "moves zoe from A to C: why",
                     "moves ann from A to B: again", "core abcde", "router 7"):
            self.refused("note: so it goes", line, f"`{line}` is not understood")

    def test_nobody_moves_where_no_way_can_be_drawn(self):
        self.refused("from A to C", "from B to C", "ann does not hang on core B")
        self.refused("from A to C", "from A to B", "core B, which is not the next one on the same side")
        self.refused("moves ann from A to C", "core D\ncore E\nmoves ben from B to D", "core D, which is not the next")
        self.refused("from A to C", "from A to A", "core A, which is gone")
        self.refused("gone A", "gone C", "core C, which is gone")

    def test_what_does_not_fit_is_refused(self):
        for old in ("stopped", "is there", "so it goes"):
            self.refused(old, "very " * 20 + "long", "is too wide for its place")
        self.refused("core A\n", "core A\n" + "".join(f"core {number}\n" for number in range(3)), "five at most")
        with self.assertRaisesRegex(FigureError, "two cores at least"):
            draw.svg_of("figure: network\ntitle: x\ntext: y\ncore A\n")


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
