"""Colour and one-line progress, on terminals only; plain text on a pipe."""

import os
import re
import shutil
import sys
import time
import unicodedata

CODES = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "blue": "34",
         "magenta": "35", "cyan": "36", "bright_green": "92", "bright_blue": "94",
         "bright_magenta": "95", "bright_cyan": "96"}
ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
COLUMN = re.compile(r"\S {2,}\S")           # between two columns of a table
LABEL = re.compile(r"\s*\w+( \w+)?:( |$)")  # of what follows it: a word or two
PIPE_INTERVAL = 10.0      # seconds between progress lines when nobody watches
TERMINAL_INTERVAL = 0.05  # faster than this no eye can follow
NARROWEST = 30            # columns; on less than that nothing is worth being broken with care


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


def harmless(text):
    """What somebody else has written, without what could move the cursor, paint, or turn the text round."""
    return CONTROLS.sub("\ufffd", plain(text).replace("\r\n", "\n"))


def harmless_name(name):
    """The same for the name of a file: it stays on its line."""
    return harmless(name).replace("\n", "\ufffd")


def say(text="", style="", as_it_is=False):
    """Prints it. as_it_is: no line is broken, for code and for what a compiler said."""
    if Progress.current:
        Progress.current.clear()
    print(paint(text if as_it_is else fit(text, sys.stdout), style), flush=True)


def width():
    return shutil.get_terminal_size((100, 24)).columns


def fit(text, stream):
    """The text with lines that are too long for the stream's terminal broken between words; on a pipe as it is."""
    columns = width()
    if columns < NARROWEST or not is_terminal(stream):
        return text
    lines = []
    for line in text.split("\n"):
        if lines and cells(lines[-1]) > columns and goes_on(lines[-1], line):
            lines[-1] += " " + line.lstrip()
        else:
            lines.append(line)
    return "\n".join(broken(line, columns) for line in lines)


def goes_on(line, following):
    """Is that a paragraph, written for a wider terminal? Without care each long line would be followed by a short one.
    A row of a table is none, nor is `word: what it stands for`."""
    if not following.strip() or line.endswith(":") or COLUMN.search(f"{line}\n{following}") or LABEL.match(following):
        return False
    return indentation(line) == indentation(following)


def indentation(line):
    return len(line) - len(line.lstrip())


def broken(line, columns):
    """A line on as many lines as it needs; these hang under its last column, where it is a row of a table. A column
    that begins too far to the right goes on a line of its own."""
    if cells(line) <= columns:
        return line
    gaps = [gap.end() for gap in re.finditer(r"^ +|(?<=\S) {2,}(?=\S)", line)]
    hang = max((gap for gap in gaps if cells(line[:gap]) <= columns * 2 // 3), default=0)
    for gap in gaps:
        if gap > hang:
            below = " " * (cells(line[:hang]) + 4) + line[gap:]
            return broken(line[:gap].rstrip(), columns) + "\n" + broken(below, columns)
    first, *words = line[hang:].split(" ")
    lines = [line[:hang] + first]
    for word in words:
        if cells(lines[-1]) + 1 + cells(word) > columns:
            lines.append(" " * cells(line[:hang]) + word)
        else:
            lines[-1] += " " + word
    return "\n".join(lines)


def cells(text):
    """How many columns a terminal gives it: two for a character of Chinese, Japanese or Korean, none for an accent."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
               for c in plain(text))


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
