"""A class of stage 07 on one machine: points for each student, partitions, who comes back after an absence,
and who cheats."""

import os
import socket
import sys
import time
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from class_programs import MINING, Class, slow  # noqa: E402
from node_programs import PATIENCE  # noqa: E402
from stage_programs import also_with_sanitizers  # noqa: E402

from courselib import wire  # noqa: E402

ONE_ROOM = 20        # students whose machines all have the same address outside
ASLEEP = 25          # seconds: longer than a neighbour is left without a ping
IDLE = ("--threads", "0")


class Points(Class):
    def test_each_student_gets_points_once(self):
        host = self.host()
        alice, bob = (self.student(name, host, *IDLE) for name in ("alice", "bob"))
        for node in (alice, bob):
            self.hears(node, "the host, about your points: 20 points are on their way")
        carol = self.wallet_of("carol", alice, host.code)
        self.assertIn("20 points are on their way", self.asks("carol", host.word, address=carol))
        self.assertIn("have been given to you already", self.asks("carol", host.word, address=carol))
        self.assertIn("at another address", self.asks("carol", host.word, address=self.address("dan"), expect=1))
        self.assertIn("under the name carol", self.asks("dan", host.word, address=carol, expect=1))
        self.until(lambda: self.wallet("carol", alice, host.code, "balance")["spendable"] == 20, alice.lines, pause=0.2)
        rows, _ = self.agree(host, alice, bob)
        self.assertEqual(sum("received 20, and mined 0: “welcome to the class”" in row for row in rows), 3, rows)
        self.stop_class(bob, alice, host)

    def wallet_of(self, name, node, code):
        """The address of new keys."""
        self.wallet(name, node, code, "create")
        return self.wallet(name, node, code, "address")["address"]

    def test_the_host_gives_as_much_and_to_so_many_as_it_was_told(self):
        host = self.host("--gift", "7", "--students", "1", "--spacing", "6")
        self.assertIn("/maths/6s/", host.word)
        self.assertIn("7 points are on their way", self.asks("alice", host.word))
        self.assertIn("all that was to be given has been given", self.asks("bob", host.word, expect=1))
        self.stop_class(host)


@slow
class Parting(Class):
    def test_two_halves_go_their_own_ways_until_the_class_is_healed(self):
        host = self.host()
        alice = self.student("alice", host, *IDLE)  # a third miner would only make blocks rarer on each side
        bob = self.student("bob", host)
        self.present(host, "alice", "bob")
        host.type("partition bob")
        for node in (host, alice, bob):
            self.hears(node, "The host has parted the class. On one side: bob")
        before = self.height(bob)
        self.grows(host, 1)
        self.until(lambda: self.height(bob) > before, bob.lines, pause=0.2, patience=MINING)
        self.until(lambda: self.tip(alice) == self.tip(host), alice.lines, pause=0.2)
        self.assertNotEqual(self.tip(bob)[1], self.tip(host)[1])
        host.type("class")
        self.hears(host, "^  bob: .*on the other side")
        host.type("heal")
        for node in (host, alice, bob):
            self.hears(node, "The host has healed the class.")
        self.agree(host, alice, bob)
        self.assertTrue(any(node.said("^reorganisation: ") for node in (host, alice, bob)))
        self.stop_class(bob, alice, host)

    def test_a_student_can_part_nobody(self):
        host = self.host(*IDLE)
        alice = self.student("alice", host, *IDLE)
        alice.type("partition host")
        self.hears(alice, "nobody of those is present|only the host")
        alice.type("heal")
        self.hears(alice, "only the host of the class can part and heal it")
        self.assertIsNone(host.said("parted"))
        host.type("partition zoe")
        self.hears(host, "nobody of those is present")
        self.stop_class(alice, host)


@slow
class Absence(Class):
    def test_a_machine_that_was_asleep_catches_up(self):
        host = self.host()
        bob = self.student("bob", host)
        self.grows(bob, 1)
        bob.stop()
        before = self.height(host)
        time.sleep(ASLEEP)
        self.until(lambda: self.height(host) > before, host.lines, pause=0.2, patience=MINING)
        bob.cont()
        self.agree(host, bob)
        self.stop_class(bob, host)

    def test_who_starts_again_goes_on_where_he_was_and_so_does_the_host(self):
        host = self.host()
        alice = self.student("alice", host, *IDLE)
        self.hears(alice, "the host, about your points: 20 points are on their way")
        self.until(lambda: "has received 20" in "\n".join(self.ranking(alice)[0]), alice.lines, pause=0.2)
        had = self.height(alice)
        self.stop_class(alice)
        alice = self.student("alice", host, *IDLE)
        self.assertGreaterEqual(int(self.hears(alice, "class-node: at block ([0-9]+)")[1]), had)
        self.hears(alice, "20 points have been given to you already")
        self.stop_class(host)
        again = self.host("--port", host.address.rpartition(":")[2])
        self.assertEqual(again.word, host.word)
        self.assertGreaterEqual(int(self.hears(again, "class-node: at block ([0-9]+)")[1]), had)
        self.assertIn("have been given to you already", self.asks("alice", again.word))
        rows, _ = self.agree(again, alice)  # she has found it again by herself
        self.assertIn("has received 20, and mined 0: ", "\n".join(rows))
        self.stop_class(alice, again)


