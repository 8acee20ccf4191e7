"""The command line: parse, call the library, print.

Only click is loaded here; each command loads what it needs. Exit codes: 0 done, 1 an error, 2 wrong
usage, 3 with `--strict` where a passage was left uninterpreted, 130 interrupted.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import errno
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from regesta import memory, settings
from regesta.cli import decide as deciding
from regesta.cli import publish
from regesta.cli import users as accounts
from regesta.cli.console import complain, print_json, progress
from regesta.cli.shared import as_json, from_, into, open_register, since, until
from regesta.errors import BadValue, RegestaError

if TYPE_CHECKING:
    from regesta.query import Records
    from regesta.register import Added, Register

F = TypeVar("F", bound=Callable[..., Any])

ERROR, USAGE, LEFT_OVER, INTERRUPTED = 1, 2, 3, 130
_MOST_NAMED = 3  # reports without a day, in one warning
_NO_ROOM = (errno.ENOSPC, errno.EFBIG, errno.EDQUOT, errno.EIO)


class _Group(click.Group):
    """A group that turns errors into messages and exit codes, in one place."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            done = super().invoke(ctx)
            sys.stdout.flush()  # here a full disk can still be told; at the end of the process it cannot
            return done
        except RegestaError as exc:
            complain([exc])
            ctx.exit(USAGE if isinstance(exc, BadValue) else ERROR)
        except KeyboardInterrupt:
            complain(["interrupted. What was finished is kept; run the command again to go on"])
            ctx.exit(INTERRUPTED)
        except OSError as exc:
            if exc.errno not in _NO_ROOM or exc.filename is not None:
                raise
            complain([f"standard output: cannot be written: {(exc.strerror or '').lower()}. Make room"])
            # What could not be written must not be tried again when the process ends.
            with contextlib.suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(ERROR)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)  # in the order of a first session


# --------------------------------------------------------------------------- options


def given(command: F) -> F:
    """Add the options for what a file cannot say of itself."""
    for option in (
        click.option("--publisher", metavar="NAME", help="Who published the reports."),
        click.option(
            "--language", metavar="CODE", help="Language of the reports, where detection goes wrong."
        ),
        click.option(
            "--published", metavar="DAY", help="Day of publication, for reports that do not say it."
        ),
    ):
        command = option(command)
    return command


def types(what: str) -> Callable[[F], F]:
    """Return the option that picks kinds of rows."""
    return click.option(
        "--type", "types", metavar="TYPE", multiple=True, help=f"Only {what}; may be repeated."
    )


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 88})
@click.version_option(settings.VERSION, prog_name="regesta")
@click.option(
    "--packs", "packs", metavar="DIR", multiple=True, type=click.Path(path_type=Path),
    help="A folder of packs that adds to those shipped or overrides them; may be repeated.",
)  # fmt: skip
@click.option(
    "--policies", metavar="FILE", type=click.Path(path_type=Path),
    help="A file that says how much of each source's words may be shown.",
)  # fmt: skip
@click.pass_context
def main(ctx: click.Context, packs: tuple[Path, ...], policies: Path | None) -> None:
    """Read news reports about dealings between states and keep a register of them.

    \b
        regesta add reports/ --into border.db
        regesta timeline IRN BLR --from border.db
        regesta show ID --from border.db
    """
    memory.collect_rarely()
    for stream in (sys.stdout, sys.stderr):  # a terminal that knows no "°" gets "?", not a traceback
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    if policies is not None:  # for all that opens a register in this process, a server too
        os.environ["REGESTA_POLICIES"] = str(policies)
    ctx.obj = packs


# --------------------------------------------------------------------------- writing


@main.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@into
@given
@as_json
@click.option("--strict", is_flag=True, help="Exit with 3 if a passage was left uninterpreted.")
@click.pass_obj
def add(
    folders: Sequence[Path], paths: tuple[str, ...], store: str | None, published: str | None,
    language: str | None, publisher: str | None, *, as_json: bool, strict: bool,
) -> None:  # fmt: skip
    """Read reports and add what they say.

    PATH is a file (text, HTML, JSON lines, PDF, DOCX), a folder, read in any depth, or - for standard
    input. Reports that are there already are skipped, so the command can be repeated. What a text does not
    say of itself may stand beside it: report.json with published, publisher, title, language, url.

    \b
        regesta add reports/ --into border.db
        cat report.txt | regesta add - --published 2025-01-17
    """
    _period(published, None)  # a malformed day is told before a register is made
    with open_register(store, folders, create=True) as register, progress("reading") as step:
        done = register.add(paths, published=published, language=language, publisher=publisher, progress=step)
    if not as_json:
        complain(_undated(done.undated))
    _finish(done, "added", as_json=as_json, strict=strict)


