"""Handing in reports over HTTP, and looking at what became of them: `/ingest`, `/jobs`, and the same in the API."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Form, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from regesta.errors import BadValue, UnknownRecord
from regesta.serve import filters
from regesta.serve.access import Access, check_form, require
from regesta.serve.answers import as_json
from regesta.serve.config import ServeConfig
from regesta.serve.jobs import Job, Jobs, job_line
from regesta.serve.library import Library
from regesta.serve.uploads import MOST_FILES, MOST_REPORTS, Beside, NewReport, Upload, file_of, rows_of
from regesta.serve.views import Json, Page, name_of
from regesta.serve.writer import Writer

KINDS = (
    {"kind": "plain text", "suffixes": ".txt"},
    {"kind": "HTML", "suffixes": ".html .htm .xhtml"},
    {"kind": "JSON lines", "suffixes": ".jsonl .ndjson .json"},
    {"kind": "PDF", "suffixes": ".pdf"},
    {"kind": "Word", "suffixes": ".docx"},
)
_MOST_FIELDS = 20
M = TypeVar("M", bound=BaseModel)


class HandedIn(Beside):
    """What the form sends besides files."""

    csrf: Annotated[str, Field(max_length=200)] = ""
    by: Annotated[str, Field(max_length=80)] = ""
    text: str | None = None
    title: str | None = None
    url: str | None = None


class NewReports(BaseModel):
    """Reports to be read."""

    model_config = ConfigDict(extra="forbid")
    reports: Annotated[list[NewReport], Field(min_length=1, max_length=MOST_REPORTS)]
    by: Annotated[str, Field(max_length=80)] = ""


class Accepted(BaseModel):
    """Where to look for what becomes of what was handed in."""

    job: str
    address: str
    page: str


class ToldJobs(BaseModel):
    """The jobs of this server, the latest first."""

    jobs: list[dict[str, Any]]


class ToldJob(BaseModel):
    """A job: its state, counts, and every file with its reports and what was quarantined."""

    model_config = ConfigDict(extra="allow")
    id: str
    state: str


def ingest_router(
    library: Library, config: ServeConfig, access: Access, jobs: Jobs, show: Writer, most_bytes: int
) -> APIRouter:
    """Return the routes of the form and of the pages of jobs."""
    router = APIRouter(include_in_schema=False)

    def form(request: Request, _: Annotated[filters.Nothing, Query()]) -> Response:
        data = {
            "kinds": KINDS,
            "most_mb": most_bytes / 1_000_000,
            "most_files": MOST_FILES,
            "may": request.state.user.may("editor"),
            "writable": library.register.writable,
        }
        return show(request, Page("ingest.html", "Add reports", data, KINDS))

    def take(request: Request, fields: Mapping[str, str], files: Sequence[tuple[str, bytes]]) -> Response:
        check_form(request, config, fields.get("csrf", ""))
        given = _checked(HandedIn, fields)
        beside = Beside(**{k: v for k, v in given.model_dump().items() if k in Beside.model_fields})
        uploads = [*(file_of(name, data, beside) for name, data in files), *_pasted(given)]
        if not uploads:
            raise BadValue("the form", "holds no file and no text", "Choose files or paste a text")
        job = _submitted(request, library, access, jobs, uploads, given.by)
        return RedirectResponse(f"/jobs/{job.id}?follow=true", 303)

    @router.post("/ingest", response_model=None)
    async def hand_in(request: Request) -> Response:
        require(request, "editor")  # before anything of the body is looked at
        parts = request.form(max_files=MOST_FILES, max_fields=_MOST_FIELDS, max_part_size=most_bytes)
        async with parts as sent:
            fields, files = await _parts(sent)
        return await run_in_threadpool(take, request, fields, files)

    def every(request: Request, asked: Annotated[filters.Followed, Query()]) -> Response:
        known = jobs.all()
        rows = [_short(job_line(j)) for j in known]
        running = any(not j.is_over for j in known)
        return show(
            request, Page("jobs.html", "Jobs", {"jobs": rows, **_follow(asked, running=running)}, rows)
        )

    def one(request: Request, named: str, asked: Annotated[filters.Followed, Query()]) -> Response:
        job = jobs.one(named)
        line = job_line(job)
        titled = _titles(library, job)
        data = {
            "job": line,
            "titles": {i: title for i, (title, _) in titled.items()},
            "languages": {i: language for i, (_, language) in titled.items()},
            "names": _names(library, job),
            "again": len(jobs.again(job)),
            "may": request.state.user.may("editor"),
            **_follow(asked, running=not job.is_over),
        }
        return show(request, Page("job.html", f"Job {job.id}", data, [_flat(f) for f in line["files"]]))

    @router.post("/jobs/{named}/retry", response_model=None)
    def retry(request: Request, named: str, csrf: Annotated[str, Form(max_length=200)]) -> Response:
        require(request, "editor")
        check_form(request, config, csrf)
        job = jobs.retry(named)
        access.note(request, job.id, "read again")
        return RedirectResponse(f"/jobs/{job.id}?follow=true", 303)

    pages: dict[str, Callable[..., Response]] = {"/ingest": form, "/jobs": every, "/jobs/{named}": one}
    for path, endpoint in pages.items():
        for address in (f"{path}.json", f"{path}.csv", path):
            router.add_api_route(address, endpoint, methods=["GET", "HEAD"], response_model=None)
    return router


def add_to_api(
    router: APIRouter, library: Library, access: Access, jobs: Jobs, responses: Mapping[int | str, Any]
) -> None:
    """Add to the API handing in reports and asking after jobs."""

    @router.post(
        "/reports",
        status_code=202,
        response_model=Accepted,
        operation_id="hand_in",
        responses=dict(responses),
    )
    def hand_in(request: Request, given: NewReports) -> Response:
        """Hand in reports to be read in the background, an editor's right; the answer says where to ask after them."""
        require(request, "editor")
        job = _submitted(request, library, access, jobs, [rows_of("api", given.reports)], given.by)
        where = {"job": job.id, "address": f"/api/v1/jobs/{job.id}", "page": f"/jobs/{job.id}"}
        return JSONResponse(where, 202, {"Location": where["address"]})

    @router.get("/jobs", response_model=ToldJobs, operation_id="jobs")
    def every(request: Request, _: Annotated[filters.Nothing, Query()]) -> Response:
        """Return the jobs of this server, the latest first, without their reports."""
        return as_json(request, {"jobs": [_short(job_line(j)) for j in jobs.all()]})

    @router.get("/jobs/{named}", response_model=ToldJob, operation_id="job")
    def one(request: Request, named: str, _: Annotated[filters.Nothing, Query()]) -> Response:
        """Return a job with what became of each report."""
        return as_json(request, job_line(jobs.one(named)))


