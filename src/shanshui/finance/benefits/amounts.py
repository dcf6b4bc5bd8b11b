"""How much of each ecological benefit works bring in a year of full effect: sub-project, unit, scope (5.4.5.3 b)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from shanshui.finance.benefits.contents import Content, contents_of
from shanshui.ledger import Basis, Fact, Facts
from shanshui.plan import Plan, Subproject
from shanshui.quantity import round_half_up
from shanshui.standard.method.benefits import BenefitQuantity, load_benefits

PLACES = 2
_STEP = Decimal(1).scaleb(-PLACES)


@dataclass(frozen=True, slots=True)
class Amount:
    """How much of a benefit a subject has in a year of full effect.

    Parameters
    ----------
    value, low, high : Decimal
        With its interval; both ends are the value where none is known [unit of the benefit].
    basis : Basis
        What it rests on.
    source : str
        Where it comes from.
    inputs : tuple of str
        Facts and tables.
    synthetic : bool
        Whether a content of soil that it rests on was made up.
    reason : str
        What it leaves out.
    """

    value: Decimal
    low: Decimal
    high: Decimal
    basis: Basis
    source: str
    inputs: tuple[str, ...]
    synthetic: bool = False
    reason: str = ""


Amounts = Mapping[str, Mapping[str, Amount]]
"""Benefits by subject and quantity; what nobody knows is not there."""


def amounts_of(plan: Plan, facts: Facts) -> Amounts:
    """Benefits of the scope, its units and sub-projects in a year of full effect.

    Parameters
    ----------
    plan : Plan
        Units and sub-projects, samples of soil, choices.
    facts : Facts
        Effects of works.

    Returns
    -------
    mapping of subject to mapping of quantity to Amount
        Rounded to two decimals; where the sum of a whole's parts is the whole, the parts are closed to it. Ground that
        two sub-projects share makes the whole less than that, and then each stands as rounded.
    """
    subjects = ("scope", *(f"unit:{unit.code}" for unit in plan.units), *_subprojects(plan.subprojects))
    contents = {name: contents_of(plan, quantity) for name, quantity in load_benefits().items()}
    raw = {subject: _raw(facts, subject, contents) for subject in subjects}
    members: dict[str, list[str]] = {f"unit:{unit.code}": [] for unit in plan.units}
    for sub in plan.subprojects:
        members.setdefault(f"unit:{sub.unit}", []).append(f"subproject:{sub.code}")
    for name in load_benefits():
        _close(raw, name, "scope", [unit for unit in members if unit in raw])
        for unit, codes in members.items():
            if unit in raw:
                _close(raw, name, unit, codes)
    return raw


def _subprojects(subprojects: Iterable[Subproject]) -> tuple[str, ...]:
    return tuple(f"subproject:{sub.code}" for sub in subprojects)


def _raw(facts: Facts, subject: str, contents: Mapping[str, tuple[Content, ...]]) -> dict[str, Amount]:
    found: dict[str, Amount] = {}
    for name, quantity in load_benefits().items():
        fact = facts.get(f"{subject}.effect.{effect_of(quantity)}")
        if fact is not None and isinstance(fact.value, Decimal) and (contents[name] or not quantity.coefficients):
            found[name] = _amount(fact, fact.value, contents[name])
    return found


def effect_of(quantity: BenefitQuantity) -> str:
    """The effect of works that a benefit is, or follows from."""
    return quantity.effect or load_benefits()[quantity.of].effect


@dataclass(frozen=True, slots=True)
class _Share:
    """What an amount is multiplied by, with its interval."""

    value: Decimal = Decimal(1)
    low: Decimal = Decimal(1)
    high: Decimal = Decimal(1)


def _sum_of(contents: Sequence[Content]) -> _Share:
    if not contents:
        return _Share()
    return _Share(
        sum((one.value for one in contents), Decimal(0)),
        sum((one.low for one in contents), Decimal(0)),
        sum((one.high for one in contents), Decimal(0)),
    )


def _amount(fact: Fact, value: Decimal, contents: Sequence[Content]) -> Amount:
    share = _sum_of(contents)
    low, high = (value if end is None else end for end in (fact.low, fact.high))
    ends = sorted((low * share.low, high * share.high, value * share.value))
    source = "；".join(dict.fromkeys(s for s in (fact.source, *(c.source for c in contents)) if s))
    return Amount(
        round_half_up(value * share.value, PLACES),
        round_half_up(ends[0], PLACES),
        round_half_up(ends[-1], PLACES),
        fact.basis,
        source,
        (fact.id, *dict.fromkeys(i for c in contents for i in c.inputs)),
        any(c.synthetic for c in contents),
        fact.reason,
    )


def _close(raw: Mapping[str, dict[str, Amount]], name: str, whole: str, parts: Sequence[str]) -> None:
    """Close the parts of a whole to it where they make it up."""
    known = [part for part in parts if name in raw[part]]
    total = raw[whole].get(name)
    values = [raw[part][name].value for part in known]
    if total is None or not known or abs(sum(values, Decimal(0)) - total.value) > _STEP * len(known):
        return
    for part, value in zip(known, closed_to(values, total.value, PLACES), strict=True):
        one = raw[part][name]
        raw[part][name] = replace(one, value=value, low=min(one.low, value), high=max(one.high, value))


def closed_to(values: Sequence[Decimal], total: Decimal, places: int) -> tuple[Decimal, ...]:
    """Rounded parts moved by single steps of the last place, the largest first, so that they add up to their total.

    Parameters
    ----------
    values : sequence of Decimal
        Rounded parts, each off by half a step at most.
    total : Decimal
        What they have to add up to, no further away than a step for each.
    places : int
        Decimals.

    Examples
    --------
    >>> [str(v) for v in closed_to([Decimal("1.01"), Decimal("2.02")], Decimal("3.02"), 2)]
    ['1.01', '2.01']
    """
    step = Decimal(1).scaleb(-places)
    rest = int((total - sum(values, Decimal(0))) / step)
    whole, more = divmod(abs(rest), max(len(values), 1))
    largest = set(sorted(range(len(values)), key=lambda n: (-abs(values[n]), n))[:more])
    sign = 1 if rest > 0 else -1
    return tuple(value + sign * step * (whole + (n in largest)) for n, value in enumerate(values))
