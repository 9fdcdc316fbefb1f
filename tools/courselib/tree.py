"""Where things are. Everything else takes a Tree, so that tests can work on a tree of their own."""

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Tree:
    root: Path   # the repository
    build: Path  # everything we make; removing it is always safe
    my: Path     # the learner's own copies; never overwritten

    @staticmethod
    def here():
        """The repository this file lies in. SBC_BUILD_ROOT and SBC_MY move the two folders we write to."""
        root = Path(__file__).resolve().parents[2]
        return Tree(root,
                    Path(os.environ.get("SBC_BUILD_ROOT") or root / "build").absolute(),
                    Path(os.environ.get("SBC_MY") or root / "my").absolute())

    @property
    def common(self):
        return self.root / "common"

    @property
    def logs(self):
        return self.build / "logs"

    def log(self, name):
        """A log file's path; its folder exists afterwards."""
        self.logs.mkdir(parents=True, exist_ok=True)
        return self.logs / f"{name}.log"

    def short(self, path):
        """The path as a person in the repository would type it."""
        try:
            return str(Path(path).relative_to(self.root))
        except ValueError:
            return str(path)
