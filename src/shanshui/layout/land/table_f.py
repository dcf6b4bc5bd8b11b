"""Tables F.1 and F.2: change of land use, and land that structures take (5.4.2.3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from shanshui.layout.land.land_classes import REST, TOTAL, Account, class_groups
from shanshui.layout.land.occupation import COLUMNS, Occupation
from shanshui.ledger import Cell, Facts, Formula, Quote, Row, RowKind, Table
from shanshui.plan import Plan
from shanshui.standard import ClassTable, Standard, TableSpec

F1, F2 = "F.1", "F.2"
_SUMS = ("base_area", "accept_area", "change_area")
_AND = "、"


def tables_f1(
    accounts: Iterable[Account], classes: ClassTable, facts: Facts, plan: Plan, standard: Standard
) -> Iterator[Table]:
    """Fill table F.1 for the scope, and for each unit and sub-project in which land changes its class.

    Parameters
    ----------
    accounts : iterable of Account
        Land classes of the subjects.
    classes : ClassTable
        Names of the classes.
    facts : Facts
        Areas of the classes.
    plan : Plan
        Name of the project.
    standard : Standard
        Specification and words.

    Yields
    ------
    Table
        Its id is ``F.1@`` and the subject; the scope's comes first.
    """
    spec = standard.tables[F1]
    for account in accounts:
        rows: list[Row] = []
        tops: list[int] = []
        for first, codes in class_groups(account, classes).items():
            lines = range(len(rows), len(rows) + len(codes))
            rows += [_class_row(account, code, n, classes, facts, spec) for n, code in zip(lines, codes, strict=True)]
            tops.append(len(rows))
            label = f"{classes.classes[first].name}{spec.labels['subtotal']}"
            rows.append(_sum_row(account, first, label, lines, facts, spec, "subtotal"))
        rows.append(_sum_row(account, TOTAL, spec.labels["total"], tops, facts, spec, "total"))
        title = spec.title_for(plan.project.name)
        if account.subject != "scope":
            title = standard.label("layout.table_of").format(title=title, name=account.name)
        if account.derived:
            title = standard.label("layout.table_derived").format(title=title)
        head = _head(account.subject, account.name, standard)
        yield Table(f"{F1}@{account.subject}", title, spec.keys(), tuple(rows), head=head)


def _head(subject: str, name: str, standard: Standard) -> tuple[tuple[str, Cell], ...]:
    return ("level", standard.term("table_level", subject.partition(":")[0])), ("object_name", name)


def _class_row(account: Account, code: str, row: int, classes: ClassTable, facts: Facts, spec: TableSpec) -> Row:
    own = classes.classes[code.removesuffix(REST)]
    cells: dict[str, Cell] = {"level1_code": own.level1, "level1_name": own.level1_name}
    if own.level > 1:
        cells |= {"level2_code": own.code, "level2_name": own.name}
    cells |= _areas(account.subject, code, facts)
    cells["accept_area"] = _live(cells["accept_area"], Formula("sum", ((row, "base_area"), (row, "change_area"))))
    qualities = dict.fromkeys(flow.quality for flow in account.flows if flow.after == code and flow.quality)
    if account.subject.startswith("subproject:") and qualities:
        cells["accept_quality"] = _AND.join(qualities)
    return Row.filled(spec.keys(), cells)


def _sum_row(
    account: Account, code: str, label: str, rows: Iterable[int], facts: Facts, spec: TableSpec, kind: RowKind
) -> Row:
    listed, cells = tuple(rows), _areas(account.subject, code, facts)
    for column in _SUMS:
        cells[column] = _summed(cells[column], column, listed)
    return Row.filled(spec.keys(), {"level1_code": label, **cells}, kind)


def _areas(subject: str, code: str, facts: Facts) -> dict[str, Cell]:
    stem = f"{subject}.landuse.{code}"
    ids = (f"{stem}.area@base", f"{stem}.area@accept", f"{stem}.change")
    return {column: facts.quote(fact, "hm2", 2) for column, fact in zip(_SUMS, ids, strict=True)}


def _summed(cell: Cell, column: str, rows: Sequence[int]) -> Cell:
    """The cell as the sum of its column over rows; as it is where there are none."""
    return _live(cell, Formula("sum", tuple((row, column) for row in rows))) if rows else cell


def _live(cell: Cell, formula: Formula) -> Cell:
    """The cell with its formula, where it has a value."""
    if not isinstance(cell, Quote) or cell.value is None:
        return cell
    return Quote(cell.fact, cell.value, cell.unit, cell.places, formula)


def table_f2(occupations: Mapping[str, Occupation], facts: Facts, plan: Plan, standard: Standard) -> Table:
    """Fill table F.2: sub-projects whose structures take land, under their units.

    Parameters
    ----------
    occupations : mapping of sub-project to Occupation
        Those entered.
    facts : Facts
        Their areas, and the sums of units and scope.
    plan : Plan
        Units and sub-projects.
    standard : Standard
        Specification and words.
    """
    spec = standard.tables[F2]
    names = {unit.code: unit.name for unit in plan.units}
    groups: dict[str, list[tuple[str, str]]] = {unit.code: [] for unit in plan.units}
    for sub in plan.subprojects:
        if sub.code in occupations:
            groups.setdefault(sub.unit, []).append((sub.code, sub.name))
    rows: list[Row] = []
    tops: list[int] = []
    for code, members in groups.items():
        if not members:
            continue
        first = len(rows)
        for own, name in members:
            head = {"ordinal": str(len(tops) + 1), "unit": names.get(code, code), "subproject": name}
            rows.append(_taken(f"subproject:{own}", head, (), facts, spec))
        tops.append(len(rows))
        head = {"ordinal": spec.labels["subtotal"]}
        rows.append(_taken(f"unit:{code}", head, range(first, len(rows)), facts, spec, "subtotal"))
    rows.append(_taken("scope", {"ordinal": spec.labels["total"]}, tops, facts, spec, "total"))
    head_block = _head("scope", plan.project.name, standard)
    return Table(F2, spec.title_for(plan.project.name), spec.keys(), tuple(rows), head=head_block)


def _taken(
    subject: str, head: Mapping[str, str], rows: Sequence[int], facts: Facts, spec: TableSpec, kind: RowKind = "body"
) -> Row:
    cells: dict[str, Cell] = dict(head)
    for column in COLUMNS:
        fact = f"{subject}.occupation.{column}"
        if fact in facts:
            cells[column] = _summed(facts.quote(fact, "hm2", 2), column, rows)
    return Row.filled(spec.keys(), cells, kind)
