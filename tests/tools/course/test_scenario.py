"""Scenarios: every wait is bounded, everything that was started ends, and what happened is told."""

import errno
import io
import os
import signal
import socket
import sys
import threading
import time
import unittest
from unittest import mock

import sample  # noqa: F401  (finds courselib)

from courselib import wire
from courselib.process import Process
from courselib.scenario import Scenario, Verdict, describe_exit
from courselib.trouble import Trouble

ECHO = "import sys\nprint('ready', flush=True)\nfor line in sys.stdin: print('got ' + line.strip(), flush=True)\n"
STUBBORN = ("import signal, time\nfor s in (signal.SIGINT, signal.SIGTERM): signal.signal(s, signal.SIG_IGN)\n"
            "print('ready', flush=True)\ntime.sleep(60)\n")


def is_there(pid):
    try:
        os.kill(pid, 0)
        return True
    except ProcessLookupError:
        return False


class Programs(unittest.TestCase):
    def start(self, code, **more):
        process = Process("child", [sys.executable, "-c", code], **more)
        self.addCleanup(process.end)
        return process

    def test_a_wait_returns_the_match_and_goes_on_after_it(self):
        child = self.start("for n in (1, 2): print(f'line {n}', flush=True)")
        self.assertEqual(child.wait_for(r"line (\d)")[1], "1")
        self.assertEqual(child.wait_for(r"line (\d)")[1], "2")
        self.assertEqual(child.wait_for(r"line (\d)", from_start=True)[1], "1")
        self.assertEqual(child.wait(), 0)
        self.assertEqual(child.lines, ["line 1", "line 2"])

    def test_a_wait_in_vain_is_bounded_and_shows_the_last_lines(self):
        child = self.start(ECHO)
        child.wait_for("ready", timeout=30)
        started = time.monotonic()
        with self.assertRaises(Trouble) as caught:
            child.wait_for("never", timeout=0.5)
        self.assertLess(time.monotonic() - started, 5)
        self.assertIn("did not say within 0.5 s: never", caught.exception.what)
        self.assertIn("ready", caught.exception.advice)

    def test_a_wait_for_a_program_that_has_ended_ends_at_once(self):
        with self.assertRaises(Trouble) as caught:
            self.start("print('bye')").wait_for("hello", timeout=30)
        self.assertIn("ended without saying", caught.exception.what)

    def test_a_prompt_without_a_newline_is_heard_once(self):
        child = self.start("import time; print('name? ', end='', flush=True); time.sleep(30)")
        child.wait_for("name")
        with self.assertRaises(Trouble):
            child.wait_for("name", timeout=0.1)

    def test_typed_lines_arrive(self):
        child = self.start(ECHO)
        self.assertTrue(child.type("hello"))
        child.wait_for("got hello")
        child.close_input()
        self.assertEqual(child.wait(), 0)
        self.assertFalse(child.type("anybody there?"))

    def test_a_stopped_program_is_silent_until_it_goes_on(self):
        child = self.start(ECHO)
        child.wait_for("ready")
        child.stop()
        child.type("hello")
        with self.assertRaises(Trouble):
            child.wait_for("got", timeout=0.2)
        child.cont()
        child.wait_for("got hello")

    def test_kill_returns_when_it_is_gone(self):
        child = self.start(ECHO)
        child.kill()
        self.assertEqual(child.exit_code, -signal.SIGKILL)
        self.assertFalse(child.running)

    def test_the_end_is_reached_even_when_signals_are_ignored_or_it_is_frozen(self):
        for frozen in (False, True):
            child = self.start(STUBBORN)
            child.wait_for("ready")
            if frozen:
                child.stop()
            child.end(patience=0.1)
            self.assertFalse(is_there(child.pid))

    def test_children_that_a_program_leaves_behind_end_with_it(self):
        child = self.start("import subprocess, sys\np = subprocess.Popen([sys.executable, '-c', 'import time\\n"
                           "time.sleep(60)'])\nprint('left', p.pid, flush=True)")
        left = int(child.wait_for(r"left (\d+)")[1])
        child.wait()
        child.end()
        until = time.monotonic() + 5
        while is_there(left) and time.monotonic() < until:
            with open(f"/proc/{left}/stat") as stat:  # it may be dead, and nobody has asked for it yet
                if stat.read().split()[2] == "Z":
                    break
            time.sleep(0.01)
        self.assertLess(time.monotonic(), until)

    def test_bytes_that_are_no_text_do_not_stop_the_reader(self):
        child = self.start(r"import sys; sys.stdout.buffer.write(b'a\xff\xe3\x81\x82b\r\n'); print('next')")
        child.wait_for("next")
        self.assertEqual(child.lines[0], "a\ufffdあb")


