"""./course class: what is started for whom, what is said, and that all of it ends; with programs that only look so."""

import json
import os
import sys
import unittest
from unittest import mock

from sample import ROOT, SampleTest

from courselib import addresses, classroom, cli
from courselib.process import Process
from courselib.trouble import Trouble

CODE = "maths/5s/k3vqw7zdk3vq"
WORD = "127.0.0.1:43211/" + CODE
PROGRAMS = ("class-node", "class-ask", "wallet-cli", "wallet")
# The command itself, but for the compiler.
COURSE = f"""
import sys
sys.path.insert(0, {str(ROOT / "tools")!r})
from pathlib import Path
from courselib import classroom, cli
from courselib.tree import Tree
folder = Path(sys.argv[1])
classroom.stage_build = lambda tree, stage: print("built stage", stage.number, flush=True)
Tree.here = staticmethod(lambda: Tree(folder, folder / "build", folder / "my"))
sys.exit(cli.main(sys.argv[2:]))
"""
# All four programs. Each writes down how it was called.
PROGRAM = """#!{python}
import json, os, signal, sys, time
from pathlib import Path
here, name, words = Path(__file__).parent, Path(__file__).name, sys.argv[1:]
with open(here / "calls", "a") as calls:
    print(name, *words, file=calls)

def say(text):
    print(text, flush=True)

def option(which):
    return words[words.index(which) + 1]

def stop(*_):
    with open(here / "calls", "a") as calls:
        print(name, "stopped", file=calls)
    say(name + ": stopped")
    os._exit(0)

signal.signal(signal.SIGINT, stop)
if name == "class-node":
    if os.environ.get("FAKE_TROUBLE"):
        sys.exit("class-node: the address is in use")
    at = option("--host") + ":" + (option("--port") if "--port" in words else "43211")
    say("class-node: listening on " + at)
    if "--make" in words:
        spacing = option("--spacing") if "--spacing" in words else "5"
        say("class-node: join with " + at + "/" + option("--make") + "/" + spacing + "s/k3vqw7zdk3vq")
    say("class-node: at block 0")
    for line in sys.stdin:
        say("typed: " + line.strip())
        if line.strip() == "/quit":
            sys.exit(0)
        if line.strip() == "crash":
            os.abort()
    time.sleep(60)
elif name == "class-ask":
    say("class-ask: 20 points are on their way to " + option("--name"))
    sys.exit(int(os.environ.get("FAKE_ASKED", "0")))
elif name == "wallet":
    say("the window is open")
    while not (here / "closed").exists():
        time.sleep(0.02)
else:
    keys = Path(option("--keys"))
    if not os.environ.get("SBC_PASS_PHRASE"):
        say(json.dumps(dict(error="There is no terminal to ask for the pass phrase.")))
        sys.exit(1)
    if words[-1] == "create":
        keys.write_text("the keys")
    say(json.dumps(dict(address="sb1" + keys.parent.name, done="done")))
"""


class Class(SampleTest):
    def setUp(self):
        super().setUp()
        self.write("chapters/07-full-node/chapter.json", json.dumps(
            {"number": "07", "title": "The full node", "programs": [{"name": name} for name in PROGRAMS]}))
        for name in PROGRAMS:
            path = "build/dev/chapters/07-full-node/" + name
            self.write(path, PROGRAM.format(python=sys.executable), executable=True)

    def course(self, *words, env=None):
        inherited = {name: value for name, value in os.environ.items()
                     if name not in ("DISPLAY", "WAYLAND_DISPLAY", "SBC_PASS_PHRASE")}
        process = Process("course", [sys.executable, "-X", "utf8", "-c", COURSE, self.folder, "class", *words],
                          env={**inherited, "SBC_PASS_PHRASE": "only for these tests", **(env or {})})
        self.addCleanup(process.end)
        return process

    def hears(self, process, words):
        return process.wait_for(words, timeout=30, from_start=True)

    def ended(self, process):
        """(exit code, all it said)"""
        return process.wait(30), "\n".join(process.lines)

    def calls(self, program=""):
        path = self.folder / "build/dev/chapters/07-full-node/calls"
        lines = path.read_text().splitlines() if path.exists() else []
        return [line for line in lines if line.startswith(program)]

    def forget_calls(self):
        (self.folder / "build/dev/chapters/07-full-node/calls").unlink()


