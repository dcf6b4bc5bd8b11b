"""Equations of the report, and those by which facts came about, as MathML, which browsers draw themselves."""

from __future__ import annotations

from functools import lru_cache

from markupsafe import Markup, escape

from shanshui.dossier.formulas import FormulaError, mathml, read_lines


@lru_cache(maxsize=1024)
def drawn(latex: str, display: bool = False) -> Markup:
    """A formula as MathML, line by line; the LaTeX itself where it cannot be read.

    Parameters
    ----------
    latex : str
        In LaTeX, without dollars; several symbols may be parted by commas.
    display : bool
        Whether it stands on lines of its own.
    """
    try:
        return Markup("".join(mathml(line, display) for line in read_lines(latex)))
    except FormulaError:
        return Markup(f"<code>{escape(latex)}</code>")
