"""Ids that hold still: hashes of what a thing says, with no pack or coder version in them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

from regesta.model.spans import Span


def report_id(text: str) -> str:
    """Return the SHA-256 of a report's stored text, in hex."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def finding_id(record: str, report: str, spans: Iterable[Span], kind: str, arguments: Iterable[str]) -> str:
    """Return a finding's id: 16 hex digits over record, report, evidence spans, type and arguments as written."""
    parts = [record, report, sorted([s.start, s.end] for s in spans), kind, list(arguments)]
    return short_hash(json.dumps(parts, ensure_ascii=False, separators=(",", ":")))


def short_hash(text: str) -> str:
    """Return 16 hex digits of SHA-256."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