class Hosting(Class):
    def test_the_host_is_told_what_the_others_type(self):
        course = self.course("host", "maths", "--host", "10.1.2.3", "--gift", "30", "--threads", "0", "--name", "Zoë")
        self.hears(course, rf"^    \./course class join 10\.1\.2\.3:43211/{CODE} --name YOURNAME")
        course.interrupt()
        code, text = self.ended(course)
        self.assertEqual(code, 0, text)
        self.assertIn("built stage 07", text)
        self.assertIn("maths  | class-node: listening on 10.1.2.3:43211", text)
        self.assertNotIn("Only this machine", text)
        folder = self.tree.my / "class/maths/host"
        self.assertEqual(self.calls(), [f"class-node --make maths --data {folder} --host 10.1.2.3 --qr --gift 30 "
                                        "--threads 0 --name Zoë", "class-node stopped"])
        self.assertTrue(folder.is_dir())

    def test_on_loopback_it_is_said_how_to_let_the_lan_in(self):
        course = self.course("host", "maths")
        self.hears(course, "Only this machine can join, since 127.0.0.1")
        self.hears(course, r"\./course class host maths --host (\d+\.|ADDRESS)")
        course.interrupt()
        self.assertEqual(self.ended(course)[0], 0)

    def test_what_is_typed_reaches_the_node_and_its_end_is_told(self):
        course = self.course("host", "maths")
        self.hears(course, "Everybody else types")
        course.type("partition alice bob")
        self.hears(course, "typed: partition alice bob")
        course.type("/quit")
        code, text = self.ended(course)
        self.assertEqual(code, 0, text)
        self.assertIn("maths has ended by itself, with exit code 0.", text)

    def test_the_end_of_what_is_typed_does_not_end_the_class(self):
        course = self.course("host", "maths")
        course.close_input()
        self.hears(course, "Everybody else types")
        with self.assertRaises(Trouble):
            course.wait(1)
        course.interrupt()
        self.assertEqual(self.ended(course)[0], 0)

    def test_a_node_that_crashes_or_does_not_start_passes_its_exit_code_on(self):
        course = self.course("host", "maths")
        self.hears(course, "Everybody else types")
        course.type("crash")
        code, text = self.ended(course)
        self.assertEqual(code, 128 + 6, text)
        self.assertIn("maths has ended by itself, with signal SIGABRT.", text)
        code, text = self.ended(self.course("host", "maths", env={"FAKE_TROUBLE": "1"}))
        self.assertEqual(code, 1, text)
        self.assertIn("the address is in use", text)
        self.assertNotIn("Everybody else", text)

    def test_a_class_that_goes_on_has_its_blocks_and_listens_where_it_did_before(self):
        for words, wanted in ((("--spacing", "8"), "--spacing 8"), ((), "--spacing 8 --port 43211"),
                              (("--port", "43299"), "--spacing 8 --port 43299")):
            course = self.course("host", "maths", *words)
            self.hears(course, "Everybody else types")
            course.terminate()
            self.assertEqual(self.ended(course)[0], 128 + 15)
            self.assertEqual(self.calls("class-node --make")[-1].partition(" --qr ")[2], wanted)
        self.forget_calls()
        code, text = self.ended(self.course("host", "maths", "--spacing", "5"))
        self.assertEqual((code, self.calls()), (1, []))
        self.assertIn("maths/8s/k3vqw7zdk3vq has 8 seconds between its blocks, and cannot have 5", text)

    def test_with_a_display_the_node_has_its_window_unless_it_is_not_wanted(self):
        for words, wanted in (((), True), (("--no-window",), False)):
            course = self.course("host", "maths", *words, env={"DISPLAY": ":0"})
            self.hears(course, "Everybody else types")
            course.interrupt()
            self.ended(course)
            self.assertEqual("--window" in self.calls("class-node --make")[-1], wanted)

    def test_where_its_window_cannot_be_built_it_is_said_what_is_left(self):
        (self.folder / "build/dev/chapters/07-full-node/class-node").unlink()
        code, text = self.ended(self.course("host", "maths"))
        self.assertEqual((code, self.calls()), (1, []))
        self.assertIn("class-node is not built here", text)
        self.assertIn("--wallet", text)


