"""From a file to what is wrong with it: read, understood, checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from shanshui.audit.checks import run_checks
from shanshui.audit.framing import frame_of
from shanshui.audit.own_rulings import settled
from shanshui.audit.reading import Reading
from shanshui.claims.cells import claims_of_tables
from shanshui.claims.coordinates import coordinates, coordinates_of_tables
from shanshui.claims.indicators import indicators
from shanshui.claims.lists import enumerations
from shanshui.claims.periods import periods
from shanshui.claims.places import places
from shanshui.claims.projects import projects
from shanshui.claims.quantities import quantities
from shanshui.claims.statements import claims_of
from shanshui.documents import Document, read
from shanshui.errors import DataError
from shanshui.finding import Finding, Place

NO_NAMES: Mapping[str, str] = MappingProxyType({})
"""Where no list of places is given: the document itself says which there are."""


@dataclass(frozen=True)
class Audited:
    """A document that was audited.

    Parameters
    ----------
    document : Document
        Its text, into which all quotations point.
    reading : Reading
        What was understood of it.
    findings : tuple of Finding
        Where it contradicts itself, in the order of the document.
    """

    document: Document
    reading: Reading
    findings: tuple[Finding, ...]


def audit(path: Path, gazetteer: Mapping[str, str] = NO_NAMES) -> Audited:
    """Read a finished document of anybody's hand, and find where it contradicts itself.

    Parameters
    ----------
    path : Path
        A file of a format that ``documents`` reads.
    gazetteer : mapping, optional
        Names of places that belong there, to the name of what they lie in.

    Notes
    -----
    A file that cannot be read as what it claims to be gives one finding that says so, and no text.
    """
    try:
        document = read(path)
    except DataError as error:
        empty = Document(path.name, path.suffix.lower().removeprefix("."), "", ())
        unread = Finding(error.problem, Place(file=path.name), error.detail, subject=path.name)
        return Audited(empty, Reading(empty), (unread,))
    reading = understand(document, gazetteer)
    return Audited(document, reading, settled(reading, run_checks(reading)))


def understand(document: Document, gazetteer: Mapping[str, str] = NO_NAMES) -> Reading:
    """Everything that the grammar makes of a document.

    Parameters
    ----------
    document : Document
        As it was read.
    gazetteer : mapping, optional
        As for :func:`audit`.
    """
    text = document.text
    amounts, years, names = quantities(text), periods(text), places(document)
    points = tuple(sorted((*coordinates(text), *coordinates_of_tables(document)), key=lambda point: point.span.start))
    said = (*claims_of(document, amounts, years), *claims_of_tables(document, amounts, years))
    claims = tuple(sorted(said, key=lambda claim: claim.quantity.span.start))
    return Reading(
        document,
        frame_of(document, amounts, years, points, names, claims),
        amounts,
        years,
        points,
        claims,
        enumerations(document, claims),
        indicators(document, claims),
        projects(document, claims, years),
        names,
        gazetteer,
    )