class Scenarios(unittest.TestCase):
    def scenario(self, substitutes=None):
        self.out = io.StringIO()
        return Scenario("01", {"echo": sys.executable}, substitutes, self.out)

    def test_everything_ends_with_the_block_also_after_an_exception(self):
        with self.assertRaises(KeyboardInterrupt):
            with self.scenario() as s:
                children = [s.start("echo", "-c", ECHO), s.start("echo", "-c", STUBBORN)]
                children[1].wait_for("ready")
                raise KeyboardInterrupt
        self.assertEqual([is_there(child.pid) for child in children], [False, False])

    def test_a_second_ctrl_c_leaves_nothing_running_either(self):
        s = Scenario("01", {"p": sys.executable}, out=io.StringIO())
        self.addCleanup(s.close)
        children = [s.start("p", "-c", STUBBORN) for _ in range(3)]
        for child in children:
            child.wait_for("ready", timeout=30)
        with mock.patch.object(Process, "end", side_effect=KeyboardInterrupt), self.assertRaises(KeyboardInterrupt):
            s.close()
        for child in children:
            self.assertEqual(child.wait(30), -signal.SIGKILL)

    def test_what_a_program_says_is_read_on_when_the_terminal_is_gone(self):
        gone = mock.Mock(isatty=lambda: False)
        gone.write.side_effect = OSError(errno.EIO, "Input/output error")
        chatty = "for n in range(1_000): print('x' * 200)\nprint('done', flush=True)\n"  # more than a pipe holds
        with Scenario("01", {"p": sys.executable}, out=gone) as s:
            child = s.start("p", "-c", chatty)
            child.wait_for("done", timeout=30)
            self.assertEqual(child.wait(30), 0)

    def test_a_window_can_be_shown_to_a_user_with_a_display_if_it_is_built(self):
        at_terminal = mock.Mock(isatty=lambda: True)
        s = Scenario("01", {"wallet": sys.executable, "left-out": "/nowhere/left-out"}, out=at_terminal)
        with mock.patch("sys.stdin", at_terminal), mock.patch.dict("os.environ", {"DISPLAY": ":0"}):
            self.assertTrue(s.can_show("wallet"))
            self.assertFalse(s.can_show("left-out"))
            at_terminal.isatty = lambda: False
            self.assertFalse(s.can_show("wallet"))
            at_terminal.isatty = lambda: True
            del os.environ["DISPLAY"]
            os.environ.pop("WAYLAND_DISPLAY", None)
            self.assertFalse(s.can_show("wallet"))

    def test_the_output_stands_under_each_ones_name(self):
        with self.scenario() as s:
            s.start("echo", "-c", "print('one')").wait()
            s.start("echo", "-c", "print('two')", name="second").wait()
            s.start("echo", "-c", "print('three')", quiet=True).wait()
            s.tell("Look.")
            s.shows("attacker", "nothing")
        self.assertEqual(self.out.getvalue().splitlines(),
                         ["echo   | one", "second | two", "Look.", "attacker | nothing"])

    def test_a_program_gets_the_variables_that_are_given_to_it_beside_ours(self):
        ask = "import os; print(os.environ.get('SBC_SECRET'), 'PATH' in os.environ)"
        with self.scenario() as s:
            s.start("echo", "-c", ask, env={"SBC_SECRET": "great"}).wait_for("great True")
            s.start("echo", "-c", ask).wait_for("None True")

    def test_a_program_that_ends_by_itself_with_an_error_is_reported(self):
        with self.scenario() as s:
            s.start("echo", "-c", "import sys; sys.exit(3)").wait()
            s.start("echo", "-c", "import os; os.abort()").wait()
            s.start("echo", "-c", ECHO).kill()
        self.assertEqual(s.accidents(), ["echo ended by itself with exit code 3",
                                         "echo 2 ended by itself with signal SIGABRT"])
        self.assertIn("still runs", describe_exit(None))

    def test_a_substitute_takes_the_programs_place_with_its_options(self):
        with self.scenario({"old": "echo -c 'print(\"new\")'"}) as s:
            self.assertEqual(s.start("old").wait_for("new")[0], "new")

    def test_an_unknown_program_is_answered_with_the_known_ones(self):
        with self.scenario() as s, self.assertRaises(Trouble) as caught:
            s.start("ecko")
        self.assertIn("echo", caught.exception.advice)

    def test_a_program_that_is_not_built_is_told_and_no_defect_of_ours(self):
        with Scenario("06", {"wallet": "/nonexistent/wallet"}, out=io.StringIO()) as s, \
                self.assertRaises(Trouble) as caught:
            s.start("wallet")
        self.assertIn("wallet is not built here", caught.exception.what)

    def test_sockets_are_closed_at_the_end(self):
        with socket.create_server(("127.0.0.1", 0)) as server, self.scenario() as s:
            sock = s.connect(server.getsockname()[1], timeout=0.2)
            with self.assertRaises(TimeoutError if sys.version_info >= (3, 10) else socket.timeout):
                sock.recv(1)
            s.close()
            self.assertEqual(sock.fileno(), -1)

    def test_the_users_lines_reach_the_program_until_quit(self):
        keyboard, typing = os.pipe()
        self.addCleanup(os.close, typing)
        with os.fdopen(keyboard) as stdin, mock.patch("sys.stdin", stdin), self.scenario() as s:
            child = s.start("echo", "-c", ECHO)
            os.write(typing, "first\nsec".encode())
            threading.Timer(0.2, os.write, (typing, b"ond\nquit\nnever\n")).start()
            self.assertEqual(s.let_user_type(child, timeout=10), 2)
            child.wait_for("got second")
        self.assertNotIn("never", self.out.getvalue())

    def test_verdicts_read_as_the_last_line_must(self):
        with self.scenario() as s:
            self.assertEqual(str(s.failure("it fell")), "failure shown: it fell")
            self.assertEqual(s.refused("no"), Verdict(False, "no"))


