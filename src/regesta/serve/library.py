"""The register as pages read it: computed once for each state of what concerns some states or subjects, then kept."""

from __future__ import annotations

import contextlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from regesta.model.decisions import Decision
from regesta.model.records import Records
from regesta.query.outlines import Outlines
from regesta.register import Register
from regesta.register import open as open_register
from regesta.serve.config import ServeConfig
from regesta.serve.freshness import Freshness
from regesta.serve.overviews import KEEP_S, Overviews

T = TypeVar("T")
N_MAKERS = 2  # answers made at a time; more would only slow each other, and all who want what is made already
_SLOW_S = 1.0  # an answer that takes less is always made anew when anything was written
_WHILE = 30  # times as long as it took to make does a slow answer serve
_MOST_KEPT = 1000  # answers; a busy dyad's is half a megabyte


@dataclass(frozen=True, slots=True)
class _Kept:
    """An answer, the number of `Freshness` it was made at, how many seconds that took, and when (monotonic)."""

    since: int
    answer: Any
    took_s: float
    made: float


class Library:
    """Answers from a register, each kept until something that concerns it is written.

    Readers never wait for a writer: each reads the register as it stood when it began.
    """

    def __init__(self, config: ServeConfig) -> None:
        self._config = config
        self._register: Register | None = None
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[Any, ...], _Kept] = OrderedDict()
        self._fresh = Freshness()
        self._overviews = Overviews(config.register, config.packs)
        self._makers, self._mine = threading.BoundedSemaphore(N_MAKERS), threading.local()
        self._making: dict[tuple[Any, ...], threading.Lock] = {}

    @property
    def register(self) -> Register:
        """Return the register, opened on first use: what is wrong with it is told to whoever asks."""
        with self._lock:
            if self._register is None:
                self._register = open_register(self._config.register, packs=self._config.packs, create=False)
            return self._register

    def records(
        self, *states: str, texts: bool = False, names: bool = True, subjects: tuple[str, ...] = ()
    ) -> Records:
        """Return the records that concern all of the states and those about any of the subjects, or everything."""
        return self.kept(
            ("records", texts, names),
            states,
            lambda: self.register.records(
                states, texts=texts, every=len(states) > 1, names=names, subjects=subjects
            ),
            subjects,
        )

    def outlines(self) -> Outlines:
        """Return everything in outline, as the register stands."""
        return self._overviews.now(self.register)

    def keep_outlines(self, every_s: float = KEEP_S) -> None:
        """Leave a copy of the outlines, if there are any, for the next server."""
        if self._register is not None:
            self._overviews.keep(self._register, every_s)

    def whole(self, ids: Iterable[str], *, doubts: bool = False) -> Records:
        """Return some records in full, by the ids of findings; with `doubts` what may be the same too."""
        # No ids would ask for everything; an id that is nobody's gives nothing.
        return self.register.records(findings=("", *sorted(ids)), names=False, doubts=doubts)

    def by_persons(self) -> tuple[Decision, ...]:
        """Return the persons' decisions, by time."""
        # What a person decides touches everything, so this is as good as the last write that did.
        return self.kept(("by persons",), (), self.register.by_persons, ("decisions of persons",))

    def kept(
        self,
        what: tuple[Any, ...],
        states: tuple[str, ...],
        make: Callable[[], T],
        subjects: tuple[str, ...] = (),
        *,
        while_slow: bool = False,
    ) -> T:
        """Return an answer, made anew if anything was written since that concerns the states or a subject.

        Args:
            what: Names the answer, with its states and subjects.
            states: Codes, of all of which it tells.
            make: Makes it.
            subjects: Of `regesta.model.snapshot.subjects_of`. No states and no subjects stand for everything.
            while_slow: Let an answer that takes seconds to make serve a while longer; see `lately`.
        """
        key = (what, states, subjects)
        since = self._fresh.since(self.register, states, subjects)
        found = self._found(key, since, while_slow=while_slow)
        if found is not None:
            return cast("T", found.answer)
        with self._lock:
            making = self._making.setdefault((key, since), threading.Lock())
        with making, self._turn():  # whoever asks for the same meanwhile waits for the one answer
            found = self._found(key, since, while_slow=while_slow)
            if found is not None:
                return cast("T", found.answer)
            began = time.monotonic()
            try:
                made = make()
            finally:
                with self._lock:
                    self._making.pop((key, since), None)
            self._keep(key, _Kept(since, made, time.monotonic() - began, time.monotonic()))
            return made

    def lately(self, what: tuple[Any, ...], make: Callable[[], T], *states: str) -> T:
        """Return an answer about everything or some states; where it takes seconds to make, the last one serves longer.

        A register that is written to every second would else be read whole for every reader.
        """
        return self.kept(what, states, make, while_slow=True)

    def outlined(self, what: tuple[Any, ...], make: Callable[[], T], *states: str) -> T:
        """Return an answer that is made of outlines; see `lately`."""
        self.outlines()  # while these are made for the first time, no other answer's turn is taken up
        return self.lately(what, make, *states)

    def _found(self, key: tuple[Any, ...], since: int, *, while_slow: bool) -> _Kept | None:
        """Return a kept answer that is still good."""
        with self._lock:
            kept = self._kept.get(key)
            if kept is None:
                return None
            self._kept.move_to_end(key)
        slow = kept.took_s > _SLOW_S and time.monotonic() - kept.made < _WHILE * kept.took_s
        return kept if kept.since == since or (while_slow and slow) else None

    def _keep(self, key: tuple[Any, ...], made: _Kept) -> None:
        """Keep one answer to each question: an old one of a large register is a hundred megabytes."""
        with self._lock:
            before = self._kept.get(key)
            if before is None or before.since <= made.since:
                self._kept[key] = made
                self._kept.move_to_end(key)
            while len(self._kept) > _MOST_KEPT:
                self._kept.popitem(last=False)

    @contextlib.contextmanager
    def _turn(self) -> Iterator[None]:
        """Wait for one's turn to make an answer; what an answer is made of comes with it."""
        if getattr(self._mine, "making", False):
            yield
            return
        with self._makers:
            self._mine.making = True
            try:
                yield
            finally:
                self._mine.making = False
