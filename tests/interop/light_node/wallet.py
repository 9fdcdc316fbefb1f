"""What has been proven about one address, and which coins that leaves (sections 18 and 21)."""

from dataclasses import dataclass

from light_node.canonical import Refused, as_text, from_text
from light_node.keys import holds, key_of
from light_node.transactions import check_place, coin_of, id_of, signed_bytes


class BadBlock(Exception):
    """The core tells the truth, and the block itself breaks the ledger's rules."""


@dataclass
class Coin:
    amount: int
    height: int
    coinbase: bool
    spent: bool = False


class Wallet:
    """Records of one address, each of which was checked. It knows nothing of connections."""

    def __init__(self, network, address):
        self.network = network
        self.genesis = network.genesis().hash()
        self.address = address
        self.records = []  # those that hold, the lowest first
        self.upto = 0      # complete up to this height
        self.coins = {}    # (transaction, index) -> Coin

    def forget_above(self, height):
        """The history has turned: what stood in blocks above this height is no longer proven."""
        self.upto = min(self.upto, height)
        kept = [record for record in self.records if record["height"] <= self.upto]
        self.records, self.coins = [], {}
        for record in kept:
            self._remember(record)

    def take(self, record, header):
        """One record more, if it holds by the four rules of section 21 under our own header of its height."""
        transaction, spends = record["transaction"], record["spends"]
        check_place(transaction, record["index"], record["siblings"], header.root)
        check_spends(transaction, spends, self.genesis)  # rule 2, its shape, the message has shown already
        if not self.concerns(transaction, spends):
            raise Refused("a record that does not concern us")
        self._check_coins(record)
        self._remember(record)

    def concerns(self, transaction, spends):
        return any(each["address"] == self.address for each in [*transaction["outputs"], *spends])

    def _check_coins(self, record):
        """Rule 4: our coins that it spends have been shown, and the block may spend them (sections 18 and 21)."""
        coinbase = record["transaction"].get("coinbase")
        if coinbase and (record["index"] != 0 or coinbase["height"] != record["height"]
                         or coinbase["network"] != as_text(self.genesis)):
            raise BadBlock("a coinbase that is not of this block")
        for spending, spent in zip(record["transaction"].get("inputs", []), record["spends"]):
            coin = self.coins.get(coin_of(spending))
            if coin is None:
                if spent["address"] == self.address:
                    raise Refused("a coin of ours that nobody has shown us is spent")
                continue
            if spent["address"] != self.address:
                raise BadBlock("a coin of ours is spent without our signature")
            if coin.spent:
                raise BadBlock("a coin of ours is spent twice")
            if not self.is_ripe(coin, record["height"]):
                raise BadBlock("a coin of a coinbase is spent too early")

    def _remember(self, record):
        transaction, name = record["transaction"], as_text(id_of(record["transaction"]))
        for spending in transaction.get("inputs", []):
            if coin_of(spending) in self.coins:
                self.coins[coin_of(spending)].spent = True
        for index, output in enumerate(transaction["outputs"]):
            if output["address"] == self.address:
                self.coins[name, index] = Coin(output["amount"], record["height"], "coinbase" in transaction)
        self.records.append(record)

    # -- what one has -----------------------------------------------------------------------------

    def is_ripe(self, coin, height):
        """Can it be spent in a block of this height (section 18)?"""
        return not coin.coinbase or height >= coin.height + self.network.maturity

    def balance(self):
        return sum(coin.amount for coin in self.coins.values() if not coin.spent)

    def spendable(self, height, besides=()):
        """{coin: amount} for a block of this height, the oldest first; `besides` are already in payments that wait."""
        return {name: coin.amount for name, coin in self.coins.items()
                if not coin.spent and name not in besides and self.is_ripe(coin, height)}

    def height_of(self, payment):
        """In which block a payment is, by its id as text; None, if that is not proven."""
        return next((record["height"] for record in self.records
                     if id_of(record["transaction"]) == from_text(payment)), None)


def check_spends(transaction, spends, genesis):
    """Rule 3 of section 21: each input is signed by the owner whom `spends` names."""
    inputs = transaction.get("inputs", [])
    if len(inputs) != len(spends):
        raise Refused("other coins than inputs")
    message = signed_bytes(transaction, genesis) if inputs else b""
    for spending, spent in zip(inputs, spends):
        if not holds(bytes.fromhex(spending["signature"]), key_of(spent["address"]), message):
            raise Refused("a signature that does not hold under the address that is named for it")
