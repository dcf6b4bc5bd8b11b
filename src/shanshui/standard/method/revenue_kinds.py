"""Which revenues add to what society has, and which only pass from hand to hand (clause 5.4.5.3 a)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from shanshui.standard.indicators import Certainty
from shanshui.standard.records import data_folder, keyed, read_csv


@dataclass(frozen=True, slots=True)
class RevenueKind:
    """How the economic view takes a kind of revenue.

    Parameters
    ----------
    kind : str
        Code of the vocabulary ``revenue_kind``.
    economic : str
        Whether it counts: ``unless_valued`` only where the benefit of the same cause has no value of its own.
    benefit : str
        Code of the vocabulary ``benefit_quantity`` that ``unless_valued`` speaks of.
    source, certainty, note : str
        Where that comes from, how sure it is, and why.
    """

    kind: str
    economic: Literal["yes", "no", "unless_valued"]
    source: str
    note: str
    benefit: str = ""
    certainty: Certainty = "C"


@cache
def load_revenue_kinds() -> Mapping[str, RevenueKind]:
    """Kinds of revenue by code."""
    rows = read_csv(RevenueKind, data_folder() / "method" / "revenue_kinds.csv")
    return keyed(rows, lambda row: row.kind, "revenue_kinds.csv")
