"""The control lines of territorial planning, the layers that draw them, and the zones that they bound (5.4.4.1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from shanshui.standard.indicators import Certainty
from shanshui.standard.records import data_folder, keyed, read_csv
from shanshui.standard.vocabularies import Vocabulary, find_term

_CORE = "core_protected"


@dataclass(frozen=True, slots=True)
class ControlLineSpec:
    """One control line.

    Parameters
    ----------
    key : str
        Its name in facts (``overlap.<key>.area``) and in the databases.
    layer : str
        Role of the layer that draws it.
    zone : str
        Zone that it bounds: a code of the vocabulary ``control_zone``.
    part : str
        ``core`` or ``general`` part of that layer's features; all of them where empty.
    clause, source, certainty : str
        Where the zone comes from, and how sure it is.
    """

    key: str
    layer: str
    zone: str
    clause: str
    source: str
    part: Literal["", "core", "general"] = ""
    certainty: Certainty = "A"


@cache
def load_control_lines() -> Mapping[str, ControlLineSpec]:
    """All lines by key, the strictest zone first."""
    rows = read_csv(ControlLineSpec, data_folder() / "judging" / "control_lines.csv")
    return keyed(rows, lambda row: row.key, "control_lines.csv")


def in_core(word: str, zones: Vocabulary) -> bool:
    """Whether a protected area's zone, as a layer names it, is a core.

    Parameters
    ----------
    word : str
        Any name of a zone; what is not known counts as general.
    zones : mapping
        The vocabulary ``control_zone``.
    """
    term = find_term(zones, word)
    return term is not None and term.code == _CORE
