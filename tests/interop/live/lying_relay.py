"""Stands between a light node and a core, and alters what the core says, as a lying core would."""

import json
import socket
import sys
import threading
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "tools"))

from courselib.wire import Closed, recv_frame, send_frame  # noqa: E402

PATIENCE = 30.0  # seconds


class LyingRelay:
    """Use it in a `with`. It takes one connection; `lie` alters each body that the core's application says."""

    def __init__(self, core, lie):
        self._endpoint = core.rsplit(":", 1)
        self._lie = lie
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(PATIENCE)
        self.address = f"127.0.0.1:{self._listener.getsockname()[1]}"
        self._ends = []
        self._threads = [threading.Thread(target=self._serve, daemon=True)]
        self.told = 0  # lies
        self.error = None

    def __enter__(self):
        self._threads[0].start()
        return self

    def __exit__(self, *_):
        self._listener.close()
        for end in self._ends:
            shut(end)
        for thread in self._threads:
            thread.join(PATIENCE)
        for end in self._ends:
            end.close()
        if self.error:
            raise self.error

    def _serve(self):
        """The core is called only when the wallet has come: it waits five seconds for a hello, and not longer."""
        try:
            wallet, _ = self._listener.accept()
            self._ends.append(wallet)
            core = socket.create_connection((self._endpoint[0], int(self._endpoint[1])), PATIENCE)
        except OSError:
            return  # nobody has come, or nobody is there any more
        self._ends.append(core)
        upwards = threading.Thread(target=self._pass_on, args=(wallet, core, bytes), daemon=True)
        self._threads.append(upwards)
        upwards.start()
        self._pass_on(core, wallet, self._altered)

    def _pass_on(self, source, target, change):
        try:
            while True:
                send_frame(target, change(recv_frame(source, PATIENCE)))
        except (Closed, OSError):
            pass  # one of them has gone
        except Exception as error:  # shown by the thread that waits for this one
            self.error = error
        shut(target)

    def _altered(self, payload):
        message = json.loads(payload)
        if message["type"] != "direct":
            return payload
        before = json.dumps(message)
        self._lie(message["body"])
        self.told += json.dumps(message) != before
        return json.dumps(message, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def shut(end):
    try:
        end.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass  # it is shut already
