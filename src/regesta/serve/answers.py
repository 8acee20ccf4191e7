"""One answer in three ways: a page, JSON, or CSV; and errors in the same three."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from regesta.errors import (
    AmbiguousRecord,
    BadValue,
    RegestaError,
    RegisterLocked,
    StoreError,
    UnknownRecord,
    UnknownState,
)
from regesta.export.tables import cell

_STATUS: tuple[tuple[type[RegestaError], int], ...] = (
    (UnknownState, 404),
    (UnknownRecord, 404),
    (AmbiguousRecord, 404),
    (BadValue, 422),
    (RegisterLocked, 503),
    (StoreError, 503),
)


def status_of(error: RegestaError) -> int:
    """Return the HTTP status of an error."""
    return next((status for kind, status in _STATUS if isinstance(error, kind)), 500)


def as_json(request: Request, data: Any, status: int = 200) -> Response:
    """Return JSON with an entity tag; nothing but the tag where the client has it already."""
    return tagged(request, in_json(data), "application/json", status)


def in_json(data: Any) -> bytes:
    """Return a value as JSON."""
    return json.dumps(data, ensure_ascii=False, default=str).encode()


def as_csv(request: Request, rows: Sequence[Mapping[str, Any]], name: str) -> Response:
    """Return rows as CSV (RFC 4180); nested values as JSON, and no cell that a spreadsheet would compute."""
    columns = list(dict.fromkeys(k for row in rows for k in row))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([cell(row.get(c)) for c in columns] for row in rows)
    response = tagged(request, out.getvalue().encode(), "text/csv; charset=utf-8", 200)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def tagged(request: Request, body: bytes, media_type: str, status: int) -> Response:
    """Return a body with its entity tag, or 304 where the client's copy is the same."""
    tag = f'"{hashlib.sha256(body).hexdigest()[:24]}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    sent = {t.strip().removeprefix("W/") for t in request.headers.get("if-none-match", "").split(",")}
    if status == 200 and request.method in {"GET", "HEAD"} and (tag in sent or "*" in sent):
        return Response(status_code=304, headers=headers)
    return Response(body, status, headers, media_type)


def problem(status: int, title: str, detail: str, more: Mapping[str, Any] | None = None) -> Response:
    """Return an error for programs (RFC 9457)."""
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail, **(more or {})}
    text = json.dumps(body, ensure_ascii=False, default=str)
    return Response(text, status, {"Cache-Control": "no-store"}, "application/problem+json")


TITLES = {
    400: "The request cannot be read",
    403: "Not allowed",
    404: "Not found",
    405: "Not possible here",
    411: "The length is missing",
    413: "Too much at once",
    422: "Something in the address is not understood",
    429: "Too many requests",
    500: "A fault of Regesta",
    503: "The register cannot be read",
}
