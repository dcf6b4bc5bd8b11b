"""What stands twice: passages, items of lists; what only looks so."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from shanshui.claims.doubles import doubles
from shanshui.claims.likeness import core, near_name
from shanshui.claims.repetition import SHINGLE, of_two_times, repeats
from shanshui.documents import Block, Document

_LONG = "坡面来水顺沟冲刷，沟头逐年向上延伸，耕地被切割成零散小块，下游塘库淤积严重，雨季常有泥沙漫过村道"


def _document(*paragraphs: str, kind: str = "paragraph") -> Document:
    text = "\n".join(paragraphs)
    blocks, start = [], 0
    for words in paragraphs:
        blocks.append(Block(kind, start, start + len(words)))  # type: ignore[arg-type]
        start += len(words) + 1
    return Document("made.txt", "txt", text, tuple(blocks))


def test_a_passage_is_found_at_both_places_without_its_marks() -> None:
    document = _document(f"甲乡。{_LONG}。", f"乙乡地势低，{_LONG}；应先治沟。")
    (found,) = repeats(document, 20)
    assert document.text[found.first.start : found.first.end] == _LONG
    assert document.text[found.second.start : found.second.end] == _LONG
    assert found.weight == len(_LONG) - _LONG.count("，")


def test_blanks_and_line_ends_do_not_hide_a_copy() -> None:
    document = _document(f"甲。{_LONG}。", f"乙。{_LONG[:20]} {_LONG[20:]}。")
    assert len(repeats(document, 20)) == 1


def test_a_run_ends_with_its_paragraph() -> None:
    document = _document(_LONG[:10], _LONG[10:20], _LONG[:10], _LONG[10:20])
    assert repeats(document, 1) == ()


def test_cells_and_headings_are_not_read() -> None:
    assert repeats(_document(_LONG, _LONG, kind="cell"), 20) == ()
    assert repeats(_document(_LONG, _LONG, kind="heading"), 20) == ()


def test_a_clause_that_stands_three_times_weighs_nothing() -> None:
    slogan = "把全县建成山清水秀人和业兴的上游生态屏障和绿色发展样板"
    document = _document(f"力争先行，{slogan}。", f"到中期，{slogan}。", f"最终，{slogan}。")
    assert repeats(document, 5) == ()


def test_titles_official_formulas_and_lists_of_names_weigh_nothing() -> None:
    for light in (
        "《关于加强上游生态保护若干问题的意见》",
        "山水林田湖草沙一体化保护和修复",
        "甲溪修复区、乙溪修复区、丙溪修复区",
    ):
        assert repeats(_document(f"先看{light}。", f"再看{light}。"), 5) == (), light
    heavy = "清理塘库淤泥并且加固两岸的老旧护坡"
    assert len(repeats(_document(f"先看{heavy}。", f"再看{heavy}。"), 5)) == 1


@given(st.text(alphabet="甲乙丙，。12 \n", max_size=200))
def test_places_always_hold_the_same_letters(text: str) -> None:
    document = _document(*(text.split("\n") or [""]))
    for found in repeats(document, 0):
        one = "".join(document.text[found.first.start : found.first.end].split())
        other = "".join(document.text[found.second.start : found.second.end].split())
        assert one == other
        assert found.first.start < found.second.start


def test_one_letter_over_and_over_is_no_copy_of_itself_for_long() -> None:
    found = repeats(_document("甲" * 5000), 0)
    assert 0 < len(found) <= 5000 // SHINGLE
    assert sum(f.second.end - f.second.start for f in found) <= 5000


def test_goals_of_two_years_are_told_from_copies() -> None:
    assert of_two_times("到2027年，湿地面积稳定，水鸟种群增加", "到2030年，湿地面积稳定，水鸟种群增加")
    assert not of_two_times("沟头逐年延伸，耕地破碎", "沟头逐年延伸，耕地破碎")


def _items(words: str) -> list[str]:
    document = _document(words)
    return [document.text[b.start : b.end] for _, b in doubles(document)]


def test_an_item_twice_in_one_list_is_found() -> None:
    assert _items("重点实施河道清淤工程、湿地恢复、河道清淤工程、护岸。") == ["河道清淤工程"]
    assert _items("涉及甲石镇、乙木镇、甲石镇等乡镇。") == ["甲石镇"]
    assert _items("县林业局、县水务局和县林业局。") == ["县林业局"]


def test_lists_that_only_look_so_stay_silent() -> None:
    for words in (
        "分别为30公顷、40公顷、30公顷。",
        "减少的石漠化、荒漠化、盐碱化土地与原有石漠化、荒漠化、盐碱化土地的比。",
        "建设污水处理设施、农村污水处理设施。",
        "上段清淤、护岸，下段清淤、护岸。",
        "新建泵站（甲片）、管网、泵站（乙片）。",
        "甲、乙、甲。",
    ):
        assert _items(words) == [], words


def test_names_are_compared_without_region_and_tail() -> None:
    assert core("岚川县高标准农田建设项目", "岚川县") == "高标准农田"
    assert core("岚川县北山矿山复绿工程", "岚川县") == core("北山矿山复绿项目", "岚川县")


def test_near_names_differ_in_a_word_but_not_in_place_number_or_stage() -> None:
    assert near_name("历史遗留矿山生态修复工程", "矿山生态修复项目")
    assert not near_name("甲溪村污水处理站", "乙溪村污水处理站")
    assert not near_name("东片灌区改造项目", "西片灌区改造项目")
    assert not near_name("灌区改造项目一期", "灌区改造项目二期")
    assert not near_name("矿山生态修复项目", "矿山生态修复项目")
