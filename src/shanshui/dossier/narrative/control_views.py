"""Control lines and what follows from them, as templates see them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from shanshui.standard import Standard
from shanshui.standard.judging.consequences import load_consequences
from shanshui.standard.judging.control_lines import load_control_lines


def control_lines(standard: Standard) -> tuple[Mapping[str, object], ...]:
    """Control lines by the keys that facts bear, the strictest first."""
    return tuple(MappingProxyType({"key": key, "name": standard.label(f"line.{key}")}) for key in load_control_lines())


def consequences(standard: Standard) -> tuple[Mapping[str, object], ...]:
    """Kinds of consequences of a sub-project's place, with the document that each asks for."""
    words = standard.vocabularies["consequence"]
    return tuple(
        MappingProxyType({"key": key, "name": words[key].zh, "document": spec.document_zh})
        for key, spec in load_consequences().items()
    )
