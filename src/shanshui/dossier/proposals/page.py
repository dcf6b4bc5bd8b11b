"""A proposal as one self-contained page: part by part why, what would change, charts, worth, what is in the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import geopandas as gpd
from markupsafe import Markup
from shapely.geometry.base import BaseGeometry

from shanshui import pages
from shanshui.dossier.proposals.charts import draw_chart
from shanshui.dossier.proposals.sketch import sketch
from shanshui.finding import Finding
from shanshui.ledger import Fact
from shanshui.quantity import EMPTY, convert, printed, round_half_up, unit
from shanshui.standard import Described, Standard, describe
from shanshui.workspace.proposals import Change, LayerFile, PartReport, Report
from shanshui.workspace.proposals.report import sentence
from shanshui.workspace.proposals.selection import taken_roles

_OUTER = {"m2": "hm2", "yuan": "wan_yuan"}
"""Unit that a reader expects in place of the inner one."""

_OPEN = 30
"""Rows of a table of changes beyond which it is closed at first."""

_MOST = 400
"""Rows that are drawn of one table; all of them stand in the tables beside the page."""

_WORTHS = ("objective", "value")
"""What parts call the worth of a choice."""

_SHOWN = 24
"""Facts of the whole scope that are shown at once; the others open on demand."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row that would change: sign, key, and column, old and new words of each cell."""

    kind: str
    key: str
    cells: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class TableChanges:
    """What a part would change in one table."""

    key: str
    name: str
    counts: Mapping[str, int]
    rows: tuple[Row, ...]

    @property
    def shown(self) -> tuple[Row, ...]:
        """The first of them."""
        return self.rows[:_MOST]

    @property
    def closed(self) -> bool:
        """Whether they are too many to stand open."""
        return len(self.rows) > _OPEN


@dataclass(frozen=True, slots=True)
class Line:
    """A fact in words."""

    fact: Fact
    value: str
    interval: str


@dataclass(frozen=True, slots=True)
class Price:
    """The objective of what was entered, of the best known, its bound, and how much worse the first is, in words."""

    entered: str
    best: str
    bound: str
    price: str


@dataclass(frozen=True, slots=True)
class Sketch:
    """A proposed layer: name, number of features, file, whether entered lines are drawn over it, drawing."""

    name: str
    features: int
    file: str
    compared: bool
    svg: Markup


@dataclass(frozen=True, slots=True)
class Section:
    """One part as the page shows it."""

    part: str
    said: tuple[str, ...]
    charts: tuple[tuple[str, Markup], ...]
    sketches: tuple[Sketch, ...]
    prices: tuple[Price, ...]
    tables: tuple[TableChanges, ...]
    unchanged: tuple[str, ...]
    findings: tuple[tuple[Finding, Described], ...]
    main: tuple[Line, ...]
    more: tuple[Line, ...]
    adds_only: bool

    @property
    def empty(self) -> bool:
        """Whether it has nothing that could be accepted."""
        return not self.tables and not self.sketches


def proposal_page(
    report: Report,
    standard: Standard,
    layers: Mapping[str, gpd.GeoDataFrame],
    before: Mapping[str, Sequence[BaseGeometry]],
    roles: Iterable[str],
    lang: str = "zh",
) -> str:
    """Draw the page.

    Parameters
    ----------
    report : Report
        What was proposed.
    standard : Standard
        Words.
    layers : mapping of file to GeoDataFrame
        The layers that it names.
    before : mapping of role to geometries
        What was entered in their place, in the same CRS.
    roles : iterable of str
        Layers that the project has already.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    str
        An HTML document; the same proposal gives the same text.
    """
    known = taken_roles(roles)
    numbers = iter(range(1, 1 + sum(len(part.charts) for part in report.parts)))
    sections = []
    for part in report.parts:
        charts = tuple(
            (standard.label(chart.title, lang), Markup(draw_chart(chart, standard, lang, next(numbers))))
            for chart in part.charts
        )
        sketches = tuple(_sketched(x, layers[x.file], before.get(x.role, ()), standard, lang) for x in part.layers)
        sections.append(_section(part, report.changes, charts, sketches, known, standard, lang))
    told = {finding.id for part in report.parts for finding in part.findings}
    between = [(f, describe(f, lang, standard.rules)) for f in report.findings if f.id not in told]
    return pages.template(__package__, "proposal.html").render(
        lang="zh-CN" if lang == "zh" else "en",
        report=report,
        sections=sections,
        between=between,
        style=pages.style(__package__, "proposal.css"),
        clause=lambda fact: standard.concordance.here(fact.clause),
        label=lambda key: standard.label(key, lang),
        term=lambda vocabulary, code: standard.term(vocabulary, str(code), lang),
        symbol=lambda fact: unit(_OUTER.get(fact.unit, fact.unit)).symbol if fact.unit != "1" else "",
    )


