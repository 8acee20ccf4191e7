"""The pages, each under its address and those of its twins."""

from __future__ import annotations

import io
import urllib.parse
from collections.abc import Callable
from typing import Annotated, get_args

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import RedirectResponse
from starlette.responses import Response

from regesta import export, settings
from regesta.model.findings import EventType
from regesta.serve import atlas, figures, filters, meanings, reference, searching, states, views
from regesta.serve.addresses import local, pair_of
from regesta.serve.answers import tagged
from regesta.serve.library import Library
from regesta.serve.people import entity as entity_page
from regesta.serve.record import record as record_page
from regesta.serve.views import Page
from regesta.serve.writer import HTML, Writer

_WHAT = {  # for whom each format is
    "ftm": "FollowTheMoney entities, for Aleph and OpenSanctions",
    "gdelt": "events in GDELT 2.0's 61 columns",
    "gdelt-mentions": "the witnesses of those events, in GDELT's 16 columns",
    "graphml": "states and their ties, for Gephi, igraph and networkx",
    "icews": "events in the 20 columns of ICEWS",
    "jsonl": "the record format: everything, one JSON object a line",
    "jsonld": "linked data, after schema.org",
    "plover": "events as PLOVER's JSON lines",
    "polecat": "events in the columns of POLECAT",
    "rss": "the latest events, for feed readers",
}


_LATELY = 20  # writes of which the page of changes tells where nobody says since when


def pages_router(library: Library, show: Writer) -> APIRouter:
    """Return the routes of pages, each with its twins."""
    router = APIRouter(include_in_schema=False)

    def home(request: Request, _: Annotated[filters.Nothing, Query()]) -> Response:
        return show(request, library.lately(("home",), lambda: views.home(library)))

    def dyad(request: Request, pair: str, asked: Annotated[filters.Events, Query()]) -> Response:
        two = pair_of(library, pair)
        proper = f"{two[0]}-{two[1]}"
        if pair != proper:
            return _moved(request, pair, proper)

        def page() -> Page:
            kept = ("dyad", asked.model_dump_json())
            return library.kept(kept, two, lambda: states.dyad(library, two, asked))

        if request.url.path.endswith(".csv"):  # holds all events, and goes out under a file name
            return show(request, states.dyad(library, two, asked, whole=True))
        if request.url.path.endswith(".json"):
            return show(request, page())
        by = show.asked(request)
        return tagged(request, library.kept(("written", by), two, lambda: show.html(page(), by)), HTML, 200)

    def country(request: Request, code: str, asked: Annotated[filters.Told, Query()]) -> Response:
        (state,) = library.register.codes((code,))
        if state != code:
            return _moved(request, code, state)
        return show(request, states.country(library, state, asked, whole=_table(request)))

    def record(request: Request, named: str, asked: Annotated[filters.Acts, Query()]) -> Response:
        page = record_page(library, named, asked)
        identity = str(page.data["line"]["id"])
        if page.status != 200:
            return show(request, page, page.status)
        if page.data["line"]["record"] == "report":
            return RedirectResponse(f"/report/{identity}", 308)
        if page.data["line"]["record"] == "entity":
            return RedirectResponse(f"/entity/{urllib.parse.quote(identity, safe=':')}", 308)
        return show(request, page) if identity == named else _moved(request, named, identity)

    def entity(request: Request, named: str, asked: Annotated[filters.Leafed, Query()]) -> Response:
        return show(request, entity_page(library, named, asked, whole=_table(request)))

    def report(request: Request, named: str, asked: Annotated[filters.Read, Query()]) -> Response:
        page = views.report(library, named, asked)
        identity = str(page.data["report"]["id"])
        return show(request, page) if identity == named else _moved(request, named, identity)

    def commitments(request: Request, asked: Annotated[filters.Promises, Query()]) -> Response:
        return show(request, views.commitments(library, asked, whole=_twin(request)))

    def positions(request: Request, asked: Annotated[filters.Stands, Query()]) -> Response:
        return show(request, views.positions(library, asked, whole=_twin(request)))

    def search(request: Request, asked: Annotated[filters.Words, Query()]) -> Response:
        return show(request, searching.search(library, asked))

    def review(request: Request, asked: Annotated[filters.Queue, Query()]) -> Response:
        return show(request, views.review(library, asked, whole=_table(request)))

    def reports(request: Request, asked: Annotated[filters.Leafed, Query()]) -> Response:
        return show(request, views.sources(library, asked, whole=_table(request)))

    def changes(request: Request, asked: Annotated[filters.Since, Query()]) -> Response:
        lately = str(max(0, library.register.revision - _LATELY))
        return show(request, views.changes(library, asked, lately, whole=_table(request)))

    def decisions(request: Request, _: Annotated[filters.Nothing, Query()]) -> Response:
        return show(request, views.decisions(library))

    def data(request: Request, _: Annotated[filters.Nothing, Query()]) -> Response:
        rows = [{"format": f, "what": _WHAT.get(f, "")} for f in sorted(export.FORMATS)]
        return show(request, Page("data.html", "Downloads", {"formats": rows}, rows))

    def quality(request: Request, _: Annotated[filters.Nothing, Query()]) -> Response:
        return show(request, figures.quality(library))

    def codebook(request: Request, _: Annotated[filters.Nothing, Query()]) -> Response:
        from regesta.query.scores import modes_of_types, score

        modes = modes_of_types()
        rows = [
            {"type": t, "means": meanings.TYPES[t], "score": score(t, ()), "modes": sorted(modes.get(t, ()))}
            for t in get_args(EventType)
        ]
        data = {
            "types": rows,
            "kinds": filters.KINDS,
            "stages": dict(meanings.STAGES),
            "stances": dict(meanings.STANCES),
        }
        return show(request, Page("codebook.html", "Codebook", data, rows))

    def method(request: Request, _: Annotated[filters.Nothing, Query()]) -> Response:
        packs = library.register.packs
        told = {
            "version": settings.VERSION,
            "languages": sorted(packs.languages),
            "packs": packs.fingerprint[:12],
        }
        return show(request, Page("method.html", "Method", told, [told]))

    def office(request: Request, code: str, named: str, _: Annotated[filters.Nothing, Query()]) -> Response:
        return show(request, reference.office(library, code, named))

    def organisation(request: Request, code: str, _: Annotated[filters.Nothing, Query()]) -> Response:
        return show(request, reference.organisation(library, code))

    def topic(request: Request, named: str, asked: Annotated[filters.Leafed, Query()]) -> Response:
        return show(request, reference.topic(library, named, asked, whole=_table(request)))

    def source(request: Request, named: str, _: Annotated[filters.Nothing, Query()]) -> Response:
        return show(request, reference.source(library, named))

    def calendar(request: Request, asked: Annotated[filters.Month, Query()]) -> Response:
        return show(request, reference.calendar(library, asked))

    def places(request: Request, asked: Annotated[filters.Places, Query()]) -> Response:
        return show(request, atlas.places(library, asked))

    def network(request: Request, asked: Annotated[filters.Ties, Query()]) -> Response:
        return show(request, atlas.network(library, asked))

    def compare(request: Request, asked: Annotated[filters.Compared, Query()]) -> Response:
        return show(request, reference.compare(library, asked))

    endpoints: dict[str, Callable[..., Response]] = {
        "/": home,
        "/search": search,
        "/dyad/{pair}": dyad,
        "/country/{code}": country,
        "/record/{named}": record,
        "/entity/{named}": entity,
        "/report/{named}": report,
        "/reports": reports,
        "/office/{code}/{named}": office,
        "/org/{code}": organisation,
        "/topic/{named:path}": topic,
        "/source/{named:path}": source,
        "/calendar": calendar,
        "/map": places,
        "/network": network,
        "/compare": compare,
        "/commitments": commitments,
        "/positions": positions,
        "/review": review,
        "/changes": changes,
        "/decisions": decisions,
        "/data": data,
        "/quality": quality,
        "/codebook": codebook,
        "/method": method,
    }
    for path, endpoint in endpoints.items():
        _three(router, path, endpoint)
    for old, new in {
        "event": "record",
        "commitment": "record",
        "finding": "record",
    }.items():
        router.add_api_route(f"/{old}/{{named}}", _to(new), methods=["GET", "HEAD"], response_model=None)

    @router.api_route("/person/{named}", methods=["GET", "HEAD"], response_model=None)
    def person(named: str) -> Response:
        known = named if ":" in named else f"person:{named}"
        return RedirectResponse(f"/entity/{urllib.parse.quote(known, safe=':')}", 308)

    @router.post("/theme", response_model=None)
    def theme(
        to: Annotated[str, Form(pattern="^(light|dark|auto)$")], back: Annotated[str, Form()] = "/"
    ) -> Response:
        done = RedirectResponse(local(back), 303)
        done.set_cookie("theme", to, max_age=31_536_000, samesite="lax", httponly=True)
        return done

    @router.get("/data/{format}", response_model=None)
    def download(format: str, asked: Annotated[filters.Download, Query()]) -> Response:
        out = io.StringIO()
        library.register.export(format, out, record=asked.record)
        headers = {"Content-Disposition": f'attachment; filename="{_named(format, asked.record)}"'}
        return Response(out.getvalue(), headers=headers, media_type="application/octet-stream")

    return router


