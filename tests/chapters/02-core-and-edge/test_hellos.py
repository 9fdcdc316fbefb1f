"""What a core of stage 02 does with strangers who introduce themselves badly, or as somebody else."""

import re
import unittest

from nodes import at, Besieged, hello, line, PATIENCE, port_of
from stage_programs import also_with_sanitizers

from courselib import wire  # nodes has told Python where it is


class Hellos(Besieged):
    """Each is refused with a reason; the others are unaffected."""

    def test_a_hello_that_does_not_fit_is_refused_with_the_reason(self):
        for different, reason in (({"network": "another"}, "this is network classroom, not another"),
                                  ({"version": 2}, "this node speaks version 1, not version 2"),
                                  ({"protocol": "OtherCoin"}, "this is SimpleBitcoin, not OtherCoin"),
                                  ({"network": "a\x1b[2Jb"}, "this is network classroom, not a?[2Jb")):
            stranger = self.stranger(self.a)
            wire.send_frame(stranger, hello(**different))
            answer = wire.recv_json(stranger, timeout=PATIENCE)
            self.assertEqual(answer, {"type": "refused", "reason": reason, "cores": []})
            self.refused(stranger, "closing .*: " + re.escape(reason))

    def test_of_another_version_nothing_more_is_understood(self):
        stranger = self.stranger(self.a)
        wire.send_frame(stranger, {"type": "hello", "protocol": "SimpleBitcoin", "version": 7, "shoe_size": [43]})
        self.assertEqual(wire.recv_json(stranger, timeout=PATIENCE)["reason"],
                         "this node speaks version 1, not version 7")
        self.refused(stranger, "closing .*: this node speaks version 1, not version 7")

    def test_a_hello_of_the_wrong_form_is_refused(self):
        for different, reason in (({"role": "king"}, "unknown role"),
                                  ({"role": "core", "port": 0}, "a core has a port"),
                                  ({"port": 70000}, '"port"'),
                                  ({"port": -1}, '"port"'),
                                  ({"id": "1"}, '"id"'),
                                  ({"id": "ABCDEF0123456789"}, '"id"'),
                                  ({"applications": "none"}, '"applications"'),
                                  ({"applications": ["x"] * 17}, '"applications"'),
                                  ({"network": "n" * 65}, '"network"'),
                                  ({"shoe_size": 43}, "shoe_size")):
            stranger = self.stranger(self.a)
            wire.send_frame(stranger, hello(**different))
            self.refused(stranger, "closing .*: .*" + reason)

    def test_a_second_hello_is_refused(self):
        guest = self.guest(self.a)
        wire.send_frame(guest, hello())
        self.refused(guest, "closing .*: a second hello")

    def test_who_speaks_before_its_hello_is_refused(self):
        stranger = self.stranger(self.a)
        wire.send_frame(stranger, line("no introduction"))
        self.refused(stranger, "closing .*: it spoke before its hello")
        self.assertIsNone(self.bob.said("no introduction"))

    def test_answers_to_nothing_are_refused(self):
        for answer in ({"type": "ack", "id": "0" * 16},):
            guest = self.guest(self.a)
            wire.send_frame(guest, answer)
            self.refused(guest, "closing .*: that is not for it to say")

    def test_who_claims_the_id_and_the_port_of_another_locks_nobody_out(self):
        door, door_at = self.door()
        wire.send_frame(self.guest(self.a, role="core", port=9), {"type": "cores", "cores": [door_at]})
        visitor, _ = door.accept()  # core A introduces itself to whoever is named: its id is no secret
        self.sockets.append(visitor)
        id_of_a = wire.recv_json(visitor, timeout=PATIENCE)["id"]

        b = self.core()
        impostor = self.guest(b, role="core", port=port_of(self.a.address), id=id_of_a)
        c = self.core("--core", self.a.address, "--core", b.address)
        self.knows(self.a, c)
        self.knows(b, c)
        self.a.wait_for(f"core {at(b.address)} joined", timeout=PATIENCE, from_start=True)
        carol = self.edge("carol", b)
        self.talk(self.alice, "core A has come to core B all the same", carol)
        impostor.close()
        self.talk(self.alice, "and stays", carol)
        self.unaffected()


also_with_sanitizers(globals(), Hellos)

if __name__ == "__main__":
    unittest.main()
