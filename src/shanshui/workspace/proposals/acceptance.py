"""Taking proposed tables and layers into a project: all of what was chosen, or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from shanshui.errors import UsageError
from shanshui.files import copy, sha256, written_beside
from shanshui.finding import Finding
from shanshui.plan import read_project
from shanshui.standard import Record, Standard, describe, unknown_references
from shanshui.standard.sources import decoded
from shanshui.workspace.book.export import grids_of, losses_of, write_checked
from shanshui.workspace.book.grid import Grid, csv_text
from shanshui.workspace.catalog import CATALOG
from shanshui.workspace.proposals.catalog_text import with_entry
from shanshui.workspace.proposals.changes import Change, applied
from shanshui.workspace.proposals.entered import entered_tables
from shanshui.workspace.proposals.folder import Stored
from shanshui.workspace.proposals.report import LayerFile
from shanshui.workspace.proposals.selection import Offer
from shanshui.workspace.publication import next_to
from shanshui.workspace.sheets import Sheet, Sheets
from shanshui.workspace.switch import replace_source, set_aside
from shanshui.workspace.tables import TABLES, WORKBOOK, parsed, raw_tables, source_of

_UTF8 = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken over.

    Parameters
    ----------
    tables : mapping of table to (added, changed, removed)
        Rows.
    layers : mapping of role to Path
        New files.
    aside : tuple of Path
        What stood there before, under its new name.
    passed_over : tuple of Change
        Cells in which something else was entered since.
    findings : tuple of Finding
        Why nothing was taken over; then all else is empty.
    losses : tuple of (label, words)
        What a workbook that was written anew does not hold any more.
    """

    tables: Mapping[str, tuple[int, int, int]]
    layers: Mapping[str, Path]
    aside: tuple[Path, ...] = ()
    passed_over: tuple[Change, ...] = ()
    findings: tuple[Finding, ...] = ()
    losses: tuple[tuple[str, Mapping[str, str]], ...] = ()


def take(
    root: Path, stored: Stored, chosen: Sequence[Offer], proposed: Sheets, standard: Standard, provider: str, day: str
) -> Taken:
    """Put what was chosen into the project, unless the tables would then be faulty.

    Parameters
    ----------
    root : Path
        The project folder.
    stored : Stored
        The proposal.
    chosen : sequence of Offer
        Parts to take over.
    proposed : Sheets
        Its tables as they lie there now.
    standard : Standard
        Schemas.
    provider, day : str
        Who made the new layers, and when, for the catalog.

    Returns
    -------
    Taken
        With findings, and nothing changed, where a proposed table does not fit its schema.

    Raises
    ------
    UsageError
        Where the project's tables or catalog cannot be written to, or a proposed layer is gone.
    """
    present = raw_tables(root, standard)
    in_book = (source_of(root) or root / TABLES).name == WORKBOOK
    grids = dict(entered_tables(present, standard)) | (grids_of(present, standard) if in_book else {})
    changes = tuple({id(change): change for offer in chosen for change in offer.changes}.values())
    new, passed_over = _changed_grids(changes, grids, standard)
    tables = {table for offer in chosen for table in stored.tables[offer.part]}
    findings = _faults(present, proposed, tables, {**grids, **new}, standard)
    if findings:
        return Taken({}, {}, findings=findings)
    layers = _layer_files(root, stored, chosen)
    catalog = _catalog_text(root, layers, provider, day)
    for layer, path in layers.values():
        if not path.exists():
            with written_beside(path) as beside:
                copy(stored.folder / layer.file, beside)
    aside = _put(root, {**grids, **new}, new, catalog, present, in_book, standard)
    rows = {key: _counted(key, changes) for key in new}
    losses = tuple(losses_of(present, grids_of(present, standard), standard)) if new and in_book else ()
    return Taken(rows, {role: path for role, (_, path) in layers.items()}, aside, passed_over, (), losses)


def _counted(table: str, changes: Iterable[Change]) -> tuple[int, int, int]:
    tally = Counter(change.kind for change in changes if change.table == table)
    return tally["added"], tally["changed"] + tally["filled"], tally["removed"]


def _changed_grids(
    changes: Sequence[Change], grids: Mapping[str, Grid], standard: Standard
) -> tuple[Mapping[str, Grid], tuple[Change, ...]]:
    """Tables that come out otherwise, and cells that were entered otherwise since."""
    new: dict[str, Grid] = {}
    passed_over: list[Change] = []
    for key in standard.inputs:
        if any(change.table == key for change in changes):
            grid, refused = applied(changes, grids[key], standard.inputs[key])
            passed_over += refused
            if grid.rows != grids[key].rows or grid.header != grids[key].header:
                new[key] = grid
    return new, tuple(passed_over)


