"""A real browser without a screen, driven through a pipe by the DevTools protocol: one process, one page at a time."""

import base64
import json
import os
import select
import shutil
import subprocess
import tempfile
import time

NAMES = ("chromium", "chromium-browser", "google-chrome")
# Nothing of its own business: no update, no account, no name that is looked up.
OPTIONS = ("--headless=new", "--remote-debugging-pipe", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
           "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
           "--disable-extensions", "--host-resolver-rules=MAP * ~NOTFOUND", "--hide-scrollbars", "--mute-audio")
LEFT = ("navigated", "context", "collected")  # said when a page goes away under a script that waits in it
PATIENCE = 60.0  # seconds; a page takes a small part of one


def find():
    """The browser's path, or nothing."""
    return next((path for path in map(shutil.which, NAMES) if path), None)


class BrowserError(Exception):
    pass


class Browser:
    """Owns the process and a profile that is thrown away. Use it in a `with`."""

    def __enter__(self):
        self.profile = tempfile.mkdtemp(prefix="course-browser-")
        in_here, self.write_to = os.pipe()
        self.read_from, out_here = os.pipe()
        self.process = subprocess.Popen(
            ["sh", "-c", f'exec "$@" 3<&{in_here} 4>&{out_here}', "sh", find(), *OPTIONS,
             f"--user-data-dir={self.profile}", "about:blank"],
            pass_fds=(in_here, out_here), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, env={**os.environ, "HOME": self.profile})
        os.close(in_here)
        os.close(out_here)
        self.rest, self.number, self.events, self.session, self.context = b"", 0, [], None, None
        try:
            self.fresh()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        os.close(self.write_to)  # the browser ends when its pipe does
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(10)
        os.close(self.read_from)
        shutil.rmtree(self.profile, ignore_errors=True)

    def fresh(self):
        """A window that knows nothing yet of what was done in the one before, which is closed."""
        self.session, before = None, self.context
        self.context = self.ask("Target.createBrowserContext")["browserContextId"]
        if before:
            self.ask("Target.disposeBrowserContext", browserContextId=before)
        target = self.ask("Target.createTarget", url="about:blank", browserContextId=self.context)["targetId"]
        self.session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.ask(f"{domain}.enable")

    def ask(self, method, **parameters):
        """Sends a command and returns its answer; what happens meanwhile is added to `events`."""
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.write_to, json.dumps(message).encode() + b"\0")
        return self.until(lambda said: said.get("id") == self.number, method)

    def until(self, wanted, what):
        deadline = time.monotonic() + PATIENCE
        while True:
            said = self.next_message(deadline, what)
            if "method" in said:
                self.events.append(said)
            if wanted(said):
                if "error" in said:
                    raise BrowserError(f"{what}: {said['error']['message']}")
                return said.get("result", {})

    def next_message(self, deadline, what):
        while b"\0" not in self.rest:
            if not select.select([self.read_from], [], [], max(0, deadline - time.monotonic()))[0]:
                raise BrowserError(f"{what}: no answer in {PATIENCE:.0f} seconds")
            more = os.read(self.read_from, 1 << 20)
            if not more:
                raise BrowserError(f"{what}: the browser has ended")
            self.rest += more
        message, _, self.rest = self.rest.partition(b"\0")
        return json.loads(message)

    # -- what tests do with it ----------------------------------------------------------------------

    def resize(self, width, height=800):
        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1,
                 mobile=width < 600)

    def prefer(self, scheme):
        self.ask("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])

    def open(self, address):
        """Loads a page to its end."""
        self.events = []
        done = self.ask("Page.navigate", url=address)
        if done.get("errorText"):
            raise BrowserError(f"{address}: {done['errorText']}")
        within = "loaderId" not in done  # the page was open already, and has only been moved
        if not within and not any(event["method"] == "Page.loadEventFired" for event in self.events):
            self.until(lambda said: said.get("method") == "Page.loadEventFired", address)

    def run(self, script):
        """The value of a script; of a promise, what it promises."""
        done = self.ask("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in done:
            details = done["exceptionDetails"]
            raise BrowserError(details.get("exception", {}).get("description") or details["text"])
        return done["result"].get("value")

    def wait_for(self, script):
        """Until a script's value is true, on this page or on the one that takes its place; returns the value."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                value = self.run(f"""new Promise((resolve, reject) => {{
                    const end = performance.now() + 200;
                    (function look() {{
                        let value = {script};
                        if (typeof value === "object") value = !!value; // an element cannot come over here
                        if (value || performance.now() > end) resolve(value); else setTimeout(look, 5);
                    }})();
                }})""")
            except BrowserError as error:
                if not any(word in str(error) for word in LEFT):
                    raise
                continue
            if value:
                return value
        raise BrowserError(f"in {PATIENCE:.0f} seconds this was never so: {script}")

    def type(self, text):
        self.ask("Input.insertText", text=text)

    def press(self, key):
        code = {"Enter": 13, "Escape": 27, "ArrowDown": 40, "/": 191}[key]
        facts = {"key": key, "code": "Slash" if key == "/" else key, "windowsVirtualKeyCode": code}
        text = {"Enter": {"text": "\r"}, "/": {"text": "/"}}.get(key, {})
        self.ask("Input.dispatchKeyEvent", type="keyDown", **facts, **text)
        self.ask("Input.dispatchKeyEvent", type="keyUp", **facts)

    def complaints(self):
        """Errors of scripts and what could not be loaded, of the page that is open."""
        found = []
        for event in self.events:
            facts = event.get("params", {})
            if event["method"] == "Runtime.exceptionThrown":
                details = facts["exceptionDetails"]
                found.append(details.get("exception", {}).get("description") or details["text"])
            elif event["method"] == "Runtime.consoleAPICalled" and facts["type"] in ("error", "warning", "assert"):
                found.append(" ".join(str(one.get("value", one.get("description"))) for one in facts["args"]))
            elif event["method"] == "Log.entryAdded" and facts["entry"]["level"] in ("error", "warning"):
                found.append(f"{facts['entry']['text']} {facts['entry'].get('url', '')}")
            elif event["method"] == "Network.loadingFailed" and not facts.get("canceled"):
                found.append(f"not loaded: {facts['errorText']}")
        return found

    def requests(self):
        return [event["params"]["request"]["url"] for event in self.events
                if event["method"] == "Network.requestWillBeSent"]

    def picture(self, path):
        data = self.ask("Page.captureScreenshot", format="png")["data"]
        with open(path, "wb") as file:
            file.write(base64.b64decode(data))
