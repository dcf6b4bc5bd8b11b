"""What each sub-project has in common with each control line, and what may be said of it (5.4.2.3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

import shapely

from shanshui.geo.areas import measured
from shanshui.geo.exact import located
from shanshui.geo.overlay import EMPTY
from shanshui.geo.proof import Proof, prove
from shanshui.layout.control.control_lines import ControlLine
from shanshui.layout.ground import Ground
from shanshui.plan import Project, limit, touch
from shanshui.quantity import exact, round_half_up
from shanshui.workspace.layers import Shape

Word = Literal["outside", "touching", "sliver", "partial", "within"]
"""Codes of the vocabulary ``control_verdict``."""

ELLIPSOID = 1e-7
"""Share by which areas on the ellipsoid may be off, see :func:`shanshui.geo.areas.ellipsoidal`."""

_LOCATED: Mapping[str, Word] = {"in": "within", "on": "touching", "out": "outside"}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a sub-project has in common with a control line.

    Parameters
    ----------
    shape : Shape
        The sub-project.
    line : ControlLine
        The line.
    word : str
        Code of the vocabulary ``control_verdict``.
    proof : Proof or None
        None for a centre without extent.
    whole, area : Decimal or None
        Areas of the sub-project and of what is shared on the ellipsoid [m²]; None without extent.
    spread : Decimal
        What the position of borders may change of the area [m²]: their length times the tolerance.
    """

    shape: Shape
    line: ControlLine
    word: Word
    proof: Proof | None
    whole: Decimal | None
    area: Decimal | None
    spread: Decimal

    @property
    def counts(self) -> bool:
        """Whether the sub-project lies in the line's zone: by more than a sliver, or with its centre."""
        return self.word in ("partial", "within") or (self.proof is None and self.word == "touching")

    @property
    def interval(self) -> tuple[Decimal, Decimal] | None:
        """Least and greatest area shared [m²], as far as borders lie within the tolerance of their place."""
        return None if self.area is None or self.whole is None else around(self.area, self.spread, self.whole)


def around(area: Decimal, spread: Decimal, whole: Decimal) -> tuple[Decimal, Decimal]:
    """Interval about an area that is neither below nothing nor above the whole.

    Examples
    --------
    >>> around(Decimal(10), Decimal(20), Decimal(25))
    (Decimal('0'), Decimal('25'))
    """
    return max(area - spread, Decimal(0)), max(min(area + spread, whole), area)


def spread_of(border: float, project: Project) -> Decimal:
    """What the position of a border may change of an area [m²].

    Parameters
    ----------
    border : float
        Its length [m].
    project : Project
        May set ``boundary_tolerance`` [m].
    """
    return measured(border) * limit(project, "boundary_tolerance")


def verdicts(ground: Ground, lines: tuple[ControlLine, ...], project: Project) -> tuple[Verdict, ...]:
    """Hold every sub-project that has a place against every control line at hand.

    Parameters
    ----------
    ground : Ground
        Where the sub-projects lie, and their areas.
    lines : tuple of ControlLine
        Control lines, strictest first.
    project : Project
        May set the limits of a sliver and the tolerance of borders.

    Returns
    -------
    tuple of Verdict
        Sub-project by sub-project, each with the lines in their order.
    """
    found = [
        _of_ground(shape, line, ground, project) if shape.has_area else _of_centre(shape, line)
        for shape in ground.subprojects.values()
        for line in lines
    ]
    return tuple(found)


def _of_centre(shape: Shape, line: ControlLine) -> Verdict:
    centre = shapely.Point(shape.geometry)
    word = _LOCATED[located(centre.x, centre.y, line.cover.geometries)]
    return Verdict(shape, line, word, None, None, None, Decimal(0))


def _of_ground(shape: Shape, line: ControlLine, ground: Ground, project: Project) -> Verdict:
    whole = ground.areas[f"subproject:{shape.code}"]
    ratio = float(whole) / float(shape.geometry.area)
    proof = prove(shape.geometry, line.cover, float(touch(project, whole)) / ratio)
    area = min(_on_ellipsoid(proof, whole, ratio, ground), whole)
    word = _word(proof, area, whole, project)
    return Verdict(shape, line, word, proof, whole, area, min(spread_of(proof.border, project), whole))


def _on_ellipsoid(proof: Proof, whole: Decimal, ratio: float, ground: Ground) -> Decimal:
    if proof.contact != "share":
        return Decimal(0)
    if proof.covered:
        return whole
    drawn = float(proof.shape.area) if proof.shape is not EMPTY else 0.0
    if not drawn:
        return round_half_up(exact(proof.area * ratio), 4)
    return round_half_up(ground.size(proof.shape) * exact(proof.area / drawn), 4)


def _word(proof: Proof, area: Decimal, whole: Decimal, project: Project) -> Word:
    """A verdict; ground that is left over counts as none up to the share of a sliver."""
    if proof.contact == "apart":
        return "outside"
    if proof.contact == "touch":
        return "touching"
    if proof.covered:
        return "within"
    if area <= touch(project, whole):
        return "sliver"
    return "within" if whole - area <= limit(project, "sliver_share") * whole else "partial"


def by_subproject(found: tuple[Verdict, ...]) -> Mapping[str, tuple[Verdict, ...]]:
    """Verdicts under the code of their sub-project, in the order of the plan."""
    groups: dict[str, tuple[Verdict, ...]] = {}
    for verdict in found:
        groups[verdict.shape.code] = (*groups.get(verdict.shape.code, ()), verdict)
    return groups