def _section(
    part: PartReport,
    changes: Sequence[Change],
    charts: tuple[tuple[str, Markup], ...],
    sketches: tuple[Sketch, ...],
    known: frozenset[str],
    standard: Standard,
    lang: str,
) -> Section:
    own = [change for change in changes if change.part == part.part]
    tables = tuple(
        _table([c for c in own if c.table == key], key, standard, lang) for key in dict.fromkeys(c.table for c in own)
    )
    lines = [_line(fact, standard, lang) for fact in part.facts]
    main = [line for line in lines if line.fact.subject in ("scope", "proposal")][:_SHOWN] or lines[:_SHOWN]
    shown = {line.fact.id for line in main}
    return Section(
        part.part,
        tuple(sentence(said, standard, lang) for said in part.said),
        charts,
        sketches,
        _prices(part.facts, standard, lang),
        tables,
        tuple(_table_name(key, standard, lang) for key in part.tables if key not in {t.key for t in tables}),
        tuple((finding, describe(finding, lang, standard.rules)) for finding in part.findings),
        tuple(main),
        tuple(line for line in lines if line.fact.id not in shown),
        all(change.adds_only for change in own) and not any(layer.role in known for layer in part.layers),
    )


def _sketched(
    layer: LayerFile, frame: gpd.GeoDataFrame, before: Sequence[BaseGeometry], standard: Standard, lang: str
) -> Sketch:
    record = standard.role(layer.role)
    name = layer.role if record is None else record.name if lang == "zh" else record.name_en
    return Sketch(name, layer.features, layer.file, bool(before), Markup(sketch(frame, before)))


def _prices(facts: Sequence[Fact], standard: Standard, lang: str) -> tuple[Price, ...]:
    """What was entered beside the best known and the bound, wherever a part tells all of these."""
    own = {fact.id: fact for fact in facts}
    found = []
    for fact in facts:
        stem, dot, what = fact.id.rpartition(".entered.")
        best, bound = own.get(f"{stem}.{what}"), own.get(f"{stem}.bound")
        if not dot or what not in _WORTHS or best is None or bound is None:
            continue
        price = own.get(f"{stem}.entered.price")
        share = None if price is None else price.value
        told = EMPTY if not isinstance(share, Decimal) else f"{printed(round_half_up(share * 100, 1), 1)} %"
        entered_as, best_as, bound_as = (_line(one, standard, lang).value for one in (fact, best, bound))
        found.append(Price(entered_as, best_as, bound_as, told))
    return tuple(found)


def _table_name(key: str, standard: Standard, lang: str) -> str:
    return standard.inputs[key].name_zh if lang == "zh" else standard.inputs[key].name_en


def _table(changes: Sequence[Change], key: str, standard: Standard, lang: str) -> TableChanges:
    columns = standard.inputs[key].columns
    rows = []
    for change in changes:
        unique = [c.key for c in columns.values() if c.unique]
        cells = tuple(
            (columns[name].heading(lang), old, new)
            for name in columns
            if name in change.cells and not (change.kind == "added" and name in unique)
            for old, new in [change.cells[name]]
        )
        rows.append(Row(change.kind, " · ".join(part for part in change.key if part), cells))
    counts: Counter[str] = Counter(change.kind for change in changes)
    return TableChanges(key, _table_name(key, standard, lang), counts, tuple(rows))


def _line(fact: Fact, standard: Standard, lang: str) -> Line:
    if fact.value is None or isinstance(fact.value, str):
        return Line(fact, fact.value or fact.reason or EMPTY, "")
    outer = _OUTER.get(fact.unit, fact.unit)

    def shown(number: object) -> str:
        value = convert(number, fact.unit, outer)  # type: ignore[arg-type]  # ends of an interval are numbers
        places = max(0, min(4, 4 - value.adjusted())) if value else 0
        return printed(round_half_up(value, places).normalize(), None)

    low_high = "" if fact.low is None or fact.high is None else f"{shown(fact.low)} – {shown(fact.high)}"
    return Line(fact, shown(fact.value), low_high)
