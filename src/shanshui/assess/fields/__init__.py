"""Fields: quantities that have a value in every cell, each made by one recipe.

A recipe takes the ground and what stands behind ``@`` in the field's name, and gives the field, or what is missing for
it. To add a field, write its recipe in the module of its topic and name it in that module's ``RECIPES``.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from shanshui.assess.fields import (
    change,
    cover,
    degradation,
    diagnosis,
    drainage,
    habitat,
    irreplaceability,
    quality,
    reference,
    relief,
    sediment,
    sensitivity,
    soil,
    soil_loss,
    trend,
    vegetation,
    water,
    wind_erosion,
)
from shanshui.assess.ground import Recipe

RECIPES: Mapping[str, Recipe] = MappingProxyType(
    {
        **change.RECIPES,
        **cover.RECIPES,
        **diagnosis.RECIPES,
        **drainage.RECIPES,
        **degradation.RECIPES,
        **habitat.RECIPES,
        **irreplaceability.RECIPES,
        **quality.RECIPES,
        **reference.RECIPES,
        **relief.RECIPES,
        **sediment.RECIPES,
        **soil.RECIPES,
        **soil_loss.RECIPES,
        **trend.RECIPES,
        **sensitivity.RECIPES,
        **vegetation.RECIPES,
        **water.RECIPES,
        **wind_erosion.RECIPES,
    }
)
"""Every field by name."""
