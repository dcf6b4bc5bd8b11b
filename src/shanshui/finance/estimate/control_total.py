"""The published investment of an upper plan held against this project, item by item (H.1.9.1 d)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from shanshui.finance.estimate.estimate import known_sum
from shanshui.finance.estimate.price_facts import TABLES, price_id
from shanshui.finance.whole import WAN, whole_wan
from shanshui.ledger import Basis, Fact, Facts, fact_id
from shanshui.plan import Plan, cost_of
from shanshui.plan.money import ControlItem
from shanshui.plan.prices import unit_price
from shanshui.quantity import close, convert, round_half_up

CLAUSE = "H.1.9.1 d"
_PLACES = 4
"""Decimals of the share explained."""
_SEGMENT = re.compile(r"[A-Za-z0-9_]+")
_METHOD = "finance.estimate.control_total.account_of"


@dataclass(frozen=True, slots=True)
class ControlLine:
    """An item of the upper plan, all its rows together.

    Parameters
    ----------
    key : str
        Its segment in ids of facts.
    rows : tuple of ControlItem
        As entered; several where the item has several quantities.
    subprojects : tuple of str
        Known sub-projects that carry it out.
    published, reckoned : Decimal or None
        Published investment, and quantities at the project's prices [yuan, whole 万元].
    unpriced : int
        How many of its rows could not be reckoned.
    included : Decimal or None
        What its sub-projects cost [yuan, whole 万元]; None where it has none, or none with a cost.
    inputs : tuple of str
        Prices that it was reckoned with.
    """

    key: str
    rows: tuple[ControlItem, ...]
    subprojects: tuple[str, ...]
    published: Decimal | None
    reckoned: Decimal | None
    unpriced: int
    included: Decimal | None
    inputs: tuple[str, ...]

    @property
    def carried(self) -> bool:
        """Whether sub-projects were named for it."""
        return any(row.subprojects for row in self.rows)

    @property
    def left_out(self) -> Decimal | None:
        """What it would cost, where no sub-project carries it out [yuan]; None where that is not known."""
        if self.carried:
            return None
        return self.published if self.published is not None else self.reckoned

    @property
    def counted(self) -> Decimal | None:
        """What of the control total it explains [yuan]."""
        return self.included if self.carried else self.left_out


@dataclass(frozen=True, slots=True)
class ControlAccount:
    """The control total taken apart [yuan, whole 万元].

    Parameters
    ----------
    lines : tuple of ControlLine
        In the order entered.
    control : Decimal or None
        The control total, rounded; None where none was published.
    included : Decimal or None
        Cost of all sub-projects that carry out an item.
    left_out : Decimal or None
        Items that none carries out, as far as they can be reckoned.
    beyond : Decimal
        Cost of the sub-projects that carry out no item.
    outside : tuple of str
        Those sub-projects.
    """

    lines: tuple[ControlLine, ...]
    control: Decimal | None
    included: Decimal | None
    left_out: Decimal | None
    beyond: Decimal
    outside: tuple[str, ...]

    @property
    def explained(self) -> Decimal:
        """Both together."""
        return (self.included or Decimal(0)) + (self.left_out or Decimal(0))

    @property
    def unexplained(self) -> Decimal | None:
        """What is left of the control total; below 0 where more was explained than published."""
        return None if self.control is None else self.control - self.explained


def account_of(plan: Plan, facts: Facts) -> ControlAccount | None:
    """Take the control total apart.

    Parameters
    ----------
    plan : Plan
        Items of the upper plan, prices, control total.
    facts : Facts
        Totals of the sub-projects and prices used in the estimate.

    Returns
    -------
    ControlAccount or None
        None where no items were entered.

    Notes
    -----
    A sub-project that carries out several items is divided among them in proportion to what they are reckoned at,
    else published at; equally where neither is known of any of them.
    """
    items = _by_code(plan.control_items)
    if not items:
        return None
    totals = {sub.code: facts.number(fact_id(f"subproject:{sub.code}", "cost.total")) for sub in plan.subprojects}
    reckoned = {code: _reckoned(rows, plan, facts) for code, rows in items.items()}
    amounts = _closed({code: amount for code, (amount, _, _) in reckoned.items()})
    published = _closed({code: _published(rows) for code, rows in items.items()})
    carried = {code: _known(rows, totals) for code, rows in items.items()}
    weights = {code: amounts[code] if amounts[code] is not None else published[code] for code in items}
    included = _divided(carried, totals, weights)
    lines = tuple(
        ControlLine(
            key, items[code], carried[code], published[code], amounts[code], reckoned[code][1], included[code],
            reckoned[code][2],
        )
        for code, key in _keys(items).items()
    )  # fmt: skip
    named = {code for codes in carried.values() for code in codes}
    outside = tuple(code for code in totals if code not in named)
    control = plan.project.control_total
    return ControlAccount(
        lines,
        None if control is None else whole_wan(control),
        known_sum(totals[code] for code in totals if code in named),
        known_sum(line.left_out for line in lines),
        known_sum(totals[code] for code in outside) or Decimal(0),
        outside,
    )


def _by_code(items: Iterable[ControlItem]) -> Mapping[str, tuple[ControlItem, ...]]:
    found: dict[str, tuple[ControlItem, ...]] = {}
    for item in items:
        found[item.code] = (*found.get(item.code, ()), item)
    return found


def _keys(items: Mapping[str, Sequence[ControlItem]]) -> Mapping[str, str]:
    """Segments of ids by code; a code that an id cannot hold, or shares with another, gives way to its row."""
    plain = {code: code.replace("-", "_") for code in items}
    taken = list(plain.values())
    return {
        code: key if _SEGMENT.fullmatch(key) and taken.count(key) == 1 else f"row{items[code][0].place.row}"
        for code, key in plain.items()
    }


def _known(rows: Iterable[ControlItem], totals: Mapping[str, Decimal | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for row in rows for code in row.subprojects if code in totals))


def _published(rows: Iterable[ControlItem]) -> Decimal | None:
    amount = known_sum(row.amount for row in rows)
    return None if amount is None else convert(amount, "wan_yuan", "yuan")


def _reckoned(rows: Iterable[ControlItem], plan: Plan, facts: Facts) -> tuple[Decimal | None, int, tuple[str, ...]]:
    """Quantities at the project's prices [yuan, not rounded], how many had none, and the facts of those prices."""
    costs: list[Decimal] = []
    unpriced, inputs = 0, dict[str, None]()
    for row in rows:
        price = _price(row.measure, plan, facts) if row.measure else None
        cost = _cost(row, *price[:2]) if price is not None else None
        if cost is None:
            unpriced += row.quantity is not None
        else:
            costs.append(cost)
            inputs[price[2] if price else ""] = None
    return known_sum(costs), unpriced, tuple(inputs)


