"""A report with a table of 1,000 rows, ours beside docxtpl's, in one run.

    python bench/tables.py [--rows 1000] [--columns 8]

Both write the same words into a Word file: ours with caption, frame, fitted columns, repeated heading and a content
control around every number; docxtpl with a loop in a template that python-docx has made. The least of three runs
counts. The exit code is 1 where ours is slower.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import docx
from docxtpl import DocxTemplate

from shanshui.dossier.narrative.model import Document, Grid, GridCell, Heading, Quoted, TableBlock, Words
from shanshui.dossier.report import Title, write_report
from shanshui.ledger import Quote
from shanshui.standard import load

RUNS = 3


def main() -> int:
    """Write both, and hold ours against the peer's."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1000)
    parser.add_argument("--columns", type=int, default=8)
    given = parser.parse_args()
    cells = [[f"{row * column / 7:.2f}" for column in range(given.columns)] for row in range(given.rows)]
    with tempfile.TemporaryDirectory() as scratch:
        template = _template(Path(scratch) / "template.docx", given.columns)
        document, standard = _document(cells), load()
        title = Title(("某县", "实施方案"), "某县工程", "某县", "某院", "2021年")
        ours = _least(lambda: write_report(document, title, standard, Path(scratch) / "ours.docx"))
        theirs = _least(lambda: _filled(template, cells, Path(scratch) / "theirs.docx"))
    met = ours <= theirs
    print(f"{given.rows} rows of {given.columns}: {ours:.2f} s, docxtpl {theirs:.2f} s  {'ok' if met else 'MISSED'}")
    return 0 if met else 1


def _least(run: Callable[[], object]) -> float:
    """Shortest of some runs [s]."""
    found = []
    for _ in range(RUNS):
        start = time.perf_counter()
        run()
        found.append(time.perf_counter() - start)
    return min(found)


def _document(cells: list[list[str]]) -> Document:
    columns = len(cells[0])
    body = tuple(
        tuple(GridCell((Quoted(Quote(f"row:{n}.value{m}", Decimal(text), "1", 2)),)) for m, text in enumerate(row))
        for n, row in enumerate(cells)
    )
    header = (tuple(GridCell((Words(f"指标{n}"),), strong=True) for n in range(columns)),)
    grid = Grid(header, body, ("body",) * len(body), (1.0,) * columns)
    return Document((Heading(1, "1", "概况", "one", "1"), TableBlock("t", "大表", grid, "表1-1")))


def _template(path: Path, columns: int) -> Path:
    document = docx.Document()
    document.add_paragraph("表1-1　大表")
    table = document.add_table(4, columns, "Table Grid")
    for n in range(columns):
        table.cell(0, n).text = f"指标{n}"
    table.cell(1, 0).text = "{%tr for row in rows %}"
    for n in range(columns):
        table.cell(2, n).text = f"{{{{ row[{n}] }}}}"
    table.cell(3, 0).text = "{%tr endfor %}"
    document.save(str(path))
    return path


def _filled(template: Path, cells: list[list[str]], path: Path) -> None:
    document = DocxTemplate(template)
    document.render({"rows": cells})
    document.save(path)


if __name__ == "__main__":
    sys.exit(main())
