"""A coin that never was has surely not been spent, so it can be."""


def attack(s):
    s.tell("The ancestor knows which coins are spent, by owner and amount; it does not know which there are.\n"
           "Mallory brings along a parent that she has invented, in which somebody pays her a million.")
    rules = s.start("rules", "forged")
    rules.wait(timeout=10)
    refused = rules.said(r"^our ledger: refused, (.*)")
    if refused:
        return s.refused(refused[1])
    mallory = rules.wait_for(r"^after: .* mallory (\d+)", from_start=True)[1]
    return s.failure(f"nobody has spent such a coin before, and so mallory may: she has {mallory} points")
