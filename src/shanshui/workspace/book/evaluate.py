"""The language of the workbook's formulas, understood by us: a viewer that does not calculate shows numbers too."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache

from shanshui.errors import DefectError
from shanshui.workspace.book.functions import FUNCTIONS, Formula, arithmetic, as_number, as_text, compared

_TOKEN = re.compile(
    r"""\s*(?:(?P<number>\d+(?:\.\d+)?)|"(?P<text>(?:[^"]|"")*)"|\[(?P<mark>[\^!]?)(?P<first>[a-z_]+)
    (?:\.(?P<second>[a-z_]+))?\]|(?P<n>\{n\})|(?P<word>[A-Za-z_]+)|(?P<sign><>|<=|>=|[-+*/&=<>(),]))""",
    re.VERBOSE,
)


@cache
def parse(text: str) -> Formula:
    """Understand a formula of the data (look-ups written out).

    Raises
    ------
    DefectError
        Where it uses what is not known here.
    """
    tokens, position = [], 0
    text = text.rstrip()
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            raise DefectError(f"formula {text!r}: {text[position:]!r} is not understood")
        tokens.append(match)
        position = match.end()
    reader = _Reader(text, tokens)
    formula = reader.comparison()
    if reader.at < len(tokens):
        raise DefectError(f"formula {text!r}: something is left over")
    return formula


class _Reader:
    """Reads tokens by precedence: comparison, joining of text, sum, product, sign, atom."""

    def __init__(self, text: str, tokens: Sequence[re.Match[str]]) -> None:
        self.text, self.tokens, self.at = text, tokens, 0

    def _sign(self, *signs: str) -> str:
        if self.at < len(self.tokens) and (sign := self.tokens[self.at]["sign"]) in signs:
            self.at += 1
            return str(sign)
        return ""

    def _chain(self, below: Callable[[], Formula], *signs: str) -> Formula:
        left = below()
        while sign := self._sign(*signs):
            left = _joined(sign, left, below())
        return left

    def comparison(self) -> Formula:
        return self._chain(self._joining, "=", "<>", "<", ">", "<=", ">=")

    def _joining(self) -> Formula:
        return self._chain(self._sum, "&")

    def _sum(self) -> Formula:
        return self._chain(self._product, "+", "-")

    def _product(self) -> Formula:
        return self._chain(self._signed, "*", "/")

    def _signed(self) -> Formula:
        if self._sign("-"):
            inner = self._signed()
            return lambda cells: -as_number(inner(cells))
        return self._atom()

    def _atom(self) -> Formula:
        if self._sign("("):
            inner = self.comparison()
            self._close()
            return inner
        token = self.tokens[self.at]
        self.at += 1
        if token["number"]:
            value = float(token["number"])
            return lambda cells: value
        if token["text"] is not None:
            text = token["text"].replace('""', '"')
            return lambda cells: text
        if token["n"]:
            return lambda cells: float(cells.position)
        if token["first"]:
            return _reference(token["mark"], token["first"], token["second"])
        word = token["word"]
        if word is None:
            raise DefectError(f"formula {self.text!r}: {token.group()!r} is not expected")
        return self._call(word) if self._sign("(") else (lambda cells: cells.name(word))

    def _call(self, name: str) -> Formula:
        arguments = []
        if not self._sign(")"):
            arguments.append(self.comparison())
            while self._sign(","):
                arguments.append(self.comparison())
            self._close()
        if name not in FUNCTIONS:
            raise DefectError(f"formula {self.text!r}: the function {name} is not known")
        function = FUNCTIONS[name]
        return lambda cells: function(cells, arguments)

    def _close(self) -> None:
        if not self._sign(")"):
            raise DefectError(f"formula {self.text!r}: a bracket is not closed")


def _reference(mark: str, first: str, second: str | None) -> Formula:
    if second is None:
        return lambda cells: cells.cell(first, mark == "^", mark == "!")
    if first == "summary":
        return lambda cells: cells.line(second)
    return lambda cells: cells.column(first, second)


def _joined(sign: str, left: Formula, right: Formula) -> Formula:
    if sign == "&":
        return lambda cells: as_text(left(cells)) + as_text(right(cells))
    if sign in "+-*/":
        return lambda cells: arithmetic(sign, left(cells), right(cells))
    return lambda cells: compared(sign, left(cells), right(cells))
