"""Make the answers that will be asked for first before anybody asks: the pages of the busiest pairs of states.

At start for at most a few seconds before the server listens, so that a small register is warm at once; then
in the background, one at a time, and again whenever a write touched everything. Beside it the outlines, from which
pages about everything are made.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Sequence

from regesta import memory
from regesta.errors import RegestaError
from regesta.serve import filters, states
from regesta.serve.answers import in_json
from regesta.serve.library import Library
from regesta.serve.writer import Asked, Writer

N_PAIRS = 250  # busiest pairs of states kept warm
_PAUSE_S = 0.02  # between two answers, for those who ask
_LOOK_S = 5.0  # between two looks whether anything grew cold
_OUTLINE_S = 60.0  # between two times that outlines are brought up to date where nobody asks for them


def warm(
    library: Library,
    show: Writer | None,
    seconds: float,
    stop: threading.Event | None = None,
    pairs: Sequence[tuple[str, str]] | None = None,
) -> bool:
    """Make the pages of the busiest pairs, or of some; return whether all were made in time.

    A register that cannot be read is told to whoever asks for it, not here.
    """
    until = time.monotonic() + seconds
    try:
        for pair in busiest(library) if pairs is None else pairs:
            if time.monotonic() > until or (stop is not None and stop.wait(_PAUSE_S)):
                return False
            warm_pair(library, show, pair)
    except RegestaError:
        return False
    return True


def busiest(library: Library) -> tuple[tuple[str, str], ...]:
    """Return the pairs to keep warm."""
    return tuple((one, two) for one, two, _ in library.register.pairs(N_PAIRS))


def warm_pair(library: Library, show: Writer | None, pair: tuple[str, str]) -> None:
    """Make what the page of two states and its twin in the API show; and the page as a first visitor gets it.

    Args:
        library: Whose answers are kept.
        show: Writes the page; None where nobody comes without a session, whose token stands in the forms.
        pair: In alphabetical order.
    """
    asked = filters.Events()
    kept = ("dyad", asked.model_dump_json())
    page = library.kept(kept, pair, lambda: states.dyad(library, pair, asked))
    library.kept(("json", *kept), pair, lambda: in_json(page.data))
    if show is not None:
        by = Asked(f"/dyad/{pair[0]}-{pair[1]}")
        library.kept(("written", by), pair, lambda: show.html(page, by))


class Warmer:
    """Two threads that keep the busiest pairs warm and the outlines up to date until they are stopped."""

    def __init__(self, library: Library, show: Writer | None = None) -> None:
        self._library, self._show, self._stop = library, show, threading.Event()
        self._warmed = 0  # the revision at which all was warm
        self._pairs: tuple[tuple[str, str], ...] = ()
        self._thread = threading.Thread(target=self._run, name="warmer", daemon=True)
        self._outliner = threading.Thread(target=self._outline, name="outliner", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()
        self._outliner.start()

    def stop(self) -> None:
        """End after the answer that is being made; the outlines of a large register are not waited for."""
        self._stop.set()
        self._thread.join(10)

    def _run(self) -> None:
        while not self._stop.is_set():
            with contextlib.suppress(RegestaError):
                self._look()
            self._stop.wait(_LOOK_S)

    def _outline(self) -> None:
        while not self._stop.is_set():
            with contextlib.suppress(RegestaError):
                self._library.outlines()
                self._library.keep_outlines()
            self._stop.wait(_OUTLINE_S)

    def _look(self) -> None:
        """Make anew what was written about since the last look; the pairs are chosen anew when all was touched."""
        found = self._library.register.touched(self._warmed)
        if found.revision == self._warmed:
            return
        if found.everything:
            self._pairs = busiest(self._library)
        cold = [p for p in self._pairs if found.everything or any(s >= set(p) for s in found.states)]
        if warm(self._library, self._show, 3600.0, self._stop, cold):
            self._warmed = found.revision
            if found.everything:
                memory.settle()
