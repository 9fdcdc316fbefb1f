#!/usr/bin/env python3
"""Which file may include what: the layers, the wrappers of third-party libraries, the pure protocol
objects, and the chapters, which may use only what they have been given or have written before.

    includes.py --facts BUILD/layers.json                       everything
    includes.py --facts BUILD/layers.json --layer net           one layer of common/
    includes.py --facts BUILD/layers.json --chapter 01-sockets  one chapter
    includes.py --facts BUILD/layers.json --tests               the tests and exercises
                --stamp FILE --depfile FILE                     as a step of the build

Each refusal is a sentence on standard error: FILE:LINE: what, why, what to do. Exit code 1.
"""
import argparse
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from facts import Facts  # noqa: E402
from pure import Purity  # noqa: E402

# The folder of a chapter for experiments with its objects: no part of the stage, and they may simulate.
LAB = "lab/"


class Check:
    def __init__(self, facts):
        self.facts = facts
        self.refusals = []
        self.purity = Purity(facts, self.refuse)

    def refuse(self, path, line, sentence):
        place = path + (":%d" % line if line else "")
        self.refusals.append("%s: %s" % (place, sentence))

    # --- layers -----------------------------------------------------------------------------------

    def check_layer(self, name):
        layer = self.facts.layers[name]
        paths = self.facts.sources_in(layer["dir"])
        # A header of these is refused where it is included, also by the layer's own pure files.
        pure = [path for path in paths if layer["pure"] and
                os.path.splitext(os.path.basename(path))[0] not in layer.get("but", [])]
        for path in paths:
            for line, include, angled in self.facts.source(path).includes:
                library = self.facts.library_of(include)
                other = self.facts.layer_of(include)
                if library:
                    self.check_layer_library(path, line, name, layer, include, library)
                elif other:
                    self.check_layer_header(path, line, name, layer, include, other)
                elif not angled:
                    self.refuse(path, line, "\"%s\" has no folder of common/ in front: write \"%s/…\", so that "
                                "a reader sees the layer." % (include, name))
            if path in pure:
                self.purity.check(path, "the layer %s" % name, ["common"], pure)

    def check_layer_library(self, path, line, name, layer, include, library):
        if library not in layer["wraps"]:
            wrappers = [other for other in self.facts.wrapper_of(library) if other in self.facts.below(name)]
            instead = ("use what %s offers" % " or ".join(wrappers) if wrappers else
                       "keep each library in the one layer that wraps it")
            self.refuse(path, line, "the layer %s includes <%s>, but does not wrap %s: %s, or add it to WRAPS in "
                        "%s/CMakeLists.txt." % (name, include, library, instead, layer["dir"]))
        elif path.endswith(".hpp") and library not in layer["exposes"]:
            self.refuse(path, line, "a header of %s shows %s, and everybody who includes it compiles that too: "
                        "keep <%s> in the .cpp file, or add %s to EXPOSES in %s/CMakeLists.txt."
                        % (name, library, include, library, layer["dir"]))

    def check_layer_header(self, path, line, name, layer, include, other):
        if other != name and name in self.facts.below(other):
            self.refuse(path, line, "an upward include: %s includes \"%s\", but %s is built on %s, and a layer "
                        "knows only those below it. Move what both need down, or hand it in as a value or a "
                        "function." % (name, include, other, name))
        elif other != name and other not in layer["uses"]:
            self.refuse(path, line, "an undeclared include: %s includes \"%s\", but does not say that it uses %s. "
                        "Add %s to USES in %s/CMakeLists.txt, if %s may know it at all."
                        % (name, include, other, other, layer["dir"], name))
        elif not self.facts.exists(self.facts.path_of(include)):
            self.refuse(path, line, "there is no %s." % self.facts.path_of(include))

    # --- chapters ---------------------------------------------------------------------------------

    def check_chapter(self, chapter):
        self.check_chapter_json(chapter)
        uses = {library: set() for library in chapter.third_party}  # the files that really do
        for path in self.stage_sources(chapter):
            name = path[len(chapter.folder) + 1:]
            for line, include, angled in self.facts.source(path).includes:
                library = self.facts.library_of(include)
                if library:
                    if name in chapter.third_party.get(library, []):
                        uses[library].add(name)
                    else:
                        self.refuse_chapter_library(path, line, chapter, name, include, library)
                elif self.facts.layer_of(include):
                    if not (name.startswith(LAB) and include.startswith("sim/")):
                        self.check_chapter_header(path, line, chapter, include)
                elif not angled and not self.facts.exists(chapter.folder + "/" + include):
                    self.refuse(path, line, "there is no \"%s\" in %s, and no such folder in common/. A stage uses "
                                "its own files and common/ only." % (include, chapter.folder))
                elif not angled and ".." in include.split("/"):
                    self.refuse(path, line, "\"%s\" leaves the folder: a stage uses its own files and common/ "
                                "only." % include)
            if name in chapter.pure:
                self.purity.check(path, name, [chapter.folder, "common"],
                                  [chapter.folder + "/" + pure for pure in chapter.pure])
        for library, names in chapter.third_party.items():
            for name in names:
                if library in self.facts.libraries and name not in uses[library] \
                        and self.facts.exists(chapter.folder + "/" + name):
                    self.refuse(chapter.json_path, 0, "\"third_party\" says that %s includes %s, but it does not: "
                                "take it out." % (name, library))

    def stage_sources(self, chapter):
        return self.facts.sources_in(chapter.folder, skip=("break", "build"))

    def check_chapter_json(self, chapter):
        present = {path[len(chapter.folder) + 1:] for path in self.stage_sources(chapter)}
        for name in sorted(name for name in present - set(chapter.files) if not name.startswith(LAB)):
            self.refuse(chapter.json_path, 0, "%s is in the folder, but not in \"files\": every source of a stage has "
                        "an end there (grows, graduates or ends here)." % name)
        listed = [("files", name) for name in chapter.files] + [("pure", name) for name in chapter.pure]
        listed += [("programs", name) for name in chapter.programs]
        listed += [("third_party", name) for names in chapter.third_party.values() for name in names]
        for where, name in sorted(set(listed)):
            if name not in present:
                self.refuse(chapter.json_path, 0, "\"%s\" lists %s, but there is no such file in %s."
                            % (where, name, chapter.folder))
        for library in chapter.third_party:
            if library not in self.facts.libraries:
                self.refuse(chapter.json_path, 0, "\"third_party\" names %s, which no declaration knows: the "
                            "libraries are %s." % (library, ", ".join(self.facts.libraries)))

    def refuse_chapter_library(self, path, line, chapter, name, include, library):
        if library == "catch2":
            sentence = "<%s> belongs into tests/: a stage does not test itself." % include
        else:
            wrappers = self.facts.wrapper_of(library)
            instead = "use what common/%s offers" % wrappers[0] if wrappers else "do without it"
            sentence = ("%s includes <%s>, but chapter %s does not declare that it uses %s: %s, or add the file to "
                        "\"third_party\" in %s." % (name, include, chapter.number, library, instead,
                                                     chapter.json_path))
        self.refuse(path, line, sentence)

    def check_chapter_header(self, path, line, chapter, header):
        later = None  # the chapter that brings it, if one does
        for other in self.facts.chapters():
            if header in other.given:
                if other.number <= chapter.number:
                    return
                later = later or "it is given with chapter %s" % other.number
            if header in other.graduates():
                if other.number < chapter.number:
                    return
                later = later or "it graduates at the end of chapter %s (%s), and may be used from the next one " \
                    "on" % (other.number, other.graduates()[header])
        if not self.facts.exists(self.facts.path_of(header)):
            self.refuse(path, line, "there is no %s." % self.facts.path_of(header))
            return
        self.refuse(path, line, "chapter %s cannot use \"%s\" yet: %s. %s" % (
            chapter.number, header,
            later or "no chapter up to this one has been given it, and none has written it",
            "Use what the stage has itself." if later else
            "If the lesson introduces it, add it to \"given\" in %s." % chapter.json_path))

    # --- tests ------------------------------------------------------------------------------------

    def check_tests(self):
        paths = self.facts.sources_in("tests", skip=("canary",)) + self.facts.sources_in("exercises")
        for path in paths:
            if path == "tests/catch.hpp":
                continue
            for line, include, _ in self.facts.source(path).includes:
                if self.facts.library_of(include) == "catch2":
                    self.refuse(path, line, "<%s> serves one version of Catch2 only: include \"catch.hpp\", which "
                                "serves both." % include)


