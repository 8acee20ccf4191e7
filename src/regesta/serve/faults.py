"""Every error as a page or for programs: what is wrong and what is allowed, never a trace."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from regesta.errors import RegestaError
from regesta.serve.answers import TITLES, problem, status_of
from regesta.serve.views import Page
from regesta.serve.writer import Writer

_NOWHERE = "Nothing stands at this address. The search finds states, people, bodies and the words of reports."


def tell(
    show: Writer, request: Request, status: int, detail: str, more: Mapping[str, Any] | None = None
) -> Response:
    """Return an error as a page, or for programs where the address is theirs."""
    title = TITLES.get(status, "It did not work")
    path = request.url.path
    if path.startswith("/api/") or path.endswith((".json", ".csv")):
        return problem(status, title, detail, more)
    allowed = [{**e, "called": _called(e["where"])} for e in (more or {}).get("errors", [])]
    data = {"status": status, "detail": detail, "allowed": allowed}
    return show(request, Page("error.html", title, data), status)


def tell_errors(app: FastAPI, show: Writer) -> None:
    """Tell every error as a page or for programs: what is wrong and what is allowed, never a trace."""
    told = partial(tell, show)

    def ours(request: Request, exc: Exception) -> Response:
        assert isinstance(exc, RegestaError)
        return told(request, status_of(exc), str(exc))

    def invalid(request: Request, exc: Exception) -> Response:
        assert isinstance(exc, RequestValidationError)
        errors = [
            {"where": ".".join(map(str, e["loc"])), "problem": e["msg"], **_allowed(e)} for e in exc.errors()
        ]
        detail = "; ".join(f"{e['where']}: {e['problem']}" for e in errors)
        return told(request, 422, detail, {"errors": errors})

    def other(request: Request, exc: Exception) -> Response:
        assert isinstance(exc, HTTPException)
        plain = exc.status_code == 404 and exc.detail == "Not Found"
        return told(request, exc.status_code, _NOWHERE if plain else str(exc.detail))

    def fault(request: Request, exc: Exception) -> Response:
        return told(
            request, 500, "Something went wrong inside. Please report it with the address of this page"
        )

    app.add_exception_handler(RegestaError, ours)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(HTTPException, other)
    app.add_exception_handler(Exception, fault)


def _called(where: str) -> str:
    """Return what a reader calls the place of a mistake: "stage" for "query.stage.0"."""
    parts = [p for p in where.split(".")[1:] if not p.isdigit()]
    return parts[0] if parts else where


def _allowed(error: Mapping[str, Any]) -> dict[str, Any]:
    """Return what would be allowed, where pydantic knows it."""
    context = error.get("ctx") or {}
    return {"allowed": str(context["expected"])} if "expected" in context else {}
