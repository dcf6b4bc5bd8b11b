"""One fact, and one source: the two kinds of node in the lineage of a number."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

LIST_SEPARATOR = "、"
_ATTRIBUTE = re.compile(r"[A-Za-z0-9_]+(\.[A-Za-z0-9_]+)*")


class Basis(StrEnum):
    """What a fact rests on."""

    MEASURED = "measured"
    ENTERED = "entered"
    MODELLED_CALIBRATED = "modelled_calibrated"
    MODELLED_UNCALIBRATED = "modelled_uncalibrated"
    RULED = "ruled"


@dataclass(frozen=True, slots=True)
class Source:
    """A file that facts come from, at the end of every lineage.

    Parameters
    ----------
    id : str
        ``layer:<role>`` or ``table:<name>`` or ``project``.
    path : str
        Relative to the project folder.
    sha256 : str
        Of the content.
    provider, date : str
        Who made it and when, as the catalog says.
    synthetic : bool
        True where the catalog or the table says that it was made up.
    """

    id: str
    path: str
    sha256: str
    provider: str = ""
    date: str = ""
    synthetic: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """One value of one attribute of one subject.

    Parameters
    ----------
    id : str
        ``<subject>.<attribute>[@<when>]``, see :func:`fact_id`.
    value : Decimal, str or None
        In ``unit``; text for what is not a number; None where it is not known, and then ``reason``
        says why.
    unit : str
        Code of a unit of :mod:`shanshui.quantity`, one of the inner ones: m, m2, yuan, t, 1, ...
    basis : Basis
        What it rests on.
    source : str
        Where the number stands or comes from, for a reader.
    method : str
        How it came about: name of the function, or "entered".
    clause : str
        Clause that asks for it or defines it.
    inputs : tuple of str
        Ids of facts and sources it was made from.
    synthetic : bool
        True where it, or anything it was made from, was made up. Set by the ledger.
    reason : str
        Why there is no value.
    low, high : Decimal or None
        Interval that holds the true value with a probability of 95 %, in ``unit``, as far as the
        spread of its inputs is known.
    """

    id: str
    value: Decimal | str | None
    unit: str = "1"
    basis: Basis = Basis.MEASURED
    source: str = ""
    method: str = ""
    clause: str = ""
    inputs: tuple[str, ...] = ()
    synthetic: bool = False
    reason: str = ""
    low: Decimal | None = None
    high: Decimal | None = None

    @property
    def subject(self) -> str:
        """What the fact is about: ``scope``, ``unit:QSJ``, ``layer:dem``."""
        return split_id(self.id)[0]

    @property
    def attribute(self) -> str:
        """Which property it gives, in dotted snake case."""
        return split_id(self.id)[1]

    @property
    def when(self) -> str:
        """Year, ``base`` or ``phase1``; empty where the fact does not depend on time."""
        return split_id(self.id)[2]


def fact_id(subject: str, attribute: str, when: str | int = "") -> str:
    """Compose an id.

    Parameters
    ----------
    subject : str
        ``scope``, ``unit:QSJ``, ``layer:dem``, ...
    attribute : str
        Dotted snake case: ``indicator.013.forest.share``.
    when : str or int, optional
        A year, ``base`` or ``phase1``.

    Raises
    ------
    ValueError
        Where the attribute is not in dotted snake case.

    Examples
    --------
    >>> fact_id("unit:QSJ", "area")
    'unit:QSJ.area'
    """
    if not _is_dotted(attribute):
        raise ValueError(f"attribute {attribute!r} is not in dotted snake case")
    return f"{subject}.{attribute}@{when}" if when != "" else f"{subject}.{attribute}"


@lru_cache(maxsize=4096)
def _is_dotted(attribute: str) -> bool:
    return _ATTRIBUTE.fullmatch(attribute) is not None


def listed(items: Iterable[str]) -> str:
    """The value of a fact that lists codes or names; :meth:`shanshui.ledger.Facts.codes` takes it apart.

    Examples
    --------
    >>> listed(["L-01", "L-02"])
    'L-01、L-02'
    """
    return LIST_SEPARATOR.join(items)


_END = "~"


def of_end(key: str) -> tuple[str, str]:
    """A fact's id and which end of its interval is meant; the end is empty where the fact itself is.

    Examples
    --------
    >>> of_end("scope.area~low"), of_end("scope.area")
    (('scope.area', 'low'), ('scope.area', ''))
    """
    if _END not in key:
        return key, ""
    whole, _, end = key.partition(_END)
    return (whole, end) if end in ("low", "high") else (key, "")


def end_of(fact: Fact, end: str) -> Fact:
    """An end of a fact's interval as a fact of its own; without value where the fact has no interval."""
    value = fact.low if end == "low" else fact.high
    return replace(fact, id=f"{fact.id}{_END}{end}", value=value, low=None, high=None, inputs=(fact.id,))


def split_id(fact: str) -> tuple[str, str, str]:
    """Subject, attribute and when of an id.

    Examples
    --------
    >>> split_id("unit:QSJ.indicator.031@2020")
    ('unit:QSJ', 'indicator.031', '2020')
    """
    body, _, when = fact.partition("@")
    subject, _, attribute = body.partition(".")
    return subject, attribute, when
