"""From rendered text to blocks: headings, paragraphs, items and small tables.

The mark-up: ``# key`` begins a section of the outline, ``## title`` an article; ``- `` a dash, ``a) ``
and ``1) `` items and sub-items (renumbered); ``@table key title`` followed by lines of ``|`` a table,
``|=`` in it a line across all columns, with ``@unit``, ``@note``, ``@widths`` and ``@wide`` below it;
``**words**`` stand out. Pictures and equations of planners: :mod:`shanshui.dossier.narrative.own_lines`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from shanshui.dossier.narrative.model import (
    Align,
    Block,
    Grid,
    GridCell,
    GridRow,
    Heading,
    Paragraph,
    Quoted,
    RowKind,
    Run,
    TableBlock,
    Words,
)
from shanshui.dossier.narrative.own_lines import OwnEquation, OwnLine, OwnPicture, Unchecked, Unreadable, own_line
from shanshui.dossier.narrative.sandbox import CLOSE, NOTHING, OPEN
from shanshui.dossier.narrative.symbols import quoted_runs, raised

_TOKEN = re.compile(f"{OPEN}(\\d+){CLOSE}")
_STRONG = re.compile(r"\*\*(.+?)\*\*")
_ITEM = re.compile(r"^[a-z]\)\s+")
_SUBITEM = re.compile(r"^\d+\)\s+")
_RULE = re.compile(r"^\|[\s:|-]+\|$")
_VOID_LINE = re.compile(f"^[ \\t]*(?:{NOTHING})+[ \\t]*\n", re.MULTILINE)
"""A line on which nothing was printed: it is no end of a paragraph."""
DASH = "——"

Token = Run | Block
"""What a template's function leaves behind: a run in the text, or a block on a line of its own."""


@dataclass
class _Table:
    key: str
    title: str
    rows: list[list[str]] = field(default_factory=list)
    groups: set[int] = field(default_factory=set)
    align: list[Align] = field(default_factory=list)
    unit_note: str = ""
    notes: list[str] = field(default_factory=list)
    widths: tuple[float, ...] = ()
    wide: bool = False


def parse(text: str, tokens: Sequence[Token]) -> tuple[Block | Unchecked, ...]:
    """Turn rendered text into blocks.

    Parameters
    ----------
    text : str
        What the template gave, with marks for what its functions returned.
    tokens : sequence of Run or Block
        What the marks stand for, by number.

    Returns
    -------
    tuple of Block or Unchecked
        Headings without numbers: level 2 bears the key in the outline, level 3 the title. Pictures and equations of
        planners as they were written.
    """
    return tuple(_blocks(_VOID_LINE.sub("", text).replace(NOTHING, "").splitlines(), tokens))


def _blocks(lines: Sequence[str], tokens: Sequence[Token]) -> Iterator[Block | Unchecked]:
    waiting: list[str] = []
    table: _Table | None = None
    equation: OwnEquation | None = None
    letters = figures = 0
    for line in [*(ln.strip() for ln in lines), ""]:
        if table is not None:
            if line.startswith(("|", "@")) and not line.startswith("@table"):
                _table_line(table, line)
                continue
            if line == "" and not table.rows:
                continue
            yield _table_block(table, tokens)
            table = None
        own = own_line(line)
        if equation is not None and own is not None and own.kind == "where":
            equation = replace(equation, where=(*equation.where, (own.line, own.first, runs_of(own.second, tokens))))
            continue
        if equation is not None and line:
            yield equation
            equation = None
        special = (
            line == "" or own is not None or line.startswith(("# ", "## ", "- ", "@table ")) or _is_block(line, tokens)
        )
        item, subitem = _ITEM.match(line), _SUBITEM.match(line)
        if waiting and (special or item or subitem):
            yield Paragraph(runs_of("".join(waiting), tokens))
            waiting = []
            letters = figures = 0
        if own is not None and own.kind == "equation":
            equation = OwnEquation(own.line, own.first, own.second)
        elif own is not None:
            yield _unchecked(own, tokens)
        elif item:
            letters, figures = letters + 1, 0
            yield Paragraph(runs_of(line[item.end() :], tokens), "item", f"{_letter(letters)})")
        elif subitem:
            figures += 1
            yield Paragraph(runs_of(line[subitem.end() :], tokens), "subitem", f"{figures})")
        elif line.startswith("# "):
            letters = figures = 0
            yield Heading(2, "", "", line[2:].strip())
        elif line.startswith("## "):
            letters = figures = 0
            yield Heading(3, "", plain_words(line[3:].strip(), tokens), "")
        elif line.startswith("- "):
            yield Paragraph(runs_of(line[2:], tokens), "dash", DASH)
        elif line.startswith("@table "):
            _, key, title = (line + " ").split(" ", 2)
            table = _Table(key, plain_words(title.strip(), tokens))
        elif _is_block(line, tokens):
            yield _block(line, tokens)
        elif line:
            waiting.append(line)
    if equation is not None:
        yield equation


