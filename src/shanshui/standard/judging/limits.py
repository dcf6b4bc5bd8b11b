"""Tolerances and endings that rules compare with: each with its source, and how sure it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from shanshui.standard.indicators import Certainty
from shanshui.standard.records import data_folder, keyed, read_csv


@dataclass(frozen=True, slots=True)
class Limit:
    """One value that a rule compares with.

    Parameters
    ----------
    key : str
        Name in program, and in ``project.yaml`` under ``parameters`` where a project sets its own.
    value : Decimal
        Of :attr:`unit`.
    unit : str
        Unit code.
    clause, source : str
        Where the code says so; where the value comes from, ``own choice`` where it is ours.
    certainty : str
        A read in a source, B by heart, C our own convention.
    """

    key: str
    value: Decimal
    unit: str
    source: str
    clause: str = ""
    certainty: Certainty = "C"


@dataclass(frozen=True, slots=True)
class Ending:
    """A word that a name of the code ends with (H.2.1), or the name of a village (5.3.2.3).

    Parameters
    ----------
    of : str
        ``project``, ``unit``, ``subproject`` or ``village``.
    word : str
        The ending.
    clause, source : str
        Where the code says or shows so.
    """

    of: str
    word: str
    clause: str
    source: str


@cache
def load_limits() -> Mapping[str, Limit]:
    """All limits by key."""
    return keyed(read_csv(Limit, data_folder() / "judging" / "limits.csv"), lambda row: row.key, "limits.csv")


@cache
def load_endings() -> tuple[Ending, ...]:
    """Endings of names, in the order of the file."""
    return read_csv(Ending, data_folder() / "judging" / "endings.csv")
