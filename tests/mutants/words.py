"""Faults in words, choices, headings and required cells."""

from __future__ import annotations

from random import Random

import whole
from mutants.consequences import HEADLESS, ORPHANS, PLACED, WORKS
from mutants.folder import Folder
from mutants.kind import Spot, kind


@kind({"MODE-MEASURE"}, PLACED | WORKS)
def mode_of_another_measure(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """A measure says for which modes it serves."""
    modes = {line["code"]: line["modes"] for line in folder.lines("measures")}
    number = folder.pick("works", dice)
    own = modes[folder.line("works", number)["measure"]]
    other = dice.choice([mode for mode in ("保护保育", "自然恢复", "辅助再生", "生态重建") if mode not in own])
    return (Spot(table="works", row=folder.put("works", number, mode=other)),)


@kind({"INPUT-CHOICE"}, HEADLESS)
def word_of_no_vocabulary(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """Choices come from a list."""
    table, column, word = dice.choice(
        (
            ("works", "mode", "自然修复"),
            ("funding", "source", "上级资金"),
            ("subprojects", "category", "综合整治类"),
            ("monitoring", "scale", "田块"),
            ("targets", "kind", "必须"),
            ("consultations", "body", "发改部门"),
        )
    )
    number = folder.pick(table, dice)
    return (Spot(table=table, row=folder.put(table, number, **{column: word})),)


@kind({"NAME-SUBPROJECT"}, {"NAME-CATEGORY"})
def subproject_name_cut(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """Names of sub-projects end as H.2.1.3 says."""
    number = folder.pick("subprojects", dice)
    line = folder.line("subprojects", number)
    row = folder.put("subprojects", number, project_type=line["project_type"].removesuffix("项目"))
    return Spot(table="subprojects", row=row), Spot(subject=f"subproject:{line['code']}")


@kind({"NAME-PROJECT", "INPUT-REQUIRED"}, {"NAME-KIND", "NAME-ZONE", "NAME-COUNTY"})
def project_name_cut(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """The project's name has four parts and an ending."""
    key, value = dice.choice(
        (
            ("project_type", "山水林田湖草沙一体化保护和修复"),
            ("region", ""),
            ("ecological_zone", ""),
            ("natural_unit", ""),
        )
    )
    whole.project(f"name.{key}", value)(folder.root)
    return (Spot(file="project.yaml"),)


@kind({"NAME-UNIT"}, {"NAME-REPEAT", "TEXT-NAME", "NAME-UNIT-FOCUS", "NAME-LONG"})
def unit_name_doubled(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """The program adds the ending of a unit's name."""
    number = folder.pick("units", dice)
    line = folder.line("units", number)
    row = folder.put("units", number, focus=f"{line['focus']}保护修复单元")
    return Spot(table="units", row=row), Spot(subject=f"unit:{line['code']}")


@kind({"TARGET-INCOMPLETE"}, {"MONITOR-COUNT"})
def target_without_method_or_point(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """A target that nobody can measure cannot be assessed."""
    number = folder.pick("targets", dice)
    row = folder.put("targets", number, **{dice.choice(("method", "point", "baseline")): ""})
    return Spot(table="targets", row=row), Spot(subject=f"targets[{row}]")


@kind({"INPUT-COLUMN"}, HEADLESS)
def heading_misspelt(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """No column has such a name."""
    table, column = dice.choice((("works", "quantity"), ("funding", "amount"), ("prices", "source"),
                                 ("targets", "method"), ("subprojects", "care_years"), ("units", "focus")))  # fmt: skip
    header = folder.header(table)
    at = header.index(column)
    wrong = column[:-2] + column[-1]
    lines = [list(line.values()) for line in folder.lines(table)]
    folder.write(table, [*header[:at], wrong, *header[at + 1 :]], lines)
    return (Spot(table=table),)


@kind(
    {"INPUT-NUMBER", "INPUT-YEAR", "INPUT-CHOICE", "INPUT-UNIT", "INPUT-RANGE", "INPUT-DATE"},
    HEADLESS | {"INPUT-DUPLICATE", "PRIVATE-SUM"},
)
def columns_swapped(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """The contents of two columns change places; what stands there is no number, year or choice."""
    pairs = (("works", "quantity", "unit"), ("funding", "year", "source"), ("prices", "price", "unit"),
             ("targets", "kind", "aspect"), ("subprojects", "category", "department"), ("fees", "name", "parent"),
             ("consultations", "date", "name"), ("funding", "year", "amount"))  # fmt: skip
    table, one, other = dice.choice(pairs)
    header = folder.header(table)
    lines = [{**line, one: line[other], other: line[one]} for line in folder.lines(table)]
    folder.write(table, header, [list(line.values()) for line in lines])
    return (Spot(table=table),)


@kind({"INPUT-REQUIRED"}, HEADLESS)
def required_cell_erased(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """What must be filled is empty."""
    cells = (("works", "quantity"), ("works", "unit"), ("funding", "amount"), ("funding", "source"),
             ("prices", "price"), ("subprojects", "unit"), ("subprojects", "start"), ("units", "focus"),
             ("targets", "target"), ("monitoring", "indicator"), ("measures", "name"), ("aftercare", "body"),
             ("opinions", "opinion"))  # fmt: skip
    table, column = dice.choice(cells)
    number = folder.pick(table, dice)
    return (Spot(table=table, row=folder.put(table, number, **{column: ""})),)


@kind({"OPINION-ANSWER", "CONSULT-ANSWER"})
def answer_erased(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """Every opinion is answered."""
    table = dice.choice(("opinions", "consultations"))
    return (Spot(table=table, row=folder.put(table, folder.pick(table, dice), answer="")),)


@kind({"OPINION-REASON", "CONSULT-REASON"})
def refusal_without_reason(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """What is not adopted says why."""
    table = dice.choice(("opinions", "consultations"))
    number = folder.pick(table, dice, lambda line: line["adopted"] == "未采纳")
    return (Spot(table=table, row=folder.put(table, number, reason="")),)


@kind({"TEXT-PLACEHOLDER"}, WORKS | ORPHANS | PLACED | {"NAME-REGION", "NAME-UNIT-FOCUS", "ORG-IMPLEMENTER"})
def placeholder_left(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """Nothing is left to be filled in."""
    table, column = dice.choice((("units", "goal"), ("subprojects", "content"), ("units", "standard"),
                                 ("measures", "effect"), ("risks", "response"), ("safeguards", "content")))  # fmt: skip
    number = folder.pick(table, dice)
    text = dice.choice(("待定", "XX", "××年完成", "待补充"))
    return (Spot(table=table, row=folder.put(table, number, **{column: text})),)


@kind({"PLACE-TOWNSHIP-UNIT", "PLACE-TOWNSHIP-AWAY"}, PLACED | {"NAME-REGION"})
def township_of_another_unit(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """A sub-project lies in the townships that it names."""
    number = folder.pick("subprojects", dice)
    line = folder.line("subprojects", number)
    others = sorted({unit["townships"] for unit in folder.lines("units")} - {line["townships"]})
    row = folder.put("subprojects", number, townships=dice.choice(others))
    return Spot(table="subprojects", row=row), Spot(subject=f"subproject:{line['code']}")


@kind({"PLACE-TOWNSHIP-UNKNOWN"}, PLACED | {"PLACE-UNIT-LEFT", "PLACE-TOWNSHIP-UNIT"})
def township_of_nowhere(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """Codes of townships are those of the layer."""
    number = folder.pick("subprojects", dice)
    row = folder.put("subprojects", number, townships=f"0009{dice.randrange(10000, 99999)}")
    return Spot(table="subprojects", row=row), Spot(subject=f"subproject:{folder.line('subprojects', number)['code']}")


@kind({"MONITOR-POINT", "TARGET-POINT"}, {"MONITOR-COUNT", "TARGET-UNMONITORED"})
def target_at_no_point(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """Monitoring points of targets stand in the monitoring table."""
    number = folder.pick("targets", dice, lambda line: line["point"].startswith("M"))
    return (Spot(table="targets", row=folder.put("targets", number, point="M-99")),)


@kind({"SUBPROJECT-INCOMPLETE", "UNIT-INCOMPLETE", "MEASURE-INCOMPLETE", "AFTERCARE-INCOMPLETE", "MONITOR-INCOMPLETE",
       "RISK-INCOMPLETE", "SURVEY-INCOMPLETE", "CONSULT-INCOMPLETE", "SAFEGUARD-RESPONSIBLE", "ORG-TASKS",
       "SOURCE-INCOMPLETE", "EARLIER-INCOMPLETE", "PROBLEM-FOREIGN"},
      {"SURVEY-PROBLEM", "PROBLEM-UNSOLVED", "PROBLEM-FOREIGN", "SURVEY-ANALYSIS", "SURVEY-VALUE"})  # fmt: skip
def cell_erased(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """Cells that no schema demands and a panel does."""
    cells = (("subprojects", "implementer"), ("subprojects", "content"), ("subprojects", "land_rights"),
             ("units", "goal"), ("units", "standard"), ("units", "problems"), ("aftercare", "measures"),
             ("aftercare", "rights"), ("monitoring", "method"), ("monitoring", "frequency"), ("risks", "response"),
             ("risks", "responsible"),
             ("safeguards", "responsible"), ("organisation", "tasks"), ("measures", "effect"))  # fmt: skip
    table, column = dice.choice(cells)
    return (Spot(table=table, row=folder.put(table, folder.pick(table, dice), **{column: ""})),)


KINDS = tuple(value for value in vars().values() if type(value).__name__ == "Kind")
