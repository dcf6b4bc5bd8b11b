"""Amounts of one list that leave their unit to the last of them: 轻度32.40、中度16.80、强烈6.50平方公里."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from shanshui.claims.model import Quantity
from shanshui.claims.naming import attribute_at_end
from shanshui.standard.language.attributes import attribute_of_dimension

_LABEL = re.compile(r"\s*(?:、|，|以及|[和与及])\s*(?P<label>[一-龥]{1,12})")
"""What stands between two amounts of such a list."""
_BEFORE = re.compile(r"[一-龥]{1,12}$")
_REACH = 12
_FEWEST = 2
"""Bare numbers before the one with a unit, at least."""
_UNITS = frozenset({"area", "length", "money", "volume", "mass"})


def with_shared_units(text: str, quantities: Sequence[Quantity]) -> tuple[Quantity, ...]:
    """Amounts of a sentence, bare ones of a list in the unit of the last.

    Parameters
    ----------
    text : str
        The document's text.
    quantities : sequence of Quantity
        The amounts of a sentence, in order.

    Notes
    -----
    Each bears a name of its own that is no attribute (容重1.3、厚度30厘米 are of two kinds), and two at least are bare.
    """
    found = list(quantities)
    run: list[int] = []
    for place, quantity in enumerate(quantities):
        if not (run and _follows(text, quantities[run[-1]], quantity)):
            run = []
        if run and len(run) >= _FEWEST and _measured(quantity):
            for here in run:
                found[here] = in_unit_of(quantities[here], quantity)
        run = [*run, place] if not quantity.word and (run or _named(text, quantity)) else []
    return tuple(found)


def _named(text: str, quantity: Quantity) -> bool:
    """Whether words stand right before an amount."""
    start = quantity.span.start
    return _BEFORE.search(text, max(0, start - _REACH), start) is not None


def _follows(text: str, before: Quantity, quantity: Quantity) -> bool:
    """Whether an amount is the next of a list."""
    found = _LABEL.fullmatch(text, before.span.end, quantity.span.start)
    return found is not None and attribute_at_end(found["label"]) is None


def _measured(quantity: Quantity) -> bool:
    return bool(quantity.word) and attribute_of_dimension().get(quantity.dimension, "") in _UNITS


def in_unit_of(quantity: Quantity, other: Quantity) -> Quantity:
    """A bare amount in the unit of another; as it is where it has a unit, or the other none or no value."""
    if quantity.word or not other.word or not other.low:
        return quantity
    factor = other.value / other.low
    return replace(
        quantity,
        unit=other.unit,
        word=other.word,
        dimension=other.dimension,
        value=quantity.low * factor,
        upper=quantity.high * factor,
        grain=quantity.step * factor,
    )
