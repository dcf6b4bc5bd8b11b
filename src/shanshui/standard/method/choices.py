"""Choices that a standard leaves to the project: each has a value to begin with, its source, and how sure it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from itertools import product
from types import MappingProxyType

from shanshui.standard.indicators import Certainty
from shanshui.standard.records import data_folder, keyed, read_csv

_PLACEHOLDER = re.compile(r"<(\w+)>")


@dataclass(frozen=True, slots=True)
class Choice:
    """One named choice of method.

    Parameters
    ----------
    key : str
        Name in program, and in ``project.yaml`` under ``parameters`` where a project sets its own.
    value : str
        A number in :attr:`unit`, or one of :attr:`options`; empty where nobody can choose but the project.
    unit : str
        Unit code; 1 for words.
    low, high : Decimal or None
        Interval that holds the true value with a probability of 95 %, where the source tells it.
    options : tuple of str
        Words to choose from; none for a number.
    clause : str
        Clause of the standard that leaves it open.
    source, certainty : str
        Where the value comes from, empty where there is none to begin with; and how sure it is.
    note : str
        What it decides, in one line.
    """

    key: str
    note: str
    clause: str
    source: str = ""
    value: str = ""
    unit: str = "1"
    low: Decimal | None = None
    high: Decimal | None = None
    options: tuple[str, ...] = ()
    certainty: Certainty = "C"


@cache
def load_choices() -> Mapping[str, Choice]:
    """All choices by key, those of families with every one of their members."""
    folder = data_folder() / "method"
    single = read_csv(Choice, folder / "choices.csv")
    families = (one for family in read_csv(Choice, folder / "families.csv") for one in _members_of(family))
    return keyed((*single, *families), lambda row: row.key, "choices.csv")


def _members_of(family: Choice) -> Iterator[Choice]:
    """A choice for each member: every ``<name>`` in the key stands for each member of that name in turn."""
    names = _PLACEHOLDER.findall(family.key)
    for members in product(*(load_members()[name] for name in names)):
        key = family.key
        for name, member in zip(names, members, strict=True):
            key = key.replace(f"<{name}>", member)
        yield replace(family, key=key)


@dataclass(frozen=True, slots=True)
class Member:
    """What a placeholder in the key of a family of choices may stand for.

    Parameters
    ----------
    family : str
        The placeholder.
    member : str
        One word for it.
    note : str
        What it is.
    """

    family: str
    member: str
    note: str


@cache
def load_members() -> Mapping[str, tuple[str, ...]]:
    """Members of each placeholder, in the order of the file."""
    found: dict[str, list[str]] = {}
    for row in read_csv(Member, data_folder() / "method" / "family_members.csv"):
        found.setdefault(row.family, []).append(row.member)
    return MappingProxyType({family: tuple(members) for family, members in found.items()})
