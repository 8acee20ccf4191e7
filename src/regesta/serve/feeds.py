"""Feeds: what is newest between two states, and of a list of pairs and states that somebody watches.

A watch list is an address: `/watch?pair=BLR-IRN&state=KEN`; nothing of it is kept here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from regesta import query
from regesta.errors import BadValue
from regesta.export.atom import N_ENTRIES, atom
from regesta.model.records import Records
from regesta.serve import filters
from regesta.serve.addresses import pair_of
from regesta.serve.answers import tagged
from regesta.serve.library import Library
from regesta.serve.views import N_OFFERED, Page, busiest, languages_of, name_of, told
from regesta.serve.writer import Writer

_MEDIA = "application/atom+xml; charset=utf-8"
Rows = list[dict[str, Any]]


def feeds_router(library: Library, show: Writer) -> APIRouter:
    """Return the routes of feeds and of the page of a watch list."""
    router = APIRouter(include_in_schema=False)

    @router.get("/feed/dyad/{pair}.atom", response_model=None)
    def dyad(request: Request, pair: str, _: Annotated[filters.Nothing, Query()]) -> Response:
        two = pair_of(library, pair)
        title = " – ".join(name_of(library, s) for s in two)
        return _feed(request, title, f"/dyad/{two[0]}-{two[1]}", *_newest(library, [two]))

    @router.get("/feed/watch.atom", response_model=None)
    def watched(request: Request, asked: Annotated[filters.Watched, Query()]) -> Response:
        groups = _groups(library, asked)
        return _feed(
            request, _title(library, groups), f"/watch?{request.url.query}", *_newest(library, groups)
        )

    def watch(request: Request, asked: Annotated[filters.Watched, Query()]) -> Response:
        if asked == filters.Watched():
            data = {"watched": [], "rows": [], "asked": "", "offered": busiest(library, N_OFFERED)}
            return show(request, Page("watch.html", "Watch list", data))
        groups = _groups(library, asked)
        languages = {k: v for g in groups for k, v in languages_of(library.records(*g, names=False)).items()}
        rows = [told(r, languages) for r in _newest(library, groups)[0]]
        lists = [{"states": list(g), "name": " – ".join(name_of(library, s) for s in g)} for g in groups]
        data = {"watched": lists, "rows": rows, "asked": request.url.query, "offered": []}
        return show(request, Page("watch.html", "Watch list", data, rows))

    for address in ("/watch.json", "/watch.csv", "/watch"):
        router.add_api_route(address, watch, methods=["GET", "HEAD"], response_model=None)
    return router


def _groups(library: Library, asked: filters.Watched) -> list[tuple[str, ...]]:
    """Return the pairs and states of a watch list, each once."""
    pairs: list[tuple[str, ...]] = [pair_of(library, p) for p in asked.pair]
    groups = [*pairs, *((s,) for s in library.register.codes(asked.state))]
    if not groups:
        raise BadValue("watch", "names nobody", "Give ?pair=BLR-IRN or ?state=KEN, as often as you like")
    return list(dict.fromkeys(groups))


def _title(library: Library, groups: Iterable[tuple[str, ...]]) -> str:
    return "Watched: " + "; ".join(" – ".join(name_of(library, s) for s in g) for g in groups)


def _newest(library: Library, groups: Iterable[tuple[str, ...]]) -> tuple[Rows, Mapping[str, str]]:
    """Return the newest events and commitments of some pairs and states, each once, and when reports were published."""
    rows: dict[str, dict[str, Any]] = {}
    published: dict[str, str] = {}
    for states in groups:
        records = library.records(*states, names=False)
        published |= _published(records)
        found = [*query.timeline(records, states), *query.commitments(records, states)]
        rows |= {r["id"]: r for r in found}

    def key(row: Mapping[str, Any]) -> tuple[str, str]:
        days = [published.get(e.get("report_id", ""), "") for e in row["evidence"]]
        return min((d for d in days if d), default=""), row["id"]

    return sorted(rows.values(), key=key, reverse=True)[:N_ENTRIES], published


def _published(records: Records) -> dict[str, str]:
    days = {s.report.id: s.published.start or s.published.last for s in records.reports}
    return {report: day.isoformat() for report, day in days.items() if day is not None}


def _feed(request: Request, title: str, page: str, rows: Rows, published: Mapping[str, str]) -> Response:
    root = str(request.base_url).rstrip("/")
    body = atom(title, str(request.url), f"{root}{page}", f"{root}/record/", rows, published)
    return tagged(request, body.encode(), _MEDIA, 200)
