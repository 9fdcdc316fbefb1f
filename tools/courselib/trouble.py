"""The one exception that people see: what went wrong, and what to do next."""


class Trouble(Exception):
    """Raised for anything a person can do something about. `advice` says what to do next."""

    def __init__(self, what, advice="", code=1):
        super().__init__(what)
        self.what = what
        self.advice = advice
        self.code = code
