"""Command line: python -m countygen DIR."""

from __future__ import annotations

import shutil
import sys
import time
from pathlib import Path

import click

from countygen.boundary import read_boundary
from countygen.county import make_county, scaled
from countygen.files import write_json
from countygen.layers import write_county
from countygen.measure import area
from countygen.published import Published, read_published
from countygen.verify import Check, as_rows, checks

RESOLUTIONS = (120.0, 60.0, 30.0, 10.0, 5.0)


def find_published(folder: Path, given: Path | None) -> Path:
    """Return the file of figures: the given one, the folder's own, or that of the worked example."""
    example = Path(__file__).parents[2] / "examples" / "jinping" / "published.yaml"
    for path in (given, folder / "published.yaml", example):
        if path is not None and path.is_file():
            return path
    raise click.UsageError("no published.yaml found; name one with --published FILE")


def copy_sources(source: Path, target: Path) -> None:
    """Copy project.yaml and tables/ of a folder, where there are any, beside the layers made from it."""
    if source.resolve() == target.resolve():
        return
    if (source / "project.yaml").is_file():
        shutil.copyfile(source / "project.yaml", target / "project.yaml")
    if (source / "tables").is_dir():
        shutil.copytree(source / "tables", target / "tables", dirs_exist_ok=True)


def summary(found: list[Check], differences: list[str]) -> str:
    """Return the figures that are off, and how many there are in all."""
    off = [check for check in found if not check.ok]
    lines = [
        f"  OFF {check.figure}: want {check.want:g} {check.unit} ± {check.tolerance:g}, got {check.got:g}"
        for check in off
    ]
    return "\n".join([*differences, *lines, f"  {len(found) - len(off)} of {len(found)} figures within tolerance"])


def make_one(
    folder: Path, published: Published, boundary: Path | None, resolution: float, seed: int, more_sites: int
) -> bool:
    """Make, write and verify one county; return whether all figures are within their tolerances."""
    begin = time.perf_counter()
    shape, differences = None, []
    figures = published
    if boundary is not None:
        shape = read_boundary(boundary, published.county.epsg)
        size = area(shape, published.county.epsg)
        figures = scaled(published, size)
        wanted = published.value("area.county")
        differences.append(
            f"  given boundary: {size / 1e6:.4f} km², published {wanted:g} km², "
            f"difference {size / 1e6 - wanted:+.4f} km² ({(size / 1e6 / wanted - 1) * 100:+.3f} %)"
        )
    county = make_county(figures, shape, resolution, seed, more_sites)
    made = time.perf_counter()
    write_county(county, folder)
    written = time.perf_counter()
    found = checks(folder / "layers", figures)
    if shape is not None:
        found = [check for check in found if not check.figure.startswith("extent.")]
    write_json(
        folder / "layers" / "tolerances.json",
        {"seed": seed, "resolution_m": resolution, "differences": differences, "figures": as_rows(found)},
    )
    click.echo(summary(found, differences))
    spent = f"made {made - begin:.1f} s, written {written - made:.1f} s, verified {time.perf_counter() - written:.1f} s"
    click.echo(f"{folder}: {spent}", err=True)
    return all(check.ok for check in found)


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--published", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Figures (YAML).")
@click.option("--seed", default=1, show_default=True, help="Another seed, another county.")
@click.option(
    "--resolution",
    default="30",
    show_default=True,
    type=click.Choice([f"{cell:g}" for cell in RESOLUTIONS]),
    help="Cell size [m].",
)
@click.option("--counties", default=0, help="Make this many counties in DIR/county-1 and so on.")
@click.option(
    "--boundary",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Fill this polygon instead of a made-up one.",
)
@click.option("--subprojects", default=0, help="Add this many small made-up sub-projects, for benchmarks.")
def main(
    folder: Path,
    published: Path | None,
    seed: int,
    resolution: str,
    counties: int,
    boundary: Path | None,
    subprojects: int,
) -> None:
    """Make a county that honours published figures, into DIR/layers and DIR/catalog.yaml.

    Writes DIR/layers/tolerances.json and exits with 1 where a figure is outside its tolerance.
    """
    source = find_published(folder, published)
    try:
        figures = read_published(source)
        good = True
        if counties:
            for k in range(counties):
                target = folder / f"county-{k + 1}"
                good &= make_one(target, figures, boundary, float(resolution), seed + k, subprojects)
                copy_sources(source.parent, target)
        else:
            good = make_one(folder, figures, boundary, float(resolution), seed, subprojects)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
