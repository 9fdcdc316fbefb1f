"""What ./course help says about a class."""

from courselib.classroom.addresses import LOOPBACK

SHORT_HOST = "class host NAME [--host ADDRESS] [options]"
SHORT_JOIN = "class join WORD --name NICK [options]"

HOST = """
  begins a class, or goes on with it. It shows the word with which all others join, as text and as a QR code.
    --host ADDRESS      your address in the LAN; without it only this machine can join
    --port N            the port to listen on; a class that goes on has the one of last time, if it is free
    --spacing SECONDS   between two blocks (5); a class that goes on keeps those that it began with
    --gift POINTS       for each student, once (20), and --students N: for so many of them (100)
    --threads N         so many threads mine (1); 0: this node does not mine
    --name NICK         what the class calls you (host)"""
JOIN = """
  joins it, with a node of your own that mines for you, and your wallet. The first time you choose a pass phrase.
    --name NICK         what the class calls you: one word of at most 40 bytes, and not host
    --wallet            only a wallet, which asks the host's node: for a machine that has no time to mine
    --host ADDRESS      where your node listens; without it, where the host can call it
    --threads N         so many threads mine (1); 0: your node does not mine"""
NO_WINDOW = """
    --no-window         no windows, though there is a display"""

HELP = {"class host": HOST + NO_WINDOW, "class join": JOIN + NO_WINDOW, "class": f"""
./course {SHORT_HOST}{HOST}
./course {SHORT_JOIN}{JOIN}

Where there is a display, the host's node and the wallet have windows; --no-window does without. What you type in the
terminal goes to the node: class (who is there), tip, pool, ranking, /who, /quit; at the host also partition [NICK …]
and heal. (A wallet alone has no node to type to, and without its window it ends when the host has answered.)
Ctrl+C, /quit, or closing the window, ends all of it in order. Keys and blocks lie in my/class/NAME/NICK, and whoever
comes again goes on with them.

A firewall on the host's machine must let the port in. On one machine the whole thing can be tried without a network:
    ./course class host maths
    ./course class join {LOOPBACK}:43211/maths/5s/k3vqw7zdk3vq --name alice    (in another terminal, the word as shown)
"""}
