"""Units as runs: a raised figure is a plain figure set high, never a glyph of its own."""

from __future__ import annotations

from decimal import Decimal

from shanshui.dossier.narrative.model import Quoted, Run, Words
from shanshui.quantity import unit

RAISED = {"²": "2", "³": "3", "¹": "1", "⁻": "−", "㎡": "m²", "㎢": "km²", "㎥": "m³"}
_SIGNS = frozenset(RAISED)
CLOSE = frozenset("%‰°")
GAP = "\u00a0"


def raised(text: str) -> tuple[Words, ...]:
    """Split text so that raised figures become runs of their own.

    Examples
    --------
    >>> [(run.text, run.shape) for run in raised("t/(km²·a)")]
    [('t/(km', 'plain'), ('2', 'super'), ('·a)', 'plain')]
    """
    if text and _SIGNS.isdisjoint(text):
        return (Words(text),)
    for sign in "㎡㎢㎥":
        text = text.replace(sign, RAISED[sign])
    runs: list[Words] = []
    for letter in text:
        shape = "super" if letter in RAISED else "plain"
        letter = RAISED.get(letter, letter)
        last = runs[-1] if runs else None
        if last is not None and last.shape == shape:
            runs[-1] = Words(last.text + letter, last.shape)
        else:
            runs.append(Words(letter, "super" if shape == "super" else "plain"))
    return tuple(runs)


def symbol_runs(code: str) -> tuple[Words, ...]:
    r"""The symbol of a unit as it follows a number, with the gap that letters want before them.

    Examples
    --------
    >>> [run.text for code in ("wan_yuan", "%", "km") for run in symbol_runs(code)]
    ['万元', '%', '\xa0km']
    """
    symbol = unit(code).symbol
    if not symbol:
        return ()
    first = symbol[0]
    gap = GAP if first.isascii() and first not in CLOSE else ""
    return raised(gap + symbol)


def quoted_runs(run: Quoted) -> tuple[Run, ...]:
    """A quotation followed by its unit's symbol where that is asked for and there is a number."""
    if run.symbol and isinstance(run.quote.value, Decimal):
        return (run, *symbol_runs(run.quote.unit))
    return (run,)
