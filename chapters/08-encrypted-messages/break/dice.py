"""A letter whose key comes from a generator that was seeded with the time is opened by guessing the second."""


def attack(s):
    s.tell("Ann seals with good code, and makes the letter's own key with a generator that is excellent for\n"
           "games. Mallory knows on which day the letter was written. A day has 86,400 seconds.")
    tricks = s.start("tricks", "dice")
    tricks.wait(timeout=120)
    refused = tricks.said(r"^refused: (.*)")
    if refused:
        return s.refused(refused[1])
    how = tricks.wait_for(r"^succeeded: (.*)", from_start=True)[1]
    return s.failure(f"what follows from the time of day is no secret: {how}")
