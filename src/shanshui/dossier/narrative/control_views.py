"""Control lines and what follows from them, as templates see them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from shanshui.ledger import Facts
from shanshui.standard import Standard
from shanshui.standard.judging.consequences import load_consequences
from shanshui.standard.judging.control_lines import load_control_lines

View = Mapping[str, object]


def control_lines(standard: Standard) -> tuple[Mapping[str, object], ...]:
    """Control lines by the keys that facts bear, the strictest first."""
    return tuple(MappingProxyType({"key": key, "name": standard.label(f"line.{key}")}) for key in load_control_lines())


def split_lines(
    lines: Sequence[View], subprojects: Sequence[View], facts: Facts
) -> tuple[tuple[View, ...], tuple[View, ...]]:
    """Control lines that no sub-project lies in, and those of which it is known of none.

    Parameters
    ----------
    lines, subprojects : sequence of View
        As templates see them.
    facts : Facts
        ``<subproject>.overlap.<line>.area``.
    """
    known = {
        str(line["key"]): [
            area
            for sub in subprojects
            if (area := facts.number(f"{sub['subject']}.overlap.{line['key']}.area")) is not None
        ]
        for line in lines
    }
    apart = tuple(one for one in lines if (areas := known[str(one["key"])]) and not any(area > 0 for area in areas))
    return apart, tuple(one for one in lines if not known[str(one["key"])])


def consequences(standard: Standard) -> tuple[Mapping[str, object], ...]:
    """Kinds of consequences of a sub-project's place, with the document that each asks for."""
    words = standard.vocabularies["consequence"]
    return tuple(
        MappingProxyType({"key": key, "name": words[key].zh, "document": spec.document_zh})
        for key, spec in load_consequences().items()
    )
