"""A teacher's lesson: a class is hosted, comes together, gets points, is parted and healed, and goes on another day."""

import unittest

from walk import PATIENCE, START, Walk


class Teacher(Walk):
    def test_a_lesson_from_the_first_word_to_the_next_lesson(self):
        host = self.host()
        students = [self.joins(name, host) for name in ("alice", "bob")]
        everybody = [host, *students]
        self.sees_who_is_there(host, "alice", "bob")
        self.gives_points(host, "alice", "bob")
        self.parts(host, students[1], everybody)
        self.heals(host, everybody)
        height = self.tip(host)[0]
        self.ends(*reversed(students), host)
        self.goes_on(host, height)

    def sees_who_is_there(self, host, *names):
        def all_of_them():
            seen = len(host.lines)
            host.type("class")
            self.tip(host)
            return all(any(f"|   {name}: block" in line for line in host.lines[seen:]) for name in names)
        self.until(all_of_them, host, pause=0.5)

    def gives_points(self, host, *names):
        for name in names:
            host.wait_for(f"faucet, to {name}: 20 points are on their way", PATIENCE, from_start=True)
        self.until(lambda: sum("welcome to the class" in row for row in self.ranking(host)[0]) == len(names), host,
                   pause=0.5)

    def parts(self, host, other, everybody):
        host.type(f"partition {other.name}")
        for node in everybody:
            node.wait_for(f"The host has parted the class. On one side: {other.name};", PATIENCE)
        before = self.tip(host)[0]

        def two_histories():
            ours, theirs = self.tip(host), self.tip(other)
            return min(ours[0], theirs[0]) > before and ours[1] != theirs[1]
        self.until(two_histories, host, other, pause=0.5)

    def heals(self, host, everybody):
        host.type("heal")
        for node in everybody:
            node.wait_for("The host has healed the class.", PATIENCE)
        rows, _ = self.agree(*everybody)
        self.assertEqual(sum("has received 20" in row for row in rows), 2, rows)

    def goes_on(self, before, height):
        host = self.host()
        self.assertEqual(host.line, before.line)
        found = host.wait_for(r"class-node: at block (\d+)", START, from_start=True)[1]
        self.assertGreaterEqual(int(found), height)
        self.ends(host)


if __name__ == "__main__":
    unittest.main()
