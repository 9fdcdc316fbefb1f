"""Chapter 06: a village with one ledger in a file, and the window of one of its wallets."""

from people import Person
from studio import TOLD, WAITS, Studio

ROUNDS = (  # who pays whom before each block, and what for
    (("Mrs. Tanaka", "Aiko", 25, "お米五キロ、ありがとうございます"), ("Chloé", "Ben", 12, "for a lift to town")),
    (("Ben", "Aiko", 18, "for the school trip"), ("Aiko", "Village shop", 7, "a broom and two candles")),
    (("Village shop", "Chloé", 30, "croissants for the whole week"), ("Aiko", "Ben", 9, "two loaves of bread")),
    (("Chloé", "Aiko", 16, "piano lesson"), ("Mrs. Tanaka", "Ben", 5, "eggs")),
    (("Mrs. Tanaka", "Aiko", 43, "本を貸してくれてありがとう"),),
)
NAMES = ("Aiko", "Ben", "Mrs. Tanaka", "Chloé", "Village shop")
TURNS = 12  # of everybody who writes a block


def village(save):
    with Studio("06") as studio:
        people = {name: Person(studio, name, "--ledger", "village.ledger") for name in NAMES}
        aiko, ben = people["Aiko"], people["Ben"]
        aiko.knows(*list(people.values())[1:])
        for writer in TURNS * list(people.values()):
            writer.does("next-block")
        for turn, payments in enumerate(ROUNDS):
            for giver, taker, amount, note in payments:
                people[giver].pays(people[taker], amount, note)
            people[NAMES[turn % 2 + 2]].does("next-block")
        for writer in (ben, aiko):
            writer.does("next-block")
        ben.pays(aiko, 25, "two loaves of bread, and thank you for the jam")
        window = aiko.opens()
        write_payment(window, aiko, people["Chloé"].address, "30", "coffee and croissants")
        window.changes(lambda: window.press("ctrl+1"))
        window.until("what waits is seen", lambda: window.points_of(WAITS) > 0)
        window.rest(TOLD)
        save(window, "wallet")


def write_payment(window, giver, to, amount, note):
    """Typed into the form, as a person does."""
    window.changes(lambda: window.press("ctrl+3"))
    window.type(to)
    window.press("Tab")
    window.type(amount)
    window.press("Tab", "Tab")
    window.type(note)
    window.rest()
    window.changes(lambda: window.press("Return"))
    window.press("Return")
    window.until("the payment waits", lambda: giver.asks("balance")["leaving"] > int(amount))
    window.rest()
