"""Central money as a plan asks for it (H.1.9.2 b): the rules it applies under, names and earlier works to look at."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import cache

from shanshui.plan.model import Measure, Project, Subproject
from shanshui.quantity import convert
from shanshui.standard import Record, narrow
from shanshui.standard.cells import read_day
from shanshui.standard.judging.funding_rules import VERSION_PARAMETER, FundingRule, bands, version_of
from shanshui.standard.judging.limits import load_endings

_SITES = re.compile(r"[、，,；;\s]+")
_SHORTEST = 2
"""Letters from which on the name of a place means one."""
_NO_YEAR = 9999


def grant_bands(project: Project) -> tuple[FundingRule, ...]:
    """Bands of the project's programme under the version of the rules it names, else under that of its submission."""
    return bands(_version(project), project.project_type)


def in_band(band: FundingRule, total: Decimal) -> bool:
    """Whether a total [yuan] lies in a band."""
    low = Decimal(0) if band.min_total is None else from_yi(band.min_total)
    return low <= total and (band.below_total is None or total < from_yi(band.below_total))


def from_yi(amount: Decimal) -> Decimal:
    """Money of a band [yuan] from 亿元."""
    return convert(amount, "yi_yuan", "yuan")


def names_of(sub: Subproject, measures: Iterable[Measure]) -> tuple[str, ...]:
    """Names under which a sub-project asks for money: of itself and of its measures."""
    return (sub.project_type, *(measure.name for measure in measures))


def paid_before(project: Project, sub: Subproject, record: Record) -> bool:
    """Whether an earlier work is alike in kind, place and years, and had money of the central budget."""
    if not record.number("central"):
        return False
    own, other = stem(sub.project_type), stem(record.text("name"))
    text = narrow(f"{record.text('area')} {record.text('name')}")
    alike = bool(own and other) and (own in other or other in own)
    return alike and same_years(record, sub) and any(place in text for place in _places(project, sub))


def same_years(record: Record, sub: Subproject) -> bool:
    """Whether an earlier work runs while the sub-project does; one without an end has not ended."""
    start, end = record.whole("start") or 0, record.whole("end") or _NO_YEAR
    return start <= sub.end and sub.start <= end


def stem(name: str) -> str:
    """A name without blanks and without the ending that the code wants (H.2.1)."""
    plain = "".join(narrow(name).split())
    ending = next((ending for ending in _endings() if plain.endswith(ending)), "")
    return plain.removesuffix(ending)


@cache
def _endings() -> tuple[str, ...]:
    """Endings of projects and sub-projects, the longest first."""
    return tuple(sorted({e.word for e in load_endings() if e.of in ("project", "subproject")}, key=len, reverse=True))


def _places(project: Project, sub: Subproject) -> tuple[str, ...]:
    """Villages of a sub-project, and the place in its name below the county."""
    region = sub.region.removeprefix(project.region).removeprefix(project.county_name)
    named = (*_SITES.split(narrow(sub.sites)), narrow(region))
    return tuple(place for place in named if len(place) >= _SHORTEST and not place.isdigit())


def _version(project: Project) -> str:
    named = project.parameters.get(VERSION_PARAMETER)
    if named is not None:
        return str(named.value)
    submitted = read_day(project.submitted) if project.submitted else None
    return version_of(f"{submitted:%Y-%m}") if isinstance(submitted, date) else ""
