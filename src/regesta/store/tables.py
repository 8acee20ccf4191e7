"""The tables, one schema for every database. Migrations make them; a test holds the two together.

    runs ─┬─ readings ─┬─ findings ─┬─ finding_states      alike_keys
          │            │            └─ finding_subjects
          │            ├─ issues
    reports            └─ mentions
      └─ sources                          decisions ─── decision_of          log

`key` is a number within one register and never leaves it; `id` is a hash that holds everywhere. The look-up
tables carry no foreign keys: a database would search them through for each finding it deletes. The index of
words is not here: each database has its own kind (`fts5`).
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

HEAD = "0006"  # the newest migration
VERSION_TABLE = "regesta_version"

_KEY = BigInteger().with_variant(
    Integer, "sqlite"
)  # SQLite numbers rows by itself only where the type is INTEGER
metadata = MetaData()


def _key() -> Column[int]:
    return Column("key", _KEY, primary_key=True, autoincrement=True)


def _to(name: str, column: str, **kw: Any) -> Column[int]:
    return Column(name, _KEY, ForeignKey(column), nullable=False, **kw)


runs = Table(
    "runs",
    metadata,
    _key(),
    Column("coder", Text, nullable=False),
    Column("packs", Text, nullable=False),
)

reports = Table(
    "reports",
    metadata,
    _key(),
    Column("id", String(64), nullable=False, unique=True),
    Column("text", Text, nullable=False),
    Column("search_language", Text),
)

sources = Table(
    "sources",
    metadata,
    _to("report", "reports.key", primary_key=True),
    Column("name", Text, primary_key=True),
    Column("original_sha256", String(64), nullable=False),
    Column("media_type", Text, nullable=False),
    Column("language", Text),
    Column("title", Text),
    Column("publisher", Text),
    Column("published", Text),
    Column("url", Text),
    Index("sources_by_name", "name"),
    Index("sources_by_publisher", "publisher"),
)

readings = Table(
    "readings",
    metadata,
    _key(),
    _to("report", "reports.key"),
    _to("run", "runs.key"),
    Column("newest", Boolean(create_constraint=False), nullable=False),
    Column("language", Text),
    Column("title", Text),
    Column("published", Text, nullable=False),
    Column("latest", Date),
    Index("readings_by_report", "report"),
)

findings = Table(
    "findings",
    metadata,
    _key(),
    _to("reading", "readings.key"),
    Column("id", String(16), nullable=False),
    Column("record", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("first_day", Date),
    Column("last_day", Date),
    Column("span_start", Integer),
    Column("span_end", Integer),
    Column("body", Text, nullable=False),
    # The name of what merging sees in it, or one that no other row has where it is to be compared for itself.
    Column("alike", Text, nullable=False, server_default=""),
    # How its date is told: `regesta.model.times.how_told`.
    Column("dated", Text, nullable=False, server_default=""),
    UniqueConstraint("reading", "id", name="findings_once"),
    Index("findings_by_id", "id"),
    # With the two columns after the first, what is counted over all findings is counted in the index alone.
    Index("findings_by_alike", "alike", "reading", "dated"),
)

finding_states = Table(
    "finding_states",
    metadata,
    Column("state", Text, primary_key=True),
    Column("finding", _KEY, primary_key=True),
    sqlite_with_rowid=False,
)

# What findings are about besides states: `regesta.model.snapshot.subjects_of`.
finding_subjects = Table(
    "finding_subjects",
    metadata,
    Column("subject", Text, primary_key=True),
    Column("finding", _KEY, primary_key=True),
    sqlite_with_rowid=False,
)

alike_keys = Table(
    "alike_keys",
    metadata,
    Column("block", Text, primary_key=True),
    Column("alike", Text, primary_key=True),
    Index("alike_keys_by_alike", "alike"),
    sqlite_with_rowid=False,
)

issues = Table(
    "issues",
    metadata,
    _key(),
    _to("reading", "readings.key"),
    Column("id", String(16), nullable=False),
    Column("code", Text, nullable=False),
    Column("body", Text, nullable=False),
    Index("issues_by_reading", "reading"),
)

mentions = Table(
    "mentions",
    metadata,
    _key(),
    _to("reading", "readings.key"),
    Column("entity", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("as_written", Text, nullable=False),
    Column("language", Text, nullable=False),
    Index("mentions_by_reading", "reading"),
    Index("mentions_by_entity", "entity"),
)

decisions = Table(
    "decisions",
    metadata,
    _key(),
    Column("id", Text, nullable=False),
    Column(
        "readings", Text, nullable=False
    ),  # the finding rows a rule saw; a later reading is decided about anew
    Column("by_rule", Boolean(create_constraint=False), nullable=False),
    Column("kind", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("value", Text),
    Column("time", Text),
    UniqueConstraint("id", "readings", name="decisions_once"),
)

# No index on a flag alone: a planner takes it for selective, and then reads half the table. Few decisions
# are persons', so these have an index of their own.
Index(
    "decisions_of_persons",
    decisions.c.key,
    sqlite_where=decisions.c.by_rule.is_(False),
    postgresql_where=decisions.c.by_rule.is_(False),
)

decision_of = Table(
    "decision_of",
    metadata,
    Column("decision", _KEY, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("about", Text, nullable=False),  # a finding's id, a likeness, an entity's id, or a decision's
    Column("finding", _KEY),  # for a rule: the row it saw
    Column("report_id", String(64)),  # for a person: where the finding stood, should a reading rename it
    Column("record", Text),
    Column("span_start", Integer),
    Column("span_end", Integer),
    Index("decision_of_by_about", "about"),
    sqlite_with_rowid=False,
)

# One row a transaction that changed anything: the newest reading and decision there were after it.
log = Table(
    "log",
    metadata,
    _key(),
    Column("time", Text, nullable=False),  # ISO, UTC
    Column("reading", _KEY, nullable=False),
    Column("decision", _KEY, nullable=False),
)

tombstones = Table(
    "tombstones",
    metadata,
    Column("report_id", String(64), primary_key=True),
    Column("time", Text, nullable=False),
)
