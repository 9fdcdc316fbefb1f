"""Frames from Python: 4 bytes of big-endian length, then that many bytes.

The scripts of the failures speak to our programs with this, as a program in another language would.
"""

import json
import socket
import time

LARGEST = 16 * 1024 * 1024  # bytes; what we are ready to receive


class Closed(ConnectionError):
    """The other side closed (or reset) the connection."""


def frame(content):
    """The bytes of one frame. Bytes go as they are, text as UTF-8, anything else as JSON."""
    if isinstance(content, str):
        content = content.encode()
    elif not isinstance(content, (bytes, bytearray, memoryview)):
        content = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    return len(content).to_bytes(4, "big") + bytes(content)


def send_frame(sock, content):
    """Sends one frame; raises Closed when nobody is there any more."""
    try:
        sock.sendall(frame(content))
    except (BrokenPipeError, ConnectionResetError) as error:
        raise Closed("the connection was closed while a frame was sent") from error


def recv_frame(sock, timeout=5.0):
    """The content of the next frame, as bytes.

    Raises Closed at the end of the connection and TimeoutError when the whole frame is not there in time.
    """
    until = time.monotonic() + timeout
    length = int.from_bytes(_exactly(sock, 4, until), "big")
    if length > LARGEST:
        raise ValueError(f"a frame announces {length} bytes; more than {LARGEST} we do not take")
    return _exactly(sock, length, until)


def recv_json(sock, timeout=5.0):
    """The next frame's content, read as JSON."""
    return json.loads(recv_frame(sock, timeout).decode())


def recv_until(sock, wanted, timeout=5.0):
    """The next JSON message for which wanted(message) is true; others are passed over."""
    until = time.monotonic() + timeout
    while True:
        message = recv_json(sock, max(0.001, until - time.monotonic()))
        if wanted(message):
            return message


def _exactly(sock, count, until):
    before = sock.gettimeout()
    parts = []
    try:
        while count:
            left = until - time.monotonic()
            if left <= 0:
                raise TimeoutError("the frame did not come in time")
            sock.settimeout(left)
            try:
                part = sock.recv(min(count, 65536))
            except socket.timeout as error:  # another name for TimeoutError from Python 3.10 on
                raise TimeoutError("the frame did not come in time") from error
            except ConnectionResetError as error:
                raise Closed("the connection was reset") from error
            if not part:
                raise Closed("the connection was closed")
            parts.append(part)
            count -= len(part)
    finally:
        sock.settimeout(before)
    return b"".join(parts)
