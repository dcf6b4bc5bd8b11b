"""Choices of method, as a project makes them for itself."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from shanshui.errors import DefectError
from shanshui.plan.model import Project
from shanshui.quantity import convert, converted
from shanshui.standard.method.choices import load_choices


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen.

    Parameters
    ----------
    key : str
        Which choice.
    value : Decimal, str or None
        None where nobody has chosen.
    source, certainty : str
        Where it comes from and how sure it is; the certainty of a project's own is ``own``.
    low, high : Decimal or None
        Interval that holds the true value with a probability of 95 %.
    """

    key: str
    value: Decimal | str | None
    source: str
    certainty: str
    low: Decimal | None = None
    high: Decimal | None = None

    @property
    def own(self) -> bool:
        """Whether the project has chosen for itself."""
        return self.certainty == "own"

    @property
    def number(self) -> float:
        """The value of a choice that always has one.

        Raises
        ------
        DefectError
            Where it has none, or is a word: then the caller ought to have looked at :attr:`value`.
        """
        if not isinstance(self.value, Decimal):
            raise DefectError(f"choice {self.key} is {self.value!r}, and a number is taken of it")
        return float(self.value)

    @property
    def word(self) -> str:
        """The value as a word; empty where nobody has chosen."""
        return "" if self.value is None else str(self.value)


def choice(project: Project, key: str) -> Chosen:
    """A choice: the project's own parameter of this name, else what ``choices.csv`` begins with.

    Parameters
    ----------
    project : Project
        Its ``parameters`` come first; one in an impossible unit, or of no such option, is passed over
        (``PARAMETER-LIMIT`` says so).
    key : str
        Name in both.

    Returns
    -------
    Chosen
        A number in the unit of ``choices.csv``.
    """
    shipped = load_choices()[key]
    own = project.parameters.get(key)
    if own is not None and shipped.options and str(own.value) in shipped.options:
        return Chosen(key, str(own.value), own.source, "own")
    if own is not None and not shipped.options and isinstance(own.value, Decimal):
        value = converted(own.value, own.unit, shipped.unit)
        if value is not None:
            low, high = (None if end is None else convert(end, own.unit, shipped.unit) for end in (own.low, own.high))
            return Chosen(key, value, own.source, "own", low, high)
    value_shipped: Decimal | str | None = shipped.value or None
    if shipped.value and not shipped.options:
        value_shipped = Decimal(shipped.value)
    return Chosen(key, value_shipped, shipped.source, shipped.certainty, shipped.low, shipped.high)
