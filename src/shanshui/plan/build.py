"""From the records of the input tables to the typed plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from types import MappingProxyType
from typing import TypeVar

from shanshui.plan.model import (
    Fee,
    Funding,
    Measure,
    Plan,
    Price,
    Project,
    Ruling,
    Subproject,
    Target,
    Unit,
    Work,
)
from shanshui.plan.money import BenefitPrice, ControlItem, FeeRate, PriceIndex, PrivateFinance, Revenue
from shanshui.plan.options import Alternative, AlternativeWork, Budget, Capacity, Effect, Judgement
from shanshui.standard import NONE_LEFT_OUT, LeftOut, Record

T = TypeVar("T")


def plan_from(project: Project, records: Mapping[str, tuple[Record, ...]], left_out: LeftOut = NONE_LEFT_OUT) -> Plan:
    """Compose the plan.

    Parameters
    ----------
    project : Project
        From ``project.yaml``.
    records : mapping of table name to records
        Records that passed their schema; those that did not left findings and are not here.
    left_out : mapping of ``table.column`` to codes
        Codes of those that did not.

    Returns
    -------
    Plan
        Typed and frozen; rows in the order entered.
    """

    def rows(table: str, kind: type[T]) -> tuple[T, ...]:
        return tuple(_typed(record, kind) for record in records.get(table, ()))

    return Plan(
        project=project,
        units=rows("units", Unit),
        subprojects=rows("subprojects", Subproject),
        works=rows("works", Work),
        measures=rows("measures", Measure),
        prices=rows("prices", Price),
        fees=rows("fees", Fee),
        funding=rows("funding", Funding),
        targets=rows("targets", Target),
        rulings=rows("rulings", Ruling),
        effects=rows("effects", Effect),
        budgets=rows("budgets", Budget),
        capacities=rows("capacities", Capacity),
        alternatives=rows("alternatives", Alternative),
        alternative_works=rows("alternative_works", AlternativeWork),
        judgements=rows("judgements", Judgement),
        price_indices=rows("price_indices", PriceIndex),
        fee_rates=rows("fee_rates", FeeRate),
        private_finance=rows("private_finance", PrivateFinance),
        revenues=rows("revenues", Revenue),
        benefit_prices=rows("benefit_prices", BenefitPrice),
        control_items=rows("control_items", ControlItem),
        records=MappingProxyType(dict(records)),
        left_out=left_out,
    )


_BLANK = {"str": "", "tuple[str, ...]": (), "bool": False}


def _typed(record: Record, kind: type[T]) -> T:
    """A model value from a record: fields by name, blanks by the field's type."""
    values: dict[str, object] = {"place": record.place}
    for f in fields(kind):  # type: ignore[arg-type]
        if f.name == "place":
            continue
        value: object = record.values.get(f.name)
        if value is None:
            value = _BLANK.get(str(f.type))
        elif f.type == "str" and not isinstance(value, str):
            value = str(value)
        values[f.name] = value
    return kind(**values)
