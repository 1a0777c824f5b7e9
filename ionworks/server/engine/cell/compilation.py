"""A compiled twin of something that solves, made in the background once it has been used often enough.

Compiling takes 0.5 s (SPM) to 7 s (DFN) of a C compiler and makes a solve up to twice as fast, so it happens while the
plain solver goes on serving. The result stays in the folder named by ``PYBAMM_CASADI_AOT_CACHE``, which must be
private: its files are loaded as code. Without that variable nothing is compiled here.

Source: docs/contract/performance.md section C (compile in the background).
"""

import logging
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

from ionworks.server.ground.environment import COMPILED_VARIABLE

_ABANDONED_SECONDS = 300.0
_log = logging.getLogger("ionworks.engine")
SolverT = TypeVar("SolverT")


class Compilation(Generic[SolverT]):
    """The compiled twin; `ready` once it can be used.

    Parameters
    ----------
    from_runs : int or None
        Runs in this process after which it is compiled; ``None`` for never.
    fingerprint : callable
        Name of what is compiled, the same in every process; asked for once.
    """

    def __init__(self, from_runs: int | None, fingerprint: Callable[[], str]) -> None:
        folder = os.environ.get(COMPILED_VARIABLE)
        self._folder = Path(folder) if folder and from_runs is not None else None
        self._from_runs = from_runs or 0
        self._fingerprint = fingerprint
        self._runs = 0
        self._kept_name = ""
        self._is_started = False
        self.ready: SolverT | None = None

    @property
    def is_known(self) -> bool:
        """Whether it was compiled before, here or in another process: then it takes little longer than a plain one."""
        return self._folder is not None and self._file("ready").exists()

    def note(self, runs: int, build: Callable[[], SolverT]) -> None:
        """Count solved runs; start compiling when that pays, or when it was done before.

        Parameters
        ----------
        runs : int
        build : callable
            Makes the twin and solves once with it, in a thread.
        """
        if self._folder is None or self._is_started:
            return
        self._runs += runs
        if self.is_known or (self._runs >= self._from_runs and self._claim()):
            self._is_started = True
            threading.Thread(target=self._compile, args=(build,), name="ionworks-compile", daemon=True).start()

    @property
    def _name(self) -> str:
        self._kept_name = self._kept_name or self._fingerprint()
        return self._kept_name

    def _file(self, state: str) -> Path:
        return (self._folder or Path()) / f"{self._name}.{state}"

    def _claim(self) -> bool:
        """Whether this process is the one to compile: the others use its result."""
        claim = self._file("started")
        try:
            claim.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            if claim.exists() and time.time() - claim.stat().st_mtime > _ABANDONED_SECONDS:
                claim.unlink()
            claim.touch(exist_ok=False)
        except OSError:
            return False
        return True

    def _compile(self, build: Callable[[], SolverT]) -> None:
        try:
            made = build()
            self._file("ready").touch()
        except Exception:  # noqa: BLE001 (without compiler, or on a full disk, the plain solver goes on)
            _log.exception("compiling %s failed", self._name)
        else:
            self.ready = made
