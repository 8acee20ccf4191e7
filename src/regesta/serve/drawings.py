"""Charts under addresses of their own: SVG, PNG and CSV."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from regesta.charts import CHARTS, csv, png, svg
from regesta.errors import BadValue
from regesta.serve import filters
from regesta.serve.addresses import pair_of
from regesta.serve.answers import tagged
from regesta.serve.library import Library


def charts_router(library: Library) -> APIRouter:
    """Return the routes of charts."""
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
            states = pair_of(library, which) if "-" in which else library.register.codes((which,))
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
