"""What a plan brings of an indicator by a year: quantities of works, or a state and their effect on it (5.3.3.3).

Indicators that works add to have the sum of the works done by then. Indicators of the ground have their base value and
what the works change of it, by the relations of ``target_effects.csv``. All else (questionnaires, acceptance,
indicators that no relation is known for) has nothing but the reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from shanshui.finance.schedule.performance import plan_years
from shanshui.indicators.attainment import Spread, sum_of
from shanshui.ledger import Basis, Fact, Facts, fact_id
from shanshui.plan import Plan
from shanshui.plan.choices import choice
from shanshui.quantity import converted, inner_unit
from shanshui.standard import Standard
from shanshui.standard.method.target_effects import TargetEffect, load_target_effects

AREAS = {"scope": "scope.area", "implementation_area": "implementation_area.area"}
"""Indicators that are areas of the layout, and the facts that hold them."""
SURVEYED = frozenset({"quality", "time", "cost", "social", "lasting", "satisfaction"})
"""Kinds of performance indicators (level 2) that acceptance, accounts and questionnaires tell."""
_OUTPUT_KIND = "quantity"
_BACK = 30
"""Years before the base year in which a state is still looked for."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What is expected of an indicator.

    Parameters
    ----------
    spread : Spread or None
        The number with its interval, in the unit asked for; None where it is not known.
    start : Spread or None
        The number before the works.
    reason : str
        Key of the words that say why it is not known.
    inputs : tuple of str
        Ids of the facts it comes from.
    modelled : bool
        Whether anything of it comes from a model that nobody calibrated.
    state : str
        Id of the fact of the assessment that the base value is, where none was entered.
    """

    spread: Spread | None = None
    start: Spread | None = None
    reason: str = ""
    inputs: tuple[str, ...] = ()
    modelled: bool = False
    state: str = ""


@dataclass(frozen=True, slots=True)
class Aim:
    """An indicator of a subject that something is to be told of.

    Parameters
    ----------
    subject, indicator : str
        ``scope``, ``unit:<code>`` or ``subproject:<code>``; key of a performance indicator or number of table B.2.
    unit : str
        Inner unit that it is told in.
    baseline : Decimal or None
        Base value that the planner entered [unit].
    source : str
        Fact of that base value.
    """

    subject: str
    indicator: str
    unit: str
    baseline: Decimal | None = None
    source: str = ""


@dataclass(frozen=True)
class Outlook:
    """What can be told of targets: plan, and facts of this stage and earlier ones.

    Parameters
    ----------
    plan : Plan
        Years, sub-projects, works, choices of method.
    facts : Facts
        Areas, states, effects of works; performance by year.
    standard : Standard
        Indicators.
    """

    plan: Plan
    facts: Facts
    standard: Standard

    @cached_property
    def years(self) -> tuple[int, ...]:
        """Years of works."""
        return plan_years(self.plan)

    @cached_property
    def members(self) -> Mapping[str, tuple[str, ...]]:
        """Codes of the sub-projects of each subject."""
        found: dict[str, list[str]] = {}
        for sub in self.plan.subprojects:
            for subject in ("scope", f"unit:{sub.unit}", f"subproject:{sub.code}"):
                found.setdefault(subject, []).append(sub.code)
        return {subject: tuple(codes) for subject, codes in found.items()}

    @cached_property
    def worked(self) -> frozenset[str]:
        """Codes of the sub-projects that have works."""
        return frozenset(work.subproject for work in self.plan.works if work.quantity)

    @cached_property
    def _series(self) -> dict[tuple[str, str], tuple[tuple[int, str, Decimal], ...]]:
        """What :meth:`series` has been asked for: the way to a target asks again for each year."""
        return {}

    def series(self, subject: str, indicator: str) -> tuple[tuple[int, str, Decimal], ...]:
        """Years in which works add to an indicator, each with its fact and the amount; none where none do."""
        asked = (subject, indicator)
        if asked not in self._series:
            keys = ((year, f"{subject}.performance.{indicator}@{year}") for year in self.years)
            found = ((year, key, self.facts.number(key)) for year, key in keys)
            self._series[asked] = tuple((year, key, amount) for year, key, amount in found if amount is not None)
        return self._series[asked]

    @cached_property
    def beside(self) -> float:
        """Share that works may end beside their plan; 0 where nobody says."""
        share = choice(self.plan.project, "completion_spread")
        return abs(share.number) if share.value is not None else 0.0

    @property
    def end(self) -> int:
        """Last year of the works."""
        return self.plan.project.build_years[1]

    def native_unit(self, indicator: str) -> str:
        """Inner unit of an indicator; empty for one that nobody knows."""
        spec, measured = self.standard.performance.get(indicator), self.standard.indicators.get(indicator)
        unit = spec.unit if spec else measured.unit if measured else ""
        return "1" if unit in ("%", "permille") else inner_unit(unit) if unit else ""

    def additive(self, indicator: str) -> bool:
        """Whether works, or the layout itself, add up to an indicator."""
        spec = self.standard.performance.get(indicator)
        return spec is not None and (spec.additive or spec.key in AREAS or spec.level2 == _OUTPUT_KIND)


def expected(outlook: Outlook, aim: Aim, year: int) -> Expected:
    """What the plan brings of an indicator by the end of a year."""
    if outlook.additive(aim.indicator):
        found = by_works(outlook, aim, year)
    elif aim.indicator in load_target_effects():
        found = by_effect(outlook, aim, year, load_target_effects()[aim.indicator])
    else:
        spec = outlook.standard.performance.get(aim.indicator)
        surveyed = spec is not None and spec.level2 in SURVEYED
        found = Expected(reason="finance.reason.target_survey" if surveyed else "finance.reason.target_route")
    return found


def by_works(outlook: Outlook, aim: Aim, year: int) -> Expected:
    """The sum of the works done by the end of a year, on top of the base value where one was entered.

    A project that says how far works may end beside their plan (``completion_spread``) gives the sum its interval.
    """
    done, inputs = done_by(outlook, aim.subject, aim.indicator, year)
    if done is None:
        return Expected(reason="finance.reason.target_no_works")
    factor = _factor(outlook.native_unit(aim.indicator), aim.unit)
    if factor is None:
        return Expected(reason="finance.reason.target_unit")
    start = Spread.exact(float(aim.baseline or 0))
    amount = Spread(1.0, 1.0 - outlook.beside, 1.0 + outlook.beside).times(float(done) * factor)
    spread = sum_of([start, amount])
    return Expected(spread, start, "", (*inputs, *_entered(aim)))


def done_by(outlook: Outlook, subject: str, indicator: str, year: int) -> tuple[Decimal | None, tuple[str, ...]]:
    """Quantity that works reach by the end of a year, with its facts; None where none add to the indicator."""
    if indicator == "scope":
        area = outlook.facts.number(f"{subject}.area")
        return area, (f"{subject}.area",) if area is not None else ()
    series = outlook.series(subject, indicator)
    known = [(key, amount) for y, key, amount in series if y <= year]
    return (sum((amount for _, amount in known), Decimal(0)) if series else None), tuple(key for key, _ in known)


def by_effect(outlook: Outlook, aim: Aim, year: int, relation: TargetEffect) -> Expected:
    """The base value and what the works change of it.

    The errors of state and effect are taken as independent. A base value that was entered counts as exact: what is
    measured before and after in one way is off by the same.
    """
    factor = _factor(outlook.native_unit(aim.indicator), aim.unit)
    if factor is None:
        return Expected(reason="finance.reason.target_unit")
    brought = _brought(outlook, aim.subject, year, relation)
    if brought.spread is None:
        return brought
    over, grounds = _over(outlook, aim.subject, relation)
    if over is None:
        return Expected(reason="finance.reason.target_no_area")
    start, state = _start(outlook, aim, relation, factor)
    if start is None:
        return Expected(reason="finance.reason.target_no_state")
    modelled = brought.modelled or (state is not None and state.basis is Basis.MODELLED_UNCALIBRATED)
    inputs = (*brought.inputs, *grounds, *((state.id,) if state is not None else _entered(aim)))
    change = brought.spread.times(relation.factor * factor / over)
    return Expected(
        sum_of([start, change]), start, "", tuple(dict.fromkeys(inputs)), modelled, "" if state is None else state.id
    )


def assessed(outlook: Outlook, aim: Aim) -> Fact | None:
    """What the assessment says of an indicator before the works, where it knows it."""
    relation = load_target_effects().get(aim.indicator)
    measured = outlook.standard.indicators.get(aim.indicator)
    state = relation.state if relation is not None else f"indicator.{aim.indicator}" if measured is not None else ""
    return _state(outlook, aim.subject, state) if state else None


def number_of(fact: Fact, unit: str) -> Decimal | None:
    """The value of a fact in a unit; None where it is no number or of another kind."""
    return converted(fact.value, fact.unit, unit) if isinstance(fact.value, Decimal) else None


def _brought(outlook: Outlook, subject: str, year: int, relation: TargetEffect) -> Expected:
    """What works bring by the end of a year, in the unit of its fact."""
    kind, _, name = relation.adds.partition(".")
    if kind == "performance":
        return _late(outlook, subject, name, year, relation)
    if relation.works:
        return _of_some_works(outlook, subject, year, relation)
    fact = outlook.facts.get(f"{subject}.{relation.adds}@{year}") or _in_full(outlook, subject, relation.adds, year)
    if fact is None or not isinstance(fact.value, Decimal):
        return Expected(reason=_without_effect(outlook, subject))
    return Expected(_spread(fact), None, "", (fact.id,), fact.basis is Basis.MODELLED_UNCALIBRATED)


def _late(outlook: Outlook, subject: str, indicator: str, year: int, relation: TargetEffect) -> Expected:
    """Quantities of works that count some years after they are done, sooner or later within the delay's interval."""
    after = [0.0, 0.0, 0.0]
    if relation.delay:
        delay = choice(outlook.plan.project, relation.delay)
        after = [delay.number, *(float(end) if end is not None else delay.number for end in (delay.high, delay.low))]
    counted = [done_by(outlook, subject, indicator, year - round(years)) for years in after]
    if counted[0][0] is None:
        return Expected(reason="finance.reason.target_no_works")
    value, low, high = (float(done or 0) for done, _ in counted)
    inputs = counted[2][1] or (fact_id(subject, f"performance.{indicator}"),)
    return Expected(Spread(value, min(low, value), max(high, value)), None, "", inputs)


