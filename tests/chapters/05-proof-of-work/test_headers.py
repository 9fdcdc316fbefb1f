"""check_work and verify_headers of stage 05 on Bitcoin's own headers, and on those that somebody has tampered with."""

import unittest

from real_world import (FIRST, FIRST_HASHES, Judges, hash256, mined, shared, shown, split,
                        work_of)
from stage_programs import also_with_sanitizers

START = 822528
RETARGETS = (824544, 826560)


def changed(header, at, byte):
    return header[:at] + bytes([byte]) + header[at + 1:]


class FirstHeaders(Judges):
    """The first headers of Bitcoin, which everybody knows."""

    def test_the_first_three_hold(self):
        self.assertEqual([shown(hash256(header)) for header in FIRST], FIRST_HASHES)
        said = self.accepts("verify_headers", self.file(FIRST))
        self.assertIn("headers    3, from height 0 (unless --start-height says another) to 2", said)
        self.assertIn("first      " + FIRST_HASHES[0], said)
        self.assertIn("last       " + FIRST_HASHES[2], said)
        self.assertIn("work       " + "%064x" % (3 * 0x100010001), said)
        self.assertIn("retargets  hold: none is here", said)
        self.assertIn("times      after the median of eleven, from 1 on", said)
        self.assertIn("on trust   that this is the beginning", said)

    def test_one_header_is_a_chain(self):
        said = self.accepts("verify_headers", self.file(FIRST[:1]))
        self.assertIn("headers    1, from height 0", said)
        self.assertIn("times      after the median of eleven, not checked", said)

    def test_a_header_that_does_not_follow_is_named(self):
        for headers, height in (([FIRST[0], FIRST[2]], 1), ([FIRST[0], FIRST[1], FIRST[1]], 2),
                                ([FIRST[0], changed(FIRST[1], 36, 7), FIRST[2]], 1)):
            said = self.refuses(f"height {height}: it", "verify_headers", self.file(headers))
            self.assertNotIn("hold", said)
        self.refuses("height 2: it does not name the header before it", "verify_headers",
                     self.file([FIRST[0], FIRST[1], mined(FIRST[2], previous=bytes(32), bits=0x1f00ffff)]))

    def test_a_header_without_its_work_is_named(self):
        self.refuses("height 1: its hash is not below its target", "verify_headers",
                     self.file([FIRST[0], changed(FIRST[1], 79, 7), FIRST[2]]))
        self.refuses("height 0: its hash is not below its target", "verify_headers",
                     self.file([changed(FIRST[0], 79, 7)]))

    def test_a_header_with_other_bits_than_are_due_is_refused_whatever_its_work(self):
        self.refuses("height 1: its bits are 207fffff where 1d00ffff is due", "verify_headers",
                     self.file([FIRST[0], mined(FIRST[1])]))
        self.refuses("height 0: its target is easier than any of Bitcoin's", "verify_headers",
                     self.file([mined(FIRST[0])]))

    def test_a_header_that_is_not_later_than_the_median_is_refused(self):
        genesis_time = int.from_bytes(FIRST[0][68:72], "little")
        for seconds in (0, -1):
            early = FIRST[1][:68] + (genesis_time + seconds).to_bytes(4, "little") + FIRST[1][72:]
            self.refuses("height 1: it is not later than the median", "verify_headers", self.file([FIRST[0], early]))

    def test_a_beginning_that_names_one_before_it_is_no_beginning(self):
        self.refuses("height 0: it names one before it: say --start-height", "verify_headers", self.file(FIRST[1:]))
        self.accepts("verify_headers", self.file(FIRST[1:]), "--start-height", "1")

    def test_work_that_is_given_is_added_and_told_as_taken_on_trust(self):
        given = "%064x" % work_of(FIRST[0])
        said = self.accepts("verify_headers", self.file(FIRST[1:]), "--start-height", "1", "--work-before", given)
        self.assertIn("work       " + "%064x" % (3 * 0x100010001), said)
        self.assertIn("on trust   the parent of the first, " + FIRST_HASHES[0], said)
        self.assertIn("the bits of the first, 1d00ffff", said)
        self.assertIn("the work before the first, " + given, said)
        said = self.accepts("verify_headers", self.file(FIRST[1:]), "--start-height", "1")
        self.assertIn("their work " + "%064x" % (2 * 0x100010001), said)

    def test_check_work_believes_each_header_its_own_target(self):
        cheap = [FIRST[0], mined(FIRST[1])]
        said = self.accepts("check_work", self.file(cheap))
        self.assertIn("headers   2", said)
        self.assertIn("work      " + "%064x" % (0x100010001 + 2), said)
        self.accepts("check_work", self.file([FIRST[2], FIRST[0]]))
        self.refuses("header 1: its hash is not below its target", "check_work",
                     self.file([FIRST[0], changed(FIRST[1], 79, 7)]))
        self.refuses("header 0: its bits are not the target of any hash", "check_work",
                     self.file([changed(FIRST[0], 74, 0x80)]))


