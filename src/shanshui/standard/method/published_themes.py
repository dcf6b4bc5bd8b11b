"""Themes of published figures (table A.1): by which words an indicator of the socio-economic table belongs to one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from shanshui.standard.indicators import Certainty
from shanshui.standard.records import data_folder, read_csv


@dataclass(frozen=True, slots=True)
class PublishedTheme:
    """One theme.

    Parameters
    ----------
    theme : str
        Its key.
    words : tuple of str
        An indicator whose name bears one of them belongs to the theme.
    clause : str
        Note of table A.1 that asks for it.
    source, certainty : str
        Where the words come from.
    """

    theme: str
    words: tuple[str, ...]
    clause: str
    source: str
    certainty: Certainty = "C"


@cache
def load_published_themes() -> Mapping[str, tuple[str, ...]]:
    """Words by theme, in the order in which they are tried."""
    rows = read_csv(PublishedTheme, data_folder() / "method" / "published_themes.csv")
    return MappingProxyType({row.theme: row.words for row in rows})
