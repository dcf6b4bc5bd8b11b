"""One fact, one value: what the text says twice it says alike, and so do text and tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import permutations

from shanshui.audit.amounts import quoted, shown
from shanshui.audit.check import check, fault
from shanshui.audit.facts import Fact, by_fact, in_project, in_table, is_general, is_work, parties, year_of
from shanshui.audit.interval import Interval, interval, is_exact
from shanshui.audit.reading import Reading
from shanshui.audit.slips import near
from shanshui.audit.subsets import of_other_wholes, of_some
from shanshui.claims.model import Claim, Quantity
from shanshui.claims.phrases import AREA
from shanshui.claims.scopes import title_name
from shanshui.claims.subjects import PLAN
from shanshui.finding import Finding

_MOST_PARTIES = 3
"""Of a fact that has more values than this the claims are rather of different things."""
_MOST_QUOTES = 6
_FAR = 20
"""How many times larger of two values of one fact may be, unless by a slip of the hand."""
_PLACES = (
    "单元",
    "片区",
    "分区",
    "区",
    "镇",
    "乡",
    "村",
    "流域",
    "河",
    "溪",
    "湖",
    "库",
    "带",
    "廊道",
    "公园",
    "林场",
    "段",
)
_LOCAL = ("elevation", "temperature", "slope")
"""Attributes that differ from place to place."""


@check("AUDIT-FACT", "AUDIT-FACT-LIKELY")
def one_value(reading: Reading) -> Iterator[Finding]:
    """A fact has one value wherever the running text states it."""
    facts = by_fact(reading.claims, reading)
    whenever: dict[Fact, list[Claim]] = {}
    for fact, claims in facts.items():
        whenever.setdefault(replace(fact, year=None, goal=""), []).extend(claims)
    for fact, claims in facts.items():
        told = [claim for claim in claims if not in_table(claim, reading) and not of_some(claim, reading)]
        everywhere = parties(told)
        differing = () if _many(fact, everywhere) else _told_once(everywhere)
        if _runs_up(differing, whenever[replace(fact, year=None, goal="")]):
            continue
        if _contradict(differing) and _of_one(fact, differing) and not _apart(differing, reading):
            yield _finding(
                "AUDIT-FACT" if _sure(fact, differing, reading) else "AUDIT-FACT-LIKELY", fact, differing, reading
            )


@check("AUDIT-TABLE-TEXT", "AUDIT-TABLE-TEXT-LIKELY")
def table_and_text(reading: Reading) -> Iterator[Finding]:
    """A cell and the sentences that speak of the same agree."""
    facts = by_fact(reading.claims, reading)
    years: dict[Fact, list[Claim]] = {}
    for fact, claims in facts.items():
        years.setdefault(replace(fact, year=None, goal=""), []).extend(c for c in claims if in_table(c, reading))
    for fact, claims in facts.items():
        cells = [claim for claim in claims if in_table(claim, reading)]
        told = [claim for claim in claims if not in_table(claim, reading) and not of_some(claim, reading)]
        if all(claim.role == "base" for claim in told):
            cells = [cell for cell in cells if cell.role == "base" or not reading.is_planned_with_cost(cell)]
        column = years[replace(fact, year=None, goal="")]
        if not cells or not told or _fits(told, column) or _is_gain(told, column):
            continue
        differing = (*parties(told), *parties(cells))
        if any(set(party) & set(cells) and set(party) & set(told) for party in parties(claims)):
            continue
        if _contradict(differing) and _of_one(fact, differing) and not _apart(differing, reading):
            sure = _sure(fact, differing, reading) and not _rounded_apart(differing)
            code = "AUDIT-TABLE-TEXT" if sure else "AUDIT-TABLE-TEXT-LIKELY"
            yield _finding(code, fact, differing, reading)


@check("AUDIT-TABLE-TEXT-LIKELY")
def goals_below_the_table(reading: Reading) -> Iterator[Finding]:
    """A goal that the text asks for at least (55%以上) and the table sets higher, unless it is the same in round.

    Notes
    -----
    55%以上 does not contradict 60, but nobody sets two goals for one year; 60%以上 beside 62.5 is the latter in round.
    """
    for fact, claims in by_fact(reading.claims, reading).items():
        cells = [claim for claim in claims if in_table(claim, reading) and is_exact(claim.quantity)]
        told = [claim for claim in claims if not in_table(claim, reading) and claim.quantity.bound == "at_least"]
        if fact.year is None or fact.dimension != "%" or len({cell.quantity.value for cell in cells}) != 1:
            continue
        for claim in told:
            asked, cell = claim.quantity, cells[0].quantity
            if claim.role == "target" and asked.value < cell.value and not _in_round(asked, cell):
                yield _finding("AUDIT-TABLE-TEXT-LIKELY", fact, ([cells[0]], [claim]), reading)


def _in_round(round_one: Quantity, exact: Quantity) -> bool:
    """Whether a number is another one rounded down: to its last digit, to five or to ten of these."""
    steps = (round_one.grain * times for times in (1, 5, 10))
    return any(round_one.value % step == 0 and exact.value // step * step == round_one.value for step in steps)


def _many(fact: Fact, differing: Sequence[Sequence[Claim]]) -> bool:
    """Whether a count has so many values that they are of several groups of things."""
    return fact.attribute == "count" and len(differing) > _MOST_PARTIES


def _told_once(differing: Sequence[Sequence[Claim]]) -> tuple[tuple[Claim, ...], ...]:
    """Parties without what one sentence says with several values: there it is of several things."""
    often = Counter(sentence for party in differing for sentence in {claim.sentence for claim in party})
    kept = (tuple(claim for claim in party if often[claim.sentence] == 1) for party in differing)
    return tuple(party for party in kept if party)


def _runs_up(differing: Sequence[Sequence[Claim]], whenever: Sequence[Claim]) -> bool:
    """Whether one value is what has run up until then: that of another term and the other value together."""
    if len(differing) != 2:
        return False
    small, large = sorted(party[0].quantity.value for party in differing)
    rest = Interval(large - small, large - small)
    told = [claim for claim in whenever if is_exact(claim.quantity)]
    return small > 0 and any(interval(claim.quantity).meets(rest) for claim in told)


def _contradict(differing: Sequence[Sequence[Claim]]) -> bool:
    """Whether there are several parties, which do not stand in one sentence (there they are of several things)."""
    sentences = {claim.sentence for party in differing for claim in party}
    return len(differing) > 1 and len(sentences) > 1


def _of_one(fact: Fact, differing: Sequence[Sequence[Claim]]) -> bool:
    """Whether a fact that only general words name is one all the same: its values are near, or one slip apart.

    Notes
    -----
    区域面积 and 总投资 are said of each zone and of each group of projects, where nothing but the heading tells which.
    """
    if not is_general(fact):
        return True
    ground = any(claim.scope == AREA for party in differing for claim in party)
    if fact.attribute.startswith(_LOCAL) or (fact.attribute == "count" and not ground):
        return False
    if fact.key == PLAN and not fact.scope and fact.year is not None:
        return len(differing) == 2
    first, second = (party[0].quantity for party in differing[:2])
    return len(differing) == 2 and near(first, second)


def _fits(told: Sequence[Claim], cells: Sequence[Claim]) -> bool:
    """Whether what is told without a time is what the table gives for another time: 现状 0 beside a target."""
    return all(
        claim.last is None
        and not claim.phase
        and any(interval(claim.quantity).meets(interval(cell.quantity)) for cell in cells)
        for claim in told
    )


def _is_gain(told: Sequence[Claim], cells: Sequence[Claim]) -> bool:
    """Whether what is told is what is added between two times of the table: 修复20处 beside cells of 24 and 44."""
    gains = [after.quantity.value - before.quantity.value for before, after in permutations(cells[:_MOST_QUOTES], 2)]
    added = [Interval(gain, gain) for gain in gains if gain > 0]
    return all(any(interval(claim.quantity).meets(gain) for gain in added) for claim in told)


def _apart(differing: Sequence[Sequence[Claim]], reading: Reading) -> bool:
    """Whether the values belong to different things for all that they bear one name."""
    return _of_several(differing, reading) or of_other_wholes(differing, reading)


def _of_several(differing: Sequence[Sequence[Claim]], reading: Reading) -> bool:
    """Whether the values belong to several things of one name: some make the other, or each has its own place.

    Notes
    -----
    817 and 91 beside 908 are the parts and their total; sections that are headed by places (甲河, 乙林场) tell the same
    of each of them.
    """
    claims = [claim for party in differing for claim in party]
    values = sorted((claim.quantity.value for claim in claims), reverse=True)
    if len(values) > 2 and values[0] == sum(values[1:]):
        return True
    places = [{_headed(claim, reading) for claim in party} for party in differing]
    apart = len(set().union(*places)) == sum(len(of) for of in places)
    return apart and len(differing) > 1 and all("" not in of for of in places)


def _headed(claim: Claim, reading: Reading) -> str:
    """The innermost heading above a claim where its words end like the name of a place; else empty."""
    path = reading.document.path_at(claim.quantity.span.start)
    title = title_name(reading.document.words(path[-1])) if path else ""
    return title if title.endswith(_PLACES) else ""


def _alike(differing: Sequence[Sequence[Claim]]) -> bool:
    """Whether two values are so near, or one slip apart, that they may be of one thing."""
    first, second = (party[0].quantity for party in differing[:2])
    small, large = sorted((abs(first.value), abs(second.value)))
    return large <= small * _FAR or near(first, second)


def _sure(fact: Fact, differing: Sequence[Sequence[Claim]], reading: Reading) -> bool:
    exact = sum(any(is_exact(claim.quantity) for claim in party) for party in differing)
    named = (
        all(claim.of.key for party in differing for claim in party)
        and bool(fact.attribute)
        and len(fact.key) > 1
        and not (fact.attribute == "count" and (fact.key.startswith("重点") or is_general(fact)))
        and not (fact.key == PLAN and not near(*(party[0].quantity for party in differing[:2])))
    )
    works = all(in_project(claim, reading) for party in differing for claim in party)
    undated = any(year_of(claim, reading.frame) is None for party in differing for claim in party)
    works = works or (is_work(fact.key) and undated and not fact.scope)
    return named and exact > 1 and len(differing) <= _MOST_PARTIES and _alike(differing) and not works


def _rounded_apart(differing: Sequence[Sequence[Claim]]) -> bool:
    """Whether amounts are one apart in the last of their decimals, as sums are of what was rounded before."""
    quantities = [party[0].quantity for party in differing]
    values = [quantity.value for quantity in quantities]
    summed = all(q.step < 1 and q.dimension != "%" for q in quantities)
    return summed and max(values) - min(values) <= max(q.grain for q in quantities)


def _finding(code: str, fact: Fact, differing: Sequence[Sequence[Claim]], reading: Reading) -> Finding:
    most, *others = differing
    rest = [claim for party in reversed(others) for claim in party]
    first = max(rest, key=lambda claim: claim.quantity.span.start) if len(most) == len(others[0]) else rest[0]
    sides = [first, *most, *(claim for claim in rest if claim is not first)][:_MOST_QUOTES]
    apart = abs(first.quantity.value - most[0].quantity.value)
    words = {
        "name": first.of.text or fact.key,
        "count": str(len(most)),
        "difference": shown(apart, most[0].quantity),
    }
    return fault(code, reading, [c.quantity.span for c in sides], quoted(rest), quoted(most), words)
