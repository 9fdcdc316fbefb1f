"""A student's keys, and what is remembered beside them."""

import hashlib
import json
import os
import subprocess

from courselib import terminal
from courselib.scenario import describe_exit
from courselib.trouble import Trouble
from courselib.whole_file import write_whole


def pass_phrase_for_wallets():
    """What the environment has of it, taken out of there: compilers and nodes need not know it."""
    phrase = os.environ.pop("SBC_PASS_PHRASE", None)
    return {} if phrase is None else {"SBC_PASS_PHRASE": phrase}


def own_address(tree, programs, student, keys, secret):
    """Where he is paid. Makes his keys the first time; later the pass phrase is asked for only if they have changed."""
    if not keys.exists():
        terminal.say(f"Your keys will lie in {tree.short(keys)}. Choose a pass phrase for them; nobody can replace it.")
        wallet_cli(programs, student, keys, secret, "create")
    digest = hashlib.sha256(keys.read_bytes()).hexdigest()
    before = remembered(keys.parent)
    if before.get("keys") == digest and "address" in before:
        return remember(keys.parent, {**before, "class": student.code})["address"]
    if not secret:
        terminal.say("Once more, so that your address can be read from them:")
    address = wallet_cli(programs, student, keys, secret, "address")["address"]
    return remember(keys.parent, {"class": student.code, "address": address, "keys": digest})["address"]


def wallet_cli(programs, student, keys, secret, command):
    """What it answers. It asks for the pass phrase by itself, on the terminal; nothing here ever knows it."""
    done = subprocess.run([programs["wallet-cli"], *student.wallet(student.at, keys), "--json", command],
                          stdout=subprocess.PIPE, check=False, env={**os.environ, **secret})
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        answer = {"error": f"wallet-cli {command} ended with {describe_exit(done.returncode)}"}
    if "error" in answer:
        raise Trouble(answer["error"], "type the same command again when that is put right")
    return answer


def remember(folder, facts):
    write_whole(folder / "joined.json", json.dumps(facts) + "\n")
    return facts


def remembered(folder):
    """What the last join has written down; empty, where that is nothing or unreadable."""
    try:
        facts = json.loads((folder / "joined.json").read_text())
    except (OSError, ValueError):
        return {}
    return facts if isinstance(facts, dict) else {}
