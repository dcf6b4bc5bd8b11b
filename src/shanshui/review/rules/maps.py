"""Maps (A.2, H.2.2): what their titles promise, their review number, their place in the planner's own text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shanshui.finding import Finding, Place
from shanshui.plan import limit
from shanshui.review.case import Case, project_place
from shanshui.review.rule import rule
from shanshui.standard import Chapter, Section
from shanshui.standard.judging.rule_words import rule_words
from shanshui.workspace.catalog import CATALOG

_IMAGE = "imagery"
_YEAR = re.compile(r"(?:19|20)\d\d")
_REPLACE = re.compile(r"mode\s*[:：]\s*replace")
_DATE_MONTH = re.compile(r"\d{4}-(\d{2})")


@rule("MAP-SEASON")
def image_out_of_season(case: Case) -> Iterator[Finding]:
    """The image under the maps was taken while plants grow."""
    entry = case.entries.get(_IMAGE)
    match = _DATE_MONTH.match(entry.date) if entry is not None else None
    if entry is not None and match is not None:
        first, last = (limit(case.plan.project, f"growing_season_{end}") for end in ("first", "last"))
        if not first <= int(match.group(1)) <= last:
            place = Place(file=CATALOG, column=f"layers.{_IMAGE}.date", layer=_IMAGE)
            yield Finding("MAP-SEASON", place, entry.date, f"{first:f}–{last:f}", f"layer:{_IMAGE}.date")


@rule("MAP-NUMBER")
def form_of_review_number(case: Case) -> Iterator[Finding]:
    """A map review number has a year and the ending of such numbers."""
    number = case.plan.project.map_review_number.strip()
    endings = rule_words("review_number")
    if number and not (_YEAR.search(number) and number.endswith(endings)):
        place = project_place("map_review_number")
        yield Finding("MAP-NUMBER", place, number, "", "project.map_review_number")


@rule("MAP-COARSE")
def coarse_sheets(case: Case) -> Iterator[Finding]:
    """Map sheets are fine enough to be printed."""
    wanted, found = limit(case.plan.project, "map_dpi"), case.plan.project.map_dpi
    if found < wanted:
        yield Finding("MAP-COARSE", project_place("map_dpi"), str(found), f"{wanted:f}", "project.map_dpi")


@rule("MAP-UNMENTIONED")
def map_left_out(case: Case) -> Iterator[Finding]:
    """A chapter of the planner's that stands in the place of ours shows the maps that the code wants there."""
    for chapter in case.standard.outline:
        sections: tuple[Chapter | Section, ...] = (chapter, *chapter.all_sections())
        for section in sections:
            text = case.chapters.get(f"{section.key}.md", "")
            if not _REPLACE.fullmatch(text.partition("\n")[0].strip()):
                continue
            for key in section.figures:
                if not re.search(rf"figure\(\s*['\"]{key}['\"]", text):
                    title = case.standard.map(key).title.format(project="", year="").strip()
                    place = Place(file=f"chapters/{section.key}.md")
                    words = {"section": section.title, "section_en": section.title_en, "map": key}
                    yield Finding("MAP-UNMENTIONED", place, "", title, f"chapter:{section.key}.{key}", words=words)
