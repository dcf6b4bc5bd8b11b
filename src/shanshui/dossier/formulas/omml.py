"""Formulas as Word's own equations (Office MathML)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

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

M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
FONT = "Cambria Math"
"""The face of Word's equations; letters in it are the only ones that Word sets as mathematics."""

_MARKS = {"bar": "\u0305", "hat": "\u0302", "tilde": "\u0303"}
_ROOM = ((36, "\u2003\u2003"), (18, "\u2003"), (4, "\u2005"), (1, "\u2009"))
"""Spaces by the least room that they stand for."""

_WIDE = 18
_KNOWN = frozenset({"sin", "cos", "tan", "arcsin", "arccos", "arctan", "ln", "exp", "log"})
"""Names that every reader sets upright; others are written as words."""

Element = Any


def omml(formula: Row, east_asian: str = "") -> Element:
    """An ``m:oMath`` element.

    Parameters
    ----------
    formula : Row
        Of :func:`shanshui.dossier.formulas.read_latex`.
    east_asian : str
        Typeface of Chinese words in it; that of the paragraph where empty.

    Examples
    --------
    >>> from shanshui.dossier.formulas.latex import read_latex
    >>> [child.tag.partition("}")[2] for child in omml(read_latex("a^2 = b"))]
    ['sSup', 'r', 'r']
    """
    element = etree.Element(_m("oMath"), nsmap={"m": M})
    element.extend(_Writer(east_asian).parts(formula))
    return element


def _m(name: str) -> str:
    return f"{{{M}}}{name}"


def _el(name: str, *children: Element, **attributes: str) -> Element:
    element = etree.Element(_m(name), {_m(key): value for key, value in attributes.items()}, nsmap={"m": M})
    element.extend(children)
    return element


def _low(node: Node | None) -> bool:
    """Whether a part is no higher than a line of letters, so that brackets need not grow with it."""
    if isinstance(node, Row):
        return all(_low(part) for part in node.parts)
    if isinstance(node, Scripts):
        return _low(node.base) and not node.limits and _low(node.low) and _low(node.high)
    if isinstance(node, Function):
        return _low(node.name) and _low(node.argument)
    if isinstance(node, Fence):
        return (node.left, node.right) in (("(", ")"), ("[", "]")) and _low(node.body)
    return node is None or isinstance(node, Sign | Space)


class _Writer:
    def __init__(self, east_asian: str) -> None:
        self._east_asian = east_asian

    def parts(self, node: Node) -> Iterator[Element]:
        if isinstance(node, Row):
            for part in node.parts:
                yield from self.parts(part)
        elif isinstance(node, Fence) and _low(node):
            yield from self.parts(Row((Sign(node.left, "operator"), node.body, Sign(node.right, "operator"))))
        else:
            yield self._element(node)

    def _argument(self, name: str, node: Node | None) -> Element:
        return _el(name, *(self.parts(node) if node is not None else ()))

    def _element(self, node: Node) -> Element:
        if isinstance(node, Sign):
            return self._run(node)
        if isinstance(node, Space):
            return self._room(node)
        if isinstance(node, Fraction):
            return _el("f", self._argument("num", node.top), self._argument("den", node.bottom))
        if isinstance(node, Root):
            hidden = [_el("degHide", val="1")] if node.degree is None else []
            properties = [_el("radPr", *hidden)] if hidden else []
            return _el("rad", *properties, self._argument("deg", node.degree), self._argument("e", node.body))
        if isinstance(node, Scripts):
            return self._scripts(node)
        if isinstance(node, Sum):
            return self._sum(node)
        if isinstance(node, Function):
            return _el("func", self._argument("fName", node.name), self._argument("e", node.argument))
        if isinstance(node, Fence):
            ends = _el("dPr", _el("begChr", val=node.left), _el("endChr", val=node.right))
            return _el("d", ends, self._argument("e", node.body))
        if isinstance(node, Accent):
            return _el("acc", _el("accPr", _el("chr", val=_MARKS[node.mark])), self._argument("e", node.body))
        if isinstance(node, Cells):
            return self._cells(node)
        raise TypeError(f"{type(node).__name__} is no part that stands for itself")

    def _run(self, sign: Sign) -> Element:
        text = _el("t")
        text.text = sign.text
        text.set(_SPACE, "preserve")
        if sign.kind == "text" or (sign.kind == "name" and sign.text not in _KNOWN):
            plain = [_el("nor")]
        else:
            plain = [_el("sty", val="p")] if sign.kind == "name" else []
        return _el("r", *([_el("rPr", *plain)] if plain else []), self._fonts(sign), text)

    def _fonts(self, sign: Sign) -> Element:
        fonts = etree.Element(f"{{{W}}}rFonts", nsmap={"w": W})
        if sign.kind != "text":
            fonts.set(f"{{{W}}}ascii", FONT)
            fonts.set(f"{{{W}}}hAnsi", FONT)
        elif self._east_asian:
            fonts.set(f"{{{W}}}eastAsia", self._east_asian)
        properties = etree.Element(f"{{{W}}}rPr", nsmap={"w": W})
        if len(fonts.attrib):
            properties.append(fonts)
        return properties

    def _room(self, space: Space) -> Element:
        """Wide room as words, which all readers keep; narrow room as mathematics, which is all that Word needs."""
        width = next((sign for least, sign in _ROOM if space.width >= least), "\u200a")
        return self._run(Sign(width, "text" if space.width >= _WIDE else "operator"))

    def _script(self, name: str, row: Row) -> Element:
        """A script; a lone operator is written as words, since readers that want two sides to it lose it else."""
        if len(row.parts) == 1 and isinstance(only := row.parts[0], Sign) and only.kind == "operator":
            row = Row((Sign(only.text, "text"),))
        return self._argument(name, row)

    def _scripts(self, node: Scripts) -> Element:
        base = self._argument("e", node.base)
        if node.limits and node.low is not None:
            below = _el("limLow", base, self._argument("lim", node.low))
            return below if node.high is None else _el("limUpp", _el("e", below), self._argument("lim", node.high))
        if node.low is not None and node.high is not None:
            return _el("sSubSup", base, self._script("sub", node.low), self._script("sup", node.high))
        if node.low is not None:
            return _el("sSub", base, self._script("sub", node.low))
        return _el("sSup", base, self._script("sup", node.high or Row(())))

    def _sum(self, node: Sum) -> Element:
        hidden = [_el(f"{name}Hide", val="1") for name, end in (("sub", node.low), ("sup", node.high)) if end is None]
        properties = _el("naryPr", _el("chr", val=node.sign), _el("limLoc", val="undOvr"), *hidden)
        ends = (self._argument("sub", node.low), self._argument("sup", node.high))
        return _el("nary", properties, *ends, self._argument("e", node.body))

    def _cells(self, node: Cells) -> Element:
        columns = _el("mcs", _el("mc", _el("mcPr", _el("count", val=str(len(node.rows[0]))), _el("mcJc", val="left"))))
        rows = (_el("mr", *(self._argument("e", cell) for cell in row)) for row in node.rows)
        return _el("m", _el("mPr", columns), *rows)
