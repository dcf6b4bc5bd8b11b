"""Which mode of restoration each control zone permits (5.4.4.1 b–f)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from shanshui.standard.indicators import Certainty
from shanshui.standard.records import data_folder, keyed, read_csv


@dataclass(frozen=True, slots=True)
class ZoneMode:
    """One mode in one control zone.

    Parameters
    ----------
    zone, mode : str
        Codes of the vocabularies ``control_zone`` and ``mode``.
    permission : str
        ``allowed``; ``exception``: only where ``condition`` holds; ``forbidden``.
    condition_zh, condition_en : str
        When the exception may be made, in our words.
    clause : str
        Where the code says so.
    certainty : str
        A where the clause names the mode, C where its silence is read strictly.
    """

    zone: str
    mode: str
    permission: Literal["allowed", "exception", "forbidden"]
    clause: str
    condition_zh: str = ""
    condition_en: str = ""
    certainty: Certainty = "A"


@cache
def load_zone_modes() -> Mapping[str, ZoneMode]:
    """All pairs by ``<zone>/<mode>``."""
    rows = read_csv(ZoneMode, data_folder() / "zone_modes.csv")
    return keyed(rows, lambda row: f"{row.zone}/{row.mode}", "zone_modes.csv")
