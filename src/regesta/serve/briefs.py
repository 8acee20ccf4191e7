"""Briefs in the browser: a form, a readable preview, and the same brief as a file in each format.

`/briefs?a=IRN&b=BLR&since=2023` shows what `/briefs/BLR-IRN.docx?since=2023` writes: what `regesta brief` composes,
from records only, under the same policies as every page.
"""

from __future__ import annotations

import dataclasses
import re
import threading
from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse
from starlette.responses import Response

from regesta import brief as briefs
from regesta.brief import Brief, Note
from regesta.brief.texts import numbered
from regesta.errors import BadValue, UnknownRecord
from regesta.serve import filters
from regesta.serve.addresses import pair_of, two_of
from regesta.serve.answers import tagged
from regesta.serve.library import Library
from regesta.serve.views import Json, Page, busiest, name_of
from regesta.serve.writer import Writer

_MEDIA: Mapping[str, str] = {
    "md": "text/markdown; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
_SHOWN = {"md": "Markdown", "html": "HTML", "docx": "Word", "pdf": "PDF"}
_N_READY = 12  # busiest pairs offered as links


def briefs_router(library: Library, show: Writer) -> APIRouter:
    """Return the routes of the form, the preview and the files."""
    router = APIRouter(include_in_schema=False)
    # A file takes a second of a processor; written one at a time, outside the makers of pages, it delays no reader.
    writing = threading.Lock()

    def builder(request: Request, asked: Annotated[filters.Briefed, Query()]) -> Response:
        if asked.a is None or asked.b is None:
            return show(request, _form(library, asked))
        states = two_of(library, asked.a, asked.b)
        if asked.format is not None and request.url.path == "/briefs":
            return RedirectResponse(_file(states, asked, asked.format), 303)
        return show(request, _preview(library, states, asked, composed(library, states, asked)))

    def file(request: Request, where: str, asked: Annotated[filters.Period, Query()]) -> Response:
        which, _, format = where.rpartition(".")
        if format not in briefs.FORMATS:
            raise BadValue(where, "is no brief", f"Take one of {', '.join(briefs.FORMATS)}: BLR-IRN.docx")
        states = pair_of(library, which)
        if which != "-".join(states):
            return RedirectResponse(_file(states, asked, format), 308)
        brief = composed(library, states, asked)
        if not brief.sections:
            raise UnknownRecord(which, "no report tells of dealings between the two", "Take a longer period")
        with writing:
            body = briefs.write(brief, format)
        response = tagged(request, body, _MEDIA[format], 200)
        response.headers["Content-Disposition"] = f'attachment; filename="{_name(states, asked)}.{format}"'
        return response

    for address in ("/briefs.json", "/briefs.csv", "/briefs"):
        router.add_api_route(address, builder, methods=["GET", "HEAD"], response_model=None)
    router.add_api_route("/briefs/{where}", file, methods=["GET", "HEAD"], response_model=None)
    return router


def composed(library: Library, states: tuple[str, str], asked: filters.Period) -> Brief:
    """Return the brief of two states in a period, composed anew when anything that concerns them was written."""

    def make() -> Brief:
        names = {s: name_of(library, s) for s in states}
        return briefs.compose(library.records(*states), states, names, *filters.first_last(asked))

    return library.kept(("brief", asked.since, asked.until), states, make)


def _form(library: Library, asked: filters.Briefed) -> Page:
    """Return the form alone, with the pairs of which most is known."""
    ready = busiest(library, _N_READY)
    return Page("briefs.html", "Briefs", {**_asked(asked), "brief": None, "ready": ready}, ready)


def _preview(library: Library, states: tuple[str, str], asked: filters.Briefed, brief: Brief) -> Page:
    """Return the brief as a page shows it, sentence by sentence, with its files."""
    numbers = numbered(brief)
    sections: list[Json] = [
        {
            "title": s.title,
            "chart": s.chart.name if s.chart is not None and s.chart.rows else None,
            "caption": f"{s.chart.title}: {s.chart.description}" if s.chart is not None else "",
            "sentences": [
                {"text": one.text, "records": list(one.records), "notes": [numbers[n] for n in one.notes]}
                for one in s.sentences
            ],
        }
        for s in brief.sections
    ]
    told: Json = {
        "title": brief.title,
        "made_from": brief.made_from,
        "sections": sections,
        "notes": [_note(note, k) for note, k in numbers.items()],
        "files": [
            {"format": f, "name": _SHOWN[f], "address": _file(states, asked, f)} for f in briefs.FORMATS
        ],
    }
    rows = [
        {"section": s.title, "text": one.text, "records": one.records,
         "notes": [_note(n, numbers[n]) for n in one.notes]}
        for s in brief.sections
        for one in s.sentences
    ]  # fmt: skip
    data = {
        **_asked(asked),
        "brief": told,
        "pair": "-".join(states),
        "period": filters.in_address(asked),
        "names": [name_of(library, s) for s in states],
        "ready": [],
    }
    return Page("briefs.html", f"Brief: {brief.title}", data, rows)


def _asked(asked: filters.Briefed) -> Json:
    """Return the choice as the form shows it again, with what may be chosen."""
    return {
        "a": asked.a or "",
        "b": asked.b or "",
        "since": asked.since or "",
        "until": asked.until or "",
        "formats": [{"format": f, "name": _SHOWN[f]} for f in briefs.FORMATS],
    }


def _note(note: Note, number: int) -> Json:
    return {"number": number, **dataclasses.asdict(note)}


def _file(states: tuple[str, str], asked: filters.Period, format: str) -> str:
    period = filters.in_address(asked)
    return f"/briefs/{'-'.join(states)}.{format}{'?' if period else ''}{period}"


def _name(states: tuple[str, str], asked: filters.Period) -> str:
    """Return what a file is called, without its suffix: letters, digits and hyphens only."""
    parts = ("brief", *states, asked.since and f"since-{asked.since}", asked.until and f"until-{asked.until}")
    return re.sub(r"[^A-Za-z0-9]+", "-", "-".join(p for p in parts if p))
