"""What private money earns for who put it in, and what it costs year by year (clause 5.4.5.3 a).

The investor's part of a sub-project's revenue is what the table of revenues gives to investors, shared out by what each
put in. A row of which nothing is to come back (``return_mechanism`` none) earns nothing and costs nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from shanshui.finance.analysis.cash_flows import Earning
from shanshui.finance.analysis.terms import Terms
from shanshui.indicators.cash_flow import internal_rates, present_value, yearly
from shanshui.plan import Plan, PrivateFinance
from shanshui.quantity import convert

INVESTOR = "investor"
"""Who receives what is the investor's own; code of the vocabulary ``revenue_receiver``."""
LOAN = "loan"
UNREPAID = "none"


@dataclass(frozen=True, slots=True)
class Investment:
    """One row of private finance with what comes of it.

    Parameters
    ----------
    row : PrivateFinance
        As entered.
    start : int
        Year that the money comes in: as entered, else the first of the sub-project.
    years : tuple of int
        In which it is paid back, from the year after; to the end of the analysis where no term was entered.
    earned : tuple of float
        Investor's revenue in each of the years [yuan].
    needed : float or None
        Even yearly payment that earns the expected return [yuan]; None where term or rate was not entered.
    """

    row: PrivateFinance
    start: int
    years: tuple[int, ...]
    earned: tuple[float, ...]
    needed: float | None

    @property
    def amount(self) -> float:
        """Money put in [yuan]."""
        return float(convert(self.row.amount, "wan_yuan", "yuan"))

    @property
    def repaid(self) -> bool:
        """Whether anything is to come back."""
        return self.row.mechanism != UNREPAID

    @property
    def flows(self) -> tuple[float, ...]:
        """Investor's own flows, from the year the money comes in [yuan]."""
        return (-self.amount, *self.earned)

    @property
    def rates(self) -> tuple[float, ...]:
        """Internal rates of return [1]."""
        return internal_rates(self.flows)

    @property
    def npv(self) -> float | None:
        """Present value of the investor's flows at the expected return [yuan]; None where none was entered."""
        return None if self.row.rate is None else float(present_value(float(self.row.rate) / 100, self.flows))

    @property
    def mean(self) -> float:
        """Mean revenue of the years in which it is paid back [yuan]."""
        return sum(self.earned) / len(self.earned) if self.earned else 0.0

    def service(self, year: int) -> tuple[float, float]:
        """Payment of a year that earns the expected return, and the interest in it [yuan]; 0 outside the term."""
        if self.needed is None or not self.repaid or year not in self.years or self.row.rate is None:
            return 0.0, 0.0
        rate, done = float(self.row.rate) / 100, year - self.years[0]
        left = self.amount * (1 + rate) ** done
        left -= self.needed * (done if rate == 0 else ((1 + rate) ** done - 1) / rate)
        return self.needed, left * rate


def investments(plan: Plan, terms: Terms, earned: Sequence[Earning]) -> tuple[Investment, ...]:
    """Every row of private finance of a sub-project that is there."""
    starts = {sub.code: sub.start for sub in plan.subprojects}
    shares = _shares(plan)
    own: dict[str, list[Earning]] = {}
    for one in earned:
        if one.row.receiver == INVESTOR:
            own.setdefault(one.row.subproject, []).append(one)
    found = []
    for row in plan.private_finance:
        if row.subproject not in starts:
            continue
        start = starts[row.subproject] if row.start is None else row.start
        last = terms.last if row.years is None else start + row.years
        years = tuple(range(start + 1, last + 1))
        share = shares.get(row.code, 0.0)
        income = tuple(share * sum(_in_year(one, year) for one in own.get(row.subproject, ())) for year in years)
        amount = float(convert(row.amount, "wan_yuan", "yuan"))
        needed = None if row.rate is None or not row.years else yearly(amount, float(row.rate) / 100, row.years)
        found.append(Investment(row, start, years, income, needed))
    return tuple(found)


def _in_year(one: Earning, year: int) -> float:
    """Revenue of a year [yuan], also beyond the analysis where an end was entered that lies there."""
    last = one.last if one.row.end is None else one.row.end
    return float(convert(one.row.amount, "wan_yuan", "yuan")) if one.first <= year <= last else 0.0


def _shares(plan: Plan) -> Mapping[str, float]:
    """Share of each row that is to come back in the money of its sub-project that is."""
    totals: dict[str, Decimal] = {}
    rows = [row for row in plan.private_finance if row.mechanism != UNREPAID]
    for row in rows:
        totals[row.subproject] = totals.get(row.subproject, Decimal(0)) + row.amount
    return {row.code: float(row.amount / totals[row.subproject]) for row in rows if totals[row.subproject]}
