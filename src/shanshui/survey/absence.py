"""Layers that the county does not bring, and what is missing in the dossier for it."""

from __future__ import annotations

from collections.abc import Iterator

from shanshui.finding import Finding, Place
from shanshui.standard import LayerRole, Standard
from shanshui.workspace.catalog import CATALOG
from shanshui.workspace.layers import Layers


def absent_layers(layers: Layers, standard: Standard) -> Iterator[Finding]:
    """One finding for each layer that the catalog does not name and the dossier would need.

    Parameters
    ----------
    layers : Layers
        Layers that the catalog names but that cannot be used have findings of their own.
    standard : Standard
        Roles with how much they are needed.
    """
    for role in standard.layers.values():
        if "<year>" in role.key or role.needed == "optional" or layers.entry(role.key) is not None:
            continue
        if role.key == "scope" and layers.scope is not None:
            continue
        code = "LAYER-NEEDED" if role.needed == "build" else "LAYER-ABSENT"
        yield _finding(code, role)


def _finding(code: str, role: LayerRole) -> Finding:
    words = {
        "name": role.name,
        "name_en": role.name_en,
        "consequence": role.consequence,
        "consequence_en": role.consequence_en,
    }
    return Finding(code, Place(file=CATALOG, layer=role.key), subject=f"layer:{role.key}", words=words)
