"""Charts under addresses of their own: SVG, PNG and CSV."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from regesta.charts import CHARTS, COUNTING, NAMED, OPTIONS, WHOLE, Chart, calibration, csv, png, svg
from regesta.charts.draw import Theme
from regesta.errors import BadValue
from regesta.model.records import Records
from regesta.serve import filters
from regesta.serve.addresses import pair_of
from regesta.serve.answers import tagged
from regesta.serve.library import Library
from regesta.serve.naming import brief

_JUDGED = "calibration"  # of what people decided, and so of no states and no period


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
        names = (*CHARTS, _JUDGED)
        if name not in names or form not in {"svg", "png", "csv"}:
            raise BadValue(
                f"{name}.{form}", "is no chart", f"Take one of {', '.join(names)}, as svg, png or csv"
            )
        if name == _JUDGED:
            body, media = judged(which, form, asked)
            return tagged(request, body, media, 200)
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
        called = {"called": lambda code: brief(code, packs.knowledge, narrow=narrow)} if name in NAMED else {}
        read = () if name in WHOLE else states

        counting = name in COUNTING

        def records() -> Records:
            return library.outlines().records if counting else library.records(*read, names=False)

        def draw() -> tuple[bytes, str]:
            made = CHARTS[name](records(), states, first, last, **options, **called)
            return _in_form(made, form, asked.theme)

        kept = ("chart", name, form, asked.theme, first, last, states, *sorted(options.items()))
        body, media = (library.outlined if counting else library.lately)(kept, draw, *read)
        return tagged(request, body, media, 200)

    def judged(which: str, form: str, asked: filters.Drawn) -> tuple[bytes, str]:
        if which != "all" or asked.state or asked.since or asked.until:
            raise BadValue(
                which,
                f"has no {_JUDGED} of its own",
                f"Ask for /chart/{_JUDGED}/all.{form}, without states or days",
            )
        options = _options(_JUDGED, asked)

        def draw() -> tuple[bytes, str]:
            return _in_form(calibration(library.register.judgements(), **options), form, asked.theme)

        return library.lately(("chart", _JUDGED, form, asked.theme, *sorted(options.items())), draw)

    return router


def _in_form(made: Chart, form: str, theme: Theme) -> tuple[bytes, str]:
    """Return a chart as it is asked for, and its media type."""
    if form == "csv":
        return csv(made).encode(), "text/csv; charset=utf-8"
    if form == "png":
        return png(made, theme), "image/png"
    return svg(made, theme).encode(), "image/svg+xml"


def _options(name: str, asked: filters.Drawn) -> dict[str, Any]:
    """Return what is asked of a chart besides states and a period.

    Raises:
        BadValue: the chart has no such option.
    """
    given: dict[str, tuple[str, Any]] = {
        "types": ("type", asked.type),
        "least": ("least", asked.least),
        "narrow": ("size", asked.size),
        "axis": ("axis", asked.axis),
    }
    plain = filters.Drawn()
    wanted = {k: v for k, (field, v) in given.items() if v != getattr(plain, field)}
    takes = frozenset({"narrow"}) if name == _JUDGED else OPTIONS.get(name, frozenset())
    for option in sorted(wanted.keys() - takes):
        raise BadValue(given[option][0], f"is no option of {name}", "Leave it out")
    read = {"narrow": lambda size: size == "narrow", "axis": filters.axis_of}
    return {k: read[k](v) if k in read else v for k, v in wanted.items()}
