"""Commands for accounts: users add, list, remove, role, password, token."""

from __future__ import annotations

import dataclasses
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from regesta.cli.console import print_json
from regesta.cli.shared import as_json
from regesta.errors import BadValue

if TYPE_CHECKING:
    from regesta.serve.users import Users

_ROLES = ("reader", "reviewer", "editor")
_file = click.option(
    "--users",
    "path",
    required=True,
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="The file of accounts.",
)
_role = click.option(
    "--role", type=click.Choice(_ROLES), default="reader", show_default=True, help="What may be done."
)
_stdin = click.option(
    "--password-stdin", "piped", is_flag=True, help="Read the password from standard input."
)


@click.group()
def users() -> None:
    """Say who may use `regesta serve` beyond this machine.

    A reader reads; a reviewer decides too; an editor may also withdraw what others decided.
    """


def _opened(path: Path, *, create: bool = False) -> Users:
    from regesta.serve.users import Users

    return Users(path, create=create)


def _password(*, piped: bool) -> str:
    if piped:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise BadValue(
            "password", "cannot be asked for: there is no terminal", "Pipe it in with --password-stdin"
        )
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))


@users.command()
@click.argument("name")
@_file
@_role
@_stdin
def add(name: str, path: Path, role: str, *, piped: bool) -> None:
    """Add a user; the file is made if it is not there.

    \b
        regesta users add mira --role reviewer --users users.db
    """
    password = _password(piped=piped)
    user = _opened(path, create=True).add(name, role, password)
    click.echo(f"added {user.name}, {user.role}")


@users.command("list")
@_file
@as_json
def list_(path: Path, *, as_json: bool) -> None:
    """List users and their roles."""
    found = _opened(path).all()
    if as_json:
        print_json([dataclasses.asdict(u) for u in found])
        return
    for user in found:
        click.echo(f"{user.role:<9}  {user.name}")
    if not found:
        click.echo("no users")


@users.command()
@click.argument("name")
@_file
def remove(name: str, path: Path) -> None:
    """Remove a user with all tokens and sessions."""
    _opened(path).remove(name)
    click.echo(f"removed {name}")


@users.command()
@click.argument("name")
@click.argument("new", type=click.Choice(_ROLES), metavar="ROLE")
@_file
def role(name: str, new: str, path: Path) -> None:
    """Give a user another role."""
    _opened(path).set_role(name, new)
    click.echo(f"{name} is {new} now")


@users.command()
@click.argument("name")
@_file
@_stdin
def password(name: str, path: Path, *, piped: bool) -> None:
    """Give a user another password; this ends their sessions."""
    _opened(path).set_password(name, _password(piped=piped))
    click.echo(f"changed the password of {name}")


@users.command()
@click.argument("name", required=False)
@_file
@_role
@click.option("--for", "purpose", default="", metavar="WORDS", help="What the token is for.")
@click.option("--days", type=int, metavar="N", help="How long it holds; else for good.")
@click.option("--list", "listing", is_flag=True, help="List tokens, without their secrets.")
@click.option("--revoke", metavar="ID", help="Revoke a token.")
@as_json
def token(
    name: str | None, path: Path, role: str, purpose: str, days: int | None, revoke: str | None,
    *, listing: bool, as_json: bool,
) -> None:  # fmt: skip
    """Make an API token for a user; it is shown this once.

    \b
        regesta users token mira --role reviewer --days 90 --users users.db
        regesta users token --list --users users.db
        regesta users token --revoke 1f2e3d4c --users users.db
    """
    if (name is not None) + listing + (revoke is not None) != 1:
        raise BadValue("token", "needs one thing to do", "Give a user's NAME, or --list, or --revoke ID")
    accounts = _opened(path)
    if revoke is not None:
        accounts.revoke(revoke)
        click.echo(f"revoked {revoke}")
    elif name is not None:
        made = accounts.token(name, purpose, role, days=days)
        if as_json:
            print_json({"token": made})
        else:
            click.echo(made)
            click.echo("Keep it now: it cannot be shown again.", err=True)
    else:
        found = accounts.tokens()
        if as_json:
            print_json([dataclasses.asdict(t) for t in found])
            return
        for row in found:
            until = (row.expires or "for good")[:10]
            click.echo(f"{row.id}  {row.role:<9}  {until:<10}  {row.user}  {row.name}".rstrip())
        if not found:
            click.echo("no tokens")
