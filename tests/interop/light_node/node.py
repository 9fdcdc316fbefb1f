"""The light node itself: asks one core for headers and records, and believes what it can check (sections 20 and 21)."""

import time

from light_node.canonical import HASH, LARGEST, Refused, as_text, checked, fields, hexed, integer, list_of, text
from light_node.chain import Header, History
from light_node.keys import is_address
from light_node.transactions import coin_of, id_of, is_transaction
from light_node.wallet import Wallet, check_spends
from light_node.wire import Ended

MOST_HEADERS = 250     # in one message; fewer: nothing follows
LONGEST_RUN = 500_000  # headers that we look at before there must be enough work
HEADERS_TIME = 10.0    # seconds
RECORDS_TIME = 20.0

HEIGHT = integer(0, 10**9)
SPENDS = list_of(fields(address=is_address, amount=integer(1, LARGEST)), 0, 200)
RECORD = fields(height=HEIGHT, index=integer(0, 99), siblings=list_of(HASH, 0, 32), transaction=is_transaction,
                spends=SPENDS)
KINDS = {  # what a node says to a wallet (section 21)
    "tip": {"height": HEIGHT, "tip": HASH, "work": hexed(64)},
    "headers": {"headers": list_of(hexed(160), 0, MOST_HEADERS)},
    "waiting": {"payments": list_of(fields(payment=is_transaction, spends=SPENDS), 0, 100)},
    "gone": {"id": HASH, "reason": text(200)},
    "records": {"above": HEIGHT, "upto": HEIGHT, "records": list_of(RECORD, 0, 150)},
    "other_history": {},
    "paid": {"id": HASH},
    "not_paid": {"id": HASH, "reason": text(200)},
}


