"""Who is asking, and whether they may: sessions and tokens where there are accounts, anybody on one's own machine.

A reader reads, a reviewer decides, an editor may also withdraw what others decided.
"""

from __future__ import annotations

import json
import os
import time
import urllib.parse
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from regesta.serve.answers import TITLES, problem
from regesta.serve.config import ServeConfig
from regesta.serve.security import is_token
from regesta.serve.users import Role, User, Users

COOKIE = "session"
_OPEN = ("/login", "/static/")
_ANYBODY = frozenset({"/login", "/logout", "/theme"})  # posts that change nothing of the register
_ALONE = User("reader", "editor")  # whoever sits at the machine, where there are no accounts

Call = Callable[[Request], Awaitable[Response]]


class Limit:
    """At most `n` calls in `seconds`, by key; in memory, so for one process."""

    def __init__(self, n: int, seconds: float, now: Callable[[], float] = time.monotonic) -> None:
        self._n, self._seconds, self._now = n, seconds, now
        self._calls: dict[str, deque[float]] = defaultdict(deque)

    def wait_s(self, key: str) -> int:
        """Count a call; return 0 if it may go on, else after how many seconds to come again."""
        now = self._now()
        if len(self._calls) > 10_000:  # keys that are long quiet
            self._calls = defaultdict(
                deque, {k: c for k, c in self._calls.items() if c[-1] > now - self._seconds}
            )
        calls = self._calls[key]
        while calls and calls[0] <= now - self._seconds:
            calls.popleft()
        if len(calls) >= self._n:
            return max(1, round(calls[0] + self._seconds - now))
        calls.append(now)
        return 0


class Access:
    """Finds out who asks, and keeps a log of who decided what from where."""

    def __init__(self, users: Path | None) -> None:
        self._users = Users(users) if users is not None else None
        self._log = users.with_name(users.name + ".log") if users is not None else None
        self._writes, self.logins = Limit(120, 60), Limit(8, 60)

    @property
    def users(self) -> Users | None:
        """Return the accounts, None where there are none."""
        return self._users

    async def __call__(self, request: Request, call: Call) -> Response:
        """Let a request through with its user, or say why not."""
        user = await run_in_threadpool(self._who, request)
        request.state.user = user
        path = request.url.path
        if user is None and not path.startswith(_OPEN):
            return _unknown(request)
        if request.method == "POST" and path not in _ANYBODY:
            assert user is not None
            if not user.may("reviewer"):
                return problem(403, TITLES[403], f"{user.name} may read; to decide, a reviewer is needed")
            wait = self._writes.wait_s(user.name)
            if wait:
                return slow_down(wait)
        return await call(request)

    def _who(self, request: Request) -> User | None:
        if self._users is None:
            return _ALONE
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            return self._users.bearer(token.strip())
        key = request.cookies.get(COOKIE)
        return self._users.session(key) if key else None

    def author(self, request: Request, given: str) -> str:
        """Return under which name a decision is made: the user's; alone at a machine, the one given."""
        user: User = request.state.user
        return (given.strip() or user.name) if self._users is None else user.name

    def note(self, request: Request, decision: str, what: str) -> None:
        """Append who decided what, when and from where, to the log beside the accounts."""
        if self._log is None:
            return
        line = {
            "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
            "user": request.state.user.name,
            "from": request.client.host if request.client else "",
            "decision": decision,
            "what": what,
        }
        held = os.open(self._log, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
        with os.fdopen(held, "a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


def check_form(request: Request, config: ServeConfig, given: str) -> None:
    """Refuse a form that is not of this session.

    Raises:
        HTTPException: 403.
    """
    if not is_token(config.secret, request.cookies.get(COOKIE, ""), given):
        raise HTTPException(403, "The form is from another session. Load the page again")


def require(request: Request, role: Role) -> None:
    """Refuse whoever may not do what needs a role.

    Raises:
        HTTPException: 403.
    """
    user: User = request.state.user
    if not user.may(role):
        raise HTTPException(403, f"{user.name} is a {user.role}; this needs a {role}")


def slow_down(wait_s: int) -> Response:
    """Return the answer to whoever asks too often."""
    response = problem(429, "Too many requests", f"Come again in {wait_s} seconds")
    response.headers["Retry-After"] = str(wait_s)
    return response


def _unknown(request: Request) -> Response:
    path = request.url.path
    if (
        request.method in {"GET", "HEAD"}
        and not path.startswith("/api/")
        and not path.endswith((".json", ".csv"))
    ):
        back = urllib.parse.quote(path + (f"?{request.url.query}" if request.url.query else ""))
        return RedirectResponse(f"/login?back={back}", 303)
    response = problem(401, "Who is asking?", "Log in at /login, or send a token: Authorization: Bearer …")
    response.headers["WWW-Authenticate"] = "Bearer"
    return response