def _of_some_works(outlook: Outlook, subject: str, year: int, relation: TargetEffect) -> Expected:
    """The share of an effect that comes of works adding to certain indicators, by their effects in full."""
    parts: list[Spread] = []
    inputs: list[str] = []
    modelled = False
    for code, rows in _works_of(outlook, subject, relation.works):
        whole = outlook.facts.get(fact_id(f"subproject:{code}", relation.adds, year))
        full = outlook.facts.number(fact_id(f"subproject:{code}", relation.adds))
        own = [outlook.facts.number(fact_id(f"subproject:{code}", f"work.{row}.{relation.adds}")) for row in rows]
        if whole is None or not isinstance(whole.value, Decimal) or not full or None in own:
            return Expected(reason="finance.reason.target_no_effect")
        share = sum((part for part in own if part is not None), Decimal(0)) / full
        parts.append(_spread(whole).times(float(share)))
        inputs.append(whole.id)
        modelled = modelled or whole.basis is Basis.MODELLED_UNCALIBRATED
    if not parts:
        return Expected(reason="finance.reason.target_no_works")
    # An error of a measure is the same everywhere (decision 27), so that ends of intervals add up.
    together = Spread(*(sum(getattr(part, end) for part in parts) for end in ("value", "low", "high")))
    return Expected(together, None, "", tuple(inputs), modelled)


