"""What other fees cost (table G.3): kinds by the words that name them, their published rates, the arithmetic."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import pairwise
from types import MappingProxyType
from typing import Literal, Protocol

from shanshui.quantity import convert
from shanshui.standard.indicators import Certainty
from shanshui.standard.records import data_folder, keyed, read_csv


@dataclass(frozen=True, slots=True)
class FeeKind:
    """A fee that a published rate is for.

    Parameters
    ----------
    key : str
        Name in program.
    group : str
        Code of the vocabulary ``fee_group``.
    words : tuple of str
        What its name holds; of several kinds the one with the longest word is meant.
    base : str
        Code of the vocabulary ``fee_base``.
    terrain : bool
        Whether the rate may be raised in hills and mountains (limit ``fee_terrain_factor``).
    note : str
        Remark for who maintains the data.
    parts : tuple of str
        Keys of the kinds that it takes the place of.
    """

    key: str
    group: str
    words: tuple[str, ...]
    base: Literal["construction", "construction_and_fees"]
    terrain: bool = False
    note: str = ""
    parts: tuple[str, ...] = ()

    def overlaps(self, other: FeeKind) -> bool:
        """Whether one of two fees takes the place of the other."""
        return other.key in self.parts or self.key in other.parts


class RateLine(Protocol):
    """One line of a rate, whoever published it; see :class:`FeeRate`."""

    @property
    def method(self) -> str:
        """How it is read."""

    @property
    def lower(self) -> Decimal:
        """Where it begins [万元]."""

    @property
    def upper(self) -> Decimal | None:
        """Where it ends [万元]."""

    @property
    def value(self) -> Decimal:
        """Per cent, or 万元 for a point."""


@dataclass(frozen=True, slots=True)
class FeeRate:
    """One line of a published rate.

    Parameters
    ----------
    kind : str
        Key of a :class:`FeeKind`.
    method : str
        ``ceiling``: at most ``value`` per cent of the base. ``point``: an amount of ``value`` 万元 at the base
        ``lower``; between two points the line that joins them, below the first one its amount. ``beyond``: ``value``
        per cent of a base above ``lower``. ``slice``: ``value`` per cent of the part of the base between ``lower``
        and ``upper``, added up.
    lower, upper : Decimal
        Base [万元]; no upper end where None.
    value : Decimal
        Per cent, or 万元 for a point.
    source, certainty : str
        Where it is published; A read, B told by others, C by heart and to be checked.
    """

    kind: str
    method: Literal["ceiling", "point", "beyond", "slice"]
    lower: Decimal
    value: Decimal
    source: str
    certainty: Certainty
    upper: Decimal | None = None


@cache
def load_fee_kinds() -> Mapping[str, FeeKind]:
    """Kinds of fees by key."""
    return keyed(read_csv(FeeKind, data_folder() / "judging" / "fee_kinds.csv"), lambda row: row.key, "fee_kinds.csv")


@cache
def load_fee_rates() -> Mapping[str, tuple[FeeRate, ...]]:
    """Lines of each kind's rate, from the smallest base up; a kind without any has no ceiling of its own."""
    found: dict[str, list[FeeRate]] = {}
    for rate in read_csv(FeeRate, data_folder() / "judging" / "fee_rates.csv"):
        found.setdefault(rate.kind, []).append(rate)
    return MappingProxyType({kind: tuple(sorted(rates, key=lambda r: r.lower)) for kind, rates in found.items()})


def fee_kind(name: str) -> FeeKind | None:
    """The kind of fee that a name means: the one of the longest word in it, None where no word is.

    Examples
    --------
    >>> [kind.key if (kind := fee_kind(name)) else None for name in ("工程竣工验收费", "项目勘测费", "青苗费")]
    ['acceptance', 'measuring', None]
    """
    found = [(len(word), kind) for kind in load_fee_kinds().values() for word in kind.words if word in name]
    return max(found, key=lambda pair: pair[0])[1] if found else None


_PER_CENT = convert(Decimal(1), "%", "1")


