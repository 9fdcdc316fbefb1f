"""One coin stands in two inputs of a payment, and is spent twice."""


def attack(s):
    s.tell("Mallory has one coin of 100 points. Her payment names it twice. Is it there? The rule looks it up, twice.")
    rules = s.start("rules", "duplicate")
    rules.wait(timeout=10)
    refused = rules.said(r"^our ledger: refused, (.*)")
    if refused:
        return s.refused(refused[1])
    before = rules.wait_for(r"^before: .* mallory (\d+)", from_start=True)[1]
    mallory = rules.wait_for(r"^after: .* mallory (\d+)", from_start=True)[1]
    return s.failure(f"both times the coin was still there: of {before} points mallory has made {mallory}")
