"""clang-tidy over all sources, several of a folder at a time.

clang-tidy spends most of its time on the standard library's headers, anew for every source. So sources of one
folder that are compiled alike go through it as one: a file that includes them. What they define for themselves
alone must not clash then; such sources go separately. One check does not look into included files, misc-unused-
using-decls: unused_usings() takes its place.
"""

import concurrent.futures
import json
import re
import shlex
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from courselib import terminal
from courselib.building import jobs
from courselib.suite.run import Result, tail

MOST = 12  # sources that go together
OWN_CODE = r"/(common|chapters|exercises|gui|tests|tools)/.*\.(hpp|cpp)$"
UNNAMED = re.compile(r"^namespace \{\n(.*?)^\}", re.M | re.S)
NAME = re.compile(r"^(?!#|//|namespace|return|template)(?=[A-Za-z_])[^\n;={(]*?(?<!::)\b(\w+)\s*(?:[({=;]|:(?!:))", re.M)
ALONE = re.compile(r"^(?:int main\b|extern \"C\")", re.M)
USING = re.compile(r"^ *using (?:\w+::)+(\w+);", re.M)
FINDING = re.compile(r"^(\S+?):\d+:\d+: (?:error|warning): ", re.M)
DOES_NOT_COMPILE = "[clang-diagnostic-error]"


@dataclass
class Pack:
    """Sources of one folder, compiled with the same words."""
    directory: str
    words: tuple
    files: list = field(default_factory=list)
    names: set = field(default_factory=set)

    def takes(self, names):
        return len(self.files) < MOST and not self.names & names


def clang_tidy(run):
    """Every source that the clang build compiles; needs that build's precompiled headers."""
    build = run.tree.build / "asan"
    database = build / "compile_commands.json"
    if not database.exists():
        yield Result("clang-tidy", failed=1, text="there is no build with clang to look at")
        return
    commands = [entry for entry in json.loads(database.read_text())
                if is_inside(entry["file"], run.tree.root) and not is_inside(entry["file"], run.tree.build)]
    packs = packed(commands)
    database = write_packs(packs, run.tree.build / "tidy")
    progress, log = terminal.Progress(), run.tree.log("clang-tidy")
    sources = {short(path, run.tree.root) for pack in packs for path in pack.files}
    looked_at, said_of = 0, {}
    with open(log, "w") as out, concurrent.futures.ThreadPoolExecutor(jobs()) as pool:
        waiting = {pool.submit(look, run, database.parent, index, pack): pack for index, pack in enumerate(packs)}
        for done in concurrent.futures.as_completed(waiting):
            looked_at += len(waiting[done].files)
            progress.update(f"clang-tidy: {looked_at} of {len(sources)}")
            output, findings = done.result()
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
    packs, seen = [], set()
    for entry in sorted(commands, key=lambda entry: entry["file"]):
        path = entry["file"]
        if path in seen:  # it is built more than once: looking at it once is enough
            continue
        seen.add(path)
        words, text = words_of(entry), Path(path).read_text()
        names = set(NAME.findall("".join(UNNAMED.findall(text)))) | ({"main"} if ALONE.search(text) else set())
        fitting = (pack for pack in packs if pack.directory == entry["directory"] and pack.words == words
                   and Path(pack.files[0]).parent == Path(path).parent and pack.takes(names))
        pack = next(fitting, None)
        if pack is None:
            pack = Pack(entry["directory"], words)
            packs.append(pack)
        pack.files.append(path)
        pack.names |= names
    return packs


def words_of(entry):
    """The compiler's words without what differs from source to source."""
    words = shlex.split(entry["command"])
    for option in ("-o", "-c"):
        at = words.index(option)
        del words[at:at + 2]
    while not Path(words[0]).name.startswith(("clang", "g++")):
        del words[0]  # what starts the compiler: env, ccache
    return tuple(words)


def write_packs(packs, folder):
    """A source for each pack, and the compile_commands.json that tells how it is compiled."""
    folder.mkdir(parents=True, exist_ok=True)
    entries = []
    for index, pack in enumerate(packs):
        source = source_of(folder, index)
        source.write_text("".join(f'#include "{path}"  // NOLINT\n' for path in pack.files))
        entries.append({"directory": pack.directory, "file": str(source),
                        "arguments": [*pack.words, "-c", str(source)]})
    database = folder / "compile_commands.json"
    database.write_text(json.dumps(entries))
    return database


def source_of(folder, index):
    return folder / f"pack_{index}.cpp"


def look(run, folder, index, pack):
    """What clang-tidy says of a pack, and of which files: (all of it, {path: text})."""
    code, output = tidy(run, folder, source_of(folder, index))
    if len(pack.files) > 1 and DOES_NOT_COMPILE in output:  # they do not go together after all
        told = [tidy(run, run.tree.build / "asan", Path(path)) + (path,) for path in pack.files]
    else:
        told = [(code, output, pack.files[0])]
    output = "".join(said for _, said, _ in told)
    return output, {path: text for code, said, first in told if code != 0
                    for path, text in findings(said, run.tree.root, first).items()}


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


def tidy(run, database, source):
    done = subprocess.run([shutil.which("clang-tidy") or "clang-tidy", "--quiet", "--warnings-as-errors=*",
                           f"--header-filter={OWN_CODE}", "-p", str(database), str(source)],
                          text=True, errors="replace", cwd=run.tree.root, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=900)
    return done.returncode, done.stdout


def is_inside(path, folder):
    return str(path).startswith(f"{folder}/")
