"""The usage lines of ./course: what stands in them may be typed, and nothing else. The lessons' checks hold every
command on a page against the same lines."""

import re
from dataclasses import dataclass

from courselib.stages import nearest

OPTION = re.compile(r"(?P<name>--[a-z-]+)(?: (?P<value>[A-Z][A-Z,…]*))?")
IN_BRACKETS = re.compile(r"\[[^\]]*\]")


class Unfit(Exception):
    """Words that a usage line does not allow; str() says which, and why."""


@dataclass(frozen=True)
class Given:
    """What was typed behind the name: option -> its value (True for a flag), and the plain words."""
    options: dict
    plain: list


class Usage:
    """One line, such as `diff NN [MM] [--full]`: a name, places for words, and options that may stand anywhere."""

    def __init__(self, line):
        self.line = line
        self.options = {found["name"]: found["value"] for found in OPTION.finditer(line)}
        self.needed_options = [found["name"] for found in OPTION.finditer(IN_BRACKETS.sub("", line))]
        words = OPTION.sub("", re.sub(r"\[--[^\]]*\]", "", line)).split()
        first = next((i for i, word in enumerate(words) if not re.fullmatch("[a-z]+", word)), len(words))
        self.name = " ".join(words[:first])
        self.places = [word.strip("[]") for word in words[first:] if "…" not in word]
        self.needed_places = [word for word in words[first:] if not word.startswith("[")]
        self.hands_on = len(self.places) < len(words) - first  # to a program, whatever follows

    def read(self, words):
        """Given, or Unfit. Words that are missing are no reason: who needs them asks for them."""
        options, plain, waiting = {}, [], list(words)
        while waiting:
            word = waiting.pop(0)
            if self.hands_on and len(plain) >= len(self.places):
                plain.append(word)
            elif word.startswith("-") and word != "-":
                name, value = self._option(word, waiting)
                if name in options:
                    raise Unfit(f"{name} is given twice")
                options[name] = value
            else:
                plain.append(word)
                if len(plain) > len(self.places):
                    raise Unfit(f"'{word}' is one word too many")
        return Given(options, plain)

    def _option(self, word, waiting):
        name, equals, value = word.partition("=")
        if name not in self.options:
            raise Unfit(f"{self.name} has no option {name}{nearest(name, self.options)}")
        if not self.options[name]:
            if equals:
                raise Unfit(f"{name} takes no value")
            return name, True
        if not equals and not waiting:
            raise Unfit(f"{name} needs a value after it")
        return name, value if equals else waiting.pop(0)


USAGES = {usage.name: usage for usage in map(Usage, (
    "list [--json]",
    "demo [NN] [--mine]",
    "build NN",
    "run NN PROGRAM [args…]",
    "break NN [name] [--against MM]",
    "diff NN [MM] [--full]",
    "exercise [ID] [--with PATH]",
    "exercise list [--json]",
    "exercise hint [ID]",
    "exercise progress",
    "exercise watch [ID]",
    "exercise reset ID [--yes]",
    "exercise solution ID [--insist]",
    "exercise grade FOLDER [--only ID,ID…] [--student NAME] [--junit FILE] [--gradescope PATH] [--allow-network]",
    "test [NN] [--ci | --long] [--only PART]",
    "class host NAME [--host ADDRESS] [--port N] [--spacing SECONDS] [--gift POINTS] [--students N] [--threads N] "
    "[--name NICK] [--no-window]",
    "class join WORD --name NICK [--wallet] [--host ADDRESS] [--threads N] [--no-window]",
    "bench [WORD] [--json]",
    "docs [--open] [--output FOLDER]",
))}


def named(words):
    """The name of the line that these words mean: two words where there is such a line, else the verb."""
    two = " ".join(words[:2])
    return two if two in USAGES else words[0]
