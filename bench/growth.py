"""Whether ten times the reports cost at most twelve times the time, merging included.

    python -m bench growth [--reports N] [--alike]

Adds N generated reports to one register and ten times as many to another, each stream at the same number of
reports a day, so that ten times the reports cover ten times the days, as an archive does. With --alike all of them
tell of one meeting, each in words of its own, as agencies do that carry one story. Prints the times, how many decisions
are stored and shown, the size of the register, the time of a view and the greatest memory. Exits with 1 where the
ratio of the times is above twelve.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import random
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from regesta import register

MOST = 12.0
PER_DAY = 4
FIRST = dt.date(2015, 1, 5)
_STATES = (
    ("Norway", "Oslo"), ("Kenya", "Nairobi"), ("Peru", "Lima"), ("Japan", "Tokyo"), ("Egypt", "Cairo"),
    ("Portugal", "Lisbon"), ("Vietnam", "Hanoi"), ("Georgia", "Tbilisi"), ("Chile", "Santiago"),
    ("Finland", "Helsinki"), ("Ghana", "Accra"), ("Nepal", "Kathmandu"), ("Cuba", "Havana"),
    ("Serbia", "Belgrade"), ("Oman", "Muscat"),
)  # fmt: skip
_NAMES = (
    "Aldaro",
    "Berrin",
    "Castovic",
    "Dellano",
    "Erstad",
    "Fanuka",
    "Gorbin",
    "Hallet",
    "Imbaro",
    "Jorvik",
)
_LATER = ("trade", "fisheries", "visas", "railways", "energy", "education")


def main(arguments: list[str]) -> int:
    """Print the two times, their ratio and the memory; return 1 where the ratio is too high."""
    parser = argparse.ArgumentParser(
        prog="python -m bench growth", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("--reports", type=int, default=60, help="reports in the smaller register")
    parser.add_argument(
        "--alike", action="store_true", help="reports of one meeting, each in words of its own"
    )
    given = parser.parse_args(arguments)
    told = alike if given.alike else generated
    _add(4, told)  # loads model and packs, so that neither side pays for them
    small, large = _add(given.reports, told), _add(10 * given.reports, told)
    ratio = large.add_s / small.add_s
    per_mb = 1024 if sys.platform != "darwin" else 1024 * 1024  # macOS counts bytes
    for n, grown in ((given.reports, small), (10 * given.reports, large)):
        print(
            f"{n:6d} reports  {grown.add_s:8.2f} s  {grown.n_stored} decisions stored, {grown.n_shown} shown,"
            f" {grown.mb:.1f} MB, a view of all {grown.view_s:.2f} s"
        )
    print(f"memory at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / per_mb:.0f} MB")
    print(f"growth {ratio:.2f} (at most {MOST:.0f})")
    return 0 if ratio <= MOST else 1


@dataclass(frozen=True, slots=True)
class Grown:
    """What a register cost: times in seconds, decisions, and megabytes on disk with the write-ahead log."""

    add_s: float
    view_s: float
    n_stored: int
    n_shown: int
    mb: float


def _add(n: int, told: Callable[[int], str]) -> Grown:
    """Return what adding `n` generated reports to an empty register takes."""
    with tempfile.TemporaryDirectory() as folder:
        for k in range(n):
            Path(folder, f"{k:06d}.txt").write_text(told(k), encoding="utf-8")
        path = Path(folder, "growth.db")
        with register.open(path) as opened:
            start = time.perf_counter()
            opened.add(sorted(Path(folder).glob("*.txt")), language="en")
            added = time.perf_counter()
            n_shown = len(opened.records().decisions)
            seen = time.perf_counter()
            size = sum(f.stat().st_size for f in Path(folder).glob("growth.db*"))
            with contextlib.closing(sqlite3.connect(path)) as conn:
                n_stored = conn.execute("SELECT count(*) FROM decisions").fetchone()[0]
        return Grown(added - start, seen - added, n_stored, n_shown, size / 1e6)


def generated(k: int) -> str:
    """Return the k-th report: two foreign ministers meet, and every second report tells of the one before."""
    event = k // 2
    day = FIRST + dt.timedelta(days=k // PER_DAY)
    here, there = event % len(_STATES), (event * 7 + 3) % len(_STATES)
    there = there if there != here else (there + 1) % len(_STATES)
    (host, city), (guest, _) = _STATES[here], _STATES[there]
    a, b = _NAMES[event % len(_NAMES)], _NAMES[(event * 3 + 1) % len(_NAMES)]
    topic, when = _LATER[event % len(_LATER)], f"{day.day} {day:%B %Y}"
    their = f"{guest}'s foreign minister"
    opening = (
        f"The foreign minister of {host}, Marek {a}, met {their}, Tomas {b}, in {city} on {when}."
        if k % 2 == 0
        else f"{their}, Tomas {b}, held talks with {host}'s foreign minister, Marek {a}, in {city} on {when}."
    )
    return (
        f"{city}, {when}\n\n{opening} They discussed {topic} and signed a memorandum of understanding. "
        f"{a} said that {host} would continue to support talks on {topic}. "
        f"{b} thanked {host} for its help.\n\n"
        f"Report number {k} of this stream closes with the weather: it rained in {city}.\n"
    )


def alike(k: int) -> str:
    """Return the k-th report of one meeting: the same story, cut, reworded and printed within three days."""
    chance = random.Random(k)
    city = "Oslo" if chance.random() < 0.9 else "the Norwegian capital"
    host, guest = "Norway's foreign minister, Marek Aldaro", "Kenya's foreign minister, Tomas Hallet"
    opening = chance.choice(
        (
            f"{host}, met {guest}, in {city} on 3 March 2025.",
            f"{guest}, held talks with {host}, in {city} on Monday.",
            "Foreign ministers Marek Aldaro of Norway and Tomas Hallet of Kenya met on Monday.",
            f"Kenyan Foreign Minister Tomas Hallet visited {city} on Monday and met his counterpart Marek Aldaro.",
            "Norwegian Foreign Minister Marek Aldaro received Tomas Hallet, the foreign minister of Kenya.",
        )
    )
    further = (
        "They signed a memorandum of understanding on fisheries.",
        f"The two ministers signed {chance.choice(('two', 'three'))} memorandums of understanding.",
        "Aldaro said that Norway supports the talks on fisheries.",
        "Hallet condemned the unilateral measures.",
        "Hallet invited Aldaro to visit Nairobi.",
        "The two ministers met in Nairobi last year.",
        "Norway and Kenya signed a roadmap in 2023.",
        "Both sides said that the roadmap was being carried out.",
        "Kenya pledged to open an embassy in Oslo.",
    )
    body = " ".join([opening, *(line for line in further if chance.random() < 0.7)])
    day = chance.choice((3, 4, 5))
    return f"OSLO, {day} March 2025\n\n{body}\n\nSent to subscriber {k}. It rained in Oslo.\n"
