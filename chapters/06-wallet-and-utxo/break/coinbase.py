"""A miner takes what is due, and in a second output as much as he likes."""


def attack(s):
    s.tell("Mallory has found block 5, and 100 points are due to her. Her coinbase has a first output of 100\n"
           "points. And a second one.")
    rules = s.start("rules", "coinbase")
    rules.wait(timeout=10)
    refused = rules.said(r"^our ledger: refused, (.*)")
    if refused:
        return s.refused(refused[1])
    before = rules.wait_for(r"^before: .* mallory (\d+)", from_start=True)[1]
    mallory = rules.wait_for(r"^after: .* mallory (\d+)", from_start=True)[1]
    return s.failure("the first output is all that the rule looks at: "
                     f"mallory had {before} points, and now has {mallory}")
