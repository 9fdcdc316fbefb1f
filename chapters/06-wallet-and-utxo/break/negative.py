"""Somebody pays less than nothing to ann, and is the richer for it."""

import re


def attack(s):
    s.tell("A better rule than the ancestor's: it adds up what comes in and what goes out. But it takes any\n"
           "number for an amount. Mallory pays ann minus 500 points.")
    rules = s.start("rules", "negative")
    rules.wait(timeout=10)
    refused = rules.said(r"^our ledger: refused, (.*)")
    if refused:
        return s.refused(refused[1])
    before, after = (sum(map(int, re.findall(r"-?\d+", rules.wait_for(f"^{when}: .*", from_start=True)[0])))
                     for when in ("before", "after"))
    if before != after:
        raise s.unclear(f"there were {before} points, and now there are {after}")
    ann, mallory = rules.wait_for(r"^after: .*ann (-\d+),.* mallory (\d+)", from_start=True).groups()
    return s.failure(f"the sum is right, and mallory has {mallory} points: ann, who took no part in it, has {ann}")
