"""Chapter 07: the explorer beside nodes that mine, pay, part and come together again."""

from room import MINES, MINES_PAYMENTS, RESTS, SPACING, Room
from studio import BAD, PATIENCE, Studio

MINERS = ("Aiko", "Ben", "田中 花子")
OTHERS = ("Clara", "Daniel", "Emma", "Hugo", "佐藤 健", "鈴木 翔")
LATE = "Hugo"  # whose node is cut off for a while
CHEAT = "mallory"  # who hands in a block with too much for herself
CLAIMED = ("Clara", "佐藤 健")  # what they call themselves is in the chain

PAYMENTS = (
    ("Aiko", "Clara", 64, "you have explained the nonce to me"), ("Ben", "Emma", 41, "for the song"),
    ("田中 花子", "佐藤 健", 80, "ノートを見せてくれてありがとう"), ("Aiko", "Daniel", 32, "chess lesson"),
    ("Ben", "Clara", 95, "the bicycle runs again"), ("田中 花子", "鈴木 翔", 18, "傘のお礼"),
    ("Aiko", "佐藤 健", 57, "漢字を教えてくれた"), ("Ben", "Daniel", 29, "two apples"),
    ("田中 花子", "Clara", 71, "for the notes of Monday"), ("Aiko", "Hugo", 44, "he has found the bug"),
    ("Ben", "佐藤 健", 36, "the best question of the day"), ("田中 花子", "Emma", 55, "歌、よかったよ"),
    ("Aiko", "Ben", 38, "for the loan of a pen"), ("Ben", "Aiko", 21, "half of my lunch"),
)
APART = (("Aiko", "Daniel", 15, "another chess lesson"), ("Ben", "Clara", 12, "air for both tyres"),
         ("田中 花子", "Emma", 9, "もう一曲"), ("Aiko", "Hugo", 8, "come back soon"))
AFTERWARDS = (  # one block each
    ("田中 花子", (("Aiko", "鈴木 翔", 26, "for carrying the boxes"), ("田中 花子", "Aiko", 14, "消しゴムのお礼"))),
    ("Ben", (("Ben", "Emma", 17, "the second verse"), ("Aiko", "Clara", 22, "now I know what a fork is"),
             ("Ben", "Daniel", 6, "an apple"))),
    ("Aiko", (("Aiko", "佐藤 健", 19, "書き方を教えてくれた"), ("田中 花子", "Hugo", 12, "おかえり"))))
LAST = (("Aiko", "Emma", 5, "encore"), ("Ben", "鈴木 翔", 7, "for the umbrella"), ("田中 花子", "Ben", 6, "ペンのお礼"),
        ("Aiko", "田中 花子", 13, "thank you for mining with me"), ("Ben", "Hugo", 4, "a good try"),
        ("田中 花子", "Daniel", 10, "チェスのお礼"), ("Ben", "佐藤 健", 11, "the second best question"))

# On the page where a block is altered.
BLOCK, FIRST_OF_NONCE, SHOW_IT = (698, 265), (142, 455), (695, 663)


def gathering(studio):
    """A room of nodes, and the explorer that is the neighbour of all."""
    room = Room(studio)
    room.node(MINERS[0], does=MINES)
    for name in MINERS[1:]:
        room.node(name, MINERS[0], does=MINES)
    for name in OTHERS:
        room.node(name, *MINERS[:2])
    words = [word for node in room.nodes.values() for word in ("--core", node.address)]
    for name, node in room.nodes.items():
        words += ["--call", f"{node.address}={name}"]
        words += [] if name in CLAIMED else ["--call", f"{room.address(name)}={name}"]
    window = studio.open("explorer", *SPACING, *words, "--call", f"{room.address(CHEAT)}={CHEAT}")
    room.explorers.append(studio.hears(window.process, r"listening on (\S+)")[1])
    for name in OTHERS[:3]:
        studio.start("watch", *SPACING, "--core", *room.explorers, room.address(name))
    return room, window


def pay_each_other(room):
    room.reaches("Aiko", 30)
    in_turn(room, PAYMENTS)
    for name in CLAIMED:  # who has points by now
        room.grows("Aiko", 2)
        room.pay("Aiko", name, name, 1, name, "--app", "name")


def in_turn(room, payments):
    """A block comes after each second one."""
    for at, payment in enumerate(payments):
        room.pay(MINERS[at % 3], *payment)
        if at % 2 == 1:
            room.grows("Aiko", 1)


def fork(room):
    """One node is alone for a while, and finds more blocks than the others."""
    room.again(*MINERS, does=RESTS)
    room.leaves(LATE)
    texts = [room.signed("Clara", *payment) for payment in APART]
    room.node(LATE, does=MINES)
    begun = room.height("Clara")
    room.reaches(LATE, begun + 2)
    room.leaves(LATE)
    room.again("Ben", does=MINES_PAYMENTS)
    room.say("Ben", *texts)
    room.reaches("Ben", begun + 1)
    room.again("Ben", does=RESTS)
    room.node(LATE, *room.nodes)
    room.nodes["Clara"].wait_for("reorganisation: back ", timeout=PATIENCE)


def projector(save):
    with Studio("07") as studio:
        room, window = gathering(studio)
        pay_each_other(room)
        fork(room)
        studio.start("attack", *SPACING, "--core", *room.explorers, "greedy")
        window.until("what it has refused is seen", lambda: window.points_of(BAD) > 0)
        for miner, payments in AFTERWARDS:
            room.again(miner, does=MINES_PAYMENTS)
            before = room.height(miner)
            room.say(miner, *[room.signed(miner, *payment) for payment in payments])
            room.reaches(miner, before + 1)
            room.again(miner, does=RESTS)
        room.say("Clara", *[room.signed("Clara", *payment) for payment in LAST])
        window.rest()
        save(window, "explorer")
        alter(window)
        save(window, "explorer-alter")


def alter(window):
    """A byte of a block that two others stand on; and all neighbours are shown it."""
    window.changes(lambda: window.press("ctrl+6"))
    for place in (BLOCK, FIRST_OF_NONCE, SHOW_IT):
        window.changes(lambda place=place: window.click(*place))
