"""A connection to a core: frames, the handshake, pings, and what an application says to its neighbour.

Sections 1, 2, 3, 6 and 7 of docs/protocol.md, for an edge that dials one core.
"""

import secrets
import socket
import time

from light_node.canonical import Refused, canonical, checked, hexed, integer, list_of, parse, pattern, text

PROTOCOL, VERSION = "SimpleBitcoin", 1
LONGEST = 65_536     # bytes of a payload
FRAME_TIME = 10.0    # seconds from a frame's first byte to its last
HELLO_TIME = 5.0
SILENCE = 20.0       # after that long without a word we ask whether anybody is there
PONG_TIME = 5.0

ADDRESS = text(64)
APPLICATION = pattern("[a-z][a-z0-9-]{0,31}")
MESSAGES = {  # section 2's table
    "hello": {"protocol": text(32), "version": integer(0, 2**53 - 1), "network": text(64),
              "role": pattern("core|edge"), "port": integer(0, 65_535), "id": hexed(16),
              "applications": list_of(APPLICATION, 0, 16)},
    "refused": {"reason": text(200), "cores": list_of(ADDRESS, 0, 64)},
    "bye": {},
    "ping": {"nonce": hexed(16)},
    "pong": {"nonce": hexed(16)},
    "get_cores": {},
    "cores": {"cores": list_of(ADDRESS, 0, 64)},
    "ack": {"id": hexed(16)},
    "spread": {"application": APPLICATION, "body": lambda body: isinstance(body, dict) and
               len(canonical(body)) <= 32_768, "hops": integer(0, 1_000_000), "id": hexed(16)},
    "direct": {"application": APPLICATION, "body": lambda body: isinstance(body, dict) and
               len(canonical(body)) <= 49_152},
}


class Ended(Exception):
    """The core has gone, or does not want us."""


def frame(message):
    """Four bytes of length, the most significant first, and the payload (section 1)."""
    payload = canonical(message)
    return len(payload).to_bytes(4, "big") + payload


class Link:
    """What one application of ours and the same application of a core say to each other, until close()."""

    def __init__(self, host, port, network, application):
        self.application = application
        self._buffer = bytearray()
        self._begun = None  # when the frame began that is not complete yet
        self._ping = None   # the nonce that has not been answered yet
        try:
            self._socket = socket.create_connection((host, port), HELLO_TIME)
        except OSError as error:
            raise Ended(f"nobody answers at {host}:{port}: {error}") from None
        try:
            self._shake_hands(network)
        except BaseException:
            self._socket.close()
            raise

    def close(self):
        """Says bye (section 2)."""
        try:
            self._send({"type": "bye"})
        except Ended:
            pass
        self._socket.close()

    # -- what is said ---------------------------------------------------------------------------------

    def say(self, body):
        """A word for the application of this core alone (section 7)."""
        self._send({"type": "direct", "application": self.application, "body": body})

    def hear(self, until):
        """The next word of the core's application to ours; None when it is `until` by time.monotonic()."""
        while time.monotonic() < until:
            self._look_for_silence()
            message = self._message(min(until, self._alarm))
            if message is None:
                continue
            kind = message["type"]
            if kind == "ping":
                self._send({"type": "pong", "nonce": message["nonce"]})
            elif kind == "pong" and message["nonce"] == self._ping:
                self._ping, self._alarm = None, time.monotonic() + SILENCE
            elif kind == "bye":
                raise Ended("the core has left")
            elif kind in ("hello", "refused"):
                raise Refused(f"a {kind} after the handshake")
            elif kind == "direct" and message["application"] == self.application:
                return message["body"]
        return None

    # -- the handshake and who is alive ---------------------------------------------------------------

    def _shake_hands(self, network):
        """Both say hello; who was called may refuse instead (section 3)."""
        self._send({"type": "hello", "protocol": PROTOCOL, "version": VERSION, "network": network, "role": "edge",
                    "port": 0, "id": secrets.token_hex(8), "applications": [self.application]})
        hello = self._message(time.monotonic() + HELLO_TIME)
        if hello is None:
            raise Ended("nobody said hello")
        if hello["type"] == "refused":
            raise Ended(f"the core refuses us: {hello['reason']}")
        if hello["type"] != "hello":
            raise Refused(f"a {hello['type']} before the hello")
        for field, ours in (("protocol", PROTOCOL), ("version", VERSION), ("network", network), ("role", "core")):
            if hello[field] != ours:
                raise Refused(f"the core's {field} is {hello[field]!r}, ours {ours!r}")
        if self.application not in hello["applications"]:
            raise Ended(f"this core does not have the application {self.application}")
        self._alarm = time.monotonic() + SILENCE

    def _look_for_silence(self):
        """After 20 seconds without a word a ping, and after 5 more without its pong the end (section 6)."""
        if time.monotonic() < self._alarm:
            return
        if self._ping:
            raise Ended("the core is silent")
        self._ping, self._alarm = secrets.token_hex(8), time.monotonic() + PONG_TIME
        self._send({"type": "ping", "nonce": self._ping})

    # -- frames (section 1) ---------------------------------------------------------------------------

    def _send(self, message):
        try:
            self._socket.settimeout(FRAME_TIME)
            self._socket.sendall(frame(message))
        except OSError as error:
            raise Ended(f"the connection has ended: {error}") from None

    def _message(self, until):
        """The next message, whose fields are those of section 2; None when it is `until`."""
        payload = self._payload(until)
        if payload is None:
            return None
        if not self._ping:
            self._alarm = time.monotonic() + SILENCE
        return checked(parse(payload), MESSAGES, "type")

    def _payload(self, until):
        while True:
            if len(self._buffer) >= 4:
                length = int.from_bytes(self._buffer[:4], "big")
                if not 1 <= length <= LONGEST:
                    raise Refused(f"a frame of {length} bytes")
                if len(self._buffer) >= 4 + length:
                    payload = bytes(self._buffer[4:4 + length])
                    del self._buffer[:4 + length]
                    self._begun = time.monotonic() if self._buffer else None
                    return payload
            if not self._receive(until):
                return None

    def _receive(self, until):
        """Takes what comes; False when nothing has come in time."""
        now = time.monotonic()
        if self._begun is not None and now > self._begun + FRAME_TIME:
            raise Refused("a frame that took longer than ten seconds")
        if now >= until:
            return False
        self._socket.settimeout(until - now)
        try:
            part = self._socket.recv(65_536)
        except TimeoutError:
            return False
        except OSError as error:
            raise Ended(f"the connection has ended: {error}") from None
        if not part:
            raise Ended("the core has closed the connection")
        self._begun = self._begun or time.monotonic()
        self._buffer += part
        return True
