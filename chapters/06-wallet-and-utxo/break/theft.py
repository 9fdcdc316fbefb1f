"""Mallory spends two coins, hers and ann's, and signs for both of them; the last signature is right."""


def attack(s):
    s.tell("Ann and mallory have 100 points each. Mallory makes a payment that spends both coins, hers as the\n"
           "last, and signs it. Each signature is verified, against the key of the coin's owner.")
    rules = s.start("rules", "theft")
    rules.wait(timeout=10)
    refused = rules.said(r"^our ledger: refused, (.*)")
    if refused:
        return s.refused(refused[1])
    rules.wait_for("points of ann, .* signed by mallory$", from_start=True)
    ann, mallory = rules.wait_for(r"^after: .*ann (\d+),.* mallory (\d+)", from_start=True).groups()
    return s.failure("the answer for the last input is the answer for all: ann has signed nothing, and has "
                     f"{ann} points, mallory {mallory}")
