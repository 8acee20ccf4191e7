"""Bring a database to the newest schema. Alembic is run through its API, with no ini file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from regesta.store.tables import VERSION_TABLE

HERE = Path(__file__).parent


def upgrade(conn: Connection) -> None:
    """Run every migration that a database has not seen yet, inside the connection's transaction."""
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext

    script = _scripts()

    def steps(revision: Any, _context: Any) -> Any:
        return script._upgrade_revs(
            "head", revision
        )  # what alembic.command.upgrade calls, without its ini file

    with EnvironmentContext(Config(), script, fn=steps) as environment:
        environment.configure(connection=conn, version_table=VERSION_TABLE, transactional_ddl=True)
        environment.run_migrations()


def known(version: str) -> bool:
    """Return whether a version of the schema is one that this program can bring up to date."""
    return any(revision.revision == version for revision in _scripts().walk_revisions())


def _scripts() -> Any:
    from alembic.script import ScriptDirectory

    return ScriptDirectory(str(HERE))
