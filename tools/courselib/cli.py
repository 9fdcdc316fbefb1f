"""The verbs of ./course: which exist, what help says about them, and how errors are shown."""

import importlib
import signal
import sys
import textwrap
from collections import namedtuple

from courselib import terminal
from courselib.stages import nearest
from courselib.tree import Tree
from courselib.trouble import Trouble, trouble_of
from courselib.usage import USAGES, Unfit, named

# module: the file of courselib that holds run(tree, words); imported only when the verb is used.
Verb = namedtuple("Verb", "name usage about module")
VERBS = (
    Verb("list", "list [--json]", "the chapters, their programs and what can be broken", "overview"),
    Verb("demo", "demo [NN] [--mine]", "a stage live (the newest by default); --mine with your exercise files in it",
         "demos"),
    Verb("build", "build NN", "build a stage", "programs"),
    Verb("run", "run NN PROGRAM [args…]", "run one program of a stage", "programs"),
    Verb("break", "break NN [name]", "see what goes wrong in a stage", "failures"),
    Verb("diff", "diff NN [MM] [--full]", "what changed between stages; diff NN: what graduated into common/",
         "diff_verb"),
    Verb("exercise", "exercise [ID]", "check your exercise (the next one by default);\n"
         "also: list, hint, progress, watch, reset, solution, grade", "exercises.verbs"),
    Verb("test", "test [NN]", "test everything (or one chapter); --ci as CI does, --long with full figures",
         "suite.verb"),
    Verb("class", "class host NAME", "begin a class in your LAN: one network for everybody in the room;\n"
         "also: join WORD --name NICK", "classroom.verb"),
    Verb("bench", "bench [WORD] [--json]", "measure speed against the bare libraries", "bench"),
    Verb("docs", "docs [--open]", "lessons and documents as a site that can be searched, without a network",
         "site.verb"),
)
HELP = ("help", "--help", "-h")


def main(words):
    """Runs one command line; returns the exit code."""
    signal.signal(signal.SIGTERM, end_in_order)
    if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:  # else nohup wants us to outlive the terminal
        signal.signal(signal.SIGHUP, end_in_order)
    # A script that starts us in the background (`&`) makes us ignore Ctrl+C, and with us all that we start:
    # demos, transcripts and tests end their programs by it.
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return dispatch(Tree.here(), words) or 0
    except Trouble as trouble:
        show(trouble)
        return trouble.code
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return 130
    except BrokenPipeError:
        sys.stderr.close()  # whoever read our output has left
        return 141
    except OSError as error:
        trouble = trouble_of(error)
        if not trouble:
            raise
        show(trouble)
        return trouble.code


def dispatch(tree, words):
    if not words:
        from courselib import overview
        return overview.where(tree)
    first, rest = words[0], words[1:]
    if first in HELP:
        return show_help(rest)
    verb = next((verb for verb in VERBS if verb.name == first), None)
    if not verb:
        longer = [name for name in USAGES if name.endswith(f" {first}")]  # hint: ./course exercise hint
        meant = f"; did you mean ./course {longer[0]}?" if longer else nearest(first, [verb.name for verb in VERBS])
        raise Trouble(f"there is no command '{first}'{meant}", "./course help lists the commands", 2)
    asked = [word in HELP[1:] for word in rest]
    if any(asked[:1] if first == "run" else asked):  # what stands behind a program's name is for the program
        return show_help(words)
    return load(verb).run(tree, verb.name, rest)


def load(verb):
    return importlib.import_module(f"courselib.{verb.module}")


def show_help(words):
    if words:
        return show_help_of(words)
    rows = [("./course", "where you are, and what to do next")]
    for verb in VERBS:
        about, *others = verb.about.split("\n")
        rows.append((f"./course {verb.usage}", about))
        rows += [("", other) for other in others]
    terminal.say(terminal.table(rows, indent=0))
    terminal.say("\nNN is a chapter's number. ./course help VERB tells more.", "dim")
    return 0


def show_help_of(words):
    """The usage of a verb, or of the word behind it that is a command of its own (exercise grade), and its options."""
    verb = next((verb for verb in VERBS if verb.name == words[0]), None)
    if not verb:
        raise Trouble(f"there is no command '{words[0]}'{nearest(words[0], [v.name for v in VERBS])}",
                      "./course help lists the commands", 2)
    name = named(words)
    more = getattr(load(verb), "HELP", {}).get(name, "")
    line = f"./course {USAGES[name].line if name in USAGES else verb.usage}"
    columns = min(110, terminal.width())
    terminal.say("\n".join(textwrap.wrap(line, columns, subsequent_indent=" " * 8, break_on_hyphens=False)))
    if name == verb.name:
        terminal.say("  " + verb.about.replace("\n", "\n  "))
    if more:
        terminal.say(("\n" if name == verb.name else "") + more.strip("\n"))
    return 0


def show(trouble):
    what = terminal.fit("course: " + trouble.what, sys.stderr).removeprefix("course: ")
    print(terminal.paint("course: ", "bold red", sys.stderr) + what, file=sys.stderr)
    if trouble.advice:
        print(terminal.fit("\n".join("  " + line for line in trouble.advice.splitlines()), sys.stderr), file=sys.stderr)
    sys.stderr.flush()


def end_in_order(number, _frame):
    """A request to end runs the same clean-up as Ctrl+C. A terminal that is closed sends it twice, and the second one
    must not strike the clean-up."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    raise SystemExit(128 + number)


class Words:
    """The words after a verb, read by its usage line; what is left must be asked for."""

    def __init__(self, name, words):
        self.name = name
        self.usage = USAGES[name]
        self.unasked = set(self.usage.options)
        try:
            given = self.usage.read(words)
        except Unfit as mistake:
            raise self.wrong(str(mistake)) from None
        self.options = given.options
        self.left = given.plain

    def flag(self, option):
        return bool(self.value(option))

    def value(self, option):
        """The word after an option, or None."""
        assert option in self.usage.options, f"{option} is missing in: {self.usage.line}"
        self.unasked.discard(option)
        return self.options.get(option)

    def next(self, what=None):
        """The next plain word; without one None, or Trouble if `what` names what is missing."""
        if self.left:
            return self.left.pop(0)
        if what:
            raise self.wrong(f"{what} is missing")
        return None

    def end(self):
        """All that the usage line has was asked for."""
        assert not self.unasked and not self.left, f"{self.unasked or self.left} of: {self.usage.line}"

    def wrong(self, what):
        return Trouble(what, f"usage: ./course {self.usage.line}", 2)
