"""The scripts of failures, with programs that do something else: what is neither the failure nor its refusal is told
as an error, and never as one of the two."""

import io
import shutil
import sys
import tempfile
import textwrap
import unittest
from pathlib import Path

from sample import ROOT

from courselib.demos import load_script
from courselib.scenario import Scenario
from courselib.trouble import Trouble

# Says its lines, and waits until it is ended.
TALKER = """
    say("listening on 127.0.0.1:1")
    for line in {lines}: say(line)
    time.sleep(30)
    """
# Accepts connections one after the other; serve(number, connection) deals with each on a thread.
LISTENER = """
    sys.path.insert(0, {tools!r})
    from courselib import wire
    door = socket.create_server(("127.0.0.1", 0), backlog=20)
    def tells(message):
        return lambda link: wire.send_frame(link, message)
    cores = tells({{"type": "cores", "cores": ["127.0.0.1:1"]}})
    guests = []
    {serve}
    say(f"listening on 127.0.0.1:{{door.getsockname()[1]}}")
    while True:
        guests.append(door.accept()[0])
        threading.Thread(target=serve, args=(len(guests), guests[-1]), daemon=True).start()
    """
# An edge with a board: who it is, and what it lists, by its name.
BOARD = """
    name = sys.argv[sys.argv.index("--name") + 1]
    say("connected to core 127.0.0.1:1")
    for line in sys.stdin:
        for answer in {{"/who": ["I am an edge"], "follow": ["new posts are shown"],
                       "list": {lists}[name]}}.get(line.strip(), []): say(answer)
    """


class BreakScripts(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="course-test-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def play(self, script, **programs):
        """The verdict of chapters/NN-name/break/NAME.py on these programs of Python."""
        for name, body in programs.items():
            (self.folder / name).write_text(f"#!{sys.executable}\nimport socket, sys, threading, time\n"
                                            "say = lambda line: print(line, flush=True)\n" + textwrap.dedent(body))
            (self.folder / name).chmod(0o755)
        (path,) = ROOT.glob(f"chapters/{script.replace('/', '-*/break/')}.py")
        with Scenario(script[:2], {name: self.folder / name for name in programs}, out=io.StringIO()) as scenario:
            return str(load_script(path, "attack")(scenario))

    def unclear(self, what, script, **programs):
        with self.assertRaises(Trouble) as caught:
            self.play(script, **programs)
        self.assertRegex(caught.exception.what, f"^neither the failure nor a refusal: .*{what}")

    def listener(self, serve):
        serve = textwrap.indent(textwrap.dedent(serve).strip(), "    ").lstrip()
        return LISTENER.format(tools=str(ROOT / "tools"), serve=serve)

    def test_two_orders_that_were_lost_have_not_become_one(self):
        orders = "[1] read 30 bytes", '[1] message: "send Alice 1000 apples for Bob"', "[1] closed: x"
        self.assertIn("failure shown: two orders were sent, 1 arrived",
                      self.play("01/blob", client="", server=TALKER.format(lines=orders)))
        for lines in (orders[::2], (orders[0], '[1] message: "send Alice 10"', orders[2])):
            self.unclear("these arrived", "01/blob", client="", server=TALKER.format(lines=lines))

    def test_a_text_of_question_marks_is_no_character_torn_into_two(self):
        def server(*lines):
            return TALKER.format(lines=(*lines, "[1] closed: x"))
        halves = '[1] read 8 bytes: "こん??"', '[1] read 7 bytes: "?ちは"'
        self.assertIn("neither is text: こん?? and ?ちは", self.play("01/split", client="", server=server(*halves)))
        for lines in (['[1] read 15 bytes: "???????????????"'], halves[:1], ['[1] read 15 bytes: "こんにちは"']):
            self.unclear("the server understood", "01/split", client="", server=server(*lines))

    def test_whoever_is_sent_away_has_not_waited(self):
        sends_away = self.listener("""
            def serve(number, link):
                if number > 10: link.recv(99); link.close()
            """)
        self.unclear("the eleventh got b''", "01/starve", server=sends_away)
        hears_one = self.listener("""
            def serve(number, link):
                if number > 10: guests[2].close(); link.sendall(link.recv(99)); link.close()
            """)
        self.unclear("one of the ten has been sent away", "01/starve", server=hears_one)

    def test_a_core_that_only_keeps_silent_has_not_hung_up(self):
        core = """
            def serve(number, link):
                while True:
                    message = wire.recv_json(link, 20)
                    if message["type"] in ("hello", "get_cores"): cores(link)
                    else: %s
            """
        self.unclear("nobody got the message", "02/new-kind", core=self.listener(core % "pass"))
        self.unclear("another note", "02/new-kind", core=self.listener(
            core % 'wire.send_frame(guests[1], {"type": "spread", "body": {"lost": "a dog"}})'))
        self.assertIn("refused: the core passed on", self.play("02/new-kind", core=self.listener(
            core % "wire.send_frame(guests[1], message)")))
        self.assertIn("failure shown: a new kind", self.play("02/new-kind", core=self.listener(
            core % 'say("edge left: a message of an unknown type"); link.shutdown(2)')))

    def test_boards_with_other_posts_have_no_other_order(self):
        core = TALKER.format(lines=["core 127.0.0.1:1 joined"] + 2 * ["passing on a message of board"])
        posts = ["ann: mine, please!", "ben: I take it"]

        def board(anns, bens):
            return BOARD.format(lists={"ann": anns, "ben": bens})
        self.assertIn("failure shown: both boards", self.play("03/orders", core=core, board=board(posts, posts[::-1])))
        self.assertIn("refused: both boards", self.play("03/orders", core=core, board=board(posts, posts)))
        for anns, bens in ((posts, 2 * posts[1:]), (2 * posts[:1], 2 * posts[:1]), (2 * posts, posts)):
            self.unclear("has not the two posts", "03/orders", core=core, board=board(anns, bens))

    def test_what_was_not_altered_has_not_been_refused(self):
        deaf = self.listener("""
            def serve(number, link):
                wire.recv_frame(link); tells({"type": "hello"})(link); say("core joined")
            """)
        board = BOARD.format(lists={"ann": ["ann: the cake money goes to ben"], "carl": []})
        self.unclear("mallory's core has had nothing to alter", "03/altered", core=deaf, board=board)

    def test_whoever_gains_from_less_than_nothing_leaves_the_sum_as_it_was(self):
        after = "after:  ann -400, ben 0, mallory %d"
        self.assertIn("the sum is right, and mallory has 600 points", self.play(
            "06/negative", rules=f"say('before: ann 100, ben 0, mallory 100'); say({after % 600!r})"))
        self.unclear("now there are 300", "06/negative",
                     rules=f"say('before: ann 100, ben 0, mallory 100'); say({after % 700!r})")


if __name__ == "__main__":
    unittest.main()
