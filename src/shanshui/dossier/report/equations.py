"""Equations in Word: set in the middle with the number at the right, the list of symbols below (H.3.3.5)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shanshui.dossier.formulas import breadth_of, omml, read_latex, read_lines
from shanshui.dossier.narrative.model import Equation, Run
from shanshui.dossier.report.xml import (
    Element,
    Numbers,
    bookmarked,
    el,
    number_runs,
    paragraph,
    reference_name,
    run_elements,
    text_run,
    w,
)
from shanshui.standard import Typography

DASH = "——"
_DASH_WIDTH = 2.0
_WIDEST = 8.0
"""Room for symbols in their list [em]; a wider one pushes its dash to the right."""


def equation_elements(block: Equation, typography: Typography, numbers: Numbers) -> Iterator[Element]:
    """Paragraphs of an equation.

    Parameters
    ----------
    block : Equation
        Numbered, its LaTeX one that can be read.
    typography : Typography
        Fonts, and the words before the list of symbols.
    numbers : Numbers
        Of bookmarks and content controls.

    Yields
    ------
    Element
        One paragraph for each line of the equation, the number behind the last one, and one for each symbol.

    Raises
    ------
    FormulaError
        Where the LaTeX cannot be read; narratives are checked for that before.
    """
    lines, chinese = read_lines(block.latex), typography.styles["equation"].font
    for place, line in enumerate(lines, start=1):
        last = place == len(lines)
        number = bookmarked(reference_name("equation", block.key), numbers, *number_runs(block.number, "equation"))
        behind = [_tab(), *number] if last else []
        keep = {"keep": el("keepNext")} if not last or block.where else {}
        yield paragraph("Equation", _tab(), omml(line, chinese), *behind, **keep)
    yield from _symbols(block.where, typography, numbers)


def _symbols(
    where: Sequence[tuple[str, tuple[Run, ...]]], typography: Typography, numbers: Numbers
) -> Iterator[Element]:
    """The list behind 式中: symbols below one another, dashes too, and lines that go on behind the dash."""
    style = typography.styles["symbols"]
    rows = [(read_latex(symbol), runs) for symbol, runs in where]
    before = len(typography.symbol_lead) + 1.0
    room = min(max((breadth_of(symbol) for symbol, _ in rows), default=0.0), _WIDEST) + 0.25
    dash = round((before + room) * style.size * 20)
    text = dash + round(_DASH_WIDTH * style.size * 20)
    for place, (symbol, runs) in enumerate(rows, start=1):
        first, last = place == 1 < len(rows), place == len(rows)
        tabs = el("tabs", el("tab", val="left", pos=round(before * style.size * 20)), el("tab", val="left", pos=dash))
        lead = text_run(f"{typography.symbol_lead}\u3000") if place == 1 else _tab()
        end = typography.note_end if last else "；"
        yield paragraph(
            "EquationSymbols",
            lead,
            omml(symbol, style.font),
            _tab(),
            text_run(DASH),
            *run_elements(runs, numbers),
            text_run(end),
            **({"keep": el("keepNext")} if first or place == len(rows) - 1 else {}),
            tabs=tabs,
            indent=el("ind", left=text, hanging=text),
        )


def hold(paragraph_before: Element) -> None:
    """Keep a paragraph on the page of the equation that it introduces."""
    properties = paragraph_before.find(w("pPr"))
    if properties is not None and properties.find(w("keepNext")) is None:
        properties.insert(1, el("keepNext"))


def _tab() -> Element:
    return el("r", el("tab"))
