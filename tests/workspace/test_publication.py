"""A switch that is killed after any of its steps leaves the old dossier or the new one, never half."""

from pathlib import Path

import pytest

from shanshui.workspace import publication as publishing
from shanshui.workspace.publication import MARKER, next_to, publish, recover

NAMES = ("dossier", "ledger.sqlite")


def _fill(folder: Path, text: str, suffix: str = "") -> None:
    (folder / f"dossier{suffix}").mkdir(parents=True)
    (folder / f"dossier{suffix}" / "a.txt").write_text(text, encoding="utf-8")
    (folder / f"ledger.sqlite{suffix}").write_text(text, encoding="utf-8")


def _state(folder: Path) -> tuple[str, str]:
    return (
        (folder / "dossier" / "a.txt").read_text(encoding="utf-8"),
        (folder / "ledger.sqlite").read_text(encoding="utf-8"),
    )


def _left(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir() if p.name not in NAMES)


def test_first_and_second_publication(tmp_path: Path) -> None:
    _fill(tmp_path, "one", ".next")
    publish(tmp_path, NAMES)
    assert _state(tmp_path) == ("one", "one")
    _fill(tmp_path, "two", ".next")
    publish(tmp_path, NAMES)
    assert _state(tmp_path) == ("two", "two")
    assert _left(tmp_path) == []


def test_a_build_killed_before_the_marker_leaves_the_old_one(tmp_path: Path) -> None:
    _fill(tmp_path, "old")
    _fill(tmp_path, "half", ".next")
    recover(tmp_path)
    assert _state(tmp_path) == ("old", "old")
    assert _left(tmp_path) == []


class _KilledError(BaseException):
    pass


@pytest.mark.parametrize("step", range(7))
def test_a_switch_killed_at_any_step_is_finished_by_the_next_command(
    tmp_path: Path, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    _fill(tmp_path, "old")
    _fill(tmp_path, "new", ".next")
    done = 0

    def counted(original):  # type: ignore[no-untyped-def]
        def run(*args, **kwargs):  # type: ignore[no-untyped-def]
            nonlocal done
            if done == step:
                raise _KilledError
            done += 1
            return original(*args, **kwargs)

        return run

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", counted(Path.rename))
        patch.setattr(publishing, "remove", counted(publishing.remove))
        try:
            publish(tmp_path, NAMES)
        except _KilledError:
            pass
    recover(tmp_path)
    assert _state(tmp_path) == ("new", "new")
    assert _left(tmp_path) == []


def test_recovering_twice_changes_nothing(tmp_path: Path) -> None:
    _fill(tmp_path, "one")
    recover(tmp_path)
    recover(tmp_path)
    assert _state(tmp_path) == ("one", "one")
    assert not (tmp_path / MARKER).exists()
    assert next_to(tmp_path / "dossier") == tmp_path / "dossier.next"


def test_files_of_other_people_are_left_alone(tmp_path: Path) -> None:
    for name in ("report.old", "plan.next", "dossier.next", "dossier.old"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    recover(tmp_path)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["plan.next", "report.old"]
