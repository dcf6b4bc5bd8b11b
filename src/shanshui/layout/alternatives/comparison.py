"""What each alternative of the whole plan costs, reaches and risks (clause 5.4.4.2 a, H.1.6.2).

The works of the chosen alternative are the works of the plan; those of the others are entered beside them. Every
alternative goes through the same functions, so that what is compared is comparable.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from shanshui.layout.alternatives.target_reach import reached
from shanshui.layout.measures.effect_ground import UNITS, Effect
from shanshui.layout.measures.effects import Effects, applied, effects_of
from shanshui.ledger import Basis, Fact, Facts, fact_id
from shanshui.plan import Alternative, AlternativeWork, Plan, UnitPrice, Work, cost_of, unit_prices
from shanshui.plan.library import linked
from shanshui.quantity import convert, converted, exact, inner_unit, round_half_up
from shanshui.standard import PerformanceIndicator

METHOD, CLAUSE = "layout.alternatives.comparison.figures_of", "H.1.6.2"
GRADES: Mapping[str, int] = {"low": 1, "medium": 2, "high": 3}
"""Numbers of the vocabulary ``risk_grade``."""
NATURAL = ("conservation", "natural_regeneration")
"""Modes that leave the work to nature (5.4.4.1 a)."""
_LEAST_KNOWN = Decimal("0.5")
_PLACES, _DIGITS = 4, 8
"""Decimals kept of effects, and of everything else."""

Label = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Costed:
    """A work of an alternative with its price.

    Parameters
    ----------
    work : Work
        As entered; a work of an alternative that was not chosen has no year.
    price : UnitPrice or None
        None where none applies.
    cost : Decimal or None
        [yuan]; None where quantity, price or a common unit is missing.
    area : Decimal or None
        Ground treated [m²]; None for what is measured otherwise.
    """

    work: Work
    price: UnitPrice | None
    cost: Decimal | None
    area: Decimal | None


@dataclass(frozen=True, slots=True)
class Figures:
    """An alternative with what is known of it.

    Parameters
    ----------
    alternative : Alternative
        As entered.
    works : tuple of Costed
        What it does.
    facts : mapping of attribute to Fact
        ``investment``, ``target_reach``, ...; where something is not known the fact says why.
    """

    alternative: Alternative
    works: tuple[Costed, ...]
    facts: Mapping[str, Fact]

    @property
    def subject(self) -> str:
        """What its facts are about."""
        return f"alternative:{self.alternative.code}"

    def number(self, attribute: str) -> Decimal | None:
        """The value of a fact; None where it is not known."""
        fact = self.facts.get(attribute)
        return fact.value if fact is not None and isinstance(fact.value, Decimal) else None


def works_of(plan: Plan, alternative: Alternative) -> tuple[Work, ...]:
    """The works of an alternative: those of the plan where it is chosen, else its own."""
    if alternative.chosen:
        return plan.works
    return tuple(_as_work(row) for row in plan.alternative_works if row.alternative == alternative.code)


def _as_work(row: AlternativeWork) -> Work:
    return Work(
        subproject=row.subproject, measure=row.measure, mode=row.mode, quantity=row.quantity, unit=row.unit, year=None,
        indicator=row.indicator, synthetic=row.synthetic, source=row.source, note="", place=row.place,
    )  # fmt: skip


def costed_works(plan: Plan, works: Iterable[Work]) -> tuple[Costed, ...]:
    """Works with the price that the estimate takes too, their cost and the ground they treat."""
    chosen = unit_prices(plan)
    return tuple(_costed(work, chosen.get(work.measure)) for work in works)


def _costed(work: Work, price: UnitPrice | None) -> Costed:
    if work.quantity is None:
        return Costed(work, price, None, None)
    area = converted(work.quantity, work.unit, "m2")
    if price is None:
        return Costed(work, None, None, area)
    try:
        return Costed(work, price, cost_of(work.quantity, work.unit, price.price, price.unit), area)
    except ValueError:
        return Costed(work, price, None, area)


def effects_by_alternative(plan: Plan, facts: Facts, label: Label) -> Mapping[str, tuple[Fact, ...]]:
    """What each alternative does to soil, cover, water and carbon, in full, by the functions that tell it of the plan.

    Parameters
    ----------
    plan : Plan
        Alternatives and their works.
    facts : Facts
        Of the assessment, and areas of sub-projects.
    label : callable
        Words of the program by key.

    Returns
    -------
    mapping of alternative to facts
        A quantity that some alternative changes and none of another's works does is 0 of the other.
    """
    found = {}
    for one in plan.alternatives:
        table = "works" if one.chosen else "alternative_works"
        found[one.code] = effects_of(plan, facts, applied(works_of(plan, one)), table=table)
    names = dict.fromkeys(name for told in found.values() for name in told.scope)
    return {
        code: tuple(fact for name in names if (fact := _effect_fact(plan, code, name, told, label)) is not None)
        for code, told in found.items()
    }


def _effect_fact(plan: Plan, code: str, name: str, told: Effects, label: Label) -> Fact | None:
    """One effect of one alternative; what it rests on is what its works rest on, which have no facts of their own."""
    left_out = sum(count for (_, quantity), count in told.unknown.items() if quantity == name)
    effect = told.scope.get(name, Effect(0.0, 0.0, 0.0))
    if name not in told.scope and left_out:
        return None
    inputs = dict.fromkeys(key for works in told.works.values() if name in works for key in works[name].inputs)
    reason = label("layout.reason.effects_left_out").format(count=left_out) if left_out else ""
    low, high = round_half_up(exact(effect.low), _PLACES), round_half_up(exact(effect.high), _PLACES)
    value, one = round_half_up(exact(effect.value), _PLACES), next(a for a in plan.alternatives if a.code == code)
    known = () if low == value == high else (low, high)
    return Fact(
        fact_id(f"alternative:{code}", f"effect.{name}"), value, UNITS[name], effect.basis, effect.source,
        "layout.alternatives.comparison.effects_by_alternative", "5.4.4.2 a", ("table:alternatives", *inputs),
        effect.synthetic or one.synthetic, reason, *known,
    )  # fmt: skip


def figures_of(
    plan: Plan,
    effects: Mapping[str, Sequence[Fact]],
    indicators: Mapping[str, PerformanceIndicator],
    label: Label,
) -> tuple[Figures, ...]:
    """What is known of every alternative, in the order entered.

    Parameters
    ----------
    plan : Plan
        Alternatives, works, prices, targets, cases.
    effects : mapping of alternative to facts
        ``alternative:<code>.effect.<quantity>``, see :func:`effects_by_alternative`.
    indicators : mapping
        :attr:`shanshui.standard.Standard.performance`.
    label : callable
        Words of the program by key.
    """
    return tuple(_figures(plan, one, effects.get(one.code, ()), indicators, label) for one in plan.alternatives)


def _figures(
    plan: Plan,
    one: Alternative,
    effects: Sequence[Fact],
    indicators: Mapping[str, PerformanceIndicator],
    label: Label,
) -> Figures:
    works = costed_works(plan, works_of(plan, one))
    teller = _Teller(plan, one, works, label)
    told = (teller.fact("name", one.name), *teller.costs(), *teller.grounds(), *teller.reach(indicators), *effects)
    known = {fact.attribute: fact for fact in told}
    for key, benefit, unit in (
        ("cost_per_area", "effect.area_treated", "yuan/m2"),
        ("cost_per_soil", "effect.soil_kept", "yuan/(t/a)"),
    ):
        known[key] = teller.ratio(key, known["investment"], known.get(benefit), unit)
    return Figures(one, works, known)


@dataclass(frozen=True)
class _Teller:
    """States facts of one alternative."""

    plan: Plan
    one: Alternative
    works: tuple[Costed, ...]
    label: Label

    def fact(
        self,
        attribute: str,
        value: Decimal | str | None,
        unit: str = "1",
        reason: str = "",
        inputs: Sequence[str] = (),
        clause: str = CLAUSE,
        priced: bool = False,
    ) -> Fact:
        """A fact that rests on the tables; made up where the alternative, a work or, if it counts, a price is."""
        own = "works" if self.one.chosen else "alternative_works"
        tables = [name for name in ("alternatives", own, *(("prices",) if priced else ())) if getattr(self.plan, name)]
        made_up = self.one.synthetic or any(item.work.synthetic for item in self.works)
        made_up = made_up or (priced and any(item.price is not None and item.price.synthetic for item in self.works))
        if isinstance(value, Decimal):
            value = round_half_up(value, _DIGITS)
        return Fact(
            fact_id(f"alternative:{self.one.code}", attribute), value, unit, Basis.ENTERED, self.one.source, METHOD,
            clause, tuple(dict.fromkeys((*(f"table:{name}" for name in tables), *inputs))), made_up, reason,
        )  # fmt: skip

    def why(self, key: str, **words: str) -> str:
        """Why something is not known."""
        return self.label(f"alternatives.reason.{key}").format(**words)

    def costs(self) -> Iterator[Fact]:
        """Cost of construction, and how much of it rests on a price that somebody can look up."""
        unpriced = dict.fromkeys(item.work.measure for item in self.works if item.cost is None)
        names = "、".join(found.name if (found := self.plan.measure(code)) else code for code in unpriced)
        reason = self.why("no_works") if not self.works else self.why("unpriced", names=names) if unpriced else ""
        total = None if reason else sum((item.cost or Decimal(0) for item in self.works), Decimal(0))
        yield self.fact("investment", total, "yuan", reason, priced=True)
        proven = None
        if total:
            measures = self._proven()
            sure = (item.cost or Decimal(0) for item in self.works if item.work.measure in measures)
            proven = sum(sure, Decimal(0)) / total
        yield self.fact("proven_share", proven, "1", "" if total else reason or self.why("no_works"), priced=True)

    def _proven(self) -> frozenset[str]:
        """Measures whose price is not made up and has a source, or that a case tells of."""
        priced = {i.work.measure for i in self.works if i.price and i.price.source and not i.price.synthetic}
        cases = (
            row.text("measure")
            for row in self.plan.records.get("cases", ())
            if row.text("source") and row.values.get("synthetic") is not True
        )
        return frozenset((*priced, *cases)) - {""}

    def grounds(self) -> Iterator[Fact]:
        """How much of the ground is under artificial modes, the grade of risk, and who agrees."""
        treated = [item for item in self.works if item.area is not None]
        area = sum((item.area or Decimal(0) for item in treated), Decimal(0))
        by_hand = sum((item.area or Decimal(0) for item in treated if item.work.mode not in NATURAL), Decimal(0))
        none = "" if area else self.why("no_area")
        yield self.fact("artificial_share", by_hand / area if area else None, "1", none, clause="5.4.4.1 a")
        grade, why = self._risk()
        yield self.fact("risk_grade", grade, "1", why, clause="5.4.4.2 a", priced=not self.one.risk)
        agree = convert(self.one.acceptance, "%", "1") if self.one.acceptance is not None else None
        why = "" if agree is not None else self.why("no_acceptance")
        yield self.fact("acceptance", agree, "1", why, clause="5.4.4.2 a")

    def _risk(self) -> tuple[Decimal | None, str]:
        """Grade of risk: the one entered, else the mean of the measures in the library by their cost."""
        if self.one.risk:
            return Decimal(GRADES[self.one.risk]), ""
        graded = known = whole = Decimal(0)
        for item in self.works:
            measure = self.plan.measure(item.work.measure)
            found, cost = linked(measure) if measure is not None else None, item.cost or Decimal(0)
            whole += cost
            if found is not None and found.risk:
                known, graded = known + cost, graded + cost * GRADES[found.risk]
        if not known or known < _LEAST_KNOWN * whole:
            return None, self.why("no_risk")
        return graded / known, ""

    def reach(self, indicators: Mapping[str, PerformanceIndicator]) -> Iterator[Fact]:
        """How much of each quantified target the works reach, of the scope, and on the mean of each unit."""
        works, stem = [item.work for item in self.works], f"alternative:{self.one.code}."
        found = reached("scope", works, self.plan.targets, indicators)
        for key, one in found.items():
            inner = inner_unit(one.indicator.unit)
            done = convert(one.done, one.indicator.unit, inner)
            yield self.fact(f"performance.{key}", done, inner, clause="5.3.3.3")
            inputs = ("table:targets", f"{stem}performance.{key}")
            yield self.fact(f"reach.{key}", one.share, "1", inputs=inputs, clause="5.4.4.2 a")
        why = "" if found else self.why("no_targets")
        parts = tuple(f"{stem}reach.{key}" for key in found)
        yield self.fact("target_reach", _mean([r.share for r in found.values()]), "1", why, parts, "5.4.4.2 a")
        units = {sub.code: sub.unit for sub in self.plan.subprojects}
        for number, unit in enumerate(self.plan.units, start=1):
            own = [work for work in works if units.get(work.subproject) == unit.code]
            of_unit = reached(f"unit:{unit.code}", own, self.plan.targets, indicators)
            share = _mean([r.share for r in of_unit.values()])
            if share is not None:
                yield self.fact(f"reach.u{number}", share, "1", inputs=("table:targets",), clause="5.4.4.2 a")

    def ratio(self, key: str, cost: Fact, benefit: Fact | None, unit: str) -> Fact:
        """Cost per unit of a benefit."""
        amount = benefit.value if benefit is not None else None
        if isinstance(cost.value, Decimal) and isinstance(amount, Decimal) and amount > 0:
            return self.fact(key, cost.value / amount, unit, inputs=(cost.id, benefit.id if benefit else ""))
        return self.fact(key, None, unit, cost.reason or self.why("no_benefit"))


def _mean(shares: Sequence[Decimal]) -> Decimal | None:
    return sum(shares, Decimal(0)) / len(shares) if shares else None
