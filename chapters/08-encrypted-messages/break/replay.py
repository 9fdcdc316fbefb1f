"""A sealed letter is kept on its way and delivered again, and is obeyed again."""


def attack(s):
    s.tell("Ann's letter asks ben to give its bearer 20 points. Mallory brings it. She cannot read it, nor alter\n"
           "a bit of it; but she has kept a copy, and copies are as good as the letter.")
    tricks = s.start("tricks", "replay")
    tricks.wait(timeout=120)
    refused = tricks.said(r"^refused: (.*)")
    if refused:
        return s.refused(refused[1])
    how = tricks.wait_for(r"^succeeded: (.*)", from_start=True)[1]
    return s.failure(f"a seal says who may read, not how often: {how}")
