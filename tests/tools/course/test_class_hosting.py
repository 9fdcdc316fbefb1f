"""./course class host: what is started, what is said, and that all of it ends."""

import unittest

from class_kit import CODE, Class

from courselib.trouble import Trouble


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


if __name__ == "__main__":
    unittest.main()
