"""What several tables say of one thing in words agrees: X07, X09, X10, X14, X16, X17 and X28."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from shanshui.finding import Finding
from shanshui.ledger import Table
from shanshui.plan import sliver
from shanshui.review.amounts import hectares
from shanshui.review.case import Case
from shanshui.review.cells import by_year, code_of, forms, indicator_of, lines_of, place_of, table_name, text
from shanshui.review.rule import rule

_AND = "、"
_AREAS = {"scope", "implementation_area"}
_APART = ("desert_karst_salt_treated", "forest_new", "forest_improved", "grass_new", "grass_restored")
"""Indicators whose areas table D wants counted once."""
_VALUE = "indicator_value@"


@rule("E1-INDICATORS")
def same_indicators(case: Case) -> Iterator[Finding]:
    """Tables C and E.1 name the same performance indicators (X07)."""
    for plan in forms(case, "E.1"):
        for basic in forms(case, "C"):
            yearly, named = _indicators(case, plan) - _AREAS, _indicators(case, basic) - _AREAS
            for one, other, missing in ((plan, basic, yearly - named), (basic, plan, named - yearly)):
                for key in sorted(missing):
                    said = {"left": table_name(case, one), "right": table_name(case, other)}
                    got, subject = case.standard.performance[key].name_d, f"X07.{other.id}.{key}"
                    got = got or case.standard.performance[key].name_c
                    yield Finding("E1-INDICATORS", place_of(other, None, "indicator"), got, "", subject, words=said)


@rule("E2-SAME")
def year_repeats_table_c(case: Case) -> Iterator[Finding]:
    """Table E.2 repeats place, measures and indicators of table C (X09)."""
    for table in by_year(case).values():
        yield from _repeats("E2-SAME", "X09", case, table, ("location_class", "measures", "indicator"))


@rule("E2-NAMES")
def names_of_the_year(case: Case) -> Iterator[Finding]:
    """Indicators of table E.2 are those of table D, where the code has them there (X10)."""
    for targets in forms(case, "D"):
        listed = {indicator_of(case, text(targets, n, "indicator")) for n in range(len(targets.rows))}
        for table in by_year(case).values():
            for column, label in table.labels:
                key = indicator_of(case, label)
                spec = case.standard.performance.get(key)
                if not column.startswith(_VALUE) or (spec is not None and (key in listed or spec.order_d is None)):
                    continue
                said = {"left": table_name(case, table), "right": table_name(case, targets)}
                subject = f"X10.{table.id}.{column.removeprefix(_VALUE)}"
                yield Finding("E2-NAMES", place_of(table, None, column), label, "", subject, words=said)


@rule("G2-SAME")
def estimate_repeats_table_c(case: Case) -> Iterator[Finding]:
    """Table G.2 repeats place, measures and modes of table C; its lines divide them up (X14)."""
    for table in forms(case, "G.2"):
        yield from _repeats("G2-SAME", "X14", case, table, ("location_class", "measures", "mode"))


@rule("G2-SITES")
def sites_of_the_estimate(case: Case) -> Iterator[Finding]:
    """Tables G.2 and E.2 put each sub-project at the same sites (X16)."""
    for costs in forms(case, "G.2"):
        own = lines_of(costs)
        for year, table in by_year(case).items():
            for name, rows in lines_of(table).items():
                want = text(table, rows[0], "sites")
                for n in own.get(name, ()):
                    got = text(costs, n, "sites")
                    if got != want:
                        said = {"name": name, "left": table_name(case, costs), "right": table_name(case, table)}
                        subject = f"X16.{code_of(case, name)}.{year}"
                        yield Finding(
                            "G2-SITES", place_of(costs, n, "sites"), got or "—", want or "—", subject, words=said
                        )
                        break


@rule("G4-SAME")
def plan_repeats_table_c(case: Case) -> Iterator[Finding]:
    """Table G.4 repeats indicators and measures of table C (X17)."""
    for table in forms(case, "G.4"):
        yield from _repeats("G4-SAME", "X17", case, table, ("indicator", "measures"))


@rule("D-OVERLAP")
def areas_counted_once(case: Case) -> Iterator[Finding]:
    """Treated desert, karst or salt land is no new or improved forest or grassland besides (X28).

    Where the areas of a sub-project together are larger than itself, some ground is counted twice.
    """
    for sub in case.plan.subprojects:
        facts = [f"subproject:{sub.code}.performance.{key}" for key in _APART]
        found = {fact: area for fact in facts if (area := case.number(fact)) is not None}
        whole = case.number(f"subproject:{sub.code}.area")
        together = sum(found.values(), Decimal(0))
        if facts[0] not in found or len(found) < 2 or whole is None:
            continue
        if together > whole + sliver(case.plan.project, whole):
            said = {"name": sub.name, "difference": hectares(together - whole)}
            subject = f"X28.{sub.code}"
            yield Finding("D-OVERLAP", sub.place, hectares(together), hectares(whole), subject, tuple(found), said)


def _repeats(code: str, check: str, case: Case, table: Table, columns: Sequence[str]) -> Iterator[Finding]:
    """Words of a table's lines against those of table C; several lines of a sub-project count together."""
    for basic in forms(case, "C"):
        own = lines_of(basic)
        for name, rows in lines_of(table).items():
            for column in columns if name in own else ():
                want = text(basic, own[name][0], column)
                got = _AND.join(dict.fromkeys(filter(None, (text(table, n, column) for n in rows))))
                if set(got.split(_AND)) != set(want.split(_AND)):
                    said = {"name": name, "left": table_name(case, table), "right": table_name(case, basic)}
                    subject = f"{check}.{table.id}.{code_of(case, name)}.{column}"
                    yield Finding(code, place_of(table, rows[0], column), got or "—", want or "—", subject, words=said)


def _indicators(case: Case, table: Table) -> set[str]:
    """Keys of all indicators that a table names; a cell may name several, and a name may hold another."""
    longest_first = sorted(case.indicator_names, key=len, reverse=True)
    found: set[str] = set()
    for rest in {text(table, n, "indicator") for n in range(len(table.rows))}:
        for name in longest_first:
            if name in rest:
                found.add(case.indicator_names[name])
                rest = rest.replace(name, "")
    return found
