"""Read what people hand in, in a process of its own, and tell report by report what became of it.

A process, because reading holds the interpreter for seconds and a broken file can take all memory or crash a parser:
pages must not wait for the one nor end with the other (docs/decisions/0009-uploads-in-a-process.md). It writes to the
register as every other writer does, one transaction a report, behind the register's lock.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import Literal

from regesta.errors import RegestaError, ReportError, UnreadableReport
from regesta.model.findings import Reading
from regesta.model.snapshot import kind_of, states_of
from regesta.register import Register, is_undated
from regesta.register import open as open_register
from regesta.serve.uploads import Upload
from regesta.steps.read import read_bytes

QUIET_S = 600.0  # without a word for so long, the process is given up with the file it reads
_NICE = 10  # pages go first
_MOST_ISSUES, _MOST_PAIRS = 50, 12  # told of one report; the counts are of all


@dataclass(frozen=True, slots=True)
class Left:
    """A passage of a report that was not guessed at: why, and where in the text it stands."""

    code: str
    reason: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ReadReport:
    """What became of one report, with how many findings of each kind and which pairs of states they concern.

    It holds none of the report's words: those come from the register, under its policies.
    """

    source: str
    report_id: str
    became: Literal["read", "known", "removed"]
    findings: tuple[tuple[str, int], ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    n_issues: int = 0
    issues: tuple[Left, ...] = ()
    undated: bool = False  # it has no day of its own, so the dates of what was found are wide


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A report, or a whole file, that was not read: where, why, and what to do."""

    where: str
    problem: str
    fix: str


Told = ReadReport | Quarantined


def read_upload(register: Register, upload: Upload) -> Iterator[Told]:
    """Add the reports of a file to a register and yield what became of each.

    Raises:
        PackError: a pack is wrong.
        StoreError: the register cannot be written; what was told before is in it.
    """
    try:
        for report in read_bytes(upload.name, upload.data, upload.given):
            if isinstance(report, ReportError):
                yield _quarantined(report)
                continue
            try:
                taken = register.take(report)
            except ReportError as exc:
                yield _quarantined(exc)
                continue
            if taken.reading is None:
                yield ReadReport(report.source, report.id, taken.became)
            else:
                yield _read(report.source, taken.reading)
    except ReportError as exc:
        yield _quarantined(exc)


def _quarantined(error: ReportError) -> Quarantined:
    return Quarantined(error.where, error.problem, error.fix)


def _read(source: str, reading: Reading) -> ReadReport:
    pairs = Counter(p for f in reading.findings for p in combinations(sorted(states_of(f)), 2))
    return ReadReport(
        source,
        reading.report_id,
        "read",
        tuple(sorted(Counter(kind_of(f)[0] for f in reading.findings).items())),
        tuple(pair for pair, _ in pairs.most_common(_MOST_PAIRS)),
        len(reading.issues),
        tuple(Left(i.code, i.reason, i.span.start, i.span.end) for i in reading.issues[:_MOST_ISSUES]),
        is_undated(reading),
    )


# --------------------------------------------------------------------------- the process


class ReadingProcess:
    """Reads uploads one at a time; begun with the first, and anew if it ended. For one thread."""

    def __init__(self, register: str | None, packs: tuple[Path, ...]) -> None:
        self._register, self._packs = register, packs
        self._lock = threading.Lock()  # `stop` comes from another thread
        self._process: SpawnProcess | None = None
        self._pipe: Connection | None = None

    def __call__(self, upload: Upload) -> Iterator[Told]:
        """Yield what becomes of each report of a file, as it is read.

        Raises:
            RegestaError: the register cannot be written, or the process ended while it read this.
        """
        try:
            pipe = self._begun()
            pipe.send(upload)
            while pipe.poll(QUIET_S):
                told = pipe.recv()
                if told is None:
                    return
                if isinstance(told, Exception):
                    raise told
                yield told
        except (EOFError, OSError) as exc:
            self.stop()
            raise UnreadableReport(
                upload.name, "ended the process that read it", "Split it, or retry; other files go on"
            ) from exc
        self.stop()
        raise UnreadableReport(upload.name, f"took longer than {QUIET_S:g} seconds", "Split it into reports")

    def stop(self) -> None:
        """End the process; whole reports are left, as after any interruption."""
        with self._lock:
            process, pipe, self._process, self._pipe = self._process, self._pipe, None, None
        if process is not None:
            process.kill()
            process.join(10)
        if pipe is not None:
            pipe.close()

    def _begun(self) -> Connection:
        with self._lock:
            if self._process is not None and self._process.is_alive() and self._pipe is not None:
                return self._pipe
            context = multiprocessing.get_context(
                "spawn"
            )  # a fork would share the server's threads and locks
            ours, its = context.Pipe()
            made = context.Process(target=_work, args=(its, self._register, self._packs), daemon=True)
            made.start()
            its.close()
            self._process, self._pipe = made, ours
            return ours


def _work(pipe: Connection, where: str | None, packs: tuple[Path, ...]) -> None:
    """Read what comes through a pipe until it is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which ends this
    with contextlib.suppress(AttributeError, OSError):
        os.nice(_NICE)
    register: Register | None = None
    with contextlib.suppress(EOFError, OSError):
        while True:
            upload: Upload = pipe.recv()
            try:
                register = register or open_register(where, packs=packs, create=False)
                for told in read_upload(register, upload):
                    pipe.send(told)
                pipe.send(None)
            except RegestaError as exc:
                register = None  # opened anew for the next: what was wrong with it may be mended by then
                pipe.send(exc)
            except Exception as exc:  # noqa: BLE001 (whatever is wrong with one file, the others go on)
                fault = f"was not read: {type(exc).__name__}: {exc}"
                pipe.send(ReportError(upload.name, fault, "This is a fault of Regesta; please report it"))
