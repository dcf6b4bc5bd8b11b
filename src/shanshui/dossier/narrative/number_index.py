"""The index of numbers: each number of the running text with its words, its places, its fact and how it was made."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from shanshui.dossier.narrative.model import (
    Align,
    Block,
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
from shanshui.dossier.narrative.symbols import symbol_runs
from shanshui.ledger import Facts
from shanshui.ledger.fact import split_id
from shanshui.quantity import EMPTY
from shanshui.standard import Standard

KEY = "number_index"
"""Key of the table in the annex that the index fills."""

ANY = "*"
"""What stands in an id for the part in which the numbers of a line differ, where it stands before each number."""

KINDS = frozenset({"unit", "mode", "problem", "category", "alternative"})
"""Kinds of subjects whose numbers are key numbers besides those of the whole; of all others tables tell each."""

_ENDS = ("~low", "~high")
_CLAUSE = re.compile(r"[。；，：、（）！？\s]")
_UNIT = re.compile(r"^.*[A-Za-z°%℃·)～〜/]|^(万元|亿元|元|年|个|人|级|吨)")
_WEAK = frozenset("为 占 和 由 共 达 至 其 其中 增至 减至 升至 降至 变为 居第 折合 平均 — —— 以上 以上占".split())
"""Words before a number that do not say what it is."""
_MOST_WORDS = 16
_PLACES = 2
"""So many places are named; of more it says that there are others."""
_ALIKE = 2
"""So many facts that differ in one word at least share a line."""
_SPLIT = re.compile(r"([.@])")


@dataclass(frozen=True, slots=True)
class _Number:
    """A number as the running text first prints it."""

    words: str
    run: Quoted
    chapter: str


@dataclass
class _Line:
    """Facts that differ in one part of their ids: the subject's code, or one word of the attribute."""

    pattern: str
    chapter: str
    coded: bool = False
    numbers: dict[str, _Number] = field(default_factory=dict)


def indexed(blocks: Sequence[Block], facts: Facts, standard: Standard) -> tuple[Block, ...]:
    """Fill the index of numbers; the report stays as it is where its annex has no such table.

    Parameters
    ----------
    blocks : sequence of Block
        The numbered report, with the head of the index in its annex.
    facts : Facts
        How each number was made.
    standard : Standard
        Words.

    Notes
    -----
    Numbers of one attribute for several units share a line, each behind the code of its subject, so that a plan of
    many units needs no more lines; likewise those that differ in one word of their id. Ends of intervals belong to the
    fact between them. Sub-projects, townships and assessment units have tables of their own and are left out.
    """
    if not any(isinstance(block, TableBlock) and block.key == KEY for block in blocks):
        return tuple(blocks)
    numbers, places = _quoted(blocks)
    _add_tables(blocks, places)
    rows, kinds = _rows(_lines(numbers), places, facts, standard)
    return tuple(
        replace(block, grid=replace(block.grid, body=rows, kinds=kinds))
        if isinstance(block, TableBlock) and block.key == KEY
        else block
        for block in blocks
    )


def _quoted(blocks: Iterable[Block]) -> tuple[dict[str, _Number], dict[str, dict[str, None]]]:
    """Numbers of the running text by fact, and the sections in which each stands."""
    numbers: dict[str, _Number] = {}
    places: dict[str, dict[str, None]] = {}
    chapter = section = ""
    for block in blocks:
        if isinstance(block, Heading):
            chapter = f"{block.number} {block.title}".strip() if block.level == 1 else chapter
            section = block.number or chapter
        elif isinstance(block, Paragraph):
            for n, run in enumerate(block.runs):
                if isinstance(run, Quoted) and _counts(run):
                    numbers.setdefault(run.quote.fact, _Number(words_before(block.runs, n), run, chapter))
                    places.setdefault(run.quote.fact, {}).setdefault(section)
    return numbers, places


def _counts(run: Quoted) -> bool:
    """Whether a quotation is a key number: neither words, nor the end of an interval, nor of a part below the units."""
    kind, colon, _ = split_id(run.quote.fact)[0].partition(":")
    key = not colon or kind in KINDS
    return key and isinstance(run.quote.value, Decimal) and not run.quote.fact.endswith(_ENDS)


def words_before(runs: Sequence[Run], at: int) -> str:
    """What a sentence says right before a number; from further back where that tells nothing.

    Parameters
    ----------
    runs : sequence of Run
        Of a paragraph.
    at : int
        Place of the number among them.

    Examples
    --------
    >>> words_before((Words("共有林地，面积"), Words("x")), 1)
    '面积'
    """
    text = "".join(
        "，" if isinstance(run, Quoted) else run.text if isinstance(run, Words) and run.shape != "super" else ""
        for run in runs[:at]
    )
    found = ""
    for clause in reversed(_CLAUSE.split(text)):
        words = _UNIT.sub("", clause).strip()
        found = words + found
        if words and words not in _WEAK:
            break
    found = found or EMPTY
    return found if len(found) <= _MOST_WORDS else f"…{found[-_MOST_WORDS:]}"


