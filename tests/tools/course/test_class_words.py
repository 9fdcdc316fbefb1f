"""./course class: mistakes in what is typed, and the addresses of the machine."""

import json
import unittest
from unittest import mock

from class_kit import CODE, WORD, Class

from courselib import cli
from courselib.classroom import addresses, hosting
from courselib.trouble import Trouble


class Mistakes(Class):
    """Nothing is built, made or started for them."""

    def refused(self, *words):
        with mock.patch("courselib.classroom.stage.stage_build", side_effect=AssertionError("built")):
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
        with mock.patch.object(hosting, "own_addresses", return_value=[]):
            text = hosting.how_to_join("maths", WORD, "127.0.0.1")
        self.assertIn("./course class host maths --host ADDRESS\n", text)
        self.assertIn("ifconfig", text)


if __name__ == "__main__":
    unittest.main()
