"""The recount: finished files are read back, and each printed number is compared with the ledger's fact."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from shanshui.errors import DataError
from shanshui.finding import Finding, Place
from shanshui.ledger import Fact, Table
from shanshui.review.recount.databases import attribute_prints, spatial_prints
from shanshui.review.recount.docx import docx_prints
from shanshui.review.recount.html import html_prints
from shanshui.review.recount.judge import Print, judge
from shanshui.review.recount.maps import map_prints
from shanshui.review.recount.xlsx import xlsx_prints

__all__ = ["FOLDER", "Print", "ReadBack", "prints", "recount_files"]

ReadBack = tuple[tuple[Print, ...], tuple[Finding, ...]]
"""What a dossier prints, file by file in the order of names, and ``RECOUNT-FILE`` for files that cannot be read."""

FOLDER = "审查"
"""The review's own folder in a dossier, and so not part of what is recounted."""


def prints(dossier: Path, facts: Iterable[str]) -> ReadBack:
    """Read back every fact that a dossier prints.

    Parameters
    ----------
    dossier : Path
        Folder of the dossier.
    facts : iterable of str
        Ids that shortened tags may stand for.

    Returns
    -------
    ReadBack
        Prints and findings.
    """
    known = tuple(facts)
    found: list[Print] = []
    broken: list[Finding] = []
    for path in _files(dossier):
        file = path.relative_to(dossier).as_posix()
        try:
            found.extend(_reader(path, known)(path, file))
        except DataError as error:
            broken.append(Finding("RECOUNT-FILE", Place(file=file), error.detail, "", file))
    return tuple(found), tuple(broken)


def recount_files(
    read: ReadBack, facts: Mapping[str, Fact], tables: Mapping[str, Table], terms: Mapping[str, frozenset[str]]
) -> tuple[Finding, ...]:
    """Compare everything that a dossier prints with the ledger.

    Parameters
    ----------
    read : ReadBack
        What it prints.
    facts : mapping
        The ledger's facts by id.
    tables : mapping
        Computed tables by id.
    terms : mapping
        Printed words by code, for facts whose value is a code.
    """
    found, broken = read
    return (*broken, *judge(found, facts, tables, terms))


def _files(dossier: Path) -> Iterator[Path]:
    """Finished files that name the sources of their numbers; a geodatabase is one file to us."""
    for path in sorted(dossier.rglob("*")):
        inside = path.relative_to(dossier).parts
        if inside[0] == FOLDER or any(part.endswith(".gdb") for part in inside[:-1]) or path.name.startswith("~$"):
            continue
        if path.suffix in _READERS and (path.is_file() or path.suffix == ".gdb"):
            yield path


_READERS: Mapping[str, Callable[[Path, str], Iterator[Print]]] = {
    ".xlsx": xlsx_prints,
    ".html": html_prints,
    ".tif": map_prints,
    ".gpkg": spatial_prints,
    ".gdb": spatial_prints,
    ".sqlite": attribute_prints,
    ".docx": lambda path, file: docx_prints(path, file, ()),
}


def _reader(path: Path, facts: tuple[str, ...]) -> Callable[[Path, str], Iterator[Print]]:
    if path.suffix == ".docx":
        return lambda path, file: docx_prints(path, file, facts)
    return _READERS[path.suffix]