@main.command()
@into
@click.option("--force", is_flag=True, help="Read all reports again, even with the same packs and program.")
@as_json
@click.option("--strict", is_flag=True, help="Exit with 3 if a passage was left uninterpreted.")
@click.pass_obj
def redo(folders: Sequence[Path], store: str | None, *, force: bool, as_json: bool, strict: bool) -> None:
    """Read the reports again that older packs or an older program have read.

    Nothing is edited: each report gets a new reading, and views show the newest. What changed is told record by
    record; decisions of people stand.
    """
    with open_register(store, folders) as register:
        before = register.revision
        with progress("reading again") as step:
            done = register.redo(force=force, progress=step)
        changed = list(register.changes(before)) if done.n_reports else []
    if not as_json:
        deciding.print_changes(changed)
    _finish(done, "read again", as_json=as_json, strict=strict, more={"changes": [dict(r) for r in changed]})


@main.command()
@click.argument("report")
@into
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def remove(folders: Sequence[Path], report: str, store: str | None, *, yes: bool) -> None:
    """Take a report down: wipe its text and quotes, keep its hash, so that it stays out.

    REPORT is its id, the beginning of it, or its path as it was given to add.
    """
    with open_register(store, folders) as register:
        if not yes and sys.stdin.isatty():
            click.confirm(f"Wipe {report} and every record that rests on it alone?", abort=True, err=True)
        removed = register.remove(report)
    click.echo(f"removed {removed}; its text and quotes are wiped, its hash is kept")


def _finish(
    done: Added, what: str, *, as_json: bool, strict: bool, more: Mapping[str, Any] | None = None
) -> None:
    """Say what became of some reports, and leave with the exit code that fits."""
    complain(done.failures)
    complain(f"{name}: was taken down earlier and stays out" for name in done.removed)
    if as_json:
        print_json(
            {
                "reports": done.n_reports,
                "findings": done.n_findings,
                "issues": done.n_issues,
                "skipped": done.n_skipped,
                "removed": list(done.removed),
                "undated": list(done.undated),
                "failures": [str(failure) for failure in done.failures],
                **(more or {}),
            }
        )
    else:
        from regesta.query.words import plural

        known = f" ({done.n_skipped:,} known already)" if done.n_skipped else ""
        found = f"{plural(done.n_findings, 'finding')}, {plural(done.n_issues, 'issue')}"
        click.echo(f"{plural(done.n_reports, 'report')} {what}{known}: {found}")
    if done.failures:
        raise SystemExit(ERROR)
    if strict and done.n_issues:
        raise SystemExit(LEFT_OVER)


def _undated(names: Sequence[str]) -> Iterator[str]:
    """Yield which reports give no day of publication, and what to do: dates taken from them are the wider for it."""
    from regesta.query.words import plural

    if not names:
        return
    shown = ", ".join(Path(name).name for name in names[:_MOST_NAMED])
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    verb = "does" if len(names) == 1 else "do"
    yield f"{plural(len(names), 'report')} {verb} not say when published, so dates are wide: {shown}{more}"
    beside = f"{Path(names[0]).stem}.json"
    yield f'add again with --published DAY, or with {{"published": "2025-01-17"}} in {beside} beside the report'


# --------------------------------------------------------------------------- checking

for command in (deciding.review, deciding.decide, deciding.undo, deciding.decisions, deciding.changes):
    main.add_command(command)
main.add_command(accounts.users)
main.add_command(publish.brief)
main.add_command(publish.serve)


# --------------------------------------------------------------------------- views


