"""Commands that show a register to others: brief, serve."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from regesta.cli.shared import from_, needing, open_register, since, until
from regesta.errors import BadValue


@click.command()
@from_
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8321, show_default=True, help="Port to listen on."
)
@click.option(
    "--users", "file", metavar="FILE", type=click.Path(path_type=Path), help="Accounts; asks for a login."
)
@click.option(
    "--warm", metavar="SECONDS", type=click.FloatRange(0, 600), default=10.0, show_default=True,
    help="Make pages for at most so long before listening.",
)  # fmt: skip
@click.option("--name", "names", metavar="HOST", multiple=True, help="A name of the server, behind a proxy.")
@click.pass_obj
def serve(
    folders: Sequence[Path], store: str | None, host: str, port: int, file: Path | None,
    warm: float, names: tuple[str, ...],
) -> None:  # fmt: skip
    """Show the register as pages at http://127.0.0.1:PORT, with an API under /api/v1.

    Needs the extra `serve`: pip install '.[serve]'. Stop it with Ctrl-C. To be
    reached from elsewhere it needs accounts: see `regesta users`.
    """
    from regesta.serve.config import ServeConfig, require_login

    require_login(host, file)
    with open_register(store, folders, create=False):
        pass  # what is wrong with the register is told before anything listens
    with needing("serve"):
        import uvicorn

        from regesta.serve.app import create_app
    config = ServeConfig(store, tuple(folders), users=file, warm_s=warm, hosts=(*names, host))
    click.echo(f"http://{host}:{port}  (Ctrl-C stops)")
    uvicorn.run(create_app(config), host=host, port=port, log_level="warning")


@click.command()
@click.argument("states", nargs=2, metavar="STATE STATE")
@from_
@since
@until
@click.option("--format", "format", default="md", show_default=True, help="md, html, docx or pdf.")
@click.option(
    "--out", required=True, metavar="FILE", type=click.Path(path_type=Path), help="The file to write."
)
@click.pass_obj
def brief(
    folders: Sequence[Path], states: tuple[str, str], store: str | None, since: str | None, until: str | None,
    format: str, out: Path,
) -> None:  # fmt: skip
    """Write a readable account of two states' dealings, every sentence footnoted to its witnesses.

    All formats but md need the extra `briefs`: pip install '.[briefs]'.

    \b
        regesta brief IRN BLR --since 2023 --format html --out brief.html
    """
    from regesta import brief as briefs

    if format not in briefs.FORMATS:
        raise BadValue(format, "is no format of a brief", f"Take one of {', '.join(briefs.FORMATS)}")
    from regesta import query

    with open_register(store, folders) as register:
        codes = register.codes(states)
        if len(codes) != 2:
            raise BadValue(" ".join(states), "is one state twice", "Name two states")
        names = {c: query.party_name(c, register.packs) for c in codes}
        records = register.records(codes, texts=False, every=True)
        made = briefs.compose(records, codes, names, *register.period(since, until))
    if not made.sections:
        click.echo("no report in this register tells of dealings between the two in this period", err=True)
        raise SystemExit(1)
    with needing("briefs"):
        body = briefs.write(made, format)
    half = out.with_name(out.name + ".part")
    try:
        half.write_bytes(body)
        half.replace(out)
    except OSError as exc:
        why = (exc.strerror or "").lower()
        raise BadValue(
            str(out), f"cannot be written: {why}", "Give a file in a folder that you may write to"
        ) from exc
    click.echo(f"{out}: {len(made.sentences)} sentences")
