"""The inventory of materials (table A.1)."""

from whole import added, cell, dropped, no_layer, no_table, on_disk

_NO = {"held": "否", "note": "有关部门正在整理"}

BROKEN = {
    "INVENTORY-GAP": on_disk(cell("inventory", 6, held="否")),
    "INVENTORY-UNLISTED": on_disk(dropped("inventory", 3)),
    "INVENTORY-ITEM": on_disk(
        added(
            "inventory", category="基础图件", item="M99", name="其他图件", provider="县档案馆", date="2020", held="是"
        )
    ),
    "INVENTORY-CATEGORY": on_disk(cell("inventory", 3, category="人口经济社会")),
    # why each is missing is told besides
    "INVENTORY-NOTHING": on_disk(
        cell("inventory", 27, **_NO),
        cell("inventory", 28, **_NO),
        cell("inventory", 25, **_NO),
        no_table("earlier_works"),
        no_layer("past_projects"),
        also={"INVENTORY-REASON"},
    ),
    "INVENTORY-INCOMPLETE": on_disk(cell("inventory", 4, provider="")),
    "INVENTORY-REASON": on_disk(cell("inventory", 6, **_NO)),
    "INVENTORY-DENIED": on_disk(cell("inventory", 3, **_NO)),
    "INVENTORY-CLAIMED": on_disk(no_layer("hydrogeology")),
    "INVENTORY-OLD": on_disk(cell("inventory", 19, date="2012")),
    "INVENTORY-FUTURE": on_disk(cell("inventory", 3, date="2022")),
}
