"""What several modules of commands need: the options they share, and opening the register."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from regesta.errors import BadValue

if TYPE_CHECKING:
    from regesta.register import Register

into = click.option(
    "--into", "store", metavar="FILE", help="The register to write; else REGESTA_STORE or regesta.db."
)
from_ = click.option(
    "--from", "store", metavar="FILE", help="The register to read; else REGESTA_STORE or regesta.db."
)
as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")
since = click.option("--since", metavar="DAY", help="First day that counts: YYYY-MM-DD, YYYY-MM or YYYY.")
until = click.option("--until", metavar="DAY", help="Last day that counts.")


def open_register(store: str | None, folders: Sequence[Path], *, create: bool = False) -> Register:
    """Open the register that an option, the environment or the default names."""
    from regesta.register import open as opened

    return opened(store, packs=folders, create=create)


@contextlib.contextmanager
def needing(extra: str) -> Iterator[None]:
    """Say which extra to install where a part of it is not there."""
    try:
        yield
    except ImportError as exc:
        fix = f"Install it, in a working copy: pip install '.[{extra}]'"
        raise BadValue(str(exc.name), "is not installed", fix) from exc
