"""What a core of stage 02 does with bytes that are no frames, and frames that are no messages."""

import os
import pickle
import re
import socket
import subprocess
import unittest

from nodes import Besieged, hello, line, PATIENCE
from stage_programs import also_with_sanitizers

from courselib import wire  # nodes has told Python where it is


class Messages(Besieged):
    """A reason in the core's narration, the peer closed, the others unaffected."""

    def test_bytes_that_are_no_frame_are_refused(self):
        for garbage, reason in ((b"GET / HTTP/1.1\r\n\r\n", "a frame of 1195725856 bytes was announced; at most 65536"),
                                (b"\x00\x00\x00\x00", "a frame of zero bytes"),
                                (b"\x00\x01\x00\x01", "a frame of 65537 bytes was announced"),
                                (os.urandom(4000).replace(b"\x00", b"\xff"), "bytes was announced")):
            stranger = self.stranger(self.a)
            stranger.sendall(garbage)
            self.refused(stranger, "left before its hello: .*" + reason)
            guest = self.guest(self.a)
            guest.sendall(garbage)
            self.refused(guest, "edge .* left: .*" + reason)

    def test_a_connection_that_ends_in_the_middle_of_a_frame_is_narrated(self):
        stranger = self.stranger(self.a)
        stranger.sendall(wire.frame(hello())[:20])
        stranger.shutdown(socket.SHUT_WR)
        self.refused(stranger, "left before its hello: the peer closed in the middle of a frame")

    def test_what_is_no_message_is_refused_with_the_reason(self):
        deep = b'{"type":' + b"[" * 9000 + b"]" * 9000 + b"}"
        for content, reason in (
                (b"hello", "parse error at line 1, column 1"),
                (b"[]", "expected a JSON object"),
                (b"\xff\xfe{}", "parse error at line 1, column 1"),
                (b"\xef\xbb\xbf{}", "starts with a byte-order mark"),
                (deep, "nested deeper than 8 levels"),
                (b'{"type":"bye","type":"ping","nonce":"0000000000000000"}', 'the key "type" comes twice'),
                (b'{"type":"bye","ty\\u0070e":"bye"}', 'the key "type" comes twice'),
                (b"{}", 'the field "type" is missing'),
                (b'{"type":7}', 'the field "type" should be text'),
                (b'{"type":null}', 'the field "type" should be text'),
                (b'{"type":"dance"}', "a message of an unknown type"),
                (b'{"type":"ping"}', 'the field "nonce" is missing'),
                (b'{"type":"ping","nonce":12}', 'the field "nonce" should be text'),
                (b'{"type":"ping","nonce":"g000000000000000"}', '"nonce" should be 16 hex digits'),
                (b'{"type":"bye","why":"tired"}', 'the field "why" is not known here'),
                (b'{"type":"load","edges":1.5}', "numbers are integers of at most"),
                (b'{"type":"load","edges":-1}', '"edges" should be an integer, zero or more'),
                (b'{"type":"load","edges":true}', '"edges" should be an integer'),
                (b'{"type":"load","edges":99999999999999999999}', "numbers are integers of at most"),
                (b'{"type":"load","edges":1000001}', '"edges" is 1000001, at most 1000000'),
                (b'{"type":"cores","cores":["localhost"]}', '"cores" must be addresses with ports'),
                (b'{"type":"cores","cores":["127.0.0.1:0"]}', '"cores" must be addresses with ports'),
                (b'{"type":"cores","cores":[127]}', '"cores" should be text'),
                (wire.frame({"type": "cores", "cores": ["127.0.0.1:1"] * 65})[4:], '"cores" has 65 items, at most 64'),
                (wire.frame(line("x" * 4097))[4:], '"text" has 4097 bytes, at most 4096'),
                (wire.frame({**line("x"), "from": "f" * 65})[4:], '"from" has 65 bytes, at most 64'),
                (b'{"type":"' + b"x" * 65000 + b'"}', '"type" has 65000 bytes, at most 32')):
            guest = self.guest(self.a)
            wire.send_frame(guest, content)
            self.refused(guest, "closing .*: .*" + re.escape(reason))

    def test_a_pickle_is_only_bytes(self):
        class Call:  # unpickled, it would run a command: this is how the ancestor could be taken over
            def __reduce__(self):
                return subprocess.run, (["false"],)

        for content in (pickle.dumps(Call()), pickle.dumps(Call(), protocol=0)):
            guest = self.guest(self.a)
            wire.send_frame(guest, content)
            self.refused(guest, "closing .*: (parse error|starts with a byte-order mark or contains a zero byte)")

    def test_control_characters_do_not_reach_a_terminal(self):
        guest = self.guest(self.a)
        wire.send_frame(guest, line("\x1b[2J\x07 and text", sender="\x1b]0;x"))
        self.bob.wait_for(r"^\?\]0;x: \?\[2J\? and text$", timeout=PATIENCE)
        self.a.wait_for(r"passing on a line of \?\]0;x$", timeout=PATIENCE)


also_with_sanitizers(globals(), Messages)

if __name__ == "__main__":
    unittest.main()