@main.command()
@click.argument("states", nargs=-1, required=True, metavar="STATE...")
@from_
@since
@until
@types("events of this PLOVER type, such as CONSULT")
@as_json
@click.pass_obj
def timeline(
    folders: Sequence[Path], states: tuple[str, ...], store: str | None, since: str | None, until: str | None,
    types: tuple[str, ...], *, as_json: bool,
) -> None:  # fmt: skip
    """Show what happened between states, in order of time.

    A ring beside a day means that it was inferred; the reason stands below. One STATE gives everything
    that concerns it.

    \b
        regesta timeline IRN BLR
        regesta timeline Iran Belarus --since 2024 --type CONSULT
    """
    with open_register(store, folders) as register:
        if as_json:
            print_json(list(register.timeline(*states, since=since, until=until, types=types)))
            return
        show_timeline(register, states, since, until, types)


def show_timeline(
    register: Register,
    states: Sequence[str],
    since: str | None = None,
    until: str | None = None,
    types: Sequence[str] = (),
) -> None:
    """Print the timeline of some states."""
    from regesta import query
    from regesta.cli.timeline import print_timeline

    codes = _codes(register, states)
    first, last = _period(since, until)
    records = register.records(codes)
    events = query.timeline(records, codes, first, last, types)
    made = [] if types else query.commitments(records, codes, first, last)
    reports = {e["report_id"] for row in (*events, *made) for e in row["evidence"]}
    called = {c: query.party_name(c, register.packs) for c in codes}
    print_timeline(called, events, made, len(reports), _short(records))


@main.command()
@click.argument("states", nargs=-1, required=True, metavar="STATE...")
@from_
@since
@until
@types('commitments of this kind, such as "invitation"')
@click.option(
    "--open", "open_only", is_flag=True, help="Leave out what is done, lapsed, withdrawn or refused."
)
@as_json
@click.pass_obj
def commitments(
    folders: Sequence[Path], states: tuple[str, ...], store: str | None, since: str | None, until: str | None,
    types: tuple[str, ...], *, open_only: bool, as_json: bool,
) -> None:  # fmt: skip
    """Show what states agreed, promised or offered, and what became of it.

    The stage is what dated evidence supports; silence, in months, is neither fulfilment nor failure.

    \b
        regesta commitments IRN BLR --open
    """
    with open_register(store, folders) as register:
        if as_json:
            wanted = {"since": since, "until": until, "types": types, "open_only": open_only}
            print_json(list(register.commitments(*states, **wanted)))  # type: ignore[arg-type]
            return
        show_commitments(register, states, since, until, types, open_only=open_only)


def show_commitments(
    register: Register,
    states: Sequence[str],
    since: str | None = None,
    until: str | None = None,
    types: Sequence[str] = (),
    *,
    open_only: bool = False,
) -> None:
    """Print the commitments of some states."""
    from regesta import query
    from regesta.cli.tables import print_commitments

    codes = _codes(register, states)
    first, last = _period(since, until)
    records = register.records(codes)
    rows = query.commitments(records, codes, first, last, types, open_only=open_only)
    called = {p: query.party_name(p, register.packs) for row in rows for p in row["parties"]}
    print_commitments(rows, called, _short(records), records.as_of.isoformat() if records.as_of else "")


@main.command()
@click.argument("states", nargs=-1, required=True, metavar="STATE...")
@from_
@since
@until
@types('positions of this stance, such as "support"')
@as_json
@click.pass_obj
def positions(
    folders: Sequence[Path], states: tuple[str, ...], store: str | None, since: str | None, until: str | None,
    types: tuple[str, ...], *, as_json: bool,
) -> None:  # fmt: skip
    """Show the stances that states share, jointly or each for itself.

    \b
        regesta positions IRN BLR
    """
    with open_register(store, folders) as register:
        if as_json:
            print_json(list(register.positions(*states, since=since, until=until, types=types)))
            return
        from regesta import query
        from regesta.cli.tables import print_positions

        codes = _codes(register, states)
        first, last = _period(since, until)
        records = register.records(codes)
        rows = query.positions(records, codes, first, last, types)
        heading = " – ".join(sorted(query.party_name(c, register.packs) for c in codes))
        print_positions(rows, heading, _short(records))


