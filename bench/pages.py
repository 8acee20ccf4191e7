"""How long each page takes, cold and warm, on a register of a hundred thousand findings of all kinds.

    python -m bench pages [--findings N] [--register FILE] [--overviews]

The register is generated: two hundred dyads, ten persons a state, forty topics, ten publishers; of ten findings six are
events, two statements, one a commitment and one an office; five or six events are one. Cold is the first answer for an
address, after a write about two other states; warm the fastest of three later ones. With `--overviews` the pages about
everything: as the first answer of a new process, and as the first after a write about two states that it shows.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import regesta
from regesta.model.actors import Actor
from regesta.model.decisions import Decision
from regesta.model.findings import (
    Commitment,
    EntityMention,
    Event,
    Finding,
    OfficeHeld,
    Place,
    Reading,
    Stance,
    Statement,
)
from regesta.model.ids import finding_id, report_id, short_hash
from regesta.model.reports import Report
from regesta.model.spans import Evidence, Span
from regesta.model.times import DayRange, on
from regesta.register import Coder, Merger

PER_REPORT = 10
N_DYADS, N_PERSONS, N_TOPICS, N_PUBLISHERS, N_DAYS = 200, 10, 40, 10, 1800
_STANCES: tuple[Stance, ...] = ("support", "oppose", "urge", "neutral")
ADDRESSES = (
    "/",
    "/dyad/{one}-{two}",
    "/country/{one}",
    "/entity/person:minister-{one}-1",
    "/entity/state:{one}",
    "/office/{one}/foreign-minister",
    "/topic/topic 7",
    "/source/Paper 3",
    "/org/UN",
    "/search?q=talks",
    "/search?q=minister",
    "/commitments",
    "/commitments?state={one}",
    "/positions",
    "/positions?state={one}",
    "/map",
    "/network",
    "/calendar",
    "/reports",
    "/review",
    "/decisions",
    "/changes",
    "/changes?since={revision}",
    "/record/{finding}",
    "/api/v1/events",
    "/api/v1/entities/person:minister-{one}-1",
)
OVERVIEWS = (
    "/map",
    "/map?place=Minsk, BLR",
    "/chart/map/all.svg",
    "/network",
    "/chart/network/all.svg",
    "/calendar",
    "/review",
    "/commitments",
    "/positions",
    "/",
    "/changes",
    "/data",
)
_CITIES = (("Minsk", "BLR", 53.9, 27.6), ("Nairobi", "KEN", -1.3, 36.8), ("Geneva", "CHE", 46.2, 6.1))


def main(arguments: list[str]) -> int:
    """Print, for each address, how long it takes cold and warm, in milliseconds."""
    parser = argparse.ArgumentParser(
        prog="python -m bench pages", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("--findings", type=int, default=100_000)
    parser.add_argument("--register", type=Path, help="made already, or to be kept for the next time")
    parser.add_argument(
        "--overviews", action="store_true", help="the pages about everything, in new processes"
    )
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        path = given.register or Path(folder) / "bench.db"
        if not path.exists():
            generate(path, given.findings)
        if given.overviews:
            _measure_overviews(path)
        else:
            _measure(path)
    return 0


# --------------------------------------------------------------------------- the register


def generate(path: Path, n_findings: int) -> list[str]:
    """Write a register of made-up findings of all kinds and return its dyads."""
    from bench.serve import dyads_of

    with regesta.open(path) as register:
        states = sorted(c for c in register.packs.knowledge.states if len(c) == 3)[:21]
    dyads = dyads_of(states)
    with regesta.open(path, coder=coder(), merger=MERGER) as register:
        for k in range(n_findings // PER_REPORT):
            register.take(made_report(dyads[k % len(dyads)], k))
    return dyads


def made_report(dyad: str, k: int) -> Report:
    """Return the k-th report, about a dyad."""
    one, two = dyad.split("-")
    lines = [f"{one} {two} talks number {k * PER_REPORT + i}." for i in range(PER_REPORT)]
    text = "\n".join(lines)
    paper = f"Paper {k % N_PUBLISHERS}"
    return Report(report_id(text), f"{k:06}.txt", text, "0" * 64, publisher=paper, published=_day(k))


def coder() -> Coder:
    """Return a coder that reads a finding out of each line of a made-up report."""
    return Coder(_read, "bench", "bench")


def _read(report: Report) -> Reading:
    found: list[Finding] = []
    at = 0
    sides: tuple[Actor, ...] = ()
    for i, line in enumerate(report.text.split("\n")):
        one, two = line.split()[:2]
        k = int(line.split()[-1][:-1]) // PER_REPORT
        sides = (_person(one, k), _person(two, k))
        span = Span(at, at + len(line))
        found.append(_finding(report, i, int(line.split()[-1][:-1]), sides, span, line))
        at += len(line) + 1
    mentions = [EntityMention(a.entity, a.name, a.kind, a.as_written, "en") for a in sides]
    mentions += [EntityMention(f"state:{a.state}", str(a.state), "state", str(a.state), "en") for a in sides]
    return Reading(report.id, "en", None, report.published or _day(0), tuple(found), (), tuple(mentions))


def _person(code: str, k: int) -> Actor:
    """Return one of the persons who act for a state: who, goes by the number of the report."""
    which = k // N_DYADS % N_PERSONS
    name = f"Minister {which} of {code}"
    return Actor(
        f"person:minister-{code}-{which}", name, name, "person", code, "foreign minister", "incumbent", "GOV"
    )


def _day(n: int) -> DayRange:
    return on(dt.date(2020, 1, 1) + dt.timedelta(days=n % N_DAYS), "header: made up")


def _finding(report: Report, i: int, number: int, sides: tuple[Actor, ...], span: Span, line: str) -> Finding:
    words = (Evidence(report.id, span, line, "bench"),)
    day = _day(number)
    codes = [str(a.state) for a in sides]

    def identity(record: str, kind: str) -> str:
        return finding_id(record, report.id, [span], kind, [str(i)])

    if i in (6, 7):
        stance = _STANCES[number // PER_REPORT % len(_STANCES)]
        topic = f"topic {number // PER_REPORT % N_TOPICS}"
        return Statement(
            identity("statement", stance), sides[i % 2 :][:1], stance, False, day, words, topic, (topic,)
        )
    if i == 8:
        return Commitment(
            identity("commitment", "pledge"), "pledge", "roads", tuple(codes), "pledged", day, words,
            by=sides[:1], to=sides[1:],
        )  # fmt: skip
    if i == 9:
        holder = sides[0]
        return OfficeHeld(
            identity("office", "foreign minister"), holder.entity, holder.name, "foreign minister", "incumbent",
            codes[0], day, words,
        )  # fmt: skip
    place = Place(*_CITIES[number // PER_REPORT % 3]) if number // PER_REPORT % 4 else None
    return Event(
        identity("event", "CONSULT"), "CONSULT", "occurred", sides, day, words, place=place, confidence=0.95
    )


def _keys(finding: Finding) -> Iterator[str]:
    if isinstance(finding, Event):
        yield "|".join([*(str(a.state) for a in finding.actors), str(finding.date.start)])


def _merge(new: Sequence[Finding], neighbours: Sequence[Finding]) -> Iterable[Decision]:
    """Return that meetings of the same states on one day are one."""
    by_key: dict[str, list[Finding]] = {}
    for finding in neighbours:
        for key in _keys(finding):
            by_key.setdefault(key, []).append(finding)
    for finding in new:
        for other in (o for key in _keys(finding) for o in by_key.get(key, ())):
            of = tuple(sorted((finding.id, other.id)))
            yield Decision(short_hash("".join(of)), "same", of, "rule:bench", "one day")


MERGER = Merger(_keys, _merge)


# --------------------------------------------------------------------------- the times


@contextlib.contextmanager
def serving(path: Path) -> Iterator[str]:
    """Serve a register in a process of its own, as users start it, and give its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable, "-m", "regesta", "serve", "--from", str(path), "--port", str(port), "--warm", "0"
    ]  # fmt: skip
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(240):
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"{address}/method").read()
                break
            time.sleep(0.5)
        yield address
    finally:
        server.terminate()
        server.wait(10)