def _works_of(outlook: Outlook, subject: str, indicators: tuple[str, ...]) -> Iterator[tuple[str, list[int]]]:
    """Sub-projects of a subject that have works adding to any of the indicators, with the rows of these."""
    rows: dict[str, list[int]] = {}
    for number, work in enumerate(outlook.plan.works, start=2):
        if work.indicator in indicators and work.quantity is not None:
            rows.setdefault(work.subproject, []).append(work.place.row or number)
    for code in outlook.members.get(subject, ()):
        if code in rows:
            yield code, rows[code]


def _in_full(outlook: Outlook, subject: str, adds: str, year: int) -> Fact | None:
    """An effect in full, for years that nobody told it of and in which it has surely come to its full."""
    mature = outlook.end + choice(outlook.plan.project, "effect_maturity").number
    return outlook.facts.get(fact_id(subject, adds)) if year >= mature else None


def _without_effect(outlook: Outlook, subject: str) -> str:
    works = any(code in outlook.worked for code in outlook.members.get(subject, ()))
    return "finance.reason.target_no_effect" if works else "finance.reason.target_no_works"


def _over(outlook: Outlook, subject: str, relation: TargetEffect) -> tuple[float | None, tuple[str, ...]]:
    """What a change is divided by, with its facts; None where no part of it is known, or all of it is nothing."""
    if not relation.over:
        return 1.0, ()
    found = [fact for name in relation.over if (fact := _state(outlook, subject, name)) is not None]
    total = sum((fact.value for fact in found if isinstance(fact.value, Decimal)), Decimal(0))
    return (float(total), tuple(fact.id for fact in found)) if total > 0 else (None, ())


def _start(outlook: Outlook, aim: Aim, relation: TargetEffect, factor: float) -> tuple[Spread | None, Fact | None]:
    """The base value: as entered, else as assessed (with its fact); 0 of a change."""
    if aim.baseline is not None:
        return Spread.exact(float(aim.baseline)), None
    if not relation.state:
        return Spread.exact(0.0), None
    fact = _state(outlook, aim.subject, relation.state)
    return (None, None) if fact is None else (_spread(fact).times(factor), fact)


def _state(outlook: Outlook, subject: str, attribute: str) -> Fact | None:
    """A fact of the ground before the works: without year, else of the latest year that is not after the base year."""
    base = outlook.plan.project.base_year
    for key in (f"{subject}.{attribute}", *(f"{subject}.{attribute}@{base - n}" for n in range(_BACK))):
        fact = outlook.facts.get(key)
        if fact is not None and isinstance(fact.value, Decimal):
            return fact
    return None


def _spread(fact: Fact) -> Spread:
    """A fact as a number with its interval; an end that is missing or on the wrong side is the value itself."""
    value = float(fact.value) if isinstance(fact.value, Decimal) else 0.0
    low = value if fact.low is None else min(float(fact.low), value)
    return Spread(value, low, value if fact.high is None else max(float(fact.high), value))


def _factor(source: str, unit: str) -> float | None:
    """How many of one unit are one of another; None where the two measure different things."""
    factor = converted(Decimal(1), source, unit)
    return float(factor) if factor is not None else None


def _entered(aim: Aim) -> tuple[str, ...]:
    return (aim.source,) if aim.source else ()
