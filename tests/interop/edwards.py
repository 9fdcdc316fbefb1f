"""Ed25519 in Python's integers, slowly and without secrets: what the C++ is compared with. It shares no code with ours
or with Crypto++. After RFC 8032, section 5.1."""
import hashlib

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
NEUTRAL = (0, 1)
SIGN = 1 << 255


def root_of(square):
    """A square root modulo P, or None."""
    root = pow(square, (P + 3) // 8, P)
    for candidate in (root, root * pow(2, (P - 1) // 4, P) % P):
        if candidate * candidate % P == square % P:
            return candidate
    return None


def point_of(y, odd):
    """The point with this y whose x is odd or even, or None. Where x is zero both stand for it."""
    y %= P
    x = root_of((y * y - 1) * pow(D * y * y + 1, -1, P))
    if x is None:
        return None
    return (x if x % 2 == odd or x == 0 else P - x, y)


def add(left, right):
    (x1, y1), (x2, y2) = left, right
    product = D * x1 * x2 * y1 * y2
    return ((x1 * y2 + x2 * y1) * pow(1 + product, -1, P) % P, (y1 * y2 + x1 * x2) * pow(1 - product, -1, P) % P)


def times(factor, point):
    result = NEUTRAL
    while factor:
        if factor & 1:
            result = add(result, point)
        point, factor = add(point, point), factor >> 1
    return result


def negative(point):
    return (-point[0] % P, point[1])


BASE = point_of(4 * pow(5, -1, P), 0)


def number(data):
    return int.from_bytes(data, "little")


def spelled(value):
    return value.to_bytes(32, "little")


def encoded(point):
    x, y = point
    return spelled(y | (SIGN if x % 2 else 0))


def decoded_loosely(data):
    """Also of a y that is not below P, and of an x = 0 with a sign."""
    value = number(data)
    return point_of(value & (SIGN - 1), value >> 255)


def decoded(data):
    """The point that these bytes are the canonical encoding of, or None."""
    point = decoded_loosely(data)
    return point if point and encoded(point) == data else None


def small(point):
    return times(8, point) == NEUTRAL


def sha512(*parts):
    return number(hashlib.sha512(b"".join(parts)).digest())


class Signer:
    def __init__(self, seed):
        digest = hashlib.sha512(seed).digest()
        self.scalar = number(digest[:32]) & ~7 & (1 << 254) - 1 | 1 << 254
        self.prefix = digest[32:]
        self.key = encoded(times(self.scalar, BASE))

    def sign(self, message):
        r = sha512(self.prefix, message) % L
        begin = encoded(times(r, BASE))
        return begin + spelled((r + sha512(begin, self.key, message) * self.scalar) % L)


def right_side(key_point, key, message, signature):
    """S·B − k·A."""
    k = sha512(signature[:32], key, message) % L
    return add(times(number(signature[32:]), BASE), negative(times(k, key_point)))


def holds(key, message, signature):
    """The course's rule."""
    if len(signature) != 64 or number(signature[32:]) >= L:
        return False
    points = decoded(key), decoded(signature[:32])
    if None in points or any(small(point) for point in points):
        return False
    return right_side(points[0], key, message, signature) == points[1]


def holds_loosely(key, message, signature):
    """What is left of it in Crypto++: R as bytes, and of S only that the highest bits are zero."""
    point = decoded_loosely(key)
    if len(signature) < 64 or signature[63] & 0xe0 or point is None:
        return False
    return encoded(right_side(point, key, message, signature[:64])) == signature[:32]
