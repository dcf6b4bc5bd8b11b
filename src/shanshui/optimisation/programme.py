"""A mixed-integer linear programme, written down column by column and demand by demand, solved by HiGHS."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Literal

import highspy
import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_array

Status = Literal["optimal", "feasible", "infeasible", "unbounded", "unknown"]
"""``optimal`` to the gap asked for; ``feasible`` where time ended first; ``unknown`` where it ended without a point."""

Numbers = NDArray[np.float64]
Columns = NDArray[np.intp]

INFINITY = float("inf")
_THREADS = 2


@dataclass(frozen=True, slots=True)
class Answer:
    """How a programme was solved.

    Parameters
    ----------
    status : str
        See :data:`Status`.
    values : array of float, shape (columns,), or None
        The best point found; None where none was.
    objective : float
        Its worth; NaN without a point.
    bound : float
        No point is better than this; NaN where none is known.
    seconds : float
        Time taken.
    reduced : array of float, shape (columns,), or None
        Reduced cost of each column, where the programme was relaxed.
    """

    status: Status
    values: Numbers | None
    objective: float
    bound: float
    seconds: float
    reduced: Numbers | None = None

    @property
    def gap(self) -> float:
        """Distance from the objective to the bound, as a share of the objective; infinite without a point."""
        if self.values is None or not np.isfinite(self.bound):
            return INFINITY
        apart = abs(self.objective - self.bound)
        return apart / max(abs(self.objective), 1e-12) if apart > 1e-9 else 0.0


class Programme:
    """A programme in the making.

    Parameters
    ----------
    maximise : bool
        Whether more is better; else less.

    Examples
    --------
    The best of three things under a budget of 5:

    >>> p = Programme(maximise=True)
    >>> take = p.columns(3, worth=[4.0, 5.0, 3.0])
    >>> p.demand(take, [2.0, 4.0, 3.0], high=5.0)
    0
    >>> answer = p.solve()
    >>> answer.status, answer.objective, answer.values.round().tolist()
    ('optimal', 7.0, [1.0, 0.0, 1.0])
    """

    def __init__(self, *, maximise: bool = False) -> None:
        self._maximise = maximise
        self._low: list[Numbers] = []
        self._high: list[Numbers] = []
        self._worth: list[Numbers] = []
        self._whole: list[NDArray[np.bool_]] = []
        self._count = 0
        self._rows: list[tuple[Columns, Numbers]] = []
        self._bounds: list[tuple[float, float]] = []

    @property
    def size(self) -> tuple[int, int]:
        """Numbers of columns and of demands so far."""
        return self._count, len(self._rows)

    def columns(
        self, count: int, *, worth: ArrayLike = 0.0, low: ArrayLike = 0.0, high: ArrayLike = 1.0, whole: bool = True
    ) -> Columns:
        """Add columns, yes-or-no ones unless told otherwise.

        Parameters
        ----------
        count : int
            How many.
        worth : float or array, shape (count,)
            What one of each adds to the objective.
        low, high : float or array, shape (count,)
            Least and greatest value.
        whole : bool
            Whether they take whole numbers only.

        Returns
        -------
        array of int, shape (count,)
            Their numbers, for :meth:`demand`.
        """
        for kept, given in ((self._worth, worth), (self._low, low), (self._high, high)):
            kept.append(np.broadcast_to(np.asarray(given, dtype=np.float64), (count,)).copy())
        self._whole.append(np.full(count, whole))
        first, self._count = self._count, self._count + count
        return np.arange(first, self._count)

    def demand(
        self, columns: ArrayLike, coefficients: ArrayLike = 1.0, *, low: float = -INFINITY, high: float = INFINITY
    ) -> int:
        """Demand that a sum of columns lies between two ends.

        Parameters
        ----------
        columns : array of int
            Numbers of columns; one named twice counts twice.
        coefficients : float or array
            What each is multiplied by.
        low, high : float
            Ends of the sum.

        Returns
        -------
        int
            Number of the demand.
        """
        which = np.atleast_1d(np.asarray(columns, dtype=np.intp))
        factors = np.broadcast_to(np.asarray(coefficients, dtype=np.float64), which.shape)
        self._rows.append((which, factors))
        self._bounds.append((float(low), float(high)))
        return len(self._rows) - 1

    def solve(
        self,
        *,
        gap: float = 0.0,
        seconds: float = INFINITY,
        start: ArrayLike | None = None,
        relaxed: bool = False,
        fixed: tuple[ArrayLike, ArrayLike] | None = None,
    ) -> Answer:
        """Find the best point.

        Parameters
        ----------
        gap : float
            Share of the objective at which the search may end.
        seconds : float
            Time at which it ends.
        start : array, shape (columns,), optional
            A point to begin with.
        relaxed : bool
            Whether whole numbers may be broken: a bound that is quickly had.
        fixed : (array of int, array), optional
            Numbers of columns, and the values that they keep; the bound then holds for what they leave.
        """
        began = time.perf_counter()
        solver = highspy.Highs()
        for option, value in (
            ("output_flag", False), ("threads", _THREADS), ("mip_rel_gap", float(gap)), ("mip_abs_gap", 1e-9),
            ("time_limit", float(seconds)), ("random_seed", 0),
        ):  # fmt: skip
            solver.setOptionValue(option, value)
        solver.passModel(self._model(relaxed, fixed))
        if start is not None:
            point = highspy.HighsSolution()
            point.col_value = np.asarray(start, dtype=np.float64).tolist()
            solver.setSolution(point)
        solver.run()
        return self._answer(solver, relaxed, time.perf_counter() - began)

    def worth_of(self, values: ArrayLike) -> float:
        """Objective of a point, and so of one that somebody else has found."""
        return float(np.concatenate(self._worth) @ np.asarray(values, dtype=np.float64)) if self._worth else 0.0

    def broken(self, values: ArrayLike, tolerance: float = 1e-6) -> tuple[int, ...]:
        """Numbers of the demands that a point breaks by more than a share ``tolerance`` of their end (or of 1)."""
        point = np.asarray(values, dtype=np.float64)
        found = []
        for number, ((which, factors), (low, high)) in enumerate(zip(self._rows, self._bounds, strict=True)):
            total = float(factors @ point[which])
            if total < low - tolerance * max(1.0, abs(low)) or total > high + tolerance * max(1.0, abs(high)):
                found.append(number)
        return tuple(found)

    def _model(self, relaxed: bool, fixed: tuple[ArrayLike, ArrayLike] | None = None) -> highspy.HighsLp:
        model = highspy.HighsLp()
        rows = len(self._rows)
        lengths = np.fromiter((len(which) for which, _ in self._rows), dtype=np.int64, count=rows)
        starts = np.concatenate([[0], np.cumsum(lengths)])
        columns = np.concatenate([which for which, _ in self._rows]) if rows else np.zeros(0, np.intp)
        factors = np.concatenate([factor for _, factor in self._rows]) if rows else np.zeros(0)
        matrix = csr_array((factors, columns, starts), shape=(rows, self._count))
        matrix.sum_duplicates()
        model.num_col_, model.num_row_ = self._count, rows
        model.col_cost_ = np.concatenate(self._worth) if self._worth else np.zeros(0)
        low, high = (np.concatenate(ends) if ends else np.zeros(0) for ends in (self._low, self._high))
        if fixed is not None:
            which = np.atleast_1d(np.asarray(fixed[0], dtype=np.intp))
            low[which] = high[which] = np.asarray(fixed[1], dtype=np.float64)
        model.col_lower_, model.col_upper_ = low, high
        model.row_lower_ = np.array([low for low, _ in self._bounds])
        model.row_upper_ = np.array([high for _, high in self._bounds])
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = matrix.indptr.astype(np.int32)
        model.a_matrix_.index_ = matrix.indices.astype(np.int32)
        model.a_matrix_.value_ = matrix.data
        if not relaxed:
            kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
            model.integrality_ = [kinds[int(whole)] for part in self._whole for whole in part]
        model.sense_ = highspy.ObjSense.kMaximize if self._maximise else highspy.ObjSense.kMinimize
        return model

    def _answer(self, solver: highspy.Highs, relaxed: bool, seconds: float) -> Answer:
        status, info = solver.getModelStatus(), solver.getInfo()
        states = highspy.HighsModelStatus
        if status == states.kInfeasible or (status == states.kUnboundedOrInfeasible and not self._unbounded()):
            return Answer("infeasible", None, float("nan"), float("nan"), seconds)
        if status in (states.kUnbounded, states.kUnboundedOrInfeasible):
            return Answer("unbounded", None, float("nan"), float("nan"), seconds)
        whole = not relaxed and any(part.any() for part in self._whole)
        bound = float(info.mip_dual_bound) if whole else float(info.objective_function_value)
        if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return Answer("unknown", None, float("nan"), bound if whole else float("nan"), seconds)
        values = np.asarray(solver.getSolution().col_value, dtype=np.float64)
        if whole:
            at_whole = np.concatenate(self._whole)
            values[at_whole] = np.round(values[at_whole])
        found: Status = "optimal" if status == states.kOptimal else "feasible"
        reduced = None if whole else np.asarray(solver.getSolution().col_dual, dtype=np.float64)
        return Answer(found, values, float(info.objective_function_value), bound, seconds, reduced)

    def _unbounded(self) -> bool:
        """Whether there is a point at all: then what HiGHS cannot tell apart is unbounded."""
        plain = Programme()
        plain._low, plain._high, plain._whole, plain._count = self._low, self._high, self._whole, self._count
        plain._worth = [np.zeros_like(part) for part in self._worth]
        plain._rows, plain._bounds = self._rows, self._bounds
        return plain.solve().values is not None
