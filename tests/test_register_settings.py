"""Every option has a name, a default and a unit, and says what is wrong with what it was given."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from regesta import settings
from regesta.errors import BadValue


def test_names_and_variables_are_used_once():
    assert len({s.name for s in settings.SETTINGS}) == len(settings.SETTINGS)
    assert len({s.env for s in settings.SETTINGS}) == len(settings.SETTINGS)
    assert all(s.env.startswith("REGESTA_") and s.unit and s.help.endswith(".") for s in settings.SETTINGS)


def test_defaults_hold_until_the_environment_says_otherwise(monkeypatch):
    for setting in settings.SETTINGS:
        monkeypatch.delenv(setting.env, raising=False)
    assert settings.text("register") == "regesta.db"
    assert settings.number("lock_wait_s") == 30
    assert settings.folders("packs") == ()
    monkeypatch.setenv("REGESTA_LOCK_WAIT", "2.5")
    monkeypatch.setenv("REGESTA_PACKS", "a:b/c:")
    assert settings.number("lock_wait_s") == 2.5
    assert settings.folders("packs") == ("a", "b/c")


@pytest.mark.parametrize("written", ["soon", "-1", "nan", "inf"])
def test_a_number_that_is_none_is_refused(monkeypatch, written):
    monkeypatch.setenv("REGESTA_LOCK_WAIT", written)
    with pytest.raises(BadValue, match=r"REGESTA_LOCK_WAIT.*no number of seconds"):
        settings.number("lock_wait_s")


def test_the_version_is_that_of_the_package():
    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["version"] == settings.VERSION
