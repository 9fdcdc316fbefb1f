"""Which addresses this machine has in its networks, without asking anybody outside."""

import ipaddress
import json
import shutil
import socket
import subprocess

from courselib.trouble import Trouble

LOOPBACK = "127.0.0.1"


def own_addresses():
    """IPv4, without loopback; empty, where nobody tells."""
    found = []
    if shutil.which("ip"):
        found = addresses_in(output_of("ip", "-j", "-4", "addr"))
    if not found and shutil.which("hostname"):
        found = output_of("hostname", "-I").split()
    return [each for each in found if is_in_a_network(each)]


def addresses_in(text):
    """Of what `ip -j addr` says: those of interfaces that are not down."""
    try:
        return [each["local"] for interface in json.loads(text) if interface.get("operstate") != "DOWN"
                for each in interface.get("addr_info", []) if "local" in each]
    except (ValueError, AttributeError, TypeError):
        return []


def is_in_a_network(text):
    try:
        address = ipaddress.IPv4Address(text)
    except ValueError:
        return False
    return not (address.is_loopback or address.is_link_local or address.is_unspecified)


def output_of(*words):
    try:
        return subprocess.run(words, capture_output=True, text=True, timeout=10, check=False).stdout
    except (OSError, subprocess.TimeoutExpired):
        return ""


def address_towards(other):
    """This machine's address from which a way leads to the other, as 192.168.1.20:5001. Nothing is sent to find out."""
    host, _, port = other.rpartition(":")
    host = LOOPBACK if host == "localhost" else host.strip("[]")
    try:
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.connect((host, int(port)))
            return probe.getsockname()[0]
    except (OSError, OverflowError) as error:
        raise Trouble(f"no way leads from here to {other} ({error})",
                      "is this machine in the same network as the host's, and the word spelt as it is shown there?"
                      ) from error
