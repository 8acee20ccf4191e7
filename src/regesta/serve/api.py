"""The API under /api/v1: everything that pages show, for programs. OpenAPI 3.1 at /api/v1/openapi.json."""

from __future__ import annotations

import base64
import binascii
import io
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal

from fastapi import APIRouter, FastAPI, Query, Request
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import JSONResponse, Response

from regesta import export, query, settings
from regesta.errors import BadValue
from regesta.model.records import Records
from regesta.model.snapshot import record_subject
from regesta.query.lines import line_of
from regesta.serve import atlas, filters, ingest, searching, states, views
from regesta.serve.access import Access, require
from regesta.serve.addresses import pair_of
from regesta.serve.answers import as_json, in_json, tagged
from regesta.serve.jobs import Jobs
from regesta.serve.library import Library
from regesta.serve.record import around

Kind = Literal[
    "reports",
    "events",
    "statements",
    "commitments",
    "offices",
    "positions",
    "entities",
    "issues",
    "decisions",
]
_PROBLEM = {
    "description": "What is wrong and what is allowed",
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
}
RESPONSES: dict[int | str, dict[str, Any]] = dict.fromkeys((404, 422, 503), _PROBLEM)


class Problem(BaseModel):
    """An error (RFC 9457)."""

    model_config = ConfigDict(extra="allow")
    type: str
    title: str
    status: int
    detail: str


class Listed(BaseModel):
    """A page of a list: records in the record format, and the cursor of the next page."""

    items: list[dict[str, Any]]
    next: str | None = None
    total: int


class Told(BaseModel):
    """One answer, as the page of the same name shows it."""

    model_config = ConfigDict(extra="allow")


class NewDecision(BaseModel):
    """A decision to append."""

    model_config = ConfigDict(extra="forbid")
    kind: Literal["same", "different", "part_of", "follows", "confirm", "reject", "override", "withdraw"]
    of: Annotated[
        list[Annotated[str, Field(min_length=1, max_length=200)]], Field(min_length=1, max_length=10)
    ]
    by: Annotated[str, Field(min_length=1, max_length=80)]
    reason: Annotated[str, Field(max_length=1000)] = ""
    value: dict[str, Any] | None = None


def mount(app: FastAPI, library: Library, access: Access, jobs: Jobs) -> None:
    """Add the API to an application."""
    router = APIRouter(prefix="/api/v1", responses=RESPONSES)
    _views(router, library)
    _writes(router, library, access)
    ingest.add_to_api(router, library, access, jobs, dict.fromkeys((403, 413, 429), _PROBLEM))
    _lists(router, library)  # last: "{kind}" takes any word

    @app.get("/api/v1/openapi.json", include_in_schema=False)
    def description() -> Response:
        return JSONResponse(describe(app))

    app.include_router(router)


def describe(app: FastAPI) -> dict[str, Any]:
    """Return the OpenAPI description of an application's API."""
    told = get_openapi(
        title="Regesta",
        version=settings.VERSION,
        openapi_version="3.1.0",
        routes=app.routes,
        description="Records of dealings between states, each with the words it rests on.",
    )
    told["components"]["schemas"]["Problem"] = Problem.model_json_schema()
    for path in told["paths"].values():
        for operation in path.values():
            operation["responses"]["422"] = _PROBLEM
    return told


def _lists(router: APIRouter, library: Library) -> None:
    @router.get("/{kind}", response_model=Listed, operation_id="list")
    def every(request: Request, kind: Kind, asked: Annotated[filters.Paged, Query()]) -> Response:
        """List records of one kind, by id."""
        subjects = (record_subject(_FILED[kind]),) if kind in _FILED else ()

        def make() -> list[dict[str, Any]]:
            if kind == "reports":
                return [query.report_line(s) for s in library.register.stored_reports()]
            return lines_of(library.records(names=not subjects, subjects=subjects), kind)

        lines = library.kept(("lines", kind), (), make, subjects)
        return as_json(request, _page(lines, asked))

    @router.get("/{kind}/{named}", response_model=Told, operation_id="one")
    def one(request: Request, kind: Kind, named: str, _: Annotated[filters.Nothing, Query()]) -> Response:
        """Return one record by its id, or by that of a finding merged into it."""
        line = dict(query.show(around(library, named), named))
        if _KINDS[line["record"]] != kind:
            raise BadValue(
                named, f"is a {line['record']}", f"Ask for /api/v1/{_KINDS[line['record']]}/{named}"
            )
        if line["id"] != named:
            return Response(status_code=308, headers={"Location": f"/api/v1/{kind}/{line['id']}"})
        return as_json(request, line)


_KINDS = {
    "report": "reports", "event": "events", "statement": "statements", "commitment": "commitments",
    "office": "offices", "position": "positions", "entity": "entities", "issue": "issues", "decision": "decisions",
}  # fmt: skip


# The kinds of records that are made of findings of one kind.
_FILED: Mapping[str, str] = {
    "events": "event", "statements": "statement", "commitments": "commitment", "offices": "office",
    "positions": "statement",
}  # fmt: skip


