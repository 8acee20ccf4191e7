"""The application: pages with their JSON and CSV twins, charts, downloads, decisions, and the API."""

from __future__ import annotations

import io
import json
import urllib.parse
from collections.abc import Callable, Mapping
from importlib import resources
from typing import Annotated, Any, get_args

from fastapi import APIRouter, FastAPI, Form, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, RedirectResponse
from fastapi.staticfiles import StaticFiles
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from starlette.exceptions import HTTPException
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.responses import Response

from regesta import export, settings
from regesta.charts import CHARTS, csv, png, svg
from regesta.errors import BadValue, RegestaError
from regesta.model.decisions import DecisionKind
from regesta.model.findings import EventType
from regesta.serve import api, filters, views
from regesta.serve.access import COOKIE, Access, require, slow_down
from regesta.serve.answers import TITLES, as_csv, as_json, problem, status_of, tagged
from regesta.serve.config import ServeConfig
from regesta.serve.library import Library
from regesta.serve.security import guard, is_token, token
from regesta.serve.views import Page

Make = Callable[..., Page]


def create_app(config: ServeConfig) -> FastAPI:
    """Return the application over a register."""
    library = Library(config)
    app = FastAPI(title="Regesta", version=settings.VERSION, openapi_url=None, docs_url=None, redoc_url=None)
    access = Access(config.users)
    app.add_middleware(BaseHTTPMiddleware, dispatch=access)
    app.add_middleware(BaseHTTPMiddleware, dispatch=guard(config.hosts))  # the outermost: it sees all answers
    app.mount("/static", StaticFiles(packages=[("regesta.serve", "static")]), name="static")
    show = _Writer(config)
    app.include_router(_pages(library, show))
    app.include_router(_charts(library))
    app.include_router(_decisions(library, config, access))
    app.include_router(_login(config, access, show))
    api.mount(app, library, access)
    _errors(app, show)
    return app


