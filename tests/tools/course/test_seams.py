"""The learner's file in a stage (SBC_MINE): built with the real functions of tools/cmake, in a small tree."""

import json
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

TOOLS = Path(__file__).resolve().parents[3] / "tools"
CHAPTER = {"number": "01", "name": "01-talk", "programs": [{"name": "talk", "source": "talk.cpp"}],
           "files": {name: {"end": "ends here", "why": "a test"} for name in ("word.hpp", "voice.hpp", "voice.cpp",
                                                                             "talk.cpp")}}
FILES = {
    "CMakeLists.txt": f"""
cmake_minimum_required(VERSION 3.22)
project(seams LANGUAGES CXX)
set(SBC_ROOT "${{CMAKE_SOURCE_DIR}}")
include("{TOOLS}/cmake/Course.cmake")
course_add_all_chapters()
""",
    "chapters/01-talk/CMakeLists.txt": "course_chapter()\n",
    "chapters/01-talk/chapter.json": json.dumps(CHAPTER),
    "chapters/01-talk/word.hpp": '#pragma once\n#define WORD "the stage\'s word"\n',
    # Quoted, and beside the file that is replaced: what the compiler finds first.
    "chapters/01-talk/voice.hpp": '#pragma once\n#include "word.hpp"\nconst char* voice();\n',
    "chapters/01-talk/voice.cpp": '#include "voice.hpp"\nconst char* voice() { return "the stage\'s voice"; }\n',
    "chapters/01-talk/talk.cpp":
        '#include <cstdio>\n#include "voice.hpp"\nint main() { std::printf("%s, %s", WORD, voice()); }\n',
    "exercises/01-word/exercise.json": json.dumps({"id": "01-word", "file": "word.hpp",
                                                   "seam": {"chapter": "01", "replaces": "word.hpp"}}),
    "exercises/01-voice/exercise.json": json.dumps({"id": "01-voice", "file": "voice.cpp",
                                                    "seam": {"chapter": "01", "replaces": "voice.cpp"}}),
}
MY_WORD = '#pragma once\n#define WORD "my word"\n'
MY_VOICE = '#include "voice.hpp"\nconst char* voice() { return "my voice"; }\n'


class Seams(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="course-seams-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        for name, text in FILES.items():
            self.write(name, text)

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def run_it(self, *command):
        return subprocess.run([str(word) for word in command], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, timeout=120, cwd=self.folder)

    def configure(self):
        return self.run_it("cmake", "-S", ".", "-B", "build", "-G", "Ninja", "-DSBC_MINE=ON",
                           f"-DSBC_MY={self.folder / 'my'}")

    def said(self):
        """Builds, and returns what the program says."""
        built = self.run_it("cmake", "--build", "build", "--target", "01_talk")
        self.assertEqual(built.returncode, 0, built.stdout)
        return self.run_it("build/chapters/01-talk/talk").stdout

    def test_files_of_mine_take_their_places_and_leave_them_again(self):
        self.write("my/01-word/word.hpp", MY_WORD)
        self.write("my/01-voice/voice.cpp", MY_VOICE)
        configured = self.configure()
        self.assertEqual(configured.returncode, 0, configured.stdout)
        self.assertEqual(self.said(), "my word, my voice")

        self.write("my/01-word/word.hpp", MY_WORD.replace("my", "another"))
        self.assertEqual(self.said(), "another word, my voice")

        (self.folder / "my/01-word/word.hpp").unlink()
        self.assertEqual(self.said(), "the stage's word, my voice")
        for name in ("word.hpp", "voice.cpp"):
            self.assertEqual((self.folder / "chapters/01-talk" / name).read_text(), FILES[f"chapters/01-talk/{name}"])

    def test_a_mistake_is_reported_where_it_was_made(self):
        self.write("my/01-word/word.hpp", "#pragma once\n#error not yet\n")
        self.configure()
        built = self.run_it("cmake", "--build", "build", "--target", "01_talk")
        self.assertNotEqual(built.returncode, 0)
        self.assertIn("my/01-word/word.hpp:2", built.stdout)

    def test_a_seam_must_name_a_file_of_the_stage(self):
        self.write("exercises/01-word/exercise.json", FILES["exercises/01-word/exercise.json"].replace(
            '"replaces": "word.hpp"', '"replaces": "words.hpp"'))
        configured = self.configure()
        self.assertNotEqual(configured.returncode, 0)
        self.assertIn("replaces words.hpp, which is not a file of stage 01", " ".join(configured.stdout.split()))


if __name__ == "__main__":
    unittest.main()
