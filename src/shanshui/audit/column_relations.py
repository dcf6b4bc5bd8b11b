"""What a column of a table may be of its others, and how well each of its rows bears that out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import permutations, product

from shanshui.audit.amounts import decimals, factor
from shanshui.audit.interval import Interval
from shanshui.audit.matrix import Matrix
from shanshui.audit.slips import slip
from shanshui.claims.columns import bare, without_years
from shanshui.claims.model import Quantity
from shanshui.quantity import printed
from shanshui.standard.language.column_relations import Relation, relation_words

_HUNDRED = Decimal(100)
_HALF = Decimal("0.5")
_MOST_COLUMNS = 16
"""Columns up to which all of them are tried against one another."""
_POWERS = tuple(Decimal(10) ** power for power in range(-6, 7))
_SCALES = (*_POWERS, *(power * 15 for power in _POWERS), *(power / 15 for power in _POWERS))
"""What units of price, amount and product may differ by: 万元 for 元, 亩 for 公顷."""
_TOLD = 2
"""Digits that a number needs for its row to prove anything."""

Reckoner = Callable[[Sequence[Decimal]], Decimal | None]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One way in which a column may come about.

    Parameters
    ----------
    column : int
        That comes about.
    inputs : tuple of int
        Columns that it comes from.
    reckon : callable
        From their printed numbers to that of the column.
    sign : str
        Between the numbers as the finding writes them: ``×``, ``-``, ``→``, ``÷``, ``+``, ``=``.
    named : bool
        Whether the heads say so.
    whole : Quantity or None
        A number that all rows are held against, written behind the others.
    """

    column: int
    inputs: tuple[int, ...]
    reckon: Reckoner
    sign: str
    named: bool
    whole: Quantity | None = None


@dataclass(frozen=True, slots=True)
class Trial:
    """A row held against a candidate.

    Parameters
    ----------
    row : int
        The row.
    given : Quantity
        Its number.
    inputs : tuple of Quantity
        What it should come from.
    wanted : Decimal
        What it should be, in its printed unit.
    holds : bool
        Whether it is, as far as rounded numbers can tell.
    exact : bool
        Whether it is to the last printed digit.
    tells : bool
        Whether the row proves anything: numbers of several digits.
    """

    row: int
    given: Quantity
    inputs: tuple[Quantity, ...]
    wanted: Decimal
    holds: bool
    exact: bool
    tells: bool

    @property
    def slipped(self) -> bool:
        """Whether one slip of the hand made the number out of what it should be."""
        places = decimals(self.given)
        return slip(printed(self.given.low, places), printed(self.wanted, places)) is not None


def candidates(matrix: Matrix) -> Iterator[Candidate]:
    """All ways in which the columns of a table may come about from one another."""
    columns = matrix.columns
    if len(columns) > _MOST_COLUMNS:
        return
    for column in columns:
        others = [other for other in columns if other != column]
        relation = relation_of(matrix, column)
        if relation == "share":
            yield from _shares(matrix, column, others)
        elif relation in ("difference", "change"):
            yield from _changes(matrix, column, others, relation)
        elif relation == "product":
            yield from _products(matrix, column, others)
        yield from _units(matrix, column, others)


def relation_of(matrix: Matrix, column: int) -> Relation | None:
    """What a column is of others, as its head says."""
    heads = [without_years(bare(head)) for head in matrix.heads[column]]
    percent = all(q.dimension in ("%", "permille") for (_, c), q in matrix.numbers.items() if c == column)
    for head in reversed([head for head in heads if head]):
        if percent:
            return "change" if head.endswith(relation_words("change") + relation_words("difference")) else "share"
        if head.startswith(("占", "比例")) or head.endswith(("占比", "比例", "比重")):
            return "share"
        if head.endswith(relation_words("product")):
            return "product"
        if head.endswith(relation_words("difference")):
            return "difference"
    return None


