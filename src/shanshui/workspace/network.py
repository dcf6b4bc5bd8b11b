"""The ecological network that the assessment has found, on disk for whoever draws or delivers it.

It lies in ``network.gpkg`` in the folder of intermediate files: sources as areas, corridors as lines. The facts
``field:network_sources.content`` and ``field:network_corridors.content`` hold the content hash of each layer, so that
whoever reads one depends on what it is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

import geopandas as gpd
import shapely

from shanshui.files import remove
from shanshui.geo.files import write_vector
from shanshui.ledger import Facts

SOURCES, CORRIDORS = "network_sources", "network_corridors"
LAYERS = (SOURCES, CORRIDORS)
_FILE = "network.gpkg"


def write_network(work: Path, frames: Mapping[str, gpd.GeoDataFrame]) -> Mapping[str, str]:
    """Write layers of the network and answer the content hash of each; without any, what lay there goes.

    Parameters
    ----------
    work : Path
        Folder of intermediate files.
    frames : mapping of layer to GeoDataFrame
        Of :data:`LAYERS` those that have features.
    """
    path = work / _FILE
    if not frames:
        remove(path)
        return {}
    work.mkdir(parents=True, exist_ok=True)
    write_vector(path, frames)
    return {layer: _content(frame) for layer, frame in frames.items()}


def _content(frame: gpd.GeoDataFrame) -> str:
    whole = hashlib.sha256(repr([name for name in frame.columns if name != frame.geometry.name]).encode())
    for row, shape in zip(frame.drop(columns=frame.geometry.name).itertuples(index=False), frame.geometry, strict=True):
        whole.update(repr(tuple(row)).encode())
        whole.update(shapely.to_wkb(shapely.normalize(shape)))
    return whole.hexdigest()


def read_network(layer: str, work: Path, facts: Facts) -> gpd.GeoDataFrame | None:
    """A layer of the network; None where the assessment has found none.

    Parameters
    ----------
    layer : str
        One of :data:`LAYERS`.
    work : Path
        Folder of intermediate files.
    facts : Facts
        Its fact is looked up, so that the reader depends on what it is.
    """
    path = work / _FILE
    if not facts.text(f"field:{layer}.content") or not path.is_file():
        return None
    found: gpd.GeoDataFrame = gpd.read_file(path, layer=layer)
    return found
