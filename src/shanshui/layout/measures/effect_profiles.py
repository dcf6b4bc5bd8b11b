"""What is known of a measure's effects over the years: as the project entered it, else as the library has it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from shanshui.indicators.treated_ground import grown
from shanshui.ledger import Basis
from shanshui.plan import Measure, Plan
from shanshui.plan.choices import choice
from shanshui.plan.library import linked
from shanshui.plan.options import Effect as Entered
from shanshui.quantity import converted
from shanshui.standard.method.effect_quantities import Quantity
from shanshui.standard.method.measures import LibraryEffect, LibraryMeasure, load_effects

FACTOR = "factor"


@dataclass(frozen=True, slots=True)
class Profile:
    """An effect of a measure over the years.

    Parameters
    ----------
    kind : str
        Code of the vocabulary ``effect_kind``.
    points : tuple of (years, value, low, high)
        Years after completion, ascending.
    unit : str
        Of an amount.
    source : str
        Where it comes from.
    own : bool
        Whether the project entered it.
    synthetic : bool
        Whether any of it was made up.
    """

    kind: str
    points: tuple[tuple[float, float, float, float], ...]
    unit: str
    source: str
    own: bool
    synthetic: bool

    @property
    def neutral(self) -> float:
        """What no effect is."""
        return 1.0 if self.kind == FACTOR else 0.0

    @property
    def basis(self) -> Basis:
        """What the effect rests on; one of the library was measured elsewhere or derived."""
        return Basis.ENTERED if self.own else Basis.MODELLED_UNCALIBRATED

    def at(self, years: Sequence[float] | None) -> tuple[float, float, float]:
        """Value with its interval, mean over parts that were completed so many years ago; None for the full effect."""
        found = []
        for column in (1, 2, 3):
            line = [(point[0], point[column]) for point in self.points]
            told = [grown(line, each, self.neutral) for each in (years if years is not None else [None])]
            found.append(sum(told) / len(told))
        return found[0], found[1], found[2]


def profile_of(plan: Plan, measure: Measure, quantity: Quantity) -> Profile | None:
    """The effect of a measure on a quantity.

    Parameters
    ----------
    plan : Plan
        With the effects that were entered; they come before the library's, for all that changes the quantity.
    measure : Measure
        Of the plan.
    quantity : Quantity
        What is asked for.

    Returns
    -------
    Profile or None
        None where nobody tells one.
    """
    own = [row for row in plan.effects if row.measure == measure.code]
    for code in quantity.changed_by:
        rows = [row for row in own if row.quantity == code]
        if rows and (code == quantity.changed_by[0] or rows[0].kind == FACTOR):
            return _entered(rows, float(choice(plan.project, "effect_maturity").number))
    kin = linked(measure)
    return library_profile(kin, quantity, plan) if kin is not None else None


def library_profile(kin: LibraryMeasure, quantity: Quantity, plan: Plan) -> Profile | None:
    """The effect of a measure of the library on a quantity; None where it tells none."""
    for code in quantity.changed_by:
        rows = [row for row in load_effects()[kin.key] if row.quantity == code]
        if rows and (code == quantity.changed_by[0] or rows[0].kind == FACTOR):
            mature = kin.maturity if kin.maturity is not None else choice(plan.project, "effect_maturity").number
            return _of_library(rows, mature)
    return None


def _entered(rows: Sequence[Entered], maturity: float) -> Profile:
    points = [(row.year, row.value, row.low, row.high) for row in rows]
    source = "；".join(dict.fromkeys(row.source for row in rows if row.source))
    synthetic = any(row.synthetic for row in rows)
    return Profile(rows[0].kind, _dated(points, maturity), rows[0].unit, source, True, synthetic)


def _of_library(rows: Sequence[LibraryEffect], maturity: float) -> Profile:
    points = [(row.year, row.value, row.low, row.high) for row in rows]
    source = "；".join(dict.fromkeys(f"{row.source}（{row.certainty}）" for row in rows))
    return Profile(rows[0].kind, _dated(points, maturity), rows[0].unit, source, False, False)


def _dated(
    points: Sequence[tuple[int | None, Decimal, Decimal | None, Decimal | None]], maturity: float
) -> tuple[tuple[float, float, float, float], ...]:
    """Points by years; the one without a year comes at maturity, at least a year after the last one that has one."""
    last = max((year for year, *_ in points if year is not None), default=None)
    late = maturity if last is None else max(maturity, last + 1.0)
    dated = [
        (
            late if year is None else float(year),
            float(value),
            float(value if low is None else low),
            float(value if high is None else high),
        )
        for year, value, low, high in points
    ]
    return tuple(sorted(dated))


def amount_per_area(profile: Profile, quantity: Quantity) -> float | None:
    """What turns an amount of the profile into :attr:`Quantity.per_area`; None where it is one per unit of work."""
    return turned(profile.unit or "1", quantity.per_area) if quantity.per_area else None


@cache
def turned(source: str, target: str) -> float | None:
    """How many of the target unit a unit is; None where the two measure different things.

    Examples
    --------
    >>> turned("hm2", "m2"), turned("km", "m2")
    (10000.0, None)
    """
    found = converted(Decimal(1), source, target)
    return None if found is None else float(found)
