"""The host's side of a class: it is begun, or goes on as it was."""

import ipaddress
import socket

from courselib import terminal
from courselib.classroom.addresses import LOOPBACK, own_addresses
from courselib.classroom.room import Room
from courselib.classroom.stage import STAGE, built, own_folder
from courselib.classroom.words import CLASS_NAME, JOIN_WORD, checked_nick, listening_address, numbers
from courselib.cli import Words
from courselib.trouble import Trouble
from courselib.whole_file import write_whole


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
    options += ["--window"] if windows and terminal.has_display() else []
    with Room(STAGE, programs) as room:
        node = room.starts(name, "class-node", "--make", name, "--data", folder, "--host", at, "--qr", *options)
        word = room.hears(node, r"join with (\S+)")
        if word and room.hears(node, "class-node: at (block)"):
            write_whole(folder / "word", word + "\n")
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
