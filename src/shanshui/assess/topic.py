"""The contract that the topics of the assessment share, and the pass over the grid that serves them all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Protocol

from shanshui.assess.ground import Ground, Wants
from shanshui.geo.sweep import Sweep, sweep
from shanshui.stage import StageResult
from shanshui.workspace.fields import FieldFolder


class Topic(Protocol):
    """One subject of the assessment, a module of this package."""

    def wants(self, ground: Ground, /) -> Wants:
        """What it asks of the pass over the grid; may look at earlier passes."""

    def tells(self, ground: Ground, /) -> StageResult:
        """Facts, tables and findings, once the pass is done."""


def assess(topics: Sequence[Topic], ground: Ground, folder: FieldFolder) -> tuple[Ground, StageResult]:
    """One pass for several topics: what they want is computed at once, then each tells what came of it.

    Parameters
    ----------
    topics : sequence of Topic
        In the order in which they tell; a later one knows the facts of an earlier one.
    ground : Ground
        What earlier passes have left.
    folder : FieldFolder
        Where fields are written.

    Returns
    -------
    ground : Ground
        With the sums, fields and facts of this pass.
    result : StageResult
        What the topics told.
    """
    ground = _swept([topic.wants(ground) for topic in topics], ground, folder)
    whole = StageResult()
    for topic in topics:
        told = topic.tells(ground)
        whole += told
        ground = replace(ground, facts=ground.facts.with_more(told.facts))
    return ground, whole


def _swept(wanted: Iterable[Wants], ground: Ground, folder: FieldFolder) -> Ground:
    wanted = tuple(wanted)
    tallies = tuple(
        dict.fromkeys(
            tally
            for wants in wanted
            for tally in wants.tallies
            if tally not in ground.swept and ground.has(*tally.needs)
        )
    )
    kept = dict.fromkeys(
        name for wants in wanted for name in wants.kept if name not in ground.kept and ground.has(name)
    )
    if not tallies and not kept:
        return ground
    pieces = {name: folder.pieces(name, ground.grid, ground.is_coded(name)) for name in kept}
    names = tuple(dict.fromkeys((*(need for tally in tallies for need in tally.needs), *kept)))
    task = Sweep(ground.graph(names), ground.places.zones(ground.grid), tallies, pieces)
    swept = sweep(task, ground.grid, ground.scheduler)
    written = {name: folder.joined(name) for name in kept}
    return replace(ground, swept={**ground.swept, **swept}, kept={**ground.kept, **written}, _made={})
