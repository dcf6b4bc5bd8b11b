"""Faults in the files of layers and in what the catalog says of them."""

from __future__ import annotations

from random import Random

import shapely

import county
import whole
from mutants.consequences import BARE
from mutants.folder import Folder
from mutants.kind import Spot, kind

VECTORS = ("landuse", "townships", "permanent_farmland", "ecological_redline", "rivers", "vegetation", "soil")
RASTERS = ("dem", "landcover", "ndvi", "precipitation", "temperature")


@kind({"LAYER-NOCRS"}, BARE)
def crs_removed(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """Without a CRS nobody knows where a layer lies."""
    role = dice.choice(VECTORS + RASTERS)
    if role in RASTERS:
        folder.fill(role, folder.cells(role), None)
    else:
        frame = folder.frame(role)
        fields = {key: list(frame[key]) for key in frame.columns if key != "geometry"}
        path = folder.root / "layers" / f"{role}.gpkg"
        path.unlink()
        county.vector(folder.root, role, list(frame.geometry), crs=None, **fields)
    return (Spot(layer=role),)


@kind({"LAYER-OUTSIDE"}, BARE)
def crs_of_another_zone(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """In the next zone the layer lies three degrees away."""
    role = dice.choice(VECTORS)
    folder.draw(role, folder.frame(role).set_crs(dice.choice((4544, 4546, 4524)), allow_override=True))
    return (Spot(layer=role),)


@kind({"LAYER-OUTSIDE", "LAYER-UNREADABLE"}, BARE)
def longitude_and_latitude_swapped(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """Swapped, the layer lies in another part of the world."""
    role = dice.choice(VECTORS)
    frame = folder.frame(role).to_crs(4490)
    folder.draw(role, frame.set_geometry(shapely.transform(frame.geometry.to_numpy(), lambda points: points[:, ::-1])))
    return (Spot(layer=role),)


@kind({"LAYER-DATUM"}, BARE)
def old_datum(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """Beijing 1954 and Xian 1980 do not pass into CGCS2000 unchanged."""
    role = dice.choice(VECTORS)
    folder.draw(role, folder.frame(role).set_crs(dice.choice((2434, 2382)), allow_override=True))
    return (Spot(layer=role),)


@kind({"LAYER-MISSING"}, BARE)
def file_removed(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """The catalog names it."""
    role = dice.choice(VECTORS + RASTERS)
    (folder.root / folder.catalog[role]["file"]).unlink()
    return (Spot(layer=role),)


@kind({"LAYER-UNREADABLE", "LAYER-NOCRS"}, BARE)
def file_cut_short(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """Half a file is no file."""
    role = dice.choice(VECTORS + RASTERS)
    path = folder.root / folder.catalog[role]["file"]
    path.write_bytes(path.read_bytes()[: dice.randrange(60, 900)])
    return (Spot(layer=role),)


@kind({"LAYER-NEEDED", "LAYER-ABSENT"}, BARE)
def layer_not_in_the_catalog(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """Maps and indicators rest on it."""
    role = dice.choice(
        ("dem", "landcover", "landuse", "ecological_redline", "permanent_farmland", "soil", "vegetation")
    )
    whole.no_layer(role)(folder.root)
    return (Spot(layer=role),)


@kind({"LAYER-COVERAGE"}, BARE)
def no_data_over_a_part(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """A layer has data for all of the scope."""
    role = dice.choice(("dem", "ndvi", "precipitation", "temperature"))
    cells = folder.cells(role).astype("float32")
    rows, columns = cells.shape
    top, left = dice.randrange(15, rows // 2), dice.randrange(15, columns // 2)
    cells[top : top + rows // 3, left : left + columns // 3] = -9999
    folder.fill(role, cells, nodata=-9999)
    return (Spot(layer=role),)


@kind({"LAYER-FLAT"})
def flat_band(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """No real layer has one value everywhere."""
    role = dice.choice(("dem", "ndvi", "precipitation", "temperature"))
    cells = folder.cells(role)
    folder.fill(role, cells * 0 + cells.mean())
    return (Spot(layer=role),)


@kind({"LAYER-RANGE"})
def no_data_not_declared(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """No height and no rain is -9999."""
    role = dice.choice(("dem", "ndvi", "precipitation", "temperature"))
    cells = folder.cells(role).astype("float32")
    at = dice.randrange(20, 60)
    cells[at : at + 8, at : at + 8] = -9999
    folder.fill(role, cells)
    return (Spot(layer=role),)


@kind({"LAYER-RANGE"})
def raster_in_another_unit(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """Tenths of a degree or of a millimetre, as many data sets store them, are no temperature and no rain."""
    role, factor = dice.choice((("temperature", 10), ("precipitation", 10), ("ndvi", 10000)))
    folder.fill(role, (folder.cells(role) * factor).astype("float32"))
    return (Spot(layer=role),)


@kind({"LAYER-CODE"}, BARE)
def land_class_unknown(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """Codes stand in GB/T 21010."""
    frame = folder.frame("landuse")
    at = dice.randrange(len(frame))
    frame.loc[at, "class"] = dice.choice(("0199", "9999", "1500", "旱地地"))
    folder.draw("landuse", frame)
    return (Spot(layer="landuse"),)


@kind({"LAYER-CODE"}, BARE)
def cover_class_unknown(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """Codes stand in the classification that the catalog names."""
    cells = folder.cells("landcover")
    at = dice.randrange(20, 60)
    cells[at : at + 10, at : at + 10] = dice.choice((99, 255, 77))
    folder.fill("landcover", cells)
    return (Spot(layer="landcover"),)


@kind({"LAYER-COVERAGE"}, BARE)
def parcels_missing(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """Parcels leave no part of the scope open."""
    frame = folder.frame("landuse")
    gone = dice.sample(range(len(frame)), max(4, len(frame) // 20))
    folder.draw("landuse", frame.drop(index=gone))
    return (Spot(layer="landuse"),)


@kind({"LAYER-FIELD"}, BARE)
def field_renamed(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """Layers have the fields that their use rests on."""
    role, field = dice.choice((("landuse", "class"), ("subprojects", "code"), ("units", "code"), ("townships", "name"),
                               ("vegetation", "type")))  # fmt: skip
    folder.draw(role, folder.frame(role).rename(columns={field: f"{field}_1"}))
    return (Spot(layer=role),)


@kind({"LAYER-CLASSES"}, BARE)
def classification_not_named(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """Codes mean nothing without their classification."""
    role = dice.choice(("landcover", "landuse"))
    whole.catalog(role, classes=dice.choice((None, "tdt1055")))(folder.root)
    return (Spot(layer=role),)


@kind({"LAYER-CHECKSUM"})
def checksum_of_another_file(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """The file is not the one that was registered."""
    role = dice.choice(VECTORS + RASTERS)
    whole.catalog(role, sha256=f"{dice.getrandbits(256):064x}")(folder.root)
    return (Spot(layer=role),)


@kind({"LAYER-CRS"})
def catalog_names_another_crs(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """File and catalog disagree."""
    role = dice.choice(VECTORS + RASTERS)
    whole.catalog(role, crs=dice.choice(("EPSG:4546", "EPSG:4326", "EPSG:3857")))(folder.root)
    return (Spot(layer=role),)


@kind({"LAYER-BAND"}, BARE)
def band_that_is_not_there(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """A file of one band has no third."""
    role = dice.choice(RASTERS)
    whole.catalog(role, band=3)(folder.root)
    return (Spot(layer=role),)


@kind({"LAYER-KIND"}, BARE)
def raster_for_a_vector(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """Parcels are no raster."""
    role = dice.choice(("landuse", "rivers", "townships"))
    whole.catalog(role, file="layers/dem.tif", kind="raster")(folder.root)
    return (Spot(layer=role),)


@kind({"REVIEW-NUMBER"})
def secret_without_number(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """Secret layers are drawn under a map review number only."""
    role = dice.choice(VECTORS)
    whole.catalog(role, secrecy=dice.choice(("secret", "秘密")))(folder.root)
    whole.project("map_review_number", "")(folder.root)
    return Spot(layer=role), Spot(file="project.yaml"), Spot(subject=f"layer:{role}")


@kind({"LAYER-SYNTHETIC", "SYNTHETIC-INPUT", "PRICE-SYNTHETIC"})
def made_up_data_left(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """Made-up layers and rows are told."""
    if dice.random() < 0.5:
        role = dice.choice(VECTORS)
        whole.catalog(role, synthetic=True)(folder.root)
        return (Spot(layer=role),)
    table = dice.choice(("works", "prices", "funding", "targets", "fees"))
    folder.put(table, folder.pick(table, dice), synthetic="是")
    return ()


@kind({"CATALOG-ROLE"}, BARE)
def role_misspelt(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """The catalog knows no such layer."""
    role = dice.choice(VECTORS)
    entry = dict(folder.catalog[role])
    whole.no_layer(role)(folder.root)
    whole.catalog(f"{role}x", **entry)(folder.root)
    return (Spot(file="catalog.yaml"),)


KINDS = tuple(value for value in vars().values() if type(value).__name__ == "Kind")
