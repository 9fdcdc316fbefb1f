"""The include check, on trees of a few files. That each rule fails a real build is what tests/canary proves;
here stand the cases at the edges."""
import json
import os
import subprocess
import sys
import tempfile
import unittest

TOOL = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..", "tools", "checks", "includes.py")
LIBRARIES = {"asio": {"package": "libasio-dev", "headers": ["asio.hpp", "asio/"]},
             "nlohmann": {"package": "nlohmann-json3-dev", "headers": ["nlohmann/"]},
             "catch2": {"package": "catch2", "headers": ["catch2/"]}}


def layer(name, uses=(), wraps=(), exposes=(), pure=False):
    return {"dir": "common/" + name, "uses": list(uses), "wraps": list(wraps), "exposes": list(exposes), "pure": pure}


BASE = layer("base")
NET = layer("net", uses=["base"], wraps=["asio"], exposes=["asio"])
P2P = layer("p2p", uses=["base", "net"], pure=True)


class IncludesTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = folder.name
        self.layers = {"base": BASE, "net": NET, "p2p": P2P}

    def write(self, path, text):
        full = os.path.join(self.root, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "w", encoding="utf-8") as file:
            file.write(text)

    def chapter(self, number, sources=None, **about):
        """A chapter whose every source ends there, unless `files` says otherwise."""
        folder = "chapters/%s-stage/" % number
        files = {name: {"end": "ends here"} for name in sources or {}}
        files.update(about.pop("files", {}))
        self.write(folder + "chapter.json", json.dumps({"number": number, "files": files, **about}))
        for name, text in (sources or {}).items():
            self.write(folder + name, text)

    def check(self, *options):
        """Exit code, and the refusals as lines."""
        self.write("layers.json", json.dumps({"layers": self.layers, "libraries": LIBRARIES}))
        done = subprocess.run([sys.executable, TOOL, "--root", self.root, "--facts", self.root + "/layers.json",
                               *options], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.assertNotIn("Traceback", done.stderr)
        return done.returncode, done.stderr.splitlines()

    def refuses(self, *beginnings):
        code, lines = self.check()
        self.assertEqual(code, 1)
        self.assertEqual(len(lines), len(beginnings), lines)
        for line, beginning in zip(lines, beginnings):
            self.assertIn(beginning, line)

    def accepts(self):
        self.assertEqual(self.check(), (0, []))

    # Layers.

    def test_an_empty_tree_is_sound(self):
        self.accepts()

    def test_a_layer_includes_itself_what_it_uses_and_what_it_wraps(self):
        self.write("common/base/a.hpp", "#include <vector>\n")
        self.write("common/net/b.hpp", '#include <asio/ip/tcp.hpp>\n#include "base/a.hpp"\n')
        self.write("common/net/c.cpp", '#include "net/b.hpp"\n')
        self.accepts()

    def test_what_a_used_layer_uses_must_be_declared_too(self):
        self.layers["top"] = layer("top", uses=["net"])
        self.write("common/base/a.hpp", "")
        self.write("common/top/a.cpp", '#include "base/a.hpp"\n')
        self.refuses("an undeclared include")

    def test_an_upward_include_is_seen_over_several_layers(self):
        self.write("common/p2p/a.hpp", "")
        self.write("common/base/a.cpp", '#include "p2p/a.hpp"\n')
        self.refuses("an upward include: base includes \"p2p/a.hpp\", but p2p is built on base")

    def test_a_header_that_is_not_there_is_named(self):
        self.write("common/net/a.cpp", '#include "base/gone.hpp"\n')
        self.refuses("common/net/a.cpp:1: there is no common/base/gone.hpp")

    # Pure files.

    def test_a_pure_layer_may_use_values_of_an_impure_one(self):
        self.write("common/net/address.hpp", "#include <string>\n")
        self.write("common/net/address.cpp", '#include "net/address.hpp"\n#include <asio/ip/address.hpp>\n')
        self.write("common/p2p/a.cpp", '#include "net/address.hpp"\n')
        self.accepts()

    def test_a_function_that_reads_a_clock_in_its_source_is_not_pure(self):
        self.write("common/net/stamp.hpp", "long stamp();\n")
        self.write("common/net/stamp.cpp", "#include <chrono>\nlong stamp() { return std::chrono::system_clock::now()"
                                           ".time_since_epoch().count(); }\n")
        self.write("common/p2p/a.cpp", '#include "net/stamp.hpp"\n')
        self.refuses('"net/stamp.hpp" is not: common/net/stamp.cpp:2 reads a clock with ::now()')

    def test_a_file_that_a_pure_layer_excepts_is_refused_where_it_is_included(self):
        self.layers["crypto"] = {**layer("crypto", pure=True), "but": ["random_bytes"]}
        self.layers["p2p"] = layer("p2p", uses=["crypto"], pure=True)
        self.write("common/crypto/random_bytes.hpp", "void fill();\n")
        self.write("common/crypto/random_bytes.cpp", '#include "crypto/random_bytes.hpp"\n#include <cryptopp/osrng.h>\n')
        self.write("common/crypto/hash.cpp", "#include <cryptopp/sha.h>\n")
        self.accepts()
        self.write("common/crypto/key.hpp", '#include "crypto/random_bytes.hpp"\n')
        self.write("common/p2p/a.cpp", '#include "crypto/random_bytes.hpp"\n')
        self.write("common/p2p/b.cpp", '#include "crypto/key.hpp"\n')
        because = ('"crypto/random_bytes.hpp" is not: common/crypto/random_bytes.cpp:2 includes <cryptopp/osrng.h>, '
                   "that is a random device")
        self.refuses("common/p2p/a.cpp:1: the layer p2p is pure, but " + because,
                     'common/p2p/b.cpp:1: the layer p2p is pure, but "crypto/key.hpp" is not',
                     "common/crypto/key.hpp:1: the layer crypto is pure, but " + because)

    def test_a_library_s_random_device_is_one(self):
        self.write("common/p2p/a.cpp", "#include <cryptopp/osrng.h>\n")
        self.refuses("common/p2p/a.cpp:1: the layer p2p is pure and includes <cryptopp/osrng.h>, that is a random "
                     "device")

    def test_one_sentence_for_a_root_cause_inside_the_layer(self):
        self.write("common/p2p/a.hpp", "#include <thread>\n")
        self.write("common/p2p/b.hpp", '#include "p2p/a.hpp"\n')
        self.write("common/p2p/c.cpp", '#include "p2p/b.hpp"\n')
        self.refuses("common/p2p/a.hpp:1: the layer p2p is pure and includes <thread>")

    def test_headers_that_include_each_other_do_not_hang_the_check(self):
        self.write("common/net/a.hpp", '#include "net/b.hpp"\n')
        self.write("common/net/b.hpp", '#include "net/a.hpp"\n')
        self.write("common/p2p/a.cpp", '#include "net/a.hpp"\n')
        self.accepts()

    def test_a_parameter_called_now_is_no_clock(self):
        self.write("common/p2p/a.hpp", "#include <chrono>\ninline void on_time(std::chrono::steady_clock::time_point "
                                       "now);\n")
        self.accepts()

    # Chapters.

    def test_what_is_given_with_a_chapter_may_be_used_from_then_on(self):
        self.write("common/base/a.hpp", "")
        self.chapter("01", {"main.cpp": ""})
        self.chapter("02", {"main.cpp": '#include "base/a.hpp"\n'}, given=["base/a.hpp"])
        self.chapter("03", {"main.cpp": '#include "base/a.hpp"\n'})
        self.accepts()
        self.write("chapters/01-stage/main.cpp", '#include "base/a.hpp"\n')
        self.refuses('chapter 01 cannot use "base/a.hpp" yet: it is given with chapter 02')

    def test_what_graduates_may_be_used_from_the_next_chapter_on(self):
        self.write("common/net/frame.hpp", "")
        self.chapter("01", {"frame.hpp": ""}, files={"frame.hpp": {"end": "graduates", "to": "net/frame.hpp"}})
        self.chapter("02", {"main.cpp": '#include "net/frame.hpp"\n'})
        self.accepts()
        self.write("chapters/01-stage/frame.hpp", '#include "net/frame.hpp"\n')
        self.refuses("it graduates at the end of chapter 01 (frame.hpp), and may be used from the next one on")

    def test_break_scripts_and_their_programs_are_no_sources_of_the_stage(self):
        self.chapter("01", {"main.cpp": ""})
        self.write("chapters/01-stage/break/helper.cpp", "#include <asio/ip/tcp.hpp>\n")
        self.accepts()

    def test_an_experiment_may_simulate_and_is_no_source_of_the_stage(self):
        self.layers["sim"] = layer("sim", uses=["base"], pure=True)
        self.write("common/sim/network.hpp", "#pragma once\n")
        self.chapter("03", {"node.cpp": ""}, programs=[{"name": "storm", "source": "lab/storm.cpp"}])
        self.write("chapters/03-stage/lab/storm.cpp", '#include "sim/network.hpp"\n')
        self.assertEqual(self.check(), (0, []))

    def test_a_stage_itself_may_not_simulate_before_the_simulator_is_given(self):
        self.layers["sim"] = layer("sim", uses=["base"], pure=True)
        self.write("common/sim/network.hpp", "#pragma once\n")
        self.chapter("03", {"node.cpp": '#include "sim/network.hpp"\n'})
        self.refuses('chapters/03-stage/node.cpp:1: chapter 03 cannot use "sim/network.hpp" yet')

    def test_an_experiment_is_bound_by_the_other_headers_of_its_chapter(self):
        self.write("common/p2p/relay.hpp", "#pragma once\n")
        self.chapter("03", {"node.cpp": ""}, programs=[{"name": "storm", "source": "lab/storm.cpp"}])
        self.write("chapters/03-stage/lab/storm.cpp", '#include "p2p/relay.hpp"\n')
        self.refuses('chapters/03-stage/lab/storm.cpp:1: chapter 03 cannot use "p2p/relay.hpp" yet')

    def test_a_library_that_chapter_json_misspells_is_named(self):
        self.chapter("01", {"main.cpp": ""}, third_party={"boost": ["main.cpp"]})
        self.refuses('"third_party" names boost')

    def test_a_chapter_json_that_is_no_json_is_told_without_a_trace(self):
        self.write("chapters/01-stage/chapter.json", "{")
        code, lines = self.check()
        self.assertEqual(code, 1)
        self.assertIn("chapters/01-stage/chapter.json is not JSON", lines[0])

    # As a step of the build.

    def test_the_stamp_is_written_only_when_nothing_is_refused(self):
        stamp = self.root + "/stamp"
        self.write("common/net/a.cpp", '#include "base/gone.hpp"\n')
        self.assertEqual(self.check("--layer", "net", "--stamp", stamp, "--depfile", stamp + ".d")[0], 1)
        self.assertFalse(os.path.exists(stamp))

        self.write("common/base/gone.hpp", "")
        self.write("common/p2p/b.cpp", "#include <thread>\n")  # another layer's fault is not ours
        self.assertEqual(self.check("--layer", "net", "--stamp", stamp, "--depfile", stamp + ".d"), (0, []))
        self.assertTrue(os.path.exists(stamp))
        with open(stamp + ".d", encoding="utf-8") as file:
            depends = file.read()
        self.assertTrue(depends.startswith(stamp + ":"))
        self.assertIn("common/net/a.cpp", depends)
        self.assertNotIn("common/p2p/b.cpp", depends)

    def test_the_headers_that_a_pure_file_stands_on_are_in_the_depfile(self):
        stamp = self.root + "/stamp"
        self.write("common/net/deep.hpp", "")
        self.write("common/net/frame.hpp", '#include "net/deep.hpp"\n')
        self.write("common/p2p/a.cpp", '#include "net/frame.hpp"\n')
        self.check("--layer", "p2p", "--stamp", stamp, "--depfile", stamp + ".d")
        with open(stamp + ".d", encoding="utf-8") as file:
            depends = file.read()
        self.assertIn("common/net/frame.hpp", depends)
        self.assertIn("common/net/deep.hpp", depends)

    def test_blanks_in_the_path_of_a_clone_part_no_name_of_the_depfile(self):
        self.root = os.path.join(self.root, "my own clone")
        self.write("common/net/a.cpp", "")
        stamp = self.root + "/stamp"
        self.assertEqual(self.check("--layer", "net", "--stamp", stamp, "--depfile", stamp + ".d"), (0, []))
        with open(stamp + ".d", encoding="utf-8") as file:
            target, files = file.read().split(": ", 1)
        self.assertEqual(target, stamp.replace(" ", "\\ "))  # else it is never up to date
        self.assertIn("my\\ own\\ clone/common/net/a.cpp", files)

    def test_a_comment_in_another_encoding_is_no_reason_to_stop(self):
        self.write("common/net/a.cpp", '#include "base/gone.hpp"\n')
        with open(self.root + "/common/net/a.cpp", "ab") as file:
            file.write("// 接続\n".encode("shift_jis"))
        self.refuses("common/net/a.cpp:1: there is no common/base/gone.hpp")


if __name__ == "__main__":
    unittest.main()
