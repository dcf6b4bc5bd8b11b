"""Works on the ground of one sub-project, and what each changes there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from shanshui.indicators.treated_ground import Change, gains, laid, whole_interval
from shanshui.indicators.uncertainty import Interval
from shanshui.layout.measures.effect_profiles import FACTOR, Profile, amount_per_area, profile_of, turned
from shanshui.ledger import Basis, Facts
from shanshui.plan import Measure, Plan, Subproject
from shanshui.standard.method.effect_quantities import Quantity, load_quantities

AREA = "area_treated"
"""Ground that works stand on, counted once [m²]."""

NAMES = (*load_quantities(), AREA)
"""Every quantity of effect that is told."""

UNITS = MappingProxyType({**{name: one.unit for name, one in load_quantities().items()}, AREA: "m2"})
"""Unit of each."""

_LEAST_SURE = (Basis.MEASURED, Basis.RULED, Basis.ENTERED, Basis.MODELLED_CALIBRATED, Basis.MODELLED_UNCALIBRATED)
_Values = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Applied:
    """A quantity of a measure in a sub-project.

    Parameters
    ----------
    subproject, measure : str
        Codes.
    quantity : Decimal or None
        [unit].
    unit : str
        Unit code.
    row : int
        Row of the table, which tells works of one sub-project apart.
    year : int or None
        Of completion; None for equal parts in all years of the sub-project.
    synthetic : bool
        Whether it was made up.
    """

    subproject: str
    measure: str
    quantity: Decimal | None
    unit: str
    row: int
    year: int | None = None
    synthetic: bool = False

    @property
    def square_metres(self) -> float:
        """Its ground; 0 where it is not measured by area."""
        return max(float(self.quantity or 0) * (turned(self.unit, "m2") or 0.0), 0.0)


@dataclass(frozen=True, slots=True)
class Effect:
    """How much of a quantity.

    Parameters
    ----------
    value, low, high : float
        With the interval of 95 %, as far as it is known [unit of :data:`UNITS`].
    basis : Basis
        What it rests on.
    source : str
        Where the effect comes from.
    inputs : tuple of str
        Facts and tables.
    synthetic : bool
        Whether the work or the effect was made up.
    """

    value: float
    low: float
    high: float
    basis: Basis = Basis.ENTERED
    source: str = ""
    inputs: tuple[str, ...] = ()
    synthetic: bool = False


@dataclass(frozen=True, slots=True)
class Start:
    """A quantity of the ground without works: its value [per area], interval, fact and what that rests on."""

    value: float
    interval: Interval | None
    fact: str
    basis: Basis


@dataclass(frozen=True, slots=True)
class Place:
    """A sub-project with works.

    Parameters
    ----------
    plan : Plan
        With the effects that were entered.
    facts : Facts
        Of the assessment, and its area.
    sub : Subproject
        Itself.
    works : tuple of Applied
        Its works, those that come first stand first.
    measures : tuple of Measure
        What each of them is.
    table : str
        Input table of the works.
    """

    plan: Plan
    facts: Facts
    sub: Subproject
    works: tuple[Applied, ...]
    measures: tuple[Measure, ...]
    table: str

    @property
    def area_fact(self) -> str:
        """Id of the fact of its area."""
        return f"subproject:{self.sub.code}.area"

    @property
    def area(self) -> float | None:
        """Its area [m²]; None where nobody knows it."""
        found = self.facts.number(self.area_fact)
        return float(found) if found else None

    def start(self, quantity: Quantity) -> Start | None:
        """The quantity of the ground without works; None where no place near tells it."""
        return start_of(self.facts, self.sub, quantity) if quantity.local else Start(0.0, None, "", Basis.ENTERED)


def area_treated(place: Place) -> Mapping[int, Effect]:
    """Ground of each work that none before it stands on, by row of the work."""
    areas = [work.square_metres for work in place.works]
    changes: list[Change | None] = [None if not area else lambda _: 1.0 for area in areas]
    found = gains(laid(areas, place.area), 0.0, changes)
    inputs = _inputs(place, None)
    return {
        work.row: Effect(value, value, value, Basis.ENTERED, "", inputs, work.synthetic)
        for work, value, area in zip(place.works, found, areas, strict=True)
        if area
    }


def change(place: Place, quantity: Quantity, year: int | None) -> tuple[Mapping[int, Effect], int]:
    """What each work of a place changes, by row; and how many works on the ground nobody knows the effect of.

    Parameters
    ----------
    place : Place
        With its works.
    quantity : Quantity
        What is asked for.
    year : int or None
        At the end of which; None for the full effect.
    """
    start = place.start(quantity)
    if start is None:
        return {}, 0
    areas = [work.square_metres for work in place.works]
    profiles = [profile_of(place.plan, measure, quantity) for measure in place.measures]
    told = [
        None if one is None else one.at(_since(place.sub, work, year))
        for one, work in zip(profiles, place.works, strict=True)
    ]
    changes = [
        [_change(quantity, *each, column) for each in zip(profiles, told, areas, strict=True)] for column in range(3)
    ]
    stretches, scale = laid(areas, place.area), quantity.sign * quantity.scale
    plain = gains(stretches, start.value, changes[0])
    found: dict[int, Effect] = {}
    for n, (work, profile, values) in enumerate(zip(place.works, profiles, told, strict=True)):
        if profile is None or values is None:
            continue
        synthetic = work.synthetic or profile.synthetic
        if changes[0][n] is not None:
            ends = sorted(
                gains(stretches, start.value, [*changes[0][:n], changes[column][n], *changes[0][n + 1 :]])[n] * scale
                for column in (1, 2)
            )
            interval = whole_interval(plain[n] * scale, [(ends[0], ends[1])], (start.value, start.interval))
            basis, inputs = weakest((profile.basis, start.basis)), _inputs(place, profile, start.fact)
            found[work.row] = Effect(plain[n] * scale, *interval, basis, profile.source, inputs, synthetic)
        elif (count := _times(quantity, profile, work, place.measures[n])) is not None:
            value, *others = (quantity.sign * each * count for each in values)
            inputs = _inputs(place, profile)
            found[work.row] = Effect(value, min(others), max(others), profile.basis, profile.source, inputs, synthetic)
    missing = sum(1 for work, area in zip(place.works, areas, strict=True) if area and work.row not in found)
    return found, missing


def start_of(facts: Facts, sub: Subproject, quantity: Quantity) -> Start | None:
    """A quantity of a sub-project's ground without works, from the nearest place that tells it.

    Parameters
    ----------
    facts : Facts
        Of the assessment.
    sub : Subproject
        Itself first, then the place it is diagnosed in, its unit, the scope.
    quantity : Quantity
        With the attribute that is looked for; of several years the last.
    """
    places = (f"subproject:{sub.code}", facts.text(f"subproject:{sub.code}.diagnosed_in"), f"unit:{sub.unit}", "scope")
    for place in places:
        known = [fact for fact in facts.starting(f"{place}.{quantity.local}@") if isinstance(fact.value, Decimal)]
        if place and known:
            fact = max(known, key=lambda each: each.when)
            ends = (float(fact.low), float(fact.high)) if fact.low is not None and fact.high is not None else None
            return Start(float(fact.value or 0), ends, fact.id, fact.basis)
    return None


def weakest(bases: Iterable[Basis]) -> Basis:
    """The least sure of several bases."""
    return max(bases, key=_LEAST_SURE.index)


def _change(
    quantity: Quantity, profile: Profile | None, values: _Values | None, area: float, column: int
) -> Change | None:
    """What a work makes of the ground; None for one that has none to stand on or acts by piece."""
    if profile is None or values is None or not area:
        return None
    value = values[column]
    if profile.kind == FACTOR:
        return _bounded(lambda old: old * value, quantity.top)
    turn = amount_per_area(profile, quantity)
    return None if turn is None else _bounded(lambda old: old + value * turn, quantity.top, amounts=not quantity.local)


def _bounded(make: Callable[[float], float], top: float | None, amounts: bool = False) -> Change:
    """Ground holds nothing below 0 and not more than the top; amounts without ground of their own may fall."""
    if amounts:
        return make
    return lambda old: max(0.0, make(old)) if top is None else min(max(0.0, make(old)), top)


def _times(quantity: Quantity, profile: Profile, work: Applied, measure: Measure) -> float | None:
    """How many times an amount per unit of the measure is done, in the unit of the quantity."""
    if profile.kind == FACTOR or work.quantity is None:
        return None
    per, each = turned(work.unit, measure.unit), turned(profile.unit, quantity.unit)
    return None if per is None or each is None else float(work.quantity) * per * each


def _since(sub: Subproject, work: Applied, year: int | None) -> Sequence[float] | None:
    """Years since completion of each part of a work; None for the full effect."""
    if year is None:
        return None
    years = [work.year] if work.year is not None else range(sub.start, max(sub.start, sub.end) + 1)
    return [float(year - each) for each in years]


def _inputs(place: Place, profile: Profile | None, *facts: str) -> tuple[str, ...]:
    own = ("table:effects",) if profile is not None and profile.own else ()
    area = (place.area_fact,) if place.area is not None else ()
    return tuple(one for one in dict.fromkeys((f"table:{place.table}", *own, *area, *facts)) if one)