class _Writer:
    """Writes a page as the address asks: HTML, or its JSON or CSV twin."""

    def __init__(self, config: ServeConfig) -> None:
        self._secret, self._with_users = config.secret, config.users is not None
        self._pages = Environment(
            loader=PackageLoader("regesta.serve", "templates"),
            autoescape=select_autoescape(default=True),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._pages.filters["record_url"] = lambda i: f"/record/{urllib.parse.quote(str(i), safe=':')}"

    def __call__(self, request: Request, page: Page, status: int = 200) -> Response:
        path = request.url.path
        if path.endswith(".json"):
            return as_json(request, {"title": page.title, **page.data})
        if path.endswith(".csv"):
            name = path.rsplit("/", 1)[-1].removesuffix(".csv") or "regesta"
            return as_csv(request, page.rows, "".join(c if c.isalnum() or c in "-_" else "-" for c in name))
        twin = "/index" if path == "/" else path
        theme = request.cookies.get("theme", "")
        query = f"?{request.url.query}" if request.url.query else ""
        text = self._pages.get_template(page.template).render(
            page=page,
            twin=twin,
            here=f"{path}{query}",
            query=query,
            user=getattr(request.state, "user", None) if self._with_users else None,
            theme=theme if theme in {"light", "dark"} else "",
            token=token(self._secret, request.cookies.get(COOKIE, "")),
            **page.data,
        )
        if status == 200:
            return tagged(request, text.encode(), "text/html; charset=utf-8", 200)
        return HTMLResponse(text, status)


def _three(router: APIRouter, path: str, endpoint: Callable[..., Response]) -> None:
    """Add a page under its address and those of its twins; the twins first, for "{name}" would take them in."""
    stem = "/index" if path == "/" else path
    for address in (f"{stem}.json", f"{stem}.csv", path):
        router.add_api_route(address, endpoint, methods=["GET", "HEAD"], response_model=None)


def _pages(library: Library, show: _Writer) -> APIRouter:
    router = APIRouter(include_in_schema=False)

    def home(request: Request, _: Annotated[filters.Nothing, Query()]) -> Response:
        return show(request, views.home(library))

    def dyad(request: Request, pair: str, asked: Annotated[filters.Events, Query()]) -> Response:
        states = _pair(library, pair)
        proper = f"{states[0]}-{states[1]}"
        if pair != proper:
            return _moved(request, pair, proper)

        def page() -> Page:
            kept = ("dyad", asked.model_dump_json())
            return library.kept(kept, states, lambda: views.dyad(library, states, asked))

        if request.url.path.endswith(".csv"):  # goes out under a file name, which is no part of what is kept
            return show(request, page())
        # What is written depends on the address, the theme and the session, whose token stands in the forms.
        mine = (str(request.url), request.cookies.get("theme"), request.cookies.get(COOKIE))
        written = library.kept(("written", *mine), states, lambda: _body(show(_fresh(request), page())))
        return tagged(request, *written, 200)

    def country(request: Request, code: str, asked: Annotated[filters.Period, Query()]) -> Response:
        (state,) = library.register.codes((code,))
        return (
            show(request, views.country(library, state, asked))
            if state == code
            else _moved(request, code, state)
        )

    def record(request: Request, named: str, _: Annotated[filters.Nothing, Query()]) -> Response:
        page = views.record(library, named)
        identity = str(page.data["line"]["id"])
        if page.data["line"]["record"] == "report":
            return RedirectResponse(f"/report/{identity}", 308)
        if page.data["line"]["record"] == "entity":
            return RedirectResponse(f"/entity/{urllib.parse.quote(identity, safe=':')}", 308)
        return show(request, page) if identity == named else _moved(request, named, identity)

    def entity(request: Request, named: str, _: Annotated[filters.Nothing, Query()]) -> Response:
        return show(request, views.entity(library, named))

    def report(request: Request, named: str, _: Annotated[filters.Nothing, Query()]) -> Response:
        page = views.report(library, named)
        identity = str(page.data["report"]["id"])
        return show(request, page) if identity == named else _moved(request, named, identity)

    def commitments(request: Request, asked: Annotated[filters.Promises, Query()]) -> Response:
        return show(request, views.commitments(library, asked))

    def positions(request: Request, asked: Annotated[filters.Stands, Query()]) -> Response:
        return show(request, views.positions(library, asked))

    def search(request: Request, asked: Annotated[filters.Words, Query()]) -> Response:
        return show(request, views.search(library, asked))

    def review(request: Request, asked: Annotated[filters.Queue, Query()]) -> Response:
        return show(request, views.review(library, asked))

    def reports(request: Request, _: Annotated[filters.Nothing, Query()]) -> Response:
        return show(request, views.sources(library))

    def changes(request: Request, asked: Annotated[filters.Since, Query()]) -> Response:
        since = int(asked.since) if asked.since.isdigit() else asked.since
        rows = [dict(r) for r in library.register.changes(since)]
        data = {"changes": rows, "since": asked.since, "revision": library.register.revision}
        return show(request, Page("changes.html", "What changed", data, rows))

    def decisions(request: Request, _: Annotated[filters.Nothing, Query()]) -> Response:
        rows = [dict(r) for r in library.register.decisions(persons_only=True)]
        return show(request, Page("decisions.html", "Decisions by people", {"decisions": rows}, rows))

    def data(request: Request, _: Annotated[filters.Nothing, Query()]) -> Response:
        rows = [{"format": f} for f in sorted(export.FORMATS)]
        return show(request, Page("data.html", "Downloads", {"formats": rows}, rows))

    def quality(request: Request, _: Annotated[filters.Nothing, Query()]) -> Response:
        text = resources.files("regesta").joinpath("data/quality.json").read_text(encoding="utf-8")
        rows = json.loads(text)
        return show(request, Page("quality.html", "Quality", {"scores": rows}, rows))

    def codebook(request: Request, _: Annotated[filters.Nothing, Query()]) -> Response:
        from regesta.query.scores import modes_of_types, score

        modes = modes_of_types()
        rows = [
            {"type": t, "score": score(t, ()), "modes": list(modes.get(t, ()))} for t in get_args(EventType)
        ]
        return show(request, Page("codebook.html", "Codebook", {"types": rows}, rows))

    def about(request: Request, _: Annotated[filters.Nothing, Query()]) -> Response:
        packs = library.register.packs
        told = {
            "version": settings.VERSION,
            "languages": sorted(packs.languages),
            "packs": packs.fingerprint[:12],
        }
        return show(request, Page("about.html", "Method", told, [told]))

    endpoints: dict[str, Callable[..., Response]] = {
        "/": home,
        "/search": search,
        "/dyad/{pair}": dyad,
        "/country/{code}": country,
        "/record/{named}": record,
        "/entity/{named}": entity,
        "/report/{named}": report,
        "/reports": reports,
        "/commitments": commitments,
        "/positions": positions,
        "/review": review,
        "/changes": changes,
        "/decisions": decisions,
        "/data": data,
        "/quality": quality,
        "/codebook": codebook,
        "/method": about,
    }
    for path, endpoint in endpoints.items():
        _three(router, path, endpoint)
    for old, new in {
        "event": "record",
        "commitment": "record",
        "finding": "record",
        "person": "entity",
    }.items():
        router.add_api_route(f"/{old}/{{named}}", _to(new), methods=["GET", "HEAD"], response_model=None)

    @router.post("/theme", response_model=None)
    def theme(
        to: Annotated[str, Form(pattern="^(light|dark|auto)$")], back: Annotated[str, Form()] = "/"
    ) -> Response:
        done = RedirectResponse(_local(back), 303)
        done.set_cookie("theme", to, max_age=31_536_000, samesite="lax", httponly=True)
        return done

    @router.get("/data/{format}", response_model=None)
    def download(format: str, asked: Annotated[filters.Download, Query()]) -> Response:
        out = io.StringIO()
        library.register.export(format, out, record=asked.record)
        headers = {"Content-Disposition": f'attachment; filename="regesta.{format}"'}
        return Response(out.getvalue(), headers=headers, media_type="application/octet-stream")

    return router


def _fresh(request: Request) -> Request:
    """Return a request as of a client that holds no copy: what is kept must be whole."""
    headers = [(k, v) for k, v in request.scope["headers"] if k != b"if-none-match"]
    return Request({**request.scope, "headers": headers})


def _body(response: Response) -> tuple[bytes, str]:
    return bytes(response.body), response.headers["content-type"]


def _to(page: str) -> Callable[..., Response]:
    def moved(named: str) -> Response:
        return RedirectResponse(f"/{page}/{urllib.parse.quote(named, safe=':')}", 308)

    return moved


def _moved(request: Request, old: str, new: str) -> Response:
    """Redirect for good to the proper address, the question mark and the twin kept."""
    path = request.url.path
    at = path.rindex(urllib.parse.unquote(old)) if urllib.parse.unquote(old) in path else len(path)
    target = path[:at] + urllib.parse.quote(new, safe=":") + path[at + len(urllib.parse.unquote(old)) :]
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"{target}{query}", 308)


