"""Places, names and the lie of the land."""

from shanshui.audit.checks.ground import (
    belonging,
    coordinates,
    elsewhere,
    extremes,
    heights,
    leftovers,
    levels,
    lie_of_the_land,
    names,
    own_government,
    own_name,
    places,
    zone_members,
)

TOPICS = (
    zone_members,
    coordinates,
    heights,
    extremes,
    leftovers,
    levels,
    names,
    own_name,
    own_government,
    places,
    belonging,
    elsewhere,
    lie_of_the_land,
)
"""Files of checks, in the order in which they run."""
