"""What stands beside a page and below it: the chapters with their exercises, the documents, before and behind."""

from typing import Dict, List

from courselib.site.pages import Site, SitePage

WORDS = {"en": {"home": "The course", "chapters": "Chapters", "documents": "Documents", "name": "SimpleBitcoin in C++"},
         "ja": {"home": "このコース", "chapters": "章", "documents": "資料（英語）", "name": "SimpleBitcoin in C++"}}


def navigation(site: Site) -> Dict[str, list]:
    """For each language: groups of entries. Exercises and documents are in English, and stand in both."""
    return {language: groups(site, language) for language in WORDS if site.of_kind("home", language)}


def groups(site: Site, language: str) -> List[dict]:
    words = WORDS[language]
    lessons = [{**entry(lesson), "chapter": lesson.chapter,
                "below": [entry(exercise) for exercise in site.of_kind("exercise", "en", lesson.chapter)]}
               for lesson in site.of_kind("lesson", language)]
    documents = [entry(page) for page in site.of_kind("document") if page.path.count("/") < 2]
    return [{"title": "", "entries": [{**entry(site.of_kind("home", language)[0]), "title": words["home"]}]},
            {"title": words["chapters"], "entries": lessons}, {"title": words["documents"], "entries": documents}]


def entry(page: SitePage) -> dict:
    return {"title": page.title, "path": page.html}


def neighbours(site: Site) -> Dict[str, dict]:
    """For each page of the course, by its path, the page before it and the one behind it."""
    found: Dict[str, dict] = {}
    for language in WORDS:
        row = site.of_kind("home", language)
        for lesson in site.of_kind("lesson", language):
            row += [lesson, *(site.of_kind("exercise", language, lesson.chapter))]
        for before, behind in zip(row, row[1:]):
            found.setdefault(before.path, {})["next"] = entry(behind)
            found.setdefault(behind.path, {})["previous"] = entry(before)
    return found
