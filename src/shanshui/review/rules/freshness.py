"""Layers and statistics of their time (table A.1 note 1, 5.2.3.1), and where layers come from (H.3.2 d)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from shanshui.finding import Finding, Place
from shanshui.plan import limit
from shanshui.review.case import Case, grouped
from shanshui.review.listing import listed
from shanshui.review.rule import rule
from shanshui.review.when import is_after, read, year_of, years_before
from shanshui.standard import Record
from shanshui.workspace.catalog import CATALOG

_SOCIETY = "socioeconomy"
_LANDCOVER = "landcover"
_AGE = "LAYER-AGE"
"""Rule of the survey that already asks some layers for their date."""

_OLD = "FRESH-LAYER-OLD"


@rule("FRESH-LAYER-ORIGIN")
def layer_without_origin(case: Case) -> Iterator[Finding]:
    """A layer says when and by whom it was made, and who may use it."""
    for role, entry in case.entries.items():
        known = case.standard.role(role)
        dated = entry.date or (known is not None and _AGE in known.rules)
        empty = [key for key in ("date", "provider", "licence") if not getattr(entry, key).strip()]
        wanted = [key for key in empty if key != "date" or not dated]
        if wanted:
            want = listed(case.standard.label(f"catalog.key.{key}") for key in wanted)
            words = {"want_en": ", ".join(case.standard.label(f"catalog.key.{key}", "en") for key in wanted)}
            yield _layer(case, "FRESH-LAYER-ORIGIN", role, wanted[0], "", want, words)


@rule("FRESH-LAYER-FUTURE")
def layer_from_the_future(case: Case) -> Iterator[Finding]:
    """No layer is younger than the plan that rests on it."""
    for role, entry in case.entries.items():
        if is_after(read(entry.date), case.submitted):
            yield _layer(case, "FRESH-LAYER-FUTURE", role, "date", entry.date, f"≤ {case.submitted}")


@rule(_OLD)
def old_layer(case: Case) -> Iterator[Finding]:
    """What changes from year to year is not older than a few years before the base year."""
    base, most = case.plan.project.base_year, limit(case.plan.project, "material_age")
    for role, entry in case.entries.items():
        known = case.standard.role(role)
        if known is not None and _OLD in known.rules and years_before(read(entry.date), base) > most:
            yield _layer(case, _OLD, role, "date", entry.date, f"≥ {base - int(most)}")


@rule("FRESH-LANDCOVER")
def landcover_of_another_year(case: Case) -> Iterator[Finding]:
    """The land cover that base values come from is of the base year."""
    entry, base = case.entries.get(_LANDCOVER), case.plan.project.base_year
    year = year_of(read(entry.date)) if entry is not None else None
    if entry is not None and year is not None and year != base and not is_after(read(entry.date), case.submitted):
        yield _layer(case, "FRESH-LANDCOVER", _LANDCOVER, "date", entry.date, str(base))


@rule("FRESH-COMPARED")
def compared_year(case: Case) -> Iterator[Finding]:
    """A land cover to compare with lies before the base year, and its file is of the year that its role names."""
    base = case.plan.project.base_year
    for role, entry in case.entries.items():
        head, _, year = role.rpartition("_")
        if head != _LANDCOVER or not year.isdecimal():
            continue
        own = year_of(read(entry.date))
        if int(year) >= base:
            yield _layer(case, "FRESH-COMPARED", role, "", year, f"< {base}")
        elif own is not None and own != int(year):
            yield _layer(case, "FRESH-COMPARED", role, "date", entry.date, year)


@rule("FRESH-SOCIETY")
def old_statistics(case: Case) -> Iterator[Finding]:
    """Statistics of a region are not older than a few years before the base year, where none are younger."""
    base, most = case.plan.project.base_year, limit(case.plan.project, "society_age")
    series = grouped(case.records(_SOCIETY), lambda row: f"{row.text('subject')}:{row.text('indicator')}")
    latest = [max(rows, key=lambda row: row.whole("year") or 0) for rows in series.values()]
    old = [row for row in latest if years_before(row.text("year"), base) > most]
    yield from _by_year(case, "FRESH-SOCIETY", old, f"≥ {base - int(most)}")


@rule("FRESH-SOCIETY-FUTURE")
def statistics_from_the_future(case: Case) -> Iterator[Finding]:
    """No statistics are of a year after the submission."""
    late = [row for row in case.records(_SOCIETY) if is_after(row.text("year"), case.submitted)]
    yield from _by_year(case, "FRESH-SOCIETY-FUTURE", late, f"≤ {case.submitted}")


def _by_year(case: Case, code: str, rows: list[Record], want: str) -> Iterator[Finding]:
    """One finding for each region and year."""
    for key, same in grouped(rows, lambda row: f"{row.text('subject')}:{row.text('year')}").items():
        words = {"region": same[0].text("subject"), "indicators": listed(row.text("indicator") for row in same)}
        place, got = same[0].at("year"), same[0].text("year")
        yield Finding(code, place, got, want, f"{_SOCIETY}:{key}", words=words)


def _layer(
    case: Case, code: str, role: str, column: str, got: str, want: str, words: Mapping[str, str] | None = None
) -> Finding:
    known = case.standard.role(role)
    named = {"name": known.name, "name_en": known.name_en} if known else {"name": role, "name_en": role}
    place = Place(file=CATALOG, layer=role, column=column)
    return Finding(code, place, got, want, f"layer:{role}", words={**named, **(words or {})})
