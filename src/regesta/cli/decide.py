"""Commands for people who check and correct: decide, undo, decisions, review, changes."""

from __future__ import annotations

import getpass
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, cast, get_args

import click

from regesta.cli.console import print_json
from regesta.cli.shared import as_json, from_, into, open_register
from regesta.errors import BadValue
from regesta.model.decisions import DecisionKind

_KINDS = tuple(k for k in get_args(DecisionKind) if k != "withdraw")
by_ = click.option(
    "--by", metavar="NAME", default=None, help="Who decides; else the name you are logged in under."
)
reason_ = click.option("--reason", default="", metavar="WORDS", help="Why.")


def _author(name: str | None) -> str:
    return name or getpass.getuser()


@click.command()
@click.argument("kind", type=click.Choice(_KINDS), metavar="KIND")
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@into
@by_
@reason_
@click.option("--field", metavar="FIELD", help="For override: which field, such as date or stance.")
@click.option(
    "--value", metavar="VALUE", help='For override: its value, such as "2024-05"; for follows: the stage.'
)
@as_json
@click.pass_obj
def decide(
    folders: Sequence[Path], kind: str, ids: tuple[str, ...], store: str | None, by: str | None, reason: str,
    field: str | None, value: str | None, *, as_json: bool,
) -> None:  # fmt: skip
    """Append a decision; it outranks those of rules and can be undone.

    \b
        regesta decide confirm e7f3
        regesta decide same e7f3 04ab --reason "one visit"
        regesta decide override e7f3 --field date --value 2024-05
        regesta decide same person:x12ab person:abbas-araghchi
    """
    if kind == "override" and (field is None or value is None):
        raise BadValue("override", "needs --field and --value", "Say which field is to hold what")
    given: Mapping[str, Any] | None = None
    if kind == "override":
        given = {"field": field, "value": value}
    elif kind == "follows" and value:
        given = {"stage": value}
    with open_register(store, folders) as register:
        if kind == "reject" and len(ids) == 1:
            made = register.reject_record(ids[0], by=_author(by), reason=reason)
        else:
            made = register.decide(cast(DecisionKind, kind), *ids, by=_author(by), reason=reason, value=given)
    _tell(made.id, f"{kind} {' '.join(made.of)}", as_json=as_json)


@click.command()
@click.argument("decision", metavar="ID")
@into
@by_
@reason_
@as_json
@click.pass_obj
def undo(
    folders: Sequence[Path], decision: str, store: str | None, by: str | None, reason: str, *, as_json: bool
) -> None:
    """Withdraw a decision, a rule's or a person's; views are as if it had not been made.

    ID is the decision's: `regesta decisions` lists them. A withdrawal can be undone the same way.
    """
    with open_register(store, folders) as register:
        made = register.decide("withdraw", decision, by=_author(by), reason=reason)
    _tell(made.id, f"withdrew {made.of[0]}", as_json=as_json)


def _tell(identity: str, what: str, *, as_json: bool) -> None:
    if as_json:
        print_json({"decision": identity})
    else:
        click.echo(f"{what}  (decision {identity}; `regesta undo {identity[:8]}` takes it back)")


@click.command()
@from_
@click.option("--all", "everything", is_flag=True, help="Those of rules too.")
@click.option("--orphans", is_flag=True, help="Only those about findings that no reading has any more.")
@as_json
@click.pass_obj
def decisions(
    folders: Sequence[Path], store: str | None, *, everything: bool, orphans: bool, as_json: bool
) -> None:
    """List what people decided, and whether it stands.

    An orphan is kept: it counts again as soon as its finding is back.
    """
    with open_register(store, folders) as register:
        rows = [dict(r) for r in register.decisions(persons_only=not everything)]
    if orphans:
        rows = [r for r in rows if r["state"] == "orphaned"]
    if as_json:
        print_json(rows)
        return
    for row in rows:
        value = f"  {json.dumps(row['value'], ensure_ascii=False)}" if row.get("value") else ""
        reason = f"  “{row['reason']}”" if row.get("reason") else ""
        when = (row.get("time") or "")[:16].replace("T", " ")
        click.echo(
            f"{row['id'][:8]}  {row['state']:<9}  {when:<16}  {row['kind']:<9} "
            f"{' '.join(i[:24] for i in row['of'])}{value}  {row['by'].partition(':')[2]}{reason}"
        )
    if not rows:
        click.echo("no decisions" if not orphans else "no orphans")


