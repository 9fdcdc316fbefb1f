"""class: one network for everybody in the room. The host begins it, the others join it with one word."""

import hashlib
import ipaddress
import json
import os
import re
import shlex
import socket
import subprocess
from dataclasses import dataclass

from courselib import terminal
from courselib.addresses import LOOPBACK, address_towards, own_addresses
from courselib.class_help import HELP, SHORT_HOST, SHORT_JOIN  # noqa: F401  (./course help class looks for HELP here)
from courselib.cli import Words
from courselib.programs import stage_build
from courselib.room import Room
from courselib.scenario import describe_exit
from courselib.stages import find_stage, nearest
from courselib.trouble import Trouble

STAGE = "07"
CLASS_NAME = re.compile(r"[a-z][a-z0-9-]{0,31}")
JOIN_WORD = re.compile(rf"(?P<at>(?P<host>[0-9.]+|localhost|\[[0-9a-fA-F:.]+\]):[0-9]{{1,5}})/"
                       rf"(?P<code>(?P<name>{CLASS_NAME.pattern})/(?P<spacing>[0-9]{{1,4}})s/[02-9ac-hj-np-z]{{12}})")
LONGEST_NICK = 40  # bytes
TURNED_AWAY = 1    # how a node ends that the host does not let in


def run(tree, verb, words):
    roles = {"host": host, "join": join}
    if not words or words[0] not in roles:
        raise Trouble(f"class has no '{words[0]}'{nearest(words[0], roles)}" if words else
                      "class needs to know whether you begin one or join one",
                      f"usage: ./course {SHORT_HOST}\n       ./course {SHORT_JOIN}\n./course help class tells more", 2)
    return roles[words[0]](tree, words[1:])


# -- the host -----------------------------------------------------------------------------------


def host(tree, words):
    words = Words("class host", words)
    options = numbers(words, "--gift", "--students", "--threads")
    spacing, port = numbers(words, "--spacing"), numbers(words, "--port")
    at = listening_address(words) or LOOPBACK
    nick = words.value("--name")
    options += ["--name", checked_nick(words, nick)] if nick is not None else []
    windows = not words.flag("--no-window")
    name = words.next("the name of the class")
    words.end()
    if not CLASS_NAME.fullmatch(name):
        raise words.wrong(f"a class is named with a-z, 0-9 and -, beginning with a letter, at most 32 of them, and not "
                          f"'{name}'")
    folder = own_folder(tree, name, "host")
    spacing, usual_port = as_last_time(tree, folder, at, spacing)
    programs = built(tree, "class-node")
    options += [*spacing, *(port or usual_port)]
    options += ["--window"] if windows and has_display() else []
    with Room(STAGE, programs) as room:
        node = room.starts(name, "class-node", "--make", name, "--data", folder, "--host", at, "--qr", *options)
        word = room.hears(node, r"join with (\S+)")
        if word and room.hears(node, "class-node: at (block)"):
            (folder / "word").write_text(word + "\n")
            room.tell(how_to_join(name, word, at))
        room.stay()
    return room.exit_code


def how_to_join(name, word, at):
    lines = ["", "Everybody else types:", f"    ./course class join {word} --name YOURNAME"]
    if ipaddress.ip_address(at).is_loopback:
        others = own_addresses()
        lines += [f"Only this machine can join, since {at} leads nowhere else. To let your LAN in, end this (Ctrl+C)",
                  "and type, with the address that this machine has there:"]
        lines += [f"    ./course class host {name} --host {other}" for other in others or ["ADDRESS"]]
        lines += [] if others else ["None was found; the machine's network settings show it, or: ip addr, ifconfig"]
    return "\n".join([*lines, ""])


def as_last_time(tree, folder, at, spacing):
    """The options by which a class goes on as it was: the same blocks, and where those who have joined look for it."""
    try:
        before = JOIN_WORD.fullmatch((folder / "word").read_text().strip())
    except (OSError, ValueError):
        before = None
    if not before:
        return spacing, []
    if spacing and spacing[1] != before["spacing"]:
        raise Trouble(f"{before['code']} has {before['spacing']} seconds between its blocks, and cannot have "
                      f"{spacing[1]}",
                      "leave out --spacing, begin a class of another name, or keep this one elsewhere: "
                      f"mv {tree.short(folder)} {tree.short(folder)}.old")
    return ["--spacing", before["spacing"]], free_port(at, before["at"].rpartition(":")[2])