def fee_at(lines: Sequence[RateLine], base: Decimal) -> Decimal:
    """The amount that the lines of one rate give for a base.

    Parameters
    ----------
    lines : sequence of RateLine
        All lines of one kind, from the smallest base up, without :func:`line_faults`.
    base : Decimal
        What the fee is reckoned on [万元].

    Returns
    -------
    Decimal
        [万元], not rounded.

    Notes
    -----
    A rate in slices applies each percentage only to the part of the base that lies in its slice. A rate in points is
    read along the straight line between the two points next to the base; a base below the first point pays its
    amount, one above the last the percentage of the line ``beyond``, or the last amount where there is no such line.
    """
    method = lines[0].method
    if method == "ceiling":
        return base * lines[0].value * _PER_CENT
    if method == "slice":
        return sum((_slice(line, base) for line in lines), Decimal(0))
    points = [(line.lower, line.value) for line in lines if line.method == "point"]
    beyond = next((line for line in lines if line.method == "beyond"), None)
    if beyond is not None and base > beyond.lower:
        return base * beyond.value * _PER_CENT
    return _between(points, base)


def _slice(line: RateLine, base: Decimal) -> Decimal:
    upper = base if line.upper is None else min(base, line.upper)
    return max(upper - line.lower, Decimal(0)) * line.value * _PER_CENT


def _between(points: Sequence[tuple[Decimal, Decimal]], base: Decimal) -> Decimal:
    below, amount = points[0]
    for at, value in points:
        if base <= at:
            return value if at == below else amount + (value - amount) * (base - below) / (at - below)
        below, amount = at, value
    return amount


@dataclass(frozen=True, slots=True)
class LineFault:
    """What is wrong with a line of a rate.

    Parameters
    ----------
    line : int
        Number of the line, from 0.
    kind : str
        ``methods``: its method does not go with that of the first line. ``edge``: it does not begin where the one
        before ends, ends before it begins, or leaves the largest bases without a rate.
    got, want : Decimal or None
        Of an edge [万元]; None for no end.
    """

    line: int
    kind: Literal["methods", "edge"]
    got: Decimal | None = None
    want: Decimal | None = None


def line_faults(lines: Sequence[RateLine]) -> tuple[LineFault, ...]:
    """What keeps the lines of one kind from being a rate.

    Parameters
    ----------
    lines : sequence of RateLine
        From the smallest base up.

    Returns
    -------
    tuple of LineFault
        Empty where :func:`fee_at` may be asked.

    Notes
    -----
    A ceiling stands alone. Slices begin at 0, join without gap or overlap, and only the last is open. Points are
    each at a base of their own; one line ``beyond`` may begin where the last point stands.
    """
    method = lines[0].method
    allowed = {"point", "beyond"} if method == "point" else {method}
    mixed = [LineFault(n, "methods") for n, line in enumerate(lines) if line.method not in allowed]
    if method == "beyond":
        mixed.append(LineFault(0, "methods"))
    if method == "ceiling":
        mixed += [LineFault(n, "methods") for n in range(1, len(lines))]
    if mixed:
        return tuple(mixed)
    if method == "slice":
        return tuple(_slice_faults(lines))
    return tuple(_point_faults(lines)) if method == "point" else ()


def _slice_faults(lines: Sequence[RateLine]) -> Iterator[LineFault]:
    if lines[0].lower != 0:
        yield LineFault(0, "edge", lines[0].lower, Decimal(0))
    for number, (before, line) in enumerate(pairwise(lines), start=1):
        if before.upper != line.lower:
            yield LineFault(number - 1, "edge", before.upper, line.lower)
    last = lines[-1]
    if last.upper is not None:
        yield LineFault(len(lines) - 1, "edge", last.upper, None)


def _point_faults(lines: Sequence[RateLine]) -> Iterator[LineFault]:
    points = [line for line in lines if line.method == "point"]
    for number, (before, line) in enumerate(pairwise(points), start=1):
        if before.lower == line.lower:
            yield LineFault(number, "edge", line.lower, None)
    for number, line in enumerate(lines):
        if line.method == "beyond" and line.lower != points[-1].lower:
            yield LineFault(number, "edge", line.lower, points[-1].lower)
