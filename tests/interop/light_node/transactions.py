"""Transactions (section 17) and the proof that one is in a block (sections 12 and 21)."""

from light_node.canonical import (HASH, LARGEST, Refused, canonical, fields, from_text, hash256, hexed, integer,
                                  list_of, pattern, text)
from light_node.keys import address_of, is_address, public_key, sign

LONGEST = 20_000  # bytes of a transaction
SHORTEST = 65     # 64 bytes could be a node of the tree

POINTS = integer(1, LARGEST)
OUTPUTS = list_of(fields(address=is_address, amount=POINTS), 1, 200)
NOTE = fields(app=pattern("[a-z0-9-]{1,16}"), text=text(280))
PAYMENT = fields(optional=["note"], note=NOTE, outputs=OUTPUTS, inputs=list_of(
    fields(transaction=HASH, index=integer(0, 2**32 - 1), signature=hexed(128)), 1, 200))
COINBASE = fields(optional=["note"], note=NOTE, outputs=OUTPUTS,
                  coinbase=fields(height=integer(0, LARGEST), network=HASH))


def is_transaction(value):
    """A payment or a coinbase by section 17; a shape for messages."""
    if not (PAYMENT(value) or COINBASE(value)) or len(canonical(value)) > LONGEST:
        return False
    coins = [coin_of(each) for each in value.get("inputs", [])]
    return sum(each["amount"] for each in value["outputs"]) <= LARGEST and len(set(coins)) == len(coins)


def coin_of(spending):
    """Which output an input spends."""
    return spending["transaction"], spending["index"]


def unsigned(payment):
    """Its text without the fields `signature` (section 17)."""
    if "inputs" not in payment:
        return canonical(payment)
    return canonical({**payment, "inputs": [{name: each[name] for name in each if name != "signature"}
                                            for each in payment["inputs"]]})


def id_of(transaction):
    return hash256(unsigned(transaction))


def leaf_of(transaction):
    """Its place in the Merkle tree (section 17)."""
    return hash256(canonical(transaction))


def signed_bytes(payment, genesis):
    """What the owner of each input signs; `genesis` is the hash of the network's genesis block (section 17)."""
    return b"SimpleBitcoin/payment/1\0" + genesis + unsigned(payment)


def pay(seed, coins, to, amount, note, genesis):
    """A payment of this key's coins, {(transaction, index): amount}, the first ones of them that are enough.

    Its fee is the least that a node must take: a point for each 1,000 bytes begun (section 20)."""
    for fee in range(1, LONGEST // 1_000 + 1):
        payment = signed(seed, choose(coins, amount + fee), to, amount, fee, note, genesis)
        if len(canonical(payment)) <= 1_000 * fee:
            return payment
    raise Refused("so many coins do not fit into one payment")


def choose(coins, wanted):
    chosen = {}
    for coin, amount in coins.items():
        if sum(chosen.values()) < wanted:
            chosen[coin] = amount
    if sum(chosen.values()) < wanted:
        raise Refused(f"{wanted} points are needed, and {sum(chosen.values())} can be spent")
    return chosen


def signed(seed, coins, to, amount, fee, note, genesis):
    """A payment of all these coins; what is left over comes back (section 17)."""
    change = sum(coins.values()) - amount - fee
    outputs = [{"address": to, "amount": amount}]
    outputs += [{"address": address_of(public_key(seed)), "amount": change}] if change else []
    payment = {"inputs": [{"transaction": transaction, "index": index} for transaction, index in coins],
               "outputs": outputs, **({"note": {"app": "memo", "text": note}} if note else {})}
    signature = sign(seed, signed_bytes(payment, genesis)).hex()
    for each in payment["inputs"]:
        each["signature"] = signature
    if not is_transaction(payment):
        raise Refused("no payment can be made of that")
    return payment


def root_of_proof(leaf, index, siblings):
    """Where the siblings lead from the leaf in this place, the lowest first (section 21, rule 1; section 12)."""
    if index >> len(siblings):
        raise Refused("a proof whose index lies beyond its rows")
    digest = leaf
    for row, sibling in enumerate(map(from_text, siblings)):
        left = index >> row & 1
        if left and sibling == digest:
            raise Refused("a proof of the second of two equal ones")
        digest = hash256(sibling + digest if left else digest + sibling)
    return digest


def check_place(transaction, index, siblings, root):
    """Rule 1 of section 21: it stands in the block whose header has this root, or Refused."""
    if len(canonical(transaction)) < SHORTEST:
        raise Refused("a transaction that could be a node of the tree")
    if root_of_proof(leaf_of(transaction), index, siblings) != root:
        raise Refused("a proof that does not lead to the root in the header")
