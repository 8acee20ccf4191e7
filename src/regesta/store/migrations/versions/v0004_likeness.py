"""Findings know what merging sees in them, and meet by that: one of a likeness stands for all.

What rules decided between findings before stays; what is added from now on is decided between likenesses.
"""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

from regesta.model.codec import finding_from
from regesta.model.likeness import likeness

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_AT_ONCE = 1000


def upgrade() -> None:
    """Name the likeness of every finding, and file the keys under it."""
    conn = op.get_bind()
    op.add_column("findings", sa.Column("alike", sa.Text, nullable=False, server_default=""))
    findings = sa.table("findings", sa.column("key"), sa.column("body"), sa.column("alike"))
    last = 0
    wanted = sa.select(findings.c.key, findings.c.body).order_by(findings.c.key).limit(_AT_ONCE)
    while rows := conn.execute(wanted.where(findings.c.key > last)).all():
        last = rows[-1].key
        named = sa.update(findings).where(findings.c.key == sa.bindparam("at"))
        conn.execute(
            named.values(alike=sa.bindparam("name")),
            [{"at": row.key, "name": likeness(finding_from(json.loads(row.body)))} for row in rows],
        )
    op.create_index("findings_by_alike", "findings", ["alike"])
    op.create_table(
        "alike_keys",
        sa.Column("block", sa.Text, primary_key=True),
        sa.Column("alike", sa.Text, primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("alike_keys_by_alike", "alike_keys", ["alike"])
    op.execute(
        "INSERT INTO alike_keys (block, alike) SELECT DISTINCT k.block, f.alike"
        " FROM finding_keys AS k JOIN findings AS f ON f.key = k.finding"
    )
    op.drop_table("finding_keys")
