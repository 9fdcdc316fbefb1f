"""What a submission has come to."""

from dataclasses import dataclass, field

WORDS = {
    "passed": "passed",
    "failed": "failed",
    "missing": "not handed in",
    "untouched": "not begun",
    "compile": "did not compile",
    "time": "took too long",
    "memory": "used too much memory",
    "processes": "too many processes",
    "early": "tried to end early",
    "refused": "not allowed",
    "crashed": "crashed",
    "forged": "forged verdict",
}
NOT_BEGUN = ("missing", "untouched")


@dataclass(frozen=True)
class Mark:
    """One student's one exercise."""
    exercise: object
    state: str                                   # a key of WORDS
    text: str = ""                               # for the student: what happened, and why
    passed: list = field(default_factory=list)   # the names of the cases
    seconds: float = 0.0

    @property
    def words(self):
        return WORDS[self.state]

    @property
    def ok(self):
        return self.state == "passed"

    @property
    def begun(self):
        return self.state not in NOT_BEGUN


@dataclass(frozen=True)
class Report:
    """One student's marks, in the order of the exercises."""
    student: str
    marks: list

    @property
    def score(self):
        return sum(mark.ok for mark in self.marks)