def lines_of(records: Records, kind: str) -> list[dict[str, Any]]:
    """Return the records of a kind as lines of the record format, sorted by id."""
    sources = query.sources_of(records)
    made: Mapping[str, Iterable[dict[str, Any]]] = {
        "reports": map(query.report_line, records.reports),
        "events": (line_of(i, sources) for i in records.events),
        "statements": (line_of(i, sources) for i in records.statements),
        "commitments": (line_of(i, sources) for i in records.commitments),
        "offices": (line_of(i, sources) for i in records.offices),
        "positions": (query.position_line(p, sources) for p in records.positions),
        "entities": map(query.entity_line, records.entities),
        "issues": map(query.issue_line, records.issues),
        "decisions": map(query.decision_line, records.decisions),
    }
    return sorted(made[kind], key=lambda line: str(line["id"]))


def _page(lines: list[dict[str, Any]], asked: filters.Paged) -> dict[str, Any]:
    after = _after(asked.cursor)
    rest = [line for line in lines if str(line["id"]) > after] if after else lines
    shown = rest[: asked.limit]
    more = len(rest) > len(shown)
    cursor = base64.urlsafe_b64encode(str(shown[-1]["id"]).encode()).decode() if more else None
    return {"items": shown, "next": cursor, "total": len(lines)}


def _after(cursor: str | None) -> str:
    if cursor is None:
        return ""
    try:
        return base64.b64decode(cursor.encode(), altchars=b"-_", validate=True).decode()
    except (binascii.Error, ValueError):
        raise BadValue("cursor", "is none of ours", "Take `next` of an earlier answer, unchanged") from None


def _views(router: APIRouter, library: Library) -> None:
    @router.get("/view/dyad/{pair}", response_model=Told)
    def dyad(request: Request, pair: str, asked: Annotated[filters.Events, Query()]) -> Response:
        """Return what the page of two states shows."""
        two = pair_of(library, pair)
        proper = f"{two[0]}-{two[1]}"
        if pair != proper:
            rest = f"?{request.url.query}" if request.url.query else ""
            return Response(status_code=308, headers={"Location": f"/api/v1/view/dyad/{proper}{rest}"})
        kept = ("dyad", asked.model_dump_json())

        def made() -> bytes:
            return in_json(library.kept(kept, two, lambda: states.dyad(library, two, asked)).data)

        body = library.kept(("json", *kept), two, made)
        return tagged(request, body, "application/json", 200)

    @router.get("/view/country/{code}", response_model=Told)
    def country(request: Request, code: str, asked: Annotated[filters.Told, Query()]) -> Response:
        """Return what the page of a state shows."""
        (state,) = library.register.codes((code,))
        return as_json(request, states.country(library, state, asked).data)

    @router.get("/view/search", response_model=Told)
    def search(request: Request, asked: Annotated[filters.Words, Query()]) -> Response:
        """Return the reports, records and entities that some words find, and what narrows them."""
        return as_json(request, searching.search(library, asked).data)

    @router.get("/view/review", response_model=Told)
    def review(request: Request, asked: Annotated[filters.Queue, Query()]) -> Response:
        """Return the doubtful, the most pressing first."""
        return as_json(request, views.review(library, asked).data)

    @router.get("/view/map", response_model=Told)
    def places(request: Request, asked: Annotated[filters.Places, Query()]) -> Response:
        """Return where events took place, and those of one place."""
        return as_json(request, atlas.places(library, asked).data)

    @router.get("/view/network", response_model=Told)
    def network(request: Request, asked: Annotated[filters.Ties, Query()]) -> Response:
        """Return who deals with whom: all, or some states, their partners and the ties among these."""
        return as_json(request, atlas.network(library, asked).data)

    @router.get("/view/changes", response_model=Told)
    def changes(request: Request, asked: Annotated[filters.Since, Query()]) -> Response:
        """Return what changed since a day or a revision, a hundred changes at a time."""
        return as_json(request, views.changes(library, asked, "0").data)

    @router.get("/export/{format}", response_class=Response)
    def download(format: str, _: Annotated[filters.Nothing, Query()]) -> Response:
        """Return the whole register in one of the formats of `regesta export`."""
        if format not in export.FORMATS:
            raise BadValue(format, "is no format", f"Take one of {', '.join(sorted(export.FORMATS))}")
        out = io.StringIO()
        library.register.export(format, out)
        return Response(out.getvalue(), media_type="application/octet-stream")


def _writes(router: APIRouter, library: Library, access: Access) -> None:
    @router.post("/decisions", response_model=Told, status_code=201, responses={200: {"model": Told}})
    def decide(request: Request, given: NewDecision) -> Response:
        """Append a decision; "withdraw" undoes one, an editor's right. Where there are accounts, `by` is the user."""
        if given.kind == "withdraw":
            require(request, "editor")
        by = access.author(request, given.by)
        same = _standing(library, given, by)
        if same is not None:
            return JSONResponse(same, 200)
        made = library.register.decide(given.kind, *given.of, by=by, reason=given.reason, value=given.value)
        access.note(request, made.id, made.kind)
        return JSONResponse(query.decision_line(made), 201)


def _standing(library: Library, given: NewDecision, by: str) -> dict[str, Any] | None:
    """Return the decision that says the same already and stands: one sent twice, over a bad line, is one."""
    asked = (given.kind, given.of, f"person:{by}", given.reason, given.value)
    for row in library.register.decisions(persons_only=True):
        said = (row["kind"], row["of"], row["by"], row.get("reason", ""), row.get("value"))
        if row["state"] == "stands" and said == asked:
            return {k: v for k, v in row.items() if k != "state"}
    return None
