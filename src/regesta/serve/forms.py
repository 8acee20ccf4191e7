"""What people decide on pages: accept, reject, merge, split, correct, undo."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse
from starlette.responses import Response

from regesta.model.codec import to_json
from regesta.model.decisions import DecisionKind
from regesta.model.findings import Finding
from regesta.query import corrections, words
from regesta.serve.access import Access, check_form, require
from regesta.serve.addresses import id_in, local
from regesta.serve.config import ServeConfig
from regesta.serve.library import Library
from regesta.serve.views import Page
from regesta.serve.writer import Writer


def forms_router(library: Library, config: ServeConfig, access: Access, show: Writer) -> APIRouter:
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
        author, named = access.author(request, by), of.split()
        if kind == "reject" and len(named) == 1:
            made = library.register.reject_record(named[0], by=author, reason=reason)
        else:
            made = library.register.decide(kind, *named, by=author, reason=reason, value=given)
        access.note(request, made.id, made.kind)
        return RedirectResponse(local(back), 303)

    @router.post("/split", response_model=None)
    def split(
        request: Request,
        of: Annotated[str, Form(max_length=400)],
        csrf: Annotated[str, Form(max_length=200)],
        by: Annotated[str, Form(max_length=80)] = "",
        reason: Annotated[str, Form(max_length=1000)] = "",
        back: Annotated[str, Form(max_length=2000)] = "/",
    ) -> Response:
        check_form(request, config, csrf)
        made = library.register.split_off(of, by=access.author(request, by), reason=reason)
        access.note(request, made.id, made.kind)
        return RedirectResponse(local(back), 303)

    @router.post("/merge", response_model=None)
    def merge(
        request: Request,
        of: Annotated[str, Form(max_length=400)],
        other: Annotated[str, Form(max_length=300)],
        csrf: Annotated[str, Form(max_length=200)],
        by: Annotated[str, Form(max_length=80)] = "",
        reason: Annotated[str, Form(max_length=1000)] = "",
        back: Annotated[str, Form(max_length=2000)] = "/",
    ) -> Response:
        check_form(request, config, csrf)
        named = id_in(other)
        made = library.register.decide("same", of, named, by=access.author(request, by), reason=reason)
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
        author, register = access.author(request, by), library.register
        meant = register.meant(report, start, end, field=field, record=record or None)
        if len(meant) > 1:
            rows = [{"id": f.id, "record": corrections.record_of(f), "says": _says(f)} for f in meant]
            data = {
                "candidates": rows,
                "field": field,
                "value": value,
                "by": by,
                "reason": reason,
                "back": local(back),
            }
            return show(request, Page("which.html", "Which of them?", data, rows), 409)
        made = (
            register.correct(
                report, start, end, field, value, by=author, reason=reason, record=record or None
            )
            if not meant
            else register.decide(
                "override", meant[0].id, by=author, reason=reason, value={"field": field, "value": value}
            )
        )
        access.note(request, made.id, made.kind)
        return RedirectResponse(f"/record/{made.of[0]}#decisions", 303)

    return router


def _own_or_editor(request: Request, library: Library, of: list[str], access: Access) -> None:
    """Refuse a reviewer who would withdraw somebody else's decision."""
    if access.users is None:
        return
    mine = f"person:{request.state.user.name}"
    own = {d.id for d in library.by_persons() if d.by == mine}
    if not own.issuperset(of):
        require(request, "editor")


def _says(finding: Finding) -> str:
    return words.sentence(to_json(finding))
