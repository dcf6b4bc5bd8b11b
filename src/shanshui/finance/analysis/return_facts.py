"""Returns, sensitivity and simulation as facts of the ledger (clause 5.4.5.3 a)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from shanshui.finance.analysis.analysis import ECONOMIC, FINANCE, Analysis
from shanshui.finance.analysis.cash_flows import Amounts, Flows
from shanshui.finance.analysis.draws import Drawn
from shanshui.finance.analysis.flow_facts import CLAUSE, Words
from shanshui.finance.analysis.returns import Returns, benefit_cost, returns_of, share
from shanshui.finance.analysis.sensitivity import DELAY, Swing
from shanshui.finance.whole import whole_wan
from shanshui.indicators.simulation import PERCENTILES
from shanshui.ledger import Basis, Fact, Facts, fact_id
from shanshui.quantity import close, exact, printed

_PERCENTILES = {"p05": 5.0, "p50": 50.0, "p95": 95.0}
_SHARES = 4


def return_facts(facts: Facts, found: Analysis, words: Words) -> Iterator[Fact]:
    """Present value, internal rate, payback of both views, and of sub-projects that earn something."""
    terms, scope = found.terms, found.scope
    left_out = _reason_of(facts, "scope.cost.total")
    rate = terms.finance.number
    inputs = (*_yearly("net", terms.years), "scope.analysis.rate.finance")
    flow = scope.net if scope is not None and scope.earns else None
    reason = words("finance.reason.no_revenue" if scope is not None else "finance.reason.no_total")
    yield from _returns("scope", FINANCE, flow, rate, inputs, reason, found, words, left_out)
    yield _life_cost("scope", scope, rate, words, left_out)
    gains = scope if scope is not None and scope.benefit is not None else None
    reason = words("finance.reason.no_benefit_value" if scope is not None else "finance.reason.no_total")
    rate = terms.social.number
    inputs = (*_yearly("economic", terms.years), "scope.analysis.rate.social")
    flow = None if gains is None else gains.economic
    yield from _returns("scope", ECONOMIC, flow, rate, inputs, reason, found, words, left_out)
    ratio = None if gains is None else benefit_cost(gains.gains, gains.costs, rate)
    rests_on, said = (inputs, left_out) if ratio is not None else ((), reason)
    yield _fact("scope.economic.benefit_cost", ratio, "1", "returns.benefit_cost", rests_on, said)
    for flows in found.flows[1:]:
        inputs = tuple(fact_id(flows.subject, f"cash.{name}") for name in ("outlay", "care", "revenue"))
        missing = _reason_of(facts, f"{flows.subject}.cost.total")
        rate = terms.finance.number
        yield from _returns(flows.subject, FINANCE, flows.net, rate, inputs, "", found, words, missing)
        yield _life_cost(flows.subject, flows, rate, words, missing)


def _returns(
    subject: str,
    view: str,
    flow: Amounts | None,
    rate: float,
    inputs: Sequence[str],
    reason: str,
    found: Analysis,
    words: Words,
    left_out: str,
) -> Iterator[Fact]:
    names = [fact_id(subject, f"{view}.{name}") for name in ("npv", "irr", "payback")]
    rates = fact_id(subject, f"{view}.rates")
    units = ("yuan", "1", "a")
    if flow is None:
        for name, unit in zip(names, units, strict=True):
            yield _fact(name, None, unit, "returns.returns_of", (), reason)
        return
    told = returns_of(flow, rate)
    yield _fact(rates, Decimal(len(told.rates)), "1", "returns.returns_of", inputs)
    values = (told.npv, told.rates[0] if len(told.rates) == 1 else None, told.payback)
    reasons = (left_out, _no_rate(told, words), "" if told.payback is not None else words("finance.reason.no_payback"))
    drawn = found.drawn.get(view) if subject == "scope" else None
    for name, value, unit, said in zip(names, values, units, reasons, strict=True):
        fact = _fact(name, value, unit, "returns.returns_of", inputs, said or left_out)
        yield _between(fact, drawn) if unit == "yuan" else fact


def _no_rate(told: Returns, words: Words) -> str:
    if len(told.rates) == 1:
        return ""
    if not told.rates:
        return words("finance.reason.no_rate")
    listed = "、".join(f"{printed(rate * 100, 2)}%" for rate in told.rates)
    return words("finance.reason.many_rates").format(count=len(told.rates), rates=listed)


def _between(fact: Fact, drawn: Drawn | None) -> Fact:
    """A present value with the interval that 95 % of the draws lie in, where that holds it."""
    if drawn is None or not isinstance(fact.value, Decimal):
        return fact
    ends = drawn.simulation.percentiles
    low, high = whole_wan(ends[0]), whole_wan(ends[-1])
    return replace(fact, low=low, high=high) if low <= fact.value <= high else fact


def _life_cost(subject: str, flows: Flows | None, rate: float, words: Words, left_out: str) -> Fact:
    key, method = fact_id(subject, "finance.life_cost"), "returns.returns_of"
    if flows is None:
        return _fact(key, None, "yuan", method, (), words("finance.reason.no_total"))
    inputs = tuple(fact_id(subject, f"cash.{name}") for name in ("outlay", "care"))
    return _fact(key, returns_of(flows.costs, rate).npv, "yuan", method, inputs, left_out)


def simulation_facts(found: Analysis) -> Iterator[Fact]:
    """Percentiles, mean, chance of not losing, and what the spread comes of."""
    for view, drawn in found.drawn.items():
        subject, inputs = f"scope.{view}.simulated", (f"scope.{view}.npv",)
        at = dict(zip(PERCENTILES, drawn.simulation.percentiles, strict=True))
        amounts = {name: at[percentile] for name, percentile in _PERCENTILES.items()} | {"mean": drawn.simulation.mean}
        for name, amount in amounts.items():
            yield _fact(f"{subject}.{name}", whole_wan(amount), "yuan", "draws.simulate", inputs)
        yield _fact(f"{subject}.probability", share(drawn.simulation.probability), "1", "draws.simulate", inputs)
        if sum(drawn.shares.values()):
            closed = close([exact(part) for part in drawn.shares.values()], _SHARES, Decimal(1))
            for factor, part in zip(drawn.shares, closed, strict=True):
                yield _fact(f"{subject}.share.{factor}", part, "1", "draws.simulate", inputs)


def sensitivity_facts(found: Analysis, words: Words) -> Iterator[Fact]:
    """What each factor does alone."""
    for swing in found.swings:
        yield from _swing(swing, (f"scope.{found.view}.npv",), words)


def _swing(swing: Swing, inputs: Sequence[str], words: Words) -> Iterator[Fact]:
    subject, method = f"scope.sensitivity.{swing.factor}", "sensitivity.swings_of"
    unit = "a" if swing.factor == DELAY else "1"
    for end, amount in (("low", swing.low), ("high", swing.high)):
        yield _fact(f"{subject}.{end}", whole_wan(amount), "yuan", method, inputs)
    ends = (f"{subject}.low", f"{subject}.high")
    yield _fact(f"{subject}.swing", whole_wan(swing.high) - whole_wan(swing.low), "yuan", method, ends)
    for end, ratio in (("low", swing.ratio_low), ("high", swing.ratio_high)):
        value = None if ratio is None else share(ratio)
        said = "" if ratio is not None else words("finance.reason.no_cost")
        yield _fact(f"{subject}.ratio.{end}", value, "1", method, inputs, said)
    for name, change in (("from", swing.start), ("to", swing.end)):
        yield _fact(f"{subject}.{name}", share(change), unit, method, inputs)
    turn = None if swing.switching is None else share(swing.switching)
    reason = "" if turn is not None else words("finance.reason.no_switching")
    yield _fact(f"{subject}.switching", turn, unit, method, inputs, reason)


def _yearly(name: str, years: Sequence[int]) -> tuple[str, ...]:
    return tuple(fact_id("scope", f"cash.{name}", year) for year in years)


def _reason_of(facts: Facts, key: str) -> str:
    """What a total leaves out."""
    fact = facts.get(key)
    return fact.reason if fact is not None and fact.value is not None else ""


def _fact(
    key: str, value: Decimal | str | None, unit: str, method: str, inputs: Sequence[str], reason: str = ""
) -> Fact:
    basis, made = Basis.MODELLED_UNCALIBRATED, f"finance.analysis.{method}"
    return Fact(key, value, unit, basis, "", made, CLAUSE, tuple(inputs), False, reason)