def _table(request: Request) -> bool:
    """Return whether the twin in CSV is asked for: it holds all rows, and goes out under a file name."""
    return request.url.path.endswith(".csv")


def _twin(request: Request) -> bool:
    """Return whether either twin is asked for, where both hold all rows."""
    return request.url.path.endswith((".csv", ".json"))


def _named(format: str, record: str | None) -> str:
    """Return the name of a file that is downloaded; those of several tables do not overwrite each other."""
    kind = "".join(c for c in record or "" if c.isalnum() or c in "-_")
    return f"regesta-{kind}.{format}" if kind else f"regesta.{format}"


def _three(router: APIRouter, path: str, endpoint: Callable[..., Response]) -> None:
    """Add a page under its address and those of its twins; the twins first, for "{name}" would take them in."""
    stem = "/index" if path == "/" else path
    for address in (f"{stem}.json", f"{stem}.csv", path):
        router.add_api_route(address, endpoint, methods=["GET", "HEAD"], response_model=None)


def _to(page: str) -> Callable[..., Response]:
    def moved(request: Request, named: str) -> Response:
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"/{page}/{urllib.parse.quote(named, safe=':')}{query}", 308)

    return moved


def _moved(request: Request, old: str, new: str) -> Response:
    """Redirect for good to the proper address, the question mark and the twin kept."""
    path = request.url.path
    at = path.rindex(urllib.parse.unquote(old)) if urllib.parse.unquote(old) in path else len(path)
    target = path[:at] + urllib.parse.quote(new, safe=":") + path[at + len(urllib.parse.unquote(old)) :]
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"{target}{query}", 308)
