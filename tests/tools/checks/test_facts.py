"""What the checks see of a source file: its include lines and its words, not its comments and texts."""
import os
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..", "tools", "checks"))
from facts import Source  # noqa: E402


def included(text):
    return [path for _, path, _ in Source(text).includes]


class SourceTest(unittest.TestCase):
    def test_an_include_has_its_line_its_path_and_its_brackets(self):
        source = Source('#pragma once\n\n#include "net/frame.hpp"\n  #  include <vector> // why\n')
        self.assertEqual(source.includes, [(3, "net/frame.hpp", False), (4, "vector", True)])

    def test_an_include_in_a_comment_is_none(self):
        self.assertEqual(included('// #include <a>\n/*\n#include <b>\n*/\n#include <c>\n'), ["c"])

    def test_an_include_in_a_text_is_none(self):
        self.assertEqual(included('auto text = R"(\n#include <a>\n)";\n#include <b>\n'), ["b"])

    def test_a_comment_sign_in_a_text_begins_no_comment(self):
        self.assertEqual(included('auto address = "http://host";\n#include <a>\nauto c = "/*";\n#include <b>\n'),
                         ["a", "b"])

    def test_quotes_as_characters_and_in_numbers_open_no_text(self):
        self.assertEqual(included("char a = '\"';\nchar b = '\\\"';\nint c = 10'000;\n#include <a>\n"), ["a"])

    def test_lines_are_counted_through_comments_and_texts(self):
        source = Source('/* one\n two */\nauto text = R"x(\n)"\n)x";\nauto t = clock::now();\n')
        self.assertEqual(source.line_of(source.code.index("::now")), 6)

    def test_words_in_comments_and_texts_are_not_code(self):
        source = Source('// random_device\nauto text = "random_device";  /* random_device */\nint dice;\n')
        self.assertNotIn("random_device", source.code)
        self.assertIn("int dice;", source.code)


if __name__ == "__main__":
    unittest.main()
