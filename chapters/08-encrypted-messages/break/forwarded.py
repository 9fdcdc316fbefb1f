"""A letter to one is passed on as if it had been written to another."""


def attack(s):
    s.tell("Ann owes mallory 50 points, and says so in a letter that she signs. Ann owes ben nothing.")
    tricks = s.start("tricks", "forwarded")
    tricks.wait(timeout=120)
    refused = tricks.said(r"^refused: (.*)")
    if refused:
        return s.refused(refused[1])
    how = tricks.wait_for(r"^succeeded: (.*)", from_start=True)[1]
    return s.failure(f"a signature of the text alone says nothing of whom it was said to: {how}")
