"""The rows of the instructor's guide that want more than one terminal: what is typed in which, and in which order.

A play gets its row and returns what the terminals have shown. The commands are the guide's own, on loopback instead of
the room's network, and at ports that the system chooses."""

import json
import re
import socket

import guide
from walk import PATIENCE, START, Walk

LISTENING = r"listening on 127\.0\.0\.1:(\d+)"
FOUND_AGAIN = 30.0  # seconds, of a core that has woken up; silence is noticed after some
A_BLOCK = 30.0      # where one comes ten seconds after the first payment


class Plays(Walk):
    PLAYS = {("01", 10): "two_sends", ("01", 30): "a_torn_character", ("01", 40): "frames",
             ("02", 25): "the_room_chats", ("02", 40): "a_core_that_sleeps", ("03", 20): "the_room_posts",
             ("04", 20): "the_room_pays", ("04", 35): "the_chain_is_read", ("05", 0): "everybodys_own_words",
             ("06", 78): "a_wrong_character", ("07", 45): "mallory_tries", ("08", 20): "letters_by_hand"}

    # -- how they are played ----------------------------------------------------------------------

    def plan(self, session, minute):
        return next(row for row in guide.sessions()[session] if row.minute == minute)

    def here(self, line, port="0"):
        """A line of the guide as words, on this machine; 0 is any port that is free."""
        return guide.words_of(line.replace("192.168.1.20", "127.0.0.1").replace("5001", port))

    def opens(self, line, *options):
        """Something that listens; its attributes `port` and `address` are what others call."""
        words = self.here(line)
        opened = self.course(f"{words[1]} {words[2]}", *words, *options)
        opened.port = opened.wait_for(LISTENING, START, from_start=True)[1]
        opened.address = f"127.0.0.1:{opened.port}"
        return opened

    def joins_at(self, core, line, name=""):
        """An edge or a board at that core, in the place of alice or ann."""
        words = [name if name and word in ("alice", "ann") else word for word in self.here(line, core.port)]
        edge = self.course(words[words.index("--name") + 1], *words)
        edge.wait_for(f"connected to core {re.escape(core.address)}", START)
        return edge

    def closed(self, *processes):
        """Ctrl+C in each terminal; returns what they have shown."""
        for process in processes:
            process.interrupt()
            self.assertEqual(process.wait(START), 0, process.lines)
        return "\n".join(line for process in processes for line in process.lines)

    # -- 01 ---------------------------------------------------------------------------------------

    def two_sends(self, row):
        server = self.opens(row.typed[0])
        self.types(*self.here(row.typed[1], server.port))
        server.wait_for(r"\[1\] message: ", PATIENCE)
        self.types(*self.here(row.typed[1].replace(" --pause-ms 300", ""), server.port))
        server.wait_for(r'\[2\] message: "hello, world"', PATIENCE)
        return self.closed(server)

    def a_torn_character(self, row):
        server = self.opens(self.plan("01", 10).typed[0], *row.typed[0].split())
        self.types(*self.here(row.typed[1], server.port))
        server.wait_for(r"\[1\] message: ", PATIENCE)
        return self.closed(server)

    def frames(self, row):
        """The frame on the board is sent as it stands there."""
        on_the_board, framed, without = row.typed
        server = self.opens(self.plan("01", 10).typed[0], framed)
        with socket.create_connection(("127.0.0.1", int(server.port)), PATIENCE) as board:
            board.sendall(bytes.fromhex(on_the_board))
            server.wait_for(r'\[1\] message: "hello"', PATIENCE)
        client = self.plan("01", 10).typed[1].replace(" --pause-ms 300", "")
        self.assertEqual(self.types(*self.here(client, server.port), framed), 'answer: "hello, "\nanswer: "world"')
        self.types(*self.here(without, server.port))
        server.wait_for("closed: refused: ", PATIENCE)
        self.assertEqual(int.from_bytes(row.beside[1].encode(), "big"), 1195725856)  # how the number comes about
        return self.closed(server)

    # -- 02, 03 -----------------------------------------------------------------------------------

    def the_room_chats(self, row):
        core, to_ours, _, edge = row.typed
        ours = self.opens(core)
        theirs = self.opens(core, *self.here(to_ours, ours.port))
        ours.wait_for("core .* joined", PATIENCE)
        alice, bob = (self.joins_at(ours, edge, name) for name in ("alice", "bob"))
        bob.type("hello")
        alice.wait_for("bob: hello", PATIENCE)
        ours.interrupt()
        alice.wait_for("the core said goodbye", PATIENCE)
        alice.wait_for(f"connected to core {re.escape(theirs.address)}", PATIENCE)
        return self.closed(alice, bob, theirs, ours)

    def a_core_that_sleeps(self, row):
        core, quiet = self.plan("02", 25).typed[0], row.typed[0].split()
        awake = self.opens(core, *quiet)
        sleeper = self.opens(core, *quiet, "--core", awake.address)
        awake.wait_for("core .* joined", PATIENCE)
        sleeper.stop()
        awake.wait_for("core .* left: ", FOUND_AGAIN)
        sleeper.cont()
        awake.wait_for("core .* joined", FOUND_AGAIN)
        return self.closed(sleeper, awake)

    def the_room_posts(self, row):
        core = self.opens(self.plan("02", 25).typed[0].replace("run 02", "run 03"))
        ann, ben = (self.joins_at(core, row.typed[0], name) for name in ("ann", "ben"))
        follow, post, listing = row.beside
        for board in (ann, ben):
            board.type(follow)
            board.wait_for("new posts are shown", PATIENCE)
        ben.type(post)
        ann.wait_for("ben: lost: a grey cat", PATIENCE)
        late = self.joins_at(core, row.typed[0], "carl")

        def listed():
            late.type(listing)
            return late.said("ben: lost: a grey cat")
        self.until(listed, late, pause=0.5)
        return self.closed(late, ben, ann, core)

    # -- 04, 05, 06 -------------------------------------------------------------------------------

    def the_room_pays(self, row):
        """The core goes on: the next row asks it for its chain."""
        core, edge, payment = row.typed
        self.core = self.opens(core)
        alice, bob = (self.joins_at(self.core, edge, name) for name in ("alice", "bob"))
        for somebody in (alice, bob):
            somebody.type(payment)
        alice.wait_for("new block 1 ", A_BLOCK)
        return self.closed(alice, bob)

    def the_chain_is_read(self, row):
        show, check = row.typed
        lines = [show, show.replace("chain show", check)]
        shown, checked = (self.types(*self.here(line, self.core.port)) for line in lines)
        first, second = (re.findall(rf"│ {name} +(\S+)", shown) for name in ("hash", "previous"))
        self.assertEqual(first[0], second[1], shown)  # what the class shall find
        return "\n".join((shown, checked, self.closed(self.core)))

    def everybodys_own_words(self, row):
        words, others = self.here(row.typed[0]), row.typed[1].split()
        return "\n".join((self.types(*words), self.types(*words[:3], *others)))

    def a_wrong_character(self, _row):
        wallet = ("run", "06", "wallet-cli", "--ledger", str(self.my / "class.ledger"), "--keys", str(self.my / "keys"))
        self.types(*wallet, "create")
        address = json.loads(self.types(*wallet, "address", "--json"))["address"]
        wrong = address[:-1] + ("q" if address[-1] != "q" else "p")
        self.types(*wallet, "check", address, "5", code=1)  # there is nothing to pay with
        return self.types(*wallet, "check", wrong, "5", code=1)

    # -- 07, 08 -----------------------------------------------------------------------------------

    def mallory_tries(self, row):
        """And the question beside it: the node refuses the body that mallory has made, and takes the true one."""
        node = self.opens(row.typed[0], "--data", str(self.my / "node"))
        said = self.types(*self.here(row.typed[1], node.port))
        header = node.wait_for(r"refused block (\S+): it repeats transactions", PATIENCE, from_start=True)[1]
        node.wait_for(rf"new block \d+ {re.escape(header)}", PATIENCE)
        self.closed(node)
        return said

    def letters_by_hand(self, row):
        """As the guide says it further down; NAME and the like stand for what each has."""
        page = guide.section("### The first: a sealed letter", "\n### ")
        card, seal, opening = (line.replace("'", "") for line in dict.fromkeys(guide.CODE.findall(page))
                               if line.startswith("./course run 08 letter"))

        def types(line, code=0, **words):
            typed = [words.get(word, word) for word in guide.words_of(line)]
            return self.types(*typed, code=code).splitlines()[-1]
        bobs = types(card, NAME="bob")
        letter = types(seal, NAME="alice", CARD=bobs, TEXT="the cake is ready")
        shown = [types(opening, NAME="bob", LETTER=letter), types(opening, 1, NAME="carol", LETTER=letter)]
        digit = letter.index('"sealed":"') + len('"sealed":"')
        shown.append(types(opening, 1, NAME="bob", LETTER=other_digit(letter, digit)))
        self.assertEqual(shown[1], shown[2])
        digit = bobs.index('"key":"') + len('"key":"')
        forged = types(seal, 1, NAME="alice", CARD=other_digit(bobs, digit), TEXT="the cake is ready")
        self.assertIn(forged, " ".join(page.split()))
        return "\n".join(shown)


def other_digit(text, place):
    return text[:place] + ("0" if text[place] != "0" else "1") + text[place + 1:]
