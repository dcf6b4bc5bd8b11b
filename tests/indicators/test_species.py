from hypothesis import given
from hypothesis import strategies as st

from shanshui.indicators.species import Sighting, change, inventory, native_species, plain_name, richness

SIGHTINGS = (
    Sighting("猕猴", 2018, frozenset({"national_2"}), True),
    Sighting("猕猴 （Macaca mulatta）", 2019, frozenset({"endangered"})),
    Sighting("加拿大一枝黄花", 2020, frozenset({"invasive"}), False),
    Sighting("红豆杉", 2008, frozenset({"national_1"}), True),
    Sighting("", 2020),
    Sighting("无名", 2020),
)


def test_each_species_counts_once() -> None:
    now = inventory(SIGHTINGS, 2011, 2020)
    assert richness(now) == 3
    assert now.species["猕猴"].statuses == {"national_2", "endangered"}
    assert native_species(now) == 1
    assert now.species["无名"].native is None
    assert richness(now.of(["national_2", "invasive"])) == 2


def test_gained_and_lost() -> None:
    found = change(inventory(SIGHTINGS, 2001, 2010), inventory(SIGHTINGS, 2011, 2020))
    assert found.lost == ("红豆杉",)
    assert set(found.gained) == {"猕猴", "加拿大一枝黄花", "无名"}


def test_records_that_differ_make_an_alien() -> None:
    both = (Sighting("鲤", 2020, native=True), Sighting("鲤", 2020, native=False))
    assert native_species(inventory(both, 2020, 2020)) == 0


@given(st.lists(st.tuples(st.sampled_from(["a", "A ", "b", "ｂ", "c(x)", "c"]), st.integers(2000, 2020))))
def test_richness_never_exceeds_records_and_order_does_not_matter(rows: list[tuple[str, int]]) -> None:
    sightings = [Sighting(name, year) for name, year in rows]
    found = inventory(sightings, 2000, 2020)
    assert richness(found) == len({plain_name(name) for name, _ in rows})
    assert inventory(sightings[::-1], 2000, 2020).species.keys() == found.species.keys()
    early, late = inventory(sightings, 2000, 2010), inventory(sightings, 2011, 2020)
    moved = change(early, late)
    assert richness(early) + len(moved.gained) - len(moved.lost) == richness(late)