def _measure(path: Path) -> None:
    with regesta.open(path, coder=coder(), merger=MERGER) as register, serving(path) as address:
        one, two, _ = register.pairs(1)[0]
        finding = register.overview(1).latest[0].id
        known = sorted(c for c in register.packs.knowledge.states if len(c) == 3)
        for form in ADDRESSES:
            # Pages read by states none of whom deals with these: whatever was read whole before is read again.
            register.take(made_report("-".join(known[30:32]), 10_000_000 + register.revision))
            revision = max(0, register.revision - 10)
            place = form.format(one=one, two=two, revision=revision, finding=finding)
            times = [_seconds(address + place.replace(" ", "%20")) for _ in range(4)]
            told = "  ".join(f"{t * 1000:8.0f}" for t in (times[0], min(times[1:])))
            print(f"{form:<44} {told}", flush=True)


def _measure_overviews(path: Path) -> None:
    with serving(path) as address:  # whatever is kept beside the register is made by now
        print(f"first of all: {_seconds(address + '/map'):.1f} s")
    print(f"{'':<44} {'new process':>12} {'after write':>12} {'peak MB':>8}")
    for form in OVERVIEWS:
        place = form.replace(" ", "%20")
        with regesta.open(path, coder=coder(), merger=MERGER) as register, serving(path) as address:
            first = _seconds(address + place)
            one, two, _ = register.pairs(1)[0]
            register.take(made_report(f"{one}-{two}", 20_000_000 + register.revision))
            after = _seconds(address + place)
            print(f"{form:<44} {first * 1000:12.0f} {after * 1000:12.0f} {_peak_mb():8.0f}", flush=True)


def _peak_mb() -> float:
    """Return the most memory that any child of this process has held, as far as the system tells."""
    children = (Path("/proc") / str(os.getpid()) / "task" / str(os.getpid()) / "children").read_text()
    held = [Path(f"/proc/{c}/status").read_text() for c in children.split()]
    return max(
        (int(line.split()[1]) / 1024 for told in held for line in told.splitlines() if line[:6] == "VmHWM:"),
        default=0.0,
    )


def _seconds(address: str) -> float:
    started = time.monotonic()
    try:
        urllib.request.urlopen(address, timeout=300).read()
    except urllib.error.HTTPError as exc:
        print(f"{address}: {exc}")
    return time.monotonic() - started
