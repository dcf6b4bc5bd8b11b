"""The whole assessment, whoever walks over its rasters: the same facts and fields to the bit."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest

import county
from shanshui import cli, pipeline
from shanshui.errors import UsageError
from shanshui.finding import Finding
from shanshui.geo import tasks
from shanshui.ledger import Fact, Table
from shanshui.workspace import Memo, codec
from shanshui.workspace.fields import FOLDER

STAGES = ("survey", "assess")

Results = Mapping[str, tuple[tuple[Fact, ...], tuple[Table, ...], tuple[Finding, ...]]]


@pytest.fixture(scope="module")
def fine_county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small county on a grid of several windows, with layers that each group of topics needs."""
    root = county.write(tmp_path_factory.mktemp("fine") / "county")
    county.edit(root / "project.yaml", "base_year: 2020", "base_year: 2020\ncell: 5")
    steep = np.hypot(*np.gradient(county.relief().astype(float)))
    layers = {
        "ndvi": (0.2 + 0.6 * steep / steep.max(), "1"),
        "precipitation": (1200.0 + 20 * steep, "mm"),
        "evapotranspiration": (700.0 + 5 * steep, "mm"),
        "temperature": (15.0 - steep / 10, "degC"),
        "rainfall_erosivity": (5000.0 + 30 * steep, "MJ*mm/(hm2*h*a)"),
    }
    older = county.covers()
    older[:30] = 21
    county.raster(root, "landcover_2010", older)
    text = (root / "catalog.yaml").read_text(encoding="utf-8")
    text += '  landcover_2010: {file: layers/landcover_2010.tif, classes: hj1166, date: "2010-08-01"}\n'
    for role, (cells, unit) in layers.items():
        county.raster(root, role, cells.astype("float32"))
        text += (
            f'  {role}: {{file: layers/{role}.tif, kind: raster, unit: "{unit}", date: "2020-08-01", provider: 测试}}\n'
        )
    (root / "catalog.yaml").write_text(text, encoding="utf-8")
    return root


def test_one_thread_two_threads_and_a_cluster_agree(
    fine_county: Path, workers: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, fields = {}, {}
    for name, cores in (("one", 1), ("two", 2), ("cluster", 2)):
        monkeypatch.setattr(tasks, "cores", lambda cores=cores: cores)
        out = tmp_path / name
        pipeline.build(fine_county, out, "assess", scheduler=workers if name == "cluster" else "")
        found[name], fields[name] = results(out), contents(out)
    assert len(found["one"]["assess"][0]) > 300
    assert len(fields["one"]) > 20
    for name in ("two", "cluster"):
        for stage in STAGES:
            assert found[name][stage] == found["one"][stage]
        assert fields[name] == fields["one"]


def results(out: Path) -> Results:
    """What each stage found out, as the build keeps it."""
    kept = {stage: (out / "work" / "memo" / f"{stage}.memo").read_bytes().partition(b"\n")[2] for stage in STAGES}
    return {stage: codec.loads(body) for stage, body in kept.items()}


def contents(out: Path) -> dict[str, str]:
    """Content hash of every file of every field."""
    root = out / "work" / FOLDER
    files = sorted(path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_an_address_that_nobody_answers_is_a_wrong_usage(
    small_county: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    cluster = pytest.importorskip("shanshui.geo.cluster")
    monkeypatch.setattr(cluster, "_ANSWER", 0.5)
    options = ["--scheduler", "tcp://127.0.0.1:9", "-o", str(tmp_path / "out")]
    monkeypatch.setattr(sys, "argv", ["shanshui", "build", str(small_county), *options])
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    assert stopped.value.code == cli.USAGE
    assert "no cluster answers at tcp://127.0.0.1:9" in capsys.readouterr().err
    assert not (tmp_path / "out" / "work").exists()


def test_a_cluster_may_be_named_by_relative_paths(
    small_county: Path, workers: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    relative = small_county.relative_to(tmp_path)
    outcome = pipeline.build(relative, Path("out"), "assess", scheduler=workers)
    assert outcome.final
    assert contents(tmp_path / "out")


def test_dask_is_not_loaded_without_a_cluster(small_county: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from shanshui import pipeline\n"
        "pipeline.build(Path(sys.argv[1]), Path(sys.argv[2]), 'layout')\n"
        "print(sorted({'distributed', 'tornado'} & set(sys.modules)))\n"  # pint loads dask itself where it is there
    )
    command = [sys.executable, "-c", code, str(small_county), str(tmp_path / "out")]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip() == "[]"


def test_a_check_loads_no_compiler(small_county: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from shanshui import pipeline\n"
        "pipeline.check(Path(sys.argv[1]))\n"
        "print(sorted({'numba', 'distributed'} & set(sys.modules)))\n"
    )
    command = [sys.executable, "-c", code, str(small_county)]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip() == "[]"


def test_the_run_log_names_the_cluster(small_county: Path, workers: str, tmp_path: Path) -> None:
    pipeline.build(small_county, tmp_path / "out", "survey", scheduler=workers)
    lines = [json.loads(line) for line in (tmp_path / "out" / pipeline.JOURNAL).read_text("utf-8").splitlines()]
    assert [line["address"] for line in lines if line["event"] == "cluster"] == [workers]


def test_fields_of_a_run_that_was_broken_off_are_not_taken_for_those_of_the_last(
    small_county: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    pipeline.build(small_county, out, "assess")
    before = contents(out)
    assert "assess" in pipeline.build(small_county, out, "assess").kept
    dem = (small_county / "layers" / "dem.tif").read_bytes()
    county.raster(small_county, "dem", county.relief() * 2)
    keep = Memo.keep

    def killed(self: Memo, name: str, *args: object) -> None:
        if name == "assess":
            raise KeyboardInterrupt
        keep(self, name, *args)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(Memo, "keep", killed)
        with pytest.raises(KeyboardInterrupt):
            pipeline.build(small_county, out, "assess")
    assert contents(out) != before
    (small_county / "layers" / "dem.tif").write_bytes(dem)
    assert "assess" not in pipeline.build(small_county, out, "assess").kept
    assert contents(out) == before


def test_a_stage_that_fails_leaves_the_fields_that_stood(
    small_county: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    pipeline.build(small_county, out, "assess")
    before = contents(out)
    county.raster(small_county, "dem", county.relief() * 2)

    class Full:
        def run(self, *_: object) -> object:
            raise UsageError("the cluster was lost")

    monkeypatch.setattr(tasks, "Local", Full)
    with pytest.raises(UsageError):
        pipeline.build(small_county, out, "assess")
    assert contents(out) == before
    assert [path.name for path in (out / "work").glob(f"{FOLDER}*")] == [FOLDER]
