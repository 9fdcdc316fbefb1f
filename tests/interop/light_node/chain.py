"""Headers and the history that they make, checked without the blocks (sections 10, 11, 13 and 14)."""

from dataclasses import dataclass

from light_node.canonical import Refused, as_text, canonical, hash256

VERSION = 1
AHEAD = 2 * 3600  # seconds that a header may be ahead of our clock
MEDIAN_OF = 11    # a parent and the ten before it


@dataclass(frozen=True)
class Header:
    """80 bytes, the numbers with their lowest byte first (section 11)."""
    previous: bytes
    root: bytes
    time: int
    bits: int
    nonce: int
    version: int = VERSION

    @staticmethod
    def read(data):
        def number(at):
            return int.from_bytes(data[at:at + 4], "little")
        if len(data) != 80:
            raise Refused(f"a header of {len(data)} bytes")
        return Header(data[4:36], data[36:68], number(68), number(72), number(76), number(0))

    def bytes(self):
        numbers = [number.to_bytes(4, "little") for number in (self.version, self.time, self.bits, self.nonce)]
        return numbers[0] + self.previous + self.root + b"".join(numbers[1:])

    def hash(self):
        return hash256(self.bytes())


# -- proof of work (section 11) -------------------------------------------------------------------


def target_of(bits):
    """The number that a hash must not exceed (section 11)."""
    size, digits = bits >> 24, bits & 0x7F_FFFF
    target = digits << 8 * (size - 3) if size >= 3 else digits >> 8 * (3 - size)
    if bits & 0x80_0000 or target == 0 or target.bit_length() > 256:
        raise Refused(f"the bits {bits:08x} are no target")
    return target


def bits_of(target):
    """The other way; what does not fit into three bytes is lost (section 11)."""
    size = (target.bit_length() + 7) // 8
    digits = target >> 8 * (size - 3) if size >= 3 else target << 8 * (3 - size)
    if digits & 0x80_0000:
        size, digits = size + 1, digits >> 8
    return size << 24 | digits


def work_of(bits):
    return 2**256 // (target_of(bits) + 1)


def check_alone(header):
    """What a header shows by itself: its version and its work (sections 11 and 12)."""
    if header.version != VERSION:
        raise Refused(f"a header of version {header.version}")
    if int.from_bytes(header.hash(), "little") > target_of(header.bits):
        raise Refused(f"a header without the work that it claims: {as_text(header.hash())}")


# -- networks (section 13) ------------------------------------------------------------------------


@dataclass(frozen=True)
class Network:
    """What a network has agreed on; all but the name and the spacing as in the classroom (sections 13 and 18)."""
    name: str = "classroom"
    spacing: int = 5
    begins: int = 1_767_225_600
    easiest: int = 0x1F00FFFF
    interval: int = 4
    gaps: int = 4
    clamp: int = 4
    maturity: int = 3

    def genesis(self):
        """The header of the genesis block follows from the parameters (section 13)."""
        text = canonical({"network": self.name, "begins": self.begins, "easiest": self.easiest, "gaps": self.gaps,
                          "spacing": self.spacing, "interval": self.interval, "clamp": self.clamp,
                          "note": "お前すげー"})
        return Header(bytes(32), hash256(text), self.begins, self.easiest, 0)

    def retarget(self, bits, took):
        """The bits after an interval that took so many seconds (section 13)."""
        planned = self.interval * self.spacing
        took = min(max(took, planned // self.clamp), planned * self.clamp)
        return bits_of(min(max(target_of(bits) * took // planned, 1), target_of(self.easiest)))


# -- histories (section 14) -----------------------------------------------------------------------


class History:
    """Headers from the genesis block on, each of which has been checked on those below it."""

    def __init__(self, network):
        self.network = network
        self.work = 0  # of all but the genesis block
        self._headers, self._hashes, self._heights = [], [], {}
        self._push(network.genesis())

    def _push(self, header):
        self._heights[header.hash()] = len(self._headers)
        self._headers.append(header)
        self._hashes.append(header.hash())

    @property
    def height(self):
        return len(self._headers) - 1

    @property
    def tip(self):
        return self._hashes[-1]

    def header(self, height):
        return self._headers[height]

    def hash(self, height):
        return self._hashes[height]

    def height_of(self, digest):
        """None, if it is no block of this history."""
        return self._heights.get(digest)

    def up_to(self, height):
        """A copy that ends there: where another branch begins."""
        copy = History(self.network)
        for header in self._headers[1:height + 1]:
            copy._push(header)
            copy.work += work_of(header.bits)
        return copy

    def append(self, header, now):
        """Takes a header that holds here, with `now` in seconds since 1970, and refuses any other (section 14)."""
        check_alone(header)
        if header.previous != self.tip:
            raise Refused("a header that does not stand on the one before")
        if header.bits != self.bits_due():
            raise Refused(f"bits {header.bits:08x} at height {self.height + 1}, where {self.bits_due():08x} are due")
        if header.time <= self.median():
            raise Refused("a header that is older than the median of those below it")
        if header.time > now + AHEAD:
            raise Refused("a header from the future")
        self._push(header)
        self.work += work_of(header.bits)

    def bits_due(self):
        """The bits of the next block (section 13, retarget)."""
        parent, height = self._headers[-1], self.height + 1
        if height % self.network.interval:
            return parent.bits
        below = self._headers[max(0, self.height - self.network.gaps)]
        return self.network.retarget(parent.bits, parent.time - below.time)

    def median(self):
        """Of the last eleven times; of two in the middle the upper one (section 14)."""
        times = sorted(header.time for header in self._headers[-MEDIAN_OF:])
        return times[len(times) // 2]

    def locator(self):
        """The last one, the ten before it, then in steps that double, and the genesis block (section 20)."""
        heights, step = [], 1
        height = self.height
        while height > 0:
            heights.append(height)
            if len(heights) > 10:
                step *= 2
            height -= step
        return [as_text(self._hashes[height]) for height in [*heights, 0]]
