"""The vectors of docs/protocol.md, checked by an implementation that shares no code with ours: Python's own
JSON. The C++ side of the same vectors is in the files of CPP_VECTORS."""
import json
import re
import unittest

from protocol_page import DOCUMENT, ROOT, blocks, canonical, vectors

# The kind of block -> the C++ test that holds the same texts.
CPP_VECTORS = {
    "message": "tests/common/p2p/envelope_test.cpp",
    "carried": "tests/common/p2p/carried_test.cpp",
    "line": "tests/chapters/02-core-and-edge/messages_test.cpp",
}


def numbers(text):
    """The sections of a list: "1–3, 6 and 7"."""
    ends = [part.split("–") for part in re.findall(r"\d+(?:–\d+)?", text)]
    return {number for pair in ends for number in range(int(pair[0]), int(pair[-1]) + 1)}


class ProtocolDocument(unittest.TestCase):
    def test_each_message_vector_is_canonical(self):
        for text in vectors(*CPP_VECTORS):
            self.assertEqual(canonical(json.loads(text)), text)

    def test_there_is_a_vector_for_each_type_of_the_table(self):
        nodes = DOCUMENT[:DOCUMENT.index("## 9.")]  # other tables name the fields of other things
        types = set(re.findall(r"^\| `(\w+)` \|", nodes, re.M))
        shown = {json.loads(text)["type"] for text in vectors("message", "carried")}
        self.assertEqual(types, shown)
        self.assertEqual(len(types), 12)

    def test_the_contents_name_each_section_once_and_in_order(self):
        contents = DOCUMENT[:DOCUMENT.index("**Who needs what.**")]
        headings = re.findall(r"^## (.+)$", DOCUMENT, re.M)
        self.assertEqual(re.findall(r"\[(\d+\. [^\]]+)\]\(#\d+-", contents), headings)
        self.assertEqual([int(heading.partition(".")[0]) for heading in headings], list(range(1, len(headings) + 1)))

    def test_whoever_joins_is_told_which_sections_he_needs(self):
        sections = len(re.findall(r"^## ", DOCUMENT, re.M))
        needs = {who: numbers(text) for who, text in re.findall(r"^\| an? \*\*([\w ]+)\*\*[^|]*\| ([\d, –]+) \|",
                                                                DOCUMENT, re.M)}
        self.assertEqual(list(needs), ["light node", "full node", "edge for mail"])
        companion = (ROOT / "tests/interop/light_node/__init__.py").read_text(encoding="utf-8")
        named = re.findall(r" sections ([\d, and]+)$", companion, re.M)
        self.assertEqual(needs["light node"], set().union(*map(numbers, named)))
        rest = DOCUMENT[DOCUMENT.index("Sections 23, 25 and 26 are applications"):DOCUMENT.index("## 1.")]
        never = {9}  # chapter 02's alone, as the first paragraph says
        self.assertEqual(set().union(*needs.values(), map(int, re.findall(r"\b\d\d\b", rest))) | never,
                         set(range(1, sections + 1)))

    def test_the_cpp_tests_hold_the_same_vectors(self):
        for kind, name in CPP_VECTORS.items():
            with self.subTest(kind):
                self.assertTrue(vectors(kind))
                # Two literals that stand one after the other are one text in C++.
                joined = re.sub(r'\)"\s*R"\(', "", (ROOT / name).read_text(encoding="utf-8"))
                for text in vectors(kind):
                    self.assertIn(f'R"({text})"', joined)

    def test_the_frame_vector_is_the_length_and_the_payload(self):
        frame = bytes.fromhex("".join(blocks("frame")).strip())
        payload = canonical({"type": "bye"}).encode()
        self.assertEqual(frame, len(payload).to_bytes(4, "big") + payload)


if __name__ == "__main__":
    unittest.main()