class Joining(Class):
    def joined(self, *words, **more):
        course = self.course("join", WORD, "--name", "alice", *words, **more)
        self.hears(course, "listening on|course: ")
        return course

    def test_a_student_gets_keys_a_node_and_a_way_to_pay(self):
        course = self.joined("--threads", "2")
        folder = self.tree.my / "class/maths/alice"
        self.hears(course, rf"^    \./course run 07 wallet-cli --core 127\.0\.0\.1:43211 --network {CODE} --spacing 5 "
                           r"--keys my/class/maths/alice/wallet\.keys balance")
        course.interrupt()
        self.assertEqual(self.ended(course)[0], 0)
        self.assertEqual([call.split()[-1] for call in self.calls("wallet-cli")], ["create", "address"])
        self.assertIn(f"class-node --join {WORD} --name alice --data {folder} --host 127.0.0.1 --address sb1alice "
                      "--threads 2", self.calls())
        self.assertEqual(self.calls()[-1], "class-node stopped")

    def test_who_comes_again_goes_on_with_the_same_keys_and_is_not_asked(self):
        self.ended_after_joining()
        self.forget_calls()
        self.ended_after_joining()
        self.assertEqual(self.calls("wallet-cli"), [])
        self.assertIn("--address sb1alice", self.calls("class-node --join")[0])
        (self.tree.my / "class/maths/alice/wallet.keys").write_text("other keys")  # then what was known may be wrong
        self.forget_calls()
        self.ended_after_joining()
        self.assertEqual([call.split()[-1] for call in self.calls("wallet-cli")], ["address"])

    def ended_after_joining(self):
        course = self.joined()
        course.interrupt()
        self.assertEqual(self.ended(course)[0], 0)

    def test_without_a_pass_phrase_there_are_no_keys_and_no_node(self):
        code, text = self.ended(self.joined(env={"SBC_PASS_PHRASE": ""}))
        self.assertEqual(code, 1, text)
        self.assertIn("course: There is no terminal to ask for the pass phrase.", text)
        self.assertEqual(self.calls("class-node"), [])

    def test_another_class_of_the_same_name_does_not_get_into_the_folder_of_the_first(self):
        self.ended_after_joining()
        code, text = self.ended(self.course("join", WORD[:-1] + "p", "--name", "alice"))
        self.assertEqual(code, 1, text)
        self.assertIn(f"belongs to another class, {CODE}", text)
        self.assertIn("mv my/class/maths/alice ", text)

    def test_a_class_that_did_not_let_anybody_in_is_forgotten_and_the_keys_are_not(self):
        mistyped = WORD[:-1] + "p"
        code, text = self.ended(self.course("join", mistyped, "--name", "alice", env={"FAKE_TROUBLE": "1"}))
        self.assertEqual(code, 1, text)
        folder = self.tree.my / "class/maths/alice"
        keys = (folder / "wallet.keys").read_bytes()
        self.assertNotIn("class", json.loads((folder / "joined.json").read_text()))
        (folder / "chain.sqlite").touch()
        code, text = self.ended(self.course("join", mistyped, "--name", "alice", env={"FAKE_TROUBLE": "1"}))
        self.assertEqual(code, 1, text)
        self.assertFalse((folder / "chain.sqlite").exists())
        self.ended_after_joining()
        self.assertEqual((folder / "wallet.keys").read_bytes(), keys)
        self.assertEqual(json.loads((folder / "joined.json").read_text())["class"], CODE)

    def test_with_a_display_the_wallet_asks_the_students_own_node_and_both_end_together(self):
        course = self.joined("--host", "127.0.0.9", env={"DISPLAY": ":0"})
        self.hears(course, r"wallet +\| the window is open")
        self.assertIn("wallet --core 127.0.0.9:43211 --network " + CODE, "\n".join(self.calls()))
        course.interrupt()
        self.assertEqual(self.ended(course)[0], 0)
        self.assertEqual(self.calls()[-2:], ["wallet stopped", "class-node stopped"])

    def test_where_the_wallet_has_no_window_it_is_in_the_terminal(self):
        (self.folder / "build/dev/chapters/07-full-node/wallet").unlink()
        self.hears(self.joined(env={"DISPLAY": ":0"}), "Your wallet is in the terminal")

    def test_a_window_that_is_closed_ends_the_node(self):
        course = self.joined(env={"DISPLAY": ":0"})
        self.hears(course, "the window is open")
        self.write("build/dev/chapters/07-full-node/closed", "")
        code, text = self.ended(course)
        self.assertEqual(code, 0, text)
        self.assertIn("The window wallet was closed, and so everything ends.", text)
        self.assertEqual(self.calls()[-1], "class-node stopped")

    def test_who_has_a_wallet_alone_asks_for_points_and_keeps_nothing_running(self):
        for asked in (0, 1):
            code, text = self.ended(self.course("join", WORD, "--name", "alice", "--wallet",
                                                env={"FAKE_ASKED": str(asked)}))
            self.assertEqual(code, asked, text)
            self.assertIn("20 points are on their way to alice", text)
            self.assertIn("./course run 07 wallet-cli --core 127.0.0.1:43211 --network", text)
        self.assertIn(f"class-ask --join {WORD} --name alice --address sb1alice", self.calls())
        self.assertEqual(self.calls("class-node"), [])

    def test_a_wallet_alone_in_a_window_stays_when_the_points_have_come(self):
        course = self.course("join", WORD, "--name", "alice", "--wallet", env={"DISPLAY": ":0"})
        self.hears(course, "20 points are on their way")
        self.hears(course, "the window is open")
        self.assertIn(f"wallet --core 127.0.0.1:43211 --network {CODE}", "\n".join(self.calls("wallet ")))
        self.write("build/dev/chapters/07-full-node/closed", "")
        self.assertEqual(self.ended(course)[0], 0)


