"""A class of stage 07 on three machines: each node has a network of its own, and cables lead to a switch.

The machines are network namespaces; to make them takes ip, unshare and nsenter, and root or the right to make user
namespaces. They have no names, and are there only as long as a process sits in each, which leaves when the test ends,
however that happens.
"""

import io
import os
import re
import shutil
import subprocess
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from class_programs import MINING, Class, slow  # noqa: E402
from node_programs import PATIENCE  # noqa: E402

from courselib.scenario import Scenario  # noqa: E402
from courselib.stages import find_stage  # noqa: E402
from courselib.tree import Tree  # noqa: E402

TOOLS = Path(__file__).resolve().parents[3] / "tools"
HOUSES = 3
IDLE = ("--threads", "0")  # a third miner would only make blocks rarer where there are two


class NoNamespaces(Exception):
    """And why."""


class Namespace:
    """A network of its own, entered by the words of `enter` before a command."""

    def __init__(self, words, enter):
        """words: what makes it; enter: what enters that of the process that is named behind it."""
        self._sitter = subprocess.Popen([*words, "cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, start_new_session=True)
        try:
            self._sitter.stdin.write(b"are you there?\n")
            self._sitter.stdin.flush()
            there = self._sitter.stdout.readline()
        except OSError:
            there = b""
        if not there:
            why = self._sitter.stderr.read().decode(errors="replace").strip()
            self.end()
            raise NoNamespaces(why or "it ended at once")
        self.pid = self._sitter.pid
        self.enter = [*enter, str(self.pid)]

    def ip(self, *words):
        done = subprocess.run([*self.enter, "ip", *map(str, words)], capture_output=True, text=True, timeout=PATIENCE,
                              check=False)
        if done.returncode != 0:
            raise NoNamespaces(f"ip {' '.join(map(str, words))}: {done.stderr.strip()}")

    def end(self):
        """With whoever sits in it, it goes."""
        self._sitter.stdin.close()
        try:
            self._sitter.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._sitter.kill()
            self._sitter.wait()
        self._sitter.stdout.close()
        self._sitter.stderr.close()


class Street:
    """Houses with the addresses 10.77.0.1, 10.77.0.2 …, whose cables lead to one switch."""

    def __init__(self, houses):
        missing = [tool for tool in ("ip", "unshare", "nsenter") if not shutil.which(tool)]
        if missing:
            raise NoNamespaces(f"{', '.join(missing)} not installed")
        self._spaces = []
        try:
            self._build(houses)
        except BaseException:
            self.end()
            raise

    def _build(self, houses):
        user = [] if os.geteuid() == 0 else ["--user"]  # in a namespace of users everybody is root
        enter = ["nsenter", *user, *(["--preserve-credentials"] if user else []), "--net", "--target"]
        self.switch = self._space(["unshare", *user, *(["--map-root-user"] if user else []), "--net"], enter)
        inside = self.switch.enter if user else []
        self.switch.ip("link", "add", "name", "switch", "type", "bridge")
        self.switch.ip("link", "set", "switch", "up")
        self.houses = [self._space([*inside, "unshare", "--net"], enter) for _ in range(houses)]
        for number, house in enumerate(self.houses, 1):
            self.switch.ip("link", "add", "name", f"cable{number}", "type", "veth", "peer", "name", "outside",
                           "netns", house.pid)
            self.switch.ip("link", "set", f"cable{number}", "master", "switch")
            house.ip("address", "add", f"10.77.0.{number}/24", "dev", "outside")
            for device in ("lo", "outside"):
                house.ip("link", "set", device, "up")
            self.plug(number)

    def _space(self, words, enter):
        self._spaces.append(Namespace(words, enter))
        return self._spaces[-1]

    def pull(self, number):
        """The cable of this house; nobody is told."""
        self.switch.ip("link", "set", f"cable{number}", "down")

    def plug(self, number):
        self.switch.ip("link", "set", f"cable{number}", "up")

    def end(self):
        for space in reversed(self._spaces):
            space.end()


@slow
class ThreeMachines(Class):
    def setUp(self):
        super().setUp()
        try:
            self.street = Street(HOUSES)
        except NoNamespaces as why:
            self.skipTest(f"no network namespaces can be made here: {why}")
        self.addCleanup(self.street.end)
        tree = Tree.here()
        self.paths = find_stage(tree, "07").program_paths(tree.build / self.build)
        self.scenario = Scenario("07", {**self.paths, "nsenter": shutil.which("nsenter")}, out=io.StringIO())
        self.addCleanup(self.scenario.close)  # before the street is gone

    def start(self, name, program, *words):
        """In the house that has the address behind --host."""
        house = self.street.houses[int(words[words.index("--host") + 1].rpartition(".")[2]) - 1]
        return self.scenario.start("nsenter", *house.enter[1:], self.paths[program], *words, name=name)

    def the_way(self, number, other):
        """What ./course class join finds out about the address to listen on."""
        ask = f"import sys; sys.path.insert(0, {str(TOOLS)!r})\n" \
              f"from courselib.classroom.addresses import address_towards, own_addresses\n" \
              f"print(address_towards({other!r}), own_addresses())"
        done = subprocess.run([*self.street.houses[number - 1].enter, sys.executable, "-c", ask], capture_output=True,
                              text=True, timeout=PATIENCE, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout.strip()

    @staticmethod
    def gifts(said):
        return sum("has received 20, " in row for row in said[0])

    def test_the_class_is_parted_and_healed_and_outlives_a_cut_cable(self):
        host = self.host("--host", "10.77.0.1")
        self.assertEqual(host.word.partition(":")[0], "10.77.0.1")
        self.assertEqual(self.the_way(2, host.address), "10.77.0.2 ['10.77.0.2']")
        alice = self.student("alice", host, "--host", "10.77.0.2", *IDLE)
        bob = self.student("bob", host, "--host", "10.77.0.3")
        self.hears(bob, f"core {re.escape(alice.address)} joined")
        self.present(host, "alice", "bob")

        host.type("partition bob")
        for node in (host, alice, bob):
            self.hears(node, "The host has parted the class. On one side: bob")
        before = self.height(bob)
        self.until(lambda: self.height(bob) > before, bob.lines, pause=0.2, patience=MINING)
        self.grows(host, 1)
        self.assertNotEqual(self.tip(bob)[1], self.tip(host)[1])
        host.type("heal")
        self.agree(host, alice, bob)

        self.street.pull(3)
        self.grows(host, 1)
        self.until(lambda: self.tip(alice) == self.tip(host), alice.lines, pause=0.2)
        self.assertNotEqual(self.tip(bob), self.tip(host))
        self.street.plug(3)
        self.until(lambda: self.gifts(self.agree(host, alice, bob, patience=MINING)) == 2, host.lines)
        self.stop_class(bob, alice, host)


if __name__ == "__main__":
    unittest.main()