class Files(Judges):
    """What is no file of headers."""

    def test_a_file_that_is_none_is_explained(self):
        for program in ("check_work", "verify_headers"):
            missing = str(self.folder / "nowhere")
            self.refuses(missing + ": No such file or directory", program, missing)
            self.refuses("Is a directory", program, str(self.folder))
            self.refuses("it is empty", program, self.file(b""))
            self.refuses("of its last header, 79 bytes of 80 are here", program, self.file(FIRST[0][:-1]))
            self.refuses("of its last header, 1 bytes of 80 are here", program, self.file(FIRST + [b"x"]))
            self.refuses("it has 80000080 bytes, more than 80000000", program, self.large_file(80_000_080))
            self.refuses("file", program, code=2)

    def large_file(self, size):
        """One that has this size and, where the system can do that, takes no room."""
        path = self.folder / "large"
        with open(path, "wb") as large:
            large.truncate(size)
        return str(path)

    def test_options_that_make_no_sense_are_explained(self):
        for word in ("12", "f" * 64, "A" * 64, "g" * 64, "0" * 65):
            self.refuses("--work-before takes 64 lower-case hex digits", "verify_headers", self.file(FIRST),
                         "--work-before", word, code=2)
        self.refuses("--start-height", "verify_headers", self.file(FIRST), "--start-height", "-1", code=2)


