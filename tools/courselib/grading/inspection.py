"""Looks at a submission before it runs: what it includes, what it names, and what lies in its object file.

Submitted code runs in one program with the tests, so whoever may do anything there may also forge a verdict.
An exercise needs neither files nor processes nor assembly: a file that names them is not run at all.
"""

import re
from pathlib import Path

READELF = ["readelf", "--wide", "--sections", "--symbols"]
END_EARLY = ("exit", "_exit", "_Exit", "quick_exit", "pthread_exit")
FORBIDDEN = re.compile(r"""(?:
    at_quick_exit|atexit|on_exit|set_terminate|_ZSt1[35]set_(?:terminate|unexpected).*|
    v?fork|clone3?|posix_spawnp?|exec[lv]p?e?|execv[pe]+|execveat|
    system|popen|wait(?:pid|id|[34])?|kill|killpg|t(?:g)?kill|raise|
    syscall|(?:f|fd|fre)?open(?:64|at|at64)?|__open.*|creat(?:64)?|p?(?:read|write)v?(?:64)?|dup[23]?|pipe2?|
    mmap(?:64)?|munmap|mprotect|mremap|s?brk|shm_open|shmat|memfd_create|(?:un)?link(?:at)?|remove|rename(?:at)?|
    symlink|
    chmod|chdir|f?truncate(?:64)?|mkdir|opendir|readdir(?:64)?|socket(?:pair)?|connect|bind|sendto|sendmsg|
    dlopen|dlv?sym|dladdr|dl_iterate_phdr|ptrace|prctl|process_vm_.*|__libc_.*|getauxval|
    signal|sigaction|sigaltstack|setitimer|alarm|timer_create|set(?:r|p)limit(?:64)?|
    _?_?(?:sig)?setjmp|_?(?:sig)?longjmp|__longjmp_chk|(?:secure_)?getenv|(?:put|set|unset)env|_{0,2}environ|
    __sanitizer_.*|__lsan_.*|__ubsan_(?:default|on)_.*|
    __asan_(?:set_error|(?:un)?poison_memory|on_error|default_|locate|addr).*|
    .*basic_[io]?fstream.*|.*basic_filebuf.*|_ZNK?St10filesystem.*|.*5Catch.*
    )""", re.X)
EVERYBODYS = re.compile(r"_Z(?:n[wa]m(?!Pv$)|d[la]Pv(?!S_$)|St\d)")  # new, delete (but in place), functions of std
SECTIONS = re.compile(r"""\.(?:rela\.|rel\.)?(?:
    (?:text|data|bss|rodata|tdata|tbss|gcc_except_table|debug_|note)[^ ]*|
    eh_frame|init_array|fini_array|(?:init|fini)_array\.00099|comment|group|symtab|strtab|shstrtab|
    symtab_shndx)""", re.X)
EARLY_TABLE = re.compile(r"\.(?:init|fini)_array\.00099")  # the sanitizer's own, one pointer long
ASSEMBLY = re.compile(r"\b(?:asm|__asm|__asm__)\b")
WORD_OR_LITERAL = re.compile(  # a raw string, a string, a character; words and numbers (1'000) begin none
    r'''(?:u8|[uUL])?R"([^()\\\s]{0,16})\(.*?\)\1"|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\''''
    r"|(?P<word>\.?\d(?:'?[\w.])*|[^\W\d][\w$]*)", re.S)
GAP = r"(?:[ \t\v\f\r]|/\*.*?\*/)*"
LINE_DIRECTIVE = re.compile(rf"(?:^|\*/)[ \t\v\f\r]*(?:#|%:|\?\?=){GAP}(?:line\b|\d)", re.M | re.S)
SPLICE = re.compile(r"\\[ \t\v\f\r]*\n")
MARKER = re.compile(r'^# (\d+) "((?:[^"\\]|\\.)*)"')
MACRO = re.compile(r"^#define (\S+?)(\(.*|\s+\S.*)$")


def of_source(text):
    """A reason why this text is not even compiled, or ''."""
    if LINE_DIRECTIVE.search(SPLICE.sub("", text.removeprefix("\ufeff"))):
        return "it has a #line, and what follows would seem to stand in another file"
    if "\0" in text:
        return "it holds a zero byte"
    return ""


