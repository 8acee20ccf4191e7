"""Findings tell apart how their dates are told, so that it is counted without reading them."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

from regesta.model.codec import finding_from
from regesta.model.times import how_told

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_AT_ONCE = 1000


def upgrade() -> None:
    """Write beside every finding how its date is told."""
    conn = op.get_bind()
    op.add_column("findings", sa.Column("dated", sa.Text, nullable=False, server_default=""))
    findings = sa.table("findings", sa.column("key"), sa.column("body"), sa.column("dated"))
    last = 0
    wanted = sa.select(findings.c.key, findings.c.body).order_by(findings.c.key).limit(_AT_ONCE)
    while rows := conn.execute(wanted.where(findings.c.key > last)).all():
        last = rows[-1].key
        named = sa.update(findings).where(findings.c.key == sa.bindparam("at"))
        conn.execute(
            named.values(dated=sa.bindparam("told")),
            [{"at": row.key, "told": how_told(finding_from(json.loads(row.body)).date)} for row in rows],
        )
    op.drop_index("findings_by_alike", "findings")
    op.create_index("findings_by_alike", "findings", ["alike", "reading", "dated"])