class OneRoom(Class):
    def test_a_whole_room_may_come_from_one_address_and_one_pest_among_them_bans_nobody(self):
        host = self.host(*IDLE)
        guests = [self.guest(host) for _ in range(ONE_ROOM)]
        pest = self.guest(host)
        for _ in range(ONE_ROOM):
            wire.send_frame(pest, b"nonsense")
            pest.close()
            pest = self.guest(host)
        alice = self.student("alice", host, *IDLE)
        self.until(lambda: self.edges(host) == ONE_ROOM + 1, host.lines, pause=0.2)
        for guest in guests:
            guest.close()
        self.stop_class(alice, host)

    def guest(self, host):
        """A connection as of a wallet, on which the hellos have been exchanged."""
        sock = self.scenario.connect(host.address.rpartition(":")[2], timeout=PATIENCE)
        wire.send_frame(sock, {"type": "hello", "protocol": "SimpleBitcoin", "version": 1, "network": host.code,
                               "role": "edge", "port": 0, "id": os.urandom(8).hex(), "applications": []})
        wire.recv_until(sock, lambda message: message["type"] == "hello", timeout=PATIENCE)
        return sock

    def edges(self, host):
        seen = len(host.lines)
        host.type("/who")
        self.tip(host)
        return sum(line.startswith("  connected: edge ") for line in host.lines[seen:])


class Cheated(Class):
    programs = (*Class.programs, "attack")

    def test_who_takes_more_than_a_block_gives_is_refused(self):
        host = self.host(*IDLE)
        # For the first she mines some blocks, so that there is a history when the second begins.
        attack = self.scenario.start("attack", "--core", host.address, "--network", host.code, "inflation", "greedy")
        self.assertEqual(attack.wait(timeout=PATIENCE), 0, attack.lines)
        self.assertEqual([line.partition(":")[0] for line in attack.lines if line.startswith(("refused", "it worked"))],
                         ["refused", "refused"], attack.lines)
        self.stop_class(host)


class Mistakes(Class):
    def test_a_word_that_was_mistyped_is_refused_with_the_reason(self):
        host = self.host(*IDLE)
        other = host.word[:-1] + ("q" if host.word[-1] != "q" else "p")
        for mistyped in (other, host.word.replace("/5s/", "/6s/")):
            wrong = f"this is network {host.code}, not {mistyped.partition('/')[2]}"
            self.assertIn(wrong, self.asks("alice", mistyped, "--patience", "2", expect=1))
        node = self.start("alice", "class-node", "--join", other, "--name", "alice", "--data", str(self.folder / "a"))
        node.asked_to_end = True  # its exit code is no accident
        self.assertEqual(node.wait(timeout=PATIENCE), 1, node.lines)
        self.assertIn(f"the host does not let this node in: this is network {host.code}, not "
                      f"{other.partition('/')[2]}", node.lines)
        self.stop_class(host)

    def test_what_cannot_be_is_explained(self):
        here = ("--data", str(self.folder / "x"))
        word = "127.0.0.1:1/maths/5s/k3vqw7zdk3vq"
        for words, says in (((), "--make NAME"), (("--make", "Maths"), "a-z, 0-9 and -"),
                            (("--make", "maths", "--spacing", "1"), "5 to 3,600 seconds"),
                            (("--make", "maths", "--host", "0.0.0.0"), "one address"),
                            (("--join", word), "--name"), (("--join", word, "--name", "a b"), "without blanks"),
                            (("--join", word[:-1], "--name", "a"), "maths/5s/k3vqw7zdk3vq"),
                            (("--join", "maths", "--name", "a"), "192.168.1.20:5001/maths/5s/k3vqw7zdk3vq"),
                            (("--join", word, "--name", "a", "--address", "sb1nobody"), "")):
            process = self.scenario.start("class-node", *words, *here)
            process.asked_to_end = True  # its exit code is no accident
            self.assertEqual(process.wait(timeout=PATIENCE), 2, process.lines)
            self.assertIn(says, "\n".join(process.lines))
        self.assertRegex(self.asks("alice", word, "--patience", "1", expect=1),
                         "nobody (answers at|listens on) 127.0.0.1:1")

    def test_who_asks_for_points_in_vain_may_end_that_at_once(self):
        with socket.create_server(("127.0.0.1", 0)) as silent:
            silent.settimeout(PATIENCE)
            word = f"127.0.0.1:{silent.getsockname()[1]}/maths/5s/k3vqw7zdk3vq"
            asking = self.scenario.start("class-ask", "--join", word, "--name", "alice", "--patience", "3600",
                                         "--address", self.address("alice"))
            asking.asked_to_end = True  # its exit code is no accident
            with silent.accept()[0]:  # it hears Ctrl+C by now
                asking.interrupt()
                self.assertEqual(asking.wait(timeout=PATIENCE), 1, asking.lines)


also_with_sanitizers(globals(), Points, OneRoom)

if __name__ == "__main__":
    unittest.main()
