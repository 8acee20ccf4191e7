"""Views that read well in a tool such as Datasette: what counts now, a column a thing. On SQLite only."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_NAMES = (
    "(SELECT group_concat(json_extract(a.value, '$.name'), '; ')"
    " FROM json_each(json_extract(f.body, '$.{side}')) AS a)"
)
_FROM = (
    " FROM findings AS f JOIN readings AS r ON r.key = f.reading AND r.newest"
    " JOIN reports AS p ON p.key = r.report WHERE f.record = '{record}'"
)
_COMMON = (
    "SELECT f.id AS id, {columns}, f.first_day AS first_day, f.last_day AS last_day,"
    " substr(p.text, f.span_start + 1, f.span_end - f.span_start) AS words, p.id AS report,"
    " f.span_start AS starts, f.span_end AS ends"
)
_VIEWS = {
    "readable_events": (
        "event",
        {
            "type": "f.type",
            "status": "json_extract(f.body, '$.status')",
            "actors": _NAMES.format(side="actors"),
            "recipients": _NAMES.format(side="recipients"),
            "place": "json_extract(f.body, '$.place.name')",
        },
    ),
    "readable_statements": (
        "statement",
        {
            "stance": "f.type",
            "topic": "json_extract(f.body, '$.topic')",
            "speakers": _NAMES.format(side="speakers"),
            "addressees": _NAMES.format(side="addressees"),
        },
    ),
    "readable_commitments": (
        "commitment",
        {
            "kind": "f.type",
            "title": "json_extract(f.body, '$.title')",
            "by_whom": _NAMES.format(side="by"),
            "to_whom": _NAMES.format(side="to"),
            "told_as": "json_extract(f.body, '$.stage')",
        },
    ),
}
_REPORTS = (
    "CREATE VIEW readable_reports AS SELECT p.id AS id, r.language AS language, r.title AS title,"
    " (SELECT min(s.name) FROM sources AS s WHERE s.report = p.key) AS source,"
    " (SELECT count(*) FROM findings AS f WHERE f.reading = r.key) AS findings, p.text AS text"
    " FROM reports AS p JOIN readings AS r ON r.report = p.key AND r.newest"
)


def upgrade() -> None:
    """Make the views. They show findings, a row each: what merging makes of them is computed, not stored."""
    if op.get_bind().dialect.name != "sqlite":
        return
    for name, (record, columns) in _VIEWS.items():
        told = ", ".join(f"{value} AS {column}" for column, value in columns.items())
        op.execute(f"CREATE VIEW {name} AS {_COMMON.format(columns=told)}{_FROM.format(record=record)}")
    op.execute(_REPORTS)
