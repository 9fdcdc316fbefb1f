#!/usr/bin/env python3
"""A light node of its own: joins a network of full nodes, checks what they say, is paid and pays.

    python3 tests/interop/light_node.py --keys my.keys create
    python3 tests/interop/light_node.py --core 127.0.0.1:5001 --keys my.keys balance
    python3 tests/interop/light_node.py --core 127.0.0.1:5001 --keys my.keys pay sb1… 30 --note "you are great"

It keeps nothing but its key: each start verifies the chain from the genesis block on. What one core leaves out it does
not see; section 21 of docs/protocol.md says what a wallet can know. The pass phrase of the key file comes from the
variable SBC_PASS_PHRASE, or from the keyboard.
"""

import argparse
import getpass
import os
import secrets
import sys
import time

from light_node.canonical import Refused, as_text
from light_node.chain import Network
from light_node.keys import address_of, key_of, public_key, read_keys, write_keys
from light_node.node import LightNode
from light_node.transactions import id_of, pay
from light_node.wallet import BadBlock
from light_node.wire import Ended, Link

OLD = 30  # planned times from one block to the next (section 21, what a wallet cannot know)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--core", type=endpoint, help="a full node, as 127.0.0.1:5001")
    parser.add_argument("--network", default="classroom", help="the network's name")
    parser.add_argument("--spacing", type=int, default=5, help="seconds between blocks, as the network has agreed")
    parser.add_argument("--keys", default="light_node.keys", help="the key file (section 19)")
    parser.add_argument("--patience", type=float, default=60, help="seconds that a payment may take to be in a block")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("create", help="make a key, and show its address")
    commands.add_parser("balance", help="what is proven to be yours")
    commands.add_parser("headers", help="the headers that hold")
    paying = commands.add_parser("pay", help="pay somebody, and wait for the proof")
    paying.add_argument("address")
    paying.add_argument("amount", type=int)
    paying.add_argument("--note", default="")
    words = parser.parse_args()
    if words.command != "create" and not words.core:
        parser.error("--core is needed: a full node, as 127.0.0.1:5001")
    return words


def endpoint(text):
    """Host and port of an address as section 2 writes it."""
    host, _, port = text.rpartition(":")
    return host.strip("[]"), int(port)


def pass_phrase():
    return os.environ.get("SBC_PASS_PHRASE") or getpass.getpass("pass phrase: ")


def balance(node, words, seed):
    """What is proven; and how old the newest block is, which is all that shows that somebody hides newer ones."""
    node.catch_up()
    wallet = node.wallet
    age = int(time.time()) - node.history.header(node.history.height).time
    if age > OLD * words.spacing:
        print(f"careful: the newest block is {age} seconds old; are there others that this core does not show?",
              file=sys.stderr)
    for record in wallet.records:
        note = record["transaction"].get("note", {}).get("text", "")
        print(f"block {record['height']}: {as_text(id_of(record['transaction']))} {note!r}")
    print(f"balance {wallet.balance()}, {sum(node.spendable().values())} to spend, as of block {node.history.height} "
          f"{as_text(node.history.tip)}")


def headers(node, words, seed):
    node.follow()
    for height in range(node.history.height + 1):
        header = node.history.header(height)
        print(f"{height} {as_text(node.history.hash(height))} time {header.time} bits {header.bits:08x}")
    print(f"work {node.history.work:064x}")


def make_payment(node, words, seed):
    key_of(words.address)
    node.catch_up()
    payment = pay(seed, node.spendable(), words.address, words.amount, words.note, node.wallet.genesis)
    name = as_text(id_of(payment))
    node.hand_in(payment)
    print(f"payment {name} waits", flush=True)
    height = node.confirmed(name, words.patience)
    if height is None:
        raise Ended("it is in no block yet")
    print(f"payment {name} is proven to be in block {height} {as_text(node.history.hash(height))}")


def run(words):
    network = Network(words.network, words.spacing)
    if words.command == "create":
        write_keys(words.keys, pass_phrase(), [(secrets.token_bytes(32), "")])
    seed = read_keys(words.keys, pass_phrase())[0][0]
    address = address_of(public_key(seed))
    if words.command == "create":
        print(address)
        return
    link = Link(*words.core, network.name, "light")
    try:
        {"balance": balance, "headers": headers, "pay": make_payment}[words.command](
            LightNode(link, network, address), words, seed)
    finally:
        link.close()


def main():
    try:
        run(arguments())
    except BadBlock as error:
        sys.exit(f"light_node: a block of this history breaks the rules: {error}")
    except Refused as error:
        sys.exit(f"light_node: refused: {error}")
    except (Ended, OSError) as error:
        sys.exit(f"light_node: {error}")


if __name__ == "__main__":
    main()
