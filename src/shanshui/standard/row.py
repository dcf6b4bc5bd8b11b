"""One row of an input table, read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from shanshui.finding import NOWHERE, Place
from shanshui.standard.cells import Value


@dataclass(frozen=True, slots=True)
class Record:
    """One row, read: values by column key, and where it stands.

    Parameters
    ----------
    table : str
        Key of the input table.
    values : mapping
        One entry for each column of the schema; None where nothing stands.
    place : Place
        File, sheet and row.
    """

    table: str
    values: Mapping[str, Value]
    place: Place = NOWHERE

    def __getitem__(self, key: str) -> Value:
        return self.values[key]

    def text(self, key: str) -> str:
        """The value as words; empty where there is none."""
        value = self.values[key]
        return "" if value is None else "、".join(value) if isinstance(value, tuple) else str(value)

    def number(self, key: str) -> Decimal | None:
        """The value where it is a number."""
        value = self.values[key]
        if isinstance(value, bool):
            return None
        return Decimal(value) if isinstance(value, int) else value if isinstance(value, Decimal) else None

    def whole(self, key: str) -> int | None:
        """The value where it is a whole number or a year."""
        value = self.values[key]
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def items(self, key: str) -> tuple[str, ...]:
        """The items of a list; none where the cell is empty."""
        value = self.values[key]
        return value if isinstance(value, tuple) else ()

    def flag(self, key: str) -> bool:
        """True where the cell says yes; an empty cell is no."""
        return self.values[key] is True

    def day(self, key: str) -> date | None:
        """The value where it is a full date."""
        value = self.values[key]
        return value if isinstance(value, date) else None

    def at(self, column: str) -> Place:
        """The place of one cell of the row."""
        return replace(self.place, column=column)
