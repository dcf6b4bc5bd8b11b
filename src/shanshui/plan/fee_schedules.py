"""Which published rate a fee is reckoned by: the province's lines of its kind, else the program's (table G.3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from shanshui.plan.model import Plan
from shanshui.plan.money import FeeRate
from shanshui.quantity import convert
from shanshui.standard.judging.fee_rates import FeeKind, RateLine, fee_at, fee_kind, line_faults, load_fee_rates


@dataclass(frozen=True, slots=True)
class Schedule:
    """A rate that is fit to be used.

    Parameters
    ----------
    key : str
        Key of the kind of fee; the province's own words for a kind that the program does not know.
    lines : sequence of RateLine
        From the smallest base up.
    base : str
        Code of the vocabulary ``fee_base``; empty where nobody knows.
    terrain : bool
        Whether it may be raised in hills and mountains.
    publisher : {"province", "published"}
        The table of fee rates, or the program's data.
    source, certainty : str
        Who published it; A read, B told by others, C by heart and to be checked; empty for a province's.
    synthetic : bool
        Whether it was made up.
    """

    key: str
    lines: Sequence[RateLine]
    base: str
    terrain: bool
    publisher: Literal["province", "published"]
    source: str
    certainty: str
    synthetic: bool

    def amount(self, base: Decimal, factor: Decimal = Decimal(1)) -> Decimal:
        """The fee for a base [yuan, not rounded], raised by a factor where the rate may be."""
        fee = fee_at(self.lines, convert(base, "yuan", "wan_yuan"))
        return convert(fee, "wan_yuan", "yuan") * (factor if self.terrain else 1)


def fee_schedule(plan: Plan, name: str) -> Schedule | None:
    """The rate that the name of a fee asks for.

    Parameters
    ----------
    plan : Plan
        Its table of fee rates comes first; lines that do not fit together are passed over (``FEE-LINES`` says so).
    name : str
        Name of the fee.

    Returns
    -------
    Schedule or None
        The province's lines of the longest words that stand in the name, else those of the kind of fee that it is, else
        the program's; None where nobody published any.
    """
    kind, lines = fee_kind(name), _of_province(provincial_lines(plan), name)
    if lines:
        key = kind.key if kind is not None and _same(kind, fee_kind(lines[0].kind)) else lines[0].kind.strip()
        made_up = any(line.synthetic for line in lines)
        base, terrain = (kind.base, kind.terrain) if kind is not None else ("", False)
        return Schedule(key, lines, base, terrain, "province", lines[0].source, "", made_up)
    rates = load_fee_rates().get(kind.key, ()) if kind is not None else ()
    if kind is None or not rates:
        return None
    return Schedule(kind.key, rates, kind.base, kind.terrain, "published", rates[0].source, rates[0].certainty, False)


def provincial_lines(plan: Plan) -> Mapping[str, tuple[FeeRate, ...]]:
    """Lines of the table of fee rates by the words that name the fee, from the smallest base up."""
    found: dict[str, list[FeeRate]] = {}
    for line in plan.fee_rates:
        found.setdefault(line.kind.strip(), []).append(line)
    order = {"beyond": 1}
    return {
        words: tuple(sorted(lines, key=lambda line: (line.lower, order.get(line.method, 0))))
        for words, lines in found.items()
    }


def _of_province(lines: Mapping[str, tuple[FeeRate, ...]], name: str) -> tuple[FeeRate, ...]:
    fit = {words: rows for words, rows in lines.items() if not line_faults(rows)}
    named = max((words for words in fit if words in name), key=len, default="")
    if named:
        return fit[named]
    kind = fee_kind(name)
    alike = (rows for words, rows in fit.items() if _same(kind, fee_kind(words)))
    return next(alike, ())


def _same(kind: FeeKind | None, other: FeeKind | None) -> bool:
    return kind is not None and kind == other
