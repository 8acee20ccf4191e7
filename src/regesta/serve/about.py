"""What Regesta is and who may use what of it, and the API in words a person reads."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, FastAPI, Query, Request
from starlette.responses import Response

from regesta import settings
from regesta.serve import filters
from regesta.serve.api import describe
from regesta.serve.library import Library
from regesta.serve.views import Json, Page
from regesta.serve.writer import Writer

# What is in Regesta from elsewhere, as NOTICE tells it.
OTHERS = (
    {
        "of": "PLOVER",
        "what": "names and scores of event types, modes and contexts",
        "licence": "CC BY-SA 4.0",
    },
    {"of": "Unicode CLDR", "what": "names of states, languages and months", "licence": "Unicode License v3"},
    {"of": "GeoNames", "what": "names and places of cities", "licence": "CC BY 4.0"},
    {"of": "Wikidata", "what": "tenures of offices that name it as their source", "licence": "CC0 1.0"},
    {"of": "REIGN", "what": "tenures of leaders that name it as their source", "licence": "see NOTICE"},
    {"of": "spaCy", "what": "the syntax of English sentences", "licence": "MIT"},
)


def about_router(library: Library, show: Writer) -> APIRouter:
    """Return the routes of both pages and their twins."""
    router = APIRouter(include_in_schema=False)

    def about(request: Request, _: Annotated[filters.Nothing, Query()]) -> Response:
        register = library.register
        seen = register.overview(1)
        data = {
            "version": settings.VERSION,
            "languages": sorted(register.packs.languages),
            "packs": register.packs.fingerprint[:12],
            "revision": register.revision,
            "reports": sum(seen.languages.values()),
            "as_of": seen.as_of.isoformat() if seen.as_of else None,
            "others": list(OTHERS),
        }
        return show(request, Page("about.html", "About", data, OTHERS))

    def api(request: Request, _: Annotated[filters.Nothing, Query()]) -> Response:
        rows = operations(request.app)
        return show(request, Page("api.html", "API", {"operations": rows}, rows))

    for path, endpoint in (("/about", about), ("/api", api)):
        for address in (f"{path}.json", f"{path}.csv", path):
            router.add_api_route(address, endpoint, methods=["GET", "HEAD"], response_model=None)
    return router


def operations(app: FastAPI) -> list[Json]:
    """Return what the API can do, an operation a row: method, address, what it does and what it takes."""
    found = []
    for path, methods in describe(app)["paths"].items():
        for method, operation in methods.items():
            taken = [_option(p) for p in operation.get("parameters", ())]
            told = str(operation.get("description") or operation.get("summary", "")).split("\n\n")[0]
            row = {"method": method.upper(), "path": path, "does": " ".join(told.split()), "options": taken}
            found.append(row)
    return sorted(found, key=lambda r: (r["method"], r["path"]))


def _option(parameter: dict[str, Any]) -> Json:
    return {"name": parameter["name"], "in": parameter["in"], "required": bool(parameter.get("required"))}
