"""Money of the projects beside the total investment."""

from __future__ import annotations

from collections.abc import Iterator

from shanshui.audit.amounts import shown
from shanshui.audit.check import check, fault
from shanshui.audit.facts import scope_of
from shanshui.audit.interval import interval, is_exact, total
from shanshui.audit.reading import Reading
from shanshui.claims.model import Claim
from shanshui.finding import Finding

_MOST_QUOTES = 12


@check("AUDIT-MONEY", "AUDIT-MONEY-LIKELY")
def projects_and_total(reading: Reading) -> Iterator[Finding]:
    """What the projects cost is not more than the total investment; where each has its cost, it is just that."""
    whole = _whole(reading)
    if whole is None:
        return
    own = interval(whole.quantity)
    sets = [costs for costs in _sets(reading) if whole not in costs]
    sums = [total(interval(cost.quantity) for cost in costs) for costs in sets]
    if not sums or any(together.meets(own) for together in sums):
        return
    above = all(together.surely_above(own) for together in sums)
    costs, together = max(zip(sets, sums, strict=True), key=lambda pair: len(pair[0]))
    if above or (len(costs) > 1 and len(costs) >= len(reading.projects)):
        sure = above and all(is_exact(cost.quantity) for cost in costs)
        words = {
            "count": str(len(costs)),
            "sum": shown(together.middle, whole.quantity),
            "difference": shown(abs(together.middle - whole.quantity.value), whole.quantity),
        }
        spans = [whole.quantity.span, *(cost.quantity.span for cost in costs[:_MOST_QUOTES])]
        code = "AUDIT-MONEY" if sure else "AUDIT-MONEY-LIKELY"
        yield fault(code, reading, spans, whole.quantity.text, words["sum"], words)


def _sets(reading: Reading) -> list[list[Claim]]:
    """What the projects cost, table by table and in the running text: one project may stand in several of them."""
    found: dict[int | None, dict[str, Claim]] = {}
    for project in reading.projects:
        cost = _cost(project.claims)
        if cost is not None:
            block = reading.document.block_at(cost.quantity.span.start)
            table = block.table if block is not None and block.kind == "cell" else None
            found.setdefault(table, {}).setdefault(project.name.key, cost)
    return [list(costs.values()) for costs in found.values()]


def _whole(reading: Reading) -> Claim | None:
    """The total investment of the document: the largest amount of money called a total that is of no project."""
    claims = [
        claim
        for claim in reading.claims
        if claim.quantity.dimension == "yuan" and claim.role == "total" and not scope_of(claim, reading)
    ]
    return max(claims, key=lambda claim: claim.quantity.value, default=None)


def _cost(claims: tuple[Claim, ...]) -> Claim | None:
    """What a project costs: its one amount of money, or the one that is called its total."""
    money = [claim for claim in claims if claim.quantity.dimension == "yuan"]
    totals = [claim for claim in money if claim.role == "total"]
    told = totals or money
    return told[0] if len(told) == 1 else None
