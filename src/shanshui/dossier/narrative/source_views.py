"""The list of sources: files that facts come from, and words that somebody made up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from shanshui.dossier.dates import written_date
from shanshui.ledger import Source as LedgerSource
from shanshui.standard import Standard


class Sample(str):
    """Words that somebody made up; printing them marks the section."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A line of the list of sources.

    Parameters
    ----------
    name, path, provider, date, sha256 : str
        What it is, where it lies in the project folder, who made it and when, hash of its content.
    synthetic : bool
        Whether it was made up.
    licence : str
        Under which it may be used, as the catalog says; empty where nobody says it.
    """

    name: str
    path: str
    provider: str
    date: str
    sha256: str
    synthetic: bool = False
    licence: str = ""


def source_of(source: LedgerSource, standard: Standard, licence: str = "") -> Source:
    """A line of the list of sources for a source of the ledger, under its Chinese name.

    Parameters
    ----------
    source : Source
        Of the ledger.
    standard : Standard
        Names of layers and tables.
    licence : str, optional
        Of a layer, as the catalog says.
    """
    kind, _, key = source.id.partition(":")
    name = source.id
    if kind == "layer":
        role = standard.role(key)
        name = role.name if role is not None else key
    elif kind == "table":
        table = standard.inputs.get(key)
        name = table.name_zh if table is not None else key
    elif kind == "project":
        name = standard.label("report.project_file")
    return Source(name, source.path, source.provider, source.date, source.sha256, source.synthetic, licence)


def source_view(source: Source, standard: Standard) -> Mapping[str, object]:
    """A source as templates see it."""
    kind = Sample if source.synthetic else str
    return MappingProxyType(
        {
            "name": source.name,
            "path": source.path,
            "provider": source.provider,
            "date": written_date(source.date, standard),
            "licence": source.licence,
            "synthetic": kind("yes") if source.synthetic else "",
        }
    )
