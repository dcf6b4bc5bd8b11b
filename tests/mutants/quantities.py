"""Faults in the numbers of works, targets and areas."""

from __future__ import annotations

from random import Random

import whole
from mutants import slips
from mutants.consequences import MONEY, WORKS
from mutants.folder import Folder
from mutants.kind import Spot, kind


def work_spots(folder: Folder, number: int) -> tuple[Spot, ...]:
    """Where a fault of a work may be told: its row, its sub-project, its measure."""
    line = folder.line("works", number)
    return (
        Spot(table="works", row=number + 1),
        Spot(subject=f"subproject:{line['subproject']}"),
    )


@kind({"FUND-SUM", "FUND-UNIT"}, WORKS)
def quantity_digit(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """The funding of a sub-project is its cost, and the cost is quantity times price."""
    number = folder.pick("works", dice)
    folder.put("works", number, quantity=slips.digit(folder.line("works", number)["quantity"], dice, slips.SEEN))
    return work_spots(folder, number)


@kind({"FUND-SUM", "FUND-UNIT"}, WORKS)
def quantity_transposed(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """As for a digit."""
    lines = folder.lines("works")
    number = folder.pick("works", dice, lambda line: bool(slips.transposed(line["quantity"], Random(0), slips.SEEN)))
    folder.put("works", number, quantity=slips.transposed(lines[number - 1]["quantity"], dice, slips.SEEN))
    return work_spots(folder, number)


@kind({"FUND-SUM", "FUND-UNIT"}, WORKS)
def quantity_point(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """As for a digit, tenfold."""
    number = folder.pick("works", dice)
    folder.put("works", number, quantity=slips.point(folder.line("works", number)["quantity"], dice))
    return work_spots(folder, number)


@kind({"FUND-SUM", "FUND-UNIT"}, WORKS)
def quantity_unit(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """Hectares read as mu are a fifteenth, so that the cost is another."""
    other = {"公顷": "亩", "亩": "公顷", "千米": "米"}
    number = folder.pick("works", dice, lambda line: line["unit"] in other)
    folder.put("works", number, unit=other[folder.line("works", number)["unit"]])
    return work_spots(folder, number)


@kind({"INPUT-UNITMIX", "INPUT-UNIT"}, WORKS)
def quantity_of_another_kind(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """A length where the measure is counted by area cannot be priced."""
    other = {"公顷": "千米", "亩": "米", "千米": "公顷"}
    number = folder.pick("works", dice, lambda line: line["unit"] in other)
    folder.put("works", number, unit=other[folder.line("works", number)["unit"]])
    return work_spots(folder, number)


@kind({"INPUT-RANGE"}, WORKS)
def quantity_sign(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """No quantity is below 0."""
    number = folder.pick("works", dice)
    folder.put("works", number, quantity=f"-{folder.line('works', number)['quantity']}")
    return work_spots(folder, number)


@kind({"INPUT-NUMBER"}, WORKS)
def quantity_in_words(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """A number cell holds a number."""
    number = folder.pick("works", dice)
    folder.put("works", number, quantity=dice.choice(("约20", "二十", "待定", "20左右", "12..5")))
    return work_spots(folder, number)


@kind({"INPUT-UNIT-BESIDE"}, WORKS)
def quantity_with_unit(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """The unit has a column of its own."""
    number = folder.pick("works", dice)
    line = folder.line("works", number)
    folder.put("works", number, quantity=line["quantity"] + line["unit"])
    return work_spots(folder, number)


@kind({"TARGET-SHORT"}, {"TARGET-ROOM", "TARGET-AREA", "TARGET-SUM"})
def target_beyond_works(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """The works give what a target of the whole project promises."""
    number = folder.pick("targets", dice, lambda line: line["subject"] == "scope" and line["aspect"] == "规模")
    old = folder.line("targets", number)["target"]
    row = folder.put("targets", number, target=slips.times(old, dice.choice(("1.1", "1.5", "10", "1000"))))
    return Spot(table="targets", row=row), Spot(subject=f"targets[{row}]")


@kind({"TARGET-OVER"})
def target_above_hundred(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """No share is above 100 per cent."""
    shares = ("quality_rate", "budget_on_time", "projects_on_time", "satisfaction")
    number = folder.pick("targets", dice, lambda line: line["indicator"] in shares)
    row = folder.put("targets", number, target=dice.choice(("105", "950", "110")))
    return (Spot(table="targets", row=row),)


@kind({"INPUT-RANGE"}, MONEY | {"FEE-BASIS", "FEE-GROUPS"})
def fee_above_hundred(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """No rate is above 100 per cent."""
    number = folder.pick("fees", dice)
    row = folder.put("fees", number, rate=dice.choice(("120", "200", "150.5")))
    return (Spot(table="fees", row=row),)


@kind({"COST-CONTROL", "COST-CONTROL-UNIT"})
def control_total_digit(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """The cost keeps within one per cent of the control total."""
    old = f"{folder.yaml('project.yaml')['control_total']['value']:g}"
    whole.project("control_total.value", float(slips.digit(old, dice, slips.SEEN)))(folder.root)
    return Spot(file="project.yaml"), Spot(subject="scope.cost")


@kind({"SCOPE-AREA"}, {"SOCIETY-AREA"})
def declared_area_digit(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """The declared area is the measured one to a thousandth."""
    old = f"{folder.yaml('project.yaml')['declared_area']['value']:g}"
    whole.project("declared_area.value", float(slips.digit(old, dice, slips.SEEN)))(folder.root)
    return Spot(file="project.yaml"), Spot(subject="scope")


@kind({"SCOPE-AREA"}, {"SOCIETY-AREA"})
def declared_area_unit(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """As for a digit."""
    whole.project("declared_area.unit", dice.choice(("公顷", "亩", "万亩")))(folder.root)
    return Spot(file="project.yaml"), Spot(subject="scope")


KINDS = tuple(value for value in vars().values() if type(value).__name__ == "Kind")