@main.command()
@click.argument("states", nargs=-1, required=True, metavar="STATE...")
@from_
@since
@until
@types('offices of this name, such as "foreign minister"')
@as_json
@click.pass_obj
def offices(
    folders: Sequence[Path], states: tuple[str, ...], store: str | None, since: str | None, until: str | None,
    types: tuple[str, ...], *, as_json: bool,
) -> None:  # fmt: skip
    """Show who held which office, and who came after whom.

    \b
        regesta offices IRN --type "foreign minister"
    """
    with open_register(store, folders) as register:
        if as_json:
            print_json(list(register.offices(*states, since=since, until=until, types=types)))
            return
        from regesta import query
        from regesta.cli.tables import print_offices

        codes = _codes(register, states)
        first, last = _period(since, until)
        records = register.records(codes)
        rows = query.offices(records, codes, first, last, types)
        called = {row["state"]: query.party_name(row["state"], register.packs) for row in rows}
        print_offices(rows, called, _short(records))


@main.command()
@click.argument("words", nargs=-1, required=True, metavar="WORDS...")
@from_
@click.option("--limit", type=click.IntRange(1), metavar="N", help="How many reports at most.")
@as_json
@click.pass_obj
def search(
    folders: Sequence[Path], words: tuple[str, ...], store: str | None, limit: int | None, *, as_json: bool
) -> None:
    """Find reports that hold all the words, in any inflected form.

    What stands between quotation marks must stand together.

    \b
        regesta search gas pipeline
        regesta search '"joint commission"'
    """
    query = words[0] if len(words) == 1 else " ".join(words)
    with open_register(store, folders) as register:
        rows = list(register.search(query, limit=limit))
    if as_json:
        print_json(rows)
        return
    from regesta.cli.tables import print_search

    print_search(rows, query)


@main.command()
@click.argument("record", metavar="ID")
@from_
@as_json
@click.pass_obj
def show(folders: Sequence[Path], record: str, store: str | None, *, as_json: bool) -> None:
    """Show one record with every witness in its own words.

    ID is that of a record, a finding, a report, an entity or a decision; its first characters are enough.
    """
    with open_register(store, folders) as register:
        row = register.show(record)
        if as_json:
            print_json(row)
            return
        from regesta.cli.record import print_record

        print_record(row, _short(register.records()))


@main.command()
@click.argument("file")
@given
@click.option("--all", "show_all", is_flag=True, help="Show the sentences too in which nothing was sought.")
@click.option(
    "--names", "show_names", is_flag=True, help="Show every person, body, people and place that is named."
)
@click.pass_obj
def explain(
    folders: Sequence[Path], file: str, published: str | None, language: str | None, publisher: str | None, *,
    show_all: bool, show_names: bool,
) -> None:  # fmt: skip
    """Show what each step makes of a report, and why nothing was found where nothing was.

    FILE is a report, or - for standard input. No register is touched.
    """
    from regesta.cli.explain import print_explanation

    if not print_explanation(
        file, folders, published, language, publisher, show_all=show_all, show_names=show_names
    ):
        raise SystemExit(ERROR)


@main.command()
@from_
@click.option("--code", metavar="CODE", help='Only issues of this code: "date" stands for every "date.…".')
@as_json
@click.pass_obj
def issues(folders: Sequence[Path], store: str | None, code: str | None, *, as_json: bool) -> None:
    """List the passages that were left uninterpreted, each with the reason."""
    with open_register(store, folders) as register:
        rows = list(register.issues(code=code))
    if as_json:
        print_json(rows)
        return
    from regesta.cli.tables import print_issues

    print_issues(rows)


@main.command()
@from_
@as_json
@click.pass_obj
def reports(folders: Sequence[Path], store: str | None, *, as_json: bool) -> None:
    """List the reports in the register, and how much was read out of each."""
    with open_register(store, folders) as register:
        rows = list(register.reports())
    if as_json:
        print_json(rows)
        return
    from regesta.cli.tables import print_reports

    print_reports(rows)


# --------------------------------------------------------------------------- for other programs


