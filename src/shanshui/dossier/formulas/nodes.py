"""A formula as a value: what its parts are, free of any way of writing it down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

SignKind = Literal["letter", "number", "operator", "name", "text"]


@dataclass(frozen=True, slots=True)
class Sign:
    """A letter, number, operator, upright name (``min``) or words."""

    text: str
    kind: SignKind


@dataclass(frozen=True, slots=True)
class Space:
    """Room [1/18 em]."""

    width: int


@dataclass(frozen=True, slots=True)
class Row:
    """Parts side by side."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Fraction:
    """One row over another."""

    top: Row
    bottom: Row


@dataclass(frozen=True, slots=True)
class Root:
    """A root; of the second degree where none is given."""

    body: Row
    degree: Row | None = None


@dataclass(frozen=True, slots=True)
class Scripts:
    """A base with what is set low and high behind it; ``limits`` sets the low part below the base."""

    base: Node
    low: Row | None
    high: Row | None
    limits: bool = False


@dataclass(frozen=True, slots=True)
class Sum:
    """A large operator with its ends and what it runs over."""

    sign: str
    low: Row | None
    high: Row | None
    body: Row


@dataclass(frozen=True, slots=True)
class Function:
    """A named function with its argument; ``name`` is a :class:`Sign` or one with scripts."""

    name: Node
    argument: Node


@dataclass(frozen=True, slots=True)
class Fence:
    """Brackets that grow with what they hold; an empty one is not drawn."""

    left: str
    body: Node
    right: str


@dataclass(frozen=True, slots=True)
class Accent:
    """A mark above: ``bar``, ``hat`` or ``tilde``."""

    mark: Literal["bar", "hat", "tilde"]
    body: Row


@dataclass(frozen=True, slots=True)
class Cells:
    """Rows of cells, as cases have them."""

    rows: tuple[tuple[Row, ...], ...]


Node = Sign | Space | Row | Fraction | Root | Scripts | Sum | Function | Fence | Accent | Cells
