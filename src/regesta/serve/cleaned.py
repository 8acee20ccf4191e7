"""A report's text as it is read: without what cleaning leaves out, each letter still at its place in the original."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from regesta.model.reports import Report
from regesta.packs.load import Packs
from regesta.serve.views import Json, Mark, pieces
from regesta.steps.clean import clean


def cleaned(report: Report, found: Iterable[Mark], packs: Packs) -> tuple[list[Json], list[Json]]:
    """Return the pieces of a text that are read, and what was left out of it with its place and why.

    Args:
        report: As the register holds it. Of one whose text is withheld there is nothing to clean.
        found: The words that records rest on; they are shown whatever cleaning makes of them.
        packs: Those of today. A report that was read with others may have been cut elsewhere.
    """
    if not report.text:
        return [], []
    done = clean(report, packs.languages)
    dropped = [(d.span.start, d.span.end) for d in done.dropped]
    edges = [at for span in (*done.blocks, *(d.span for d in done.dropped)) for at in (span.start, span.end)]
    kept = [
        piece
        for piece in pieces(report.text, found, edges)
        if piece["ids"] or not any(start <= piece["start"] < end for start, end in dropped)
    ]
    left_out = [
        {"reason": d.reason, "start": d.span.start, "end": d.span.end, "text": d.span.of(report.text)}
        for d in done.dropped
    ]
    return _closed_up(kept), left_out


def _closed_up(kept: Sequence[Json]) -> list[Json]:
    """Return pieces without the blank ones that now follow others or stand at either end."""
    shown = [
        p for before, p in pairwise(({"text": ""}, *kept)) if p["text"].strip() or before["text"].strip()
    ]
    return shown[:-1] if shown and not shown[-1]["text"].strip() else shown
