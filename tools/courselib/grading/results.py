"""The marks as JUnit XML, as Gradescope's results.json, and as a table."""

import json
import re
import xml.etree.ElementTree as xml

from courselib import terminal

NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
UNWALLED = ("Graded without walls (--allow-network): submitted code could reach the network and read what the "
            "grader's account may read.")


def junit(reports, walled):
    """One test suite for each student, one test case for each exercise."""
    root = xml.Element("testsuites", name="exercises")
    for report in reports:
        counted = {"failures": sum(mark.begun and mark.state == "failed" for mark in report.marks),
                   "errors": sum(mark.begun and mark.state not in ("passed", "failed") for mark in report.marks),
                   "skipped": sum(not mark.begun for mark in report.marks)}
        suite = xml.SubElement(root, "testsuite", name=clean(report.student), tests=str(len(report.marks)),
                               time=f"{sum(mark.seconds for mark in report.marks):.3f}",
                               **{name: str(count) for name, count in counted.items()})
        properties = xml.SubElement(suite, "properties")
        xml.SubElement(properties, "property", name="walled", value=str(walled).lower())
        for mark in report.marks:
            case = xml.SubElement(suite, "testcase", classname=clean(report.student), name=mark.exercise.id,
                                  time=f"{mark.seconds:.3f}")
            if not mark.ok:
                kind = "failure" if mark.state == "failed" else "error" if mark.begun else "skipped"
                said = xml.SubElement(case, kind, message=mark.words)
                said.text = clean(mark.text)
                if mark.begun:
                    said.set("type", mark.state)
    xml.indent(root)
    return xml.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def clean(text):
    """Without the characters that XML cannot hold."""
    return NOT_XML.sub("\ufffd", terminal.plain(text))


def gradescope(report, walled):
    """results.json, as Gradescope's autograders write it: one point for each exercise that has passed."""
    most = len(report.marks)
    tests = [{"name": f"{mark.exercise.id}: {mark.exercise.title}", "number": mark.exercise.id,
              "score": float(mark.ok), "max_score": 1.0, "status": "passed" if mark.ok else "failed",
              "output": told(mark), "output_format": "text", "visibility": "visible"} for mark in report.marks]
    return json.dumps({"score": float(report.score), "max_score": float(most),
                       "execution_time": round(sum(mark.seconds for mark in report.marks), 3),
                       "output": f"{report.score} of {most} exercises passed." + ("" if walled else f"\n{UNWALLED}"),
                       "output_format": "text", "visibility": "visible", "stdout_visibility": "hidden",
                       "tests": tests}, indent=1, ensure_ascii=False) + "\n"


def told(mark):
    first = mark.words
    if mark.passed and not mark.ok:
        first += f": {len(mark.passed)} of {len(mark.exercise.cases)} tests"
    return terminal.plain(f"{first}\n\n{mark.text}".strip())


def table(reports):
    """A line for each student and exercise; for many students what nobody has begun is left out."""
    shown = [mark.exercise.id for index, mark in enumerate(reports[0].marks)
             if len(reports) == 1 or any(report.marks[index].begun for report in reports)]
    rows = []
    names = [terminal.harmless_name(report.student) for report in reports]
    for name, report in zip(names, reports):
        for mark in report.marks:
            if mark.exercise.id in shown:
                rows.append((name if not rows or rows[-1][4] != report.student else "", mark.exercise.id,
                             f"{len(mark.passed)} of {len(mark.exercise.cases)}" if mark.begun else "", mark.words,
                             report.student))
    lines = terminal.table([("student", "exercise", "tests", "mark")] + [row[:4] for row in rows])
    totals = [f"{name}: {report.score} of {len(report.marks)} passed" for name, report in zip(names, reports)]
    return "\n".join([lines, "", *totals])
