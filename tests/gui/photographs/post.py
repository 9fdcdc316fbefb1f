"""Chapter 08: two nodes that carry letters, people who write and engrave, and the window of one of them."""

from people import Person
from room import MINES, RESTS, Room
from studio import TOLD, Studio

SPACING = ("--spacing", "10")  # long enough that no wallet wonders why no block comes while people write
FRIENDS = ("bob", "carol", "田中さん")
OTHERS = ("eve", "somebody")  # of whom she has no name
AWAY = "dave"  # who has never opened his wallet
IN_BLOCKS = (
    ("bob", "Bread tomorrow from seven o’clock."),
    ("eve", "I am bob, believe me. (But the address above these words is eve’s, and always will be. Whoever knows "
            "bob’s address is not taken in.)"),
    ("somebody", "Whoever reads this in a hundred years: hello."),
    ("田中さん", "今日、はじめてブロックを掘りました。みんな、ありがとう。"))
HEARD = (("aiko", "Today it snowed, and the baker gave everybody a roll."),
         ("carol", "I was here, and the sun was shining."))
WITH_BOB = (
    ("bob", "Have you compared my words? I read them out to you on Tuesday."),
    ("aiko", "Yes, all eight. Now nobody stands between us."),
    ("bob", "Good. Then here is where the spare key lies: under the third flower pot, counted from the gate."),
    ("aiko", "I have it. Thank you!"),
    ("bob", "ありがとう、またあした。"))
TYPED = "The cat is fed, the plants have water, and the post lies on the kitchen table."
FROM_OTHERS = (("somebody", "You do not know me yet. I have found your card in the network."),
               ("田中さん", "新しい電話から書いています。"),
               ("carol", "Hello, this is carol. I found your card in the class network."),
               ("carol", "Can you read this?"))
WAITS_FOR_A_CARD = 3  # what wallet-cli ends with
# On the page of letters.
FIRST_CONTACT, NEXT_CONTACT, TEXT = (340, 160), 54, (740, 645)
LETTERS_OF_ADDRESSES = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"  # in the order of what they stand for


def post(save):
    with Studio("08") as studio:
        room = Room(studio, SPACING)
        room.node("west")
        room.node("east", "west")
        options = [word for node in room.nodes.values() for word in ("--core", node.address)]
        people = {name: Person(studio, name, *options, *SPACING) for name in ("aiko", *FRIENDS, *OTHERS, AWAY)}
        aiko = people["aiko"]
        aiko.knows(*(people[name] for name in (*FRIENDS, AWAY)))
        room.addresses["west"] = aiko.address
        room.again("west", does=MINES)
        engrave(room, people)
        room.again("west", does=RESTS)
        for name, text in HEARD:
            people[name].does("engrave", text, "--yes")
        write(people)
        window = aiko.opens()
        window.changes(lambda: window.press("ctrl+9"))
        window.click(*place_of(people["bob"], [people[name] for name in (*FRIENDS, AWAY)]))
        window.rest()
        window.click(*TEXT)
        window.rest()
        window.changes(lambda: window.type(TYPED))
        window.changes(lambda: window.press("ctrl+Return"))
        for name, text in FROM_OTHERS:
            people[name].does("write", "aiko", text)
        window.rest(TOLD)
        save(window, "letters")
        window.changes(lambda: window.press("ctrl+0"))
        window.rest(TOLD)
        save(window, "engraved")


def place_of(person, contacts):
    """Where he stands: they are sorted by their keys."""
    keys = sorted([LETTERS_OF_ADDRESSES.index(letter) for letter in each.address[3:]] for each in contacts)
    own = [LETTERS_OF_ADDRESSES.index(letter) for letter in person.address[3:]]
    return FIRST_CONTACT[0], FIRST_CONTACT[1] + NEXT_CONTACT * keys.index(own)


def engrave(room, people):
    """All have some points, and each text is proven to be in a block."""
    room.reaches("west", 12)
    for name in (*FRIENDS, *OTHERS):
        people["aiko"].pays(people[name], 10, "to engrave something")
    room.grows("west", 2)
    for name, text in IN_BLOCKS:
        people[name].does("engrave", text, "--yes")
        room.grows("west", 1)
    room.grows("west", 1)


def write(people):
    aiko = people["aiko"]
    for name in ("aiko", *FRIENDS, "somebody"):
        people[name].does("card")
        people[name].does("contact", "aiko", aiko.address)
    for name in FRIENDS:
        aiko.does("find", name)
    for name in ("bob", "田中さん"):
        aiko.does("compared", name)
    aiko.does("write", AWAY, "Are you there already?", may=(0, WAITS_FOR_A_CARD))
    people["田中さん"].does("write", "aiko", "本をありがとうございました。")
    aiko.does("letters")
    aiko.does("write", "田中さん", "どういたしまして。")
    people["田中さん"].does("letters")
    people["田中さん"].does("card", "renew")
    aiko.does("find", "田中さん")
    for writer, text in WITH_BOB:
        reader = "bob" if writer == "aiko" else "aiko"
        people[writer].does("write", reader, text)
        people[reader].does("letters")
