"""Findings are found by whom and what they are about, and sources by their publisher, not by states alone."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

from regesta.model.codec import finding_from
from regesta.model.snapshot import subjects_of

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_AT_ONCE = 1000


def upgrade() -> None:
    """File every finding under its subjects."""
    conn = op.get_bind()
    subjects = op.create_table(
        "finding_subjects",
        sa.Column("subject", sa.Text, primary_key=True),
        sa.Column("finding", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
        sqlite_with_rowid=False,
    )
    findings = sa.table("findings", sa.column("key"), sa.column("body"))
    last = 0
    wanted = sa.select(findings.c.key, findings.c.body).order_by(findings.c.key).limit(_AT_ONCE)
    while rows := conn.execute(wanted.where(findings.c.key > last)).all():
        last = rows[-1].key
        conn.execute(
            sa.insert(subjects),
            [
                {"subject": subject, "finding": row.key}
                for row in rows
                for subject in sorted(subjects_of(finding_from(json.loads(row.body))))
            ],
        )
    op.create_index("sources_by_publisher", "sources", ["publisher"])
