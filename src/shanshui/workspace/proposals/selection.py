"""What lies in a proposal now, perhaps edited, and what of it may be taken over without asking."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from shanshui.errors import UsageError
from shanshui.standard import Standard
from shanshui.workspace.book.grid import Grid
from shanshui.workspace.layers.layers import SCOPE_ROLES
from shanshui.workspace.proposals.changes import Change, attributed, compared
from shanshui.workspace.proposals.entered import entered_tables, rows_of
from shanshui.workspace.proposals.folder import ENTERED, TABLES, Stored
from shanshui.workspace.proposals.report import LayerFile
from shanshui.workspace.sheets import Sheets, csv_sheets


@dataclass(frozen=True, slots=True)
class Offer:
    """What one part would put into the project.

    Parameters
    ----------
    part : str
        Its name.
    changes : tuple of Change
        To tables, edits of the planner in the proposed ones included.
    layers : tuple of LayerFile
        New layers.
    replaced : tuple of str
        Roles of those that the catalog has already.
    """

    part: str
    changes: tuple[Change, ...]
    layers: tuple[LayerFile, ...]
    replaced: tuple[str, ...] = ()

    @property
    def adds_only(self) -> bool:
        """Whether nothing that was entered is replaced."""
        return not self.replaced and all(change.adds_only for change in self.changes)

    @property
    def replaces(self) -> Mapping[str, int]:
        """Rows by table that would be changed or taken out."""
        return Counter(change.table for change in self.changes if not change.adds_only)


def proposed_sheets(stored: Stored, shown: str, standard: Standard) -> Sheets:
    """The proposed tables as they lie there now; findings call the folder as shown."""
    return csv_sheets(stored.folder / TABLES, f"{shown}/{TABLES}", standard)


def offers(stored: Stored, proposed: Sheets, standard: Standard, roles: Iterable[str]) -> tuple[Offer, ...]:
    """What each part of a proposal would put into the project.

    Parameters
    ----------
    stored : Stored
        The proposal.
    proposed : Sheets
        Its tables as they lie there now.
    standard : Standard
        Schemas.
    roles : iterable of str
        Layers that the catalog has.

    Raises
    ------
    UsageError
        Where a table lies among the proposed ones that was not proposed.
    """
    base = entered_tables(csv_sheets(stored.folder / ENTERED, ENTERED, standard), standard)
    now = entered_tables(proposed, standard)
    there = {sheet.table for sheet in proposed.sheets}
    strange = there - {change.table for change in stored.changes}
    if strange:
        raise UsageError(
            f"{stored.folder / TABLES} holds {', '.join(sorted(strange))}, which nothing was proposed for; "
            "enter it in the project's own tables and take it away there"
        )
    changes = tuple(change for table in there for change in _changes(base[table], now[table], stored, standard))
    known = taken_roles(roles)
    return tuple(
        Offer(
            part,
            tuple(c for c in changes if c.part == part or (not c.part and c.table in tables)),
            stored.layers.get(part, ()),
            tuple(layer.role for layer in stored.layers.get(part, ()) if layer.role in known),
        )
        for part, tables in stored.tables.items()
    )


def taken_roles(roles: Iterable[str]) -> frozenset[str]:
    """Roles that a project has, the scope among them where another layer stands for it."""
    known = frozenset(roles)
    return known | {SCOPE_ROLES[0]} if known & set(SCOPE_ROLES) else known


def _changes(base: Grid, now: Grid, stored: Stored, standard: Standard) -> Iterable[Change]:
    schema = standard.inputs[base.table]
    rows: Sequence[Mapping[str, str]] = [row for _, row in rows_of(now, schema)]
    return attributed(compared(base, rows, schema), (c for c in stored.changes if c.table == base.table))
