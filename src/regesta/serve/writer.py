"""Writes a page as the address asks: HTML, or its JSON or CSV twin."""

from __future__ import annotations

import urllib.parse

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from starlette.responses import Response

from regesta.query import words
from regesta.serve.access import COOKIE
from regesta.serve.answers import as_csv, as_json, tagged
from regesta.serve.config import ServeConfig
from regesta.serve.security import token
from regesta.serve.views import Page


class Writer:
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
        self._pages.filters["asked"] = lambda given: urllib.parse.urlencode(given, doseq=True)
        self._pages.filters["topic"] = words.topic
        self._pages.filters["record_url"] = lambda i: f"/record/{urllib.parse.quote(str(i), safe=':')}"

    def __call__(self, request: Request, page: Page, status: int = 200) -> Response:
        """Return a page as an answer."""
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
            paged=lambda n: f"{path}?{_with(request.url.query, page=n)}",
            user=getattr(request.state, "user", None) if self._with_users else None,
            theme=theme if theme in {"light", "dark"} else "",
            token=token(self._secret, request.cookies.get(COOKIE, "")),
            **page.data,
        )
        if status == 200:
            return tagged(request, text.encode(), "text/html; charset=utf-8", 200)
        return HTMLResponse(text, status)


def _with(query: str, **more: object) -> str:
    """Return what stands after a question mark with some options set anew."""
    kept = [(k, v) for k, v in urllib.parse.parse_qsl(query) if k not in more]
    return urllib.parse.urlencode([*kept, *((k, str(v)) for k, v in more.items())])
