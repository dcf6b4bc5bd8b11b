"""Which measure of the library a measure of the plan is (clause 5.4.4.2 a)."""

from __future__ import annotations

from shanshui.plan.model import Measure
from shanshui.standard.method.measures import LibraryMeasure, library_measure


def linked(measure: Measure) -> LibraryMeasure | None:
    """The measure of the library that a measure of the plan is; None where it is none of them.

    Parameters
    ----------
    measure : Measure
        Its column ``library`` counts where it is filled, also where nothing goes by that name; else its name.
    """
    return library_measure(measure.library) if measure.library.strip() else library_measure(measure.name)
