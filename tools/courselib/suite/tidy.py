"""clang-tidy over all sources, several of a folder at a time.

clang-tidy spends most of its time on the standard library's headers, anew for every source. So sources of one
folder that are compiled alike go through it as one, and the few that are left of several folders: a file that
includes them. What they define for themselves
alone must not clash then; those whose names do, and those that the compiler then refuses, go separately. One check
does not look into included files, misc-unused-using-decls: unused_usings() takes its place.
"""

import concurrent.futures
import contextlib
import hashlib
import json
import os
import re
import shlex
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from courselib import terminal
from courselib.building import jobs
from courselib.suite.run import Result, tail

MOST = 16  # sources that go together
FEW = 5    # a pack with no more sources goes together with those of other folders
OWN_CODE = r"/(common|chapters|exercises|gui|tests|tools)/.*\.(hpp|cpp)$"
UNNAMED = re.compile(r"^namespace \{\n(.*?)^\}", re.M | re.S)
NAME = re.compile(r"^(?!#|//|namespace|return|template)(?=[A-Za-z_])[^\n;={(]*?(?<!::)\b(\w+)\s*(?:[({=;]|:(?!:))",
                  re.M)
ENTRIES = ("main", "LLVMFuzzerTestOneInput")  # each source that has one has its own: it gets another name
USING = re.compile(r"^ *using (?:\w+::)+(\w+);", re.M)
FINDING = re.compile(r"^(\S.*?):\d+:\d+: (?:error|warning): ", re.M)
ERROR = re.compile(r"^(\S.*?):\d+:\d+: (?:fatal )?error: ", re.M)


@dataclass
class Pack:
    """Sources that are compiled with the same words."""
    directory: str
    words: tuple
    files: list = field(default_factory=list)
    names: set = field(default_factory=set)

    def takes(self, other):
        return (self.directory == other.directory and self.words == other.words
                and len(self.files) + len(other.files) <= MOST and not self.names & other.names)

    def take(self, other):
        self.files += other.files
        self.names |= other.names


def clang_tidy(run):
    """Every source that the clang build compiles."""
    database = run.tree.build / "asan" / "compile_commands.json"
    if not database.exists():
        yield Result("clang-tidy", failed=1, text="there is no build with clang to look at")
        return
    commands = [entry for entry in json.loads(database.read_text())
                if is_inside(entry["file"], run.tree.root) and not is_inside(entry["file"], run.tree.build)]
    packs = packed(commands)
    sources = {short(path, run.tree.root) for pack in packs for path in pack.files}
    progress, log = terminal.Progress(), run.tree.log("clang-tidy")
    looked_at, said_of = 0, {}
    with open(log, "w") as out, concurrent.futures.ThreadPoolExecutor(jobs()) as pool:
        waiting = {pool.submit(look, run, pack): pack for pack in packs}
        for done in concurrent.futures.as_completed(waiting):
            looked_at += len(waiting[done].files)
            progress.update(f"clang-tidy: {looked_at} of {len(sources)}")
            for output, findings in done.result():
                out.write(output)
                said_of.update(findings)
    progress.clear()
    for path in sources:
        text = unused_usings(path, (run.tree.root / path).read_text())
        if text:
            said_of[path] = said_of.get(path, "") + text
    bad = sorted(said_of)
    yield Result("clang-tidy", passed=len(sources.difference(bad)), failed=len(bad), log=log,
                 text="\n".join(tail(said_of[path], 15) for path in bad[:4]),
                 repeat="clang-tidy -p build/asan " + " ".join(bad))


def packed(commands):
    """The sources of a compile_commands.json in packs; every source is in exactly one."""
    folders = {}
    for entry in sorted(commands, key=lambda entry: entry["file"]):
        path = entry["file"]
        alone = folders.setdefault(Path(path).parent, {})
        if path not in alone:  # it is built more than once: looking at it once is enough
            names = set(NAME.findall("".join(UNNAMED.findall(Path(path).read_text()))))
            alone[path] = Pack(entry["directory"], words_of(entry), [path], names)
    packs = [pack for alone in folders.values() for pack in merged(alone.values())]
    return [pack for pack in packs if len(pack.files) > FEW] + merged(p for p in packs if len(p.files) <= FEW)


def merged(packs):
    """The same sources in fewer packs, each source in the first that takes it."""
    fewer = []
    for pack in packs:
        place = next((other for other in fewer if other.takes(pack)), None)
        if place is None:
            fewer.append(pack)
        else:
            place.take(pack)
    return fewer


