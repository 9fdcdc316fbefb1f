"""The witness that looks at killed nodes: its ledger is that of docs/protocol.md, and it notices what is wrong."""

import json
import re
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import witness  # noqa: E402

DOCUMENT = (Path(__file__).resolve().parents[2] / "docs" / "protocol.md").read_text(encoding="utf-8")


def vectors(kind):
    return "".join(re.findall(rf"^```{kind}\n(.*?)^```", DOCUMENT, re.S | re.M)).splitlines()


class Answers:
    """Shows the history of the document: one block, or what is made of it."""

    def __init__(self, **different):
        message = next(json.loads(text) for text in vectors("node-07") if '"kind":"block"' in text)
        self.header = bytes.fromhex(message["block"]["header"])
        self.transactions = different.get("transactions", message["block"]["transactions"])
        self.more = different.get("more", [])

    def headers_after(self, name):
        return [self.header, *self.more] if name == witness.genesis("classroom", 5) else []

    def blocks(self, names):
        return [self.transactions for _ in names]


class TheWitness(unittest.TestCase):
    def test_it_names_things_as_the_document_does(self):
        self.assertEqual([witness.id_of(json.loads(text)) for text in vectors("transaction-06")[:2]],
                         vectors("id-06")[:2])
        self.assertEqual(witness.genesis("classroom", 5),
                         witness.shown(witness.hash256(bytes.fromhex(vectors("header-80")[0]))))

    def test_it_counts_the_coins_of_a_history(self):
        history = witness.History(Answers(), witness.genesis("classroom", 5))
        self.assertEqual((history.height, history.work, history.points()), (1, 65537, 100))

    def test_it_notices_what_is_wrong(self):
        coinbase = Answers().transactions[0]
        generous = {**coinbase, "outputs": [{**coinbase["outputs"][0], "amount": 101}]}
        payment = json.loads(vectors("transaction-06")[1])
        for wrong, why in ((Answers(transactions=[generous]), "makes 101 points"),
                           (Answers(transactions=[coinbase, coinbase]), "does not belong there"),
                           (Answers(transactions=[payment]), "a coin that is not there"),
                           (Answers(transactions=None), "is not there"),
                           (Answers(more=[Answers().header]), "does not stand on"),
                           (Answers(more=[b"\0" * 4 + witness.hash256(Answers().header) + b"\0" * 36
                                          + b"\xff\xff\0\x1f" + b"\0" * 4]), "has no work")):
            with self.assertRaises(witness.Wrong) as caught:
                witness.History(wrong, witness.genesis("classroom", 5))
            self.assertIn(why, str(caught.exception))


if __name__ == "__main__":
    unittest.main()
