"""Who has most of the power can take a payment back, however deep it is; with less of it, it is a matter of luck."""

import re

DEEP = 6
ATTACKS = 1000
SHARES = ("0.1", "0.3", "0.51")  # `./course run 05 simulate majority` has more of them
ROW = re.compile(r" *(\d+) % +([\d.]+) % +([\d.]+) % to +([\d.]+) % +([\d.]+) %")


def attack(s):
    s.tell(f"Mallory pays a shop, which waits until the payment is {DEEP} blocks deep, and delivers. Meanwhile she "
           "mines another branch, in which she pays herself. If it ever has more work than the honest one, she "
           "publishes it.")
    s.tell("Nothing about it breaks a rule. The chain is the stage's own, the proof of work is done at a target that "
           f"is nearly free, and who finds the next block is thrown with dice: {ATTACKS} times for each share.")
    lines = simulate(s)
    split = next(i for i, line in enumerate(lines) if line.startswith("As it is"))
    assumed, measured = rows(lines[:split]), rows(lines[split:])

    outside = [share for table in (assumed, measured) for share, row in table.items() if not row["fits"]]
    if outside or measured[51]["taken back"] < 99:
        raise s.unclear("a majority did not always succeed, or a minority not as often as it should")
    s.tell("Each formula lies within the bounds of its measurement. Where her share is small, the white paper takes "
           "her for weaker than she is: it assumes that the honest blocks come on time.")
    tenth, third, most = (measured[share] for share in (10, 30, 51))
    return s.failure(f"of {ATTACKS} payments, each {DEEP} blocks deep, mallory took back {often(most)} with 51 % of "
                     f"the power, {often(third)} with 30 %, and {often(tenth)} with 10 % (surely less than "
                     f"{tenth['at most']} % of them)")


def simulate(s):
    """What the program says, shown as it comes."""
    shares = [word for share in SHARES for word in ("--share", share)]
    process = s.start("simulate", "majority", "--deep", str(DEEP), "--seeds", str(ATTACKS), *shares,
                      name="simulator")
    process.wait(timeout=60)
    return list(process.lines)


def rows(lines):
    """share -> how often, in percent; the upper bound; and whether the formula lies within the bounds."""
    found = (ROW.match(line) for line in lines)
    table = {}
    for share, times, low, high, formula in (row.groups() for row in found if row):
        table[int(share)] = {"taken back": float(times), "at most": high,
                             "fits": float(low) <= float(formula) <= float(high)}
    return table


def often(row):
    return str(round(row["taken back"] * ATTACKS / 100))
