"""diff: two stages side by side, or a stage's graduated files beside their versions in common/."""

import difflib

from courselib import differences, terminal
from courselib.cli import Words
from courselib.stages import find_stage, read_stages
from courselib.trouble import Trouble

HELP = {"diff": """
    ./course diff 01 02          what changed, by file and in figures
    ./course diff 01 02 --full   the changed lines themselves
    ./course diff 01             what graduated from chapter 01, beside its hardened version in common/
Figures are +added ~changed -removed lines that ask to be read: no blank lines, region markers, includes, lone braces.
"""}
STYLES = {"+": "green", "-": "red", "@": "cyan"}


def run(tree, verb, words):
    words = Words(verb, words)
    full = words.flag("--full")
    old = find_stage(tree, words.next("the first chapter's number"))
    second = words.next()
    words.end()
    if second in (None, "common"):
        return show_graduated(tree, old, full)
    new = find_stage(tree, second)
    if new.number <= old.number:
        raise Trouble("the later chapter goes second" if new.number < old.number else "that is the same chapter twice",
                      f"./course diff {new.number} {old.number}" if new.number < old.number else
                      f"./course diff {old.number} shows what graduated from it", 2)
    return show_between(tree, old, new, full)


def show_between(tree, old, new, full):
    stages = read_stages(tree)
    changes = differences.changes_between(tree, stages, old, new)
    terminal.say(f"{old.number} {old.title} -> {new.number} {new.title}", "bold")
    terminal.say(terminal.table([(change.name, change.kind, figures(change), change.note) for change in changes]))
    show_sittings(stages, new)
    show_total(old, new, differences.total(changes))
    show_common(tree, stages, old, new)
    if full:
        for change in changes:
            if change.kind in ("new", "changed", "graduated"):
                show_lines(tree, change)
    return 0


def figures(change):
    """A line count for what comes or goes as a whole, all three figures for what changed."""
    if change.kind in ("new", "ends here"):
        return f"{change.figures.all} lines"
    return str(change.figures) if change.figures.all else ""


def show_sittings(stages, stage):
    limit = stage.facts.get("line_limit")
    terminal.say(f"\nNew or changed lines a sitting{f' (at most {limit})' if limit else ''}:", "bold")
    terminal.say(terminal.table([(sitting["title"], figures.to_read)
                                 for sitting, figures in differences.sitting_figures(stages, stage)]))


def show_total(old, new, total):
    terminal.say(f"\nIn all: {total.all} lines differ ({total}).", "bold")
    if not differences.same_subject(old, new):
        terminal.say(f"  A new subject begins ({new.facts.get('subject', '?')}): no limit applies between the two.")
        return
    fits = "" if total.all < differences.DIFFERENT_AT_MOST else ": too many"
    terminal.say(f"  Both are about {new.facts['subject']}: fewer than {differences.DIFFERENT_AT_MOST} are "
                 f"allowed{fits}.")


def show_common(tree, stages, old, new):
    fresh = differences.common_headers(tree, new) - differences.common_headers(tree, old)
    if fresh:
        terminal.say("\nNewly used from common/:", "bold")
        terminal.say(terminal.table([(header, differences.origin(stages, header)) for header in sorted(fresh)]))


def show_graduated(tree, stage, full):
    changes = differences.graduations(tree, stage)
    if not changes:
        terminal.say(f"Nothing graduates from chapter {stage.number}.")
        return 0
    terminal.say(f"What graduated from {stage.number} {stage.title}, beside its lesson's version:", "bold")
    for change in changes:
        terminal.say(f"  {change.name} -> {change.note}  {change.figures}")
        for sentence in stage.files[change.name].get("hardened", []):
            terminal.say(f"      {sentence}")
    if full:
        for change in changes:
            show_lines(tree, change)
    else:
        terminal.say(f"\n./course diff {stage.number} --full shows the lines.", "dim")
    return 0


def show_lines(tree, change):
    """A unified diff of one file."""
    old = change.old.read_text().splitlines() if change.old else []
    new = change.new.read_text().splitlines() if change.new and change.new.exists() else []
    print()
    for line in difflib.unified_diff(old, new, tree.short(change.old) if change.old else "(not there before)",
                                     tree.short(change.new), lineterm=""):
        style = "bold" if line.startswith(("---", "+++")) else STYLES.get(line[:1], "")
        terminal.say(line, style, as_it_is=True)
