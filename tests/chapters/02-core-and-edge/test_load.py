"""Peers of stage 02 that are silent, slow or very many: given up in time, and bounded."""

import threading
import time
import unittest

from nodes import Besieged, hello, is_closed, line, memory_of, PATIENCE
from stage_programs import also_with_sanitizers

from courselib import wire  # nodes has told Python where it is


class Load(Besieged):
    """The others go on talking meanwhile, and the memory stays bounded."""

    def test_silent_and_slow_peers_are_given_up_in_time_while_the_others_are_served(self):
        silent, slow = self.stranger(self.a), self.stranger(self.a)
        began = self.guest(self.a)  # introduced, then a frame that does not end
        began.sendall(wire.frame(line("slow"))[:10])
        started = time.monotonic()
        content = wire.frame(hello())
        sent = 0
        closed = set()
        while len(closed) < 3 and time.monotonic() - started < 2 * PATIENCE:
            self.unaffected()
            if slow not in closed:
                try:
                    slow.sendall(content[sent:sent + 1])  # a byte now and then
                    sent += 1
                except OSError:
                    closed.add(slow)
            for sock in (silent, began):
                if sock not in closed and is_closed(sock, timeout=0.1):
                    closed.add(sock)
            time.sleep(0.1)
        self.assertEqual(closed, {silent, slow, began})
        self.assertLess(time.monotonic() - started, 2 * PATIENCE)
        self.assertEqual(sum(said.endswith("no hello came") for said in self.a.lines), 2, self.a.lines)
        self.assertTrue(self.a.said("a frame was begun and not finished within 10.0 s"), self.a.lines)

    def test_a_peer_that_does_not_read_is_dropped_and_the_memory_stays_bounded(self):
        self.guest(self.a)  # and never reads again
        chatty = self.guest(self.a)
        threading.Thread(target=read_all, args=(chatty,), daemon=True).start()
        before = memory_of(self.a)
        message = wire.frame(line("x" * 4096))
        end = time.monotonic() + PATIENCE
        while not self.a.said("the peer reads too slowly") and time.monotonic() < end:
            for _ in range(100):
                chatty.sendall(message)
        self.a.wait_for("edge .* left: .*the peer reads too slowly", timeout=PATIENCE)
        self.grew_little(self.a, before, 8)
        self.assertEqual(len(self.who(self.a)[0]), 3, "alice, bob and the chatty one are left")
        self.unaffected()

    def test_a_flood_of_connections_leaves_the_others_in_peace_and_the_memory_bounded(self):
        before = memory_of(self.a)
        half = wire.frame(b"x" * 60_000)[:50_000]
        flood = []
        for _ in range(400):
            try:
                sock = self.stranger(self.a)
                sock.setblocking(False)
                sock.send(half)
                flood.append(sock)
            except OSError:
                pass
        self.unaffected()
        self.grew_little(self.a, before, 24)
        for sock in flood:
            sock.close()
        self.until(lambda: self.guest_is_served(), "a newcomer is served again")
        self.unaffected()

    def guest_is_served(self):
        try:
            self.guest(self.a).close()
            return True
        except OSError:
            return False

    def test_many_short_connections_leave_nothing_behind(self):
        for _ in range(50):
            self.guest(self.a).close()
        before = memory_of(self.a)
        for _ in range(400):
            self.guest(self.a).close()
        self.unaffected()
        self.grew_little(self.a, before, 4)
        self.until(lambda: len(self.who(self.a)[0]) == 2, "only alice and bob are connected")


def read_all(sock):
    try:
        while sock.recv(65536):
            pass
    except OSError:
        pass


also_with_sanitizers(globals(), Load)

if __name__ == "__main__":
    unittest.main()
