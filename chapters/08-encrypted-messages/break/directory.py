"""Whoever keeps the directory of keys reads what was meant for another, and nobody notices."""


def attack(s):
    s.tell("Ann wants to write to ben, and looks for his key in a directory. Nobody has signed what stands in\n"
           "it, and mallory keeps it, or sits on the line to it.")
    tricks = s.start("tricks", "directory")
    tricks.wait(timeout=120)
    refused = tricks.said(r"^refused: (.*)")
    if refused:
        return s.refused(refused[1])
    how = tricks.wait_for(r"^succeeded: (.*)", from_start=True)[1]
    return s.failure(f"whoever gives out keys that nobody has signed can read along, and write in between: {how}")