def free_port(at, port):
    """--port and its number; nothing, if somebody else listens there."""
    try:
        with socket.socket(socket.AF_INET6 if ":" in at else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((at, int(port)))
    except (OSError, OverflowError):
        terminal.say(f"Port {port} is taken, where the class was last time. It gets another one, so the line that "
                     "everybody types is another one, too.", "bold")
        return []
    return ["--port", port]


# -- a student ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Student:
    """Who joins which class, and where his things lie."""
    word: str
    at: str        # the host's node
    code: str      # maths/5s/k3vqw7zdk3vq: the network's name
    name: str      # of the class
    spacing: str
    nick: str

    @staticmethod
    def read(words, word, nick):
        match = JOIN_WORD.fullmatch(word)
        if not match:
            raise Trouble(f"'{word}' is no word to join a class with",
                          "it is shown at the host, and looks like this: 192.168.1.20:43211/maths/5s/k3vqw7zdk3vq\n"
                          "(the host's address and port, the class, the seconds between blocks, and twelve letters "
                          "and digits)", 2)
        return Student(word, match["at"], match["code"], match["name"], match["spacing"], checked_nick(words, nick))

    def folder(self, tree):
        """Made if need be. Trouble, if another class of the same name was joined from there."""
        folder = own_folder(tree, self.name, self.nick)
        before = remembered(folder).get("class", self.code)
        if before != self.code:
            raise Trouble(f"{tree.short(folder)} belongs to another class, {before}, and the word leads to {self.code}",
                          "is the word spelt as the host shows it? If it is a new class, join it with another --name, "
                          f"or keep\nwhat is there elsewhere: mv {tree.short(folder)} {tree.short(folder)}.old")
        return folder

    def wallet(self, core, keys):
        """The options of whatever opens his wallet."""
        return ["--core", core, "--network", self.code, "--spacing", self.spacing, "--keys", str(keys)]


def join(tree, words):
    words = Words("class join", words)
    threads = numbers(words, "--threads")
    at = listening_address(words)
    nick = words.value("--name")
    only_wallet = words.flag("--wallet")
    windows = not words.flag("--no-window")
    word = words.next("the word to join with")
    words.end()
    if nick is None:
        raise words.wrong("--name is missing: what shall the class call you?")
    if only_wallet and (threads or at):
        raise words.wrong("--wallet has no node, so it neither mines nor listens: leave out --threads and --host")
    student = Student.read(words, word, nick)
    secret = pass_phrase_for_wallets()
    at = at or (None if only_wallet else address_towards(student.at))
    folder = student.folder(tree)
    programs = built(tree, "wallet-cli", "class-ask" if only_wallet else "class-node")
    windows = windows and has_display() and "wallet" in programs
    keys = folder / "wallet.keys"
    new_here = "class" not in remembered(folder)
    address = own_address(tree, programs, student, keys, secret)
    if only_wallet:
        return join_with_wallet(tree, programs, student, address, keys, secret if windows else None)
    with Room(STAGE, programs) as room:
        node = room.starts(nick, "class-node", "--join", word, "--name", nick, "--data", folder, "--host", at,
                           "--address", address, *threads)
        own = room.hears(node, r"listening on (\S+)")
        if own and windows:
            room.window("wallet", *student.wallet(own, keys), env=secret)
        elif own:
            room.tell(how_to_pay(student.wallet(own, tree.short(keys))))
        room.stay()
    if new_here and room.exit_code == TURNED_AWAY and not node.said(r"^core \S+ joined$"):
        forget_class(folder)
    return room.exit_code


def forget_class(folder):
    """It was never joined: the word was mistyped, say. The keys stay."""
    facts = {name: value for name, value in remembered(folder).items() if name != "class"}
    remember(folder, facts)
    for path in folder.glob("chain.sqlite*"):
        path.unlink()


def join_with_wallet(tree, programs, student, address, keys, window):
    """`window`: the environment of the wallet's window; None: there is none."""
    asking = ("faucet", "class-ask", "--join", student.word, "--name", student.nick, "--address", address)
    with Room(STAGE, programs) as room:
        if window is not None:
            room.beside(*asking)
            room.starts("wallet", "wallet", *student.wallet(student.at, keys), lasting=False, env=window)
        else:
            room.starts(*asking, lasting=False)
        room.stay()
    if window is None:
        terminal.say(how_to_pay(student.wallet(student.at, tree.short(keys))), "bold")
    return room.exit_code


def how_to_pay(options):
    return ("\nYour wallet is in the terminal; it knows balance, history, address, pay and other commands (--help):\n"
            f"    ./course run {STAGE} wallet-cli {shlex.join(options)} balance\n")


# -- his keys -----------------------------------------------------------------------------------


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
    (folder / "joined.json").write_text(json.dumps(facts) + "\n")
    return facts


def remembered(folder):
    """What the last join has written down; empty, where that is nothing or unreadable."""
    try:
        facts = json.loads((folder / "joined.json").read_text())
    except (OSError, ValueError):
        return {}
    return facts if isinstance(facts, dict) else {}


# -- what both need -----------------------------------------------------------------------------


def built(tree, *needed):
    """Builds the stage; program -> path, of those that exist (where there is no window, some do not)."""
    stage = find_stage(tree, STAGE)
    stage_build(tree, stage)
    programs = {name: path for name, path in stage.program_paths(tree.build / "dev").items() if path.exists()}
    for name in needed:
        if name not in programs:
            raise Trouble(f"{name} is not built here, since what its window needs is not installed",
                          "tools/packages names it, in the group window; ./course class join WORD --name NICK --wallet "
                          "does without")
    return programs


def own_folder(tree, *names):
    folder = tree.my.joinpath("class", *names)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def has_display():
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def numbers(words, *options):
    """Those of the options that are given, with their numbers, as they are handed on."""
    given = []
    for option in options:
        value = words.value(option)
        if value is not None and not re.fullmatch("[0-9]+", value):
            raise words.wrong(f"{option} takes a whole number, and not '{value}'")
        given += [option, value] if value is not None else []
    return given


def checked_nick(words, nick):
    """It is a folder's name, too, and at the host a word of a command."""
    fits = nick.isprintable() and nick.split() == [nick] and len(nick.encode()) <= LONGEST_NICK
    if not fits or nick[0] in ".-" or set(nick) & set("/\\“”\""):
        raise words.wrong(f"--name is one word of at most {LONGEST_NICK} bytes, such as alice, without / or quotation "
                          f"marks, and not '{nick}'")
    if nick == "host" and words.name == "class join":
        raise words.wrong("the host is called host: choose another --name")
    return nick


def listening_address(words):
    """What --host says: an address at which others can call. None without it."""
    at = words.value("--host")
    if at is None:
        return None
    try:
        address = ipaddress.ip_address(LOOPBACK if at == "localhost" else at)
    except ValueError:
        address = None
    if address is None or address.is_unspecified:
        known = ", ".join(own_addresses()) or "none was found"
        raise words.wrong(f"--host takes the one address of this machine that others shall call (here: {known}), and "
                          f"not '{at}'")
    return str(address)
