"""Faults in years and dates."""

from __future__ import annotations

from random import Random

import whole
from mutants.consequences import HEADLESS, WORKS
from mutants.folder import Folder
from mutants.kind import Spot, kind


def _sub(folder: Folder, number: int, **values: str) -> tuple[Spot, ...]:
    row = folder.put("subprojects", number, **values)
    return Spot(table="subprojects", row=row), Spot(subject=f"subproject:{folder.line('subprojects', number)['code']}")


YEARS = WORKS | {
    "PERIOD-WORK", "PERIOD-FUNDING", "FUND-AFTER", "SEQ-START", "SEQ-END", "SEQ-POSITION", "SEQ-UPSTREAM", "SEQ-SAFETY",
    "MONITOR-START", "MONITOR-END", "LAND-YEAR", "PERIOD-FUNDING-EARLY", "PERIOD-TARGET",
    "PERIOD-HORIZON", "E2-SUM-E1", "SEQ-NONE", "PERIOD-IDLE",
}  # fmt: skip
"""What is planned for other years than before."""


@kind({"PERIOD-SUBPROJECT"}, YEARS)
def start_and_end_swapped(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """Nothing ends before it starts."""
    number = folder.pick("subprojects", dice)
    line = folder.line("subprojects", number)
    return _sub(folder, number, start=line["end"], end=line["start"])


@kind({"PERIOD-SUBPROJECT", "INPUT-DATE"}, YEARS | HEADLESS)
def subproject_year_outside(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """A sub-project runs inside the years of the project."""
    column, year = dice.choice(
        (("start", "2020"), ("start", "2012"), ("end", "2024"), ("end", "2032"), ("end", "2203"))
    )
    return _sub(folder, folder.pick("subprojects", dice), **{column: year})


@kind({"PERIOD-FUNDING"}, YEARS)
def funding_year_outside(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """Money is planned for years of the project."""
    number = folder.pick("funding", dice)
    return (
        Spot(table="funding", row=folder.put("funding", number, year=dice.choice(("2020", "2024", "2012", "2032")))),
    )


@kind({"PERIOD-WORK"}, YEARS)
def work_year_outside(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """A work is done in the years of its sub-project."""
    number = folder.pick("works", dice)
    return (Spot(table="works", row=folder.put("works", number, year=dice.choice(("2020", "2024", "2032")))),)


@kind(
    {"PERIOD-BASE"},
    {
        "LAYER-AGE",
        "FRESH-LANDCOVER",
        "OBSERVATION-YEAR",
        "ATTEST-DATE",
        "CONSULT-DATE",
        "INVENTORY-OLD",
        "PERIOD-SUBMITTED",
        "SURVEY-OLD",
        "SAMPLE-OLD",
        "FRESH-SOCIETY",
        "OPINION-DATE",
        "OPINION-ORDER",
        "PRICE-INDEX",
    },
)
def base_year_too_late(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """Base values stand for a year before the works begin."""
    whole.project("base_year", dice.choice((2021, 2022)))(folder.root)
    return (Spot(file="project.yaml"),)


@kind(
    {"INPUT-DATE"},
    HEADLESS
    | {
        "SAMPLE-RECORD",
        "SURVEY-INCOMPLETE",
        "SURVEY-TWICE",
        "SAMPLE-POINT",
        "OPINION-INCOMPLETE",
        "ATTEST-MISSING",
        "CONSULT-ORDER",
    },
)
def impossible_date(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """The calendar has no such day."""
    table = dice.choice(("consultations", "opinions", "field_surveys", "attestations", "samples"))
    column = next(key for key in ("date",) if key in folder.header(table))
    number = folder.pick(table, dice)
    wrong = dice.choice(("2021-02-30", "2021-13-05", "2021年春", "21/2/3/4"))
    return (Spot(table=table, row=folder.put(table, number, **{column: wrong})),)


@kind({"LAYER-AGE"}, {"FRESH-LAYER-OLD", "MAP-SEASON", "FRESH-COMPARED"})
def stale_layer(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """Land use and images are of the base year."""
    role = dice.choice(("landuse", "imagery"))
    whole.catalog(role, date=dice.choice(("2012-08-01", "2018-06", "2009")))(folder.root)
    return (Spot(layer=role),)


@kind(
    {"PERIOD-CARE", "AFTERCARE-YEARS", "AFTERCARE-INCOMPLETE", "PERIOD-CARE-SHORT"},
    {"TARGET-CARE", "CARE-COST", "MONITOR-END"},
)
def care_years_dropped(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """Care lasts as long as the project promises."""
    table, column = dice.choice((("subprojects", "care_years"), ("aftercare", "years")))
    number = folder.pick(table, dice)
    line = folder.line(table, number)
    row = folder.put(table, number, **{column: dice.choice(("", "1", "0"))})
    return Spot(table=table, row=row), Spot(subject=f"subproject:{line.get('code', line.get('subproject'))}")


@kind({"SURVEY-OLD", "SAMPLE-OLD", "OBSERVATION-YEAR", "OBSERVATION-OLD"},
      {"SURVEY-TWICE", "SAMPLE-POINT", "SURVEY-VALUE"})  # fmt: skip
def stale_survey(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """Field work is of the years about the base year."""
    table = dice.choice(("field_surveys", "samples", "observations"))
    number = folder.pick(table, dice)
    key = {"field_surveys": "form", "samples": "point", "observations": "subject"}[table]
    code = folder.line(table, number)[key]
    old = dice.choice(("2009-05-11", "2003-10-20"))
    for n, line in enumerate(folder.lines(table), start=1):
        if line[key] == code:
            folder.put(table, n, date=old)
    return (Spot(table=table),)


@kind({"SURVEY-FUTURE", "SAMPLE-FUTURE", "OBSERVATION-FUTURE", "CONSULT-DATE", "OPINION-DATE", "SOURCE-FUTURE",
       "ATTEST-DATE", "INVENTORY-FUTURE"},
      {"SURVEY-TWICE", "SAMPLE-POINT", "OPINION-ORDER", "OBSERVATION-YEAR", "SURVEY-VALUE"})  # fmt: skip
def date_of_the_future(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """Nothing was surveyed, said or published after the plan was submitted."""
    tables = ("field_surveys", "samples", "observations", "consultations", "opinions", "policies", "attestations")
    table = dice.choice(tables)
    number = folder.pick(table, dice)
    return (Spot(table=table, row=folder.put(table, number, date=dice.choice(("2022-03-01", "2031-02-01")))),)


@kind({"FRESH-LAYER-FUTURE"}, {"MAP-SEASON", "FRESH-LANDCOVER", "FRESH-COMPARED"})
def layer_of_the_future(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """No layer is younger than the plan."""
    role = dice.choice(("landuse", "townships", "ecological_redline", "dem"))
    whole.catalog(role, date=dice.choice(("2022-08-01", "2202-08-01")))(folder.root)
    return (Spot(layer=role),)


@kind({"PERIOD-HORIZON", "PERIOD-TARGET"}, {"TARGET-STEP"})
def target_year_of_another_horizon(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """Targets of five and ten years after the works are of those years."""
    number = folder.pick("targets", dice, lambda line: line["subject"] != "scope" or line["year"] == "2023")
    folder.put("targets", number, year=dice.choice(("2021", "2050", "2019")))
    return ()


KINDS = tuple(value for value in vars().values() if type(value).__name__ == "Kind")