class RealChain(Judges):
    """4,033 headers of the main chain."""

    def setUp(self):
        super().setUp()
        self.headers = split(shared("mainnet-headers-822528-826560.bin"))
        lines = shared("chainwork.txt").decode().splitlines()
        self.works = {int(height): int(work, 16) for height, work in (line.split() for line in lines)}
        # The file says the work up to and including a height: without the first header's own, that before it.
        self.before = self.works[START] - work_of(self.headers[0])

    def verify(self, headers, start=START):
        return ("verify_headers", self.file(headers), "--start-height", str(start), "--work-before",
                "%064x" % self.before)

    def at(self, height):
        return self.headers[height - START]

    def replaced(self, height, header):
        """Up to this height, with another header there, and all that follow."""
        return self.headers[:height - START] + [header] + self.headers[height - START + 1:]

    def test_all_of_it_holds(self):
        said = self.accepts(*self.verify(self.headers))
        self.assertIn("headers    4033, from height 822528 to 826560", said)
        self.assertIn("first      " + shown(hash256(self.headers[0])), said)
        self.assertIn("last       " + shown(hash256(self.headers[-1])), said)
        self.assertIn("retargets  hold: 824544 826560\n           could not be checked: 822528\n", said)
        self.assertIn("times      after the median of eleven, from 822539 on", said)
        self.assertIn("on trust   the parent of the first, " + shown(self.headers[0][4:36]), said)
        self.assertIn("the bits of the first, 1703e8b3", said)
        self.assertIn("headers   4033", self.accepts("check_work", self.file(self.headers)))

    def test_the_accumulated_work_is_that_of_the_real_chain_at_each_known_height(self):
        self.assertEqual(sorted(self.works), [822528, 824543, 824544, 826559, 826560])
        for height, work in self.works.items():
            said = self.accepts(*self.verify(self.headers[:height - START + 1]))
            self.assertIn("work       " + "%064x" % work, said)

    def test_a_retarget_can_be_checked_only_with_the_blocks_that_it_measures(self):
        said = self.accepts(*self.verify(self.headers[1:], START + 1))
        self.assertIn("retargets  hold: 826560\n           could not be checked: 824544\n", said)
        said = self.accepts(*self.verify(self.headers[2017:], START + 2017))
        self.assertIn("retargets  hold: none is here\n           could not be checked: 826560\n", said)

    def test_other_bits_at_either_retarget_are_refused(self):
        for height in RETARGETS:
            bits = self.at(height)[75:71:-1].hex()
            self.assertNotEqual(self.at(height)[72:76], self.at(height - 1)[72:76])
            self.refuses(f"height {height}: its bits are 207fffff where {bits} is due",
                         *self.verify(self.replaced(height, mined(self.at(height)))))
            kept = self.at(height)[:72] + self.at(height - 1)[72:76] + self.at(height)[76:]
            self.refuses(f"height {height}: its bits are ", *self.verify(self.replaced(height, kept)))

    def test_a_retarget_at_the_wrong_height_is_refused(self):
        # Each of these headers has done its work, and each link holds.
        for start, height in ((START + 1, RETARGETS[0] + 1), (START - 1, RETARGETS[0] - 1)):
            self.refuses(f"height {height}: its bits are 1703d869 where 1703e8b3 is due",
                         *self.verify(self.headers, start))

    def test_a_stale_block_is_refused_as_a_link_in_the_main_sequence(self):
        stale, height = shared("stale-823226.bin"), 823226
        self.assertEqual(stale[4:36], self.at(height)[4:36])  # a sibling: both name the same parent
        self.accepts(*self.verify(self.headers[:height - START] + [stale]))
        self.refuses(f"height {height + 1}: it does not name the header before it",
                     *self.verify(self.replaced(height, stale)))
        between = self.headers[:height - START + 1] + [stale] + self.headers[height - START + 1:]
        self.refuses(f"height {height + 1}: it does not name the header before it", *self.verify(between))

    def test_a_header_that_is_missing_or_altered_is_found(self):
        height = 825000
        without = self.headers[:height - START] + self.headers[height - START + 1:]
        self.refuses(f"height {height}: it does not name the header before it", *self.verify(without))
        other_root = changed(self.at(height), 40, self.at(height)[40] ^ 1)
        self.refuses(f"height {height}: its hash is not below its target",
                     *self.verify(self.replaced(height, other_root)))
        other_link = changed(self.at(height), 4, self.at(height)[4] ^ 1)
        self.refuses(f"height {height}: it does not name the header before it",
                     *self.verify(self.replaced(height, other_link)))

    def test_a_time_before_the_median_of_the_eleven_is_found(self):
        height = 825000
        times = sorted(int.from_bytes(self.at(height - back)[68:72], "little") for back in range(1, 12))
        early = self.at(height)[:68] + times[5].to_bytes(4, "little") + self.at(height)[72:]
        self.refuses(f"height {height}: it is not later than the median", *self.verify(self.replaced(height, early)))
        later = self.at(height)[:68] + (times[5] + 1).to_bytes(4, "little") + self.at(height)[72:]
        self.refuses(f"height {height}: its hash is not below its target", *self.verify(self.replaced(height, later)))


also_with_sanitizers(globals(), FirstHeaders, Files, RealChain)

if __name__ == "__main__":
    unittest.main()
