"""Samples of water and soil (5.2.2.3 g)."""

from whole import Edit, added, cell, dropped, no_layer, on_disk

_WATER = {
    "point": "W-02", "medium": "水", "parameter": "总磷", "value": "0.1", "unit": "mg/L", "date": "2020-09-10",
    "ph": "7.3", "target_class": "III", "longitude": "109.121", "latitude": "26.576", "lab": "测试市环境监测站",
    "source": "水质例行监测",
}  # fmt: skip


def _sample(**values: str) -> Edit:
    return added("samples", **(_WATER | values))


_POLLUTED = (
    cell("units", "R", problems="耕地质量下降、河湖岸线受损、水环境污染"),
    cell("subprojects", "R-02", problems="河湖岸线受损、水环境污染"),
)

BROKEN = {
    # the layer of sections would show the problem too, and its absence is said where layers are read
    "SAMPLE-NEEDED": on_disk(
        dropped("samples", "W-01", "W-01"), *_POLLUTED, no_layer("water_quality"), also={"LAYER-ABSENT"}
    ),
    "SAMPLE-PARAMETER": on_disk(_sample(parameter="总璘")),
    "SAMPLE-UNIT": on_disk(_sample(unit="mg/kg")),
    "SAMPLE-RANGE": on_disk(_sample(value="-0.1")),
    "SAMPLE-TARGET": on_disk(_sample(target_class="")),
    "SAMPLE-SOIL": on_disk(cell("samples", "S-01", ph="")),
    "SAMPLE-RECORD": on_disk(_sample(lab="")),
    "SAMPLE-POSITION": on_disk(_sample(longitude="109.221")),
    "SAMPLE-FUTURE": on_disk(_sample(date="2021-09-10")),
    "SAMPLE-OLD": on_disk(_sample(date="2012-09-10")),
    "SAMPLE-POINT": on_disk(cell("samples", 2, ph="5.2")),
    "SAMPLE-MEDIUM": on_disk(cell("samples", "S-01", point="W-01")),
    # a sample beyond its limit is a problem of the unit, which is said as well
    "SAMPLE-EXCEEDS": on_disk(_sample(value="0.3"), also={"SAMPLE-PROBLEM"}),
    # and the other way round
    "SAMPLE-PROBLEM": on_disk(_sample(value="0.3"), also={"SAMPLE-EXCEEDS"}),
}
