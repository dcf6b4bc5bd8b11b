"""Groups of ecosystem classes that a method takes together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from shanshui.standard.indicators import Certainty
from shanshui.standard.records import data_folder, read_csv


@dataclass(frozen=True, slots=True)
class Member:
    """A class of a group.

    Parameters
    ----------
    group : str
        Name of the group.
    code : int
        Code of HJ 1166.
    clause, source : str
        What the group is for; where it comes from.
    certainty : str
        A read in a source, B by heart, C our own convention.
    note : str
        For readers.
    """

    group: str
    code: int
    clause: str
    source: str
    certainty: Certainty = "C"
    note: str = ""


@cache
def _members() -> tuple[Member, ...]:
    return read_csv(Member, data_folder() / "method" / "cover_groups.csv")


@cache
def cover_group(name: str) -> frozenset[int]:
    """Codes of HJ 1166 that belong to a group.

    Raises
    ------
    KeyError
        Where there is no such group.
    """
    codes = frozenset(member.code for member in _members() if member.group == name)
    if not codes:
        raise KeyError(name)
    return codes
