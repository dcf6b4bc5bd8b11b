"""A proposal of ecological compensation between townships up- and downstream (5.4.5.2, H.1.9.2 a).

Townships bear cost for what reaches others with the water: less sediment, more water, less oxygen demand. Those whose
ground it passes make up for it, between what it cost and what it is worth to them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

from shanshui.finance.benefits.cost_effectiveness import annuity
from shanshui.finance.benefits.values import TOTAL, Values
from shanshui.finance.benefits.ways import Ways
from shanshui.indicators.downstream import Floats, transfers
from shanshui.ledger import Basis, Fact, Facts
from shanshui.plan import Plan
from shanshui.plan.choices import choice
from shanshui.quantity import convert, exact, printed, round_half_up
from shanshui.standard.method.benefits import load_benefits

CLAUSE = "5.4.5.2"
METHOD = "finance.benefits.compensation.compensation_facts"
SIDES = ("pays", "receives", "net")
_ENDS = ("", ".cost", ".value")
_NOBODY = ("project",)
"""What it rests on that a township has no stake."""
Words = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Stake:
    """What a township has to do with the water of others.

    Parameters
    ----------
    cost, value : float
        Yearly cost borne for what flows down, and what that is worth in a year [yuan].
    inputs : tuple of str
        Facts of its sub-projects.
    """

    cost: float
    value: float
    inputs: tuple[str, ...]


def stakes(
    plan: Plan, facts: Facts, values: Values, townships: Mapping[str, Sequence[str]], years: int
) -> Mapping[str, Stake]:
    """Cost and value of what flows down from each township.

    Parameters
    ----------
    plan : Plan
        Sub-projects, choices.
    facts : Facts
        Local money, care and land taken of each sub-project.
    values : mapping
        Of benefits in a year of full effect.
    townships : mapping of sub-project to codes
        Where each lies, in equal parts.
    years : int
        Of the analysis, over which local money and care are made even payments at the social rate.

    Returns
    -------
    mapping of township to Stake
        Of the cost of a sub-project as much counts as what flows down makes of all its value; sub-projects without any
        such value are left out.
    """
    share = float(annuity(plan, years))
    rent = choice(plan.project, "compensation_land").value
    flowing = [name for name, quantity in load_benefits().items() if quantity.flows == "yes"]
    sums: dict[str, list[float]] = {}
    inputs: dict[str, dict[str, None]] = {}
    for sub in plan.subprojects:
        subject = f"subproject:{sub.code}"
        told = values.get(subject, {})
        worth = sum(float(told[name].value) for name in flowing if name in told)
        where = townships.get(sub.code, ())
        if not where or worth <= 0:
            continue
        borne, used = _borne(facts, subject, share, rent if isinstance(rent, Decimal) else None)
        whole = float(told[TOTAL].value) if TOTAL in told else 0.0
        borne *= min(1.0, worth / whole) if whole > 0 else 1.0
        used += [f"{subject}.value.{name}" for name in flowing if name in told]
        for code in where:
            own = sums.setdefault(code, [0.0, 0.0])
            own[0] += borne / len(where)
            own[1] += worth / len(where)
            inputs.setdefault(code, {}).update(dict.fromkeys(used))
    return {code: Stake(cost, value, tuple(inputs[code])) for code, (cost, value) in sums.items()}


def _borne(facts: Facts, subject: str, share: float, rent: Decimal | None) -> tuple[float, list[str]]:
    """Yearly cost of a sub-project that falls on its townships: local money, care, land taken."""
    yearly, used = 0.0, []
    for attribute in ("funding.local", "cost.care"):
        amount = facts.number(f"{subject}.{attribute}")
        if amount:
            yearly += float(amount) * share
            used.append(f"{subject}.{attribute}")
    land = facts.number(f"{subject}.occupation.land_area") if rent is not None else None
    if land and rent is not None:
        yearly += float(convert(land, "m2", "hm2") * rent)
        used.append(f"{subject}.occupation.land_area")
    return yearly, used


@dataclass(frozen=True, slots=True)
class Proposal:
    """Who pays whom.

    Parameters
    ----------
    townships : tuple of str
        Rows and columns.
    matrices : mapping of end to array, shape (n, n)
        Row i, column j: what j pays to i in a year, in whole yuan: as proposed (empty key), by cost, by value.
    """

    townships: tuple[str, ...]
    matrices: Mapping[str, Floats]

    def amount(self, township: int, side: str, end: str) -> Decimal:
        """What a township pays, receives, or gains net [yuan]."""
        matrix = self.matrices[end]
        pays, receives = matrix[:, township].sum(), matrix[township].sum()
        return Decimal(int(pays if side == "pays" else receives if side == "receives" else receives - pays))

    def total(self, end: str) -> Decimal:
        """What all pay together [yuan]."""
        return Decimal(int(self.matrices[end].sum()))


def propose(found: Mapping[str, Stake], ways: Ways, point: float) -> Proposal:
    """Work out who pays whom.

    Parameters
    ----------
    found : mapping of township to Stake
        Those without count as nothing.
    ways : Ways
        Through whose ground the water of each flows.
    point : float
        Where between cost and value the proposal lies, 0 to 1: nobody pays more than it is worth, so that where the
        cost is more than the value the proposal is the value.
    """
    nothing = Stake(0.0, 0.0, _NOBODY)
    costs = np.array([found.get(code, nothing).cost for code in ways.townships])
    values = np.array([found.get(code, nothing).value for code in ways.townships])
    agreed = np.where(values > costs, costs + min(max(point, 0.0), 1.0) * (values - costs), values)
    of = {"": agreed, ".cost": costs, ".value": values}
    return Proposal(ways.townships, {end: np.rint(transfers(amounts, ways.shares)) for end, amounts in of.items()})


def compensation_facts(
    plan: Plan, facts: Facts, found: Mapping[str, Stake], ways: Ways | None, words: Words
) -> Iterator[Fact]:
    """The proposal as facts; without a way of the water, or without anything that flows, only why there is none.

    Parameters
    ----------
    plan : Plan
        Choice of where between the ends the proposal lies.
    facts : Facts
        Names of townships.
    found : mapping
        Of :func:`stakes`.
    ways : Ways or None
        Of :mod:`shanshui.finance.benefits.ways`.
    words : callable
        Reasons.
    """
    if ways is None or not found:
        reason = words("finance.reason.no_flow" if found else "finance.reason.nothing_flows")
        basis = Basis.MODELLED_UNCALIBRATED
        yield Fact("scope.compensation.total", None, "yuan", basis, "", METHOD, CLAUSE, _NOBODY, False, reason)
        return
    proposal = propose(found, ways, choice(plan.project, "compensation_point").number)
    all_of_them = tuple(f"township:{code}.compensation.value" for code in ways.townships if code in found)
    for number, code in enumerate(ways.townships):
        subject, stake = f"township:{code}.compensation", found.get(code, Stake(0.0, 0.0, _NOBODY))
        yield _money(f"{subject}.cost", round_half_up(exact(stake.cost), 0), stake.inputs)
        yield _money(f"{subject}.value", round_half_up(exact(stake.value), 0), stake.inputs)
        passed = _told(ways, number, facts)
        reason = "" if passed else words("finance.reason.no_township_below")
        told = _money(f"{subject}.basis", None, ways.inputs)
        source = words(f"finance.ways.{ways.source}")
        yield replace(told, value=passed or None, unit="1", source=source, reason=reason)
        for side in SIDES:
            for end in _ENDS:
                yield _money(f"{subject}.{side}{end}", proposal.amount(number, side, end), (*all_of_them, *ways.inputs))
    for end in _ENDS:
        inputs = tuple(f"township:{code}.compensation.pays{end}" for code in ways.townships)
        yield _money(f"scope.compensation.total{end}", proposal.total(end), inputs)


def _told(ways: Ways, number: int, facts: Facts) -> str:
    """The other townships that water passes, with their shares, the largest first."""
    row = ways.shares[number]
    others = sorted((n for n in range(len(row)) if n != number and row[n] > 0), key=lambda n: (-row[n], n))
    names = [facts.text(f"township:{ways.townships[n]}.name") or ways.townships[n] for n in others]
    shares = (printed(convert(exact(round(float(row[n]), 6)), "1", "%"), 1) for n in others)
    return "；".join(f"{name} {share}%" for name, share in zip(names, shares, strict=True))


def _money(key: str, value: Decimal | None, inputs: Sequence[str]) -> Fact:
    return Fact(key, value, "yuan", Basis.MODELLED_UNCALIBRATED, "", METHOD, CLAUSE, tuple(inputs))
