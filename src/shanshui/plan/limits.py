"""Limits of the standard's data, as a project sets them for itself."""

from __future__ import annotations

from decimal import Decimal

from shanshui.plan.model import Project
from shanshui.quantity import convert, converted
from shanshui.standard.judging.limits import load_limits


def limit(project: Project, key: str) -> Decimal:
    """A limit: the project's own parameter of this name, else the one of ``limits.csv``.

    Parameters
    ----------
    project : Project
        Its ``parameters`` come first; one in an impossible unit is passed over (``PARAMETER-LIMIT`` says so).
    key : str
        Name in both.

    Returns
    -------
    Decimal
        In the unit of ``limits.csv``.
    """
    shipped = load_limits()[key]
    own = project.parameters.get(key)
    if own is None or not isinstance(own.value, Decimal):
        return shipped.value
    value = converted(own.value, own.unit, shipped.unit)
    return shipped.value if value is None else value


def sliver(project: Project, whole: Decimal | None) -> Decimal:
    """Area below which a gap or overlap counts as a sliver of digitising [m²].

    Parameters
    ----------
    project : Project
        May set ``sliver_area`` and ``sliver_share``.
    whole : Decimal or None
        Area of the feature it is part of [m²].

    Returns
    -------
    Decimal
        The larger of the two limits.
    """
    area = convert(limit(project, "sliver_area"), load_limits()["sliver_area"].unit, "m2")
    return max(area, limit(project, "sliver_share") * (whole or Decimal(0)))


def touch(project: Project, whole: Decimal | None) -> Decimal:
    """Area from which a feature counts as touching something [m²].

    Parameters
    ----------
    project : Project
        May set ``sliver_area`` and ``sliver_share``.
    whole : Decimal or None
        Area of the feature [m²].

    Returns
    -------
    Decimal
        A sliver, but no more than half of the feature: a small one that lies wholly in a zone touches it.
    """
    least = sliver(project, whole)
    return least if whole is None else min(least, whole / 2)
