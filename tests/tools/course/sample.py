"""A small course in a folder of its own, for the tests of ./course. Nothing in it is compiled."""

import contextlib
import io
import json
import shutil
import sys
import tempfile
import textwrap
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "tools"))

from courselib.tree import Tree  # noqa: E402
from courselib.trouble import Trouble  # noqa: E402

CHAPTER_01 = {
    "number": "01", "name": "01-greet", "title": "Greeting", "summary": "A program greets.", "subject": "greeting",
    "programs": [{"name": "greeter", "source": "greeter.cpp", "about": "greets", "args": "--name you"}],
    "sittings": [{"title": "Say it", "program": "greeter", "failure": "rude", "exercise": "01-greeting",
                  "files": ["greeter.cpp", "words.hpp"]}],
    "line_limit": 20,
    "files": {"greeter.cpp": {"end": "grows"},
              "words.hpp": {"end": "graduates", "to": "base/words.hpp", "hardened": ["It knows the empty name."]}},
    "failures": [{"name": "rude", "title": "It says nothing", "script": "break/rude.py", "cured-in": "02",
                  "shows": "it said no(thing|t much)", "refuses": "it greeted",
                  "cure": {"programs": {"greeter": "greeter --polite"}}},
                 {"name": "later", "title": "It cannot sing", "script": "break/rude.py",
                  "shows": "it said nothing", "refuses": "it sang", "cured-in": "03"}],
    "demo": "demo.py",
}
CHAPTER_02 = {
    "number": "02", "name": "02-choir", "title": "Choir", "subject": "greeting", "programs": [
        {"name": "greeter", "source": "greeter.cpp", "about": "greets politely"}],
    "given": ["base/song.hpp"],
    "sittings": [{"title": "All together", "files": ["greeter.cpp", "choir.cpp"]}], "line_limit": 10,
    "files": {"greeter.cpp": {"end": "grows"}, "choir.cpp": {"end": "ends here", "why": "it was only a try"}},
}
EXERCISE = {
    "id": "01-greeting", "title": "Greet somebody", "chapter": "01", "file": "greeting.cpp",
    "read": "chapters/01-greet/README.md#the-idea", "budget_seconds": 1,
    "seam": {"chapter": "01", "replaces": "words.cpp"},
    "wrong": {"a.cpp": {"test": "it is loud", "says": "LOUD"}, "b.cpp": {"test": "it is short", "says": "long"},
              "c.cpp": {"test": "it greets", "says": "hello"}},
}
FILES = {
    "chapters/01-greet/README.md": "# Greeting\n",
    "chapters/01-greet/greeter.cpp": '#include "words.hpp"\n\nint main() {\n    greet();\n}\n',
    "chapters/01-greet/words.hpp": "// #region greet\nvoid greet();\n// #endregion greet\n",
    "chapters/01-greet/break/rude.py": """
        def attack(s):
            greeter = s.start("greeter", "--name", "you")
            greeter.wait(5)
            if "hello you" in greeter.lines:
                return s.refused("it greeted")
            return s.failure("it said nothing")
        """,
    "chapters/01-greet/demo.py": """
        def demo(s):
            s.tell("Watch.")
            greeter = s.start("greeter")
            greeter.wait_for("ready|rude")
            greeter.wait()
        """,
    "chapters/02-choir/greeter.cpp": '#include "base/words.hpp"\n\nint main() {\n    greet();\n    sing();\n}\n',
    "chapters/02-choir/choir.cpp": '#include "base/song.hpp"\nvoid sing() {}\n',
    "common/base/words.hpp": "// Greets.\nvoid greet();\n",
    "common/base/song.hpp": "void song();\n",
    "exercises/01-greeting/README.md": "# Greet\n",
    "exercises/01-greeting/hints.md": "# Hints\n## The concept\nBe kind.\n## The place\nHere.\n## Almost the code\nx\n",
    "exercises/01-greeting/tests.cpp": """
        // TEST_CASE("not a test")
        TEST_CASE("it greets") {}
        TEST_CASE("it is loud", "[tag]") {}
        TEST_CASE("it is short") {}
        """,
    "exercises/01-greeting/starter/greeting.cpp": "// starter\n",
    "exercises/01-greeting/solution/greeting.cpp": "// solution\n",
    "exercises/01-greeting/wrong/a.cpp": "// fails it is loud\n",
    "exercises/01-greeting/wrong/b.cpp": "// fails it is short\n",
    "exercises/01-greeting/wrong/c.cpp": "// crashes it greets\n",
}
# What stands in for a stage's compiled program.
GREETER = """#!{python}
import sys
print("hello " + sys.argv[sys.argv.index("--name") + 1] if "--polite" in sys.argv and "--name" in sys.argv else "rude")
"""


class SampleTest(unittest.TestCase):
    """Gives each test self.tree, and tells what was printed."""

    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="course-test-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.tree = Tree(self.folder, self.folder / "build", self.folder / "my")
        for name, text in FILES.items():
            self.write(name, text)
        self.write("chapters/01-greet/chapter.json", json.dumps(CHAPTER_01))
        self.write("chapters/02-choir/chapter.json", json.dumps(CHAPTER_02))
        self.write("exercises/01-greeting/exercise.json", json.dumps(EXERCISE))

    def write(self, name, text, executable=False):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text.lstrip("\n")) if text.startswith("\n") else text)
        if executable:
            path.chmod(0o755)
        return path

    def change(self, name, **facts):
        """Changes fields of a JSON file."""
        path = self.folder / name
        path.write_text(json.dumps({**json.loads(path.read_text()), **facts}))

    def make_programs(self):
        """As if the stages were built."""
        for stage in ("01-greet", "02-choir"):
            self.write(f"build/dev/chapters/{stage}/greeter", GREETER.format(python=sys.executable), executable=True)

    def printed(self, call, *args, **named):
        """Calls, and returns (result, what it printed)."""
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            result = call(*args, **named)
        return result, out.getvalue()

    def trouble(self, call, *args, **named):
        """Calls, expects Trouble, and returns it."""
        with self.assertRaises(Trouble) as caught, contextlib.redirect_stdout(io.StringIO()):
            call(*args, **named)
        return caught.exception
