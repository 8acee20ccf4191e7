"""Accounts: passwords, roles, tokens, sessions, and the commands over them."""

from __future__ import annotations

import json
import sqlite3
import stat

import pytest
from click.testing import CliRunner

from regesta.cli import main
from regesta.errors import BadValue, UsersError
from regesta.serve import users as module
from regesta.serve.users import User, Users

PASSWORD = "correct horse battery"


@pytest.fixture
def accounts(tmp_path):
    made = Users(tmp_path / "users.db", create=True)
    made.add("mira", "reviewer", PASSWORD)
    return made


def test_the_file_is_for_its_owner_alone_and_holds_no_secret(accounts):
    token = accounts.token("mira", "script", "reader")
    session = accounts.begin(User("mira", "reviewer"))

    held = accounts.path.read_bytes()
    assert stat.S_IMODE(accounts.path.stat().st_mode) == 0o600
    for secret in (PASSWORD, token[-20:], token, session):
        assert secret.encode() not in held
    assert b"$argon2id$" in held
    assert [p.name for p in accounts.path.parent.iterdir()] == ["users.db"]


def test_login(accounts):
    assert accounts.login("mira", PASSWORD) == User("mira", "reviewer")
    assert accounts.login("mira", PASSWORD + "x") is None
    assert accounts.login("nobody", PASSWORD) is None
    assert accounts.login("mira", "") is None


@pytest.mark.parametrize(("role", "may"), [("reader", 1), ("reviewer", 2), ("editor", 3)])
def test_a_role_may_what_those_below_it_may(role, may):
    assert [User("x", role).may(r) for r in module.ROLES] == [n < may for n in range(3)]


def test_wrong_accounts_are_refused(accounts):
    for name, role, password in [
        ("mira", "reader", PASSWORD),
        ("", "reader", PASSWORD),
        ("a\nb", "reader", PASSWORD),
        ("jo", "admin", PASSWORD),
        ("jo", "reader", "short"),
        ("jo", "reader", "x" * 1001),
    ]:
        with pytest.raises(BadValue):
            accounts.add(name, role, password)
    assert [u.name for u in accounts.all()] == ["mira"]


def test_a_token_is_worth_no_more_than_its_owner(accounts):
    with pytest.raises(BadValue, match="more than mira may do"):
        accounts.token("mira", "", "editor")
    token = accounts.token("mira", "", "reviewer")
    assert accounts.bearer(token) == User("mira", "reviewer")

    accounts.set_role("mira", "reader")

    assert accounts.bearer(token) == User("mira", "reader")


def test_tokens_are_revoked_expire_and_go_with_their_owner(accounts, monkeypatch):
    kept, gone, short = (
        accounts.token("mira", n, "reader", days=d) for n, d in [("a", None), ("b", None), ("c", 1)]
    )
    accounts.revoke(gone.split("_")[1])
    assert [accounts.bearer(t) is not None for t in (kept, gone, short)] == [True, False, True]

    now = module._now
    monkeypatch.setattr(module, "_now", lambda hours=0: now(hours=hours + 25))
    assert accounts.bearer(short) is None
    accounts.remove("mira")
    assert accounts.bearer(kept) is None
    assert accounts.tokens() == ()


@pytest.mark.parametrize(
    "token", ["", "rgs", "rgs__", "rgs_00000000_x", "x_y_z", "\ud800", "rgs_" + "a" * 9999]
)
def test_what_is_no_token_is_nobody(accounts, token):
    assert accounts.bearer(token) is None


def test_a_changed_secret_is_nobody(accounts):
    token = accounts.token("mira", "", "reader")
    assert accounts.bearer(token[:-1] + ("a" if token[-1] != "a" else "b")) is None


def test_sessions_end_by_logout_by_time_and_by_a_new_password(accounts, monkeypatch):
    user = User("mira", "reviewer")
    one, two = accounts.begin(user), accounts.begin(user)
    accounts.end(one)
    assert accounts.session(one) is None
    assert accounts.session(two) == user
    accounts.set_password("mira", "another long one")
    assert accounts.session(two) is None

    three = accounts.begin(user)
    now = module._now
    monkeypatch.setattr(module, "_now", lambda hours=0: now(hours=hours + 13))
    assert accounts.session(three) is None


def test_other_files_are_no_accounts(tmp_path):
    with pytest.raises(UsersError, match="regesta users add"):
        Users(tmp_path / "none.db")
    (tmp_path / "text").write_text("no database, but long enough to be looked at" * 40)
    with pytest.raises(UsersError):
        Users(tmp_path / "text")
    sqlite3.connect(tmp_path / "other.db").execute("CREATE TABLE t (a)")
    with pytest.raises(UsersError, match="a register cannot hold accounts"):
        Users(tmp_path / "other.db", create=True)


def test_commands(tmp_path):
    file = ["--users", str(tmp_path / "users.db")]

    def run(*args, given=None):
        return CliRunner().invoke(main, ["users", *args, *file], input=given)

    assert run("list").exit_code == 1
    assert run("add", "mira", "--role", "editor", "--password-stdin", given=PASSWORD + "\n").exit_code == 0
    assert "Pipe it in" in run("add", "jo").output
    assert json.loads(run("list", "--json").stdout) == [{"name": "mira", "role": "editor"}]
    token = json.loads(run("token", "mira", "--role", "reviewer", "--for", "a script", "--json").stdout)[
        "token"
    ]
    assert Users(tmp_path / "users.db").bearer(token) == User("mira", "reviewer")
    (listed,) = json.loads(run("token", "--list", "--json").stdout)
    assert (listed["name"], listed["id"]) == ("a script", token.split("_")[1])
    assert run("token", "--revoke", listed["id"]).exit_code == 0
    assert run("token", "--revoke", listed["id"]).exit_code == 1
    assert run("token").exit_code == 2
    assert run("role", "mira", "reader").exit_code == 0
    assert run("password", "mira", "--password-stdin", given="a new long one\n").exit_code == 0
    assert Users(tmp_path / "users.db").login("mira", "a new long one") == User("mira", "reader")
    assert run("remove", "mira").exit_code == 0
    assert run("remove", "mira").exit_code == 1
