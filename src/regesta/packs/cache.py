"""Keep what YAML files hold, parsed, between runs: reading YAML is most of the time a command takes.

One JSON file a set of packs, named by the fingerprint of every byte read, in the user's cache folder
(`REGESTA_CACHE`, else `XDG_CACHE_HOME`, else `~/.cache`). It is only ever a copy: where it cannot be
read or written the YAML is parsed, and a changed pack has another name.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import tempfile
from pathlib import Path
from typing import Any


def folder() -> Path:
    """Return where copies are kept."""
    given = os.environ.get("REGESTA_CACHE")
    base = Path(os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser())
    return Path(given) if given else base / "regesta"


def recall(fingerprint: str) -> dict[str, Any]:
    """Return the parsed files of a set of packs by the hash of their bytes; empty where there is no copy."""
    try:
        kept = json.loads((folder() / f"packs-{fingerprint}.json").read_text(encoding="utf-8"))
    except (OSError, ValueError, RuntimeError):
        return {}
    return kept if isinstance(kept, dict) else {}


def keep(fingerprint: str, parsed: dict[str, Any]) -> None:
    """Write the parsed files of a set of packs, whole or not at all; a failure costs only time."""
    with contextlib.suppress(TypeError):
        write(f"packs-{fingerprint}.json", json.dumps(parsed, ensure_ascii=False, default=_day))


def write(name: str, text: str) -> None:
    """Write a file of the folder, whole or not at all; a failure costs only time."""
    try:
        place = folder()
        place.mkdir(parents=True, exist_ok=True)
        handle, part = tempfile.mkstemp(dir=place, suffix=".part")
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            out.write(text)
        Path(part).replace(place / name)
    except (OSError, RuntimeError):
        return


def forget(name: str) -> None:
    """Take a file out of the folder, if it is there."""
    with contextlib.suppress(OSError, RuntimeError):
        (folder() / name).unlink(missing_ok=True)


def _day(value: object) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(f"no JSON for {type(value).__name__}")
