"""The one exception that people see: what went wrong, and what to do next."""

import errno
from pathlib import Path


class Trouble(Exception):
    """Raised for anything a person can do something about. `advice` says what to do next."""

    def __init__(self, what, advice="", code=1):
        super().__init__(what)
        self.what = what
        self.advice = advice
        self.code = code


def trouble_of(error):
    """What a person can do about a disk or a folder that refuses; None for what is a defect of ours."""
    where = f"{error.filename}: " if error.filename else ""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Trouble(f"{where}there is no room left ({error.strerror})",
                       "removing build/ gives back its room, and costs only time; my/ holds what is yours")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return Trouble(f"{where}{error.strerror}",
                       "the course writes into build/ and my/ of its own folder; where it may not, SBC_BUILD_ROOT and "
                       "SBC_MY name two\nothers, for instance: SBC_BUILD_ROOT=/tmp/build SBC_MY=$HOME/my ./course …")
    if error.errno in (errno.ENOTDIR, errno.EEXIST):
        path = Path(error.filename or "")
        file = next((one for one in (path, *path.parents) if one.is_file()), None)
        return file and Trouble(f"{file} is a file, and the course needs a folder there",
                                "move it away, or let SBC_BUILD_ROOT or SBC_MY name a folder, if one of them names it")
    return None
