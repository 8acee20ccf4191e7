"""What keeps a local server from being used by other pages: known hosts, signed forms, strict headers."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Awaitable, Callable, Mapping
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self';"
        " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
_LOCAL = frozenset({"127.0.0.1", "localhost", "::1", "[::1]"})
_MAX_BYTES = 100_000  # of a form or a decision
UPLOADS = frozenset({"/ingest", "/api/v1/reports"})  # where files come in, and more is taken
_DRAINED = (
    8  # times what is taken; so much is read and thrown away, for a client that still sends hears no answer
)

Tell = Callable[[Request, int, str], Response]
Call = Callable[[Request], Awaitable[Response]]


def token(secret: str, session: str = "") -> str:
    """Return the token that every form of a session carries; without the secret nobody can make it."""
    return hmac.new(secret.encode(), f"form {session}".encode(), hashlib.sha256).hexdigest()


def is_token(secret: str, session: str, given: str) -> bool:
    """Return whether a form's token is ours, and of this session."""
    return hmac.compare_digest(token(secret, session).encode(), given.encode())


def guard(
    hosts: tuple[str, ...], most_bytes: int, tell: Tell
) -> Callable[[Request, Call], Awaitable[Response]]:
    """Return middleware that refuses foreign hosts and origins and bodies that are too large, and sets the headers.

    A page of another site can point a name of its own at this machine; such a name is refused. It can also post a form
    here; a browser then names its origin, and that is refused.

    Args:
        hosts: Names of this server besides loopback's.
        most_bytes: How much an upload may hold.
        tell: Makes the answer to a body that is refused.
    """
    known = _LOCAL | set(hosts)

    async def checked(request: Request, call: Call) -> Response:
        refused = _refused(request, known)
        most = most_bytes if request.url.path in UPLOADS else _MAX_BYTES
        if refused:
            response: Response = PlainTextResponse(*refused)
        elif too_large := _too_large(request, most):
            await _drain(request, most)
            response = tell(request, *too_large)
        else:
            response = await call(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    return checked


def _refused(request: Request, known: frozenset[str] | set[str]) -> tuple[str, int] | None:
    host = request.url.hostname or ""
    if host not in known:
        return f"{host}: not a name of this server. Use http://127.0.0.1\n", 421
    if request.method in {"GET", "HEAD", "OPTIONS"}:
        return None
    origin = request.headers.get("origin")
    if origin and origin != "null" and (urlsplit(origin).hostname or "") not in known:
        return f"{origin}: requests from another site are refused\n", 403
    if origin == "null" or request.headers.get("sec-fetch-site", "same-origin") in {
        "cross-site",
        "same-site",
    }:
        return "requests from another site are refused\n", 403
    return None


def _too_large(request: Request, most: int) -> tuple[int, str] | None:
    """Return status and message for a body that holds too much, or does not say how much it holds."""
    if "chunked" in request.headers.get("transfer-encoding", "").lower():
        return 411, "Say how long the body is (Content-Length); one sent in chunks may have no end"
    n_bytes = _n_bytes(request)
    if n_bytes > most:
        return 413, f"This has {n_bytes:,} bytes, and at most {most:,} are taken at once. Send it in parts"
    return None


async def _drain(request: Request, most: int) -> None:
    if 0 < _n_bytes(request) <= _DRAINED * most:
        async for _ in request.stream():
            pass


def _n_bytes(request: Request) -> int:
    return int(request.headers.get("content-length") or 0)
