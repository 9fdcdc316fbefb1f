"""A text that is encrypted, and nothing else, is altered on its way without the key."""


def attack(s):
    s.tell("Ann and ben have a key that nobody else has, and encrypt with AES in CBC mode. Mallory guesses how\n"
           "the text begins, as one may with forms. She cannot read the rest.")
    tricks = s.start("tricks", "bent")
    tricks.wait(timeout=120)
    refused = tricks.said(r"^refused: (.*)")
    if refused:
        return s.refused(refused[1])
    how = tricks.wait_for(r"^succeeded: (.*)", from_start=True)[1]
    return s.failure(f"what cannot be read can still be bent: {how}")
