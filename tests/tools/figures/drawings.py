"""What a test reads out of a drawn figure."""

import itertools
import re
import xml.etree.ElementTree as xml

from figures.svg import wide

SVG = "{http://www.w3.org/2000/svg}"


def texts(drawn):
    return ["".join(node.itertext()) for node in xml.fromstring(drawn).iter(f"{SVG}text")]


def places(drawn):
    """Each text with the ends of its place: left, right, upper, lower."""
    found = []
    for node in xml.fromstring(drawn).iter(f"{SVG}text"):
        text, high, y = "".join(node.itertext()), float(node.get("font-size", 14)), float(node.get("y"))
        size = wide(text, high)
        left = float(node.get("x")) - {"middle": size / 2, "end": size, "start": 0}[node.get("text-anchor")]
        found.append((text, left, left + size, y - high * 0.8, y + high * 0.2))
    return found


def on_each_other(drawn):
    return [(one[0], other[0]) for one, other in itertools.combinations(places(drawn), 2)
            if one[1] < other[2] and other[1] < one[2] and one[3] < other[4] and other[3] < one[4]]


def ways(drawn, name):
    """The lines of a class: where each begins, and where it ends."""
    numbers = (re.findall(r"-?[\d.]+", path) for path in re.findall(rf'<path class="{name}" d="(M[^"]+)"', drawn))
    return [((float(way[0]), float(way[1])), (float(way[-2]), float(way[-1]))) for way in numbers]


def boxes(drawn, name):
    """The boxes of a class, each with its left, right, upper and lower end."""
    found = []
    for node in xml.fromstring(drawn).iter(f"{SVG}rect"):
        if node.get("class") == name:
            x, y, width, height = (float(node.get(side)) for side in ("x", "y", "width", "height"))
            found.append((x, x + width, y, y + height))
    return found
