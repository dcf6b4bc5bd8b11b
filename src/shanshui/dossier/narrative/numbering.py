"""Numbers of tables and figures by chapter, references to them, and the marks of made-up data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial

from shanshui.dossier.narrative.model import (
    Block,
    Document,
    Equation,
    FigureBlock,
    Grid,
    GridCell,
    GridRow,
    Heading,
    Paragraph,
    Run,
    See,
    TableBlock,
    Words,
    is_synthetic,
)
from shanshui.finding import Finding
from shanshui.standard import Standard, spec_id

_Numbers = Mapping[tuple[str, str], str]


def numbered(blocks: Iterable[Block], standard: Standard) -> tuple[Block, ...]:
    """Number tables, figures and equations within their chapters and give references their words.

    Parameters
    ----------
    blocks : iterable of Block
        The report in reading order.
    standard : Standard
        Patterns of numbers (H.3.3.3 b, H.3.3.4, H.3.3.5); titles for references to what is not in the report.
    """
    found: list[Block] = []
    numbers: dict[tuple[str, str], str] = {}
    chapter, tables, figures, equations = "", 0, 0, 0
    typography = standard.typography
    for block in blocks:
        if isinstance(block, Heading) and block.level == 1:
            chapter, tables, figures, equations = block.chapter or "0", 0, 0, 0
        elif isinstance(block, TableBlock):
            tables += 1
            block = replace(block, number=typography.table_number.format(chapter=chapter, n=tables))
            numbers.setdefault(("table", block.key), block.number)
        elif isinstance(block, FigureBlock):
            figures += 1
            block = replace(block, number=typography.figure_number.format(chapter=chapter, n=figures))
            numbers.setdefault(("figure", block.key), block.number)
        elif isinstance(block, Equation):
            equations += 1
            block = replace(block, number=typography.formula_number.format(chapter=chapter, n=equations))
            numbers.setdefault(("equation", block.key), block.number)
        found.append(block)
    return tuple(_resolved(block, partial(_seen, numbers, standard)) for block in found)


def by_itself(block: Block) -> Block:
    """A block whose references lead nowhere, as what they lead to may stand in another file."""
    return _resolved(block, lambda run: replace(run, there=False))


def uncited(blocks: Iterable[Block]) -> Iterator[Finding]:
    """Tables of the report that no sentence refers to (H.3.3.3 a); of tables of one kind the first stands for all.

    Parameters
    ----------
    blocks : iterable of Block
        The report before references are resolved.
    """
    cited: set[str] = set()
    titles: dict[str, str] = {}
    for block in blocks:
        if isinstance(block, TableBlock):
            titles.setdefault(block.key.partition("#")[0], block.title)
        runs = (
            block.runs if isinstance(block, Paragraph) else block.grid.runs() if isinstance(block, TableBlock) else ()
        )
        cited |= {run.key for run in runs if isinstance(run, See) and run.kind == "table"}
    for key, title in titles.items():
        if key not in cited:
            yield Finding("TABLE-CITED", subject=f"table:{key}", words={"title": title})


def _resolved(block: Block, seen: Callable[[See], See]) -> Block:
    if isinstance(block, Paragraph):
        return replace(block, runs=_words(block.runs, seen))
    if isinstance(block, TableBlock):
        return replace(block, grid=_grid(block.grid, seen))
    if isinstance(block, Equation):
        return replace(block, where=tuple((symbol, _words(runs, seen)) for symbol, runs in block.where))
    return block


def _grid(grid: Grid, seen: Callable[[See], See]) -> Grid:
    def cell(found: GridCell | None) -> GridCell | None:
        return None if found is None else replace(found, runs=_words(found.runs, seen))

    def rows(given: tuple[GridRow, ...]) -> tuple[GridRow, ...]:
        return tuple(tuple(cell(c) for c in row) for row in given)

    if not any(isinstance(run, See) for run in grid.runs()):
        return grid
    return replace(grid, above=rows(grid.above), header=rows(grid.header), body=rows(grid.body))


def _words(runs: tuple[Run, ...], seen: Callable[[See], See]) -> tuple[Run, ...]:
    return tuple(seen(run) if isinstance(run, See) else run for run in runs)


def _seen(numbers: _Numbers, standard: Standard, run: See) -> See:
    """The reference with its number; of tables of one form that stand in a row the first stands for all."""
    key = run.key if run.kind != "table" or ("table", run.key) in numbers else spec_id(run.key)
    number = numbers.get((run.kind, key), "")
    return replace(run, key=key if number else run.key, text=number or _absent(run, standard), there=bool(number))


def _absent(run: See, standard: Standard) -> str:
    """What a reference says where the report does not hold the thing: its name in the code."""
    if run.kind == "table":
        ours = (spec := standard.tables.get(spec_id(run.key))) is not None and spec.supplementary
        return standard.label("report.see_supplement" if ours else "report.see_annexed").format(id=run.key)
    return standard.label(f"report.see_no_{run.kind}")


def marked(blocks: tuple[Block, ...], standard: Standard) -> Document:
    """Mark tables, and once per section the text, that rest on made-up data.

    Parameters
    ----------
    blocks : tuple of Block
        The numbered report.
    standard : Standard
        The words of the mark.
    """
    mark = Words(f"\u3000{standard.label('stamp.synthetic')}", "mark")
    found: list[Block] = []
    said = anything = False
    for block in blocks:
        if isinstance(block, Heading):
            said = False
        elif isinstance(block, Paragraph) and is_synthetic(block.runs):
            anything = True
            block, said = (block if said else replace(block, runs=(*block.runs, mark))), True
        elif isinstance(block, TableBlock) and is_synthetic(block.grid.runs()):
            block = replace(block, mark=True)
        anything = anything or (isinstance(block, TableBlock | FigureBlock) and block.mark)
        found.append(block)
    return Document(tuple(found), anything)
