"""Runs of the suite in a sample tree."""

from sample import SampleTest

from courselib.suite import runner
from courselib.suite.run import Run


class SuiteTest(SampleTest):
    def run_of(self, level="quick", chapter=""):
        return Run(self.tree, level, seed=7, chapter=chapter)

    def report(self, *parts, level="quick"):
        code, text = self.printed(runner.run_parts, self.run_of(level), parts)
        return code, text.rstrip().splitlines()
