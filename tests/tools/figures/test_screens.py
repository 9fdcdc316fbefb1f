"""What a network's figure shows besides cores and edges: screens, captions, a block on its way, the chain below."""

import sys
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "tools"))

from drawings import boxes, on_each_other, places, ways  # noqa: E402
from figures import draw  # noqa: E402
from figures.svg import WIDTH, FigureError  # noqa: E402

FIGURE = ("figure: network\ntitle: Four\ntext: They show what they have.\ncore 1\ncore 2\ncore 4\ncore 3\n"
          "link 1 2\nlink 1 4\nlink 3 4\ntravels 3 4: on its way\ncaption: all | of them\n"
          "edge ann on 1\ncaption ann: an edge | in its terminal\ntypes ann: /who\nnotes ann: two of us\n"
          "hears ann: good day\nwallet ben on 2\nbalance ben: 120 | sb1qxyz | Send\npaid ben: + 20 | tea | for two\n"
          "paid ben: - 3 | bread\nletter ben: sealed, | for him\n"
          "chain: the chain | of three\nblock 0: genesis\nblock 1: 00ab\nblock 2: the tip\nlost 1b on 0: too late\n")


def drawn(old="", new=""):
    return draw.svg_of(FIGURE.replace(old, new) if old else FIGURE)


def height(figure):
    return float(figure.split('viewBox="')[1].split('"')[0].split()[3])


def place(figure, text):
    [found] = [place[1:] for place in places(figure) if place[0] == text]
    return found


class Case(unittest.TestCase):
    def refused(self, old, new, said):
        self.assertIn(old, FIGURE)
        with self.assertRaisesRegex(FigureError, said):
            drawn(old, new)

    def within(self, figure, words, frame):
        for text in words:
            left, right, upper, lower = place(figure, text)
            self.assertTrue(frame[0] < left and right < frame[1] and frame[2] < upper and lower < frame[3], text)


class TheScreens(Case):
    def test_a_terminal_holds_its_rows_in_their_order(self):
        figure = drawn()
        [frame] = boxes(figure, "screen")
        rows = ["> /who", "two of us", "good day"]
        self.assertEqual(sorted(rows, key=lambda row: place(figure, row)[2]), rows)
        self.within(figure, rows, frame)
        self.assertLess(frame[0], WIDTH / 2)

    def test_a_window_holds_all_its_rows_and_a_rule_where_another_kind_begins(self):
        figure = drawn()
        frame = max(boxes(figure, "note"))
        self.within(figure, ["balance", "120", "sb1qxyz", "Send", "+ 20", "tea", "for two", "- 3", "bread", "sealed,",
                             "for him"], frame)
        inside = [start for start, _ in ways(figure, "rule") if frame[0] < start[0] and start[1] < frame[3]]
        self.assertEqual(len(inside), 2)
        self.assertTrue(place(figure, "sb1qxyz")[3] < inside[0][1] < place(figure, "+ 20")[2])
        self.assertTrue(place(figure, "bread")[3] < inside[1][1] < place(figure, "sealed,")[2])

    def test_what_came_in_is_green_and_what_went_out_is_not(self):
        self.assertRegex(drawn(), r'<text class="good"[^>]*>\+ 20<')
        self.assertRegex(drawn(), r'<text class="ink"[^>]*>- 3<')

    def test_a_screen_is_connected_where_its_core_stands(self):
        figure = drawn()
        screens = {"core 1": boxes(figure, "screen")[0], "core 2": max(boxes(figure, "note"))}
        for (start, end), (core, frame) in zip(ways(figure, "link"), screens.items()):
            self.assertIn(start[0], frame[:2])
            self.assertEqual(start[1], end[1])
            left, right, upper, lower = place(figure, core)
            self.assertTrue(upper < end[1] < lower and abs(end[0] - (left + right) / 2) < 64, core)

    def test_cores_stand_in_the_middle_between_the_screens(self):
        for figure in (drawn(), drawn("wallet ben on 2", "wallet ben on 4")):
            cores = boxes(figure, "lane")[:4]
            left = min(core[0] for core in cores) - boxes(figure, "screen")[0][1]
            right = max(boxes(figure, "note"))[0] - max(core[1] for core in cores)
            self.assertGreater(min(left, right), 20)
            self.assertLess(abs(left - right), 3)

    def test_the_name_of_a_core_must_fit_between_them(self):
        self.refused("core 3\nlink 1 2\nlink 1 4\nlink 3 4\ntravels 3 4: on its way\n", "core tall\n",
                     "`core tall` is too wide for its place")

    def test_a_row_on_the_wrong_screen_or_in_pieces_is_named(self):
        for row in ("types ben: /who", "letter ann: two | rows", "hears zoe: hi", "notes ann: in | pieces",
                    "balance ben: 120 | sb1qxyz", "paid ben: + 20", "paid ben: + 1 | a | b | c", "letter ben: one"):
            self.refused("hears ann: good day", f"hears ann: good day\nwallet ben on 2\n{row}",
                         f"`{row.replace('|', '.').replace('+', '.')}` is not understood")

    def test_what_does_not_fit_a_screen_is_refused(self):
        for old in ("two of us", "good day", "120", "sb1qxyz", "Send", "+ 20", "tea", "for two", "sealed,", "for him"):
            self.refused(old, "very " * 20 + "long", "is too wide for its place")


