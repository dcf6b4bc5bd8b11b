"""Observed values of indicators (table B.2) as facts, each with the source that was entered for it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from shanshui.ledger import Basis, Fact
from shanshui.plan import Plan
from shanshui.plan.observed import observation_id
from shanshui.quantity import converted, inner_unit
from shanshui.standard import Standard

TABLE = "observations"


def observation_facts(plan: Plan, standard: Standard) -> Iterator[Fact]:
    """A fact for each observed value of a subject that a fact can be about.

    Parameters
    ----------
    plan : Plan
        Rows of the table ``observations``.
    standard : Standard
        Units of the indicators of table B.2.

    Yields
    ------
    Fact
        ``<subject>.observed.<indicator>.<kind>@<date>`` in the unit in which the indicator is computed, else in the
        inner unit of what was entered; of rows of the same key the first alone (``INPUT-DUPLICATE`` tells the others).
    """
    seen: set[str] = set()
    for row in plan.records.get(TABLE, ()):
        key = observation_id(row)
        if not key or key in seen:
            continue
        seen.add(key)
        value, code = in_inner_unit(row["value"], row.text("unit"), _wanted(row.text("indicator"), standard))
        if value is not None:
            yield Fact(
                key,
                value,
                code,
                Basis(row.text("basis") or Basis.ENTERED),
                row.text("source"),
                "entered",
                "表B.2 注4",
                (f"table:{TABLE}",),
                row.flag("synthetic"),
            )


def in_inner_unit(value: object, entered: str, wanted: str = "") -> tuple[Decimal | str | None, str]:
    """A value as entered, in the unit that facts are kept in, and that unit.

    Parameters
    ----------
    value : object
        Number or words; anything else is nothing.
    entered : str
        Unit code; empty for a number without unit.
    wanted : str
        Unit code to bring it to where the two measure the same.

    Examples
    --------
    >>> in_inner_unit(Decimal(88), "%"), in_inner_unit(Decimal(3), "km"), in_inner_unit("III类", "")
    ((Decimal('0.88'), '1'), (Decimal('3000'), 'm'), ('III类', '1'))
    """
    if isinstance(value, str):
        return value, "1"
    if not isinstance(value, Decimal):
        return None, "1"
    code = entered or "1"
    for unit in (wanted, "1" if code in ("%", "permille") else inner_unit(code)):
        number = converted(value, code, unit) if unit else None
        if number is not None:
            return number, unit
    return value, code


def _wanted(indicator: str, standard: Standard) -> str:
    spec = standard.indicators.get(indicator)
    return "" if spec is None else "1" if spec.unit == "%" else spec.unit
