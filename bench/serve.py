"""How fast pages answer: fifty readers, a register of a hundred thousand findings, a writer at work.

    python -m bench serve [--findings N] [--readers N] [--seconds S] [--register FILE]

The register is generated: two hundred dyads, each with as many events. Readers ask for the page of a dyad or its twin in
the API, think for a second, and ask again; the server is a process of its own, as users start it. Cold is the first answer for a dyad, warm every later one.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import multiprocessing
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from itertools import combinations, count
from pathlib import Path

import regesta
from regesta.model.actors import Actor
from regesta.model.findings import Event, Reading
from regesta.model.ids import finding_id
from regesta.model.reports import Report
from regesta.model.spans import Evidence, Span
from regesta.model.times import on
from regesta.register import Coder, Merger

PER_REPORT = 10
N_DYADS = 200


def main(arguments: list[str]) -> int:
    """Print the share of failures and the 95th percentiles, in milliseconds."""
    parser = argparse.ArgumentParser(
        prog="python -m bench serve", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("--findings", type=int, default=100_000)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--register", type=Path, help="made already, or to be kept for the next time")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        path = given.register or Path(folder) / "bench.db"
        started = time.monotonic()
        if path.exists():
            with regesta.open(path) as register:
                dyads = [f"{one}-{two}" for one, two, _ in register.pairs(N_DYADS)]
        else:
            dyads = generate(path, Path(folder), given.findings)
            took = time.monotonic() - started
            print(f"{given.findings:,} findings over {len(dyads)} dyads written in {took:.0f} s")
        _measure(path, Path(folder), dyads, given.readers, given.seconds)
    return 0


def dyads_of(states: list[str]) -> list[str]:
    """Return the pairs, alphabetical."""
    return ["-".join(p) for p in combinations(sorted(states), 2)][:N_DYADS]


def generate(path: Path, folder: Path, n_findings: int) -> list[str]:
    """Write a register of made-up events and return its dyads."""
    with regesta.open(path) as register:
        states = sorted(c for c in register.packs.knowledge.states if len(c) == 3)[:21]
    dyads = dyads_of(states)
    source = folder / "reports"
    source.mkdir()
    for k in range(n_findings // PER_REPORT):
        (source / f"{k:06}.txt").write_text(_text(dyads[k % len(dyads)], k), encoding="utf-8")
    with regesta.open(path, coder=_coder(), merger=Merger(lambda f: (), lambda new, old: ())) as register:
        done = register.add(source)
        if done.failures or done.n_findings < n_findings:
            raise SystemExit(f"bench: the register was not made: {done.failures[:1] or done}")
    return dyads


def _text(dyad: str, k: int) -> str:
    one, two = dyad.split("-")
    return "\n".join(f"{one} met {two} for talks number {k * PER_REPORT + i}." for i in range(PER_REPORT))


def _coder() -> Coder:
    """Return a coder that reads an event out of each line of a made-up report."""

    def read(report: Report) -> Reading:
        found, at = [], 0
        for i, line in enumerate(report.text.split("\n")):
            one, _, two = line.split()[:3]
            span = Span(at, at + len(line))
            words = Evidence(report.id, span, line, "bench")
            sides = tuple(
                Actor(f"state:{c}", c, c, "state", c, None, None, "GOV", "name", ()) for c in (one, two)
            )
            day = on(
                dt.date(2020, 1, 1) + dt.timedelta(days=int(line.split()[-1][:-1]) % 1800),
                "explicit: made up",
            )
            identity = finding_id("event", report.id, [span], "CONSULT", [str(i)])
            found.append(Event(identity, "CONSULT", "occurred", sides, day, (words,), confidence=0.95))
            at += len(line) + 1
        return Reading(report.id, "en", None, found[0].date, tuple(found), (), ())

    return Coder(read, "bench", "bench")


def write(path: Path, folder: Path, dyads: list[str]) -> None:
    """Add a report every other second until the process is ended."""
    more = folder / "more"
    more.mkdir()
    with regesta.open(path, coder=_coder(), merger=Merger(lambda f: (), lambda new, old: ())) as register:
        for k in count(10_000_000):
            time.sleep(2)
            (more / f"{k}.txt").write_text(_text(dyads[k % len(dyads)], k), encoding="utf-8")
            register.add(more / f"{k}.txt")


def _measure(path: Path, folder: Path, dyads: list[str], n_readers: int, seconds: float) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "regesta", "serve", "--from", str(path), "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    started = time.monotonic()
    for _ in range(120):
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"{address}/method").read()  # packs are loaded once
            break
        time.sleep(0.5)
    print(f"the server answered {time.monotonic() - started:.0f} s after it was started")
    cold: list[float] = []
    warm: list[float] = []
    failed: list[str] = []
    seen: set[str] = set()
    stop = threading.Event()
    lock = threading.Lock()

    def reader(number: int) -> None:
        chance = random.Random(number)
        time.sleep(chance.random())
        while not stop.is_set():
            dyad = chance.choice(dyads)
            place = chance.choice((f"/dyad/{dyad}", f"/api/v1/view/dyad/{dyad}"))
            with lock:
                first = place not in seen
                seen.add(place)
            began = time.monotonic()
            try:
                urllib.request.urlopen(address + place, timeout=30).read()
            except OSError as exc:
                failed.append(f"{place}: {exc}")
            (cold if first else warm).append(time.monotonic() - began)
            stop.wait(1)

    threads = [threading.Thread(target=reader, args=(n,), daemon=True) for n in range(n_readers)]
    # A process of its own, as writers are: in this one it would hold up the readers' clocks.
    writer = multiprocessing.get_context("spawn").Process(
        target=write, args=(path, folder, dyads), daemon=True
    )
    writer.start()
    for thread in threads:
        thread.start()
    time.sleep(seconds)
    stop.set()
    for thread in threads:
        thread.join(35)
    writer.terminate()
    writer.join(10)
    server.terminate()
    server.wait(10)
    for name, times in (("cold", cold), ("warm", warm)):
        if len(times) > 1:
            p95 = statistics.quantiles(times, n=20)[-1]
            print(
                f"{name:<5} {len(times):6d} answers  median {statistics.median(times) * 1000:6.0f} ms  p95 {p95 * 1000:6.0f} ms"
            )
    print(f"failed {len(failed)}")
