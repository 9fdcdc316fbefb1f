"""Chapter 07: a class of one host and several students, which the host parts by a click."""

import re
import time

from studio import BAD, Studio, height_of, until

MINING = ("Aiko", "Emma", "翔太")
NODES = ("Ben", "Daniel", "Greta", "Hugo", "花子", "Anneliese-Charlotte")
WALLETS_ALONE = ("Clara", "Noor")
HANGING_ON = {"Ben": 2, "Emma": 1, "Hugo": 1, "花子": 1}  # so many wallets ask this student's node
PART = (873, 347)


def classroom(save):
    with Studio("07") as studio:
        window = studio.open("class-node", "--make", "maths", "--data", "host", "--threads", "1", "--window")
        word = studio.hears(window.process, r"join with (\S+)")[1]
        nodes = {name: join(studio, word, name) for name in MINING + NODES}
        for name in WALLETS_ALONE:
            studio.start("class-ask", "--join", word, "--name", name, "--address", address(studio, name))
        for name, wallets in HANGING_ON.items():
            for _ in range(wallets):
                hang_on(studio, word, nodes[name], address(studio, name))
        everybody = list(nodes.values())
        for name in nodes:
            studio.hears(window.process, f"faucet, to .*{name}")
        whole = height_of(nodes["Ben"])
        until("the gifts are in blocks", lambda: height_of(nodes["Ben"]) >= whole + 3)
        window.changes(lambda: window.click(*PART))
        window.until("the class is parted", lambda: window.points_of(BAD) > 0)
        until("both sides have grown", lambda: min(map(height_of, everybody)) >= whole + 5)
        until("one is ahead for a while", lambda: lasting(lambda: sorted(set(map(height_of, everybody)))))
        save(window, "class")


def lasting(heights):
    """There are several, and no block comes for long enough that all have told the host."""
    before = heights()
    time.sleep(3)
    return len(before) > 1 and heights() == before


def address(studio, name):
    return studio.run("sign", name)[-1]


def join(studio, word, name):
    """A student's node; some of them mine."""
    node = studio.start("class-node", "--join", word, "--name", name, "--address", address(studio, name),
                        "--data", name, "--threads", 1 if name in MINING else 0)
    node.address = studio.hears(node, r"listening on (\S+)")[1]
    return node


def hang_on(studio, word, node, who):
    """A light wallet that asks this student's node."""
    code = word.partition("/")[2]
    studio.start("watch", "--core", node.address, "--network", code, "--spacing", re.search(r"/(\d+)s/", code)[1], who)