class LightNode:
    """One connection, one address. Each call returns when it is done, or raises Refused, BadBlock or Ended."""

    def __init__(self, link, network, address, clock=time.time):
        self.link = link
        self.clock = clock
        self.history = History(network)
        self.wallet = Wallet(network, address)
        self.announced = None  # the last tip of the core
        self.waiting = {}      # id -> payment that waits with the core
        self.gone = {}         # id -> why it waits no longer
        link.say({"kind": "watch", "addresses": [address]})
        self._hear_one("waiting", RECORDS_TIME)

    # -- headers (sections 14 and 20) -------------------------------------------------------------

    def follow(self):
        """Takes over the core's headers, as far as they hold and have the most work."""
        if self.announced is None:
            self._wait_for_tip(time.monotonic() + HEADERS_TIME)
        while int(self.announced["work"], 16) > self.history.work:
            branch = self._branch(int(self.announced["work"], 16))
            shared = next(height for height in range(min(branch.height, self.history.height), -1, -1)
                          if branch.hash(height) == self.history.hash(height))
            self.history = branch
            self.wallet.forget_above(shared)

    def _branch(self, claimed):
        """A history with as much work as was announced. Nothing of it is ours before it is shown in full.

        It stays in memory until then. A node that has less of it asks for everything twice, as section 20 says."""
        branch, seen = self.history, 0
        while seen < LONGEST_RUN:
            self.link.say({"kind": "get_headers", "locator": branch.locator()})
            headers = [Header.read(bytes.fromhex(each)) for each in self._hear_one("headers", HEADERS_TIME)["headers"]]
            if headers and (seen == 0 or headers[0].previous != branch.tip):
                branch = branch.up_to(self._where(branch, headers[0]))
            for header in headers:
                branch.append(header, self.clock())
            if branch.work >= claimed and branch.work > self.history.work:
                return branch
            seen += len(headers)
            if len(headers) < MOST_HEADERS:
                break
        raise Refused("less work than was announced")

    @staticmethod
    def _where(branch, header):
        height = branch.height_of(header.previous)
        if height is None:
            raise Refused("headers that stand on nothing that we have")
        return height

    # -- records (section 21) ---------------------------------------------------------------------

    def catch_up(self):
        """Headers, and everything that concerns our address up to the last of them."""
        self.follow()
        until = time.monotonic() + RECORDS_TIME
        while self.wallet.upto < self.history.height:
            self.link.say({"kind": "get_records", "above": self.wallet.upto, "through": as_text(self.history.tip)})
            if self._take_answer():
                until = time.monotonic() + RECORDS_TIME
            else:  # the core's history has turned meanwhile
                self.announced = None
                self._wait_for_tip(until)
            self.follow()

    def _take_answer(self):
        """All parts of the answer to one question; False if the core has another history by now."""
        while True:
            answer = self._hear_one("records", RECORDS_TIME, "other_history")
            if answer["kind"] == "other_history":
                self.wallet.forget_above(self.wallet.upto)  # parts of a block
                return False
            self._check_answer(answer)
            for record in answer["records"]:
                self.wallet.take(record, self.history.header(record["height"]))
            if answer["upto"] > answer["above"]:
                self.wallet.upto = answer["upto"]
                return True

    def _check_answer(self, answer):
        """It answers what was asked, in order; a part of a block has records of that block only."""
        above, upto = answer["above"], answer["upto"]
        places = [(record["height"], record["index"]) for record in answer["records"]]
        part = upto == above
        if above != self.wallet.upto or not above <= upto <= self.history.height or part and not places:
            raise Refused("records that were not asked for")
        if any(not above < height <= (above + 1 if part else upto) for height, _ in places):
            raise Refused("records of other heights than the answer says")
        before = [(record["height"], record["index"]) for record in self.wallet.records[-1:]]
        if before + places != sorted({*before, *places}):
            raise Refused("records out of order")

    # -- payments (section 21) --------------------------------------------------------------------

    def spendable(self):
        """Coins for the next block, but those in payments that wait already."""
        besides = {coin_of(each) for payment in self.waiting.values() for each in payment.get("inputs", [])}
        return self.wallet.spendable(self.history.height + 1, besides)

    def hand_in(self, payment):
        """Gives it to the core; Refused with its reason, if it does not take it."""
        name = as_text(id_of(payment))
        self.link.say({"kind": "pay", "payment": payment})
        answer = self._hear_one("paid", RECORDS_TIME, "not_paid")
        if answer["id"] != name:
            raise Refused("the answer to another payment")
        if answer["kind"] == "not_paid":
            raise Refused(f"the core does not take the payment: {answer['reason']}")

    def confirmed(self, name, patience):
        """The height of the block that is proven to hold the payment of this id; None after so many seconds."""
        until = time.monotonic() + patience
        while True:
            self.catch_up()
            height = self.wallet.height_of(name)
            if height is not None:
                return height
            if name in self.gone:
                raise Refused(f"the payment waits no longer: {self.gone[name]}")
            body = self.link.hear(until)
            if body is None:
                return None
            self._note(checked(body, KINDS, "kind"))

    # -- what the core says -----------------------------------------------------------------------

    def _hear_any(self, seconds):
        body = self.link.hear(time.monotonic() + seconds)
        if body is None:
            raise Ended(f"the core has not answered for {seconds:.0f} seconds")
        return checked(body, KINDS, "kind")

    def _hear_one(self, kind, seconds, other=None):
        """The next word of this kind, or the other one; tips and payments that come meanwhile are noted."""
        until = time.monotonic() + seconds
        while True:
            message = self._hear_any(max(0.0, until - time.monotonic()))
            if message["kind"] in ("tip", "waiting", "gone"):
                self._note(message)
            if message["kind"] in (kind, other):
                return message

    def _wait_for_tip(self, until):
        while self.announced is None:
            self._note(self._hear_any(until - time.monotonic()))

    def _note(self, message):
        if message["kind"] == "tip":
            self.announced = message
        elif message["kind"] == "gone":
            self.waiting.pop(message["id"], None)
            self.gone[message["id"]] = message["reason"]
        elif message["kind"] == "waiting":
            for each in message["payments"]:
                check_spends(each["payment"], each["spends"], self.wallet.genesis)
                self.waiting[as_text(id_of(each["payment"]))] = each["payment"]
