"""Present content hashes of all that a stage can read, by the names under which it is noted."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from shanshui.dossier import manifest
from shanshui.errors import DefectError
from shanshui.files import sha256
from shanshui.pipeline.county import County
from shanshui.pipeline.stages import Results, facts_of, found, tables_of
from shanshui.plan import Plan
from shanshui.workspace import certificates, codec, digest
from shanshui.workspace.fields import stamp

RESULTS = "results"
"""Name under which all that earlier stages found out is noted together."""


def digests(county: County, results: Results, before: str, out: Path) -> Callable[[str], str]:
    """A function from the name of something read to the hash of what it holds now.

    Parameters
    ----------
    county : County
        The project folder, read.
    results : mapping of stage to StageResult
        What was found out so far.
    before : str
        Content hash of all of it.
    out : Path
        The build folder.
    """
    now = dict(results)  # what a stage finds out itself comes later
    facts = cache(lambda: facts_of(now))
    tables = cache(lambda: tables_of(now))

    def digest_of(name: str) -> str:
        kind, _, key = name.partition(":")
        if kind == RESULTS:
            return before
        if kind == "layer":
            return county.layers.stamp(key)
        if kind == "plan":
            return digest(repr(_part(county.plan, key)))
        if kind == "fact" and key.endswith("*"):
            return _hash(facts().starting(key[:-1]))
        if kind == "fact":
            return _hash(facts().found(key))
        if kind == "table":
            return _hash(tables() if key == "*" else tables().get(key))
        if kind == "fields":
            return stamp(out / "work")
        if kind == "certificates":
            return certificates.stamp(out / "work")
        if kind == "published":
            path = out / "dossier" / manifest.NAME
            return sha256(path) if path.is_file() else ""
        if kind == "chapters":
            return _hash(_chapters(county.root))
        if kind == "findings":
            return _hash((found(county, now), sorted(county.sources.items()), _chapters(county.root)))
        raise DefectError(f"a stage has read {name!r}, whose content hash nobody knows")

    return digest_of


def unchanged(digest_of: Callable[[str], str], reads: Mapping[str, str]) -> bool:
    """Whether all that was read is as it was; single facts and tables are held up only where results differ at all."""
    same = digest_of(RESULTS) == reads.get(RESULTS)
    kept = ("fact:", "table:", RESULTS) if same else (RESULTS,)
    return all(digest_of(read) == was for read, was in reads.items() if not read.startswith(kept))


def least(names: Iterable[str]) -> Iterator[str]:
    """Names of what was read, without single facts and tables where all of them were read."""
    read = tuple(names)
    whole = tuple(f"{kind}:" for kind in ("fact", "table") if f"{kind}:*" in read)
    return (name for name in read if name.endswith(":*") or not name.startswith(whole))


def _hash(value: object) -> str:
    """Content hash of what a stage found out, the same whether it is fresh or comes from the memory."""
    return hashlib.sha256(codec.dumps(value)).hexdigest()


def _part(plan: Plan, key: str) -> object:
    """A part of the plan by the name under which it was noted: ``units`` or ``records[inventory]``."""
    name, bracket, inner = key.partition("[")
    value = getattr(plan, name)
    return value.get(inner[:-1]) if bracket else value


def _chapters(root: Path) -> str:
    """Content hash of the planner's chapters and the pictures that lie with them."""
    folder = root / "chapters"
    return sha256(folder) if folder.is_dir() else ""