def _pair(library: Library, pair: str) -> tuple[str, str]:
    parts = pair.split("-")
    if len(parts) != 2 or not all(parts):
        raise BadValue(pair, "is no pair of states", "Write two codes with a hyphen, such as BLR-IRN")
    codes = library.register.codes(parts)
    if len(codes) != 2:
        raise BadValue(pair, "is one state twice", "Name two states, such as BLR-IRN")
    first, second = sorted(codes)
    return first, second


def _local(back: str) -> str:
    """Return an address of this server; anything else leads home."""
    return back if back.startswith("/") and not back.startswith("//") and "\\" not in back else "/"


def _charts(library: Library) -> APIRouter:
    router = APIRouter(include_in_schema=False)

    @router.get("/chart/{name}/{where}", response_model=None)
    def chart(
        request: Request,
        name: str,
        where: str,
        asked: Annotated[filters.Drawn, Query()],
    ) -> Response:
        which, _, form = where.rpartition(".")
        if name not in CHARTS or form not in {"svg", "png", "csv"}:
            raise BadValue(
                f"{name}.{form}", "is no chart", f"Take one of {', '.join(CHARTS)}, as svg, png or csv"
            )
        if which == "all":
            states: tuple[str, ...] = ()
        else:
            states = _pair(library, which) if "-" in which else library.register.codes((which,))
        first, last = filters.first_last(asked)

        def draw() -> tuple[bytes, str]:
            made = CHARTS[name](library.records(*states), states, first, last)
            if form == "csv":
                return csv(made).encode(), "text/csv; charset=utf-8"
            if form == "png":
                return png(made, asked.theme), "image/png"
            return svg(made, asked.theme).encode(), "image/svg+xml"

        kept = ("chart", name, form, asked.theme, first, last)
        body, media = library.kept(kept, states, draw)
        return tagged(request, body, media, 200)

    return router


