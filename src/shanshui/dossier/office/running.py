"""A LibreOffice of our own: private profile, our fonts, a time limit, and nothing left running."""

from __future__ import annotations

import json
import os
import queue
import shutil
import signal
import subprocess
import tempfile
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path

from shanshui.dossier.worker import plain_environment

WORKER = Path(__file__).with_name("uno_worker.py")
TIMEOUT = 600.0
"""Longest time for one request [s]: ten times what a report of 560 pages takes on a busy machine."""
_FORMULA_PARTS = ("libsmlo.so", "libsmlo.dylib", "smlo.dll", "../Frameworks/libsmlo.dylib")
"""The component that draws equations, beside the office's program on Linux, Windows and macOS."""
_RECALCULATE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    '<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">'
    "<value>0</value></prop></item>"
    '<item oor:path="/org.openoffice.Setup/Office"><prop oor:name="ooSetupInstCompleted" oor:op="fuse">'
    "<value>true</value></prop></item>"
    '<item oor:path="/org.openoffice.Office.Common/Misc"><prop oor:name="FirstRun" oor:op="fuse">'
    "<value>false</value></prop></item>"
    "</oor:items>\n"
)


class OfficeError(Exception):
    """The office is not there, did not start, failed, or took too long; the message says which."""


@cache
def soffice() -> str:
    """Path of the office's program; empty where there is none."""
    named = os.environ.get("SHANSHUI_SOFFICE", "")
    if named:
        return named if Path(named).is_file() else ""
    return shutil.which("soffice") or shutil.which("libreoffice") or ""


@cache
def uno_python() -> str:
    """An interpreter that can talk to the office; empty where there is none."""
    folder = Path(soffice()).resolve().parent if soffice() else Path()
    for candidate in (os.environ.get("SHANSHUI_UNO_PYTHON", ""), "/usr/bin/python3", str(folder / "python")):
        if candidate and Path(candidate).exists():
            command = [candidate, "-c", "import uno"]
            environment = plain_environment()
            try:
                if (
                    subprocess.run(command, capture_output=True, timeout=30, check=False, env=environment).returncode
                    == 0
                ):
                    return candidate
            except (OSError, subprocess.TimeoutExpired):
                continue
    return ""


def missing() -> str:
    """What is not there of what a PDF needs; empty where all is."""
    if not soffice():
        return "LibreOffice (soffice)"
    return "" if uno_python() else "python3-uno"


@cache
def sets_formulas() -> bool:
    """Whether the office can draw equations: without its component for them they vanish from the PDF unsaid."""
    folder = Path(soffice()).resolve().parent if soffice() else Path()
    return any(any(folder.glob(pattern)) for pattern in _FORMULA_PARTS)


class Session:
    """A running office; use :func:`session`."""

    def __init__(self, office: subprocess.Popen[bytes], worker: subprocess.Popen[str], timeout: float) -> None:
        self._office = office
        self._worker = worker
        self._timeout = timeout
        self._answers: queue.SimpleQueue[str] = queue.SimpleQueue()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        if self._worker.stdout is not None:
            for line in self._worker.stdout:
                self._answers.put(line)
        self._answers.put("")

    def run(self, verb: str, source: Path, target: Path) -> None:
        """Let the office do one thing to a file.

        Parameters
        ----------
        verb : {"pdf", "recalculate", "resave"}
            Store as PDF; compute a workbook anew; store again as Word with fields and contents brought up to date.
        source, target : Path
            File to open, and file to write.

        Raises
        ------
        OfficeError
            Where the office fails, dies, or takes longer than the limit.
        """
        if self._worker.stdin is None:
            raise OfficeError("the worker takes no requests")
        request = {"verb": verb, "source": str(source.absolute()), "target": str(target.absolute())}
        try:
            self._worker.stdin.write(json.dumps(request) + "\n")
            self._worker.stdin.flush()
            answer = self._answers.get(timeout=self._timeout)
        except (BrokenPipeError, OSError) as error:
            raise OfficeError(f"the office went away: {error}") from error
        except queue.Empty:
            raise OfficeError(f"the office took longer than {self._timeout:.0f} s over {source.name}") from None
        if not answer:
            raise OfficeError("the office ended before it answered")
        reply = json.loads(answer)
        if not reply["ok"]:
            raise OfficeError(str(reply["error"]))


