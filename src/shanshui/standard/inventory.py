"""Materials that table A.1 wants collected, and what is missing where one is not held."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class InventoryItem:
    """One material of table A.1.

    Parameters
    ----------
    code : str
        What the column ``item`` of the input table ``inventory`` holds: ``N03``.
    category : str
        Code of the vocabulary ``inventory_category``.
    name, name_en : str
        For readers.
    layers : tuple of str
        Layer roles, any of which is this material.
    tables : tuple of str
        Input tables whose rows are this material.
    consequence, consequence_en : str
        What cannot be said without it.
    clause : str
        Line or note of table A.1.
    yearly : bool
        Renewed every year, so that an old one is no longer the latest (note 1).
    """

    code: str
    category: str
    name: str
    name_en: str
    consequence: str
    consequence_en: str
    clause: str
    layers: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    yearly: bool = False

    def is_at_hand(self, filled: Container[str], usable: Container[str]) -> bool:
        """Whether an input table that has rows, or a layer that can be used, is this material."""
        return any(table in filled for table in self.tables) or any(role in usable for role in self.layers)
