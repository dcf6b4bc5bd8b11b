"""Rows taken out, doubled, or broken in their codes."""

from __future__ import annotations

from random import Random

import whole
from mutants import slips
from mutants.consequences import MONEY, ORPHANS, WORKS
from mutants.folder import Folder
from mutants.kind import Spot, kind


def _gone(folder: Folder, table: str, number: int) -> tuple[Spot, ...]:
    """Take a row out; others may be told as well as what it was about."""
    line = folder.line(table, number)
    whole.dropped(table, number)(folder.root)
    spots = [Spot(table=table), Spot(subject=table)]
    if "subproject" in line:
        spots.append(Spot(subject=f"subproject:{line['subproject']}"))
    return tuple(spots)


@kind({"INPUT-REFERENCE"}, ORPHANS | WORKS)
def subproject_deleted(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """Works, money and a polygon speak of it."""
    _gone(folder, "subprojects", folder.pick("subprojects", dice))
    return ()


@kind({"INPUT-REFERENCE"}, ORPHANS | WORKS)
def unit_deleted(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """Sub-projects and a polygon speak of it."""
    _gone(folder, "units", folder.pick("units", dice))
    return ()


@kind({"INPUT-REFERENCE"}, ORPHANS | WORKS)
def measure_deleted(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """Works and prices name it."""
    _gone(folder, "measures", folder.pick("measures", dice))
    return ()


@kind({"FUND-SUM", "SUBPROJECT-EMPTY"}, WORKS)
def work_deleted(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """Its money is left without works."""
    return _gone(folder, "works", folder.pick("works", dice))


@kind({"PRICE-MISSING", "PRICE-BORROWED"}, WORKS)
def price_deleted(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """A measure that works use has a price."""
    _gone(folder, "prices", folder.pick("prices", dice))
    return ()


@kind({"FUND-SUM"}, MONEY | {"PERIOD-UNFUNDED", "TABLE-YEARS"})
def funding_deleted(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """The money of a sub-project adds up to its cost."""
    return _gone(folder, "funding", folder.pick("funding", dice))


@kind({"FUND-SUM", "FEE-GROUPS", "FEE-CARE"}, MONEY | {"FEE-CONTINGENCY"})
def fee_deleted(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """Without a fee every cost is lower than its money."""
    _gone(folder, "fees", folder.pick("fees", dice))
    subprojects = [Spot(subject=f"subproject:{line['code']}") for line in folder.lines("subprojects")]
    return Spot(table="fees"), *subprojects


@kind({"INVENTORY-GAP", "INVENTORY-DENIED", "INVENTORY-REASON"})
def material_not_held(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """Each material of table A.1 is held; those of which a layer or table is at hand are."""
    bare = {"N04", "N10", "N13", "S03", "S04", "U03", "U04", "U06", "P03", "P04", "L02"}
    number = folder.pick("inventory", dice, lambda line: line["item"] in bare)
    row = folder.put("inventory", number, held="否")
    return Spot(table="inventory", row=row), Spot(subject=f"inventory:{folder.line('inventory', number)['item']}")


def _doubled(folder: Folder, table: str, dice: Random) -> int:
    """Double a row; the number of the second as a spreadsheet counts."""
    lines, header = folder.lines(table), folder.header(table)
    number = folder.pick(table, dice)
    lines.insert(number, lines[number - 1])
    folder.write(table, header, [[line[key] for key in header] for line in lines])
    return number + 2


@kind(
    {"INPUT-DUPLICATE"},
    WORKS
    | {
        "FEE-TWICE",
        "FEE-PLACED",
        "TARGET-TWICE",
        "MONITOR-TWICE",
        "TABLE-ORDINAL",
        "NAME-TWICE",
        "NAME-UNIT-TWICE",
        "TABLE-SUBPROJECTS",
        "TARGET-SUM",
    },
)
def keyed_row_doubled(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """Rows have a key that no two of them share."""
    tables = ("units", "subprojects", "measures", "prices", "fees", "targets", "monitoring", "aftercare")
    table = dice.choice(tables)
    return (Spot(table=table, row=_doubled(folder, table, dice)),)


@kind({"INPUT-DUPLICATE"}, WORKS | {"WORK-TWICE"})
def work_doubled(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """As for any row with a key; the cost is higher than its money."""
    return (Spot(table="works", row=_doubled(folder, "works", dice)),)


@kind({"INPUT-DUPLICATE"}, MONEY)
def funding_doubled(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """As for any row with a key; the money is more than its cost."""
    return (Spot(table="funding", row=_doubled(folder, "funding", dice)),)


@kind(
    {"NAME-TWICE"},
    MONEY
    | {
        "NAME-CATEGORY",
        "PLACE-REGION",
        "TABLE-SUBPROJECTS",
        "E2-SAME",
        "G2-SAME",
        "G2-SITES",
        "G4-SAME",
        "G4-QUANTITY",
        "G2-QUANTITY",
    },
)
def double_project(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """A sub-project under the name of another one, as when it is applied for twice."""
    lines = folder.lines("subprojects")
    one, other = dice.sample(range(1, len(lines) + 1), 2)
    while lines[one - 1]["region"] == lines[other - 1]["region"] and len(lines) < 3:
        one, other = dice.sample(range(1, len(lines) + 1), 2)
    like = {key: lines[other - 1][key] for key in ("region", "project_type")}
    folder.put("subprojects", one, **like)
    return tuple(Spot(table="subprojects", row=number + 1) for number in (one, other))


def _misspelt(folder: Folder, table: str, column: str, dice: Random) -> tuple[Spot, ...]:
    number = folder.pick(table, dice, lambda line: bool(line[column]))
    old = folder.line(table, number)[column]
    known = {line[column] for line in folder.lines(table)}
    new = next(word for word in iter(lambda: slips.misspelt(old, dice), None) if word not in known)
    return (Spot(table=table, row=folder.put(table, number, **{column: new})),)


@kind({"INPUT-REFERENCE"}, WORKS)
def work_of_nothing(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """A work names a sub-project that is there."""
    return _misspelt(folder, "works", "subproject", dice)


@kind({"INPUT-REFERENCE"}, WORKS)
def work_by_no_measure(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """A work names a measure that is there."""
    return _misspelt(folder, "works", "measure", dice)


@kind({"INPUT-REFERENCE"}, MONEY)
def money_for_nothing(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """A row of funding names a sub-project that is there."""
    return _misspelt(folder, "funding", "subproject", dice)


@kind({"INPUT-REFERENCE"}, ORPHANS | MONEY)
def subproject_of_no_unit(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """A sub-project names a unit that is there."""
    return _misspelt(folder, "subprojects", "unit", dice)


@kind(
    {"SUBPROJECT-OUTSIDE"},
    ORPHANS | MONEY | {"NAME-CODE", "PLACE-TOWNSHIP-UNIT", "F1-NEGATIVE", "SUBPROJECT-WHOLE", "SEQ-START"},
)
def subproject_of_another_unit(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """It does not lie there."""
    number = folder.pick("subprojects", dice)
    line = folder.line("subprojects", number)
    other = dice.choice([unit["code"] for unit in folder.lines("units") if unit["code"] != line["unit"]])
    row = folder.put("subprojects", number, unit=other)
    return Spot(table="subprojects", row=row), Spot(subject=f"subproject:{line['code']}")


@kind({"INPUT-CODE"}, ORPHANS | WORKS)
def code_with_blank(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """Codes hold no blank."""
    number = folder.pick("subprojects", dice)
    code = folder.line("subprojects", number)["code"]
    return (Spot(table="subprojects", row=folder.put("subprojects", number, code=code.replace("-", " "))),)


@kind({"AFTERCARE-MISSING"}, {"CARE-COST", "CARE-PART"})
def aftercare_deleted(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """Every sub-project is cared for afterwards."""
    return _gone(folder, "aftercare", folder.pick("aftercare", dice))


@kind({"MONITOR-SUBPROJECT", "MONITOR-UNIT", "MONITOR-SCALE"}, {"TARGET-POINT", "TARGET-UNMONITORED", "MONITOR-COUNT"})
def monitoring_deleted(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """Scope, units and sub-projects are monitored, and each has one row in the whole county."""
    _gone(folder, "monitoring", folder.pick("monitoring", dice))
    return ()


@kind({"CONSULT-MISSING", "CONSULT-EXPERT"})
def consultation_deleted(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """Clause 5.6 names the bodies that are heard."""
    _gone(folder, "consultations", folder.pick("consultations", dice))
    return ()


@kind({"G2-CASE"}, {"CASE-SIMILARITY", "SURVEY-ANALYSIS", "INPUT-REFERENCE"})
def case_deleted(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """Measures of the works are held against a case."""
    _gone(folder, "cases", folder.pick("cases", dice))
    return ()


@kind({"ATTEST-MISSING"})
def attestation_deleted(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """Duties that no machine can check are signed for; those on mines and coasts only where there are any."""
    elsewhere = ("5.4.4.1 g", "5.4.4.1 h")
    _gone(folder, "attestations", folder.pick("attestations", dice, lambda line: line["clause"] not in elsewhere))
    return ()


@kind({"INVENTORY-UNLISTED", "INVENTORY-GAP"}, {"INVENTORY-NOTHING"})
def material_unlisted(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """Table A.1 lists all materials."""
    _gone(folder, "inventory", folder.pick("inventory", dice))
    return ()


@kind({"TARGET-REQUIRED", "TARGET-PAIR", "TARGET-GUIDING", "TARGET-UNTOLD"}, {"E1-INDICATORS", "TARGET-UNMONITORED"})
def target_deleted(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """Indicators of table D have a target, guiding ones one of five years and one of ten."""
    wanted = ("quality_rate", "projects_on_time", "satisfaction", "unit_cost_limit", "031", "耕地质量等别")
    _gone(folder, "targets", folder.pick("targets", dice, lambda line: line["indicator"] in wanted))
    return ()


KINDS = tuple(value for value in vars().values() if type(value).__name__ == "Kind")