def _price(measure: str, plan: Plan, facts: Facts) -> tuple[Decimal, str, str] | None:
    """The price of the estimate, also where no work has the measure; with its unit, and what it rests on."""
    known = facts.get(price_id(measure))
    if known is not None and isinstance(known.value, Decimal):
        return known.value, known.unit, known.id
    price = unit_price(plan, measure)
    return None if price is None else (price.price, price.unit, TABLES[price.kind])


def _cost(row: ControlItem, price: Decimal, unit: str) -> Decimal | None:
    """Quantity times price [yuan]; None without quantity, or where the price is per another kind of unit."""
    if row.quantity is None or not row.unit:
        return None
    try:
        return cost_of(row.quantity, row.unit, price, unit)
    except (KeyError, ValueError):
        return None


def _closed(amounts: Mapping[str, Decimal | None]) -> Mapping[str, Decimal | None]:
    """Amounts in whole 万元 that add up to their rounded sum [yuan]."""
    known = {code: amount for code, amount in amounts.items() if amount is not None}
    parts = close([amount / WAN for amount in known.values()], 0)
    closed = {code: part * WAN for code, part in zip(known, parts, strict=True)}
    return {code: closed.get(code) for code in amounts}


def _divided(
    carried: Mapping[str, Sequence[str]], totals: Mapping[str, Decimal | None], weights: Mapping[str, Decimal | None]
) -> Mapping[str, Decimal | None]:
    """What of each item's sub-projects it takes [yuan], whole 万元; each sub-project is used up."""
    items: dict[str, list[str]] = {}
    for item, codes in carried.items():
        for code in codes:
            items.setdefault(code, []).append(item)
    found: dict[str, list[Decimal]] = {}
    for code, served in items.items():
        total = totals[code]
        if total is None:
            continue
        shares = [weights[item] or Decimal(0) for item in served]
        if not sum(shares):
            shares = [Decimal(1)] * len(served)
        whole = sum(shares, Decimal(0))
        parts = close([total / WAN * share / whole for share in shares], 0, total / WAN)
        for item, part in zip(served, parts, strict=True):
            found.setdefault(item, []).append(part * WAN)
    return {item: known_sum(found.get(item, ())) for item in carried}


