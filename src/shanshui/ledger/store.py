"""The ledger on disk: facts, their lineage, their sources and where each is printed (SQLite)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from shanshui.errors import UsageError
from shanshui.ledger.fact import Basis, Fact, Source, split_id

_SCHEMA = """
CREATE TABLE facts (
  id TEXT PRIMARY KEY, stage TEXT NOT NULL, subject TEXT NOT NULL, attribute TEXT NOT NULL, moment TEXT NOT NULL,
  number TEXT, text TEXT, unit TEXT NOT NULL, basis TEXT NOT NULL, source TEXT NOT NULL, method TEXT NOT NULL,
  clause TEXT NOT NULL, synthetic INTEGER NOT NULL, reason TEXT NOT NULL, low TEXT, high TEXT) WITHOUT ROWID;
CREATE TABLE lineage (fact TEXT NOT NULL, position INTEGER NOT NULL, input TEXT NOT NULL,
  PRIMARY KEY (fact, position)) WITHOUT ROWID;
CREATE TABLE sources (id TEXT PRIMARY KEY, path TEXT NOT NULL, sha256 TEXT NOT NULL, provider TEXT NOT NULL,
  date TEXT NOT NULL, synthetic INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE printed (fact TEXT NOT NULL, place TEXT NOT NULL, text TEXT NOT NULL,
  PRIMARY KEY (fact, place)) WITHOUT ROWID;
CREATE INDEX lineage_input ON lineage (input);
"""


@dataclass(frozen=True, slots=True)
class Ledger:
    """Everything that a ledger file holds.

    Parameters
    ----------
    facts : mapping of stage to facts
        In the order the stages ran.
    sources : tuple of Source
        Files at the end of the lineages.
    printed : mapping of fact id to (place, text) pairs
        Where the dossier prints each fact, and how.
    """

    facts: Mapping[str, tuple[Fact, ...]]
    sources: tuple[Source, ...] = ()
    printed: Mapping[str, tuple[tuple[str, str], ...]] | None = None

    def fact(self, key: str) -> Fact | None:
        """The fact of this id."""
        return next((f for facts in self.facts.values() for f in facts if f.id == key), None)

    def ids(self) -> tuple[str, ...]:
        """Ids of all facts."""
        return tuple(f.id for facts in self.facts.values() for f in facts)


def write(path: Path, ledger: Ledger) -> None:
    """Write a ledger to a file that is not there yet."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript(_SCHEMA)
        connection.executemany(
            "INSERT INTO facts VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            (_row(stage, fact) for stage, facts in ledger.facts.items() for fact in facts),
        )
        connection.executemany("INSERT INTO lineage VALUES (?,?,?)", _lineage(ledger.facts.values()))
        connection.executemany(
            "INSERT INTO sources VALUES (?,?,?,?,?,?)",
            ((s.id, s.path, s.sha256, s.provider, s.date, s.synthetic) for s in ledger.sources),
        )
        connection.executemany(
            "INSERT OR IGNORE INTO printed VALUES (?,?,?)",
            ((f, place, text) for f, places in (ledger.printed or {}).items() for place, text in places),
        )


def read(path: Path) -> Ledger:
    """Read a ledger file.

    Raises
    ------
    UsageError
        Where there is none, or the file is something else.
    """
    if not path.is_file():
        raise UsageError(f"there is no ledger at {path}; build first, with the same -o if you used one")
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            inputs: dict[str, list[str]] = {}
            for fact, name in connection.execute("SELECT fact, input FROM lineage ORDER BY fact, position"):
                inputs.setdefault(fact, []).append(name)
            facts: dict[str, list[Fact]] = {}
            for row in connection.execute("SELECT * FROM facts"):
                facts.setdefault(row[1], []).append(_fact(row, tuple(inputs.get(row[0], ()))))
            sources = tuple(
                Source(key, file, sha256, provider, date, bool(synthetic))
                for key, file, sha256, provider, date, synthetic in connection.execute("SELECT * FROM sources")
            )
            printed: dict[str, list[tuple[str, str]]] = {}
            for fact, place, text in connection.execute("SELECT fact, place, text FROM printed"):
                printed.setdefault(fact, []).append((place, text))
    except sqlite3.DatabaseError as error:
        raise UsageError(f"{path} is no ledger of this program: {error}") from error
    return Ledger(
        {stage: tuple(group) for stage, group in facts.items()},
        sources,
        {fact: tuple(places) for fact, places in printed.items()},
    )


def _row(stage: str, fact: Fact) -> tuple[object, ...]:
    subject, attribute, moment = split_id(fact.id)
    number = str(fact.value) if isinstance(fact.value, Decimal) else None
    text = fact.value if isinstance(fact.value, str) else None
    return (
        fact.id, stage, subject, attribute, moment, number, text, fact.unit, fact.basis.value,
        fact.source, fact.method, fact.clause, fact.synthetic, fact.reason, _text(fact.low), _text(fact.high),
    )  # fmt: skip


def _fact(row: tuple[str, ...], inputs: tuple[str, ...]) -> Fact:
    value = Decimal(row[5]) if row[5] is not None else row[6]
    low, high = (Decimal(text) if text is not None else None for text in row[14:16])
    return Fact(
        row[0], value, row[7], Basis(row[8]), row[9], row[10], row[11], inputs, bool(row[12]), row[13], low, high
    )


def _text(number: Decimal | None) -> str | None:
    return None if number is None else str(number)


def _lineage(groups: Iterable[tuple[Fact, ...]]) -> Iterable[tuple[str, int, str]]:
    return ((fact.id, n, name) for facts in groups for fact in facts for n, name in enumerate(fact.inputs))
