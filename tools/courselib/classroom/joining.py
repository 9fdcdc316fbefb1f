"""A student's side of a class: a node of his own that mines for him, and his wallet, or the wallet alone."""

import shlex
from dataclasses import dataclass

from courselib import terminal
from courselib.classroom.addresses import address_towards
from courselib.classroom.keys import own_address, pass_phrase_for_wallets, remember, remembered
from courselib.classroom.room import Room
from courselib.classroom.stage import STAGE, built, own_folder
from courselib.classroom.words import JOIN_WORD, checked_nick, listening_address, numbers
from courselib.cli import Words
from courselib.trouble import Trouble

TURNED_AWAY = 1  # how a node ends that the host does not let in


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
    windows = windows and terminal.has_display() and "wallet" in programs
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