def words_of(entry):
    """The compiler's words without what differs from source to source."""
    words = shlex.split(entry["command"])
    for option in ("-o", "-c"):
        at = words.index(option)
        del words[at:at + 2]
    while not Path(words[0]).name.startswith(("clang", "g++")):
        del words[0]  # what starts the compiler: env, ccache
    return tuple(words)


def look(run, pack):
    """What clang-tidy says of a pack: [(all of it, {path: text}), …], one for each part that goes together."""
    folder = run.tree.build / "tidy"
    folder.mkdir(parents=True, exist_ok=True)
    said, files = [], pack.files
    while files:
        source = folder / name_of(files[0], run.tree.root)
        together, files = sort_out(pack, files, source)
        code, output = tidy(run, pack, source)
        said.append((output, findings(output, run.tree.root, together[0]) if code != 0 else {}))
    return said


def name_of(path, root):
    """A pack's source is called after the first that it includes, so that a new file elsewhere gives no other pack
    another name: what is remembered as clean is told from the rest by all that the compiler reads, names too."""
    return short(path, root).replace("/", "_")


def sort_out(pack, files, source):
    """Writes a source that includes as many of the files as go together: (these, the others)."""
    together = files
    while True:
        source.write_text("".join(included(number, path) for number, path in enumerate(together)))
        refused = set() if len(together) == 1 else ERROR.findall(compiled(pack, source))
        left = [path for path in together if path not in refused]
        if not refused:
            return together, [path for path in files if path not in together]
        together = left if left and len(left) < len(together) else together[:1]


def included(number, path):
    return ("".join(f"#define {entry} {entry.lower()}_{number}  // NOLINT\n" for entry in ENTRIES)
            + f'#include "{path}"  // NOLINT\n' + "".join(f"#undef {entry}\n" for entry in ENTRIES))


def compiled(pack, source):
    """What the compiler says of it."""
    return subprocess.run([*pack.words, "-w", "-fsyntax-only", str(source)], text=True, errors="replace",
                          cwd=pack.directory, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                          stderr=subprocess.PIPE, timeout=300).stderr


def tidy(run, pack, source):
    """Our checks alone: of the compiler's own warnings the build has seen all. What was clean once, to the last
    comment, is not looked at again."""
    program = shutil.which("clang-tidy") or "clang-tidy"
    clean = clean_mark(run, pack, source, program)
    if clean and clean.exists():
        return 0, ""
    done = subprocess.run([program, "--quiet", "--warnings-as-errors=*",
                           f"--config-file={run.tree.root}/.clang-tidy", f"--header-filter={OWN_CODE}", str(source),
                           "--", *pack.words[1:], "-w"], text=True, errors="replace", cwd=pack.directory,
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=900)
    if clean and done.returncode == 0:
        with contextlib.suppress(OSError):  # a home that may not be written to: it is looked at again, then
            clean.parent.mkdir(parents=True, exist_ok=True)
            clean.touch()
    return done.returncode, done.stdout


def clean_mark(run, pack, source, program):
    """The file that says that this was clean: named by all that clang-tidy reads of it, wherever the clone lies.
    Nothing, if the compiler cannot read it."""
    read = subprocess.run([*pack.words, "-w", "-E", "-CC", "-dD", str(source)], cwd=pack.directory, timeout=300,
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    if read.returncode != 0:
        return None
    version = subprocess.run([program, "--version"], stdout=subprocess.PIPE, check=False).stdout
    rules = (run.tree.root / ".clang-tidy").read_bytes()
    everything = b"\0".join([read.stdout, " ".join(pack.words).encode(), rules, version, OWN_CODE.encode()])
    name = hashlib.sha256(everything.replace(str(run.tree.root).encode(), b".")).hexdigest()
    caches = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(caches) / "simplebitcoin-course" / "tidy" / name


def findings(output, root, otherwise):
    """What was said of each file; `otherwise` is the file when none is named."""
    marks = list(FINDING.finditer(output))
    ends = [mark.start() for mark in marks[1:]] + [len(output)]
    found = {}
    for mark, end in zip(marks, ends):
        path = short(mark[1], root)
        found[path] = found.get(path, "") + output[mark.start():end].replace(f"{root}/", "")
    return found or {short(otherwise, root): output}


def short(path, root):
    return str(path).removeprefix(f"{root}/")


def unused_usings(path, text):
    """What to say of using-declarations whose name comes no second time in their file."""
    return "".join(f"{path}: nothing uses {name} [misc-unused-using-decls]\n" for name in USING.findall(text)
                   if len(re.findall(rf"\b{name}\b", text)) == 1)


def is_inside(path, folder):
    return str(path).startswith(f"{folder}/")
