"""Charts under addresses of their own: SVG, PNG and CSV."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from regesta.charts import CHARTS, COUNTING, NAMED, OPTIONS, WHOLE, csv, png, svg
from regesta.errors import BadValue
from regesta.model.records import Records
from regesta.serve import filters
from regesta.serve.addresses import pair_of
from regesta.serve.answers import tagged
from regesta.serve.library import Library
from regesta.serve.naming import brief


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
            states: tuple[str, ...] = library.register.codes(asked.state)
        elif asked.state:
            raise BadValue(
                "state", "is for all states", f"Ask for /chart/{name}/all.{form}?state={asked.state[0]}"
            )
        else:
            # "Union-State" is one party; only a name that is nobody's is two with a dash between.
            alone = "-" not in which or which in library.register.packs.knowledge.organisations
            states = library.register.codes((which,)) if alone else pair_of(library, which)
        first, last = filters.first_last(asked)
        options = _options(name, asked)
        packs = library.register.packs
        narrow = options.get("narrow", False)
        names = {"called": lambda code: brief(code, packs.knowledge, narrow=narrow)} if name in NAMED else {}
        read = () if name in WHOLE else states

        counting = name in COUNTING

        def records() -> Records:
            return library.outlines().records if counting else library.records(*read, names=False)

        def draw() -> tuple[bytes, str]:
            made = CHARTS[name](records(), states, first, last, **options, **names)
            if form == "csv":
                return csv(made).encode(), "text/csv; charset=utf-8"
            if form == "png":
                return png(made, asked.theme), "image/png"
            return svg(made, asked.theme).encode(), "image/svg+xml"

        kept = ("chart", name, form, asked.theme, first, last, states, *sorted(options.items()))
        body, media = (library.outlined if counting else library.lately)(kept, draw, *read)
        return tagged(request, body, media, 200)

    return router


def _options(name: str, asked: filters.Drawn) -> dict[str, Any]:
    """Return what is asked of a chart besides states and a period.

    Raises:
        BadValue: the chart has no such option.
    """
    given = {"types": ("type", asked.type), "least": ("least", asked.least), "narrow": ("size", asked.size)}
    plain = filters.Drawn()
    wanted = {k: v for k, (field, v) in given.items() if v != getattr(plain, field)}
    for option in sorted(wanted.keys() - OPTIONS.get(name, frozenset())):
        raise BadValue(given[option][0], f"is no option of {name}", "Leave it out")
    return {k: v == "narrow" if k == "narrow" else v for k, v in wanted.items()}
