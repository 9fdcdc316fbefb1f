"""What the checks found: how many held, and for each that did not, where, what, and what to do."""

from typing import List


class Report:
    """Counts what held and keeps a sentence for what did not. Paths are relative to the root."""

    def __init__(self) -> None:
        self.passed = 0
        self.defects: List[str] = []

    def ok(self) -> None:
        self.passed += 1

    def defect(self, path: str, line: int, what: str, todo: str) -> None:
        where = f"{path}:{line}" if line else path
        self.defects.append(f"{where}: {what}. {todo.rstrip('.')}.")

    def check(self, holds: bool, path: str, line: int, what: str, todo: str) -> bool:
        if holds:
            self.ok()
        else:
            self.defect(path, line, what, todo)
        return holds

    def finish(self) -> int:
        """Print the defects and, as the last line, the figures. Returns the exit code."""
        for text in self.defects:
            print(text)
        print(f"{self.passed} passed, {len(self.defects)} failed")
        return 1 if self.defects else 0
