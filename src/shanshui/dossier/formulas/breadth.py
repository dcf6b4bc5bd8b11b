"""How wide a formula stands, estimated: enough to line things up and to see what does not fit."""

from __future__ import annotations

from shanshui.dossier.formulas.nodes import (
    Accent,
    Cells,
    Fence,
    Fraction,
    Function,
    Node,
    Root,
    Row,
    Scripts,
    Sign,
    Space,
    Sum,
)

_SMALL = 0.7
"""Size of scripts beside that of their base."""
_BROAD = frozenset("mwMW%∞⋯…")
_TIGHT = frozenset("()[]|.,;:!′ ·")
_RELATIONS = frozenset("=<>≤≥≠≈≡∝∼≪≫∈∉⊂⊆→⇒+−±∓×÷")


def breadth_of(node: Node | None) -> float:
    """Width [em].

    Examples
    --------
    >>> from shanshui.dossier.formulas.latex import read_latex
    >>> breadth_of(read_latex("a"))
    0.55
    """
    if node is None:
        return 0.0
    if isinstance(node, Row):
        return sum(breadth_of(part) for part in node.parts)
    if isinstance(node, Sign):
        return sum(_letter(letter, node.kind == "operator") for letter in node.text)
    if isinstance(node, Space):
        return node.width / 18
    if isinstance(node, Fraction):
        return max(breadth_of(node.top), breadth_of(node.bottom)) + 0.2
    if isinstance(node, Root):
        return breadth_of(node.body) + 0.8
    if isinstance(node, Scripts):
        beside = max(breadth_of(node.low), breadth_of(node.high)) * _SMALL
        return max(breadth_of(node.base), beside) if node.limits else breadth_of(node.base) + beside
    if isinstance(node, Sum):
        return max(1.1, max(breadth_of(node.low), breadth_of(node.high)) * _SMALL) + breadth_of(node.body)
    if isinstance(node, Function):
        return breadth_of(node.name) + 0.2 + breadth_of(node.argument)
    if isinstance(node, Fence):
        return breadth_of(node.body) + 0.4 * (bool(node.left) + bool(node.right))
    if isinstance(node, Accent):
        return breadth_of(node.body)
    return _cells(node)


def _cells(node: Cells) -> float:
    columns = zip(*node.rows, strict=True)
    return sum(max(breadth_of(cell) for cell in column) + 1.0 for column in columns)


def _letter(letter: str, operator: bool) -> float:
    if not letter.isascii() and letter.isalpha() and ord(letter) > 0x2E80:
        return 1.0
    if operator and letter in _RELATIONS:
        return 1.2
    if letter in _TIGHT:
        return 0.35
    if letter in _BROAD or letter.isupper():
        return 0.75
    return 0.55
