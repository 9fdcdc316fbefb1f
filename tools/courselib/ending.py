"""What ./course says to somebody who has done every exercise: what stands, and where it goes on."""

from courselib import terminal
from courselib.exercises.celebrate import chain, whole_drawing

BUILT = """
This is the end of part one. It began with two programs that could not agree where a message ends. Now there is a
network that nobody owns: it finds its own members, agrees on one history, keeps account of what belongs to whom,
survives power cuts, cheats and strangers, and carries letters that its carriers cannot read. You have seen each piece
of it fail, and some of the pieces that hold now are your own.
"""
NOT_PART = """
What it is not: safe for anything that matters. Nobody outside has examined it, the wire between two nodes is open,
who writes to whom and when shows, and it knows neither the paths through routers nor the real networks' languages.
Each of these is a limit that is written down, and a place to begin.
"""
READ_ON = (
    ("docs/security.md", "who attacks, what holds, what does not, and what one would have to add"),
    ("docs/architecture.md", "the whole on one page, and five files of it to read, in their order"),
    ("docs/protocol.md", "every byte: write a node in another language, and let it join"),
)
LAST_SECTION = "its end, as that of every lesson: how the real ones do it, and what ours lacks"


def tell(tree, state, stages, exercises):
    terminal.say(f"All {len(exercises)} exercises are done: the course is yours.", "bold green")
    terminal.say(BUILT)
    blocks = chain(tree, state)
    if blocks:
        terminal.say(f"Your chain stands at {counted(len(blocks), 'block')}, each mined on the one before; its tip is "
                     f"{blocks[-1].hash[:16]}…:", "bold")
        terminal.say("\n".join(whole_drawing(blocks)), "green")
    terminal.say(NOT_PART)
    terminal.say("Read on:", "bold")
    last = tree.short(stages[-1].folder / "README.md")
    terminal.say(terminal.table([*READ_ON, (last, LAST_SECTION)]))
    terminal.say("\nAnd do:", "bold")
    terminal.say(terminal.table(next_steps(stages, exercises)))


def counted(number, word):
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def next_steps(stages, exercises):
    with_seam = [e.seam["chapter"] for e in exercises if e.seam]
    rows = [(f"./course demo {max(with_seam)} --mine", "the network, with your own code in it")] if with_seam else []
    return [*rows, ("./course class host NAME", "one network for everybody in a room: show it to others"),
            ("./course test", "everything that this course proves about itself")]
