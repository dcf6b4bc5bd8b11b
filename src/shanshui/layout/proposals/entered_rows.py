"""Rows of the input tables as a planner would enter them, of what the program has read."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from shanshui.standard import Record, Standard

YES, NO = "yes", "no"


def as_entered(record: Record, standard: Standard) -> Mapping[str, str]:
    """All cells of a row, so that a proposal that leaves it alone can repeat it.

    Parameters
    ----------
    record : Record
        A row as read: codes of vocabularies, numbers in the unit of their column or of the cell beside.
    standard : Standard
        Words for yes and no.

    Returns
    -------
    mapping of column to str
        Codes stand for the words that were entered; both read alike.
    """
    return {key: _cell(value, standard) for key, value in record.values.items()}


def _cell(value: object, standard: Standard) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return standard.word("yes_no", YES if value else NO)
    if isinstance(value, tuple):
        return "、".join(str(item) for item in value)
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
