"""Which fact an observed value of the table ``observations`` becomes."""

from __future__ import annotations

import re

from shanshui.standard import Record

_SEGMENT = re.compile(r"[A-Za-z0-9_]+")
_SUBJECT = re.compile(
    r"scope|survey_area|implementation_area|affected_area|(unit|subproject|township|assessment_unit):[^\s.@:]+"
)


def observation_id(row: Record) -> str:
    """Id of the fact of a row: ``<subject>.observed.<indicator>.<kind>@<date>``.

    Parameters
    ----------
    row : Record
        Of the table ``observations``.

    Returns
    -------
    str
        Empty where its subject can have no facts. An indicator that an id cannot hold gives way to its row
        (``row7``); the date stands without hyphens (``202008``); a row without kind is a present value.
    """
    subject, indicator = row.text("subject"), row.text("indicator")
    if not _SUBJECT.fullmatch(subject):
        return ""
    name = indicator if _SEGMENT.fullmatch(indicator) else f"row{row.place.row}"
    date = row.text("date").replace("-", "")
    return f"{subject}.observed.{name}.{row.text('kind') or 'current'}" + (f"@{date}" if date else "")
