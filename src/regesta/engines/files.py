"""From what the user names to bytes: files, folders, standard input, and the sidecars beside them.

Nothing is parsed here; `steps/read.py` does that. What cannot be opened becomes an error in the list and
the others go on.
"""

from __future__ import annotations

import json
import os
import stat
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from regesta.errors import ReportError, ReportTooLong, UnreadableReport
from regesta.model.reports import Report
from regesta.settings import number
from regesta.steps.read import Given, given_of, read_bytes

STDIN = "-"
_REFUSAL_FIX = "Check the path and your permissions; the other reports were read"


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file to read: its name as the user gave it, and where it is; None is standard input."""

    name: str
    path: Path | None


def find_files(
    paths: Iterable[str | os.PathLike[str]], besides: Collection[Path] = ()
) -> Iterator[InputFile | UnreadableReport]:
    """Yield the files that some paths stand for, folders in any depth, each in sorted order.

    Hidden files, sidecars, and links to folders are passed over. A file named twice comes once.

    Args:
        paths: Files, folders, or "-" for standard input.
        besides: Absolute paths that are no reports: those of the register.

    Yields:
        Files; or an error for a path that is not there or a folder that may not be read.
    """
    seen: set[Path] = set()
    for given in paths:
        name = os.fspath(given)
        if name == STDIN:
            yield InputFile(STDIN, None)
            continue
        path = Path(name)
        try:
            found = list(_walk(path)) if stat.S_ISDIR(path.stat().st_mode) else [path]
        except (OSError, ValueError) as exc:  # ValueError: a NUL in the name
            yield _refused(path, exc)
            continue
        folders: dict[Path, frozenset[str]] = {}
        for item in found:
            if isinstance(item, UnreadableReport):
                yield item
                continue
            whole = item.absolute()
            if whole in seen or whole in besides or _is_sidecar(item, folders):
                continue
            seen.add(whole)
            yield InputFile(_shown(item), item)


def read_file(file: InputFile, given: Given) -> Iterator[Report | ReportError]:
    """Yield the reports in a file, or the error that stands in for one.

    Args:
        file: From `find_files`.
        given: What holds for every file where it and its sidecar are silent.
    """
    try:
        if file.path is None:
            data = _bounded(file.name, sys.stdin.buffer)
        else:
            given = _beside(file.path, given)
            data = _bytes_of(file)
        yield from read_bytes(file.name, data, given)
    except ReportError as exc:
        yield exc


def _walk(folder: Path) -> Iterator[Path | UnreadableReport]:
    refused: list[OSError] = []
    for root, folders, names in os.walk(folder, onerror=refused.append):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in sorted(names):
            path = Path(root) / name
            if not name.startswith(".") and path.is_file():
                yield path
        while refused:
            exc = refused.pop(0)
            yield _refused(Path(exc.filename or folder), exc)
    for exc in refused:
        yield _refused(Path(exc.filename or folder), exc)


def _is_sidecar(path: Path, folders: dict[Path, frozenset[str]]) -> bool:
    """Return whether a file only says something about another beside it: report.txt.json or report.json."""
    if path.suffix != ".json":
        return False
    if path.parent not in folders:
        try:
            folders[path.parent] = frozenset(p.name for p in path.parent.iterdir())
        except OSError:
            folders[path.parent] = frozenset()
    if path.stem in folders[path.parent]:
        return True
    return any(n != path.name and n.rpartition(".")[0] == path.stem for n in folders[path.parent])


def _beside(path: Path, given: Given) -> Given:
    """Return what is given for a file: its sidecar's fields, else what holds for all."""
    names = [path.with_name(path.name + ".json")]
    if path.suffix and path.suffix != ".json":
        names.append(path.with_suffix(".json"))
    for sidecar in names:
        if not sidecar.is_file():
            continue
        try:
            row = json.loads(sidecar.read_text(encoding="utf-8-sig"))
        except OSError as exc:
            raise _refused(sidecar, exc) from exc
        except (ValueError, RecursionError) as exc:
            raise ReportError(
                _shown(sidecar), f"is not JSON: {exc}", f"Mend it, or {path.name} is not added"
            ) from exc
        if not isinstance(row, Mapping):
            raise ReportError(_shown(sidecar), "is not a JSON object", 'Write {"published": "2025-01-17"}')
        return given_of(row, _shown(sidecar), given)
    return given


def _bytes_of(file: InputFile) -> bytes:
    assert file.path is not None
    limit_mb = number("max_file_mb")
    try:
        n_bytes = file.path.stat().st_size
        if n_bytes > limit_mb * 1_000_000:
            raise ReportTooLong(
                file.name, f"is {n_bytes:,} bytes long, the limit is {limit_mb:g} MB", "Split it"
            )
        with file.path.open("rb") as opened:
            return _bounded(file.name, opened)
    except OSError as exc:
        raise _refused(file.path, exc) from exc


def _bounded(name: str, opened: BinaryIO) -> bytes:
    """Return all that an open file holds; a pipe or a device has no size to look at first."""
    limit_mb = number("max_file_mb")
    data = opened.read(int(limit_mb * 1_000_000) + 1)
    if len(data) > limit_mb * 1_000_000:
        raise ReportTooLong(name, f"does not end within the limit of {limit_mb:g} MB", "Split it")
    return data


def _shown(path: Path) -> str:
    """Return a path as text that can be stored and printed, whatever bytes its name is made of."""
    return os.fsencode(path).decode("utf-8", "replace")


def _refused(path: Path, exc: OSError | ValueError) -> UnreadableReport:
    why = (exc.strerror if isinstance(exc, OSError) else str(exc)) or str(exc)
    return UnreadableReport(_shown(path), why[:1].lower() + why[1:], _REFUSAL_FIX)
