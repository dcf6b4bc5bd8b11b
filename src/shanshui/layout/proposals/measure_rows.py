"""Proposed measures as rows of input tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import shapely

from shanshui.geo import crs as reference
from shanshui.layout.measures.candidates import Candidate
from shanshui.layout.measures.untreated import Spot
from shanshui.plan import Plan
from shanshui.quantity import convert, printed, round_half_up, unit
from shanshui.standard import Standard
from shanshui.standard.judging.subproject_categories import load_subproject_categories
from shanshui.standard.method.measures import LibraryMeasure, library_price, load_effects, load_measures
from shanshui.workspace import Workspace
from shanshui.workspace.derived_units import read_units
from shanshui.workspace.layers import subjects

_LIST = "、"

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Added:
    """A sub-project that is proposed, with what would be done in it.

    Parameters
    ----------
    code, unit : str
        Its own code, and its restoration unit's.
    problem : str
        That it is for.
    spots : tuple of Spot
        Where.
    works : tuple of Candidate
        The best measure of each spot.
    """

    code: str
    unit: str
    problem: str
    spots: tuple[Spot, ...]
    works: tuple[Candidate, ...]

    @property
    def area(self) -> Decimal:
        """Ground that the works stand on [m²]."""
        return sum((work.quantity for work in self.works), Decimal(0))


def proposed_tables(
    plan: Plan, workspace: Workspace, standard: Standard, works: Sequence[Candidate], added: Sequence[Added]
) -> Mapping[str, tuple[Mapping[str, str], ...]]:
    """Whole tables with the rows entered and those proposed; none that stays as it is."""
    rows: dict[str, list[Row]] = {"works": [], "measures": [], "prices": [], "subprojects": []}
    rows["works"] += [_work_row(plan, standard, work.subproject, work) for work in works]
    for one in added:
        rows["subprojects"].append(_subproject_row(plan, workspace, standard, one))
        by_measure: dict[tuple[str, str], list[Candidate]] = {}
        for each in one.works:
            by_measure.setdefault((each.measure, each.mode), []).append(each)
        rows["works"] += [_work_row(plan, standard, one.code, *same) for same in by_measure.values()]
    codes = {measure.code for measure in plan.measures}
    new = {work.measure: work for work in (*works, *(each for one in added for each in one.works))}
    for code, work in new.items():
        if code not in codes:
            rows["measures"].append(_measure_row(standard, work.library))
            rows["prices"] += _price_row(plan, standard, work.library)
    return {table: (*_unchanged(plan, standard, table), *more) for table, more in rows.items() if more}


def _unchanged(plan: Plan, standard: Standard, table: str) -> Iterator[Row]:
    """Rows as entered, by the columns that tell them apart: what a row does not name stays as it is."""
    columns = standard.inputs[table].columns
    keys = [key for key, column in columns.items() if column.unique]
    for record in plan.records.get(table, ()):
        yield {key: record.text(key) for key in keys}


def _work_row(plan: Plan, standard: Standard, subproject: str, *same: Candidate) -> Row:
    first, own = same[0], plan.measure(same[0].measure)
    area = convert(sum((one.quantity for one in same), Decimal(0)), "m2", "hm2")
    return {
        "subproject": subproject,
        "measure": first.measure,
        "mode": standard.word("mode", first.mode),
        "quantity": printed(round_half_up(area, 2), 2),
        "unit": unit("hm2").name_zh,
        "indicator": standard.word("performance", own.indicator) if own is not None and own.indicator else "",
        "synthetic": standard.word("yes_no", "yes"),
        "source": standard.label("proposal.measures.source"),
        "note": standard.label("proposal.measures.note"),
    }


def _measure_row(standard: Standard, key: str) -> Row:
    kin = load_measures()[key]
    return {
        "code": kin.key,
        "name": kin.name,
        "category": standard.word("measure_category", kin.category),
        "modes": _LIST.join(standard.word("mode", mode) for mode in kin.modes),
        "unit": unit(kin.unit).name_zh,
        "slope_max": "" if kin.slope_max is None else f"{kin.slope_max:g}",
        "soil": kin.soil,
        "season": _LIST.join(standard.word("season", season) for season in kin.season),
        "library": kin.name,
        "effect": _LIST.join(_effect_words(standard, kin)) or kin.no_effect,
        "care_cost": "" if kin.care_cost is None else printed(kin.care_cost, None),
        "source": f"{standard.label('proposal.measures.library')}：{kin.source}（{kin.certainty}）",
    }


def _effect_words(standard: Standard, kin: LibraryMeasure) -> Iterator[str]:
    """What a measure comes to, quantity by quantity: × for a factor, + for an amount."""
    last = {row.quantity: row for row in load_effects()[kin.key]}
    for row in last.values():
        sign = "×" if row.kind == "factor" else "+"
        symbol = unit(row.unit).symbol if row.unit else ""
        yield f"{standard.word('effect_quantity', row.quantity)} {sign}{printed(row.value, None)} {symbol}".strip()


def _price_row(plan: Plan, standard: Standard, key: str) -> Iterator[Row]:
    """The published price of a measure, as made up for this place; none where nobody published one."""
    price = library_price(key)
    if price is not None:
        yield {
            "measure": key,
            "region": plan.project.whole_region,
            "price": printed(price.price, None),
            "unit": unit(price.unit).symbol,
            "price_year": "" if price.price_year is None else str(price.price_year),
            "synthetic": standard.word("yes_no", "yes"),
            "source": "：".join(part for part in (price.region, f"{price.source}（{price.certainty}）") if part),
            "note": standard.label("proposal.measures.price_note"),
        }


def _subproject_row(plan: Plan, workspace: Workspace, standard: Standard, one: Added) -> Row:
    word = standard.word("ecosystem_problem", one.problem)
    category = _category(one.problem)
    departments = load_subproject_categories()[category].departments
    townships = dict.fromkeys(code for spot in one.spots for code in workspace.facts.codes(f"{spot.place}.townships"))
    longitude, latitude = _centre(workspace, one)
    names = dict.fromkeys(work.name for work in one.works)
    unit_of = plan.unit_of(one.unit)
    ground = unit_of.natural_unit if unit_of is not None else ""
    return {
        "code": one.code,
        "unit": one.unit,
        "region": plan.project.county_name,
        "project_type": standard.label("proposal.measures.project_type").format(ground=ground, problem=word),
        "category": standard.word("subproject_category", category),
        "department": standard.word("department", departments[0]) if departments else "",
        "townships": _LIST.join(townships),
        "start": str(plan.project.build_years[0]),
        "end": str(plan.project.build_years[1]),
        "problems": word,
        "longitude": longitude,
        "latitude": latitude,
        "extent": printed(round_half_up(convert(one.area, "m2", "hm2"), 2), 2),
        "content": _LIST.join(names),
        "note": standard.label("proposal.measures.note"),
    }


def _category(problem: str) -> str:
    """The category of sub-projects that a problem is most proper to: first in its list, else anywhere in it."""
    rows = load_subproject_categories().values()
    treating = [row for row in rows if problem in row.problems]
    return min(treating, key=lambda row: row.problems.index(problem)).category if treating else "other"


def _centre(workspace: Workspace, one: Added) -> tuple[str, str]:
    """A point inside the largest spot, in degrees; empty where nobody has drawn it."""
    layers = workspace.layers
    shapes = subjects.assessment_units(layers) or read_units(workspace.work, workspace.facts)
    largest = max(one.spots, key=lambda spot: spot.left)
    shape = shapes.get(largest.place.partition(":")[2])
    if shape is None or layers.crs is None:
        return "", ""
    point = shapely.point_on_surface(shape.geometry)
    x, y = reference.transformer(layers.crs, reference.CGCS2000).transform(point.x, point.y)
    return f"{x:.5f}", f"{y:.5f}"
