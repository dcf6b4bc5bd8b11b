"""Where the report prints each fact."""

from __future__ import annotations

from shanshui.dossier.narrative.model import Document, Heading, Paragraph, Quoted, TableBlock

Printed = tuple[str, str, str]


def printed_in(document: Document, file: str) -> tuple[Printed, ...]:
    """Every quotation of a document.

    Parameters
    ----------
    document : Document
        The numbered report.
    file : str
        Name of its file.

    Returns
    -------
    tuple of (fact, place, text)
        Place is the file with the number of the section or table; each fact once per place and text.
    """
    found: dict[Printed, None] = {}
    where = ""
    for block in document.blocks:
        if isinstance(block, Heading):
            where = block.number or block.title
        runs = (
            block.runs if isinstance(block, Paragraph) else block.grid.runs() if isinstance(block, TableBlock) else ()
        )
        place = f"{file} {block.number if isinstance(block, TableBlock) else where}"
        for run in runs:
            if isinstance(run, Quoted) and run.quote.fact:
                found[(run.quote.fact, place, run.quote.text)] = None
    return tuple(found)
