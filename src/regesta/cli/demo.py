"""The demonstration: read the example reports and show what a register gives."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import click

from regesta.cli.console import complain, progress
from regesta.errors import BadValue

if TYPE_CHECKING:
    from regesta.query import Records

_PACKAGE = Path(__file__).resolve().parents[1]


def run_demo(folders: Sequence[Path], examples: Path | None) -> None:
    """Read the examples into a temporary register and print a timeline, open commitments and one record.

    Args:
        folders: Of packs besides those shipped.
        examples: Folder of reports; None takes those that come with Regesta.
    """
    from regesta import cli, query
    from regesta import open as open_register
    from regesta.cli.record import print_record

    where = examples or shipped()
    with tempfile.TemporaryDirectory(prefix="regesta-") as scratch:
        path = Path(scratch) / "demo.db"
        with open_register(path, packs=folders) as register:
            _say(f"regesta add {where} --into demo.db")
            with progress("reading") as step:
                done = register.add([where], progress=step)
            complain(done.failures)
            click.echo(f"{done.n_reports} reports, {done.n_findings} findings, {done.n_issues} issues")
            if not done.n_reports:
                raise BadValue(str(where), "holds no report that can be read", "Give a folder of reports")
            records = register.records(texts=True)
            pair = main_dyad(records)
            if pair is None:
                click.echo("No two states meet in these reports.")
                return
            _say(f"regesta timeline {' '.join(pair)} --from demo.db")
            cli.show_timeline(register, pair)
            _say(f"regesta commitments {' '.join(pair)} --open --from demo.db")
            cli.show_commitments(register, pair, open_only=True)
            best = main_record(records, pair)
            if best is not None:
                short = query.short_ids(records)
                _say(f"regesta show {short[best]} --from demo.db")
                print_record(query.show(records, best), short)


def shipped() -> Path:
    """Return the folder of the examples: of the working copy, else of the installed package."""
    for folder in (_PACKAGE.parents[1] / "examples" / "reports", _PACKAGE / "data" / "examples"):
        if folder.is_dir():
            return folder
    raise BadValue("--examples", "was not given and no examples are installed", "Give a folder of reports")


def main_dyad(records: Records) -> tuple[str, str] | None:
    """Return the two states between which most is recorded."""
    from regesta.model.snapshot import states_of

    known = {e.id.removeprefix("state:") for e in records.entities if e.id.startswith("state:")}
    counted = Counter(
        pair
        for finding in records.findings()
        if len(states := sorted(states_of(finding) & known)) <= 4  # a summit says little of any two
        for pair in combinations(states, 2)
    )
    return min(counted, key=lambda pair: (-counted[pair], pair), default=None)


def main_record(records: Records, pair: Sequence[str]) -> str | None:
    """Return the record that shows best how a register works: a thread of several reports, else a meeting."""
    from regesta import query

    threads = [t for t in query.threads_between(records, pair) if len(t.history) > 1]
    ended = [t for t in threads if t.commitment.stage == "fulfilled"]
    if ended or threads:
        return (ended or threads)[0].id
    met = [e for e in query.events_between(records, pair) if e.finding.type == "CONSULT"]
    return max(met, key=lambda e: (len(e.members), e.id)).id if met else None


def _say(command: str) -> None:
    click.echo(f"\n$ {command}\n")
