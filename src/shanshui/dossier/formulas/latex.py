r"""Formulas from LaTeX: the part of it that reports need, with an error that says where reading stopped.

Letters and numbers, ``^`` and ``_``, ``\frac``, ``\sqrt``, sums and products with limits, ``\left`` and ``\right``,
functions, ``\min`` and ``\max`` with what stands below, Greek, operators, ``\text`` for words, ``\mathrm`` for upright
names, accents, ``cases``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, NamedTuple, ParamSpec, TypeVar

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
from shanshui.dossier.formulas.signs import (
    ACCENTS,
    BREAKING,
    COMMANDS,
    FENCES,
    FUNCTIONS,
    LETTERS,
    LIMITS,
    OPERATORS,
    PLAIN,
    SPACES,
    SUMS,
    TEXT,
    UPRIGHT,
)

LONGEST, DEEPEST = 4000, 80
"""Characters of a formula, and levels within one another, that are read."""

_TOKEN = re.compile(r"\\([A-Za-z]+|.)|([0-9]+(?:\.[0-9]+)?)|(\s+)|(.)", re.DOTALL)
_SUM_ENDS = frozenset({"]", "\\right", "\\end", "\\\\", "&"})
_LINE_END = frozenset({"\\\\"})
_SHOWN = 24


P = ParamSpec("P")
T = TypeVar("T")


class FormulaError(ValueError):
    """A formula that cannot be read.

    Parameters
    ----------
    where : str
        The formula from the place on at which reading stopped; shortened.
    name : str
        The unknown command, without its backslash; empty where it is something else.
    """

    def __init__(self, where: str, name: str = "") -> None:
        super().__init__(where)
        self.where = where
        self.name = name


class _Token(NamedTuple):
    kind: str
    text: str
    at: int


def read_latex(latex: str) -> Row:
    r"""Read a formula.

    Parameters
    ----------
    latex : str
        Without dollar signs.

    Raises
    ------
    FormulaError
        Where it cannot be read, is empty, or longer than :data:`LONGEST` characters.

    Examples
    --------
    >>> read_latex("a^2").parts[0].high
    Row(parts=(Sign(text='2', kind='number'),))
    """
    lines = read_lines(latex)
    if len(lines) > 1:
        raise FormulaError("\\\\")
    return lines[0]


def read_lines(latex: str) -> tuple[Row, ...]:
    r"""Read a formula that may stand on several lines, parted by two backslashes.

    Raises
    ------
    FormulaError
        As :func:`read_latex`.

    Examples
    --------
    >>> len(read_lines(r"a = b \\ + c"))
    2
    """
    if len(latex) > LONGEST:
        raise FormulaError(_shown(latex, 0))
    reader, lines = _Reader(latex), list[Row]()
    while True:
        at = reader.here()
        found = reader.row(_LINE_END)
        if not found.parts or (reader.more() and not reader.line_ends()):
            raise FormulaError(_shown(latex, reader.here() if reader.more() else min(at, max(len(latex) - 1, 0))))
        lines.append(found)
        if not reader.more():
            return tuple(lines)
        reader.next()


def _shown(latex: str, at: int) -> str:
    return latex[at : at + _SHOWN] + ("…" if len(latex) > at + _SHOWN else "")


def _tokens(latex: str) -> list[_Token]:
    found = []
    for match in _TOKEN.finditer(latex):
        command, number, space, other = match.groups()
        if command is not None:
            found.append(_Token("command", command, match.start()))
        elif number is not None:
            found.append(_Token("number", number, match.start()))
        elif space is None:
            found.append(_Token("sign", other, match.start()))
    return found


def _nested(read: Callable[Concatenate[_Reader, P], T]) -> Callable[Concatenate[_Reader, P], T]:
    """Reading that may hold itself again, but not deeper than :data:`DEEPEST`."""

    @wraps(read)
    def counted(self: _Reader, /, *args: P.args, **kwargs: P.kwargs) -> T:
        self.depth += 1
        if self.depth > DEEPEST:
            raise FormulaError(_shown(self.latex, self.here()))
        found = read(self, *args, **kwargs)
        self.depth -= 1
        return found

    return counted


class _Reader:
    """Reads tokens from left to right."""

    def __init__(self, latex: str) -> None:
        self.latex = latex
        self._tokens = _tokens(latex)
        self._place = 0
        self.depth = 0

    def more(self) -> bool:
        return self._place < len(self._tokens)

    def here(self) -> int:
        return self._tokens[self._place].at if self.more() else len(self.latex)

    def line_ends(self) -> bool:
        return self._is("command", "\\")

    def next(self) -> None:
        self._take()

    def _peek(self) -> _Token | None:
        return self._tokens[self._place] if self.more() else None

    def _is(self, kind: str, *texts: str) -> bool:
        token = self._peek()
        return token is not None and token.kind == kind and token.text in texts

    def _take(self) -> _Token:
        token = self._peek()
        if token is None:
            raise FormulaError(_shown(self.latex, max(len(self.latex) - _SHOWN, 0)))
        self._place += 1
        return token

    def _wrong(self, at: int, name: str = "") -> FormulaError:
        return FormulaError(_shown(self.latex, at), name)

    @_nested
    def row(self, ends: frozenset[str]) -> Row:
        """Parts up to a sign or command that ends the row, which is left standing."""
        parts: list[Node] = []
        while (token := self._peek()) is not None and not self._ends(token, ends):
            parts.append(self._scripted())
        return Row(tuple(parts))

    @staticmethod
    def _ends(token: _Token, ends: frozenset[str]) -> bool:
        name = f"\\{token.text}" if token.kind == "command" else token.text
        return name in ends or (token.kind == "sign" and token.text in "})")

    @_nested
    def _scripted(self) -> Node:
        """One part with its scripts; sums take what they run over, functions their argument."""
        token = self._take()
        if token.kind == "command" and token.text in SUMS:
            low, high = self._scripts()
            body = self._summand()
            if not body.parts:
                raise self._wrong(token.at)
            return Sum(SUMS[token.text], low, high, body)
        if token.kind == "command" and token.text in FUNCTIONS:
            low, high = self._scripts()
            name: Node = Sign(token.text, "name")
            argument = self._argument(token)
            return Function(Scripts(name, low, high) if low or high else name, argument)
        if token.kind == "command" and token.text in LIMITS:
            low, high = self._scripts()
            name = Sign(token.text, "name")
            return Scripts(name, low, high, limits=True) if low or high else name
        base = self._plain(token)
        low, high = self._scripts()
        return Scripts(base, low, high) if low or high else base

    def _scripts(self) -> tuple[Row | None, Row | None]:
        low: Row | None = None
        high: Row | None = None
        if self._is("command", "limits"):
            self._take()
        while self._is("sign", "_", "^", "'"):
            token = self._take()
            found = Row((Sign(PLAIN["'"], "operator"),)) if token.text == "'" else self._group()
            if token.text == "_":
                if low is not None:
                    raise self._wrong(token.at)
                low = found
            elif high is not None and token.text == "^":
                raise self._wrong(token.at)
            else:
                high = found if high is None else Row((*high.parts, *found.parts))
        return low, high

    def _summand(self) -> Row:
        parts: list[Node] = []
        while (token := self._peek()) is not None:
            if self._ends(token, _SUM_ENDS) or self._breaks(token):
                break
            parts.append(self._scripted())
        return Row(tuple(parts))

    @staticmethod
    def _breaks(token: _Token) -> bool:
        text = OPERATORS.get(token.text, "") if token.kind == "command" else PLAIN.get(token.text, token.text)
        return text in BREAKING and text != ""

    def _argument(self, of: _Token) -> Node:
        """What a function is of: the next part, or all that stands in brackets."""
        token = self._peek()
        if token is None or self._ends(token, _SUM_ENDS) or self._breaks(token):
            raise self._wrong(of.at)
        return self._scripted()

    def _plain(self, token: _Token) -> Node:
        if token.kind == "number":
            return Sign(token.text, "number")
        if token.kind == "command":
            return self._command(token)
        if token.text == "{":
            self._place -= 1
            return self._group()
        if token.text == "(":
            return self._bracketed(token)
        if token.text in "})_^&#$%~" or token.text == "\\":
            raise self._wrong(token.at)
        if token.text.isalpha():
            return Sign(token.text, "letter" if token.text.isascii() else "text")
        return Sign(PLAIN.get(token.text, token.text), "operator")

    def _command(self, token: _Token) -> Node:
        name = token.text
        if name in LETTERS:
            return Sign(LETTERS[name], "letter")
        if name in OPERATORS:
            return Sign(OPERATORS[name], "operator")
        if name in SPACES:
            return Space(SPACES[name])
        if name in TEXT:
            return Sign(self._words(token), "text")
        if name in UPRIGHT:
            return Sign(self._words(token), "name")
        if name in ACCENTS:
            return Accent(ACCENTS[name], self._group())  # type: ignore[arg-type]
        if name in ("frac", "dfrac", "tfrac"):
            return Fraction(self._group(), self._group())
        if name == "sqrt":
            return self._root()
        if name == "left":
            return self._fence(token)
        if name == "begin":
            return self._cases(token)
        raise self._wrong(token.at, "" if name in COMMANDS else name)

    @_nested
    def _group(self) -> Row:
        """What stands in braces, or one part without them."""
        token = self._take()
        if token.kind == "sign" and token.text == "{":
            found = self.row(frozenset())
            if not self._is("sign", "}") or not found.parts:
                raise self._wrong(token.at)
            self._take()
            return found
        return Row((self._plain(token),))

    def _bracketed(self, opening: _Token) -> Node:
        body = self.row(frozenset())
        if not self._is("sign", ")") or not body.parts:
            raise self._wrong(opening.at)
        self._take()
        return Fence("(", body, ")")

    def _words(self, of: _Token) -> str:
        """Words between braces, as they stand."""
        token = self._take()
        if token.kind != "sign" or token.text != "{":
            raise self._wrong(of.at)
        close = self.latex.find("}", token.at)
        words = self.latex[token.at + 1 : close] if close >= 0 else ""
        if close < 0 or not words or "{" in words or "\\" in words.replace("\\%", ""):
            raise self._wrong(of.at)
        while self._take().at < close:
            pass
        return words.replace("\\%", "%")

    def _root(self) -> Node:
        degree = None
        if self._is("sign", "["):
            opening = self._take()
            degree = self.row(frozenset({"]"}))
            if not self._is("sign", "]") or not degree.parts:
                raise self._wrong(opening.at)
            self._take()
        return Root(self._group(), degree)

    def _fence(self, of: _Token) -> Node:
        left = self._bracket(of)
        body = self.row(frozenset({"\\right"}))
        if not self._is("command", "right") or not body.parts:
            raise self._wrong(of.at)
        self._take()
        return Fence(left, body, self._bracket(of))

    def _bracket(self, of: _Token) -> str:
        token = self._take()
        sign = OPERATORS.get(token.text, "") if token.kind == "command" else token.text
        if sign not in FENCES or not sign:
            raise self._wrong(of.at)
        return "" if sign == "." else sign

    def _cases(self, of: _Token) -> Node:
        name, rows = self._words(of), list[tuple[Row, ...]]()
        if name not in ("cases", "matrix"):
            raise self._wrong(of.at)
        ends = frozenset({"&", "\\\\", "\\end"})
        cells: list[Row] = []
        while True:
            cells.append(self.row(ends))
            if self._is("sign", "&"):
                self._take()
                continue
            if any(cell.parts for cell in cells):
                rows.append(tuple(cells))
            cells = []
            if not self._is("command", "\\"):
                break
            self._take()
        if not self._is("command", "end") or not rows:
            raise self._wrong(of.at)
        closing = self._take()
        if self._words(closing) != name:
            raise self._wrong(closing.at)
        across = max(len(row) for row in rows)
        whole = Cells(tuple((*row, *[Row(())] * (across - len(row))) for row in rows))
        return Fence("{", whole, "") if name == "cases" else whole
