"""Whether targets will be reached (5.3.3.3): what is expected by their year, how far that is, how likely."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from shanshui.finance.targets.expected import Aim, Expected, Outlook, assessed, expected, number_of
from shanshui.finance.targets.targets import HORIZONS, inner_of, known_targets, target_unit
from shanshui.indicators.attainment import Spread, probability, reach
from shanshui.ledger import Basis, Fact, fact_id
from shanshui.plan import Plan, Target
from shanshui.plan.limits import limit
from shanshui.quantity import convert, exact, printed, round_half_up
from shanshui.standard import Standard
from shanshui.standard.judging.directions import load_directions
from shanshui.standard.method.target_effects import load_target_effects

CLAUSE = "5.3.3.3"
_METHOD = "finance.targets.expected.expected"
_PLACES = {"1": 8}
"""Decimals of shares of the ground."""
_OTHER_PLACES = 4
_WHOLE = 1e15
"""Numbers from which on a float has no decimals to round."""
_SAME = 1e-9
"""Share of a number that rounding may have moved it by."""


@dataclass(frozen=True, slots=True)
class Attainment:
    """What can be said of one target.

    Parameters
    ----------
    key : str
        Id of the target's fact.
    target : Target
        As entered.
    aim : Aim
        Its indicator and inner unit.
    year : int or None
        When it is to be reached.
    goal : Decimal
        Its value [aim.unit].
    found : Expected
        What the plan brings by then.
    """

    key: str
    target: Target
    aim: Aim
    year: int | None
    goal: Decimal
    found: Expected

    @property
    def reason(self) -> str:
        """Key of the words that say why nothing is expected, or how likely it is cannot be told; else empty."""
        spread = self.found.spread
        return self.found.reason if spread is None else "" if spread.open else "finance.reason.target_no_spread"


def attainments(outlook: Outlook) -> tuple[Attainment, ...]:
    """All targets in numbers, in the order of the table, with what the plan brings of them."""
    found = []
    for key, target in known_targets(outlook.plan):
        if isinstance(target.target, Decimal):
            aim, year = _aim(key, target), _year(outlook.plan, target)
            told = (
                expected(outlook, aim, year) if year is not None else Expected(reason="finance.reason.target_no_year")
            )
            found.append(Attainment(key, target, aim, year, inner_of(target, target.target), told))
    return tuple(found)


def attainment_facts(outlook: Outlook, found: Sequence[Attainment]) -> Iterator[Fact]:
    """Facts of all targets in numbers, of the way to them by year, and of what nobody has set a target for."""
    for one in found:
        yield from _facts_of(outlook, one)
    yield from _path_facts(outlook, found)
    yield from _suggested_facts(outlook)


def direction(outlook: Outlook, indicator: str, start: float | None, goal: float) -> bool:
    """Whether more of an indicator is better; where nobody says so, whether its target lies above its base value."""
    measured, own = outlook.standard.indicators.get(indicator), load_directions().get(indicator)
    better = measured.better if measured is not None else own.better if own is not None else ""
    return better == "more" if better in ("more", "less") else start is None or goal >= start


def _aim(key: str, target: Target) -> Aim:
    entered = isinstance(target.baseline, Decimal)
    baseline = inner_of(target, target.baseline) if isinstance(target.baseline, Decimal) else None
    return Aim(target.subject, target.indicator, target_unit(target), baseline, f"{key}.baseline" if entered else "")


def _year(plan: Plan, target: Target) -> int | None:
    """The year of a target; the last year of works where none was entered for the end of works."""
    if target.year is not None or target.horizon not in ("", HORIZONS[0]):
        return target.year
    return plan.project.build_years[1]


def _facts_of(outlook: Outlook, one: Attainment) -> Iterator[Fact]:
    reason = outlook.standard.label(one.reason) if one.reason else ""
    found, spread = one.found, one.found.spread
    yield from _baseline_facts(outlook, one)
    yield _expected_fact(f"{one.key}.expected", one.aim.unit, found, (one.key,), reason if spread is None else "")
    likely, said = None, "open"
    if spread is not None and found.start is not None:
        goal = _goal(one.goal, spread.value)
        more = direction(outlook, one.aim.indicator, found.start.value, goal)
        way = _rounded(reach(found.start.value, spread.value, goal, more), "")
        yield _told(f"{one.key}.reach", way, "indicators.attainment.reach", one)
        likely = probability(spread, goal, more) if spread.open else None
        said = verdict(outlook.plan, likely, probability(Spread.exact(spread.value), goal, more) == 1.0)
    if spread is not None and spread.open:
        yield _told(f"{one.key}.interval", _interval(outlook, one, spread), _METHOD, one)
    value = None if likely is None else _rounded(likely, "")
    yield _told(f"{one.key}.probability", value, "indicators.attainment.probability", one, reason)
    yield _told(f"{one.key}.verdict", said, "finance.targets.attainment.verdict", one)


def verdict(plan: Plan, likely: float | None, met: bool) -> str:
    """What is said of a target, a code of the vocabulary ``target_verdict``.

    Parameters
    ----------
    plan : Plan
        Sets the limits.
    likely : float or None
        Probability that it is reached; None where no interval is on record.
    met : bool
        Whether what is expected reaches it.
    """
    if likely is None:
        return "reached" if met else "short"
    if likely < float(limit(plan.project, "target_probability_least")):
        return "unlikely"
    return "likely" if likely >= float(limit(plan.project, "target_probability_sure")) else "possible"


def _baseline_facts(outlook: Outlook, one: Attainment) -> Iterator[Fact]:
    """The assessed base value beside an entered one, and how far the two are apart."""
    if one.aim.baseline is None:
        return
    fact = assessed(outlook, one.aim)
    value = number_of(fact, one.aim.unit) if fact is not None else None
    if fact is None or value is None:
        return
    low, high = (None if end is None else convert(end, fact.unit, one.aim.unit) for end in (fact.low, fact.high))
    method = "finance.targets.expected.assessed"
    yield Fact(
        f"{one.key}.assessed",
        value,
        one.aim.unit,
        fact.basis,
        fact.source,
        method,
        CLAUSE,
        (fact.id,),
        low=low,
        high=high,
    )
    inputs = (f"{one.key}.baseline", f"{one.key}.assessed")
    own = f"{one.key}.baseline_difference"
    yield Fact(own, one.aim.baseline - value, one.aim.unit, fact.basis, "", method, CLAUSE, inputs)


def _expected_fact(key: str, unit: str, found: Expected, more: tuple[str, ...], reason: str = "") -> Fact:
    """What is expected as a fact."""
    spread = found.spread
    basis = Basis.MODELLED_UNCALIBRATED if found.modelled else Basis.ENTERED
    ends: tuple[Decimal | None, Decimal | None] = (None, None)
    if spread is not None and spread.open:
        ends = (_rounded(spread.low, unit), _rounded(spread.high, unit))
    value = None if spread is None else _rounded(spread.value, unit)
    inputs = tuple(dict.fromkeys((*more, *found.inputs)))
    return Fact(key, value, unit, basis, "", _METHOD, CLAUSE, inputs, False, reason, *ends)


def _told(key: str, value: Decimal | str | None, method: str, one: Attainment, reason: str = "") -> Fact:
    basis = Basis.MODELLED_UNCALIBRATED if one.found.modelled else Basis.ENTERED
    return Fact(key, value, "1", basis, "", method, CLAUSE, (one.key, f"{one.key}.expected"), False, reason)


def _interval(outlook: Outlook, one: Attainment, spread: Spread) -> str:
    """The ends of an interval as a reader of the target sees them."""
    places = places_of(outlook.standard, one)
    ends = (convert(exact(end), one.aim.unit, one.target.unit or "1") for end in (spread.low, spread.high))
    return "～".join(printed(end, places) for end in ends)


def places_of(standard: Standard, one: Attainment) -> int:
    """Decimals that an indicator is printed with in the unit of its target."""
    spec, measured = standard.performance.get(one.aim.indicator), standard.indicators.get(one.aim.indicator)
    places = spec.decimals_d if spec is not None else measured.decimals if measured is not None else None
    return 2 if places is None else places


def _path_facts(outlook: Outlook, found: Sequence[Attainment]) -> Iterator[Fact]:
    """Each indicator that has a target, year by year: before the works, at the end of each year that is told."""
    years = {*outlook.years, *(one.year for one in found if one.year is not None)}
    told: set[tuple[str, str]] = set()
    for one in found:
        once = (one.aim.subject, one.aim.indicator)
        if one.found.spread is None or once in told:
            continue
        told.add(once)
        base = outlook.plan.project.base_year
        for year in sorted({base, *years}):
            state = expected(outlook, one.aim, year) if year > base else before_works(one)
            if state.spread is not None:
                own = f"{one.aim.subject}.target.{one.aim.indicator}@{year}"
                yield _expected_fact(own, one.aim.unit, state, ())


def before_works(one: Attainment) -> Expected:
    """What a target's indicator is before the works."""
    inputs = tuple(key for key in (one.aim.source, one.found.state) if key)
    return Expected(one.found.start, one.found.start, "", inputs, bool(one.found.state) and one.found.modelled)


def _suggested_facts(outlook: Outlook) -> Iterator[Fact]:
    """What works bring of indicators that the scope has no target for, at the end of the works."""
    given = {target.indicator for target in outlook.plan.targets if target.subject == "scope"}
    worked = {work.indicator for work in outlook.plan.works}
    keys = [key for key in outlook.standard.performance if key in worked]
    for indicator in (*keys, *load_target_effects()):
        if indicator in given:
            continue
        state = expected(outlook, Aim("scope", indicator, outlook.native_unit(indicator)), outlook.end)
        if state.spread is not None and state.start is not None and state.spread.value != state.start.value:
            own = fact_id("scope", f"target.{indicator}.{HORIZONS[0]}.expected")
            yield _expected_fact(own, outlook.native_unit(indicator), state, ())


def _goal(goal: Decimal, value: float) -> float:
    """The goal; what is expected itself where rounding alone keeps the two apart."""
    wanted = float(goal)
    return value if abs(wanted - value) <= _SAME * max(abs(wanted), abs(value)) else wanted


def _rounded(value: float, unit: str) -> Decimal:
    number = exact(value)
    return number if abs(value) >= _WHOLE else round_half_up(number, _PLACES.get(unit, _OTHER_PLACES)) + 0