def main():
    parser = argparse.ArgumentParser(description="Check which file includes what.")
    parser.add_argument("--root", default=os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
    parser.add_argument("--facts", required=True, help="the layers.json in the build folder")
    parser.add_argument("--layer", action="append", default=[])
    parser.add_argument("--chapter", action="append", default=[])
    parser.add_argument("--tests", action="store_true")
    parser.add_argument("--stamp", help="touched when nothing is refused")
    parser.add_argument("--depfile", help="the files that were read, for make and ninja")
    options = parser.parse_args()

    facts = Facts(os.path.realpath(options.root), options.facts)
    check = Check(facts)
    everything = not (options.layer or options.chapter or options.tests)
    for name in facts.layers if everything else options.layer:
        check.check_layer(name)
    for chapter in facts.chapters() if everything or options.chapter else []:
        if everything or chapter.folder == "chapters/" + options.chapter[0]:
            check.check_chapter(chapter)
    if everything or options.tests:
        check.check_tests()

    for refusal in check.refusals:
        print(refusal, file=sys.stderr)
    if check.refusals:
        return 1
    if options.depfile:
        with open(options.depfile, "w", encoding="utf-8") as file:
            target, *files = (name.replace(" ", "\\ ") for name in [options.stamp, *sorted(set(facts.read_files))])
            file.write("%s: \\\n %s\n" % (target, " \\\n ".join(files)))
    if options.stamp:
        with open(options.stamp, "w", encoding="utf-8"):
            pass
    return 0


if __name__ == "__main__":
    sys.exit(main())