# --------------------------------------------------------------------------- parts


async def _parts(sent: FormData) -> tuple[dict[str, str], list[tuple[str, bytes]]]:
    """Return the fields of a form and its files; a browser sends an empty file where none was chosen."""
    fields: dict[str, str] = {}
    files: list[tuple[str, bytes]] = []
    for key, value in sent.multi_items():
        if isinstance(value, UploadFile):
            if key != "files":
                raise BadValue(key, "is no field for files", "Send them as 'files'")
            data = await value.read()
            if value.filename or data:
                files.append((value.filename or "", data))
        else:
            fields[key] = value
    return fields, files


def _pasted(given: HandedIn) -> tuple[Upload, ...]:
    """Return the text of a form as a file, nothing where there is none."""
    if given.text is None or not given.text.strip():
        return ()
    fields = {k: v for k, v in given.model_dump(exclude_none=True).items() if k in NewReport.model_fields}
    # Forms end lines with two characters, which would make another report of a text that is known.
    fields["text"] = given.text.replace("\r\n", "\n")
    return (rows_of("pasted", (_checked(NewReport, fields),)),)


def _checked(model: type[M], fields: Mapping[str, Any]) -> M:
    """Return a form's fields as a model.

    Raises:
        RequestValidationError: a field is not known or does not fit.
    """
    try:
        return model(**fields)
    except ValidationError as exc:
        raise RequestValidationError(exc.errors()) from exc


def _submitted(
    request: Request, library: Library, access: Access, jobs: Jobs, uploads: Sequence[Upload], by: str
) -> Job:
    """Return the job that will read some files.

    Raises:
        HTTPException: 403 where the register can only be read, 429 where too much waits.
    """
    if not library.register.writable:
        raise HTTPException(403, "This server may read the register, not write it: nothing can be added here")
    job = jobs.submit(uploads, access.author(request, by))
    if job is None:
        raise HTTPException(
            429, "Too much waits to be read. Come again when /jobs shows that some of it is done"
        )
    access.note(request, job.id, "add reports")
    return job


def _follow(asked: filters.Followed, *, running: bool) -> Json:
    """Return whether a page loads itself again; only who asks for it gets that, and it stops with the last job."""
    return {"running": running, "refresh": running and asked.follow}


def _short(line: Json) -> Json:
    """Return a job's line with the names of its files in place of all that became of them."""
    return {**line, "files": [f["name"] for f in line["files"]]}


def _flat(file: Json) -> Json:
    """Return a file's line for a table: counts and reasons."""
    return {**file, "reports": [r["report_id"] for r in file["reports"]]}


def _titles(library: Library, job: Job) -> dict[str, tuple[str, str]]:
    """Return what the reports of a job are called and in which language, "" where it is a file's name.

    As far as their sources' policies let it be shown.
    """
    found: dict[str, tuple[str, str]] = {}
    for report in (r for f in job.files for r in f.reports):
        try:
            stored = library.register.report(report.report_id)
            named = (stored.title, stored.language or "") if stored.title else (report.source, "")
            found[report.report_id] = named
        except UnknownRecord:  # taken down since
            found[report.report_id] = (report.source, "")
    return found


def _names(library: Library, job: Job) -> dict[str, str]:
    """Return what the states are called that a job's reports tell of."""
    codes = {code for f in job.files for r in f.reports for pair in r.pairs for code in pair}
    return {code: name_of(library, code) for code in sorted(codes)}
