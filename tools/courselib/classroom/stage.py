"""What a class runs, and where its things lie."""

from courselib.programs import stage_build
from courselib.stages import find_stage, without_window

STAGE = "07"


def built(tree, *needed):
    """Builds the stage; program -> path, of those that exist (where there is no window, some do not)."""
    stage = find_stage(tree, STAGE)
    stage_build(tree, stage)
    programs = {name: path for name, path in stage.program_paths(tree.build / "dev").items() if path.exists()}
    for name in needed:
        if name not in programs:
            raise without_window(name, "; ./course class join WORD --name NICK --wallet does without")
    return programs


def own_folder(tree, *names):
    folder = tree.my.joinpath("class", *names)
    folder.mkdir(parents=True, exist_ok=True)
    return folder
