"""Names of places cut out of running text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanshui.claims.places import full_name, level_of, places, stem_of
from shanshui.documents import Document


def names(text: str) -> list[str]:
    return [place.text for place in places(Document("plan.txt", "txt", text, ()))]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("范围包括青禾县的白沙镇、双溪乡和大坪瑶族乡，", ["青禾县", "白沙镇", "双溪乡", "大坪瑶族乡"]),
        ("位于湖南省怀化市青禾县白沙镇白竹村", ["湖南省", "怀化市", "青禾县", "白沙镇", "白竹村"]),
        ("东界湖南省靖州苗族侗族自治县，南邻黎平县", ["湖南省", "靖州苗族侗族自治县", "黎平县"]),
        ("黔东南州与黔南布依族苗族自治州", ["黔东南州", "黔南布依族苗族自治州"]),
        ("全县下辖和平镇、太和镇、共和乡", ["和平镇", "太和镇", "共和乡"]),
        ("在和平镇建设飞山社区", ["和平镇", "飞山社区"]),
        ("推动乡村振兴和新型城镇化，建设美丽乡村、集镇和行政村，惠及村民、市场和城乡居民", []),
        ("各乡镇、各县（市）、全市和18个村", []),
        ("县级自然保护区、省级森林公园、提升县域功能", []),
        ("XX县××镇", []),
    ],
)
def test_names_are_cut_at_their_ends(text: str, wanted: list[str]) -> None:
    assert names(text) == wanted


def test_a_name_met_alone_is_known_inside_a_sentence() -> None:
    assert names("优先保障白沙镇用水。白沙镇、石门镇。")[0] == "白沙镇"


def test_short_names_of_prefectures_stand_for_the_full_ones() -> None:
    assert full_name("黔东南州") == "黔东南苗族侗族自治州"
    assert (level_of("黔东南州"), level_of("白沙镇"), level_of("青禾河")) == ("prefecture", "township", None)
    assert (stem_of("白沙镇"), stem_of("青禾河")) == ("白沙", "青禾河")


@given(st.text(alphabet="青禾白沙镇乡村县市州区和在位于的，。、（）0a\n", max_size=80))
def test_names_stand_in_order_and_as_they_are_printed(text: str) -> None:
    found = places(Document("plan.txt", "txt", text, ()))
    assert all(text[place.span.start : place.span.end] == place.text for place in found)
    assert all(one.span.end <= other.span.start for one, other in pairwise(found))
