"""A folder of submissions: whose files lie where."""

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from courselib.trouble import Trouble

LARGEST = 256 * 1024  # bytes of a file; the longest solution has a few thousand


@dataclass(frozen=True)
class Student:
    name: str
    folder: Path  # holds EXERCISE-ID/file


def students(folder, exercises, only=None):
    """Who has handed in, by name.

    FOLDER/STUDENT/EXERCISE-ID/file, or FOLDER/EXERCISE-ID/file for one student, as in everybody's my/. It is one
    student's if he is named (`only`), or if something in it bears the name of an exercise. What is one student's
    may also be a whole repository, with the files in its my/.
    """
    if not folder.is_dir():
        raise Trouble(f"there is no folder {folder}", "give the folder that holds the submissions", 2)
    ids = {exercise.id for exercise in exercises}
    if only or folders(folder) & ids or folders(folder / "my") & ids:
        return [Student(only or folder.resolve().name, inner(folder, ids))]
    found = [Student(name, inner(folder / name, ids)) for name in sorted(folders(folder))]
    if not any(folders(student.folder) & ids for student in found):
        raise Trouble(f"in {folder} nobody has handed in anything",
                      "it should hold STUDENT/EXERCISE-ID/file, or EXERCISE-ID/file for one student; for example "
                      f"{folder}/alice/{exercises[0].id}/{exercises[0].file}" if exercises else "")
    return found


def folders(folder):
    """Names of the folders in it; a link is none, as it may lead to anybody's."""
    try:
        return {entry.name for entry in os.scandir(folder)
                if entry.is_dir(follow_symlinks=False) and not entry.name.startswith(".")}
    except OSError:
        return set()


def inner(folder, ids):
    """A student's folder, or its my/ if the exercises are there."""
    return folder / "my" if "my" in folders(folder) and folders(folder / "my") & ids else folder


def read(student, exercise):
    """(text, '') of the file that was handed in, ('', why not), or None when there is none."""
    path = student.folder / exercise.id / exercise.file
    if exercise.id not in folders(student.folder) or not os.path.lexists(path):
        return None
    try:
        with open(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                return "", "it is not a file"
            content = file.read(LARGEST + 1)
    except OSError as error:
        return "", f"it cannot be read: {error.strerror} (a link is not followed)"
    if len(content) > LARGEST:
        return "", f"it has more than {LARGEST} bytes"
    try:
        return content.decode(), ""
    except UnicodeDecodeError:
        return "", "it is not UTF-8 text"
