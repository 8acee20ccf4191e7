"""The terminal: widths, styles, progress. Results go to standard output, messages to standard error.

rich is loaded by the first command that prints a table, never by `--help`.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, TextIO, cast

import click

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

_PADDING = re.compile(r" +(?=\n)")
# Controls (all but tab and line feed) and marks that turn the direction of what follows: a report or a file
# name that holds them could repaint the terminal or show its words in another order.
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
MAX_COLUMNS = 100  # longer lines are hard to read
MIN_COLUMNS = 60
PLAIN_COLUMNS = 80  # into a file or a pipe

STAGE_STYLES = {
    "fulfilled": "green", "partly fulfilled": "green", "in force": "green", "implementing": "cyan",
    "stalled": "yellow", "lapsed": "red", "withdrawn": "red", "refused": "red",
}  # fmt: skip


def console() -> Console:
    """Return a console for results: at most a hundred columns, eighty where nobody looks."""
    from rich.console import Console

    class Screen(Console):
        """A console that shows what a text holds and never does what it says."""

        def render_str(self, text: str, **kw: Any) -> Text:
            return super().render_str(visible(text), **kw)

    if sys.stdout.isatty():
        width = shutil.get_terminal_size((PLAIN_COLUMNS, 24)).columns
    else:
        given = os.environ.get("COLUMNS", "")
        width = int(given) if given.isdigit() and int(given) > 0 else PLAIN_COLUMNS
    width = max(MIN_COLUMNS, min(width, MAX_COLUMNS))
    file = sys.stdout if sys.stdout.isatty() else cast(TextIO, _Trimmed(sys.stdout))
    return Screen(file=file, width=width, highlight=False, markup=False, emoji=False)


def visible(text: str) -> str:
    """Return a text with a replacement character for each one that a terminal would obey, not show."""
    return _UNSEEN.sub("\ufffd", text)


class _Trimmed(io.TextIOBase):
    """A file that gets no white space at the ends of lines: cells are padded, and the padding is noise."""

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def write(self, text: str) -> int:
        """Write text without the spaces before its line ends; a table comes in one piece."""
        self._file.write(_PADDING.sub("", text))
        return len(text)

    def flush(self) -> None:
        """Flush the file beneath."""
        self._file.flush()


def styled(*parts: str | tuple[str, str] | Text) -> Text:
    """Return a text of pieces, each plain or with a style."""
    from rich.text import Text

    shown: list[str | tuple[str, str] | Text] = []
    for part in parts:
        if isinstance(part, tuple):
            shown.append((visible(part[0]), part[1]))
        else:
            shown.append(visible(part) if isinstance(part, str) else part)
    return Text.assemble(*shown)


def grid(*widths: int | None) -> Table:
    """Return a table without lines whose columns have these widths; None takes what is left."""
    from rich.table import Table

    table = Table.grid(padding=(0, 2, 0, 0), expand=True, pad_edge=False)
    for width in widths:
        table.add_column(width=width, ratio=None if width else 1, overflow="fold")
    return table


def print_beside(out: Console, mark: str, text: Text) -> None:
    """Print a text with a mark before each of its lines."""
    for line in text.wrap(out, out.width - len(mark)):
        line.rstrip()
        out.print(styled(mark, line))


def headed(*columns: tuple[str, int | None]) -> Table:
    """Return a table with a head and no lines; the column without a width takes what is left."""
    from rich.table import Table

    table = Table(box=None, expand=True, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for name, width in columns:
        table.add_column(name, width=width, ratio=None if width else 1, overflow="fold")
    return table


def print_json(value: Any) -> None:
    """Print a value for programs."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def complain(messages: Iterable[object]) -> None:
    """Print messages to standard error, a line each."""
    for message in messages:
        click.echo(f"regesta: {visible(' '.join(str(message).splitlines()))}", err=True)


@contextlib.contextmanager
def progress(what: str) -> Iterator[Callable[[int, int, str], None] | None]:
    """Show a bar on standard error while somebody looks; give None where nobody does."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn(what),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.description}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)

        def step(n_done: int, n_all: int, name: str) -> None:
            short = name if len(name) <= 40 else f"…{name[-39:]}"
            bar.update(task, completed=n_done, total=n_all, description=visible(short).replace("[", "\\["))

        yield step
