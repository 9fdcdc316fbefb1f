#!/usr/bin/env python3
"""Checks that the text is true: excerpts, coverage, sections, links, terms, commands, transcripts.

    python3 tools/lessons/check.py                        everything
    python3 tools/lessons/check.py --chapter 01 --fast    one chapter, all but the transcripts
    python3 tools/lessons/check.py --update-excerpts      write the excerpts anew from the sources
    python3 tools/lessons/check.py --translated           what was behind has been translated anew
    python3 tools/lessons/check.py --update-transcripts   write the transcripts anew from a real run

The directives that lessons use are described in CONTRIBUTING.md. The last line is
`N passed, N failed`; the exit code is 0 only when nothing failed.
"""

import argparse
import sys
from pathlib import Path
from typing import List

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from lessons.commands import check_commands  # noqa: E402
from lessons.coverage import check_coverage  # noqa: E402
from lessons.excerpts import check_excerpts  # noqa: E402
from lessons.glossary import check_glossary, check_new_terms  # noqa: E402
from lessons.links import check_exercise_links, check_links  # noqa: E402
from lessons.page import Page  # noqa: E402
from lessons.report import Report  # noqa: E402
from lessons.shape import check_shape  # noqa: E402
from lessons.stages import Stage, load_stages  # noqa: E402
from lessons.transcripts import PATIENCE, check_transcripts  # noqa: E402
from lessons.translation import LANGUAGES, check_translation, update_translation  # noqa: E402


def parse(words: List[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--chapter", metavar="NN", help="only this chapter's lesson and exercises")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--fast", action="store_true", help="everything but the transcripts")
    what.add_argument("--transcripts", action="store_true", help="only the transcripts")
    parser.add_argument("--update-excerpts", action="store_true", help="write excerpts anew from the sources")
    parser.add_argument("--translated", action="store_true",
                        help="write down that the translations are those of today's English pages")
    parser.add_argument("--update-transcripts", action="store_true", help="write transcripts anew from a real run")
    parser.add_argument("--root", type=Path, default=Path(__file__).resolve().parents[2], help=argparse.SUPPRESS)
    parser.add_argument("--patience", type=float, default=PATIENCE, help=argparse.SUPPRESS)
    return parser.parse_args(words)


def check_lesson(stage: Stage, stages: List[Stage], options: argparse.Namespace, report: Report) -> None:
    root = stage.root
    if not stage.lesson.exists():
        report.defect(stage.relative("README.md"), 0, "the chapter has no lesson", "Write it")
        return
    if options.update_excerpts:
        check_excerpts(Page(root, stage.lesson), root, Report(), update=True)
    if options.update_transcripts:
        check_transcripts(Page(root, stage.lesson), root, Report(), update=True, patience=options.patience)
    page = Page(root, stage.lesson)
    if not options.transcripts:
        check_shape(page, report)
        explained = check_excerpts(page, root, report)
        print(check_coverage(stage, explained, report))
        check_links(page, root, report)
        check_new_terms(page, report)
        check_commands(page, stages, report)
        check_translations(root, page, stages, options, report)
    if not options.fast:
        check_transcripts(page, root, report, patience=options.patience)


def check_translations(root: Path, english: Page, stages: List[Stage], options: argparse.Namespace,
                       report: Report) -> None:
    """Those that stand beside the English page."""
    for language in LANGUAGES:
        file = english.file.with_name(f"README.{language}.md")
        if not file.exists():
            continue
        if options.update_excerpts or options.translated:
            update_translation(english, Page(root, file), options.translated)
        page = Page(root, file)
        print(check_translation(english, page, report))
        check_links(page, root, report)
        check_commands(page, stages, report)


def check_documents(root: Path, stages: List[Stage], options: argparse.Namespace, report: Report) -> None:
    """The pages that are no lessons: links and commands; excerpts where they have some."""
    pattern = f"exercises/{options.chapter}-*/*.md" if options.chapter else "exercises/*/*.md"
    files = sorted(root.glob(pattern))
    if not options.chapter:
        translated = {root / f"README.{language}.md" for language in LANGUAGES}  # is looked at with its English page
        files += sorted(file for file in (*root.glob("*.md"), *root.glob("docs/**/*.md")) if file not in translated)
    for file in files:
        if options.update_excerpts:
            check_excerpts(Page(root, file), root, Report(), update=True)
        page = Page(root, file)
        check_excerpts(page, root, report)
        check_links(page, root, report)
        check_commands(page, stages, report)
    check_exercise_links(root, options.chapter, report)
    if not options.chapter:
        check_glossary(root, stages, report)
        check_translations(root, Page(root, root / "README.md"), stages, options, report)


def main(words: List[str]) -> int:
    options = parse(words)
    if options.chapter:
        options.chapter = options.chapter.zfill(2)
    root = options.root.resolve()
    report = Report()
    stages = load_stages(root, report)
    chosen = [stage for stage in stages if options.chapter in (None, stage.number)]
    if options.chapter and not chosen:
        report.defect("chapters", 0, f"there is no chapter {options.chapter} with a chapter.json",
                      "Chapters: " + (", ".join(stage.number for stage in stages) or "none"))
    for stage in chosen:
        check_lesson(stage, stages, options, report)
    if not options.transcripts:
        check_documents(root, stages, options, report)
    return report.finish()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
