"""How near the region that a row is for comes to the project's own."""

from __future__ import annotations


def nearness(own: str, region: str) -> int | None:
    """How well a row of a region fits the project.

    Parameters
    ----------
    own : str
        Region of the row; empty for one that holds everywhere.
    region : str
        The project's region from the largest to the smallest, 贵州省黔东南州锦屏县; a row fits where its own region is
        empty or part of this one (贵州省, 锦屏县) or, for a place inside, the other way round.

    Returns
    -------
    int or None
        The larger the further down the row's region reaches; None where the row is for elsewhere.

    Examples
    --------
    >>> [nearness(own, "甲省乙县") for own in ("", "甲省", "乙县", "丁省")]
    [0, 2, 4, None]
    """
    if own in region:
        return region.find(own) + len(own)
    return len(own) if region in own else None
