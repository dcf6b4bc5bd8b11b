"""What the central government pays for (H.1.9.2): versions of its rules by date, and which way of paying fits whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from shanshui.standard.indicators import Certainty
from shanshui.standard.records import data_folder, keyed, read_csv

VERSION_PARAMETER = "funding_rules"
"""Parameter by which a project names the version of the rules that it applies under."""


@dataclass(frozen=True, slots=True)
class FundingRule:
    """One band of a programme under one version of the rules.

    Parameters
    ----------
    version : str
        Year and month of the version, from which it holds: ``2024-02``.
    programme : str
        Key of the programme; bands of one programme bear one key.
    words : tuple of str
        What the project's type holds where it belongs to the programme.
    min_total, below_total : Decimal or None
        Total investment of the band: from, and below [亿元].
    award : Decimal or None
        What a project of the band is given [亿元].
    max_share : Decimal or None
        Largest part of the total that central money may be [1].
    cap : Decimal or None
        Most central money for one project [亿元].
    years : int or None
        Years that the works may take.
    min_area : Decimal or None
        Least implementation area [km²].
    source, certainty : str
        Where it was read; A read in a report of it, B told by others.
    """

    version: str
    programme: str
    words: tuple[str, ...]
    source: str
    certainty: Certainty
    min_total: Decimal | None = None
    below_total: Decimal | None = None
    award: Decimal | None = None
    max_share: Decimal | None = None
    cap: Decimal | None = None
    years: int | None = None
    min_area: Decimal | None = None


@dataclass(frozen=True, slots=True)
class FundingMethod:
    """Whether a way of paying fits a source of money.

    Parameters
    ----------
    source, method : str
        Codes of the vocabularies ``funding_source`` and ``funding_method``.
    fits : bool
        Whether it does.
    repaid : bool
        Whether whoever pays wants it back, so that the plan must say from what.
    basis : str
        Why, in few words.
    certainty : str
        C where it is our own reading.
    """

    source: str
    method: str
    fits: bool
    basis: str
    repaid: bool = False
    certainty: Certainty = "C"


@cache
def load_funding_rules() -> tuple[FundingRule, ...]:
    """All bands, in the order of the file: by version, a narrower programme before a wider one."""
    return read_csv(FundingRule, data_folder() / "judging" / "funding_rules.csv")


@cache
def load_funding_methods() -> Mapping[tuple[str, str], FundingMethod]:
    """All pairs of source and method."""
    rows = read_csv(FundingMethod, data_folder() / "judging" / "funding_methods.csv")
    by_key = keyed(rows, lambda row: f"{row.source}/{row.method}", "funding_methods.csv")
    return {(row.source, row.method): row for row in by_key.values()}


def version_of(month: str) -> str:
    """The version of the rules that holds in a month.

    Parameters
    ----------
    month : str
        Year and month, ``2024-05``; a year alone is its beginning.

    Returns
    -------
    str
        Empty where every known version is later, or the month is empty.

    Examples
    --------
    >>> version_of("2024-05"), version_of("2021-03")
    ('2024-02', '')
    """
    return max((rule.version for rule in load_funding_rules() if rule.version <= month), default="")


def bands(version: str, project_type: str) -> tuple[FundingRule, ...]:
    """Bands of the programme that a project belongs to under a version; none where no programme is for its type."""
    found = [r for r in load_funding_rules() if r.version == version and any(word in project_type for word in r.words)]
    return tuple(rule for rule in found if rule.programme == found[0].programme)
