"""The ecological network in chapter 2 and on its map."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import geopandas as gpd
from pyproj import CRS
from shapely.geometry import LineString, box

from dossier import front_case as fc
from dossier import map_case as case
from shanshui.dossier.maps.series import CentredGround
from shanshui.dossier.maps.sheet import FIELD
from shanshui.ledger import Facts
from shanshui.workspace.network import CORRIDORS, SOURCES

PREFIX = ("scope.network.", "unit:L.network.", "unit:R.network.")


def _told(**values: str) -> str:
    """Chapter 2 with these facts of the network and no others."""
    base = fc.without(*PREFIX)
    some = fc.material().facts["scope.area"]
    units = {"count": "count", "area": "m2", "length": "m", "longest": "m", "parts": "count"}
    facts = [
        replace(
            some, id=f"scope.network.{key.replace('__', '.')}", value=Decimal(value),
            unit=units.get(key.rpartition("__")[2], "1"),
        )
        for key, value in values.items()
    ]  # fmt: skip
    return fc.said(replace(base, facts=Facts([*base.facts.values(), *facts])), "situation")


WHOLE = {
    "sources__count": "5", "sources__area": "12345678", "corridors__count": "6", "corridors__length": "34567",
    "corridors__longest": "8901", "parts": "1", "alpha": "0.4", "beta": "1.2", "gamma": "0.6667",
}  # fmt: skip


def test_the_chapter_tells_the_network() -> None:
    said = _told(**WHOLE)
    for words in ("5处，面积12.35km2", "生态廊道6条，总长34.57km，最长的一条8.90km", "α为0.40", "γ为0.67", "有环路"):
        assert words in said
    assert "呈树状" in _told(**{**WHOLE, "corridors__count": "4", "alpha": "0"})
    assert "分为2个互不连通的部分" in _told(**{**WHOLE, "parts": "2"})


def test_the_chapter_is_silent_without_a_network() -> None:
    assert "源地" not in fc.said(fc.without(*PREFIX), "situation")
    one = _told(sources__count="1", sources__area="2000000", parts="1", beta="0")
    assert "1处，面积2.00km2" in one
    assert "廊道" not in one.partition("1处")[2].partition("\n")[2].partition("水量")[0]
    assert "没有可以通行的路径" in _told(sources__count="2", sources__area="2000000", parts="2", beta="0")


def test_where_the_layers_of_the_map_come_from(tmp_path: Path) -> None:
    frames = {
        SOURCES: gpd.GeoDataFrame({"code": ["S01"]}, geometry=[box(0, 0, 1, 1)]),
        CORRIDORS: gpd.GeoDataFrame({"code": ["K01"]}, geometry=[LineString([(0, 0), (1, 1)])]),
    }
    ground = CentredGround(case.Ground({}, {}), case.plan(), case.SCOPE, CRS.from_epsg(case.EPSG), network=frames.get)
    assert ground.vector(f"{FIELD}{SOURCES}") is frames[SOURCES]
    assert ground.vector(f"{FIELD}{CORRIDORS}") is frames[CORRIDORS]
    assert ground.vector(f"{FIELD}fvc") is None
