"""What proposals choose from and keep to: effects of measures, budgets, capacities, alternatives, judgements."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from shanshui.finding import Place


@dataclass(frozen=True, slots=True)
class Effect:
    """What a measure does to a quantity some years after its completion (clause 5.4.4.2 a)."""

    measure: str
    quantity: str
    year: int | None
    kind: str
    value: Decimal
    low: Decimal | None
    high: Decimal | None
    unit: str
    synthetic: bool
    source: str
    place: Place


@dataclass(frozen=True, slots=True)
class Budget:
    """Money that one source can give in a year, or in all (clause 5.4.5.2)."""

    source: str
    year: int | None
    amount: Decimal
    categories: tuple[str, ...]
    synthetic: bool
    basis: str
    place: Place


@dataclass(frozen=True, slots=True)
class Capacity:
    """How much of one category of measures can be done in a year (clause 5.4.4.2 a)."""

    category: str
    year: int | None
    amount: Decimal
    unit: str
    synthetic: bool
    source: str
    place: Place


@dataclass(frozen=True, slots=True)
class Alternative:
    """A whole plan that was weighed against others (H.1.6.2); the chosen one has its works in the plan."""

    code: str
    name: str
    idea: str
    chosen: bool
    acceptance: Decimal | None
    risk: str
    synthetic: bool
    source: str
    place: Place


@dataclass(frozen=True, slots=True)
class AlternativeWork:
    """A quantity of one measure in one sub-project of an alternative that was not chosen."""

    alternative: str
    subproject: str
    measure: str
    mode: str
    quantity: Decimal | None
    unit: str
    indicator: str
    synthetic: bool
    source: str
    place: Place


@dataclass(frozen=True, slots=True)
class Judgement:
    """How many times as important as another criterion somebody holds one to be (clause 5.4.4.2 a)."""

    criterion: str
    over: str
    value: Decimal
    by: str
    synthetic: bool
    place: Place