@contextmanager
def session(fonts: Path | None = None, timeout: float = TIMEOUT) -> Iterator[Session]:
    """Start an office with a profile of its own, and end it whatever happens.

    Parameters
    ----------
    fonts : Path, optional
        fontconfig file, from :func:`shanshui.dossier.fonts.prepare`.
    timeout : float
        Longest time for one request [s].

    Raises
    ------
    OfficeError
        Where the office or its interpreter is missing.
    """
    lacking = missing()
    if lacking:
        raise OfficeError(lacking)
    with tempfile.TemporaryDirectory(prefix="shanshui-office-", ignore_cleanup_errors=True) as folder:
        profile = Path(folder) / "profile"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_RECALCULATE, encoding="utf-8")
        pipe = f"shanshui{uuid.uuid4().hex}"
        environment = {**plain_environment(), "SAL_USE_VCLPLUGIN": "svp", "TMPDIR": folder}
        if fonts is not None:
            environment["FONTCONFIG_FILE"] = str(fonts)
        office = subprocess.Popen(
            _command(profile, pipe),
            env=environment,
            start_new_session=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        worker: subprocess.Popen[str] | None = None
        try:
            worker = subprocess.Popen(
                [uno_python(), "-I", str(WORKER), pipe],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                env=plain_environment(),
                start_new_session=True,
            )
            yield Session(office, worker, timeout)
        finally:
            _end(worker, office)


Office = Callable[[str, Path, Path], None]
"""Does one thing to a file: verb, source, target, as :meth:`Session.run`."""


@contextmanager
def offices(fonts: Path | None = None, most: int = 1, timeout: float = TIMEOUT) -> Iterator[Office]:
    """Several offices side by side: each is started when it is first wanted, and whoever asks gets one that is free.

    Parameters
    ----------
    fonts, timeout
        As for :func:`session`.
    most : int
        How many at once.

    Raises
    ------
    OfficeError
        Where one is missing, fails, or takes too long.
    """
    free: queue.SimpleQueue[Session | None] = queue.SimpleQueue()
    for _ in range(most):
        free.put(None)
    with ExitStack() as running:

        def run(verb: str, source: Path, target: Path) -> None:
            office = free.get()
            try:
                office = office or running.enter_context(session(fonts, timeout))
                office.run(verb, source, target)
            finally:
                free.put(office)

        yield run


def _command(profile: Path, pipe: str) -> list[str]:
    return [
        soffice(),
        "--headless",
        "--invisible",
        "--nologo",
        "--nodefault",
        "--norestore",
        "--nolockcheck",
        f"-env:UserInstallation={profile.as_uri()}",
        f"--accept=pipe,name={pipe};urp;StarOffice.ComponentContext",
    ]


def _end(worker: subprocess.Popen[str] | None, office: subprocess.Popen[bytes]) -> None:
    """End both with all their children; politely first, for a moment."""
    if worker is not None:
        for stream in (worker.stdin,):
            if stream is not None and not stream.closed:
                try:
                    stream.close()
                except OSError:
                    continue
        try:
            worker.wait(timeout=3)
        except subprocess.TimeoutExpired:
            _kill(worker.pid)
            worker.wait()
        if worker.stdout is not None:
            worker.stdout.close()
    try:
        office.wait(timeout=2)
    except subprocess.TimeoutExpired:
        _kill(office.pid)
        office.wait()


def _kill(process: int) -> None:
    try:
        if hasattr(os, "killpg"):
            os.killpg(process, signal.SIGKILL)
        else:
            os.kill(process, signal.SIGTERM)
    except ProcessLookupError:
        return
