"""The register as pages read it: computed once for each state of what concerns some states, then kept."""

from __future__ import annotations

import contextlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from regesta.model.records import Records
from regesta.register import Register
from regesta.register import open as open_register
from regesta.serve.config import ServeConfig
from regesta.serve.freshness import Freshness

T = TypeVar("T")
N_MAKERS = 2  # answers made at a time; more would only slow each other, and all who want what is made already
_SLOW_S = 1.0  # an answer that takes less is always made anew when anything was written
_WHILE = 30  # times as long as it took to make does a slow answer serve
_MOST_KEPT = 1000  # answers; a busy dyad's is half a megabyte


class Library:
    """Answers from a register, each kept until something that concerns it is written.

    Readers never wait for a writer: each reads the register as it stood when it began.
    """

    def __init__(self, config: ServeConfig) -> None:
        self._config = config
        self._register: Register | None = None
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[Any, ...], Any] = OrderedDict()
        self._fresh = Freshness()
        self._lately: dict[tuple[Any, ...], tuple[Any, float, float]] = {}  # answer, seconds it took, when
        self._makers, self._mine = threading.BoundedSemaphore(N_MAKERS), threading.local()
        self._making: dict[tuple[Any, ...], threading.Lock] = {}

    @property
    def register(self) -> Register:
        """Return the register, opened on first use: what is wrong with it is told to whoever asks."""
        with self._lock:
            if self._register is None:
                self._register = open_register(self._config.register, packs=self._config.packs, create=False)
            return self._register

    def records(self, *states: str, texts: bool = False, names: bool = True) -> Records:
        """Return the records that concern all of the states, or everything."""
        return self.kept(
            ("records", texts, names),
            states,
            lambda: self.register.records(states, texts=texts, every=len(states) > 1, names=names),
        )

    def kept(self, what: tuple[Any, ...], states: tuple[str, ...], make: Callable[[], T]) -> T:
        """Return an answer, made anew if anything that concerns the states was written since."""
        key = (what, states, self._fresh.since(self.register, states))
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                found: T = self._kept[key]
                return found
            making = self._making.setdefault(key, threading.Lock())
        with making, self._turn():  # whoever asks for the same meanwhile waits for the one answer
            with self._lock:
                if key in self._kept:
                    again: T = self._kept[key]
                    return again
            try:
                made = make()
            finally:
                with self._lock:
                    self._making.pop(key, None)
            with self._lock:
                self._kept[key] = made
                while len(self._kept) > _MOST_KEPT:
                    self._kept.popitem(last=False)
            return made

    def lately(self, what: tuple[Any, ...], make: Callable[[], T]) -> T:
        """Return an answer about everything; where it takes seconds to make, the last one serves a while longer.

        A register that is written to every second would else be read whole for every reader.
        """
        now = time.monotonic()
        with self._lock:
            made = self._lately.get(what)
        if made is not None and made[1] > _SLOW_S and now - made[2] < _WHILE * made[1]:
            old: T = made[0]
            return old
        answer = self.kept(what, (), make)
        with self._lock:
            if made is None or made[0] is not answer:
                self._lately[what] = (answer, time.monotonic() - now, time.monotonic())
        return answer

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
