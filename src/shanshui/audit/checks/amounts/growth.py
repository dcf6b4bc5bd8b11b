"""What was there and what is added make what there will be: 18万亩, 新增6万亩, 累计达到24万亩."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from shanshui.audit.amounts import shown
from shanshui.audit.check import check, fault
from shanshui.audit.facts import core, scope_of
from shanshui.audit.interval import interval, is_exact
from shanshui.audit.reading import Reading
from shanshui.claims.model import Claim
from shanshui.finding import Finding

_ADDING = frozenset({"area", "length", "count"})


@check("AUDIT-GROWTH", "AUDIT-GROWTH-LIKELY")
def base_and_increase(reading: Reading) -> Iterator[Finding]:
    """The amount of a year, and what is added from the next year on, make the amount at the end of it."""
    things: dict[tuple[str, str, str, str], list[Claim]] = defaultdict(list)
    for claim in reading.claims:
        if claim.of.key and claim.attribute in _ADDING and claim.last is not None and is_exact(claim.quantity):
            thing = core(claim).removesuffix("建设")
            things[thing, claim.attribute, claim.quantity.dimension, scope_of(claim, reading)].append(claim)
    for claims in things.values():
        increases = [claim for claim in claims if claim.role == "increase" and claim.first is not None]
        told = {(claim.first, claim.last, claim.quantity.value): claim for claim in increases}
        for added in told.values():
            before, after = _before(added, claims), _after(added, claims)
            earlier = (*before, *_earlier(added, claims))
            if before and after and not any(_makes(one, added, other) for one in earlier for other in after):
                yield _finding(before, added, after, claims, reading)


def _before(added: Claim, claims: Sequence[Claim]) -> list[Claim]:
    """What there was in the year before the increase, or in its first year where that is the base."""
    first = added.first or 0
    states = [claim for claim in claims if claim.role in ("amount", "base", "total")]
    return [claim for claim in states if claim.last == first - 1 or (claim.last == first and claim.phase == "base")]


def _earlier(added: Claim, claims: Sequence[Claim]) -> list[Claim]:
    """What there was in any year before, where an increase is told of one year: by then it may have begun long ago."""
    return [c for c in claims if added.first == added.last and c.last is not None and c.last < (added.last or 0)]


def _after(added: Claim, claims: Sequence[Claim]) -> list[Claim]:
    """What there is to be when the increase is complete."""
    return [claim for claim in claims if claim.role in ("target", "total") and claim.last == added.last]


def _makes(before: Claim, added: Claim, after: Claim) -> bool:
    return (interval(before.quantity) + interval(added.quantity)).meets(interval(after.quantity))


def _finding(
    before: Sequence[Claim], added: Claim, after: Sequence[Claim], claims: Sequence[Claim], reading: Reading
) -> Finding:
    one, other = before[0], after[-1]
    together = one.quantity.value + added.quantity.value
    increases = [claim for claim in claims if claim.role == "increase" and claim.last == added.last]
    alone = all(len({claim.quantity.value for claim in of}) == 1 for of in (before, after, increases))
    words = {
        "name": added.of.text or added.of.key,
        "before": one.quantity.text,
        "added": added.quantity.text,
        "sum": shown(together, other.quantity),
        "difference": shown(abs(together - other.quantity.value), other.quantity),
    }
    spans = [side.quantity.span for side in (other, one, added)]
    code = "AUDIT-GROWTH" if alone else "AUDIT-GROWTH-LIKELY"
    return fault(code, reading, spans, other.quantity.text, words["sum"], words)
