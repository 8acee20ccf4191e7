"""Whether ten times the reports cost at most twelve times the time, merging included.

    python -m bench growth [--reports N]

Adds N generated reports to one register and ten times as many to another, each stream at the same number of
reports a day, so that ten times the reports cover ten times the days, as an archive does. Prints the times,
their ratio and the greatest memory. Exits with 1 where the ratio is above twelve.
"""

from __future__ import annotations

import argparse
import datetime as dt
import resource
import sys
import tempfile
import time
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
    given = parser.parse_args(arguments)
    _add(4)  # loads model and packs, so that neither side pays for them
    small_s, large_s = _add(given.reports), _add(10 * given.reports)
    ratio = large_s / small_s
    per_mb = 1024 if sys.platform != "darwin" else 1024 * 1024  # macOS counts bytes
    print(f"{given.reports:6d} reports  {small_s:8.2f} s")
    print(f"{10 * given.reports:6d} reports  {large_s:8.2f} s")
    print(f"memory at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / per_mb:.0f} MB")
    print(f"growth {ratio:.2f} (at most {MOST:.0f})")
    return 0 if ratio <= MOST else 1


def _add(n: int) -> float:
    """Return the seconds that adding `n` generated reports to an empty register takes."""
    with tempfile.TemporaryDirectory() as folder:
        for k in range(n):
            Path(folder, f"{k:06d}.txt").write_text(generated(k), encoding="utf-8")
        with register.open(Path(folder, "growth.db")) as opened:
            start = time.perf_counter()
            opened.add(sorted(Path(folder).glob("*.txt")), language="en")
            return time.perf_counter() - start


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
