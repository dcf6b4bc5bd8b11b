"""A small report set and laid out once for all tests that read its pages."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pypdf
import pytest
from filelock import FileLock

from dossier import report_case as rc
from shanshui.dossier.narrative import Document, compose
from shanshui.dossier.narrative.model import (
    Block,
    Grid,
    GridCell,
    GridRow,
    Heading,
    Paragraph,
    RowKind,
    See,
    TableBlock,
    Words,
)
from shanshui.dossier.office import Spot, places_in
from shanshui.dossier.report import title_of
from shanshui.dossier.typeset import typeset
from shanshui.workspace.memo import Memo

LONG, WIDE = "long", "wide"
"""Keys of two tables that go over pages, upright and on its side."""


@dataclass(frozen=True)
class Printed:
    """The report as value, Word file and PDF, the places of its bookmarks and the text of its pages."""

    document: Document
    word: Path
    pdf: Path
    places: Mapping[str, Spot]
    texts: tuple[str, ...]

    def table(self, key: str) -> tuple[int, TableBlock]:
        """Place and value of a table."""
        return next((n, block) for n, block in enumerate(self.document.tables()) if block.key == key)


def printed(factory: pytest.TempPathFactory) -> Printed:
    """The report, made by the first test process that asks."""
    base = factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "printed"
    document = composed(folder)
    word = folder / "报告.docx"
    with FileLock(f"{folder}.lock"):
        if not (folder / "done").is_file():
            _make(document, word, folder)
            (folder / "done").touch()
    pdf = word.with_suffix(".pdf")
    texts = tuple("".join(page.extract_text().split()) for page in pypdf.PdfReader(pdf).pages)
    return Printed(document, word, pdf, places_in(pdf)[0], texts)


def composed(folder: Path) -> Document:
    """The plan's report with a chapter of long tables behind it."""
    folder.mkdir(parents=True, exist_ok=True)
    document, _ = compose(rc.material(folder))
    return Document((*document.blocks, *_chapter()), document.synthetic)


def _make(document: Document, word: Path, folder: Path) -> None:
    work = folder / "work"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    title = title_of(rc.plan(), rc.STANDARD, False, True)
    assert typeset(document, title, word, rc.STANDARD, Memo(work / "memo"), work) == ()


def _chapter() -> tuple[Block, ...]:
    see = [See("table", key, f"表11-{n}", there=True) for n, key in enumerate((LONG, WIDE), start=1)]
    return (
        Heading(1, "11", "长表", "tables", "11"),
        Paragraph((Words("长表见"), see[0], Words("和"), see[1], Words("。"))),
        TableBlock(LONG, "很长的表", _long(), "表11-1", mark=True),
        Heading(2, "11.1", "横表", "wide_tables"),
        Paragraph((Words("横排的表见"), see[1], Words("。"))),
        TableBlock(WIDE, "横排的长表", _wide(), "表11-2"),
    )


def _cells(*texts: str) -> tuple[GridCell, ...]:
    return tuple(GridCell((Words(text),)) for text in texts)


def _long() -> Grid:
    """Ninety lines under groups, with cells merged over many lines and a total."""
    body: list[GridRow] = []
    kinds: list[RowKind] = []
    for group in range(5):
        body.append((GridCell((Words(f"第{group}组"),), across=4), None, None, None))
        kinds.append("group")
        for line in range(18):
            first = GridCell((Words(f"单元{group}"),), down=18) if line == 0 else None
            body.append((first, *_cells(f"{group}-{line}", f"{line}.50", "说明文字" * (1 + line % 3))))
            kinds.append("body")
    body.append(_cells("合计", "—", "1234.50", "—"))
    kinds.append("total")
    notes = (("①", (Words("第一条注"),)), ("②", (Words("第二条注"),)))
    return Grid(
        (_cells("单元", "编号", "面积", "说明"),), tuple(body), tuple(kinds), (1.0, 1.0, 1.0, 2.0), (), "km²", notes
    )


def _wide() -> Grid:
    """Sixty lines of twelve columns under a heading of two lines."""
    spanner = GridCell((Words("分年度"),), across=10)
    header: tuple[GridRow, ...] = (
        (GridCell((Words("序号"),), down=2), GridCell((Words("名称"),), down=2), spanner, *(None,) * 9),
        (None, None, *_cells(*(f"{year}年" for year in range(2021, 2031)))),
    )
    body = tuple(_cells(str(n), f"名称{n}", *(f"{n}.{m}0" for m in range(10))) for n in range(1, 61))
    return Grid(header, body, ("body",) * 60, (1.0, 2.0, *(1.0,) * 10), unit_note="hm²", landscape=True)
