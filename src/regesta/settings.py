"""Every option: name, default, unit, help. The one list that the command line, docs and code read.

An option is given on the command line or as an argument; else the environment variable decides; else
the default. Nothing is read at import time, so that a changed environment counts at once.
"""

from __future__ import annotations

import os
from dataclasses import dataclass

from regesta.errors import BadValue

VERSION = "0.1.0"


@dataclass(frozen=True, slots=True)
class Setting:
    """One option: what it is called, what it is without being set, and in which unit."""

    name: str
    env: str
    default: str
    unit: str
    help: str


SETTINGS = (
    Setting("register", "REGESTA_STORE", "regesta.db", "path", "The file that holds the register."),
    Setting(
        "packs", "REGESTA_PACKS", "", "paths", "Folders of packs that add to those shipped or override them."
    ),
    Setting(
        "policies",
        "REGESTA_POLICIES",
        "",
        "path",
        "File that says how much of each source's words may be shown; empty shows everything.",
    ),
    Setting(
        "lock_wait_s",
        "REGESTA_LOCK_WAIT",
        "30",
        "seconds",
        "How long a writer waits for another before it gives up.",
    ),
    Setting(
        "max_register_mb",
        "REGESTA_MAX_MB",
        "0",
        "megabytes",
        "Size the register may not outgrow; 0 is no limit.",
    ),
    Setting(
        "max_file_mb",
        "REGESTA_MAX_FILE_MB",
        "1000",
        "megabytes",
        "Files over this size are refused before reading.",
    ),
    Setting(
        "max_upload_mb",
        "REGESTA_MAX_UPLOAD_MB",
        "32",
        "megabytes",
        "Size of what can be handed in over HTTP at once.",
    ),
    Setting(
        "search_hits", "REGESTA_SEARCH_HITS", "20", "reports", "How many reports a search shows at most."
    ),
)

_BY_NAME = {setting.name: setting for setting in SETTINGS}


def text(name: str) -> str:
    """Return a setting as text: the environment's value, else the default.

    Raises:
        KeyError: there is no setting of that name.
    """
    setting = _BY_NAME[name]
    return os.environ.get(setting.env) or setting.default


def number(name: str) -> float:
    """Return a setting as a number of its unit.

    Raises:
        BadValue: the environment holds something else, or less than zero.
    """
    written = text(name)
    try:
        value = float(written)
    except ValueError:
        value = -1.0
    if not 0 <= value < float("inf"):
        setting = _BY_NAME[name]
        raise BadValue(setting.env, f"{written!r} is no number of {setting.unit}", f"Try {setting.default}")
    return value


def folders(name: str) -> tuple[str, ...]:
    """Return a setting as paths, separated as in PATH."""
    return tuple(part for part in text(name).split(os.pathsep) if part)
