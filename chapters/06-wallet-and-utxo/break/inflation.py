"""A payment that spends a hundred points pays a million."""


def attack(s):
    s.tell("Mallory has 100 points. She spends them, properly signed, and pays herself a million.")
    rules = s.start("rules", "inflation")
    rules.wait(timeout=10)
    refused = rules.said(r"^our ledger: refused, (.*)")
    if refused:
        return s.refused(refused[1])
    before = rules.wait_for(r"^before: .* mallory (\d+)", from_start=True)[1]
    mallory = rules.wait_for(r"^after: .* mallory (\d+)", from_start=True)[1]
    return s.failure(f"{before} points went in and {mallory} came out: whoever owns one point owns as many as he likes")
