"""Letters are handed to whoever names the address, and are gone."""


def attack(s):
    s.tell("A letter waits for ben, who is away. His address is no secret: it stands in every payment to him.")
    tricks = s.start("tricks", "mailbox")
    tricks.wait(timeout=120)
    refused = tricks.said(r"^refused: (.*)")
    if refused:
        return s.refused(refused[1])
    how = tricks.wait_for(r"^succeeded: (.*)", from_start=True)[1]
    return s.failure(f"an address is no proof that it is one's own: {how}")