def tried(matrix: Matrix, candidate: Candidate) -> list[Trial]:
    """Every row that holds all numbers of a candidate."""
    found = []
    for row in matrix.rows:
        given = matrix.numbers.get((row, candidate.column))
        inputs = tuple(matrix.numbers[row, c] for c in candidate.inputs if (row, c) in matrix.numbers)
        if given is None or len(inputs) < len(candidate.inputs) or not _of_one_unit(candidate, given, inputs):
            continue
        wanted = candidate.reckon([q.low for q in inputs])
        if wanted is not None:
            found.append(_trial(row, candidate, given, inputs, wanted))
    return found


def _of_one_unit(candidate: Candidate, given: Quantity, inputs: Sequence[Quantity]) -> bool:
    """Whether what is compared or added up is in one unit; products and conversions change it."""
    alike = len({(q.dimension, factor(q)) for q in inputs}) == 1
    if candidate.sign == "-":
        return alike and inputs[0].dimension == given.dimension and factor(inputs[0]) == factor(given)
    return alike or candidate.sign == "×"


def _trial(row: int, candidate: Candidate, given: Quantity, inputs: tuple[Quantity, ...], wanted: Decimal) -> Trial:
    corners = product(*((q.low - q.step * _HALF, q.low + q.step * _HALF) for q in inputs))
    reached = [value for corner in corners if (value := candidate.reckon(corner)) is not None]
    own = Interval(given.low - given.step, given.low + given.step)
    exact = own.low <= wanted <= own.high
    holds = exact or (bool(reached) and Interval(min(reached), max(reached)).meets(own))
    tells = all(_digits(q) >= _TOLD for q in (given, *inputs)) and given.low != inputs[0].low
    return Trial(row, given, inputs, wanted, holds, exact, tells or (exact and candidate.named and bool(given.low)))


def _digits(quantity: Quantity) -> int:
    return len(str(abs(int(quantity.low / quantity.step)))) if quantity.step and quantity.low else 0


def _shares(matrix: Matrix, column: int, others: Sequence[int]) -> Iterator[Candidate]:
    """A share of the total row, of the sum of the rows where there is none, or of another column."""
    amounts = [other for other in others if not _is_percent(matrix, other)]
    for part in amounts:
        for whole in _wholes(matrix, part):
            yield Candidate(column, (part,), _share_of(whole.low), "÷", True, whole)
        if not matrix.sums and (together := _sum_of(matrix, part)):
            yield Candidate(column, (part,), _share_of(together), "÷", True)
    for part, whole_column in permutations(amounts, 2):
        yield Candidate(column, (part, whole_column), _ratio, "÷", True)


def _wholes(matrix: Matrix, column: int) -> Iterator[Quantity]:
    return (matrix.numbers[row, column] for row in sorted(matrix.sums) if (row, column) in matrix.numbers)


def _sum_of(matrix: Matrix, column: int) -> Decimal:
    outer = [row for row in matrix.rows if matrix.levels.get(row, 0) == 0 and (row, column) in matrix.numbers]
    return sum((matrix.numbers[row, column].low for row in outer), Decimal(0))


def _changes(matrix: Matrix, column: int, others: Sequence[int], relation: Relation) -> Iterator[Candidate]:
    for before, after in permutations(others, 2):
        if relation == "change":
            yield Candidate(column, (before, after), _growth, "→", True)
        else:
            yield Candidate(column, (after, before), lambda values: values[0] - values[1], "-", True)


def _products(matrix: Matrix, column: int, others: Sequence[int]) -> Iterator[Candidate]:
    """A price or density with an amount and what they make, in the scale that the first row shows."""
    amounts = [other for other in others if not _is_percent(matrix, other)]
    for amount, made in permutations(amounts, 2):
        rows = [row for row in matrix.rows if all((row, c) in matrix.numbers for c in (column, amount, made))]
        for scale in dict.fromkeys(_scale(matrix, row, column, amount, made) for row in rows[:3]):
            if scale is not None:
                yield Candidate(made, (amount, column), _times(scale), "×", True)


