"""Boundary conditions, flows and private money as facts of the ledger (clause 5.4.5.3 a)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from shanshui.finance.analysis.analysis import Analysis
from shanshui.finance.analysis.cash_flows import Amounts, Flows, by_year
from shanshui.finance.analysis.private import LOAN, Investment
from shanshui.finance.analysis.returns import share
from shanshui.finance.whole import whole_wan
from shanshui.ledger import Basis, Fact, Facts, fact_id
from shanshui.plan import FUNDING_SOURCES
from shanshui.plan.choices import Chosen
from shanshui.quantity import exact, round_half_up

CLAUSE = "5.4.5.3 a"
Words = Callable[[str], str]
"""Words of the program by key, for reasons that readers see."""
UNSTATED = "unstated"
_HUNDREDS = -2
"""Decimals of what a single row of private finance takes and gives in a year: hundreds of yuan."""


def term_facts(found: Analysis, words: Words) -> Iterator[Fact]:
    """Period, price level, rates, and who receives what is earned."""
    terms = found.terms
    for name, year in (("first_year", terms.first), ("last_year", terms.last), ("price_year", terms.price_year)):
        made = "finance.analysis.terms.terms_of"
        yield Fact(f"scope.analysis.{name}", Decimal(year), "1", Basis.ENTERED, "", made, CLAUSE, ("project",))
    for name, chosen in (("finance", terms.finance), ("social", terms.social)):
        yield _chosen(f"scope.analysis.rate.{name}", chosen)
    yield _chosen("scope.analysis.upkeep", terms.upkeep)
    for name, count in (("seed", terms.seed), ("draws", terms.draws)):
        made = "finance.analysis.terms.terms_of"
        yield Fact(f"scope.analysis.{name}", Decimal(count), "1", Basis.ENTERED, "", made, CLAUSE, ("project",))
    reason = "" if found.view else words("finance.reason.no_view")
    yield _fact("scope.analysis.view", found.view or None, "1", "analysis.analyse", ("project",), reason)
    receivers: dict[str, Decimal] = {}
    for one in found.earned:
        amount = sum(one.amounts(terms.years), Decimal(0))
        receiver = one.row.receiver or UNSTATED
        receivers[receiver] = receivers.get(receiver, Decimal(0)) + amount
    for receiver, amount in receivers.items():
        key = f"scope.analysis.revenue.{receiver}"
        made_up = any(one.row.synthetic for one in found.earned if (one.row.receiver or UNSTATED) == receiver)
        fact = _fact(key, whole_wan(amount), "yuan", "cash_flows.earnings", ("table:revenues",))
        yield replace(fact, synthetic=made_up)


def flow_facts(facts: Facts, found: Analysis, words: Words) -> Iterator[Fact]:
    """Flows of the scope by year and in all, those of sub-projects that earn something in all."""
    if found.scope is None:
        return
    made_up = frozenset(one.row.subproject for one in found.earned if one.row.synthetic)
    yield from _of_scope(facts, found, found.scope, bool(made_up), words)
    for flows in found.flows[1:]:
        code = flows.subject.partition(":")[2]
        ends = {"outlay": "cost.total", "care": "cost.construction"}
        for name in ("outlay", "care", "revenue"):
            amount = sum(getattr(flows, name), Decimal(0))
            inputs = ("table:revenues",) if name == "revenue" else (fact_id(flows.subject, ends[name]),)
            fact = _fact(fact_id(flows.subject, f"cash.{name}"), amount, "yuan", "cash_flows.flows_of", inputs)
            yield replace(fact, synthetic=name == "revenue" and code in made_up)


def _of_scope(facts: Facts, found: Analysis, flows: Flows, made_up: bool, words: Words) -> Iterator[Fact]:
    years = flows.years
    no_revenue, no_benefit = words("finance.reason.no_revenue"), words("finance.reason.no_benefit_value")
    earned = ("table:revenues",)
    yield from _row("outlay", flows.outlay, years, [_known(facts, "scope.cost.total", year) for year in years])
    yield from _row("care", flows.care, years, [("scope.cost.construction",)] * len(years))
    for name, amounts in (("revenue", flows.revenue), ("social", flows.social)):
        row = _row(name, amounts if flows.earns else None, years, [earned] * len(years), no_revenue)
        yield from (replace(fact, synthetic=made_up) for fact in row)
    paid = [_ids(("outlay", "care", *_if(flows.earns, "revenue")), year) for year in years]
    yield from _row("net", flows.net, years, paid)
    sums = tuple(sum(flows.net[: n + 1], Decimal(0)) for n in range(len(years)))
    yield from _summed("cumulative", sums, years, "net")
    benefit = [_known(facts, "scope.value.total", year) for year in years]
    yield from _row("benefit", flows.benefit, years, benefit, no_benefit)
    gained = ("benefit", *_if(flows.earns, "social"))
    gains, economic = (flows.gains, flows.economic) if flows.benefit is not None else (None, None)
    yield from _row("gains", gains, years, [_ids(gained, year) for year in years], no_benefit)
    spent = ("gains", "outlay", "care")
    yield from _row("economic", economic, years, [_ids(spent, year) for year in years], no_benefit)
    if economic is not None:
        sums = tuple(sum(economic[: n + 1], Decimal(0)) for n in range(len(years)))
        yield from _summed("economic.cumulative", sums, years, "economic")
    yield from _means(facts, found, flows)


def _means(facts: Facts, found: Analysis, flows: Flows) -> Iterator[Fact]:
    """Where the money comes from and what goes back: public, private, service of private money; what is left over."""
    years = flows.years
    rows = found.investments
    money = {source: by_year(facts, "scope", f"funding.{source}", years) for source in FUNDING_SOURCES}
    nothing = (Decimal(0),) * len(years)
    rows_of = zip(money["central"] or nothing, money["local"] or nothing, strict=True)
    public = tuple(central + local for central, local in rows_of)
    put_in = [(min(max(one.start, years[0]), years[-1]), one.amount) for one in rows]
    told = tuple(whole_wan(sum(amount for start, amount in put_in if start == year)) for year in years)
    private = money["social"] or told
    service = tuple(whole_wan(sum(one.service(year)[0] for one in rows)) for year in years)
    loans = [one for one in rows if one.row.method == LOAN]
    interest = tuple(whole_wan(sum(one.service(year)[1] for one in loans)) for year in years)
    lent = ("table:private_finance",) if rows else ("project",)
    made_up = any(one.row.synthetic for one in rows)
    sums = tuple(key for key in ("scope.funding.central", "scope.funding.local") if key in facts) or ("project",)
    yield from _row("transfers", public, years, [sums] * len(years))
    yield from _row("private", private, years, [("scope.funding.social",) if money["social"] else lent] * len(years))
    for name, amounts in (("service", service), ("interest", interest)):
        yield from (replace(fact, synthetic=made_up) for fact in _row(name, amounts, years, [lent] * len(years)))
    parts = zip(flows.revenue, public, private, strict=True)
    sources = tuple(sum(part, Decimal(0)) for part in parts)
    names = ("transfers", "private", *_if(flows.earns, "revenue"))
    yield from _row("sources", sources, years, [_ids(names, year) for year in years])
    left = tuple(had - cost - back for had, cost, back in zip(sources, flows.costs, service, strict=True))
    names = ("sources", "outlay", "care", "service")
    yield from _row("balance", left, years, [_ids(names, year) for year in years])


def private_facts(found: Analysis, words: Words) -> Iterator[Fact]:
    """What each row of private finance needs and earns."""
    for one in found.investments:
        yield from (replace(fact, synthetic=one.row.synthetic) for fact in _investment(one, words))


def _investment(one: Investment, words: Words) -> Iterator[Fact]:
    subject, inputs, made = f"private:{one.row.code}", ["table:private_finance"], "private.investments"
    if any(one.earned):
        inputs.append("table:revenues")
    unknown = "" if one.repaid else words("finance.reason.unrepaid")
    reason = unknown or words("finance.reason.no_term")
    needed = one.needed if one.repaid else None
    said = "" if needed is not None else reason
    value = None if needed is None else round_half_up(exact(needed), _HUNDREDS)
    yield _fact(f"{subject}.needed", value, "yuan", made, inputs, said)
    earned = None if unknown else round_half_up(exact(one.mean), _HUNDREDS)
    yield _fact(f"{subject}.earned", earned, "yuan", made, inputs, unknown)
    npv = one.npv if one.repaid else None
    value = None if npv is None else whole_wan(npv)
    yield _fact(f"{subject}.npv", value, "yuan", made, inputs, "" if npv is not None else reason)
    rates = one.rates if one.repaid else ()
    rate = share(rates[0]) if len(rates) == 1 else None
    said = "" if rate is not None else unknown or words("finance.reason.no_rate")
    yield _fact(f"{subject}.irr", rate, "1", made, inputs, said)
    covered = share(one.mean / needed) if needed else None
    yield _fact(f"{subject}.coverage", covered, "1", made, inputs, "" if covered is not None else reason)


def _row(
    name: str, amounts: Amounts | None, years: Sequence[int], inputs: Sequence[Sequence[str]], reason: str = ""
) -> Iterator[Fact]:
    """A flow by year, and its sum."""
    keys = [fact_id("scope", f"cash.{name}", year) for year in years]
    if amounts is None:
        yield _fact(fact_id("scope", f"cash.{name}"), None, "yuan", "cash_flows.flows_of", (), reason)
        for key in keys:
            yield _fact(key, None, "yuan", "cash_flows.flows_of", (), reason)
        return
    yield _fact(fact_id("scope", f"cash.{name}"), sum(amounts, Decimal(0)), "yuan", "cash_flows.flows_of", keys)
    for key, amount, rests_on in zip(keys, amounts, inputs, strict=True):
        yield _fact(key, amount, "yuan", "cash_flows.flows_of", rests_on)


def _summed(name: str, amounts: Amounts, years: Sequence[int], of: str) -> Iterator[Fact]:
    """A sum up to and with each year; there is none over all of them."""
    before: tuple[str, ...] = ()
    for year, amount in zip(years, amounts, strict=True):
        key = fact_id("scope", f"cash.{name}", year)
        inputs = (*before, fact_id("scope", f"cash.{of}", year))
        yield _fact(key, amount, "yuan", "cash_flows.flows_of", inputs)
        before = (key,)


def _ids(names: Sequence[str], year: int) -> tuple[str, ...]:
    return tuple(fact_id("scope", f"cash.{name}", year) for name in names)


def _if(told: bool, name: str) -> tuple[str, ...]:
    return (name,) if told else ()


def _known(facts: Facts, key: str, year: int) -> tuple[str, ...]:
    """The fact of a year, else that of all years."""
    return (f"{key}@{year}",) if f"{key}@{year}" in facts else (key,)


def _chosen(key: str, chosen: Chosen) -> Fact:
    made = "finance.analysis.terms.terms_of"
    value = chosen.value if isinstance(chosen.value, Decimal) else None
    source = chosen.source
    return Fact(key, value, "1", Basis.ENTERED, source, made, CLAUSE, ("project",), low=chosen.low, high=chosen.high)


def _fact(
    key: str, value: Decimal | str | None, unit: str, method: str, inputs: Sequence[str], reason: str = ""
) -> Fact:
    made = f"finance.analysis.{method}"
    return Fact(key, value, unit, Basis.ENTERED, "", made, CLAUSE, tuple(inputs), False, reason)
