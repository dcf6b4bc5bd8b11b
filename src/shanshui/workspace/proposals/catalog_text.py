"""Entries of ``catalog.yaml`` added as text, so that comments and order of the planner's file stay."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import yaml

from shanshui.errors import UsageError


def with_entry(text: str, role: str, entry: Mapping[str, object]) -> str:
    r"""The catalog with an entry for a role; one that is there already becomes a comment above it.

    Parameters
    ----------
    text : str
        The file.
    role : str
        Of the layer.
    entry : mapping
        Keys and plain values.

    Raises
    ------
    UsageError
        Where the layers are not written line by line below ``layers:``; the message says what to add.

    Examples
    --------
    >>> print(with_entry("schema: 1\nlayers:\n  dem: {file: a.tif}  # 实测\n", "units", {"file": "u.gpkg"}))
    schema: 1
    layers:
      dem: {file: a.tif}  # 实测
      units: {file: u.gpkg}
    <BLANKLINE>
    """
    line = f"{role}: {_flow(entry)}"
    mapping = _layers(text)
    if mapping is None or mapping.flow_style or not mapping.value:
        raise UsageError(f"catalog.yaml cannot be added to line by line; add below layers: yourself: {line}")
    lines = text.splitlines()
    indent = " " * mapping.value[0][0].start_mark.column
    nodes = {key.value: (key, value) for key, value in mapping.value}
    if role in nodes:
        key, value = nodes[role]
        first, last = key.start_mark.line, _last_line(value, lines)
        old = [f"{indent}# {line[len(indent) :]}" for line in lines[first : last + 1]]
        lines[first : last + 1] = [*old, f"{indent}{line}"]
    else:
        last = max(_last_line(value, lines) for _, value in mapping.value)
        lines.insert(last + 1, f"{indent}{line}")
    return "\n".join(lines) + "\n"


def _layers(text: str) -> yaml.MappingNode | None:
    """The mapping below ``layers:``, with the places of its entries; None where there is none."""
    root: Any = yaml.compose(text, Loader=yaml.SafeLoader)
    pairs = root.value if isinstance(root, yaml.MappingNode) else ()
    found = next((value for key, value in pairs if key.value == "layers"), None)
    return found if isinstance(found, yaml.MappingNode) else None


def _last_line(node: yaml.Node, lines: list[str]) -> int:
    """The last line that belongs to a node; a block ends where the next thing begins, past blanks and comments."""
    if not isinstance(node, yaml.CollectionNode) or node.flow_style:
        return int(node.end_mark.line)
    mark = node.end_mark
    end = int(mark.line) if mark.line < len(lines) and lines[mark.line][: mark.column].strip() else int(mark.line) - 1
    while end > node.start_mark.line and (not lines[end].strip() or lines[end].lstrip().startswith("#")):
        end -= 1
    return end


def _flow(entry: Mapping[str, object]) -> str:
    return "{" + ", ".join(f"{key}: {_scalar(value)}" for key, value in entry.items()) + "}"


def _scalar(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    text = str(value)
    plain = text and text[0].isalpha() and not any(mark in text for mark in ":#,[]{}&*!|>'\"%@`")
    return (
        text
        if plain and text.lower() not in ("yes", "no", "true", "false", "null")
        else json.dumps(text, ensure_ascii=False)
    )
