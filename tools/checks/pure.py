"""The pure files: no socket, thread, clock, dice or file, neither by themselves nor through a header of ours."""
import os
import re

# What a pure file does not touch: header -> what it is. A folder ends with a slash.
IMPURE_HEADERS = {
    "thread": "threads", "mutex": "threads", "shared_mutex": "threads", "condition_variable": "threads",
    "future": "threads", "semaphore": "threads", "latch": "threads", "barrier": "threads",
    "stop_token": "threads", "pthread.h": "threads",
    "random": "a random device", "sys/random.h": "a random device", "cryptopp/osrng.h": "a random device",
    "fstream": "files", "filesystem": "files", "fcntl.h": "files", "sys/stat.h": "files",
    "iostream": "the terminal", "unistd.h": "the operating system", "poll.h": "the operating system",
    "sys/": "the operating system", "netinet/": "sockets", "arpa/": "sockets", "netdb.h": "sockets",
    "ctime": "a clock", "time.h": "a clock", "sys/time.h": "a clock",
}
IMPURE_WORDS = [
    (re.compile(r"::\s*now\s*\("), "::now()", "reads a clock", "take the time as a parameter"),
    (re.compile(r"\brandom_device\b"), "random_device", "draws a random number",
     "take the number as a parameter"),
]
# What makes a header impure even when only its .cpp touches it: the values that come out are different
# each time.
HIDDEN_BUT_FELT = {"threads", "a random device", "files", "a clock"}
# The parts of Asio that are values only: a .cpp may use them and stay pure for those who include its header.
VALUES_OF_ASIO = {"asio/ip/address.hpp", "asio/ip/address_v4.hpp", "asio/ip/address_v6.hpp"}


class Purity:
    def __init__(self, facts, refuse):
        self.facts = facts
        self.refuse = refuse  # refuse(path, line, sentence)
        self._impure = {}     # header -> chain of reasons, or nothing

    def impure_include(self, include):
        """What a standard or system header touches, or nothing."""
        if include in IMPURE_HEADERS:
            return IMPURE_HEADERS[include]
        for beginning, what in IMPURE_HEADERS.items():
            if beginning.endswith("/") and include.startswith(beginning):
                return what
        return None

    def why_impure(self, header, folders, underway=()):
        """Why a header of ours is not pure, as text, or nothing. Looks at what it includes, and at the
        .cpp of the same name: a function that draws random numbers is not pure because its declaration is."""
        path = self.find(header, folders)
        if path is None or path in underway:
            return None
        if path in self._impure:
            return self._impure[path]
        reason = None
        for part in (path, path[:-len(".hpp")] + ".cpp" if path.endswith(".hpp") else None):
            if part is None or not self.facts.exists(part):
                continue
            reason = reason or self.why_impure_file(part, folders, underway + (path,))
        if not underway:
            self._impure[path] = reason
        return reason

    def why_impure_file(self, path, folders, underway):
        source = self.facts.source(path)
        for line, include, _ in source.includes:
            place = "%s:%d" % (path, line)
            if self.facts.library_of(include) == "asio":
                if path.endswith(".cpp") and include in VALUES_OF_ASIO:
                    continue
                return "%s includes <%s>" % (place, include)
            what = self.impure_include(include)
            if what and (path.endswith(".hpp") or what in HIDDEN_BUT_FELT):
                return "%s includes <%s>, that is %s" % (place, include, what)
            if path.endswith(".hpp"):
                deeper = self.why_impure(include, folders, underway)
                if deeper:
                    return deeper
        for words, name, does, _ in IMPURE_WORDS:
            match = words.search(source.code)
            if match:
                return "%s:%d %s with %s" % (path, source.line_of(match.start()), does, name)
        return None

    def find(self, include, folders):
        for folder in folders:
            path = os.path.normpath(folder + "/" + include).replace(os.sep, "/")
            if self.facts.exists(path):
                return path
        return None

    def check(self, path, who, folders, checked_too=()):
        """`checked_too`: the files that stand under this check themselves and need no second sentence."""
        source = self.facts.source(path)
        for line, include, _ in source.includes:
            if self.facts.library_of(include) == "asio":
                self.refuse(path, line, "%s is pure and includes <%s>: bytes, time and nonces go in, actions "
                            "come out. Leave the socket to the driver." % (who, include))
                continue
            what = self.impure_include(include)
            if what:
                self.refuse(path, line, "%s is pure and includes <%s>, that is %s. Take what you need as a "
                            "parameter, and let the driver touch %s." % (who, include, what, what))
                continue
            reason = self.why_impure(include, folders)
            if reason and self.find(include, folders) not in checked_too:
                self.refuse(path, line, "%s is pure, but \"%s\" is not: %s. Include a header of plain values, "
                            "or take what you need as a parameter." % (who, include, reason))
        for words, name, does, instead in IMPURE_WORDS:
            for match in words.finditer(source.code):
                self.refuse(path, source.line_of(match.start()),
                            "%s is pure and %s with %s: %s." % (who, does, name, instead))
