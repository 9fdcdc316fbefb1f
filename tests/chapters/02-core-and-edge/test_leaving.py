"""How the programs of stage 02 end, and what keeps them from starting."""

import re
import signal
import subprocess
import time
import unittest

from nodes import at, PATIENCE, port_of, processor_time_of, Stage
from stage_programs import also_with_sanitizers


class Leaving(Stage):
    """How the programs end."""

    def test_ctrl_c_sigterm_and_quit_end_a_core_in_order(self):
        a, b = self.core(), None
        for leave in (lambda p: p.interrupt(), lambda p: p.terminate(), lambda p: p.type("/quit")):
            b = self.core("--core", a.address)
            self.knows(a, b)
            alice = self.edge("alice", b)
            leave(b)
            self.assertEqual(b.wait(PATIENCE), 0)
            self.assertEqual(b.lines[-1], "core: stopped")
            a.wait_for(f"core {at(b.address)} left: said goodbye", timeout=PATIENCE)
            alice.wait_for("the core said goodbye", timeout=PATIENCE)
            alice.end()

    def test_ctrl_c_sigterm_and_quit_end_an_edge_in_order(self):
        a = self.core()
        for leave in (lambda p: p.interrupt(), lambda p: p.terminate(), lambda p: p.type("/quit")):
            alice = self.edge("alice", a)
            leave(alice)
            self.assertEqual(alice.wait(PATIENCE), 0)
            self.assertEqual(alice.lines[-1], "edge: stopped")
            a.wait_for("edge .* left: said goodbye", timeout=PATIENCE)

    def test_an_edge_can_leave_while_it_has_no_core_and_says_what_is_lost(self):
        core = self.core()
        alice = self.edge("alice", core)
        core.kill()
        alice.wait_for("core lost", timeout=PATIENCE)
        alice.type("never sent")
        alice.wait_for("kept until a core is found", timeout=PATIENCE)
        alice.interrupt()
        self.assertEqual(alice.wait(PATIENCE), 0)
        alice.wait_for("lost: lines that nobody acknowledged", from_start=True)

    def test_a_core_leaves_although_a_frozen_peer_does_not_answer(self):
        a, b = self.network(2)
        b.stop()
        a.interrupt()
        self.assertEqual(a.wait(PATIENCE), 0)
        b.cont()

    def test_the_port_is_free_again_at_once(self):
        a = self.core()
        port = str(port_of(a.address))
        for end in (lambda p: p.interrupt(), lambda p: p.kill()):
            self.edge("alice", a).end()
            self.guest(a)
            end(a)
            a.wait(PATIENCE)
            a = self.core("--port", port)

    def test_a_port_that_is_taken_is_explained(self):
        a = self.core()
        second = self.scenario.start("core", "--port", str(port_of(a.address)))
        self.assertEqual(second.wait(PATIENCE), 1)
        self.assertTrue(second.said("cannot listen on .*: the port is in use; choose another"), second.lines)
        second.asked_to_end = True

    def test_a_command_line_that_makes_no_sense_is_explained(self):
        for words, wanted in ((("edge",), "name a core (--core 127.0.0.1:5001)"),
                              (("edge", "--core", "127.0.0.1:5001", "--name", "n" * 65), "names have at most 64 bytes"),
                              (("core", "--network", "n" * 65), "name has at most 64 bytes"),
                              (("edge", "--core", "example.org:5001"), "is not an IP address"),
                              (("edge", "--core", "127.0.0.1"), "has no port"),
                              (("core", "--core", "::1:5001"), "stands in brackets"),
                              (("core", "--host", "here"), "is not an IP address"),
                              (("core", "--port", "70000"), "")):
            process = self.scenario.start(*words)
            self.assertEqual(process.wait(PATIENCE), 2, process.lines)
            self.assertTrue(process.said(re.escape(wanted)), process.lines)
            process.asked_to_end = True

    def test_the_end_of_the_input_does_not_end_a_node(self):
        a = self.core()
        alice, bob = self.edge("alice", a), self.edge("bob", a)
        for process in (a, bob):
            process.close_input()
        self.talk(alice, "can you hear me?", bob)
        for process in (a, bob):
            used = processor_time_of(process)
            time.sleep(0.5)
            self.assertLess(processor_time_of(process) - used, 0.25, "it waits without burning the processor")

    def test_a_node_runs_without_any_input(self):
        a = self.core()
        background = subprocess.Popen([self.paths["core"], "--core", a.address], stdin=subprocess.DEVNULL,
                                      stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            a.wait_for("core .* joined", timeout=PATIENCE)
            background.send_signal(signal.SIGTERM)
            self.assertEqual(background.wait(PATIENCE), 0)
        finally:
            background.kill()
            background.wait()


also_with_sanitizers(globals(), Leaving)

if __name__ == "__main__":
    unittest.main()
