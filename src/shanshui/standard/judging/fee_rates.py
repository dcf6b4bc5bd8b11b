"""What other fees may cost (table G.3): kinds of fees by the words that name them, and their published rates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from types import MappingProxyType
from typing import Literal

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
    """

    key: str
    group: str
    words: tuple[str, ...]
    base: Literal["construction", "construction_and_fees"]
    terrain: bool = False
    note: str = ""


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