class Mistakes(Class):
    """Nothing is built, made or started for them."""

    def refused(self, *words):
        with mock.patch("courselib.classroom.stage_build", side_effect=AssertionError("built")):
            trouble = self.trouble(cli.dispatch, self.tree, ["class", *words])
        self.assertEqual((trouble.code, self.calls()), (2, []))
        self.assertFalse((self.tree.my / "class").exists())
        return f"{trouble.what}\n{trouble.advice}"

    def test_it_must_be_said_whether_one_begins_or_joins(self):
        self.assertIn("usage: ./course class host NAME", self.refused())
        self.assertIn("did you mean 'join'?", self.refused("jion"))

    def test_a_class_needs_a_name_that_can_be_typed(self):
        self.assertIn("the name of the class is missing", self.refused("host"))
        for name in ("Maths", "7b", "maths class", "../x", "a" * 33, "größe"):
            self.assertIn("named with a-z, 0-9 and -", self.refused("host", name))
        self.assertIn("--gift takes a whole number", self.refused("host", "maths", "--gift", "many"))
        self.assertIn("no option --prot", self.refused("host", "maths", "--prot", "1"))

    def test_a_host_listens_at_one_address_that_others_can_call(self):
        for address in ("0.0.0.0", "::", "my-laptop", "192.168.1.300", "10.0.0.1:5001"):
            self.assertIn("--host takes the one address", self.refused("host", "maths", "--host", address))
        self.assertIn("one word", self.refused("host", "maths", "--name", "the teacher"))

    def test_a_word_that_leads_to_no_class_is_answered_with_what_one_looks_like(self):
        for word in ("maths", CODE, "127.0.0.1/" + CODE, WORD[:-1], WORD + "q", WORD.upper(), WORD.replace("5s", "5"),
                     WORD.replace("k3", "k1"), "school.example:1/" + CODE):
            self.assertIn("192.168.1.20:43211/maths/5s/k3vqw7zdk3vq", self.refused("join", word, "--name", "alice"))

    def test_who_joins_has_a_name_of_one_word(self):
        self.assertIn("--name is missing", self.refused("join", WORD))
        for nick in ("alice smith", "", " ", "..", "-x", "a/b", "“a”", "é" * 21, "a\tb", "\x1b[31m"):
            self.assertIn("one word of at most 40 bytes", self.refused("join", WORD, "--name=" + nick))
        self.assertIn("choose another", self.refused("join", WORD, "--name", "host"))

    def test_a_wallet_alone_has_no_node_that_could_be_told_something(self):
        for option in ("--threads=1", "--host=127.0.0.1"):
            self.assertIn("has no node", self.refused("join", WORD, "--name", "alice", "--wallet", option))


class Addresses(unittest.TestCase):
    def test_loopback_is_called_from_loopback(self):
        self.assertEqual(addresses.address_towards("127.0.0.1:5001"), "127.0.0.1")
        self.assertEqual(addresses.address_towards("localhost:5001"), "127.0.0.1")

    def test_where_no_way_leads_it_is_said(self):
        with mock.patch("socket.socket", side_effect=OSError("Network is unreachable")):
            with self.assertRaises(Trouble) as caught:
                addresses.address_towards("10.1.2.3:5001")
        self.assertIn("no way leads from here to 10.1.2.3:5001", caught.exception.what)

    def test_the_machines_own_addresses_are_read_from_what_the_system_says(self):
        def interface(state, *local):
            return {"operstate": state, "addr_info": [{"local": each} for each in local]}
        said = json.dumps([interface("UNKNOWN", "127.0.0.1"), interface("UP", "192.168.1.20", "169.254.3.4"),
                           interface("DOWN", "172.17.0.1"), interface("UP")])
        cases = ((["ip"], [said], ["192.168.1.20"]), (["hostname"], ["192.168.1.21 fe80::1 \n"], ["192.168.1.21"]),
                 (["ip", "hostname"], ["nonsense", "10.0.0.7\n"], ["10.0.0.7"]), ([], [], []))
        for tools, answers, wanted in cases:
            with mock.patch("shutil.which", lambda tool, tools=tools: tool if tool in tools else None), \
                    mock.patch.object(addresses, "output_of", side_effect=answers):
                self.assertEqual(addresses.own_addresses(), wanted)

    def test_a_host_that_has_no_address_is_told_where_to_look(self):
        with mock.patch.object(classroom, "own_addresses", return_value=[]):
            text = classroom.how_to_join("maths", WORD, "127.0.0.1")
        self.assertIn("./course class host maths --host ADDRESS\n", text)
        self.assertIn("ifconfig", text)


if __name__ == "__main__":
    unittest.main()
