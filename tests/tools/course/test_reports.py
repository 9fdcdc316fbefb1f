"""What a learner reads: Catch2's report in words, and crashes in a sentence."""

import os
import unittest
from pathlib import Path

from sample import SampleTest

from courselib.exercises.crash import explain, trim
from courselib.exercises.report import in_words, read_report

VERSION_2 = """<?xml version="1.0" encoding="UTF-8"?>
<Catch name="x"><Group name="x">
 <TestCase name="it decodes" filename="t.cpp" line="1">
  <Section name="in one piece" filename="t.cpp" line="2">
   <Info>
    fed: 00 00
      00 01
   </Info>
   <Expression success="false" type="CHECK" filename="{root}/t.cpp" line="9">
    <Original>
     frames.size() == 1u
    </Original>
    <Expanded>
     0 == 1
    </Expanded>
   </Expression>
   <OverallResults successes="0" failures="1" expectedFailures="0"/>
  </Section>
  <Expression success="false" type="REQUIRE" filename="t.cpp" line="12">
   <Original>decode()</Original><Expanded>decode()</Expanded>
   <Exception filename="t.cpp" line="12">too short</Exception>
  </Expression>
  <OverallResult success="false"/>
 </TestCase>
 <TestCase name="it passes" filename="t.cpp" line="20"><OverallResult success="true"/></TestCase>
 <TestCase name="it throws" filename="t.cpp" line="30">
  <Exception filename="t.cpp" line="31">what a pity</Exception>
  <OverallResult success="false"/>
 </TestCase>
 <TestCase name="it gives up" filename="t.cpp" line="40">
  <Failure filename="t.cpp" line="41">expected more</Failure>
  <OverallResult success="false"/>
 </TestCase>
</Group></Catch>"""
# Version 3 has no groups, another root, and success elements of its own.
VERSION_3 = """<?xml version="1.0" encoding="UTF-8"?>
<Catch2TestRun name="x" rng-seed="1" xml-format-version="2" catch2-version="3.4.0">
 <TestCase name="it decodes" tags="[a]" filename="t.cpp" line="1">
  <Info>fed</Info>
  <Expression success="false" type="CHECK" filename="t.cpp" line="9">
   <Original>a == b</Original><Expanded>1 == 2</Expanded>
  </Expression>
  <OverallResult success="false" skips="0"/>
 </TestCase>
 <OverallResults successes="0" failures="1" expectedFailures="0" skips="0"/>
</Catch2TestRun>"""
ASAN = """=================================================================
==77==ERROR: AddressSanitizer: heap-buffer-overflow on address 0x602 at pc 0x55 bp 0x7f sp 0x7e
READ of size 4 at 0x6020000001bc thread T0
    #0 0x55ff in stage::take(std::span<int const, 18446744073709551615ul>) {root}/my/01-x/frame.cpp:12
    #1 0x55aa in C_A_T_C_H_T_E_S_T_0 {root}/exercises/01-x/tests.cpp:5
    #2 0x7fbb in __libc_start_call_main ../sysdeps/nptl/libc_start_call_main.h:58

0x6020000001bc is located 0 bytes to the right of 12-byte region [0x6020000001b0,0x6020000001bc)
SUMMARY: AddressSanitizer: heap-buffer-overflow
Shadow bytes around the buggy address:
  0x0c047fff7fe0: 00 00 00 00
  Addressable:           00
==77==ABORTING
"""


class Reports(SampleTest):
    def read(self, text):
        path = self.write("report.xml", text.replace("{root}", str(self.folder)))
        return {case.name: case for case in read_report(path)}

    def test_a_failure_is_told_with_its_steps_and_place(self):
        cases = self.read(VERSION_2)
        self.assertEqual([case.passed for case in cases.values()], [False, True, False, False])
        self.assertEqual(in_words(cases["it decodes"], self.tree), """in the part: in one piece
fed: 00 00
  00 01
should hold:  frames.size() == 1u
but it is:    0 == 1
at t.cpp:9
(1 more expectation(s) of this test did not hold)""")

    def test_a_place_is_told_as_seen_from_the_repository(self):
        beside = os.path.relpath(self.folder, self.tree.build / "exercises")
        for place in ("{root}/exercises/01-x/tests.cpp", f"{beside}/exercises/01-x/tests.cpp"):
            case = self.read(VERSION_3.replace('"t.cpp"', f'"{place}"'))["it decodes"]
            self.assertIn("\nat exercises/01-x/tests.cpp:9", in_words(case, self.tree))

    def test_exceptions_and_plain_failures_are_told(self):
        cases = self.read(VERSION_2)
        self.assertEqual(in_words(cases["it throws"], self.tree), "but it threw: what a pity\nat t.cpp:31")
        self.assertEqual(in_words(cases["it gives up"], self.tree), "expected more\nat t.cpp:41")
        second = cases["it decodes"].failures[1]
        self.assertEqual((second.threw, second.message, second.steps), (True, "too short", []))

    def test_version_3_is_read_too(self):
        self.assertEqual(in_words(self.read(VERSION_3)["it decodes"], self.tree),
                         "fed\nshould hold:  a == b\nbut it is:    1 == 2\nat t.cpp:9")

    def test_characters_that_no_xml_has_do_not_hide_the_failure(self):
        told = in_words(self.read(VERSION_3.replace("1 == 2", "\f == \v"))["it decodes"], self.tree)
        self.assertEqual(told, "fed\nshould hold:  a == b\nbut it is:    \\x0C == \\x0B\nat t.cpp:9")

    def test_a_report_that_a_crash_cut_short_gives_what_it_holds(self):
        cases = self.read(VERSION_2[:VERSION_2.index('<TestCase name="it throws"') + 60])
        self.assertEqual(list(cases)[:2], ["it decodes", "it passes"])
        self.assertEqual(read_report(Path("/nowhere")), [])
        self.assertEqual(self.read("not xml"), {})


class Crashes(SampleTest):
    def test_a_sanitizers_report_shrinks_to_what_helps(self):
        self.assertEqual(trim(ASAN.replace("{root}", str(self.folder)), self.tree),
                         "ERROR: AddressSanitizer: heap-buffer-overflow\n"
                         "READ of size 4\n"
                         "    in stage::take  my/01-x/frame.cpp:12\n"
                         "    in the test  exercises/01-x/tests.cpp:5\n"
                         "it is located 0 bytes to the right of 12-byte region")

    def test_each_end_has_its_sentence(self):
        for output, code, words in (
                (ASAN, 1, "outside of a buffer"),
                ("x.cpp:3:4: runtime error: signed integer overflow: 1 + 1", 1, "too large for its type"),
                ("x.cpp:3:4: runtime error: load of null pointer of type", 1, "points to nothing"),
                ("==1==ERROR: LeakSanitizer: detected memory leaks", 1, "never given back"),
                ("terminate called after throwing an instance of 'std::bad_alloc'", -6, "nobody caught"),
                ("vector:1: Assertion '__n < this->size()' failed.", -6, "element was used that is not there"),
                ("hard rss limit exhausted (1024Mb vs 1100Mb)", -9, "more than a gigabyte"),
                ("", -11, "signal 11"), ("", 0, "a call of exit"), ("", 3, "exit code 3")):
            self.assertIn(words, explain(output, code))


if __name__ == "__main__":
    unittest.main()