class Frames(unittest.TestCase):
    def setUp(self):
        self.ours, self.theirs = socket.socketpair()
        self.addCleanup(self.ours.close)
        self.addCleanup(self.theirs.close)

    def test_bytes_text_and_json_become_frames(self):
        self.assertEqual(wire.frame(b"ab"), b"\0\0\0\2ab")
        self.assertEqual(wire.frame("é"), b"\0\0\0\2\xc3\xa9")
        self.assertEqual(wire.frame({"b": 1, "a": "é"}), b'\0\0\0\x10{"a":"\xc3\xa9","b":1}')

    def test_what_is_sent_is_received(self):
        wire.send_frame(self.ours, {"type": "hello"})
        wire.send_frame(self.ours, b"")
        self.assertEqual(wire.recv_json(self.theirs), {"type": "hello"})
        self.assertEqual(wire.recv_frame(self.theirs), b"")

    def test_other_messages_are_passed_over(self):
        for kind in ("ping", "list"):
            wire.send_frame(self.ours, {"type": kind})
        self.assertEqual(wire.recv_until(self.theirs, lambda m: m["type"] == "list"), {"type": "list"})

    def test_a_frame_that_does_not_come_a_closed_connection_and_a_huge_length_are_told_apart(self):
        self.ours.sendall(b"\0\0\0\5ab")
        with self.assertRaises(TimeoutError):
            wire.recv_frame(self.theirs, 0.1)
        self.ours.sendall(b"cde\xff\xff\xff\xff")
        self.theirs.settimeout(None)
        with self.assertRaises(ValueError):
            wire.recv_frame(self.theirs, 1) and wire.recv_frame(self.theirs, 1)
        self.ours.close()
        with self.assertRaises(wire.Closed):
            wire.recv_frame(self.theirs, 1)


if __name__ == "__main__":
    unittest.main()
