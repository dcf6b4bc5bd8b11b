"""Running text (H.3.2): numbers typed by hand, against the tables, years, names, placeholders, length, units."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from difflib import SequenceMatcher
from functools import cache

from shanshui.claims.model import Quantity
from shanshui.claims.quantities import quantities
from shanshui.finding import Finding, Place
from shanshui.plan import Subproject, limit
from shanshui.plan.project import PROJECT
from shanshui.quantity import converted, printed, unit
from shanshui.review.case import Case, project_place
from shanshui.review.listing import listed
from shanshui.review.rule import rule
from shanshui.review.texts import cells, printed_texts, project_texts
from shanshui.standard.judging.limits import load_endings
from shanshui.standard.judging.rule_words import rule_words
from shanshui.standard.judging.unit_slips import unit_slips

_TEMPLATE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_TITLE = re.compile(r"《[^《》]*》")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_BETWEEN = re.compile(r"[^\d，。；、,;（）()]{0,6}")
"""What may stand between the name of a measure and its quantity."""
_OPEN, _SHUT = re.compile(r"[（(]"), re.compile(r"[）)]")
_DATED, _COUNTED = "a", "count"
_OWN_WORDS = frozenset({"rulings", "replies", "consultations", "opinions"})
"""Tables that hold what others said or what was decided; words such as "to be settled" mean something there."""


@rule("CHAPTER-NUMBER")
def typed_numbers(case: Case) -> Iterator[Finding]:
    """Amounts in the planner's own chapters quote facts; typed ones do not follow the tables."""
    for name, text in case.chapters.items():
        amounts = [q.text for q in quantities(_bare(text)) if q.unit and q.unit not in (_DATED, _COUNTED)]
        if amounts:
            words = {"count": str(len(amounts)), "amounts": listed(amounts)}
            yield Finding("CHAPTER-NUMBER", Place(file=f"chapters/{name}"), "", "", f"chapters/{name}", words=words)


@rule("TEXT-QUANTITY")
def quantity_in_words(case: Case) -> Iterator[Finding]:
    """A quantity of a measure in the contents of a sub-project is that of its works."""
    names = sorted(((m.name, m.code) for m in case.plan.measures if m.name), key=lambda pair: -len(pair[0]))
    rows = {row.text("code"): row for row in case.records("subprojects")}
    for sub in case.plan.subprojects:
        rest, amounts = sub.content, quantities(sub.content)
        for name, code in names if amounts else ():
            place = rest.find(name)
            given = _following(rest, place + len(name), amounts) if place >= 0 else None
            rest = rest.replace(name, "\0" * len(name))
            if given is None:
                continue
            planned = _planned(case, sub, code, given.unit)
            if planned and not any(abs(given.low - value) <= given.step / 2 for value in planned):
                symbol = unit(given.unit).symbol
                words = {"name": sub.name, "measure": name}
                at = rows[sub.code].at("content") if sub.code in rows else sub.place
                got, want = f"{given.low} {symbol}", f"{printed(planned[0], None)} {symbol}"
                yield Finding("TEXT-QUANTITY", at, got, want, f"subproject:{sub.code}.content.{code}", words=words)


@rule("TEXT-YEAR")
def year_of_the_target(case: Case) -> Iterator[Finding]:
    """Years in the overall target are the base year, years of works, or years of targets."""
    project = case.plan.project
    known = {project.base_year, *project.years, *(target.year for target in case.plan.targets if target.year)}
    years = dict.fromkeys(int(year) for year in _YEAR.findall(_TITLE.sub("", project.overall_target)))
    odd = [year for year in years if year not in known]
    if odd:
        want = listed(str(year) for year in sorted(known))
        place = project_place("overall_target")
        yield Finding("TEXT-YEAR", place, listed(map(str, odd)), want, "project.overall_target.year")


@rule("TEXT-NAME")
def mistyped_unit(case: Case) -> Iterator[Finding]:
    """Where a text names a restoration unit it is one of the plan's."""
    endings = [ending.word for ending in load_endings() if ending.of == "unit"]
    known, alike = [unit_.name for unit_ in case.plan.units], limit(case.plan.project, "name_slip_ratio")
    for place, text in printed_texts(case):
        for ending in endings:
            for found in re.finditer(re.escape(ending), text):
                near = _slip(text[: found.end()], known, alike)
                if near:
                    got = text[max(0, found.end() - len(near)) : found.end()]
                    yield Finding("TEXT-NAME", place, got, near, f"{_subject(place)}:{got}")


