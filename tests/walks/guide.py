"""The instructor's guide, read as a teacher reads it: what is typed when, and what the screen then shows."""

import re
import shlex
from dataclasses import dataclass

from walk import ROOT

PAGE = ROOT / "docs/instructor-guide.md"
TYPED = ("./course ", "--", "sudo ", "git\n", "wallet-cli ", "partition ", "simulate ")  # so begins what is typed
CODE = re.compile(r"`([^`]+)`")
VARIES = re.compile(r" ?…|[\d.]+(?= ms\b)")  # in a quoted screen; how long something took differs each time


@dataclass(frozen=True)
class Row:
    """A row of a plan, or any other line of the guide: the code in it, by columns."""
    session: str
    minute: int
    typed: list    # in the column "type"
    beside: list   # in the last column: screens, but also what is typed next
    text: str      # of the last column, without code

    @property
    def commands(self):
        """Whole lines, as words without ./course."""
        return [words_of(token) for token in self.typed + self.beside if token.startswith("./course ")]

    def breaks(self, stages):
        """Each `./course break` that the row asks for, also where it only names the failure, or says --against."""
        found = []
        for token in self.typed + self.beside:
            words = words_of(token) if token.startswith(("./course ", "--against ")) else [token]
            if words[0] == "break":
                found.append(words)
            elif found and words[0] == "--against":
                found += [[*each, *words] for each in found if "--against" not in each]
            elif found and token in failures(stages, found[0][1]):
                found.append([*found[0][:2], token, *found[0][3:]])
        return found

    def screens(self, stages, typed=()):
        """What the screen shows, as patterns; `typed` are words in the last column that somebody types."""
        of_chapter = {name for words in self.breaks(stages) for name in failures(stages, words[1])}
        return [pattern(token) for token in self.beside
                if not token.startswith(("./course ", "--")) and token not in {*typed, *of_chapter}]

    @property
    def numbers(self):
        """Those that stand in the sentences beside it, of two digits and more."""
        return re.findall(r"(?<![\w-])\d{2,}(?![\w-])", self.text)


def words_of(line):
    words = shlex.split(line)
    return words[1:] if words[0] == "./course" else words


def failures(stages, number):
    return [failure.name for stage in stages if stage.number == number for failure in stage.failures]


def pattern(quoted):
    """Of a quoted screen; a line's end in the guide is a space."""
    fixed, varies = VARIES.split(quoted.replace("\n", " ")), VARIES.findall(quoted)
    return "".join(re.escape(text) + (".*" if "…" in sign else r"[\d.]+" if sign else "")
                   for text, sign in zip(fixed, [*varies, ""]))


def section(title, end="\n## "):
    page = PAGE.read_text()
    return page.partition(f"\n{title}\n")[2].partition(end)[0]


def cells(line):
    return [cell.strip() for cell in line.strip().strip("|").split(" | ")]


def sessions():
    """Number -> the rows of its plan."""
    plans = {}
    for part in section("## Eight sessions of 90 minutes").split("\n### Session ")[1:]:
        number = part[:2]
        rows = [cells(line) for line in part.splitlines() if re.match(r"\| \d", line)]
        plans[number] = [Row(number, int(minute), CODE.findall(typed), CODE.findall(beside), CODE.sub("", beside))
                         for minute, typed, beside in rows]
    return plans


def codes():
    """What stands in the page's sentences and tables as code."""
    return CODE.findall(re.sub(r"^```.*?^```", "", PAGE.read_text(), flags=re.M | re.S))


def breaks_of_the_page():
    """Every `./course break NN name …` that stands anywhere in the guide, as words."""
    found = [words_of(token) for token in codes() if token.startswith("./course break ")]
    return [words for words in found if words[1].isdigit()]


def sentences_of_programs():
    """The screens that are quoted outside of the sessions' plans: code of several words that nobody types."""
    planned = {token for rows in sessions().values() for row in rows for token in row.typed + row.beside}
    return [" ".join(token.split()) for token in codes()
            if re.search(r"\s", token) and not token.startswith(TYPED) and token not in planned]
