from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shanshui.geo.grid import Grid, Window
from shanshui.geo.pieces import Pieces
from shanshui.geo.raster import AlignedRaster, head

GRID = Grid(4545, 30.0, 600_000.0, 2_900_000.0, 50, 40)
CELLS = np.arange(2000.0).reshape(40, 50)


def cut(cells: np.ndarray, w: Window) -> np.ndarray:
    return cells[w.row : w.row + w.height, w.col : w.col + w.width]


def read(pieces: Pieces, window: Window | None = None) -> np.ndarray:
    raster = AlignedRaster(pieces.whole, pieces.grid, "codes" if pieces.dtype == "int32" else "values")
    with raster.opened() as cells:
        found: np.ndarray = cells(window or pieces.grid.whole)
    return found


@settings(max_examples=15)
@given(size=st.integers(9, 60), block=st.integers(1, 4), halo=st.integers(0, 3))
def test_what_is_written_in_pieces_is_read_as_one(
    tmp_path_factory: pytest.TempPathFactory, size: int, block: int, halo: int
) -> None:
    pieces = Pieces(tmp_path_factory.mktemp("field"), GRID, "float32", np.nan)
    blocks = list(GRID.windows(size * block))
    for place in blocks:
        with pieces.opened(place) as write:
            for window in place.windows(size):
                write(window, cut(CELLS, window))
    assert pieces.join(blocks) == pieces.whole
    assert (read(pieces) == CELLS).all()
    around = read(pieces, GRID.whole.grown(halo))
    assert np.isnan(around).sum() == around.size - CELLS.size
    assert head(pieces.whole).bounds == GRID.bounds


def test_ground_that_nobody_writes_has_no_data(tmp_path: Path) -> None:
    codes = Pieces(tmp_path, GRID, "int32", 0)
    left, right = Window(0, 0, 40, 25), Window(0, 25, 40, 25)
    with codes.opened(left) as write:
        write(Window(10, 5, 4, 4), np.full((4, 4), 7, np.int32))
    codes.join([left])
    found = read(codes)
    assert (found[10:14, 5:9] == 7).all()
    assert found.sum() == 7 * 16
    assert not read(codes, right).any()


def test_nothing_at_all(tmp_path: Path) -> None:
    pieces = Pieces(tmp_path, GRID, "float32", np.nan)
    pieces.join([])
    assert np.isnan(read(pieces)).all()
    assert head(pieces.whole).cols == 50


def test_a_piece_is_whole_or_not_there(tmp_path: Path) -> None:
    pieces = Pieces(tmp_path, GRID, "float32", np.nan)

    def half() -> None:
        with pieces.opened(GRID.whole) as write:
            write(Window(0, 0, 10, 10), cut(CELLS, Window(0, 0, 10, 10)))
            raise ArithmeticError

    with pytest.raises(ArithmeticError):
        half()
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(FileNotFoundError, match="a piece of a raster was not written"):
        pieces.join([GRID.whole])


def test_a_worker_that_is_killed_leaves_scrap_that_is_cleared_away(tmp_path: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; import numpy as np\n"
        "from shanshui.geo.grid import Grid, Window; from shanshui.geo.pieces import Pieces\n"
        "grid = Grid(4545, 30.0, 600_000.0, 2_900_000.0, 50, 40)\n"
        "with Pieces(Path(sys.argv[1]), grid, 'float32', np.nan).opened(grid.whole) as write:\n"
        "    write(Window(0, 0, 10, 10), np.ones((10, 10)))\n"
        "    print('writing', flush=True)\n"
        "    time.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.kill()
    assert [path.suffix for path in tmp_path.iterdir()] == [".tif"]
    pieces = Pieces(tmp_path, GRID, "float32", np.nan)
    pieces.write(GRID.whole, CELLS)  # another worker takes over
    pieces.join([GRID.whole])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["0000000_0000000.tif", "whole.vrt"]
    assert (read(pieces) == CELLS).all()


def test_two_workers_may_write_the_same_piece(tmp_path: Path) -> None:
    pieces = Pieces(tmp_path, GRID, "float32", np.nan)
    with pieces.opened(GRID.whole) as slow:
        slow(Window(0, 0, 40, 25), CELLS[:, :25])
        pieces.write(GRID.whole, CELLS)
        slow(Window(0, 25, 40, 25), CELLS[:, 25:])
    pieces.join([GRID.whole])
    assert (read(pieces) == CELLS).all()


@pytest.mark.skipif(not hasattr(resource, "RLIMIT_FSIZE"), reason="this system sets no limit to the size of files")
def test_a_full_disk_is_told(tmp_path: Path) -> None:
    code = (
        "import resource, signal, sys; from pathlib import Path; import numpy as np\n"
        "from shanshui.geo.grid import Grid; from shanshui.geo.pieces import Pieces\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))\n"
        "grid = Grid(4545, 30.0, 600_000.0, 2_900_000.0, 1000, 1000)\n"
        "noise = np.random.default_rng(1).random((1000, 1000))\n"
        "try:\n"
        "    Pieces(Path(sys.argv[1]), grid, 'float32', np.nan).write(grid.whole, noise)\n"
        "except OSError as error:\n"
        "    print('told:', error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("told:")
    assert list(tmp_path.iterdir()) == []