class TheCaptions(Case):
    def test_they_stand_above_what_they_speak_of(self):
        figure = drawn()
        [frame] = boxes(figure, "screen")
        core = boxes(figure, "lane")[0]
        for text, below in (("an edge", frame), ("in its terminal", frame), ("all", core), ("of them", core)):
            self.assertTrue(0 < below[2] - place(figure, text)[3] < 50, text)
        self.assertEqual(place(figure, "an edge")[0], frame[0])

    def test_one_each_and_for_nobody_who_is_not_there(self):
        for line in ("caption: more | words", "caption ann: more | words", "caption zoe: an edge | somewhere",
                     "caption: one piece"):
            self.refused("types ann", f"{line}\ntypes ann", f"`{line.replace('|', '.')}` is not understood")

    def test_one_that_is_too_wide_is_refused(self):
        for old in ("all |", "of them", "an edge", "in its terminal"):
            self.refused(old, "very " * 20 + ("long |" if "|" in old else "long"), "is too wide for its place")


class TheBlockOnItsWay(Case):
    def test_it_is_between_its_cores_and_its_words_are_below(self):
        figure = drawn()
        [block] = boxes(figure, "gold")
        three, four, said = (place(figure, text) for text in ("core 3", "core 4", "on its way"))
        self.assertTrue(three[1] < block[0] and block[1] < four[0] and block[2] < three[2] and three[3] < block[3])
        self.assertGreater(said[2], block[3])
        alone = draw.svg_of(FIGURE[:FIGURE.index("edge ann")] + "note: so it goes\n")
        [note] = boxes(alone, "note")
        self.assertTrue(place(alone, "on its way")[3] < note[2] and note[3] < height(alone))

    def test_it_needs_a_link_and_the_two_lowest_cores(self):
        self.refused("link 3 4\n", "", "no link leads from core 3 to core 4")
        self.refused("travels 3 4", "gone 4: off\ntravels 3 4", "no link leads from core 3 to core 4")
        self.refused("travels 3 4", "travels 1 2", "cores 1 and 2 are not the two lowest")
        self.refused("travels 3 4", "travels 1 4", "cores 1 and 4 are not the two lowest")
        self.refused("travels 3 4", "travels 3 9", "no line above it says `core 9`")
        self.refused("on its way", "very " * 20 + "long", "is too wide for its place")


