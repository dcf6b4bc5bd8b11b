"""From the lines of table G.3 to facts of the ledger."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal

from shanshui.finance.estimate.estimate import Estimate, known_sum
from shanshui.finance.estimate.fees import GROUPS, OTHER, FeeLine
from shanshui.ledger import Basis, Fact, fact_id
from shanshui.plan import Plan
from shanshui.quantity import convert

Words = Callable[[str], str]
"""Words of the program by key."""
CLAUSE_G1 = "表G.1"
CLAUSE_G3 = "表G.3"
_SEGMENT = re.compile(r"[A-Za-z0-9_]+")
_UNCHECKED = "C"
"""Certainty of a rate that nobody has checked against what was published."""


def fee_id(code: str, row: int) -> str:
    """Id of the amount of a fee; a code that an id cannot hold gives way to its row.

    Examples
    --------
    >>> fee_id("survey", 2), fee_id("调查费", 3)
    ('scope.cost.fee.survey', 'scope.cost.fee.row3')
    """
    return fact_id("scope", f"cost.fee.{code if _SEGMENT.fullmatch(code) else f'row{row}'}")


def fee_facts(plan: Plan, found: Estimate, words: Words) -> Iterator[Fact]:
    """Single fees with base, rate and where they come from; groups of table G.3; lines two to four of table G.1.

    Parameters
    ----------
    plan : Plan
        Fees and the province's rates, as entered.
    found : Estimate
        What they come to.
    words : callable
        Words of the program by key, for reasons that readers see.
    """
    rows = {fee: fee.place.row or number for number, fee in enumerate(plan.fees, start=2)}
    by_group: dict[str, list[str]] = {group: [] for group in GROUPS}
    for line in found.fees:
        key = fee_id(line.fee.code, rows[line.fee])
        yield from _line_facts(key, line, words)
        if line.amount is not None:
            by_group[line.fee.parent].append(key)
    if found.care.counted and not any(line.origin == "care" for line in found.fees):
        by_group["monitoring"].append("scope.cost.care")
    for group in GROUPS:
        yield _sum(f"scope.cost.{group}", found.groups[group], by_group[group], words, CLAUSE_G3)
    yield _sum("scope.cost.other", found.other, [f"scope.cost.{group}" for group in OTHER], words)
    lines = ("scope.cost.other", "scope.cost.monitoring", "scope.cost.contingency")
    yield _sum("scope.cost.fees", known_sum(found.groups.values()), lines, words)


def _line_facts(key: str, line: FeeLine, words: Words) -> Iterator[Fact]:
    """Amount, base, rate, origin and certainty of one fee."""
    reason = "" if line.amount is not None else words("finance.reason.no_fee")
    source, method = _source(line, words), "finance.estimate.fees.fee_lines"

    def fact(part: str, value: Decimal | str, unit: str, inputs: Iterable[str], how: str = method) -> Fact:
        name = f"{key}.{part}"
        return Fact(name, value, unit, Basis.ENTERED, source, how, CLAUSE_G3, tuple(inputs), line.synthetic)

    inputs = ["table:fees"]
    if line.origin == "province":
        inputs.append("table:fee_rates")
    if line.origin == "care":
        inputs.append("scope.cost.care")
    if line.base is not None:
        inputs.append(f"{key}.base")
        yield fact("base", line.base, "yuan", _base_inputs(line))
    made_up = line.synthetic
    yield Fact(key, line.amount, "yuan", Basis.ENTERED, source, method, CLAUSE_G3, tuple(inputs), made_up, reason)
    if line.rate is not None:
        entered = line.origin == "rate"
        on = ("table:fees",) if entered else (key, f"{key}.base")
        how = "entered" if entered else "finance.estimate.fees.effective_rate"
        yield fact("rate", convert(line.rate, "%", "1"), "1", on, how)
    if line.origin:
        yield fact("kind", line.origin, "1", ("table:fees",))
    if line.certainty:
        yield fact("certainty", line.certainty, "1", ("table:fees",))


def _base_inputs(line: FeeLine) -> Sequence[str]:
    """Construction, and the groups that a fee on all of them builds on."""
    group = line.fee.parent
    before = OTHER[: OTHER.index(group)] if group in OTHER else OTHER
    return ("scope.cost.construction", *(f"scope.cost.{name}" for name in before if line.on_all))


def _source(line: FeeLine, words: Words) -> str:
    """Who published the rate; one that nobody checked says so."""
    unchecked = words("finance.fee.unchecked")
    if line.certainty == _UNCHECKED and unchecked not in line.source:
        return f"{line.source}（{unchecked}）"
    return line.source


def _sum(key: str, value: Decimal | None, inputs: Iterable[str], words: Words, clause: str = CLAUSE_G1) -> Fact:
    method, reason = "finance.estimate.estimate.known_sum", "" if value is not None else words("finance.reason.no_fee")
    return Fact(key, value, "yuan", Basis.ENTERED, "", method, clause, tuple(inputs), False, reason)
