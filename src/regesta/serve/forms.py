"""What people decide on pages: accept, reject, merge, separate, correct, undo."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse
from starlette.responses import Response

from regesta.model.decisions import DecisionKind
from regesta.serve.access import Access, check_form, require
from regesta.serve.addresses import local
from regesta.serve.config import ServeConfig
from regesta.serve.library import Library


def forms_router(library: Library, config: ServeConfig, access: Access) -> APIRouter:
    """Return the routes that forms of pages post to."""
    router = APIRouter(include_in_schema=False)

    @router.post("/decide", response_model=None)
    def decide(
        request: Request,
        kind: Annotated[DecisionKind, Form()],
        of: Annotated[str, Form(max_length=400)],
        csrf: Annotated[str, Form(max_length=200)],
        by: Annotated[str, Form(max_length=80)] = "",
        reason: Annotated[str, Form(max_length=1000)] = "",
        field: Annotated[str, Form(max_length=40)] = "",
        value: Annotated[str, Form(max_length=1000)] = "",
        back: Annotated[str, Form(max_length=2000)] = "/",
    ) -> Response:
        check_form(request, config, csrf)
        if kind == "withdraw":
            _own_or_editor(request, library, of.split(), access)
        given: Mapping[str, Any] | None = {"field": field, "value": value} if kind == "override" else None
        made = library.register.decide(
            kind, *of.split(), by=access.author(request, by), reason=reason, value=given
        )
        access.note(request, made.id, made.kind)
        return RedirectResponse(local(back), 303)

    @router.post("/correct", response_model=None)
    def correct(
        request: Request,
        report: Annotated[str, Form(max_length=64)],
        start: Annotated[int, Form(ge=0)],
        end: Annotated[int, Form(ge=0)],
        field: Annotated[str, Form(max_length=40)],
        value: Annotated[str, Form(max_length=1000)],
        csrf: Annotated[str, Form(max_length=200)],
        record: Annotated[str, Form(pattern="^(|event|statement|commitment|office)$")] = "",
        by: Annotated[str, Form(max_length=80)] = "",
        reason: Annotated[str, Form(max_length=1000)] = "",
        back: Annotated[str, Form(max_length=2000)] = "/",
    ) -> Response:
        check_form(request, config, csrf)
        made = library.register.correct(
            report,
            start,
            end,
            field,
            value,
            by=access.author(request, by),
            reason=reason,
            record=record or None,
        )
        access.note(request, made.id, made.kind)
        return RedirectResponse(local(back), 303)

    return router


def _own_or_editor(request: Request, library: Library, of: list[str], access: Access) -> None:
    """Refuse a reviewer who would withdraw somebody else's decision."""
    if access.users is None:
        return
    mine = f"person:{request.state.user.name}"
    known = {d["id"]: d["by"] for d in library.register.decisions()}
    if any(known.get(i) != mine for i in of):
        require(request, "editor")
