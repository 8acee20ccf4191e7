"""A long list, a hundred rows at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

T = TypeVar("T")
PAGE = 100  # rows at a time


@dataclass(frozen=True, slots=True)
class Leaf(Generic[T]):
    """Some rows of a list, in its order; which page they are, of how many; the place of the first, of how many rows."""

    shown: Sequence[T]
    at: int
    pages: int
    first: int
    n: int

    @property
    def told(self) -> dict[str, Any]:
        """Return what a template says of it."""
        last = self.first + len(self.shown) - 1
        return {"at": self.at, "pages": self.pages, "n": self.n, "first": self.first, "last": last}


def leaf(rows: Sequence[T], page: int, *, from_end: bool = True) -> Leaf[T]:
    """Return a page of a list; for one beyond it, the last there is.

    Args:
        rows: All of the list.
        page: From 1.
        from_end: Whether page 1 is its end: of a list in order of time, the latest are looked at first.
    """
    pages = max(1, -(-len(rows) // PAGE))
    at = min(page, pages)
    start, end = (at - 1) * PAGE, min(at * PAGE, len(rows))
    if from_end:
        start, end = len(rows) - end, len(rows) - start
    return Leaf(rows[start:end], at, pages, start + 1, len(rows))