@click.command()
@click.argument("states", nargs=-1, metavar="[STATE]...")
@from_
@click.option(
    "--since", required=True, metavar="DAY|REVISION", help="A day (YYYY-MM-DD), or a revision's number."
)
@as_json
@click.pass_obj
def changes(
    folders: Sequence[Path], states: tuple[str, ...], store: str | None, since: str, *, as_json: bool
) -> None:
    """List what is new, moved, changed, merged, split, withdrawn or decided since then.

    \b
        regesta changes --since 2025-03-01
        regesta changes IRN BLR --since 41
    """
    then: str | int = int(since) if since.isdigit() and len(since) != 4 else since
    with open_register(store, folders) as register:
        rows = list(register.changes(then, *states))
        revision = register.revision
    if as_json:
        print_json({"revision": revision, "changes": [dict(r) for r in rows]})
        return
    print_changes(rows)
    click.echo(f"{len(rows):,} changes; the register is at revision {revision}")


def print_changes(rows: Sequence[Mapping[str, Any]]) -> None:
    """Print changes, a line each, what differs indented below."""
    for row in rows:
        stage = f"  {row['stage'][0]} → {row['stage'][1]}" if "stage" in row else ""
        click.echo(f"{row['change']:<9}  {row['id'][:8]}  {row.get('day', ''):<10}  {row['says']}{stage}")
        for field, (old, new) in row.get("fields", {}).items():
            click.echo(f"           {field}: {_short(old)} → {_short(new)}")


def _short(value: Any) -> str:
    from regesta.query.words import days

    if isinstance(value, dict) and ("earliest" in value or "latest" in value):
        return days(value)
    if isinstance(value, dict):
        return str(value.get("name") or value)
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value or "–")


@click.command()
@click.argument("states", nargs=-1, metavar="[STATE]...")
@click.option(
    "--into", "--from", "store", metavar="FILE", help="The register; else REGESTA_STORE or regesta.db."
)
@by_
@click.option("--limit", type=click.IntRange(1), default=50, metavar="N", help="How many at most; 50.")
@click.option("--list", "listing", is_flag=True, help="Print the queue and ask nothing.")
@as_json
@click.pass_obj
def review(
    folders: Sequence[Path], states: tuple[str, ...], store: str | None, by: str | None, limit: int,
    *, listing: bool, as_json: bool,
) -> None:  # fmt: skip
    """Walk through the doubtful, the most pressing first, one key each.

    \b
        a accept   x reject   m merge with the record it may be   s split from it, or one witness off
        e edit a field   u undo the last   w why   j next   k back   q quit
    """
    with open_register(store, folders) as register:
        queue = [dict(r) for r in register.doubtful(*states)][:limit]
        if as_json:
            print_json(queue)
        elif listing or not queue:
            for row in queue:
                click.echo(f"{row['id'][:8]}  {row['doubt']:.2f}  {row['says']}  ({'; '.join(row['why'])})")
            click.echo(f"{len(queue)} to look at" if queue else "nothing is in doubt")
        else:
            from regesta.cli.review import walk

            n_made = walk(register, queue, _author(by), _key)
            click.echo(f"{n_made} decisions made")


def _key() -> str:
    """Return the next key; from a pipe, the next character that is no white space."""
    if sys.stdin.isatty():
        return click.getchar()
    while True:
        key = sys.stdin.read(1)
        if not key:
            return "q"
        if not key.isspace():
            return key
