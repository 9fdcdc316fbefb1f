"""Somebody with a key file: what wallet-cli does for him, and the window of his wallet."""

import json

from studio import PHRASE, TOLD


class Person:
    """Each command is one run of wallet-cli; the options say which ledger, or which nodes."""

    def __init__(self, studio, name, *options):
        self.studio, self.name = studio, name
        self.keys = f"{name}.keys"
        self.options = options
        self.does("create")
        self.address = self.asks("address")["address"]

    def does(self, command, *words, may=(0,)):
        """may: what it may end with."""
        return self.studio.run("wallet-cli", *self.options, "--keys", self.keys, command, *words, may=may)

    def asks(self, command, *words):
        """The answer as JSON."""
        return json.loads(self.does(command, *words, "--json")[-1])

    def pays(self, other, amount, note):
        return self.does("pay", other.address, amount, "--note", note, "--yes")

    def knows(self, *others):
        """Has a name for each."""
        for other in others:
            self.does("contact", other.name, other.address)

    def opens(self):
        """The window of his wallet, unlocked by typing."""
        window = self.studio.open("wallet", *self.options, "--keys", self.keys)
        window.rest()
        window.type(PHRASE)
        window.changes(lambda: window.press("Return"))
        window.rest(TOLD)
        return window
