"""One county on disk, as a stage sees it: layers, what earlier stages found out, and where to put files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from shanshui.finding import Finding
from shanshui.geo.tasks import Local, Scheduler
from shanshui.ledger import Facts, Source, Table
from shanshui.workspace.layers import Layers
from shanshui.workspace.memo import Memo


class Tables(Mapping[str, Table]):
    """Computed tables by id; the pipeline is told which are read."""

    def __init__(self, tables: Mapping[str, Table], on_read: Callable[[str], None]) -> None:
        self._tables = tables
        self._on_read = on_read

    def __getitem__(self, key: str) -> Table:
        self._on_read(key)
        return self._tables[key]

    def __iter__(self) -> Iterator[str]:
        self._on_read("*")
        return iter(self._tables)

    def __len__(self) -> int:
        return len(self._tables)


@dataclass(frozen=True, slots=True)
class Workspace:
    """What a stage may read besides the plan, and where it may write.

    Parameters
    ----------
    root : Path
        The project folder; never written to.
    work : Path
        Intermediate files.
    dossier : Path
        Where the dossier is being made, beside the published one.
    layers : Layers
        The county's layers by role.
    sources : mapping of id to Source
        ``layer:<role>``, ``table:<name>``, ``project``.
    facts : Facts
        What earlier stages found out.
    tables : mapping of id to Table
        What earlier stages computed.
    findings : tuple of Finding
        What was found so far.
    memo : Memo
        Products of earlier builds.
    chapters : mapping of file name to text, optional
        The planner's own chapters; none where absent.
    scheduler : Scheduler, optional
        Who runs the windows of rasters; the cores of this machine where absent.
    """

    root: Path
    work: Path
    dossier: Path
    layers: Layers
    memo: Memo
    sources: Mapping[str, Source] = field(default_factory=lambda: MappingProxyType({}))
    facts: Facts = field(default_factory=Facts)
    tables: Mapping[str, Table] = field(default_factory=lambda: MappingProxyType({}))
    findings: tuple[Finding, ...] = ()
    chapters: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    scheduler: Scheduler = field(default_factory=Local)