def _faults(
    present: Sheets, proposed: Sheets, tables: Collection[str], after: Mapping[str, Grid], standard: Standard
) -> tuple[Finding, ...]:
    """Errors in the proposed tables, and in what the project's tables would become, that are not in them now."""
    before: dict[str, tuple[Record, ...]] = {}
    known: Counter[tuple[str, str, str]] = Counter()
    for sheet in present.sheets:
        before[sheet.table], found = parsed(sheet, standard)
        known.update(map(_kind_of, found))
    known.update(map(_kind_of, unknown_references(before, standard.inputs)))
    faults = [f for f in proposed.findings if _is_error(f)]
    for sheet in proposed.sheets:
        if sheet.table in tables:
            faults += _new(parsed(sheet, standard)[1], known)
    if faults:
        return tuple(faults)
    records: dict[str, tuple[Record, ...]] = {}
    for key, grid in after.items():
        records[key], found = parsed(Sheet(key, f"{TABLES}/{key}.csv", grid.header, grid.rows, ""), standard)
        faults += _new(found, known)
    return (*faults, *_new(unknown_references(records, standard.inputs), known))


def _new(findings: Iterable[Finding], known: Counter[tuple[str, str, str]]) -> list[Finding]:
    left, found = Counter(known), []
    for finding in findings:
        if left[_kind_of(finding)]:
            left[_kind_of(finding)] -= 1
        elif _is_error(finding):
            found.append(finding)
    return found


def _kind_of(finding: Finding) -> tuple[str, str, str]:
    return finding.code, finding.subject.rpartition(".")[2], finding.got


def _is_error(finding: Finding) -> bool:
    return describe(finding).severity == "error"


def _layer_files(root: Path, stored: Stored, chosen: Sequence[Offer]) -> Mapping[str, tuple[LayerFile, Path]]:
    """New layers by role, each with a path of its own in the project: nothing is overwritten."""
    found: dict[str, tuple[LayerFile, Path]] = {}
    for layer in (layer for offer in chosen for layer in offer.layers):
        source = stored.folder / layer.file
        if not source.is_file():
            raise UsageError(f"{source} is gone; compute the proposal anew")
        content, number = sha256(source), 1
        path = root / "layers" / f"{layer.role}.gpkg"
        while path.exists() and sha256(path) != content:
            number += 1
            path = path.with_name(f"{layer.role}-{number}.gpkg")
        found[layer.role] = layer, path
    return found


def _catalog_text(root: Path, layers: Mapping[str, tuple[LayerFile, Path]], provider: str, day: str) -> str:
    """The catalog with the new layers; empty where it stays as it is."""
    path = root / CATALOG
    read = decoded(path.read_bytes()) if path.is_file() else None
    text = before = read[0].lstrip("\ufeff") if read is not None else ""
    for role, (layer, file) in layers.items():
        name = file.relative_to(root).as_posix()
        entry = {"file": name, "kind": "vector", "date": day, "provider": provider}
        if f"file: {name}" not in text:
            text = with_entry(text, role, entry | ({"synthetic": True} if layer.synthetic else {}))
    return text if text != before else ""


def _put(
    root: Path,
    whole: Mapping[str, Grid],
    new: Mapping[str, Grid],
    catalog: str,
    present: Sheets,
    in_book: bool,
    standard: Standard,
) -> tuple[Path, ...]:
    """Write tables and catalog beside, then let them take their places together."""
    if catalog:
        with written_beside(next_to(root / CATALOG)) as beside:
            beside.write_text(catalog, encoding="utf-8", newline="\n")
    if not new:
        if not catalog:
            return ()
        aside = set_aside(root / CATALOG, keep=True)
        next_to(root / CATALOG).replace(root / CATALOG)
        return aside
    if in_book:
        return replace_source(root, WORKBOOK, _book(root, whole, standard))
    return replace_source(root, TABLES, partial(_folder, root / TABLES, new, present))


def _book(root: Path, grids: Mapping[str, Grid], standard: Standard) -> Callable[[Path], None]:
    project, _ = read_project(root, standard)
    region, title = (project.whole_region, project.name) if project is not None else ("", root.name)
    return partial(write_checked, grids=grids, standard=standard, region=region, title=title)


def _folder(old: Path, new: Mapping[str, Grid], present: Sheets, target: Path) -> None:
    """The folder of tables with some of them written anew, under the names and with the mark that they had."""
    if old.is_dir():
        copy(old, target)
    else:
        target.mkdir()
    names = {sheet.table: Path(sheet.file).name for sheet in present.sheets}
    for key, grid in new.items():
        path = target / names.get(key, f"{key}.csv")
        marked = not path.is_file() or path.read_bytes().startswith(_UTF8)
        text = csv_text(grid)
        path.write_text(text if marked else text.lstrip("\ufeff"), encoding="utf-8", newline="")
