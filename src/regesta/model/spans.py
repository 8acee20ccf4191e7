"""Ranges of text and the evidence that rests on them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range [start, end) into a report's text, in Unicode code points."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"empty or backward span: {self.start}..{self.end}")

    def holds(self, other: Span) -> bool:
        """Return whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: Span) -> bool:
        """Return whether the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end

    def cover(self, other: Span) -> Span:
        """Return the smallest span that holds both."""
        return Span(min(self.start, other.start), max(self.end, other.end))

    def of(self, text: str) -> str:
        """Return the words of `text` inside the span."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """The words a finding rests on, and the pack entry that recognised them."""

    report_id: str
    span: Span
    quote: str
    rule: str


@dataclass(frozen=True, slots=True, order=True)
class PackEvidence:
    """A row of a pack. Stages, tenures and bases of dates may rest on one; nothing else may."""

    pack: str
    row: str
    source: str
