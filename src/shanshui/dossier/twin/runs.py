"""Runs of text as HTML: words in their shape, quotations as links to their facts, references as links to things."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from urllib.parse import quote

from markupsafe import escape

from shanshui.dossier.narrative.model import Quoted, Run, See, Words
from shanshui.pages import clean
from shanshui.quantity import unit

_SHAPES = {
    "super": ("<sup>", "</sup>"),
    "sub": ("<sub>", "</sub>"),
    "strong": ("<strong>", "</strong>"),
    "mark": ('<span class="sample">', "</span>"),
}


def safe(text: str) -> str:
    """Text as it may stand in HTML, between elements or in an attribute."""
    return str(escape(clean(text)))


def anchor(kind: str, key: str) -> str:
    """Id of a table, figure, equation or section in the page."""
    return f"{kind}-{key}"


def address(fact: str) -> str:
    """The address, within the page, of what is known of a fact."""
    return f"#fact={quote(fact, safe=':@~.,')}"


@dataclass(frozen=True, slots=True)
class Signs:
    """What is set beside numbers.

    Parameters
    ----------
    findings : mapping
        The gravest severity of what the review says of each fact.
    symbols : dict
        Symbols of units met so far, so that each is asked for once.
    """

    findings: Mapping[str, str] = field(default_factory=dict)
    symbols: dict[str, str] = field(default_factory=dict)

    def symbol(self, code: str) -> str:
        """Symbol of a unit."""
        if code not in self.symbols:
            self.symbols[code] = unit(code).symbol
        return self.symbols[code]


def html(runs: Sequence[Run], signs: Signs) -> str:
    """Runs as HTML.

    Parameters
    ----------
    runs : sequence of Run
        Of a paragraph, a cell or a note.
    signs : Signs
        What is set beside numbers.
    """
    return "".join(_run(run, signs) for run in runs)


def _run(run: Run, signs: Signs) -> str:
    if isinstance(run, Quoted):
        return _quoted(run, signs)
    if isinstance(run, See):
        return f'<a href="#{safe(anchor(run.kind, run.key))}">{safe(run.text)}</a>' if run.there else safe(run.text)
    opening, closing = _SHAPES.get(run.shape, ("", ""))
    return f"{opening}{safe(run.text.strip() if run.shape == 'mark' else run.text)}{closing}"


def _quoted(run: Quoted, signs: Signs) -> str:
    quoted = run.quote
    if not quoted.fact:
        return safe(quoted.text)
    symbol = signs.symbol(quoted.unit)
    told = f' data-unit="{safe(symbol)}"' if symbol else ""
    severity = signs.findings.get(quoted.fact, "")
    told += f' data-flag="{severity}"' if severity else ""
    told += "" if isinstance(quoted.value, Decimal) else ' class="w"'
    return f'<a href="{safe(address(quoted.fact))}" data-fact="{safe(quoted.fact)}"{told}>{safe(quoted.text)}</a>'


def words(runs: Sequence[Words]) -> str:
    """Plain runs as HTML, such as a unit with a raised figure."""
    return html(runs, Signs())