def control_facts(account: ControlAccount | None, words: Callable[[str], str]) -> Iterator[Fact]:
    """Every item and the sums; nothing where no items were entered.

    Parameters
    ----------
    account : ControlAccount or None
        The control total taken apart.
    words : callable
        Words of the program by key, for reasons.
    """
    if account is None:
        return
    for line in account.lines:
        yield from _line_facts(line, words)
    included, left_out = (fact_id("scope", f"control.{key}") for key in ("included", "left_out"))
    of_subs = [code for line in account.lines for code in line.subprojects]
    yield _sum("included", account.included, _totals(of_subs), words("finance.reason.no_item_carried"))
    spared = [_id(line, "left_out") for line in account.lines if line.left_out is not None]
    yield _sum("left_out", account.left_out, spared, words("finance.reason.no_item_reckoned"))
    yield _sum("explained", account.explained, (included, left_out))
    explained = fact_id("scope", "control.explained")
    over = (explained, fact_id("scope", "cost.control_total"))
    published = account.control is not None
    unknown = "" if published else words("finance.reason.no_control_total")
    yield _sum("unexplained", account.unexplained, over if published else (explained,), unknown)
    yield _sum("beyond", account.beyond, _totals(account.outside))
    share = round_half_up(account.explained / account.control, _PLACES) if account.control else None
    inputs = over if account.control else (explained,)
    yield Fact(
        fact_id("scope", "control.share"), share, "1", Basis.ENTERED, "tables/control_items", _METHOD, CLAUSE, inputs,
        reason="" if share is not None else words("finance.reason.no_control_total"),
    )  # fmt: skip


def _line_facts(line: ControlLine, words: Callable[[str], str]) -> Iterator[Fact]:
    made_up = any(row.synthetic for row in line.rows)
    source = next((row.source for row in line.rows if row.source), "")

    def fact(attribute: str, value: Decimal | None, inputs: Iterable[str], reason: str = "") -> Fact:
        return Fact(
            _id(line, attribute), value, "yuan", Basis.ENTERED, source, _METHOD, CLAUSE,
            tuple(dict.fromkeys(("table:control_items", *inputs))), made_up, reason,
        )  # fmt: skip

    if line.published is not None:
        yield fact("published", line.published, ())
    reason = words("finance.reason.item_unreckoned") if line.reckoned is None else ""
    if line.reckoned is not None and line.unpriced:
        reason = words("finance.reason.part_uncosted").format(count=line.unpriced)
    yield fact("reckoned", line.reckoned, line.inputs, reason)
    if line.carried:
        unknown = "" if line.included is not None else words("finance.reason.no_total")
        yield fact("included", line.included, _totals(line.subprojects) if line.included is not None else (), unknown)
    else:
        told = "published" if line.published is not None else "reckoned"
        yield fact("left_out", line.left_out, (_id(line, told),), reason if line.left_out is None else "")


def _id(line: ControlLine, attribute: str) -> str:
    return fact_id("scope", f"control.{line.key}.{attribute}")


def _totals(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fact_id(f"subproject:{code}", "cost.total") for code in codes))


def _sum(key: str, value: Decimal | None, inputs: Iterable[str], reason: str = "") -> Fact:
    return Fact(
        fact_id("scope", f"control.{key}"), value, "yuan", Basis.ENTERED, "tables/control_items", _METHOD, CLAUSE,
        ("table:control_items", *dict.fromkeys(inputs)), reason="" if value is not None else reason,
    )  # fmt: skip
