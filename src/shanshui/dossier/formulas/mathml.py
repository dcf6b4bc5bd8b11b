"""Formulas as MathML Core, for pages that a browser shows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lxml import etree

from shanshui.dossier.formulas.nodes import (
    Accent,
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

NAMESPACE = "http://www.w3.org/1998/Math/MathML"
_MARKS = {"bar": "‾", "hat": "^", "tilde": "~"}

Element = Any


def mathml(formula: Row, display: bool = True) -> str:
    """A ``math`` element as text.

    Parameters
    ----------
    formula : Row
        Of :func:`shanshui.dossier.formulas.read_latex`.
    display : bool
        Whether it stands on a line of its own.

    Examples
    --------
    >>> from shanshui.dossier.formulas.latex import read_latex
    >>> mathml(read_latex("a^2"), display=False)
    '<math xmlns="http://www.w3.org/1998/Math/MathML"><msup><mi>a</mi><mn>2</mn></msup></math>'
    """
    element = etree.Element("math", nsmap={None: NAMESPACE})
    if display:
        element.set("display", "block")
    element.extend(_children(formula))
    return str(etree.tostring(element, encoding="unicode"))


def _el(name: str, *children: Element, text: str = "", **attributes: str) -> Element:
    element = etree.Element(name, attributes)
    element.text = text or None
    element.extend(children)
    return element


def _children(row: Row) -> Iterable[Element]:
    return (_one(part) for part in row.parts)


def _group(node: Node | None) -> Element:
    """One element for what may be several parts."""
    if node is None:
        return _el("mrow")
    if not isinstance(node, Row):
        return _one(node)
    return _one(node.parts[0]) if len(node.parts) == 1 else _el("mrow", *_children(node))


def _one(node: Node) -> Element:
    if isinstance(node, Row):
        return _group(node)
    if isinstance(node, Sign):
        return _sign(node)
    if isinstance(node, Space):
        return _el("mspace", width=f"{node.width / 18:.3f}em")
    if isinstance(node, Fraction):
        return _el("mfrac", _group(node.top), _group(node.bottom))
    if isinstance(node, Root):
        body = _group(node.body)
        return _el("msqrt", body) if node.degree is None else _el("mroot", body, _group(node.degree))
    if isinstance(node, Scripts):
        return _scripted(_group(node.base), node.low, node.high, node.limits)
    if isinstance(node, Sum):
        sign = _el("mo", text=node.sign)
        return _el("mrow", _scripted(sign, node.low, node.high, True), *_children(node.body))
    if isinstance(node, Function):
        return _el("mrow", _group(node.name), _el("mspace", width="0.167em"), _group(node.argument))
    if isinstance(node, Fence):
        ends = [_el("mo", text=end, stretchy="true") if end else None for end in (node.left, node.right)]
        inner = [ends[0], *([_group(node.body)]), ends[1]]
        return _el("mrow", *(part for part in inner if part is not None))
    if isinstance(node, Accent):
        return _el("mover", _group(node.body), _el("mo", text=_MARKS[node.mark]), accent="true")
    rows = (_el("mtr", *(_el("mtd", _group(cell)) for cell in row)) for row in node.rows)
    return _el("mtable", *rows, columnalign="left")


def _scripted(base: Element, low: Row | None, high: Row | None, limits: bool) -> Element:
    if low is None and high is None:
        return base
    both, below, above = ("munderover", "munder", "mover") if limits else ("msubsup", "msub", "msup")
    if low is not None and high is not None:
        return _el(both, base, _group(low), _group(high))
    return _el(below, base, _group(low)) if low is not None else _el(above, base, _group(high))


def _sign(sign: Sign) -> Element:
    if sign.kind == "number":
        return _el("mn", text=sign.text)
    if sign.kind == "operator":
        return _el("mo", text=sign.text)
    if sign.kind == "text":
        return _el("mtext", text=sign.text)
    upright = {"mathvariant": "normal"} if sign.kind == "name" and len(sign.text) == 1 else {}
    return _el("mi", text=sign.text, **upright)
