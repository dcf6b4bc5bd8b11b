"""``propose --accept``: what lies in the build folder, perhaps edited, becomes part of the project."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from shanshui.errors import UsageError
from shanshui.pipeline.build_folder import held
from shanshui.pipeline.county import read_county
from shanshui.standard import load
from shanshui.workspace import read_catalog
from shanshui.workspace.proposals import read_proposal
from shanshui.workspace.proposals.acceptance import Taken, take
from shanshui.workspace.proposals.folder import note_accepted
from shanshui.workspace.proposals.selection import Offer, offers, proposed_sheets
from shanshui.workspace.switch import settle


@dataclass(frozen=True, slots=True)
class Accepted:
    """How an acceptance ended.

    Parameters
    ----------
    parts : tuple of str
        Taken over; none where there are findings.
    taken : Taken
        What became of tables and layers.
    left : tuple of Offer
        Parts that replace what was entered, and were not named.
    """

    parts: tuple[str, ...]
    taken: Taken
    left: tuple[Offer, ...] = ()


def accept(
    root: Path,
    out: Path | None = None,
    parts: Sequence[str] = (),
    stale_ok: bool = False,
    provider: str = "shanshui propose",
    day: str = "",
) -> Accepted:
    """Take a proposal over into the project folder; what stood there is kept under another name.

    Parameters
    ----------
    root : Path
        The project folder.
    out : Path, optional
        The build folder; ``root/build`` where absent.
    parts : sequence of str
        Which ones; where none is named, those that replace nothing which was entered.
    stale_ok : bool
        Also where the sources have changed since the proposal was computed; what was entered since stands.
    provider, day : str
        Who made the new layers, and when, for the catalog.

    Raises
    ------
    UsageError
        Where there is no proposal, a part is not in it, the sources have changed, or something cannot be written.
    """
    standard = load()
    with held(root, out) as folder:
        settle(root)
        stored = read_proposal(folder)
        strangers = [part for part in parts if part not in stored.tables]
        if strangers:
            known = ", ".join(stored.tables)
            raise UsageError(f"the proposal in {stored.folder} has no part {', '.join(strangers)}; it has {known}")
        county, _ = read_county(root, standard)
        if county is None:
            raise UsageError(f"{root / 'project.yaml'} cannot be read; run `shanshui check {root}` and mend it")
        now = {key: source.sha256 for key, source in county.sources.items()}
        changed = _changed(stored.stamp, now)
        if changed and not stale_ok:
            raise UsageError(
                f"{', '.join(changed)} changed since the proposal was computed; compute it anew with "
                f"`shanshui propose {root}`, or accept it as it is with --stale-ok (what was entered since will stand)"
            )
        shown = stored.folder.as_posix()
        if stored.folder.resolve().is_relative_to(root.resolve()):
            shown = stored.folder.resolve().relative_to(root.resolve()).as_posix()
        proposed = proposed_sheets(stored, shown, standard)
        offered = offers(stored, proposed, standard, read_catalog(root, standard)[0])
        chosen = [offer for offer in offered if offer.part in parts or (not parts and _freely(offer, stored.accepted))]
        left = [o for o in offered if not parts and o not in chosen and o.part not in stored.accepted]
        taken = take(root, stored, chosen, proposed, standard, provider, day)
        if taken.findings:
            return Accepted((), taken)
        if chosen:
            note_accepted(stored, tuple(offer.part for offer in chosen), _own_changes(root, now, changed))
    return Accepted(tuple(offer.part for offer in chosen), taken, tuple(left))


def _freely(offer: Offer, accepted: Sequence[str]) -> bool:
    """Whether a part may be taken over though nobody named it."""
    return offer.adds_only and offer.part not in accepted and bool(offer.changes or offer.layers)


def _changed(before: Mapping[str, str], now: Mapping[str, str]) -> tuple[str, ...]:
    """Sources that are not what they were, by their ids."""
    return tuple(sorted(key for key in before.keys() | now.keys() if before.get(key) != now.get(key)))


def _own_changes(root: Path, before: Mapping[str, str], stale: Sequence[str]) -> Mapping[str, str]:
    """New hashes of what the acceptance wrote itself; what had changed before it stays changed."""
    county, _ = read_county(root, load())
    now = {} if county is None else {key: source.sha256 for key, source in county.sources.items()}
    return {key: now[key] for key in _changed(before, now) if key in now and key not in stale}
