"""Patch metrics of a landscape as a whole, in the definitions of FRAGSTATS; contagion also in that of HJ 1171."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from shanshui.indicators.patch_metrics import Landscape, aggregation_of, check, least_perimeter, shares_of


@dataclass(frozen=True, slots=True)
class LandscapeMetrics:
    """Metrics of a landscape as a whole; NaN where one has no meaning.

    Parameters
    ----------
    patches : int
        NP [count].
    classes : int
        PR: classes that are there [count].
    area : float
        TA: area of all patches [m²].
    density, mean_area, largest_share : float
        PD [1/m²]; AREA_MN [m²]; LPI as a fraction.
    edge, edge_density : float
        TE [m], every edge once; ED [m/m²].
    shape_index : float
        LSI [1], the border of the landscape within the edge.
    like_adjacency, aggregation : float
        PLADJ; AI, weighted by the shares of the classes; fractions.
    cohesion, division : float
        COHESION as a fraction; DIVISION [1].
    mesh, splitting : float
        MESH [m²]; SPLIT [1].
    core_area, nearest : float
        TCA [m²]; ENN_MN [m]; NaN where these were not looked for.
    shannon, simpson : float
        SHDI [1]; SIDI as a fraction.
    shannon_evenness, simpson_evenness : float
        SHEI; SIEI; NaN where there is only one class.
    contagion, contagion_hj : float
        CONTAG as a fraction; C of HJ 1171 [1]; NaN where there is only one class.
    """

    patches: int
    classes: int
    area: float
    density: float
    mean_area: float
    largest_share: float
    edge: float
    edge_density: float
    shape_index: float
    like_adjacency: float
    aggregation: float
    cohesion: float
    division: float
    mesh: float
    splitting: float
    core_area: float
    nearest: float
    shannon: float
    simpson: float
    shannon_evenness: float
    simpson_evenness: float
    contagion: float
    contagion_hj: float


def landscape_metrics(found: Landscape) -> LandscapeMetrics:
    """Metrics of a landscape as a whole.

    Parameters
    ----------
    found : Landscape
        Its patches; at least one.

    Raises
    ------
    ValueError
        Where there is no patch, or the cell is not above 0.

    References
    ----------
    McGarigal & Marks 1995 (FRAGSTATS); HJ 1171-2021 6.6; TD/T 1068 B.2-012.
    """
    check(found)
    cells, total = found.cells.astype(np.float64), float(found.cells.sum())
    area, patches = total * found.cell**2, found.cells.size
    share = shares_of(found)
    present, edge = share[share > 0], float(found.inner.sum()) / 2
    around = float(found.perimeter.sum())
    squares, rooted = float((cells**2).sum()), float((found.perimeter * np.sqrt(cells)).sum())
    simpson, several = float(1 - (present**2).sum()), present.size > 1
    aggregation = aggregation_of(found)
    distances = found.distances()
    distances = distances[~np.isnan(distances)]
    return LandscapeMetrics(
        patches=patches,
        classes=int(present.size),
        area=area,
        density=patches / area,
        mean_area=area / patches,
        largest_share=float(cells.max() / total),
        edge=edge * found.cell,
        edge_density=edge * found.cell / area,
        shape_index=(around - edge) / float(least_perimeter(np.array(total))),
        like_adjacency=float(np.trace(found.sides)) / (4 * total),
        aggregation=float((aggregation * share)[~np.isnan(aggregation)].sum()) if total > 1 else float("nan"),
        cohesion=(1 - around / rooted) / (1 - 1 / np.sqrt(total)) if total > 1 else float("nan"),
        division=1 - squares / total**2,
        mesh=squares / total * found.cell**2,
        splitting=total**2 / squares,
        core_area=float(found.core.sum()) * found.cell**2 if found.core is not None else float("nan"),
        nearest=float(distances.mean()) if distances.size else float("nan"),
        shannon=diversity(found),
        simpson=simpson,
        shannon_evenness=diversity(found) / float(np.log(present.size)) if several else float("nan"),
        simpson_evenness=simpson / (1 - 1 / present.size) if several else float("nan"),
        contagion=contagion(found),
        contagion_hj=contagion_hj(found),
    )


def diversity(found: Landscape) -> float:
    """Shannon's diversity of the classes (SHDI) [1]."""
    share = shares_of(found)
    share = share[share > 0]
    return float(-(share * np.log(share)).sum())


def contagion(found: Landscape) -> float:
    """Contagion of the classes (CONTAG) as a fraction; NaN where there is only one.

    Notes
    -----
    1 + ΣΣ p ln p / (2 ln m), with p the share of a class times the share of its sides that face a class.
    """
    share = np.concatenate([[0.0], shares_of(found)])
    number = int((share > 0).sum())
    if number < 2:
        return float("nan")
    faced = found.sides.sum(axis=1, keepdims=True)
    p = share[:, None] * found.sides / np.where(faced > 0, faced, 1)
    p = p[p > 0]
    return float(1 + (p * np.log(p)).sum() / (2 * np.log(number)))


def contagion_hj(found: Landscape) -> float:
    """Contagion C of HJ 1171 [1]; NaN where there is only one class, or no two cells touch.

    Notes
    -----
    C = C_max + ΣΣ P ln P, with P the share of the sides between two classes in all sides, and C_max = 2 ln n
    (O'Neill 1988); n is the number of classes. The standard leaves C_max open and calls n a number of patches,
    over which the sum does not run.

    References
    ----------
    HJ 1171-2021 6.6.
    """
    number, all_sides = int((shares_of(found) > 0).sum()), found.sides.sum()
    if number < 2 or not all_sides:
        return float("nan")
    p = found.sides[found.sides > 0] / all_sides
    return float(2 * np.log(number) + (p * np.log(p)).sum())
