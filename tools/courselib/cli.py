"""The verbs of ./course: which exist, what help says about them, and how errors are shown."""

import importlib
import signal
import sys
from collections import namedtuple

from courselib import terminal
from courselib.stages import nearest
from courselib.tree import Tree
from courselib.trouble import Trouble

# module: the file of courselib that holds run(tree, words); imported only when the verb is used.
Verb = namedtuple("Verb", "name usage about module")
VERBS = (
    Verb("list", "list [--json]", "the chapters, their programs and what can be broken", "overview"),
    Verb("demo", "demo [NN] [--mine]", "a stage live (the newest by default); --mine with your exercise files in it",
         "demos"),
    Verb("build", "build NN", "build a stage", "programs"),
    Verb("run", "run NN PROGRAM [args…]", "run one program of a stage", "programs"),
    Verb("break", "break NN [name]", "see what goes wrong in a stage", "failures"),
    Verb("diff", "diff NN MM [--full]", "what changed between stages; diff NN: what graduated into common/",
         "diff_verb"),
    Verb("exercise", "exercise [ID]", "check your exercise (the next one by default);\n"
         "also: list, hint, progress, watch, reset, solution, grade", "exercises.verbs"),
    Verb("test", "test [NN]", "test everything (or one chapter); --ci as CI does, --long with full figures",
         "suite.verb"),
    Verb("class", "class host NAME", "begin a class in your LAN: one network for everybody in the room;\n"
         "also: join WORD --name NICK", "classroom"),
    Verb("bench", "bench [WORD] [--json]", "measure speed against the bare libraries", "bench"),
    Verb("docs", "docs [--open]", "lessons and documents as a site that can be searched, without a network",
         "site.verb"),
)
HELP = ("help", "--help", "-h")


def main(words):
    """Runs one command line; returns the exit code."""
    signal.signal(signal.SIGTERM, end_in_order)
    if hasattr(signal, "SIGHUP"):
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


def dispatch(tree, words):
    if not words:
        from courselib import overview
        return overview.where(tree)
    first, rest = words[0], words[1:]
    if first in HELP:
        return show_help(rest)
    verb = next((verb for verb in VERBS if verb.name == first), None)
    if not verb:
        names = [verb.name for verb in VERBS]
        raise Trouble(f"there is no command '{first}'{nearest(first, names)}", "./course help lists the commands", 2)
    if any(word in HELP[1:] for word in rest[:1]):
        return show_help([first])
    return load(verb).run(tree, verb.name, rest)


def load(verb):
    return importlib.import_module(f"courselib.{verb.module}")


def show_help(words):
    if words:
        verb = next((verb for verb in VERBS if verb.name == words[0]), None)
        if not verb:
            raise Trouble(f"there is no command '{words[0]}'{nearest(words[0], [v.name for v in VERBS])}",
                          "./course help lists the commands", 2)
        more = getattr(load(verb), "HELP", {}).get(verb.name, "")
        terminal.say(f"./course {verb.usage}\n  " + verb.about.replace("\n", "\n  "))
        if more:
            terminal.say("\n" + more.strip("\n"))
        return 0
    rows = [("./course", "where you are, and what to do next")]
    for verb in VERBS:
        about, *others = verb.about.split("\n")
        rows.append((f"./course {verb.usage}", about))
        rows += [("", other) for other in others]
    terminal.say(terminal.table(rows, indent=0))
    terminal.say("\nNN is a chapter's number. ./course help VERB tells more.", "dim")
    return 0


def show(trouble):
    print(terminal.paint("course: ", "bold red", sys.stderr) + trouble.what, file=sys.stderr)
    if trouble.advice:
        print("\n".join("  " + line for line in trouble.advice.splitlines()), file=sys.stderr)
    sys.stderr.flush()


def end_in_order(number, _frame):
    """A request to end runs the same clean-up as Ctrl+C."""
    raise SystemExit(128 + number)


class Words:
    """The words after a verb: options are taken out, what is left must be asked for."""

    def __init__(self, verb, words, usage):
        self.verb = verb
        self.left = list(words)
        self.usage = usage
        self.options = []

    def flag(self, name):
        self.options.append(name)
        if name in self.left:
            self.left.remove(name)
            return True
        return False

    def value(self, name):
        """The word after an option, or None."""
        self.options.append(name)
        for index, word in enumerate(self.left):
            if word.startswith(name + "="):
                del self.left[index]
                return word[len(name) + 1:]
            if word == name:
                if index + 1 >= len(self.left):
                    raise self.wrong(f"{name} needs a value after it")
                value = self.left[index + 1]
                del self.left[index:index + 2]
                return value
        return None

    def next(self, what=None):
        """The next plain word; without one None, or Trouble if `what` names what is missing."""
        self._no_options()
        if self.left:
            return self.left.pop(0)
        if what:
            raise self.wrong(f"{what} is missing")
        return None

    def end(self):
        """Nothing may be left."""
        self._no_options()
        if self.left:
            raise self.wrong(f"'{self.left[0]}' is one word too many")

    def _no_options(self):
        unknown = next((word for word in self.left if word.startswith("-") and word != "-"), None)
        if unknown:
            raise self.wrong(f"{self.verb} has no option {unknown}{nearest(unknown, self.options)}")

    def wrong(self, what):
        return Trouble(what, f"usage: ./course {self.usage}", 2)
