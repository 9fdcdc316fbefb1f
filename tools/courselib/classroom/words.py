"""What is typed behind ./course class: the class's name, the word to join with, nicks, numbers, an address."""

import ipaddress
import re

from courselib.classroom.addresses import LOOPBACK, own_addresses

CLASS_NAME = re.compile(r"[a-z][a-z0-9-]{0,31}")
JOIN_WORD = re.compile(rf"(?P<at>(?P<host>[0-9.]+|localhost|\[[0-9a-fA-F:.]+\]):[0-9]{{1,5}})/"
                       rf"(?P<code>(?P<name>{CLASS_NAME.pattern})/(?P<spacing>[0-9]{{1,4}})s/[02-9ac-hj-np-z]{{12}})")
LONGEST_NICK = 40  # bytes


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
