"""The first schema. Written out, not taken from `tables`: what a migration did must not change later."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make all tables."""
    op.create_table(
        "runs",
        sa.Column("key", KEY, primary_key=True, autoincrement=True),
        sa.Column("coder", sa.Text, nullable=False),
        sa.Column("packs", sa.Text, nullable=False),
    )
    op.create_table(
        "reports",
        sa.Column("key", KEY, primary_key=True, autoincrement=True),
        sa.Column("id", sa.String(64), nullable=False, unique=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("search_language", sa.Text),
    )
    op.create_table(
        "sources",
        sa.Column("report", KEY, sa.ForeignKey("reports.key"), primary_key=True),
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("original_sha256", sa.String(64), nullable=False),
        sa.Column("media_type", sa.Text, nullable=False),
        sa.Column("language", sa.Text),
        sa.Column("title", sa.Text),
        sa.Column("publisher", sa.Text),
        sa.Column("published", sa.Text),
        sa.Column("url", sa.Text),
    )
    op.create_index("sources_by_name", "sources", ["name"])
    op.create_table(
        "readings",
        sa.Column("key", KEY, primary_key=True, autoincrement=True),
        sa.Column("report", KEY, sa.ForeignKey("reports.key"), nullable=False),
        sa.Column("run", KEY, sa.ForeignKey("runs.key"), nullable=False),
        sa.Column("newest", sa.Boolean(create_constraint=False), nullable=False),
        sa.Column("language", sa.Text),
        sa.Column("title", sa.Text),
        sa.Column("published", sa.Text, nullable=False),
        sa.Column("latest", sa.Date),
    )
    op.create_index("readings_by_report", "readings", ["report"])
    op.create_table(
        "findings",
        sa.Column("key", KEY, primary_key=True, autoincrement=True),
        sa.Column("reading", KEY, sa.ForeignKey("readings.key"), nullable=False),
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("record", sa.Text, nullable=False),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("first_day", sa.Date),
        sa.Column("last_day", sa.Date),
        sa.Column("span_start", sa.Integer),
        sa.Column("span_end", sa.Integer),
        sa.Column("body", sa.Text, nullable=False),
        sa.UniqueConstraint("reading", "id", name="findings_once"),
    )
    op.create_index("findings_by_id", "findings", ["id"])
    op.create_table(
        "finding_states",
        sa.Column("state", sa.Text, primary_key=True),
        sa.Column("finding", KEY, primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "finding_keys",
        sa.Column("block", sa.Text, primary_key=True),
        sa.Column("finding", KEY, primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "issues",
        sa.Column("key", KEY, primary_key=True, autoincrement=True),
        sa.Column("reading", KEY, sa.ForeignKey("readings.key"), nullable=False),
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("issues_by_reading", "issues", ["reading"])
    op.create_table(
        "mentions",
        sa.Column("key", KEY, primary_key=True, autoincrement=True),
        sa.Column("reading", KEY, sa.ForeignKey("readings.key"), nullable=False),
        sa.Column("entity", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("as_written", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
    )
    op.create_index("mentions_by_reading", "mentions", ["reading"])
    op.create_index("mentions_by_entity", "mentions", ["entity"])
    op.create_table(
        "decisions",
        sa.Column("key", KEY, primary_key=True, autoincrement=True),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("readings", sa.Text, nullable=False),
        sa.Column("by_rule", sa.Boolean(create_constraint=False), nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("value", sa.Text),
        sa.Column("time", sa.Text),
        sa.UniqueConstraint("id", "readings", name="decisions_once"),
    )
    op.create_index(
        "decisions_of_persons",
        "decisions",
        ["key"],
        sqlite_where=sa.text("by_rule IS 0"),
        postgresql_where=sa.text("by_rule IS false"),
    )
    op.create_table(
        "decision_of",
        sa.Column("decision", KEY, primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("about", sa.Text, nullable=False),
        sa.Column("finding", KEY),
        sa.Column("report_id", sa.String(64)),
        sa.Column("record", sa.Text),
        sa.Column("span_start", sa.Integer),
        sa.Column("span_end", sa.Integer),
        sqlite_with_rowid=False,
    )
    op.create_index("decision_of_by_about", "decision_of", ["about"])
    op.create_table(
        "tombstones",
        sa.Column("report_id", sa.String(64), primary_key=True),
        sa.Column("time", sa.Text, nullable=False),
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute("CREATE VIRTUAL TABLE search_terms USING fts5(words, tokenize = 'ascii')")


def downgrade() -> None:
    """Refuse: there is nothing older to go back to."""
    raise NotImplementedError("the first schema has no predecessor")
