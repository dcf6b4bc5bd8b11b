"""Prices of ecological benefits (5.4.5.3 b)."""

from whole import Edit, added, cell, on_disk


def price(quantity: str = "固碳", **cells: str) -> Edit:
    """One more price of a benefit, with a source."""
    row = {"price": "70", "unit": "元/t", "price_year": "2020", "source": "测试省生态产品价值核算报告"}
    return added("benefit_prices", quantity=quantity, **{**row, **cells})


BROKEN = {
    "BENEFIT-SOURCE": on_disk(price(price_year="")),
    "BENEFIT-DOUBLE": on_disk(
        price("减少入河泥沙", price="6", unit="元/m³"),
        price("保土", price="12", unit="元/m³"),
    ),
    "BENEFIT-SLIP": on_disk(price(unit="万元/t")),
    "BENEFIT-BAND": on_disk(price(price="7000")),
    "BENEFIT-PEOPLE": on_disk(cell("socioeconomy", "测试县", subject="邻县")),
    "BENEFIT-INTERVAL": on_disk(price(low="80", high="90")),
}
