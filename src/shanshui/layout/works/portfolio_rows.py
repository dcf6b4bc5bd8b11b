"""A schedule as rows of the tables works, funding and sub-projects, as a planner would enter them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from shanshui.layout.measures.candidates import Candidate
from shanshui.layout.proposals.entered_rows import YES, as_entered
from shanshui.layout.works.portfolio_task import CountyTask
from shanshui.ledger import Facts
from shanshui.optimisation.task import Schedule
from shanshui.plan import Plan
from shanshui.quantity import close, close_table, convert, exact
from shanshui.standard import Standard

Row = Mapping[str, str]
Spans = Mapping[str, tuple[int, int]]

_COUNT = "count"
_PLACES = 2


def works_rows(county: CountyTask, schedule: Schedule, plan: Plan, standard: Standard) -> tuple[Row, ...]:
    """The table of works with the year of each; a work that is done in several years has a row for each.

    Parameters
    ----------
    county : CountyTask
        Options, by which the schedule names works.
    schedule : Schedule
        Shares by year.
    plan : Plan
        Works as entered: those that the schedule leaves out stay as they are.
    standard : Standard
        Words of cells.
    """
    entered = {
        (record.text("subproject"), record.place.row or number): record
        for number, record in enumerate(plan.records.get("works", ()), start=2)
    }
    by_key = {(one.subproject, one.row): name for name, one in county.offered.items() if one.origin == "entered"}
    rows: list[Row] = []
    for key, record in entered.items():
        row, quantity = as_entered(record, standard), record.number("quantity")
        name = by_key.get(key, "")
        shares = _shares(name, schedule)
        if not shares or quantity is None:
            rows.append(row)
            continue
        whole = county.offered[name].quantity_unit == _COUNT and quantity == quantity.to_integral_value()
        for year, amount in split(quantity, shares, whole).items():
            rows.append({**row, "year": str(year), "quantity": f"{amount:f}"})
    own = {measure.code for measure in plan.measures}
    for name, one in county.offered.items():
        if one.origin == "proposed" and one.measure in own:
            rows += _new_rows(one, _shares(name, schedule), standard)
    return tuple(rows)


def split(quantity: Decimal, shares: Mapping[int, float], whole: bool = False) -> dict[int, Decimal]:
    """A quantity over years, to the digits that it was entered with and two at least; years without any left out.

    Parameters
    ----------
    quantity : Decimal
        Of all years.
    shares : mapping of year to float
        Which make 1.
    whole : bool
        Whether only whole pieces are done in a year.

    Examples
    --------
    >>> {year: str(part) for year, part in split(Decimal("0.74"), {2021: 0.501, 2022: 0.499}).items()}
    {2021: '0.37', 2022: '0.37'}
    """
    if len(shares) == 1:
        return dict.fromkeys(shares, quantity)
    exponent = quantity.as_tuple().exponent
    places = 0 if whole else max(_PLACES, -exponent if isinstance(exponent, int) else 0)
    parts = close([quantity * exact(share) for share in shares.values()], places, quantity)
    return {year: part for year, part in zip(shares, parts, strict=True) if part > 0}


def subproject_rows(spans: Spans, plan: Plan, standard: Standard) -> tuple[Row, ...]:
    """The table of sub-projects with the first and last year of each that is done.

    Parameters
    ----------
    spans : mapping of code to (int, int)
        Years of works.
    plan : Plan
        Sub-projects as entered.
    standard : Standard
        Words of cells.
    """
    rows = []
    for record in plan.records.get("subprojects", ()):
        row, span = as_entered(record, standard), spans.get(record.text("code"))
        rows.append(row if span is None else {**row, "start": str(span[0]), "end": str(span[1])})
    return tuple(rows)


def funding_rows(
    county: CountyTask, schedule: Schedule, plan: Plan, facts: Facts, standard: Standard
) -> tuple[Row, ...]:
    """The table of funding in whole 万元: each sub-project's rows make its cost, each year and source keeps its sum.

    Parameters
    ----------
    county : CountyTask
        Order of the sub-projects.
    schedule : Schedule
        Money by sub-project, year and source [yuan].
    plan : Plan
        Funding as entered: ways of paying, and rows of sub-projects that the schedule leaves out.
    facts : Facts
        ``subproject:<code>.cost.total``.
    standard : Standard
        Words of cells.
    """
    paid = whole_money(schedule, facts)
    records = plan.records.get("funding", ())
    methods = {(record.text("subproject"), record.text("source")): record.text("method") for record in records}
    common: dict[str, str] = {}
    for record in records:
        common.setdefault(record.text("source"), record.text("method"))
    funded = {place for place, _, _ in paid}
    rows = [as_entered(record, standard) for record in records if record.text("subproject") not in funded]
    for place in (place.name for place in county.task.places if place.name in funded):
        fact = facts.get(f"subproject:{place}.cost.total")
        made_up = standard.word("yes_no", YES) if fact is not None and fact.synthetic else ""
        for (code, year, source), amount in paid.items():
            if code == place and amount > 0:
                rows.append(
                    {
                        "subproject": place,
                        "year": str(year),
                        "source": standard.word("funding_source", source),
                        "amount": f"{amount:f}",
                        "method": methods.get((place, source), common.get(source, "")),
                        "synthetic": made_up,
                        "note": standard.label("proposal.portfolio.note"),
                    }
                )
    return tuple(rows)


def whole_money(schedule: Schedule, facts: Facts) -> dict[tuple[str, int, str], Decimal]:
    """Money in whole 万元, closed over sub-projects and over years and sources.

    Parameters
    ----------
    schedule : Schedule
        Money [yuan].
    facts : Facts
        Costs of the sub-projects, which their money makes.
    """
    if not schedule.money:
        return {}
    places = list(dict.fromkeys(place for place, _, _ in schedule.money))
    columns = sorted({(year, fund) for _, year, fund in schedule.money})
    cells: list[list[Decimal]] = []
    for place in places:
        row = [
            convert(exact(round(schedule.money.get((place, *column), 0.0), 2)), "yuan", "wan_yuan")
            for column in columns
        ]
        total = facts.number(f"subproject:{place}.cost.total")
        if total is not None:
            row = _making(row, convert(total, "yuan", "wan_yuan"))
        cells.append(row)
    closed = close_table(cells, 0)
    return {
        (place, year, fund): amount
        for place, row in zip(places, closed, strict=True)
        for (year, fund), amount in zip(columns, row, strict=True)
    }


def _making(row: Sequence[Decimal], total: Decimal) -> list[Decimal]:
    """The row with what rounding has left of its total put on its largest cell."""
    found = list(row)
    largest = max(range(len(found)), key=found.__getitem__)
    found[largest] += total - sum(found)
    return found


def _shares(name: str, schedule: Schedule) -> dict[int, float]:
    return {year: share for (other, year), share in sorted(schedule.work.items()) if other == name}


def _new_rows(one: Candidate, shares: Mapping[int, float], standard: Standard) -> Iterator[Row]:
    """Rows of a measure that is proposed for a sub-project without works."""
    total = sum(shares.values())
    if total <= 0:
        return
    quantity = convert(one.quantity, one.quantity_unit, "hm2").quantize(Decimal("0.01")) * exact(round(total, 6))
    for year, amount in split(quantity.quantize(Decimal("0.01")), {y: s / total for y, s in shares.items()}).items():
        yield {
            "subproject": one.subproject,
            "measure": one.measure,
            "mode": standard.word("mode", one.mode),
            "quantity": f"{amount:f}",
            "unit": "hm2",
            "year": str(year),
            "synthetic": standard.word("yes_no", YES) if one.synthetic else "",
            "source": standard.label("proposal.portfolio.note"),
        }