class TheChain(Case):
    def test_each_block_points_to_the_one_before_it_and_the_tip_is_marked(self):
        figure = drawn()
        blocks = sorted([*boxes(figure, "block"), *boxes(figure, "won")])
        self.assertEqual([len(boxes(figure, name)) for name in ("block", "won")], [2, 1])
        self.assertEqual(blocks[-1], boxes(figure, "won")[0])
        arrows = sorted(way for way in ways(figure, "link") if way[0][1] > place(figure, "the chain")[3])
        self.assertEqual([start[0] for start, _ in arrows], [block[0] for block in blocks[1:]])
        for (start, _), before in zip(arrows, blocks):
            self.assertRegex(figure, f"M{start[0]:g} {start[1]:g} H{before[1] + 3:g}")
        for frame, words in zip(blocks, (("block 0", "genesis"), ("block 1", "00ab"), ("block 2", "the tip"))):
            self.within(figure, words, frame)

    def test_it_stands_below_all_else_and_within_the_figure(self):
        figure = drawn()
        rule = max(start[1] for start, _ in ways(figure, "rule"))
        network = [*boxes(figure, "note"), *boxes(figure, "screen"), *boxes(figure, "lane")]
        self.assertGreater(rule, max(place(figure, "on its way")[3], *(frame[3] for frame in network)) + 10)
        self.assertGreater(place(figure, "the chain")[2], rule)
        self.assertGreater(height(figure), boxes(figure, "lost")[0][3])

    def test_the_block_that_lost_points_to_the_one_before_it_from_below(self):
        figure = drawn()
        [frame], [(start, end)] = boxes(figure, "lost"), ways(figure, "loser")
        self.within(figure, ("block 1b", "too late"), frame)
        genesis = min(boxes(figure, "block"))
        self.assertEqual(start[0], frame[0])
        self.assertTrue(genesis[0] < end[0] < genesis[1] and 0 < end[1] - genesis[3] < 8)
        self.assertEqual(ways(drawn("lost 1b on 0: too late\n"), "loser"), [])

    def test_a_network_without_a_chain_shows_no_block(self):
        figure = draw.svg_of(FIGURE[:FIGURE.index("chain:")])
        self.assertEqual([boxes(figure, "block"), ways(figure, "link")[2:]], [[], []])

    def test_a_chain_that_cannot_be_is_refused(self):
        self.refused("lost 1b on 0", "lost 1b on 2", "only where another one has followed")
        self.refused("block 1: 00ab\nblock 2: the tip\nlost 1b on 0: too late\n", "", "two blocks at least, and 6")
        self.refused("lost 1b", "".join(f"block {number}: x\n" for number in range(3, 7)) + "lost 1b", "and 6 at most")
        for line in ("block 1: again", "chain: one | more", "lost 2b on 1: too", "block 7"):
            self.refused("lost 1b on 0: too late\n", f"lost 1b on 0: too late\n{line}\n",
                         f"`{line.replace('|', '.')}` is not understood")
        self.refused("lost 1b on 0", "lost 1b on 7", "`lost 1b on 7: too late` is not understood")
        self.refused("chain: the chain | of three\n", "", "`block 0: genesis` is not understood")
        for old in ("genesis", "too late", "of three"):
            self.refused(old, "very " * 20 + "long", "is too wide for its place")


class Together(Case):
    def test_words_keep_apart_with_any_number_of_cores(self):
        for number in range(2, 6):
            lines = ["figure: network", "title: x", "text: y", *(f"core {core}" for core in range(number)),
                     "caption: know each other, | and nobody is in charge"]
            for core in range(number):
                lines += [f"gone {core}: off", f"edge ann{core} on {core}", f"caption ann{core}: ann | an edge",
                          f"types ann{core}: hello, there", f"wallet ben{core} on {core}",
                          f"balance ben{core}: 9 999 | sb1qqqqqq | Send", f"paid ben{core}: + 9 | a | b",
                          f"letter ben{core}: sealed, | for him"]
            lines += ["note: and so on", "chain: so many | blocks", *(f"block {block}: x" for block in range(6)),
                      "lost 3b on 2: y"]
            self.assertEqual(on_each_other(draw.svg_of("\n".join(lines))), [], number)


if __name__ == "__main__":
    unittest.main()
