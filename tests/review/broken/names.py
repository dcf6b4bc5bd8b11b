"""Names (H.2.1)."""

from whole import cell, on_disk, project

BROKEN = {
    "NAME-PROJECT": on_disk(project("name.project_type", "山水林田湖草沙一体化保护和修复")),
    "NAME-UNIT": on_disk(cell("units", "L", focus="水土流失保护修复单元")),
    "NAME-SUBPROJECT": on_disk(cell("subprojects", "L-01", project_type="水土流失")),
    "NAME-TWICE": on_disk(cell("subprojects", "L-02", project_type="水土流失综合治理项目")),
}