def of_preprocessed(text, file, allowed):
    """What the preprocessor saw: a reason, or ''. `allowed` are the folders whose headers may be included."""
    here, code = False, []
    for line in text.split("\n"):  # as the compiler does, which knows no other end of a line
        marker = MARKER.match(line)
        if marker:
            here = Path(marker[2]) == file
            if not here and not may_include(marker[2], allowed):
                return f"it includes {marker[2]}"
        elif here:
            macro = MACRO.match(line)
            if macro and file.suffix != ".cpp":
                return f"it defines the macro {macro[1]}, which the tests would see"
            if file.suffix != ".cpp" and line.startswith("#undef "):
                return f"it takes away the macro {line.split()[1]}"
            if not re.match(r"#\s*(?:define|undef|pragma)\b", line):
                code.append(line)
    words = WORD_OR_LITERAL.sub(lambda found: found["word"] or " ", "\n".join(code))
    return "it holds assembly" if ASSEMBLY.search(words) else ""


def may_include(path, allowed):
    """Headers of the system, of the course, and of the exercise; no solution, and no source of a chapter."""
    if path.startswith("<") or not path.startswith("/"):
        return path.startswith("<")
    path = Path(path)
    if any(path.is_relative_to(folder) for folder in ("/usr/include", "/usr/lib", "/usr/local/include")):
        return True
    return ".." not in path.parts and not {"solution", "wrong", "starter"} & set(path.parts) and \
        (path.suffix in (".hpp", ".hxx", ".h", "") or path.name == "tests.cpp") and \
        any(path.is_relative_to(folder) for folder in allowed)


def of_object(said, before):
    """What readelf says of its object: a reason, or ''. `before`: what it says of the starter's."""
    sections, defined, needed, indirect = read_object(said)
    _, usual_defined, usual_needed, _ = read_object(before)
    for name, size in sections.items():
        if not SECTIONS.fullmatch(name) or EARLY_TABLE.fullmatch(name) and size > 8:
            return f"it puts code or data into the section {name}"
    if indirect:
        return f"{indirect[0]} is chosen while the program is loaded"
    for name in sorted(needed - usual_needed):
        if name in END_EARLY or FORBIDDEN.fullmatch(name):
            return f"it uses {readable(name)}"
    for name in sorted(defined - usual_defined):
        if not name.startswith(("_Z", "__odr_asan", "DW.ref.")) or EVERYBODYS.match(name) or "5Catch" in name:
            return f"it defines {readable(name)}, which is not its own"
    return ""


def ends_early(reason):
    return reason.removeprefix("it uses ") in END_EARLY


def read_object(said):
    """Sections with their sizes, names that are defined for others, names that are needed, indirect functions."""
    sections, defined, needed, indirect = {}, set(), set(), []
    for line in said.splitlines():
        section = re.match(r"^ +\[ *\d+\] (\S+) +[A-Z_]+ +[0-9a-f]+ [0-9a-f]+ ([0-9a-f]+)", line)
        if section:
            sections[section[1]] = sections.get(section[1], 0) + int(section[2], 16)
        symbol = re.match(r"^ +\d+: [0-9a-f]+ +\S+ (\S+) +(\S+) +\S+ +(\S+) (\S+)", line)
        if not symbol:
            continue
        kind, binding, place, name = symbol.groups()
        if kind == "IFUNC" or "GNU_IFUNC" in kind:
            indirect.append(name)
        if binding in ("GLOBAL", "WEAK", "UNIQUE"):
            if not (binding == "WEAK" and name.startswith("_ZSt")):  # an instance of a template
                (needed if place == "UND" else defined).add(name)
    return sections, defined, needed, indirect


def readable(name):
    for sign, words in (("fstream", "a file stream"), ("filebuf", "a file stream"), ("filesystem", "std::filesystem"),
                        ("5Catch", "what belongs to the tests"), ("set_terminate", "std::set_terminate")):
        if sign in name and name.startswith("_Z"):
            return words
    return name
