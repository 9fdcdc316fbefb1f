"""The asynchronous echo with which chapter 02 begins."""

import unittest

from nodes import is_closed, PATIENCE, Stage
from stage_programs import also_with_sanitizers


class Echo(Stage):
    """The asynchronous echo with which the chapter begins."""

    def test_silent_clients_hold_nobody_up(self):
        echo = self.scenario.start("echo")
        port = int(echo.wait_for(r"listening on 127\.0\.0\.1:(\d+)", timeout=PATIENCE)[1])
        silent = [self.scenario.connect(port) for _ in range(50)]
        client = self.scenario.connect(port, timeout=PATIENCE)
        for text in (b"hello", b"again", b"x" * 5000):
            client.sendall(text)
            answer = b""
            while len(answer) < len(text):
                answer += client.recv(65536)
            self.assertEqual(answer, text)
        echo.interrupt()
        self.assertEqual(echo.wait(PATIENCE), 0)
        self.assertEqual(echo.lines[-1], "stopped")
        for sock in silent:
            self.assertTrue(is_closed(sock))


also_with_sanitizers(globals(), Echo)

if __name__ == "__main__":
    unittest.main()
