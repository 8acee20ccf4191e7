"""The collector of garbage, for processes of ours that hold registers and packs.

Only programs call this (the command line, the server): a library must not change its caller's process.
"""

from __future__ import annotations

import gc

_THRESHOLDS = (10_000, 20, 20)  # Python's own are 700, 10 and 10


def collect_rarely() -> None:
    """Have the collector look less often: records hold no cycles, and are made by the hundred thousand.

    Of 13 seconds that the records of a register of 100,000 findings took, 4 were the collector's.
    """
    gc.set_threshold(*_THRESHOLDS)


def settle() -> None:
    """Take what is kept out of the rounds of the collector.

    Packs and kept answers are millions of values; looking through them stops every reader for a second or more.
    """
    gc.collect()
    gc.freeze()
