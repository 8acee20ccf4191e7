"""Accounts: who may do what over HTTP. A file of their own, never the register.

In: names, passwords, tokens. Out: a `User`, or nothing. Passwords are hashed with argon2; tokens and session keys are
long and random, so that a SHA-256 of them is enough. What is shown once is never stored.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import hmac
import os
import secrets
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from regesta.errors import BadValue, UsersError

if TYPE_CHECKING:
    from argon2 import PasswordHasher

Role = Literal["reader", "reviewer", "editor"]
ROLES: tuple[Role, ...] = get_args(Role)  # each may do what those before it may
FEWEST_CHARS, MOST_CHARS = 10, 1000  # of a password
SESSION_HOURS = 12
_APPLICATION = 0x52475553  # marks the file as ours
_PREFIX = "rgs"
_WAIT_S = 10

_SCHEMA = (
    "CREATE TABLE users (name TEXT PRIMARY KEY, role TEXT NOT NULL, password TEXT NOT NULL, created TEXT NOT NULL)",
    (
        "CREATE TABLE tokens (id TEXT PRIMARY KEY, hash TEXT NOT NULL, name TEXT NOT NULL, role TEXT NOT NULL,"
        " user TEXT NOT NULL REFERENCES users ON DELETE CASCADE, created TEXT NOT NULL, expires TEXT)"
    ),
    (
        "CREATE TABLE sessions (hash TEXT PRIMARY KEY, expires TEXT NOT NULL,"
        " user TEXT NOT NULL REFERENCES users ON DELETE CASCADE)"
    ),
    f"PRAGMA application_id = {_APPLICATION}",
    "PRAGMA user_version = 1",
)


@dataclass(frozen=True, slots=True)
class User:
    """Somebody known, and what they may do now (a token may be worth less than its owner)."""

    name: str
    role: Role

    def may(self, role: Role) -> bool:
        """Return whether this is enough for what needs a role."""
        return ROLES.index(self.role) >= ROLES.index(role)


@dataclass(frozen=True, slots=True)
class Token:
    """An API token as it is listed: all but its secret. Times are ISO, UTC."""

    id: str
    name: str
    role: Role
    user: str
    created: str
    expires: str | None


class Users:
    """The file of accounts. Each call opens and closes it, so that threads and processes may share it."""

    def __init__(self, path: Path, *, create: bool = False) -> None:
        """Open a file of accounts.

        Args:
            path: Where it is.
            create: Make it, readable for its owner alone, if it is not there.

        Raises:
            UsersError: it is not there, cannot be read, or is something else.
        """
        self._path = path
        if create and not path.exists():
            self._make()
        if not path.is_file():
            raise UsersError(
                str(path), "is no file of accounts", f"Make one: regesta users add NAME --users {path}"
            )
        with self._open() as db:
            held = db.execute("PRAGMA application_id").fetchone()[0]
            version = db.execute("PRAGMA user_version").fetchone()[0]
        if held != _APPLICATION:
            raise UsersError(
                str(path), "is no file of accounts", "Give another; a register cannot hold accounts"
            )
        if version != 1:
            raise UsersError(str(path), "was written by a later version of Regesta", "Update Regesta")

    @property
    def path(self) -> Path:
        """Return the file's path."""
        return self._path

    def _make(self) -> None:
        """Make the file under another name and move it into place: nobody ever sees half of it."""
        part = self._path.with_name(f".{self._path.name}.{secrets.token_hex(4)}")
        try:
            os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            with contextlib.closing(sqlite3.connect(part)) as db:
                for statement in _SCHEMA:
                    db.execute(statement)
                db.commit()
            os.link(part, self._path)  # fails where a second process was faster: its file stays
        except FileExistsError:
            pass
        except (OSError, sqlite3.Error) as exc:
            raise UsersError(
                str(self._path), f"cannot be made ({exc})", "Give a folder you may write to"
            ) from exc
        finally:
            part.unlink(missing_ok=True)

    @contextlib.contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        db: sqlite3.Connection | None = None
        try:
            db = sqlite3.connect(self._path, timeout=_WAIT_S, isolation_level=None)
            db.execute("PRAGMA foreign_keys = ON")
            db.execute("BEGIN")
            yield db
            db.execute("COMMIT")
        except sqlite3.IntegrityError:
            raise
        except sqlite3.DatabaseError as exc:
            raise UsersError(
                str(self._path), f"cannot be used ({exc})", "Check the file and who may write it"
            ) from exc
        finally:
            if db is not None:
                db.close()

    # ----------------------------------------------------------------- accounts

    def add(self, name: str, role: str, password: str) -> User:
        """Add a user.

        Raises:
            BadValue: the name is taken or malformed, there is no such role, or the password is too short.
        """
        user = User(_named(name), _role(role))
        hashed = _hashed(password)
        try:
            with self._open() as db:
                db.execute("INSERT INTO users VALUES (?, ?, ?, ?)", (user.name, user.role, hashed, _now()))
        except sqlite3.IntegrityError as exc:
            raise BadValue(name, "is taken", "Choose another name, or remove the user first") from exc
        return user

    def all(self) -> tuple[User, ...]:
        """Return every user, by name."""
        with self._open() as db:
            return tuple(User(n, r) for n, r in db.execute("SELECT name, role FROM users ORDER BY name"))

    def remove(self, name: str) -> None:
        """Remove a user with all tokens and sessions.

        Raises:
            UsersError: there is no such user.
        """
        self._change(name, "DELETE FROM users WHERE name = ?", (name,))

    def set_role(self, name: str, role: str) -> None:
        """Give a user another role; tokens stay worth no more than it.

        Raises:
            BadValue: there is no such role.
            UsersError: there is no such user.
        """
        self._change(name, "UPDATE users SET role = ? WHERE name = ?", (_role(role), name))

    def set_password(self, name: str, password: str) -> None:
        """Give a user another password and end their sessions.

        Raises:
            BadValue: the password is too short.
            UsersError: there is no such user.
        """
        self._change(name, "UPDATE users SET password = ? WHERE name = ?", (_hashed(password), name))
        with self._open() as db:
            db.execute("DELETE FROM sessions WHERE user = ?", (name,))

    def _change(self, name: str, statement: str, values: tuple[str, ...]) -> None:
        with self._open() as db:
            if not db.execute(statement, values).rowcount:
                raise UsersError(name, "is no user here", "`regesta users list` shows them")

    def login(self, name: str, password: str) -> User | None:
        """Return a user whose password this is; an unknown name takes as long as a wrong password."""
        from argon2.exceptions import InvalidHashError, VerificationError

        with self._open() as db:
            row = db.execute("SELECT role, password FROM users WHERE name = ?", (name,)).fetchone()
        try:
            _hasher().verify(row[1] if row else _nobody(), password[:MOST_CHARS])
        except (VerificationError, InvalidHashError):
            return None
        return User(name, row[0]) if row else None

    # ----------------------------------------------------------------- sessions

    def begin(self, user: User) -> str:
        """Begin a session and return its key, for a cookie. Sessions that are over are swept out."""
        key = secrets.token_urlsafe(32)
        with self._open() as db:
            db.execute("DELETE FROM sessions WHERE expires <= ?", (_now(),))
            values = (_digest(key), _now(hours=SESSION_HOURS), user.name)
            db.execute("INSERT INTO sessions VALUES (?, ?, ?)", values)
        return key

    def session(self, key: str) -> User | None:
        """Return whose session this is, with the role they have now."""
        with self._open() as db:
            row = db.execute(
                "SELECT name, role FROM sessions JOIN users ON name = user WHERE hash = ? AND expires > ?",
                (_digest(key), _now()),
            ).fetchone()
        return User(*row) if row else None

    def end(self, key: str) -> None:
        """End a session."""
        with self._open() as db:
            db.execute("DELETE FROM sessions WHERE hash = ?", (_digest(key),))

    # ----------------------------------------------------------------- tokens

    def token(self, user: str, name: str, role: str, *, days: int | None = None) -> str:
        """Make an API token and return it; it cannot be shown again.

        Args:
            user: Whose it is.
            name: What it is for.
            role: What it may do, at most what its owner may.
            days: How long it holds; None is for good.

        Raises:
            BadValue: the role is unknown or more than the user's, or `days` is not positive.
            UsersError: there is no such user.
        """
        owner = next((u for u in self.all() if u.name == user), None)
        if owner is None:
            raise UsersError(user, "is no user here", "`regesta users list` shows them")
        wanted = _role(role)
        if not owner.may(wanted):
            raise BadValue(role, f"is more than {user} may do", f"Take {owner.role} or less")
        if days is not None and not 0 < days <= 3650:
            raise BadValue(str(days), "is no number of days for a token", "Take 1 to 3650")
        identity, secret = secrets.token_hex(4), secrets.token_urlsafe(32)
        expires = None if days is None else _now(hours=24 * days)
        values = (identity, _digest(secret), name, wanted, user, _now(), expires)
        with self._open() as db:
            db.execute("INSERT INTO tokens VALUES (?, ?, ?, ?, ?, ?, ?)", values)
        return f"{_PREFIX}_{identity}_{secret}"

    def tokens(self) -> tuple[Token, ...]:
        """Return every token, without its secret, by user and time."""
        asked = "SELECT id, name, role, user, created, expires FROM tokens ORDER BY user, created, id"
        with self._open() as db:
            return tuple(Token(*row) for row in db.execute(asked))

    def revoke(self, identity: str) -> None:
        """Revoke a token.

        Raises:
            UsersError: there is no such token.
        """
        with self._open() as db:
            if not db.execute("DELETE FROM tokens WHERE id = ?", (identity,)).rowcount:
                raise UsersError(identity, "is no token here", "`regesta users token --list` shows them")

    def bearer(self, token: str) -> User | None:
        """Return whom a token stands for, with the lesser of its role and its owner's."""
        prefix, _, rest = token.partition("_")
        identity, _, secret = rest.partition("_")
        if prefix != _PREFIX:
            return None
        with self._open() as db:
            row = db.execute(
                "SELECT t.hash, t.role, u.name, u.role FROM tokens t JOIN users u ON u.name = t.user"
                " WHERE t.id = ? AND (t.expires IS NULL OR t.expires > ?)",
                (identity, _now()),
            ).fetchone()
        if row is None or not hmac.compare_digest(row[0], _digest(secret)):
            return None
        return User(row[2], min(row[1], row[3], key=ROLES.index))


# --------------------------------------------------------------------------- helpers


def _named(name: str) -> str:
    plain = name.strip()
    if not plain or len(plain) > 100 or not plain.isprintable():
        raise BadValue(repr(name), "is no name for a user", "Take 1 to 100 printable characters")
    return plain


def _role(role: str) -> Role:
    for known in ROLES:
        if role == known:
            return known
    raise BadValue(role, "is no role", f"Take one of {', '.join(ROLES)}")


@cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher

    return PasswordHasher()


@cache
def _nobody() -> str:
    """Return a hash that no password fits, to be verified where there is no user."""
    return str(_hasher().hash(secrets.token_hex(16)))


def _hashed(password: str) -> str:
    if not FEWEST_CHARS <= len(password) <= MOST_CHARS:
        fix = f"Take {FEWEST_CHARS} to {MOST_CHARS} characters"
        raise BadValue("password", f"has {len(password)} characters", fix)
    return str(_hasher().hash(password))


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _now(*, hours: int = 0) -> str:
    return (dt.datetime.now(dt.UTC) + dt.timedelta(hours=hours)).isoformat(timespec="microseconds")
