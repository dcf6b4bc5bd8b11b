"""What the project states of itself and other stages quote."""

from __future__ import annotations

from collections.abc import Iterator

from shanshui.ledger import Basis, Fact
from shanshui.plan import Project
from shanshui.workspace.layers import Statement

_FILE = "project.yaml"


def project_facts(project: Project) -> Iterator[Fact]:
    """Declared area and the project's years, as entered.

    Parameters
    ----------
    project : Project
        Facts about what it leaves open are not made.
    """
    stated = Statement(_FILE, "entered", "H.1.7.2 a", ("project",), Basis.ENTERED)
    if project.declared_area is not None:
        source = project.declared_area_source or _FILE
        declared = Statement(source, "entered", "3.2", ("project",), Basis.ENTERED)
        yield declared.fact("scope", "declared_area", project.declared_area, "m2")
    yield stated.fact("scope", "base_year", project.base_year)
    yield stated.fact("scope", "build_years.start", project.build_years[0])
    yield stated.fact("scope", "build_years.end", project.build_years[1])
    yield stated.fact("scope", "care_years", project.care_years, "a")
