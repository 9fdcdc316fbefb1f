"""Catch2's XML report as values, and as words for a learner. Versions 2 and 3 write the same elements."""

import os
import textwrap
import xml.etree.ElementTree as xml
from dataclasses import dataclass, field


@dataclass
class Failed:
    """One expectation that did not hold."""
    sections: list          # the names of the sections around it
    steps: list             # the INFO messages: what had happened so far
    original: str = ""      # the expression as it stands in the test
    expanded: str = ""      # the same with values
    message: str = ""       # of FAIL(), or of an exception
    threw: bool = False
    place: str = ""         # file:line


@dataclass
class Case:
    name: str
    passed: bool = False    # only a case that came to its end has passed
    failures: list = field(default_factory=list)


def read_report(path):
    """The cases of a report, in order. A report that a crash cut short gives what it holds."""
    parser = xml.XMLPullParser(["start", "end"])
    reader = Reader()
    try:
        parser.feed(readable(path.read_bytes()))
        for event, element in parser.read_events():
            reader.begin(element) if event == "start" else reader.end(element)
    except (OSError, xml.ParseError):
        pass
    return reader.cases


def readable(report):
    """Vertical tab and form feed are no characters of XML; Catch2 writes them as they are."""
    return report.replace(b"\x0b", b"\\x0B").replace(b"\x0c", b"\\x0C")


class Reader:
    """Takes the beginnings and ends of the report's elements."""

    def __init__(self):
        self.cases = []
        self.sections = []
        self.steps = []
        self.in_expression = False  # an <Exception> inside belongs to its <Expression>

    def begin(self, element):
        if element.tag == "TestCase":
            self.cases.append(Case(element.get("name", "")))
            self.sections, self.steps = [], []
        elif element.tag == "Section":
            self.sections.append(element.get("name", ""))
        elif element.tag == "Expression":
            self.in_expression = True

    def end(self, element):
        if element.tag == "Section" and self.sections:
            self.sections.pop()
        elif element.tag == "OverallResult" and self.cases:
            self.cases[-1].passed = element.get("success") == "true"
        elif element.tag in ("Info", "Warning"):
            self.steps.append(clean(element.text))
        elif element.tag == "Expression":
            self.in_expression = False
            if element.get("success") != "true":
                self.failed(element)
            self.steps = []
        elif element.tag in ("Failure", "Exception", "FatalErrorCondition") and not self.in_expression:
            self.failed(element)
            self.steps = []

    def failed(self, element):
        thrown = element if element.tag == "Exception" else element.find("Exception")
        message = thrown if thrown is not None else element
        self.cases[-1].failures.append(Failed(
            list(self.sections), list(self.steps), clean(element.findtext("Original")),
            clean(element.findtext("Expanded")), clean(message.text), thrown is not None,
            f"{element.get('filename')}:{element.get('line')}"))


def clean(text):
    """Text of an element without the indentation of the report."""
    return textwrap.dedent((text or "").strip("\n")).strip()


def in_words(case, tree):
    """What a learner reads about a failed case: the steps, what should hold, what is, and where."""
    lines = []
    for failed in case.failures[:1]:
        lines += [f"in the part: {' / '.join(failed.sections)}"] if failed.sections else []
        lines += [line for step in failed.steps for line in step.splitlines()]
        if failed.original:
            lines += labelled("should hold", failed.original)
        if failed.threw:
            lines += labelled("but it threw", failed.message)
        elif failed.expanded and failed.expanded != failed.original:
            lines += labelled("but it is", failed.expanded)
        elif failed.message:
            lines += failed.message.splitlines()
        lines.append(f"at {found_at(failed.place, tree)}")
    if len(case.failures) > 1:
        lines.append(f"({len(case.failures) - 1} more expectation(s) of this test did not hold)")
    return "\n".join(lines)


def found_at(place, tree):
    """The place as seen from the repository. Where ccache has a base_dir, compilers see paths from the build on."""
    if place.startswith(".."):
        place = os.path.normpath(tree.build / "exercises" / place)
    return tree.short(place)


def labelled(label, text):
    """'label: text', with the following lines of the text under its first."""
    start = f"{label}:".ljust(14)
    return [(start if index == 0 else " " * len(start)) + line for index, line in enumerate(text.splitlines() or [""])]
