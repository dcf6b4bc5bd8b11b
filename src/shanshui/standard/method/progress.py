"""Curves of progress: how much of the works is done when a part of their time is over (clause 5.4.5.2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from shanshui.standard.indicators import Certainty
from shanshui.standard.records import data_folder, keyed, read_csv


@dataclass(frozen=True, slots=True)
class ProgressCurve:
    """A polynomial from (0, 0) to (1, 1).

    Parameters
    ----------
    curve : str
        Code of the vocabulary ``progress_curve``.
    linear, quadratic, cubic : Decimal
        Coefficients; they add up to 1.
    source : str
        Where the form comes from.
    certainty : str
        A by definition, C our own convention.
    """

    curve: str
    linear: Decimal
    quadratic: Decimal
    cubic: Decimal
    source: str
    certainty: Certainty = "C"

    def done(self, time: Decimal) -> Decimal:
        """Share of the works [1] that is done after a share of the time [1].

        Examples
        --------
        >>> load_progress_curves()["s_curve"].done(Decimal("0.25")) == Decimal("0.15625")
        True
        """
        return ((self.cubic * time + self.quadratic) * time + self.linear) * time


@cache
def load_progress_curves() -> Mapping[str, ProgressCurve]:
    """Curves by code."""
    rows = read_csv(ProgressCurve, data_folder() / "method" / "progress_curves.csv")
    return keyed(rows, lambda row: row.curve, "progress_curves.csv")