def _add_tables(blocks: Iterable[Block], places: Mapping[str, dict[str, None]]) -> None:
    """Add the tables that print a number as well."""
    for block in blocks:
        if isinstance(block, TableBlock) and block.key != KEY:
            for run in block.grid.runs():
                if isinstance(run, Quoted) and run.quote.fact in places and _counts(run):
                    places[run.quote.fact].setdefault(block.number)


def _lines(numbers: Mapping[str, _Number]) -> tuple[_Line, ...]:
    """Numbers put together where their ids differ in one part only: first in the subject's code, else in one word."""
    coded = Counter(_pattern(fact) for fact in numbers)
    patterns = {fact: way if coded[way := _pattern(fact)] >= _ALIKE else "" for fact in numbers}
    shared = Counter((numbers[fact].chapter, way) for fact in numbers if not patterns[fact] for way in _ways(fact))
    lines: dict[str, _Line] = {}
    for fact, number in numbers.items():
        pattern = patterns[fact] or _widest(fact, number.chapter, shared)
        key = pattern if patterns[fact] else f"{number.chapter} {pattern}"
        lines.setdefault(key, _Line(pattern, number.chapter, bool(patterns[fact]))).numbers[fact] = number
    chapters = list(dict.fromkeys(number.chapter for number in numbers.values()))
    return tuple(sorted(lines.values(), key=lambda line: chapters.index(line.chapter)))


def _pattern(fact: str) -> str:
    """The id with the code of its subject left open; empty where the subject has none."""
    subject, _, _ = split_id(fact)
    kind, colon, code = subject.partition(":")
    return f"{kind}:{ANY}{fact[len(subject) :]}" if colon and code else ""


def _ways(fact: str) -> Iterator[str]:
    """The id with one of its parts left open, each in turn."""
    parts = _SPLIT.split(fact)
    for n in range(2, len(parts), 2):
        yield "".join((*parts[:n], ANY, *parts[n + 1 :]))


def _widest(fact: str, chapter: str, shared: Mapping[tuple[str, str], int]) -> str:
    """The way of leaving one part open that most numbers of the chapter share; the id itself where few do."""
    best = max(_ways(fact), key=lambda way: shared[chapter, way], default=fact)
    return best if shared.get((chapter, best), 0) >= _ALIKE else fact


def _rows(
    lines: Iterable[_Line], places: Mapping[str, Mapping[str, None]], facts: Facts, standard: Standard
) -> tuple[tuple[GridRow, ...], tuple[RowKind, ...]]:
    rows: list[GridRow] = []
    kinds: list[RowKind] = []
    chapter = ""
    for line in lines:
        if line.chapter != chapter:
            chapter = line.chapter
            rows.append((GridCell((Words(chapter),), "left", across=4), None, None, None))
            kinds.append("group")
        where = dict.fromkeys(place for fact in line.numbers for place in places[fact])
        cells: tuple[tuple[tuple[Run, ...], Align], ...] = (
            (_numbers(line), "left"),
            ((Words(_places(list(where), standard)),), "left"),
            ((Words(_id(line)),), "left"),
            ((Words(_basis(line, facts, standard)),), "center"),
        )
        rows.append(tuple(GridCell(runs, align) for runs, align in cells))
        kinds.append("body")
    if not rows:
        rows, kinds = [tuple(GridCell((Words(EMPTY),)) for _ in range(4))], ["body"]
    return tuple(rows), tuple(kinds)


def _numbers(line: _Line) -> tuple[Run, ...]:
    """The numbers of a line: behind the codes of their subjects and one word for all, or each behind its own words."""
    runs: list[Run] = [Words(f"{next(iter(line.numbers.values())).words} ")] if line.coded else []
    units = {number.run.quote.unit for number in line.numbers.values()}
    for n, (fact, number) in enumerate(line.numbers.items(), start=1):
        runs += [Words("；")] if n > 1 else []
        runs.append(Words(f"{split_id(fact)[0].partition(':')[2] if line.coded else number.words} "))
        runs.append(replace(number.run, symbol=False))
        if (not line.coded or len(units) > 1 or n == len(line.numbers)) and number.run.quote.unit not in ("", "1"):
            runs += symbol_runs(number.run.quote.unit)
    return tuple(runs)


def _places(named: Sequence[str], standard: Standard) -> str:
    more = standard.label("report.and_more") if len(named) > _PLACES else ""
    return "、".join(named[:_PLACES]) + more


def _id(line: _Line) -> str:
    """The id that the facts of a line share, with the words in which they differ; codes stand before the numbers."""
    facts = list(line.numbers)
    if len(facts) == 1:
        return facts[0]
    if line.coded or ANY not in line.pattern:
        return line.pattern
    head, _, tail = line.pattern.partition(ANY)
    differing = (fact.removeprefix(head).removesuffix(tail) for fact in facts)
    return f"{head}[{', '.join(differing)}]{tail}"


def _basis(line: _Line, facts: Facts, standard: Standard) -> str:
    """How the numbers of a line were made, and whether they rest on made-up data."""
    found = [fact for key in line.numbers if (fact := facts.get(key)) is not None]
    made = dict.fromkeys(standard.label(f"report.index.{fact.basis.value}") for fact in found)
    if any(fact.synthetic for fact in found):
        made[standard.label("report.index.synthetic")] = None
    return "".join(made) or EMPTY
