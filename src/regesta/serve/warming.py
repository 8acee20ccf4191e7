"""Make the answers that will be asked for first before anybody asks: the pages of the busiest pairs of states.

At start for at most a few seconds before the server listens, so that a small register is warm at once; then
in the background, one at a time, and again whenever a write touched everything.
"""

from __future__ import annotations

import contextlib
import threading
import time

from regesta.errors import RegestaError
from regesta.serve import filters, states
from regesta.serve.answers import in_json
from regesta.serve.library import Library

N_PAIRS = 250  # busiest pairs of states kept warm
_PAUSE_S = 0.02  # between two answers, for those who ask
_LOOK_S = 5.0  # between two looks whether anything grew cold


def warm(library: Library, seconds: float, stop: threading.Event | None = None) -> bool:
    """Make the pages of the busiest pairs; return whether all were made in time.

    A register that cannot be read is told to whoever asks for it, not here.
    """
    until = time.monotonic() + seconds
    try:
        for one, two, _ in library.register.pairs(N_PAIRS):
            if time.monotonic() > until or (stop is not None and stop.wait(_PAUSE_S)):
                return False
            warm_pair(library, (one, two))
    except RegestaError:
        return False
    return True


def warm_pair(library: Library, pair: tuple[str, str]) -> None:
    """Make what the page of two states and its twin in the API show."""
    asked = filters.Events()
    kept = ("dyad", asked.model_dump_json())
    page = library.kept(kept, pair, lambda: states.dyad(library, pair, asked))
    library.kept(("json", *kept), pair, lambda: in_json(page.data))


class Warmer:
    """A thread that keeps the busiest pairs warm until it is stopped."""

    def __init__(self, library: Library) -> None:
        self._library, self._stop = library, threading.Event()
        self._thread = threading.Thread(target=self._run, name="warmer", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End after the answer that is being made."""
        self._stop.set()
        self._thread.join(10)

    def _run(self) -> None:
        while not self._stop.is_set():
            with contextlib.suppress(RegestaError):
                warm(self._library, 3600.0, self._stop)
            self._stop.wait(_LOOK_S)
