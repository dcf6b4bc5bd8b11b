"""Layers and statistics of their time."""

from whole import added, catalog, cell, on_disk

BROKEN = {
    "FRESH-LAYER-ORIGIN": on_disk(catalog("soil", provider="")),
    "FRESH-LAYER-FUTURE": on_disk(catalog("soil", date="2022-08-01")),
    "FRESH-LAYER-OLD": on_disk(catalog("mines", date="2011-08-01")),
    "FRESH-LANDCOVER": on_disk(catalog("landcover", date="2019-08-01")),
    "FRESH-COMPARED": on_disk(catalog("landcover_2015", date="2016-08-01")),
    "FRESH-SOCIETY": on_disk(cell("socioeconomy", 3, year="2012")),
    "FRESH-SOCIETY-FUTURE": on_disk(
        added("socioeconomy", subject="测试县", indicator="粮食产量", year="2023", value="1", unit="t", source="规划")
    ),
}
