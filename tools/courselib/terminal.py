"""Colour and one-line progress, on terminals only; plain text on a pipe."""

import os
import re
import shutil
import sys
import time

CODES = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "blue": "34",
         "magenta": "35", "cyan": "36", "bright_green": "92", "bright_blue": "94",
         "bright_magenta": "95", "bright_cyan": "96"}
ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
PIPE_INTERVAL = 10.0      # seconds between progress lines when nobody watches
TERMINAL_INTERVAL = 0.05  # faster than this no eye can follow


def is_terminal(stream):
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def has_display():
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def colour_wanted(stream):
    return is_terminal(stream) and not os.environ.get("NO_COLOR")


def paint(text, style, stream=None):
    """The text in a style (words of CODES, joined by spaces), if the stream shows colours."""
    if not style or not colour_wanted(stream or sys.stdout):
        return text
    codes = ";".join(CODES[word] for word in style.split())
    return f"\x1b[{codes}m{text}\x1b[0m"


def plain(text):
    """The text without escape sequences."""
    return ESCAPES.sub("", text)


def say(text="", style=""):
    if Progress.current:
        Progress.current.clear()
    print(paint(text, style), flush=True)


def width():
    return shutil.get_terminal_size((100, 24)).columns


class Progress:
    """Shows how far a long work is: one changing line on a terminal, a line every ten seconds on a pipe."""

    current = None  # whose changing line stands on the screen; of several works, the one that said something last

    def __init__(self, stream=None, clock=time.monotonic):
        self.stream = stream or sys.stderr
        self.clock = clock
        self.live = is_terminal(self.stream)
        self.shown = False  # a changing line stands on the screen
        self.last = clock() - TERMINAL_INTERVAL if self.live else clock()

    def update(self, text):
        now = self.clock()
        if now - self.last < (TERMINAL_INTERVAL if self.live else PIPE_INTERVAL):
            return
        self.last = now
        if self.live:
            self.stream.write("\r\x1b[K" + paint("  " + text[:width() - 3], "dim", self.stream))
            self.shown = True
            Progress.current = self
        else:
            self.stream.write(f"  {text}\n")
        self.stream.flush()

    def clear(self):
        """Takes the changing line away, before anything else is printed."""
        if self.shown:
            self.stream.write("\r\x1b[K")
            self.stream.flush()
            self.shown = False


def seconds(duration):
    """A duration for people: 0.42 s, 12 s, 3 min 05 s."""
    if duration < 9.95:
        return f"{duration:.2f} s" if duration < 1 else f"{duration:.1f} s"
    if duration < 60:
        return f"{duration:.0f} s"
    return f"{int(duration // 60)} min {int(duration % 60):02d} s"


def table(rows, gap=2, indent=2):
    """Rows of cells as aligned lines; the last column is not padded."""
    if not rows:
        return ""
    columns = max(len(row) for row in rows)
    widths = [max((len(str(row[i])) for row in rows if i < len(row)), default=0) for i in range(columns)]
    lines = []
    for row in rows:
        cells = [str(cell).ljust(widths[i]) if i + 1 < len(row) else str(cell) for i, cell in enumerate(row)]
        lines.append(" " * indent + (" " * gap).join(cells).rstrip())
    return "\n".join(lines)
