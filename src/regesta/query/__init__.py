"""Every view of a register: merged records, timelines, threads, positions, offices, one record in full.

Computed from a snapshot and the packs, and from nothing else: no clock, no disk.
"""

from __future__ import annotations

from regesta.model.records import Records
from regesta.model.snapshot import Snapshot
from regesta.packs.load import Packs
from regesta.query.changes import CHANGES, changes
from regesta.query.doubt import doubtful
from regesta.query.gather import active_decisions, gather
from regesta.query.lines import (
    about_line,
    commitment_line,
    decision_line,
    entity_line,
    event_line,
    issue_line,
    office_line,
    position_line,
    report_line,
    sources_of,
    statement_line,
)
from regesta.query.parties import party, party_name
from regesta.query.places import find_sites
from regesta.query.scores import modes_of_types
from regesta.query.show import short_ids, show
from regesta.query.ties import find_network
from regesta.query.views import (
    commitments,
    event_rows,
    events_between,
    offices,
    positions,
    successions,
    threads_between,
    timeline,
)

__all__ = [
    "CHANGES",
    "Records",
    "about_line",
    "active_decisions",
    "changes",
    "commitment_line",
    "commitments",
    "decision_line",
    "doubtful",
    "entity_line",
    "event_line",
    "event_rows",
    "events_between",
    "find_network",
    "find_sites",
    "issue_line",
    "modes_of_types",
    "office_line",
    "offices",
    "party",
    "party_name",
    "position_line",
    "positions",
    "records",
    "report_line",
    "short_ids",
    "show",
    "sources_of",
    "statement_line",
    "successions",
    "threads_between",
    "timeline",
]


def records(snapshot: Snapshot, packs: Packs) -> Records:
    """Return every record that a snapshot gives."""
    return gather(snapshot, packs.knowledge)
