"""From amounts, prices and values of ecological benefits to facts of the ledger (5.4.5.3 b)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from shanshui.finance.benefits.amounts import Amount, Amounts
from shanshui.finance.benefits.values import TOTAL, Value, Values, Yearly
from shanshui.finance.benefits.worth import Worth, counted
from shanshui.finance.targets.table_s6 import indicator_name
from shanshui.ledger import Basis, Fact, Facts, listed
from shanshui.plan import Plan
from shanshui.quantity import convert, round_half_up
from shanshui.standard import Standard
from shanshui.standard.method.benefits import ASPECTS, load_aspects, load_benefits

CLAUSE = "5.4.5.3 b"
WORTH = "finance.benefits.worth.worths"
AMOUNTS = "finance.benefits.amounts.amounts_of"
VALUES = "finance.benefits.values.values_of"
ASPECTS_BY = "finance.benefits.benefit_facts.aspect_facts"
YEARLY = "finance.benefits.values.yearly"
_SUBPROJECT = "subproject:"
Words = Callable[[str], str]
"""Words of the program by key, for reasons that readers see."""


def worth_facts(plan: Plan, worths: Mapping[str, Worth], words: Words) -> Iterator[Fact]:
    """Prices of benefits, and whether each is added up."""
    for name, quantity in load_benefits().items():
        subject, worth = f"benefit:{name}", worths.get(name)
        key, inputs = f"{subject}.aspect", ("project",)
        plain = Fact(key, quantity.aspect, "1", Basis.ENTERED, quantity.source, WORTH, CLAUSE, inputs)
        yield plain
        yield replace(plain, id=f"{subject}.counted", value="yes" if counted(plan, quantity) else "no")
        if worth is None:
            reason = words("finance.reason.benefit_unpriced")
            yield replace(plain, id=f"{subject}.price", value=None, unit=quantity.price_unit, reason=reason)
            continue
        told = replace(plain, source=worth.source, inputs=worth.inputs or plain.inputs, synthetic=worth.synthetic)
        certain = worth.low == worth.price == worth.high
        yield replace(
            told,
            id=f"{subject}.price",
            value=worth.price,
            unit=quantity.price_unit,
            reason="" if worth.factor is not None else words("finance.reason.benefit_level"),
            low=None if certain else worth.low,
            high=None if certain else worth.high,
        )
        yield replace(told, id=f"{subject}.price.told", value=worth.told, unit=quantity.price_unit)
        no_year, no_factor = words("finance.reason.benefit_year"), words("finance.reason.benefit_level")
        year = None if worth.year is None else Decimal(worth.year)
        yield replace(told, id=f"{subject}.price.year", value=year, reason="" if worth.year else no_year)
        yield replace(told, id=f"{subject}.price.factor", value=worth.factor, reason="" if worth.factor else no_factor)
        yield replace(told, id=f"{subject}.price.kind", value=worth.kind)
        if worth.certainty:
            yield replace(told, id=f"{subject}.price.certainty", value=worth.certainty)


def amount_facts(amounts: Amounts, few: bool = True) -> Iterator[Fact]:
    """Benefits in a year of full effect; of many sub-projects without those that follow from another."""
    units = {name: quantity.unit for name, quantity in load_benefits().items()}
    for subject, told in amounts.items():
        for name, amount in told.items():
            if not few and load_benefits()[name].of and subject.startswith(_SUBPROJECT):
                continue
            fact = _amount(f"{subject}.benefit.{name}", amount, units[name], amount.inputs, AMOUNTS)
            yield from _with_interval(fact)


def value_facts(
    amounts: Amounts, values: Values, worths: Mapping[str, Worth], words: Words, few: bool = True
) -> Iterator[Fact]:
    """Values in a year of full effect, and their totals; what has an amount and no price says so.

    Of many sub-projects only the totals are told.
    """
    for subject, told in amounts.items():
        every = few or not subject.startswith(_SUBPROJECT)
        for name, amount in told.items() if every else ():
            inputs = (f"{subject}.benefit.{name}", f"benefit:{name}.price")
            if name in worths:
                yield from _with_interval(
                    _value(f"{subject}.value.{name}", values[subject][name], amount.basis, inputs, VALUES)
                )
            else:
                reason = words("finance.reason.benefit_unpriced")
                key = f"{subject}.value.{name}"
                yield Fact(key, None, "yuan", amount.basis, "", VALUES, CLAUSE, inputs, False, reason)
        if told or subject == "scope":
            yield from _with_interval(_total(subject, told, values, words, every))


def _with_interval(fact: Fact) -> Iterator[Fact]:
    """A fact and, of the scope, its interval as a reader sees it."""
    yield fact
    if fact.subject == "scope" and fact.low is not None and fact.high is not None:
        unit, places = ("wan_yuan", 2) if fact.unit == "yuan" else (fact.unit, 2)
        ends = (round_half_up(convert(end, fact.unit, unit), places) for end in (fact.low, fact.high))
        text = "–".join(f"{end:f}" for end in ends)
        yield replace(fact, id=f"{fact.id}.interval", value=text, unit="1", low=None, high=None)


def _total(subject: str, told: Mapping[str, Amount], values: Values, words: Words, every: bool) -> Fact:
    key, total = f"{subject}.value.{TOTAL}", values[subject].get(TOTAL)
    if total is None:
        reason = words("finance.reason.benefit_unpriced" if told else "finance.reason.no_benefit")
        known = tuple(f"{subject}.benefit.{name}" for name in told) or ("project",)
        return Fact(key, None, "yuan", Basis.ENTERED, "", VALUES, CLAUSE, known, False, reason)
    inputs = [f"{subject}.value.{name}" for name in total.parts]
    if not every:
        stems = dict.fromkeys(load_benefits()[name].of or name for name in total.parts)
        inputs = [*(f"{subject}.benefit.{name}" for name in stems), *(f"benefit:{name}.price" for name in total.parts)]
    return _value(key, total, _weakest(told[name].basis for name in total.parts), inputs, VALUES)


def yearly_facts(told: Yearly, amounts: Amounts, values: Values) -> Iterator[Fact]:
    """Benefits and values of each year of the analysis."""
    units = {name: quantity.unit for name, quantity in load_benefits().items()}
    for name, row in told.amounts.items():
        key = f"scope.benefit.{name}"
        for year, amount in zip(told.years, row, strict=True):
            yield _amount(f"{key}@{year}", amount, units[name], (key,), YEARLY)
    for (subject, name), in_years in told.values.items():
        key = f"{subject}.value.{name}"
        parts = (name,) if name != TOTAL else values[subject][TOTAL].parts
        basis = _weakest(amounts[subject][part].basis for part in parts)
        for year, value in zip(told.years, in_years, strict=True):
            inputs: Sequence[str] = (key,)
            if subject == "scope":
                inputs = [f"scope.value.{part}@{year}" for part in parts] if name == TOTAL else [
                    f"scope.benefit.{name}@{year}", f"benefit:{name}.price"
                ]  # fmt: skip
            yield _value(f"{key}@{year}", value, basis, inputs, YEARLY)


def aspect_facts(plan: Plan, facts: Facts, amounts: Amounts, standard: Standard) -> Iterator[Fact]:
    """What is known under each aspect of clause 5.4.5.3: benefits, and indicators of the scope; why none where none is.

    Parameters
    ----------
    plan : Plan
        Targets of the scope.
    facts : Facts
        Performance of the scope.
    amounts : mapping
        Benefits in a year of full effect.
    standard : Standard
        Names of indicators.
    """
    known = amounts.get("scope", {})
    wanted = {target.indicator for target in plan.targets if target.subject == "scope"}
    for name, aspect in load_aspects().items():
        told = [key for key, quantity in load_benefits().items() if quantity.aspect == name and key in known]
        inputs = tuple(f"scope.benefit.{key}" for key in told) or ("project",)
        plain = Fact(f"scope.benefit.aspect.{name}", None, "1", Basis.ENTERED, aspect.source, ASPECTS_BY, aspect.clause)
        if name in ASPECTS:
            reason = "" if told else standard.label("finance.reason.no_benefit")
            yield replace(plain, value=listed(told) or None, inputs=inputs, reason=reason)
        done = {
            key: f"scope.performance.{key}" for key in aspect.indicators if facts.number(f"scope.performance.{key}")
        }
        names = [indicator_name(standard, key) for key in aspect.indicators if key in done or key in wanted]
        inputs = (*done.values(), *(["table:targets"] if wanted & set(aspect.indicators) else ())) or ("project",)
        reason = "" if names else standard.label("finance.reason.no_aspect_indicator")
        yield replace(plain, id=f"{plain.id}.indicators", value=listed(names) or None, inputs=inputs, reason=reason)


def _amount(key: str, amount: Amount, unit: str, inputs: Sequence[str], method: str) -> Fact:
    certain = amount.low == amount.value == amount.high
    return Fact(
        key, amount.value, unit, amount.basis, amount.source, method, CLAUSE, tuple(inputs), amount.synthetic,
        amount.reason, None if certain else amount.low, None if certain else amount.high,
    )  # fmt: skip


def _value(key: str, value: Value, basis: Basis, inputs: Sequence[str], method: str) -> Fact:
    certain = value.low == value.value == value.high
    low, high = (None, None) if certain else (value.low, value.high)
    return Fact(key, value.value, "yuan", basis, "", method, CLAUSE, tuple(inputs), False, "", low, high)


_LEAST_SURE = (Basis.MEASURED, Basis.RULED, Basis.ENTERED, Basis.MODELLED_CALIBRATED, Basis.MODELLED_UNCALIBRATED)


def _weakest(bases: Iterator[Basis] | Sequence[Basis]) -> Basis:
    return max(bases, key=_LEAST_SURE.index, default=Basis.ENTERED)
