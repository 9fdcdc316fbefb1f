"""What the checks know about the course: the layers, the third-party libraries and the chapters.

The layers and libraries stand in layers.json, which CMake writes from the course_layer() declarations
and tools/cmake/CoursePackages.cmake; the chapters in their chapter.json. Every file that is read is
remembered, so that the build repeats a check exactly when one of them has changed.
"""
import json
import os
import re

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"\n]+)[>"]', re.MULTILINE)
# Comments and texts, which may say anything: the words of the code remain. A raw string is matched first.
NOT_CODE = re.compile(
    r'R"(?P<mark>[^()\\\s]{0,16})\(.*?\)(?P=mark)"|//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"', re.DOTALL)


def blank(match):
    """Spaces in place of a match; the lines keep their numbers."""
    return re.sub(r"[^\n]", " ", match.group(0))


class Source:
    """A file of C++: its include lines and its words."""

    def __init__(self, text):
        # A character in quotes is left alone, since 10'000 has a quote too; but '"' would open a text.
        text = text.replace("'\"'", "' '").replace("'\\\"'", "'  '")
        self.code = NOT_CODE.sub(blank, text)
        # A text stays here, since the path of an include is one; a raw string may go over several lines.
        directives = NOT_CODE.sub(
            lambda match: match.group(0) if match.group(0).startswith('"') else blank(match), text)
        # The directives: (line, path, whether in angle brackets).
        self.includes = []
        for match in INCLUDE.finditer(directives):
            line = text.count("\n", 0, match.start(2)) + 1
            self.includes.append((line, match.group(2), match.group(1) == "<"))

    def line_of(self, position):
        return self.code.count("\n", 0, position) + 1


class Chapter:
    """A chapter.json, and the sources beside it."""

    def __init__(self, facts, folder):
        self.folder = folder  # "chapters/01-sockets"
        self.json_path = folder + "/chapter.json"
        try:
            self.about = json.loads(facts.read(self.json_path))
        except ValueError as error:
            raise SystemExit("%s is not JSON: %s" % (self.json_path, error)) from None
        self.number = self.about.get("number", "")
        self.given = self.about.get("given", [])
        self.files = self.about.get("files", {})
        self.pure = self.about.get("pure", [])
        self.third_party = self.about.get("third_party", {})
        self.programs = [program.get("source", "") for program in self.about.get("programs", [])]

    def graduates(self):
        """Header in common/ -> the file of the stage that becomes it."""
        return {end["to"]: name for name, end in self.files.items()
                if isinstance(end, dict) and end.get("to")}


class Facts:
    def __init__(self, root, layers_file):
        self.root = root
        self.read_files = []  # for the depfile, as absolute paths
        self._sources = {}
        with open(layers_file, encoding="utf-8") as file:
            known = json.load(file)
        self.read_files.append(os.path.abspath(layers_file))
        self.layers = known["layers"]
        self.libraries = known["libraries"]
        self._chapters = None

    def read(self, path):
        full = os.path.join(self.root, path)
        self.read_files.append(full)
        with open(full, encoding="utf-8", errors="replace") as file:  # a comment may be in another encoding
            return file.read()

    def exists(self, path):
        return os.path.isfile(os.path.join(self.root, path))

    def source(self, path):
        if path not in self._sources:
            self._sources[path] = Source(self.read(path))
        return self._sources[path]

    def sources_in(self, folder, skip=()):
        """The paths of all .hpp and .cpp files below a folder, sorted."""
        found = []
        for parent, folders, names in os.walk(os.path.join(self.root, folder)):
            folders[:] = sorted(name for name in folders if name not in skip)
            relative = os.path.relpath(parent, self.root).replace(os.sep, "/")
            found += [relative + "/" + name for name in names if name.endswith((".hpp", ".cpp"))]
        return sorted(found)

    def chapters(self):
        if self._chapters is None:
            folder = os.path.join(self.root, "chapters")
            names = sorted(os.listdir(folder)) if os.path.isdir(folder) else []
            self._chapters = [Chapter(self, "chapters/" + name) for name in names
                              if self.exists("chapters/" + name + "/chapter.json")]
        return self._chapters

    def library_of(self, include):
        """The third-party library that an #include line belongs to, or nothing."""
        for name, library in self.libraries.items():
            for beginning in library["headers"]:
                if include == beginning or (beginning.endswith("/") and include.startswith(beginning)):
                    return name
        return None

    def wrapper_of(self, library):
        """The layers that wrap a library."""
        return [name for name, layer in self.layers.items() if library in layer["wraps"]]

    def layer_of(self, include):
        """The layer (a folder of common/, or gui) that an #include line points into, or nothing."""
        folder, slash, _ = include.partition("/")
        if slash and folder not in (".", "..") and \
                (folder in self.layers or os.path.isdir(os.path.join(self.root, "common", folder))):
            return folder
        return None

    def path_of(self, header):
        """Where a header of a layer lies: "net/frame.hpp" in common/, "gui/view.hpp" at the top."""
        folder = header.partition("/")[0]
        above = os.path.dirname(self.layers.get(folder, {"dir": "common/" + folder})["dir"])
        return above + "/" + header if above else header

    def below(self, layer):
        """All layers that a layer is built on."""
        found, waiting = set(), [layer]
        while waiting:
            for used in self.layers.get(waiting.pop(), {"uses": []})["uses"]:
                if used not in found:
                    found.add(used)
                    waiting.append(used)
        return found
