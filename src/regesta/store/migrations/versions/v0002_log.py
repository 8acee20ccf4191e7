"""A log of transactions, so that a register can be looked at as it was and say what changed since."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the log. What an older register holds is one entry, of the day it was brought up to date."""
    log = op.create_table(
        "log",
        sa.Column("key", KEY, primary_key=True, autoincrement=True),
        sa.Column("time", sa.Text, nullable=False),
        sa.Column("reading", KEY, nullable=False),
        sa.Column("decision", KEY, nullable=False),
    )
    conn = op.get_bind()
    reading = conn.scalar(sa.text("SELECT max(key) FROM readings"))
    if log is not None and reading is not None:
        decision = conn.scalar(sa.text("SELECT max(key) FROM decisions")) or 0
        now = dt.datetime.now(dt.UTC).isoformat(timespec="microseconds")
        conn.execute(sa.insert(log).values(time=now, reading=reading, decision=decision))
