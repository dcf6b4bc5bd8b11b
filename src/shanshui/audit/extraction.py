"""An upper plan as rows of input tables: its zones, projects, quantities, indicators and money, each with its words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from types import MappingProxyType

from shanshui.audit.reading import Reading
from shanshui.claims.columns import is_nothing
from shanshui.claims.model import Claim, Indicator, Named, Project, Quantity, Span
from shanshui.claims.naming import WHOLE
from shanshui.claims.places import level_of
from shanshui.claims.scopes import scopes
from shanshui.quantity import convert, unit

Row = Mapping[str, str]
"""Key of the column to what stands in its cell."""

TABLES = ("upper_units", "upper_projects", "upper_quantities", "upper_indicators", "upper_money")
_BOUNDS = MappingProxyType({"about": "约", "at_least": "≥", "at_most": "≤", "over": "＞", "under": "＜", "": ""})
_HEDGES = re.compile(r"(?:约|近|为|达到?|共计?|合计|总计|是|需|[:：\s])+$")
_LONGEST = 200
"""Characters of a quotation that a table prints."""


@dataclass(frozen=True)
class Extract:
    """What was taken out of a plan.

    Parameters
    ----------
    rows : mapping of table to rows
        All tables of ``TABLES``.
    """

    rows: Mapping[str, tuple[Row, ...]]


def extract(reading: Reading) -> Extract:
    """Take the tables of an upper plan out of a document that was understood.

    Parameters
    ----------
    reading : Reading
        The plan.

    Returns
    -------
    Extract
        Rows by table, in the order of the document. A project that stands in a box and in a table as well, with the
        same years or none in one of them, is one row; its contents are those of the place that has any.
    """
    place = _Places(reading)
    coded = tuple(_coded(reading.projects))
    rows = {
        "upper_units": tuple(_zones(reading, place)),
        "upper_projects": tuple(_project(code, project, place) for code, project in coded),
        "upper_quantities": tuple(row for code, project in coded for row in _quantities(code, project, place)),
        "upper_indicators": tuple(row for one in reading.indicators for row in _values(one, reading, place)),
        "upper_money": tuple(_money(reading, coded, place)),
    }
    return Extract(MappingProxyType(rows))


class _Places:
    """Where stretches of the document stand."""

    def __init__(self, reading: Reading) -> None:
        self.text = reading.document.text
        self.name = reading.document.name
        self._blocks = reading.document.blocks
        self._starts = [block.start for block in self._blocks]

    def columns(self, span: Span, note: str = "") -> dict[str, str]:
        """The columns that every table ends with."""
        found = bisect_right(self._starts, span.start) - 1
        page = self._blocks[found].page if found >= 0 else None
        return {
            "quote": " ".join(self.text[span.start : span.end].split())[:_LONGEST],
            "start": str(span.start),
            "end": str(span.end),
            "page": "" if page is None else str(page),
            "paragraph": str(found + 1) if found >= 0 else "",
            "source": self.name,
            "note": note,
        }


def _coded(projects: Sequence[Project]) -> Iterator[tuple[str, Project]]:
    """Projects with codes, those that come again left out."""
    kept: list[Project] = []
    by_key: dict[str, list[int]] = {}
    for project in projects:
        same = next((i for i in by_key.get(project.name.key, ()) if _same_years(kept[i], project)), None)
        if same is None:
            by_key.setdefault(project.name.key, []).append(len(kept))
            kept.append(project)
        else:
            first = kept[same]
            kept[same] = replace(
                first,
                period=first.period or project.period,
                claims=first.claims or project.claims,
                places=first.places or project.places,
            )
    width = max(3, len(str(len(kept))))
    for number, project in enumerate(kept, start=1):
        yield f"P{number:0{width}}", project


def _same_years(one: Project, other: Project) -> bool:
    if one.period is None or other.period is None:
        return True
    return (one.period.first, one.period.last) == (other.period.first, other.period.last)


def _project(code: str, project: Project, place: _Places) -> Row:
    period = project.period
    return {
        "code": code,
        "name": _line(project.name.text),
        "number": _line(project.number),
        "group": _line(project.group),
        "first": str(period.first or "") if period is not None else "",
        "last": str(period.last or "") if period is not None else "",
        "places": "、".join(_townships(project.places) or dict.fromkeys(named.text for named in project.places)),
        "subprojects": "",
        "reason": "",
        **place.columns(project.name.span),
    }


def _quantities(code: str, project: Project, place: _Places) -> Iterator[Row]:
    for claim in project.claims:
        quantity = claim.quantity
        if quantity.dimension == "yuan" or not quantity.word:
            continue
        yield {
            "project": code,
            "item": _line(claim.of.key or claim.of.text or claim.attribute) or quantity.word,
            "attribute": claim.attribute,
            "quantity": plain(quantity.low),
            "unit": _symbol(quantity),
            "word": quantity.word,
            "total": "是" if claim.role == "total" else "否",
            "measure": "",
            **place.columns(_said(claim), _remark(quantity)),
        }


def _values(indicator: Indicator, reading: Reading, place: _Places) -> Iterator[Row]:
    base = reading.frame.base_year
    kind = {"binding": "约束性", "guiding": "引导性", "": ""}[indicator.nature]
    spans = {span.start: span for _, span in indicator.cells}
    unread = [(span, place.text[span.start : span.end].strip()) for span in spans.values()]
    for year, text, claim in indicator.values:
        if is_nothing(text):
            continue
        is_base = claim.role == "base" if claim is not None else base is not None and year is not None and year <= base
        at = next((n for n, (_, words) in enumerate(unread) if words == text), None)
        span = indicator.row if at is None else unread.pop(at)[0]
        span = span if claim is None else claim.sentence
        quantity = claim.quantity if claim is not None else None
        yield {
            "indicator": _line(indicator.name.text),
            "unit": _line(indicator.unit),
            "kind": kind,
            "role": "现状" if is_base else "目标",
            "year": "" if year is None else str(year),
            "value": _line(text) if quantity is None else plain(quantity.low),
            "cumulative": "是" if quantity is not None and quantity.bracketed else "否",
            "target": "",
            **place.columns(span, "" if quantity is None else _remark(quantity)),
        }


def _money(reading: Reading, coded: Iterable[tuple[str, Project]], place: _Places) -> Iterator[Row]:
    """Money of the plan as a whole, then that of each project."""
    own = [(code, claim) for code, project in coded for claim in project.claims]
    inside = {claim.quantity.span for _, claim in own}
    stretches = [project.span for project in reading.projects]
    whole = [
        ("scope", claim)
        for claim in reading.claims
        if claim.quantity.span not in inside and not any(claim.quantity.span.within(span) for span in stretches)
    ]
    for subject, claim in (*whole, *own):
        if claim.quantity.dimension != "yuan":
            continue
        phase = {"near": "近期", "far": "中远期", "end": "规划期"}.get(claim.phase, "")
        yield {
            "subject": subject,
            "item": _item(place.text, claim),
            "first": str(claim.first or ""),
            "last": str(claim.last or ""),
            "phase": phase,
            "amount": plain(convert(claim.quantity.value, "yuan", "wan_yuan")),
            **place.columns(_said(claim), _remark(claim.quantity)),
        }


def _item(text: str, claim: Claim) -> str:
    """What an amount of money is called where it stands: 规划总投资, 近期投资; in a table the head of its column."""
    said = _said(claim)
    words = text[said.start : claim.quantity.span.start]
    return _line(_HEDGES.sub("", words) or claim.of.key or claim.of.text) or "投资"


def _zones(reading: Reading, place: _Places) -> Iterator[Row]:
    """Zones that headings name, with the area that the text gives them and the townships that it tells of them."""
    known = scopes(reading.document)
    bounds = [*known.starts[1:], len(reading.document.text)]
    seen: set[str] = set()
    for start, end, name, kind in zip(known.starts, bounds, known.names, known.kinds, strict=True):
        if kind != "zone" or name in seen:
            continue
        seen.add(name)
        inside = [named for named in reading.places if start <= named.span.start < end]
        area = next((claim for claim in reading.claims if _is_area_of(claim, name, start, end)), None)
        at = reading.document.text.find(name, start, end)
        span = Span(at, at + len(name)) if at >= 0 else Span(start, min(end, start + len(name)))
        yield {
            "name": _line(name),
            "area": "" if area is None else plain(convert(area.quantity.value, "m2", "km2")),
            "places": "、".join(_townships(inside)),
            "units": "",
            **place.columns(span),
        }


def _is_area_of(claim: Claim, name: str, start: int, end: int) -> bool:
    if not start <= claim.quantity.span.start < end or claim.quantity.dimension != "m2":
        return False
    return claim.of.key in ("", WHOLE, name) and claim.attribute in ("", "area") and claim.role != "share"


def _townships(names: Iterable[Named]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(named.text for named in names if level_of(named.text) == "township"))


def _said(claim: Claim) -> Span:
    """The words from the thing to its amount, where they stand near each other; else the amount."""
    span = claim.quantity.span
    thing = claim.of.span
    if claim.of.text and 0 <= span.start - thing.end <= 20:
        return Span(thing.start, span.end)
    return Span(span.start, max(span.end, thing.end)) if claim.of.text and 0 <= thing.start - span.end <= 2 else span


def _symbol(quantity: Quantity) -> str:
    return unit(quantity.unit).symbol if quantity.unit else "个"


def _remark(quantity: Quantity) -> str:
    bound = _BOUNDS[quantity.bound]
    return f"{bound}至{plain(quantity.high)}" if quantity.is_range else bound


def plain(value: Decimal) -> str:
    """A number as a table holds it.

    Examples
    --------
    >>> plain(Decimal("1.20E+3")), plain(Decimal("0.50"))
    ('1200', '0.50')
    """
    return f"{value:f}"


def _line(text: str) -> str:
    return " ".join(text.split())
