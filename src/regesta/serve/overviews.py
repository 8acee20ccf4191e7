"""All of a register in outline, kept up to date: what pages about everything are made from.

It is read from the user's cache folder where an earlier run left it, and brought up to date by what was written since;
else made from scratch, of a large register in a process of its own. The copy is only ever a copy: whatever is wrong
with it, outlines are made anew; it holds ids, codes, days, places and topics, and no other words.
"""

from __future__ import annotations

import contextlib
import math
import multiprocessing
import os
import signal
import threading
import time
from multiprocessing.connection import Connection
from pathlib import Path

from regesta import memory
from regesta.errors import RegestaError
from regesta.packs import cache
from regesta.query.outlines import Outlines
from regesta.query.outlines_json import from_text, to_text
from regesta.register import Register
from regesta.register import open as open_register

_LARGE = 20_000  # findings from which they are made in another process, for this one has readers
_WAIT_S = 3600.0  # for that process
KEEP_S = 300.0  # between two copies: one of a large register is ten megabytes
_NICE = 19  # pages go first


class Overviews:
    """Outlines of one register, for many threads."""

    def __init__(self, register: str | None, packs: tuple[Path, ...]) -> None:
        self._where, self._packs = register, packs
        self._lock = threading.Lock()
        self._known: Outlines | None = None
        self._kept, self._kept_at = (
            0,
            -math.inf,
        )  # the revision of the last copy, and when it was made (monotonic)

    def now(self, register: Register) -> Outlines:
        """Return the outlines as the register stands; whoever asks meanwhile waits."""
        with self._lock:
            if self._known is None:
                self._known = self._recalled(register)
            self._known = register.outlines(self._known)
            return self._known

    def keep(self, register: Register, every_s: float = KEEP_S) -> None:
        """Write a copy of what is large, if the last one is so old and anything has changed."""
        known = self._known
        if known is None or len(known.bundle_of) <= _LARGE or known.revision == self._kept:
            return
        if time.monotonic() - self._kept_at < every_s:
            return
        cache.write(register.outlines_copy, to_text(known, register.outlines_depend_on))
        self._kept, self._kept_at = known.revision, time.monotonic()

    def _recalled(self, register: Register) -> Outlines | None:
        """Return the outlines of an earlier run, or what another process makes of a large register; else None."""
        found = _read(register)
        if found is not None:
            self._kept, self._kept_at = found.revision, time.monotonic()
            return found
        if sum(register.overview(0).findings.values()) <= _LARGE:
            return None
        text = _from_process(self._where, self._packs)
        return None if text is None else from_text(text, register.outlines_depend_on)


def _from_process(where: str | None, packs: tuple[Path, ...]) -> str | None:
    """Return the outlines of a register as text, made in a process of its own; None where that came to nothing."""
    context = multiprocessing.get_context("spawn")  # a fork would share the server's threads and locks
    ours, its = context.Pipe(duplex=False)
    process = context.Process(target=_make, args=(its, where, packs), daemon=True)
    try:
        process.start()
        its.close()
        return str(ours.recv()) if ours.poll(_WAIT_S) else None
    except (EOFError, OSError):
        return None
    finally:
        process.kill()
        ours.close()


def _make(pipe: Connection, where: str | None, packs: tuple[Path, ...]) -> None:
    """Make the outlines of a register and hand them over as text: the work of a process of its own."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which ends this
    memory.collect_rarely()
    _give_way()
    with (
        contextlib.suppress(RegestaError, OSError),
        open_register(where, packs=packs, create=False) as register,
    ):
        pipe.send(to_text(register.outlines(), register.outlines_depend_on))


def _give_way() -> None:
    """Take only what processor time pages leave; where a system has no such class, little of it."""
    try:
        os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
    except (AttributeError, OSError):  # not on Linux, or not allowed
        with contextlib.suppress(AttributeError, OSError):
            os.nice(_NICE)


def _read(register: Register) -> Outlines | None:
    try:
        text = (cache.folder() / register.outlines_copy).read_text(encoding="utf-8")
    except (OSError, ValueError, RuntimeError):
        return None
    return from_text(text, register.outlines_depend_on)