@rule("TEXT-PLACEHOLDER")
def left_to_be_filled(case: Case) -> Iterator[Finding]:
    """Nothing that was left to be filled in stands in the plan."""
    pattern = _placeholders()
    own = ((Place(file=f"chapters/{name}"), _bare(text)) for name, text in case.chapters.items())
    for place, text in (*cells(case, without=_OWN_WORDS), *project_texts(case, names=True), *own):
        found = pattern.search(text) if place.column != "note" else None
        if found:
            shown = text if len(text) <= 40 else f"…{text[max(0, found.start() - 10) : found.end() + 10]}…"
            yield Finding("TEXT-PLACEHOLDER", place, shown, "", _subject(place), words={"word": found.group()})


@rule("TEXT-LONG")
def text_too_long(case: Case) -> Iterator[Finding]:
    """A text that a table prints fits its cell."""
    most = limit(case.plan.project, "cell_text")
    for place, text in printed_texts(case):
        if place.sheet and len(text) > most:
            words = {"column": case.headings(place.sheet, [place.column])}
            yield Finding("TEXT-LONG", place, str(len(text)), f"≤ {most}", _subject(place), words=words)


@rule("TEXT-UNIT")
def unlawful_units(case: Case) -> Iterator[Finding]:
    """Units are the legal ones in their one spelling; a customary one may stand beside in brackets (H.3.2 c)."""
    pattern, slips = _slips(), {slip.word: slip for slip in unit_slips()}
    for place, text in printed_texts(case):
        bare = _bare(text)
        found: dict[str, str] = {}
        for match in pattern.finditer(bare):
            slip = slips[match.group(1)]
            if not (slip.beside and _in_brackets(bare, match.start())):
                found[slip.word] = slip.want
        if found:
            got, want = (listed(words) for words in (found, found.values()))
            yield Finding("TEXT-UNIT", place, got, want, f"{_subject(place)}:unit")


def _bare(text: str) -> str:
    """A chapter without what it quotes."""
    return _TEMPLATE.sub(" ", text)


def _following(text: str, place: int, amounts: tuple[Quantity, ...]) -> Quantity | None:
    """The one quantity with a unit that stands right after a place, within the clause."""
    nearest = next((amount for amount in amounts if amount.span.start >= place), None)
    if nearest is None or not nearest.unit or nearest.is_range:
        return None
    return nearest if _BETWEEN.fullmatch(text, place, nearest.span.start) else None


def _planned(case: Case, sub: Subproject, measure: str, into: str) -> list[Decimal]:
    """The whole quantity of a measure in a sub-project, then that of each work and mode; none of another kind."""
    amounts: list[Decimal] = []
    by_mode: dict[str, Decimal] = {}
    for work in case.works.get(sub.code, ()):
        if work.measure != measure or work.quantity is None:
            continue
        amount = converted(work.quantity, work.unit, into)
        if amount is None:
            return []
        amounts.append(amount)
        by_mode[work.mode] = by_mode.get(work.mode, Decimal(0)) + amount
    return [sum(amounts, Decimal(0)), *amounts, *by_mode.values()] if amounts else []


def _slip(text: str, names: list[str], alike: Decimal) -> str:
    """The name that the end of a text nearly is; empty where it is one, or like none."""
    if any(text.endswith(name) for name in names):
        return ""
    near = ((SequenceMatcher(None, text[-len(name) :], name, autojunk=False).ratio(), name) for name in names)
    best, name = max(near, default=(0.0, ""))
    return name if best >= alike else ""


@cache
def _placeholders() -> re.Pattern[str]:
    words = [
        rf"(?<![A-Za-z0-9]){word}{word[-1]}*(?![A-Za-z0-9])" if word.isascii() and word.isalpha() else re.escape(word)
        for word in rule_words("placeholder")
    ]
    return re.compile("|".join(words), re.IGNORECASE)


@cache
def _slips() -> re.Pattern[str]:
    words = sorted((re.escape(slip.word) for slip in unit_slips()), key=len, reverse=True)
    return re.compile(rf"\d\s*({'|'.join(words)})(?![A-Za-z0-9²³])")


def _in_brackets(text: str, place: int) -> bool:
    """Whether a bracket is open at a place."""
    before = text[:place]
    return len(_OPEN.findall(before)) > len(_SHUT.findall(before))


def _subject(place: Place) -> str:
    if place.sheet:
        return f"{place.sheet}[{place.row}].{place.column}"
    return f"project.{place.column}" if place.file == PROJECT else place.file
