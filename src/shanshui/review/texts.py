"""Texts that the planner wrote, each with its place: cells of tables, keys of ``project.yaml``, chapters."""

from __future__ import annotations

from collections.abc import Container, Iterator

from shanshui.finding import Place
from shanshui.review.case import Case, project_place

_PROJECT_KEYS = ("ecological_function", "status_summary", "problem_summary", "overall_target", "notice")
_NAMES = (
    "region", "ecological_zone", "natural_unit", "project_type", "county_name", "applicant", "compiler", "authority",
    "implementer", "map_review_number", "control_total_source", "declared_area_source",
)  # fmt: skip
_PRINTED = (
    ("units", ("natural_unit", "focus", "goal", "standard")),
    ("subprojects", ("region", "project_type", "sites", "content")),
)
"""Texts of tables that the report and the annexed tables print as they stand."""


def cells(case: Case, without: Container[str] = ()) -> Iterator[tuple[Place, str]]:
    """Every cell of the input tables that holds text, table by table.

    Parameters
    ----------
    case : Case
        Its records.
    without : container of str
        Tables passed over.
    """
    for name, rows in case.plan.records.items():
        spec = case.standard.inputs.get(name)
        if spec is None or name in without:
            continue
        columns = [key for key, column in spec.columns.items() if column.type in ("text", "list", "fact_value")]
        for row in rows:
            for column in columns:
                value = row[column]
                if isinstance(value, str | tuple) and value:
                    yield row.at(column), row.text(column)


def project_texts(case: Case, names: bool = False) -> Iterator[tuple[Place, str]]:
    """Texts of ``project.yaml``; with ``names``, its names and sources too."""
    for key in (*_PROJECT_KEYS, *(_NAMES if names else ())):
        text = getattr(case.plan.project, key)
        if text.strip():
            yield project_place(key), text


def printed_texts(case: Case) -> Iterator[tuple[Place, str]]:
    """Texts that the report prints as they stand: those of the project, of units, of sub-projects, and own chapters."""
    yield from project_texts(case)
    for table, columns in _PRINTED:
        for row in case.records(table):
            yield from ((row.at(column), row.text(column)) for column in columns if row.text(column))
    for name, text in case.chapters.items():
        yield Place(file=f"chapters/{name}"), text
