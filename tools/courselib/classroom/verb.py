"""./course class: the host begins it, the others join it with one word."""

from courselib.classroom.help import HELP, SHORT_HOST, SHORT_JOIN  # noqa: F401  (./course help class reads HELP here)
from courselib.classroom.hosting import host
from courselib.classroom.joining import join
from courselib.stages import nearest
from courselib.trouble import Trouble


def run(tree, verb, words):
    roles = {"host": host, "join": join}
    if not words or words[0] not in roles:
        raise Trouble(f"class has no '{words[0]}'{nearest(words[0], roles)}" if words else
                      "class needs to know whether you begin one or join one",
                      f"usage: ./course {SHORT_HOST}\n       ./course {SHORT_JOIN}\n./course help class tells more", 2)
    return roles[words[0]](tree, words[1:])