def _scale(matrix: Matrix, row: int, price: int, amount: int, made: int) -> Decimal | None:
    one, many, given = (matrix.numbers[row, c].low for c in (price, amount, made))
    if not one or not many or not given:
        return None
    ratio = given / (one * many)
    return next((scale for scale in _SCALES if abs(ratio / scale - 1) < Decimal("0.02")), None)


def _units(matrix: Matrix, column: int, others: Sequence[int]) -> Iterator[Candidate]:
    """The same amount in another unit."""
    for other in others:
        pairs = [
            (matrix.numbers[row, column], matrix.numbers[row, other])
            for row in matrix.rows
            if (row, column) in matrix.numbers and (row, other) in matrix.numbers
        ]
        scales = {factor(q) / factor(p) for p, q in pairs if p.unit and q.unit and p.dimension == q.dimension}
        if len(scales) == 1 and scales != {Decimal(1)} and column > other:
            yield Candidate(column, (other,), _times(scales.pop()), "=", False)


def _share_of(whole: Decimal) -> Reckoner:
    return lambda values: values[0] / whole * _HUNDRED if whole else None


def _ratio(values: Sequence[Decimal]) -> Decimal | None:
    return values[0] / values[1] * _HUNDRED if values[1] > 0 else None


def _growth(values: Sequence[Decimal]) -> Decimal | None:
    return (values[1] - values[0]) / values[0] * _HUNDRED if values[0] > 0 else None


def _times(scale: Decimal) -> Reckoner:
    def reckon(values: Sequence[Decimal]) -> Decimal:
        made = scale
        for value in values:
            made *= value
        return made

    return reckon


def _is_percent(matrix: Matrix, column: int) -> bool:
    return any(q.dimension == "%" for (_, c), q in matrix.numbers.items() if c == column)


def _is_all_percent(matrix: Matrix, column: int) -> bool:
    return all(q.dimension == "%" for (_, c), q in matrix.numbers.items() if c == column)


def runs(columns: Sequence[int], column: int) -> Iterator[tuple[int, ...]]:
    """Columns in a row right beside one, two of them at least; also the two that it stands between."""
    place = columns.index(column)
    left, right = columns[:place], columns[place + 1 :]
    yield from (tuple(right[:size]) for size in range(2, len(right) + 1))
    yield from (tuple(left[-size:]) for size in range(2, len(left) + 1))
    if left and right:
        yield left[-1], right[0]


def sums(matrix: Matrix) -> Iterator[Candidate]:
    """Each column as the sum of those in a row beside it, all of one unit; shares between them aside."""
    columns = [column for column in matrix.columns if not _is_all_percent(matrix, column)]
    if not 3 <= len(columns) <= _MOST_COLUMNS:
        return
    for column in columns:
        for run in runs(columns, column):
            yield Candidate(column, run, lambda values: sum(values, Decimal(0)), "+", False)


def against(trials: Sequence[Trial]) -> list[Trial]:
    """Rows that contradict: those that do not hold, and those that hold only because their numbers are coarse.

    Notes
    -----
    A coarse row counts where it is one slip off and all others that prove anything are exact.
    """
    proving = [trial for trial in trials if trial.holds and trial.tells]
    coarse = [trial for trial in proving if not trial.exact]
    slipped = coarse if len(coarse) == 1 and len(proving) > 2 and coarse[0].slipped else []
    return [trial for trial in trials if not trial.holds or trial in slipped]


def best(trials: Sequence[tuple[Candidate, list[Trial]]]) -> tuple[Candidate, list[Trial]] | None:
    """The candidate that most rows bear out, those with fewer rows against it first."""
    ranked = sorted(
        trials, key=lambda one: (-sum(t.holds and t.tells for t in one[1]), sum(not t.holds for t in one[1]))
    )
    return ranked[0] if ranked else None