def _decisions(library: Library, config: ServeConfig, access: Access) -> APIRouter:
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
        if not is_token(config.secret, request.cookies.get(COOKIE, ""), csrf):
            raise HTTPException(403, "The form is from another session. Load the page again")
        if kind == "withdraw":
            _own_or_editor(request, library, of.split(), access)
        given: Mapping[str, Any] | None = {"field": field, "value": value} if kind == "override" else None
        made = library.register.decide(
            kind, *of.split(), by=access.author(request, by), reason=reason, value=given
        )
        access.note(request, made.id, made.kind)
        return _done(back, made.id)

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
        if not is_token(config.secret, request.cookies.get(COOKIE, ""), csrf):
            raise HTTPException(403, "The form is from another session. Load the page again")
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
        return _done(back, made.id)

    return router


def _own_or_editor(request: Request, library: Library, of: list[str], access: Access) -> None:
    """Refuse a reviewer who would withdraw somebody else's decision."""
    if access.users is None:
        return
    mine = f"person:{request.state.user.name}"
    known = {d["id"]: d["by"] for d in library.register.decisions()}
    if any(known.get(i) != mine for i in of):
        require(request, "editor")


def _login(config: ServeConfig, access: Access, show: _Writer) -> APIRouter:
    router = APIRouter(include_in_schema=False)

    @router.get("/login", response_model=None)
    def ask(request: Request, back: str = "/") -> Response:
        return show(request, Page("login.html", "Log in", {"back": _local(back), "wrong": False}))

    @router.post("/login", response_model=None)
    def enter(
        request: Request,
        name: Annotated[str, Form(max_length=80)],
        password: Annotated[str, Form(max_length=1000)],
        csrf: Annotated[str, Form(max_length=200)],
        back: Annotated[str, Form(max_length=2000)] = "/",
    ) -> Response:
        if not is_token(config.secret, request.cookies.get(COOKIE, ""), csrf):
            raise HTTPException(403, "The form is from another session. Load the page again")
        if access.users is None:
            return RedirectResponse("/", 303)
        wait = access.logins.wait_s(f"{request.client.host if request.client else ''} {name}")
        if wait:
            return slow_down(wait)
        user = access.users.login(name, password)
        if user is None:
            return show(request, Page("login.html", "Log in", {"back": _local(back), "wrong": True}), 403)
        done = RedirectResponse(_local(back), 303)
        secure = request.url.scheme == "https"
        done.set_cookie(COOKIE, access.users.begin(user), httponly=True, samesite="lax", secure=secure)
        return done

    @router.post("/logout", response_model=None)
    def leave(request: Request, csrf: Annotated[str, Form(max_length=200)]) -> Response:
        key = request.cookies.get(COOKIE, "")
        if not is_token(config.secret, key, csrf):
            raise HTTPException(403, "The form is from another session. Load the page again")
        if access.users is not None:
            access.users.end(key)
        done = RedirectResponse("/login" if access.users is not None else "/", 303)
        done.delete_cookie(COOKIE)
        return done

    return router


def _done(back: str, decision: str) -> Response:
    done = RedirectResponse(_local(back), 303)
    done.set_cookie("last", decision, max_age=3600, samesite="lax", httponly=True)
    return done


# --------------------------------------------------------------------------- errors


def _errors(app: FastAPI, show: _Writer) -> None:
    """Tell every error as a page or for programs: what is wrong and what is allowed, never a trace."""

    def told(request: Request, status: int, detail: str, more: Mapping[str, Any] | None = None) -> Response:
        title = TITLES.get(status, "It did not work")
        path = request.url.path
        if path.startswith("/api/") or path.endswith((".json", ".csv")):
            return problem(status, title, detail, more)
        data = {"status": status, "detail": detail, "allowed": (more or {}).get("errors", [])}
        return show(request, Page("error.html", title, data), status)

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
        return told(request, exc.status_code, str(exc.detail))

    def fault(request: Request, exc: Exception) -> Response:
        return told(
            request, 500, "Something went wrong inside. Please report it with the address of this page"
        )

    app.add_exception_handler(RegestaError, ours)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(HTTPException, other)
    app.add_exception_handler(Exception, fault)


def _allowed(error: Mapping[str, Any]) -> dict[str, Any]:
    """Return what would be allowed, where pydantic knows it."""
    context = error.get("ctx") or {}
    return {"allowed": str(context["expected"])} if "expected" in context else {}
