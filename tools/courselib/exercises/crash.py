"""Explains in one sentence how a program ended when it did not come to its verdict, and trims its report."""

import re

# The first pattern that occurs decides.
SENTENCES = (
    (r"AddressSanitizer: heap-use-after-free", "Your code used memory after it was given back: a pointer, span or "
     "iterator outlived what it pointed into (a vector that grew, perhaps)."),
    (r"AddressSanitizer: stack-use-after-(return|scope)", "Your code used a local variable after its function or "
     "block had ended: a view or reference to it was kept."),
    (r"AddressSanitizer: (heap|stack|global|dynamic-stack)-buffer-(over|under)flow|AddressSanitizer: "
     r"container-overflow", "Your code read or wrote outside of a buffer: check the index against the size first."),
    (r"AddressSanitizer: stack-overflow", "The stack ran full: a function calls itself without end."),
    (r"AddressSanitizer: (allocation-size-too-big|requested allocation size)|exceeds maximum supported size",
     "Your code asked for an enormous piece of memory at once: check a length before allocating for it."),
    (r"rss limit exhausted|AddressSanitizer: out-of-memory|out of memory", "Your code took more than a gigabyte of "
     "memory: something grows without a limit."),
    (r"AddressSanitizer: attempting double-free|attempting free on address", "Your code gave back memory that was "
     "not its own to give back (twice, perhaps)."),
    (r"AddressSanitizer: SEGV|SIGSEGV|null pointer", "Your code followed a pointer that points to nothing."),
    (r"LeakSanitizer: detected memory leaks", "Memory that your code took with new was never given back: let a value "
     "or unique_ptr own it."),
    (r"Assertion '.*(size\(\)|empty\(\)|_M_is_engaged|has_value).*' failed|Assertion '__n", "The standard library "
     "stopped your program: an element was used that is not there (an index beyond the end, front() of something "
     "empty, the value of an empty optional)."),
    (r"Assertion .* failed", "An assertion did not hold: something that must always be true was not."),
    (r"runtime error: signed integer overflow", "A signed number became too large for its type."),
    (r"runtime error: (left|right) shift|shift exponent", "A shift went outside of the number's bits: convert to an "
     "unsigned type that is wide enough first."),
    (r"runtime error: .*out of bounds", "An index lies outside of its array."),
    (r"runtime error: ", "Your code did something that C++ leaves undefined; the line below says where."),
    (r"terminate called after throwing", "An exception was thrown that nobody caught."),
    (r"terminate called", "std::terminate was called: an exception left a noexcept function, or a thread was not "
     "joined."),
)
NOISE = re.compile(r"^\s*(=+\d*=+$|SUMMARY|Shadow byte|0x|=>0x|[A-Z][A-Za-z -]+: +[0-9a-f]{2}\b|HINT|$|This frame has|"
                   r"AddressSanitizer can not|AddressSanitizer:DEADLYSIGNAL|Process memory map|"
                   r"ERROR: AddressSanitizer: ABRT|ABORTING|Hint|Register|The signal|End of process)")
REPLACED = (  # what only a debugger could use
    (re.compile(r"^==\d+==\s*"), ""),
    (re.compile(r"\b(at|on) (unknown )?address 0x[0-9a-f]+.*"), ""),
    (re.compile(r" at 0x[0-9a-f]+ thread T\d+"), ""),
    (re.compile(r"^0x[0-9a-f]+ is located"), "it is located"),
    (re.compile(r"[\[(]0x[0-9a-f]+, ?0x[0-9a-f]+[\])]"), ""),
    (re.compile(r"^(/usr/\S+:\d+: ).*(Assertion '.*' failed)"), r"\2"),
)
FRAME = re.compile(r"^\s*#\d+ 0x[0-9a-f]+ (?:in )?(.*)$")
MOST_LINES = 12


def explain(output, exit_code):
    """One sentence about the reason."""
    for pattern, sentence in SENTENCES:
        if re.search(pattern, output):
            return sentence
    if exit_code is not None and exit_code < 0:
        return f"The program was ended by signal {-exit_code}."
    if exit_code == 0:
        return "The program ended by itself before the tests were through (a call of exit, perhaps)."
    return f"The program ended with exit code {exit_code} before the tests were through."


def trim(output, tree, own=("my/", "exercises/", "chapters/", "common/")):
    """The few lines that help: what was found, and the places in code that the reader can open."""
    kept = []
    for line in output.replace(str(tree.root) + "/", "").splitlines():
        frame = FRAME.match(line)
        if frame:
            place = frame[1].rsplit(" ", 1)[-1]
            if place.startswith(own) or place.startswith("/") and re.match(r"(?!/usr/)[^.]*\.[hc]pp:\d+", place):
                kept.append("    in " + shorten_frame(frame[1]))
            continue
        for pattern, text in REPLACED:
            line = pattern.sub(text, line)
        if not NOISE.match(line):
            kept.append(line.rstrip())
    shown = [line for before, line in zip([""] + kept, kept) if line != before]
    if len(shown) > MOST_LINES:
        shown = shown[:MOST_LINES] + ["…"]
    return "\n".join(shown)


def shorten_frame(frame):
    """'stage::f(std::span<…>) my/x.cpp:12' -> 'stage::f  my/x.cpp:12': the arguments' types only hide the name."""
    name, _, place = frame.rpartition(" ")
    name = re.sub(r"[(<].*", "", name) or name
    return f"{'the test' if 'C_A_T_C_H' in name else name}  {place}"
