"""What only GDAL's own Python can write into a file geodatabase, and what comes where it is not there."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pyogrio
import pytest

from dossier import database_case as databases
from shanshui.dossier.databases import geodatabase, read_numbers
from shanshui.dossier.databases.geodatabase import gdal_python
from shanshui.dossier.databases.schema import domains_of, load_schema
from shanshui.dossier.worker import WorkerError, ask, plain_environment
from shanshui.standard import describe, load

READER = """
import json, sys
from osgeo import gdal
gdal.UseExceptions()
base = gdal.OpenEx(sys.argv[1], gdal.OF_VECTOR)
layers = {}
for n in range(base.GetLayerCount()):
    layer = base.GetLayer(n)
    fields = [layer.GetLayerDefn().GetFieldDefn(k) for k in range(layer.GetLayerDefn().GetFieldCount())]
    layers[layer.GetName()] = [[f.GetName(), f.GetAlternativeName(), f.GetDomainName()] for f in fields]
domains = {name: base.GetFieldDomain(name).GetEnumeration() for name in base.GetFieldDomainNames()}
group = base.GetRootGroup()
sets = {name: list(group.OpenGroup(name).GetVectorLayerNames()) for name in group.GetGroupNames() or ()}
print(json.dumps({"layers": layers, "domains": domains, "sets": sets}))
"""


def seen(path: Path) -> Any:
    command = [gdal_python(), "-I", "-c", READER, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=plain_environment())
    return json.loads(done.stdout)


def has_gdal() -> bool:
    if not gdal_python():
        return False
    command = [gdal_python(), "-I", "-c", "from osgeo import gdal"]
    return subprocess.run(command, capture_output=True, check=False, env=plain_environment()).returncode == 0


@pytest.mark.skipif(not has_gdal(), reason="no python3-gdal on this machine")
def test_aliases_domains_and_feature_dataset() -> None:
    schema, found = load_schema(), seen(databases.written().geodatabase)
    domains = domains_of(schema, databases.plan(), load())
    for layer, fields in found["layers"].items():
        wanted = schema.layers[layer].fields if layer in schema.layers else schema.own[layer].fields
        named = [[f.name, f.title, domains[f.domain].name if f.domain else ""] for f in wanted]
        assert fields == named
    used = {name for fields in found["layers"].values() for *_, name in fields if name}
    assert used == set(found["domains"])
    for domain in domains.values():
        if domain.name in used:
            assert found["domains"][domain.name] == dict(domain.values)
    drawn = {layer.key for layer in databases.written().layers if layer.drawn}
    assert {name: set(layers) for name, layers in found["sets"].items()} == {schema.feature_dataset: drawn}
    assert "DOSSIER-GDB-ALIAS" not in {f.code for f in databases.written().findings}


def test_without_gdal_the_layers_come_and_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(geodatabase, "gdal_python", lambda: "")
    made = databases.write(tmp_path)
    (finding,) = (f for f in made.findings if f.code == "DOSSIER-GDB-ALIAS")
    assert "python3-gdal" in describe(finding).remedy
    assert {str(name) for name, _ in pyogrio.list_layers(made.geodatabase)} == {
        str(name) for name, _ in pyogrio.list_layers(made.package) if name != "layer_styles"
    }
    assert read_numbers(made.geodatabase) == read_numbers(made.package)


@pytest.mark.parametrize("interpreter", ["", "/bin/true", "/nowhere/python3"])
def test_an_interpreter_that_is_none_is_told(interpreter: str) -> None:
    with pytest.raises(WorkerError, match=r"no interpreter|no answer|No such file"):
        ask([interpreter, "-I", str(geodatabase.WORKER)], {}, 60)


def test_a_worker_that_fails_says_why() -> None:
    with pytest.raises(WorkerError, match=r"ImportError|ModuleNotFoundError|RuntimeError|KeyError"):
        ask([gdal_python() or "python3", "-I", str(geodatabase.WORKER)], {}, 60)


def test_a_worker_that_hangs_is_ended() -> None:
    with pytest.raises(WorkerError, match="longer than"):
        ask(["/bin/sleep", "60"], {}, 0.2)
