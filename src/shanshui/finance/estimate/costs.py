"""Cost of single works: quantity times unit price, across units of measure (clause 5.4.5.1 c)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from shanshui.finding import Finding
from shanshui.plan import Plan, UnitPrice, Work, cost_of, unit_prices
from shanshui.quantity import convert, inner_unit, unit


@dataclass(frozen=True, slots=True)
class CostedWork:
    """A work with what it costs.

    Parameters
    ----------
    work : Work
        As entered.
    row : int
        Row in the table, as a spreadsheet counts; part of the fact's id.
    quantity : Decimal or None
        In :attr:`unit`.
    unit : str
        Inner unit of the quantity: m2, m, count, ...
    price : UnitPrice or None
        The price used, at the level of the project's price year; None where none applies.
    cost : Decimal or None
        [yuan], not rounded; None where the quantity, the price or a common unit is missing.
    """

    work: Work
    row: int
    quantity: Decimal | None
    unit: str
    price: UnitPrice | None
    cost: Decimal | None


def cost_works(plan: Plan) -> tuple[tuple[CostedWork, ...], tuple[Finding, ...]]:
    """Cost every work of a plan.

    Parameters
    ----------
    plan : Plan
        Works, measures, prices, cases, indices.

    Returns
    -------
    works, findings
        In the order entered. ``PRICE-MISSING`` once per measure without a price, ``INPUT-UNITMIX`` for each
        work whose unit does not fit the price's; a work without quantity was reported by its schema.
    """
    chosen = unit_prices(plan)
    costed = tuple(
        _costed(work, work.place.row or number, chosen.get(work.measure))
        for number, work in enumerate(plan.works, start=2)
    )
    return costed, (*_without_price(costed, plan), *_without_common_unit(costed, plan))


def _costed(work: Work, row: int, price: UnitPrice | None) -> CostedWork:
    inner = inner_unit(work.unit)
    if work.quantity is None:
        return CostedWork(work, row, None, inner, price, None)
    cost = None
    if price is not None:
        try:
            cost = cost_of(work.quantity, work.unit, price.price, price.unit)
        except ValueError:
            cost = None
    return CostedWork(work, row, convert(work.quantity, work.unit, inner), inner, price, cost)


def _without_price(costed: Sequence[CostedWork], plan: Plan) -> Iterable[Finding]:
    names = {m.code: m.name for m in plan.measures}
    rows: dict[str, list[CostedWork]] = {}
    for item in costed:
        if item.price is None:
            rows.setdefault(item.work.measure, []).append(item)
    for measure, items in rows.items():
        yield Finding(
            "PRICE-MISSING",
            replace(items[0].work.place, column="measure"),
            got="",
            want=names.get(measure, measure),
            subject=f"measure:{measure}",
            facts=tuple(f"subproject:{i.work.subproject}.work.{i.row}.cost" for i in items),
            words={"measure": names.get(measure, measure), "count": str(len(items))},
        )


def _without_common_unit(costed: Sequence[CostedWork], plan: Plan) -> Iterable[Finding]:
    names = {m.code: m.name for m in plan.measures}
    for item in costed:
        if item.price is not None and item.cost is None and item.work.quantity is not None:
            per = item.price.unit.partition("/")[2] or "count"
            yield Finding(
                "INPUT-UNITMIX",
                replace(item.work.place, column="unit"),
                got=_unit_words(item.work.unit),
                want=_unit_words(per),
                subject=f"works[{item.row}].unit",
                facts=(f"subproject:{item.work.subproject}.work.{item.row}.cost",),
                words={"measure": names.get(item.work.measure, item.work.measure)},
            )


def _unit_words(code: str) -> str:
    found = unit(code)
    return found.name_zh or found.symbol