def _unchecked(own: OwnLine, tokens: Sequence[Token]) -> Unchecked:
    if own.kind == "picture":
        return OwnPicture(own.line, plain_words(own.first, tokens), plain_words(own.second, tokens))
    return Unreadable(own.line, plain_words(own.first, tokens))


def _letter(number: int) -> str:
    """Letter of an item: a to z, then aa, ab, ..."""
    first, last = divmod(number - 1, 26)
    return (chr(96 + first) if first else "") + chr(97 + last)


def runs_of(text: str, tokens: Sequence[Token]) -> tuple[Run, ...]:
    """Runs of one paragraph: words, strong words, and what the template's functions returned."""
    runs: list[Run] = []
    for n, part in enumerate(_STRONG.split(text)):
        shape = "strong" if n % 2 else "plain"
        for m, piece in enumerate(_TOKEN.split(part)):
            if m % 2:
                token = tokens[int(piece)]
                if isinstance(token, Quoted):
                    runs += quoted_runs(token)
                elif isinstance(token, Words) and token.shape == "plain":
                    runs += (Words(run.text, run.shape, token.synthetic) for run in raised(token.text))
                elif not isinstance(token, Block):
                    runs.append(token)
            elif piece and shape == "strong":
                runs.append(Words(piece, "strong"))
            elif piece:
                runs += raised(piece)
    return _joined(runs)


def plain_words(text: str, tokens: Sequence[Token]) -> str:
    """The words of a line, with quotations as their text."""
    parts = []
    for run in runs_of(text, tokens):
        if isinstance(run, Words):
            parts.append(run.text)
        elif isinstance(run, Quoted):
            parts.append(run.quote.text)
    return "".join(parts)


def _joined(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Neighbouring words of one shape become one run."""
    joined: list[Run] = []
    for run in runs:
        last = joined[-1] if joined else None
        if isinstance(run, Words) and isinstance(last, Words) and run.shape == last.shape:
            joined[-1] = Words(last.text + run.text, run.shape, last.synthetic or run.synthetic)
        else:
            joined.append(run)
    return tuple(joined)


def _is_block(line: str, tokens: Sequence[Token]) -> bool:
    match = _TOKEN.fullmatch(line)
    return match is not None and isinstance(tokens[int(match.group(1))], Block)


def _block(line: str, tokens: Sequence[Token]) -> Block:
    match = _TOKEN.fullmatch(line)
    token = tokens[int(match.group(1))] if match else None
    if not isinstance(token, Block):
        raise TypeError(f"{line!r} stands for no block")
    return token


def _table_line(table: _Table, line: str) -> None:
    if _RULE.match(line):
        table.align = [_align(cell.strip()) for cell in line.strip("|").split("|")]
    elif line.startswith("|="):
        table.groups.add(len(table.rows))
        table.rows.append([line[2:].strip("|").strip()])
    elif line.startswith("|"):
        table.rows.append([cell.strip() for cell in line.strip("|").split("|")])
    elif line.startswith("@unit "):
        table.unit_note = line[6:].strip()
    elif line.startswith("@note "):
        table.notes.append(line[6:].strip())
    elif line.startswith("@widths "):
        table.widths = tuple(float(w) for w in line[8:].split(",") if w.strip().replace(".", "", 1).isdigit())
    elif line == "@wide":
        table.wide = True


def _align(rule: str) -> Align:
    if rule.startswith(":") and not rule.endswith(":"):
        return "left"
    return "right" if rule.endswith(":") and not rule.startswith(":") else "center"


def _table_block(table: _Table, tokens: Sequence[Token]) -> TableBlock:
    columns = max((len(row) for row in table.rows), default=1)
    whole = table.groups
    align = [*table.align, *["center"] * columns][:columns]
    rows = [[*row, *[""] * columns][:columns] for row in table.rows] or [[""] * columns]
    header = tuple(GridCell(runs_of(cell, tokens), strong=True) for cell in rows[0])
    body: list[GridRow] = [
        (GridCell(runs_of(row[0], tokens), "left", across=columns), *[None] * (columns - 1))
        if n in whole
        else tuple(GridCell(runs_of(cell, tokens), a) for cell, a in zip(row, align, strict=True))  # type: ignore[arg-type]
        for n, row in enumerate(rows[1:], start=1)
    ]
    kinds: tuple[RowKind, ...] = tuple("group" if n in whole else "body" for n in range(1, len(rows)))
    widths = table.widths if len(table.widths) == columns else (1.0,) * columns
    notes = tuple((chr(0x2460 + n), runs_of(note, tokens)) for n, note in enumerate(table.notes))
    grid = Grid(
        (header,),
        tuple(body),
        kinds,
        widths,
        unit_note=table.unit_note,
        notes=notes,
        landscape=table.wide,
    )
    return TableBlock(table.key, table.title, grid)
