"""Leave out of what is shown what a source's policy withholds. Pure: a snapshot in, a snapshot out.

"full": everything. "quotes": the words that records rest on, no text around them. "offsets": where the words
stand and the hash of their report, none of its words. Names of persons and states are facts, and stay.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from regesta.model.actors import Actor
from regesta.model.findings import Commitment, Event
from regesta.model.snapshot import Snapshot, StoredReport
from regesta.model.spans import Evidence
from regesta.packs.policies import Policies

WITHHELD = "[withheld]"  # in place of words; the record format wants some
T = TypeVar("T")


def withhold(snapshot: Snapshot, policies: Policies) -> Snapshot:
    """Return a snapshot without the words that policies withhold."""
    if policies.show_everything:
        return snapshot
    silent = {s.report.id for s in snapshot.reports if policies.of(s.report, s.sources) == "offsets"}
    return replace(
        snapshot,
        reports=tuple(withheld_report(s, policies) for s in snapshot.reports),
        findings=tuple(_without(f, silent) if _reports(f) & silent else f for f in snapshot.findings),
        issues=tuple(replace(i, quote=WITHHELD) if i.report_id in silent else i for i in snapshot.issues),
    )


def withheld_report(stored: StoredReport, policies: Policies) -> StoredReport:
    """Return a report without its text, and under "offsets" without its title, where a policy says so."""
    show = policies.of(stored.report, stored.sources)
    if show == "full":
        return stored
    title = stored.title if show == "quotes" else None
    own = stored.report.title if show == "quotes" else None
    return replace(stored, report=replace(stored.report, text="", title=own), title=title)


def _reports(finding: Any) -> set[str]:
    return {e.report_id for e in finding.evidence if isinstance(e, Evidence)}


def _without(value: T, silent: set[str]) -> T:
    """Return a value without the words of some reports, whatever it is made of."""
    if isinstance(value, tuple):
        return tuple(_without(v, silent) for v in value)  # type: ignore[return-value]
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changed: dict[str, Any] = {
        f.name: _without(getattr(value, f.name), silent)
        for f in fields(value)
        if isinstance(getattr(value, f.name), tuple) or is_dataclass(getattr(value, f.name))
    }
    if isinstance(value, Evidence) and value.report_id in silent:
        changed["quote"] = WITHHELD
    if isinstance(value, Actor):
        changed["as_written"] = value.name
    if isinstance(value, Commitment):
        changed |= {"title": value.kind, "refers_to": None}
    if isinstance(value, Event):
        changed["occasion"] = None
    return replace(value, **changed) if changed else value  # type: ignore[type-var]
