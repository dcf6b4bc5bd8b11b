from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from shanshui.finding import Finding, Place
from shanshui.ledger import Basis, Fact, Formula, Quote, Row, Table
from shanshui.pipeline.digests import least
from shanshui.workspace import Memo, Reads, codec, watched


@dataclass(frozen=True)
class _Plan:
    units: tuple[str, ...] = ("A",)
    works: tuple[str, ...] = ()
    records: dict[str, int] = field(default_factory=lambda: {"inventory": 1, "prices": 2})

    def first(self) -> str:
        return self.units[0]


def test_reading_a_field_is_noted_also_inside_a_method_and_by_key() -> None:
    reads = Reads()
    plan = watched(_Plan(), reads.note)
    assert plan.first() == "A"
    assert plan.records["inventory"] == 1
    assert list(reads.names) == ["units", "records[inventory]"]


def test_reads_apart_do_not_mix() -> None:
    reads = Reads()
    reads.note("a")
    with reads.apart() as inner:
        inner.note("b")
        assert list(inner.names) == ["b"]
    assert list(reads.names) == ["a"]


def test_a_result_is_used_again_only_while_what_it_read_stays(tmp_path: Path) -> None:
    memo = Memo(tmp_path)
    now = {"layer:dem": "1", "plan:prices": "1"}

    def unchanged(reads: Mapping[str, str]) -> bool:
        return reads.items() <= now.items()

    memo.keep("assess", {"layer:dem": "1"}, b"result")
    assert memo.recall("assess", unchanged) == b"result"
    now["plan:prices"] = "2"
    assert memo.recall("assess", unchanged) == b"result"
    now["layer:dem"] = "2"
    assert memo.recall("assess", unchanged) is None


def test_a_damaged_memory_is_not_trusted(tmp_path: Path) -> None:
    memo = Memo(tmp_path)
    memo.keep("assess", {}, b"result")
    path = tmp_path / "assess.memo"
    path.write_bytes(path.read_bytes()[:-2])
    assert memo.recall("assess", lambda _: True) is None
    path.write_bytes(b"\x00")
    assert memo.recall("assess", lambda _: True) is None


def test_a_product_is_made_once_per_key_and_forgotten_when_unused(tmp_path: Path) -> None:
    memo, made = Memo(tmp_path / "memo"), []

    def make(path: Path) -> None:
        made.append(path)
        path.write_text("map", encoding="utf-8")

    memo.product(tmp_path / "1" / "map.tif", "key", make)
    memo.product(tmp_path / "2" / "map.tif", "key", make)
    assert len(made) == 1
    assert (tmp_path / "2" / "map.tif").read_text(encoding="utf-8") == "map"
    memo.forget_unused()
    memo.product(tmp_path / "3" / "map.tif", "other key", make)
    memo.forget_unused()
    memo.product(tmp_path / "4" / "map.tif", "key", make)
    assert len(made) == 3


def test_values_survive_the_codec() -> None:
    value = (
        (
            Fact("scope.area", Decimal("1.50"), "m2", Basis.RULED, inputs=("a", "b")),
            Fact("x.y", "文字"),
            Fact("x.z", None),
        ),
        (Table("G.1", "t", ("a",), (Row((Quote("f", Decimal(1), "1", 0, Formula("sum", ((0, "a"),))),), "total"),)),),
        (Finding("CODE", Place(file="f", row=3), "1", "2", words={"near": "x"}),),
    )
    assert codec.loads(codec.dumps(value)) == value


def test_what_all_facts_were_read_for_needs_no_single_ones() -> None:
    single = ("layer:*", "layer:dem", "fact:scope.area", "table:C", "plan:works")
    assert tuple(least((*single, "fact:unit:*"))) == (*single, "fact:unit:*")
    assert tuple(least((*single, "fact:*"))) == ("layer:*", "layer:dem", "table:C", "plan:works", "fact:*")
