"""Words for what is measured of a thing (面积, 覆盖率, 总投资), and what a dimension tells where the text is silent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from shanshui.standard.records import data_folder, read_csv


@dataclass(frozen=True, slots=True)
class AttributeWord:
    """A word that ends a noun phrase and says what of the thing is meant.

    Parameters
    ----------
    word : str
        As it stands there.
    key : str
        The attribute: ``area``, ``length``, ``money``, ``cover``, ``rate``, ``elevation.mean``.
    kept : bool
        Whether it belongs to the name of the thing (水土保持率) and stays in it.
    """

    word: str
    key: str
    kept: bool


@dataclass(frozen=True, slots=True)
class DimensionAttribute:
    """The attribute that a dimension tells by itself: square metres are an area."""

    dimension: str
    attribute: str


@cache
def attribute_words() -> tuple[AttributeWord, ...]:
    """All of them, the longest first."""
    found = read_csv(AttributeWord, data_folder() / "language" / "attributes.csv")
    return tuple(sorted(found, key=lambda word: -len(word.word)))


@cache
def attribute_of_dimension() -> Mapping[str, str]:
    """Attribute by dimension; a dimension that is missing tells nothing."""
    rows = read_csv(DimensionAttribute, data_folder() / "language" / "dimensions.csv")
    return {row.dimension: row.attribute for row in rows}