@main.command()
@from_
@click.option(
    "--format", "format_", default="jsonl", show_default=True,
    type=click.Choice([
        "jsonl", "csv", "parquet", "plover", "polecat", "gdelt", "gdelt-mentions", "icews", "ftm", "graphml",
        "jsonld", "rss",
    ]),
    help="JSON lines hold everything; CSV and Parquet are one table a kind of record; the others are formats "
    "that other programs read.",
)  # fmt: skip
@click.option(
    "--record", metavar="KIND", help='Only records of this kind, such as "event": for jsonl, csv and parquet.'
)
@click.option("--as-of", metavar="DAY", help="The day to call today; else the latest day in the register.")
@click.option(
    "--out", metavar="PATH", type=click.Path(path_type=Path),
    help="File to write; for CSV and Parquet without --record, the folder for the tables. Else standard output.",
)  # fmt: skip
@click.pass_obj
def export(
    folders: Sequence[Path],
    store: str | None,
    format_: str,
    record: str | None,
    as_of: str | None,
    out: Path | None,
) -> None:
    """Write the whole register. Equal registers give equal bytes.

    \b
        regesta export --format jsonl > border.jsonl
        regesta export --format csv --record event > events.csv
        regesta export --format csv --out tables/
        regesta export --format gdelt --out events.tsv
    """
    from regesta import export as writers

    if format_ in writers.TABLES and record is None and out is None:
        raise BadValue(
            f"--format {format_}",
            "writes a table for each kind of record",
            f"Give --out FOLDER, or --record KIND{'' if format_ == 'csv' else ' and --out FILE'}",
        )
    with open_register(store, folders) as register:
        day = _period(None, as_of)[1]
        records, knowledge = register.records(as_of=day), register.packs.knowledge
    if format_ in writers.TABLES and record is None and out is not None:
        with _writing(out):
            paths = writers.write_tables(records, out, format_)
        click.echo(f"{len(paths)} tables in {out}", err=True)
    elif out is not None:
        with _writing(out):
            writers.write_file(records, format_, out, record=record, knowledge=knowledge)
    else:
        with contextlib.suppress(AttributeError, ValueError):
            sys.stdout.reconfigure(encoding="utf-8", newline="")  # type: ignore[union-attr]
        writers.write(records, format_, sys.stdout, record=record, knowledge=knowledge)


@contextlib.contextmanager
def _writing(path: Path) -> Any:
    """Turn an error of the file system into one that names the file and says what to do."""
    try:
        yield
    except OSError as exc:
        why = (exc.strerror or str(exc)).lower()
        raise BadValue(str(path), f"cannot be written: {why}", "Give another --out") from exc


# --------------------------------------------------------------------------- packs, demo, version


@main.group()
def packs() -> None:
    """Look after the packs: what languages and knowledge the reports are read with."""


@packs.command()
@click.option(
    "--language", "languages", metavar="CODE", multiple=True, help="Only this language; may be repeated."
)
@click.option("--quick", is_flag=True, help="Check facts and phrases only, not the examples.")
@as_json
@click.pass_obj
def check(folders: Sequence[Path], languages: tuple[str, ...], *, quick: bool, as_json: bool) -> None:
    """Try every example and counter-example, and look for gaps and contradictions in what the packs know.

    Examples go through the steps that read reports. Exits with 1 if anything is wrong; gaps are listed
    and are no errors.
    """
    from regesta.cli.checks import print_check

    if not print_check(folders, languages, quick=quick, as_json=as_json):
        raise SystemExit(ERROR)


@main.command()
@click.option(
    "--examples", metavar="DIR", type=click.Path(path_type=Path),
    help="Folder of reports; else those shipped with Regesta.",
)  # fmt: skip
@click.pass_obj
def demo(folders: Sequence[Path], examples: Path | None) -> None:
    """Read the example reports and show a timeline, the open commitments and one record.

    The register is a temporary file and is gone afterwards.
    """
    from regesta.cli.demo import run_demo

    run_demo(folders, examples)


@main.command()
def version() -> None:
    """Print the version."""
    click.echo(settings.VERSION)


# --------------------------------------------------------------------------- helpers


def _codes(register: Register, states: Sequence[str]) -> tuple[str, ...]:
    from regesta import query

    return tuple(dict.fromkeys(query.party(word, register.packs) for word in states))


def _period(since: str | None, until: str | None) -> tuple[dt.date | None, dt.date | None]:
    """Return the first and last day that two options mean: "2024" is all of it, from January to December."""
    from regesta.steps.read import read_day

    found = []
    for word in (since, until):
        days = None if word is None else read_day(word)
        if word is not None and days is None:
            raise BadValue(word, "is no day", "Write it as YYYY-MM-DD, YYYY-MM or YYYY")
        found.append(days)
    first, last = found
    return first.start if first else None, last.last if last else None


def _short(records: Records) -> dict[str, str]:
    from regesta import query

    return query.short_ids(records)
