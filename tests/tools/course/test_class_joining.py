"""./course class join: what is started for a student, what is kept, and that all of it ends."""

import json
import unittest

from class_kit import CODE, WORD, Class


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
        code, text = self.ended(course)
        self.assertEqual(code, 0, text)

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


if __name__ == "__main__":
    unittest.main()
