"""Writes a page as the address asks: HTML, or its JSON or CSV twin."""

from __future__ import annotations

import urllib.parse
from dataclasses import dataclass
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from starlette.responses import Response

from regesta.query import words
from regesta.serve import meanings
from regesta.serve.access import COOKIE
from regesta.serve.answers import as_csv, as_json, tagged
from regesta.serve.config import ServeConfig
from regesta.serve.naming import Namer, coded, corrected, headline, promisers, spelt, tongue
from regesta.serve.security import token
from regesta.serve.views import Page
from regesta.serve.wording import marked

HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Asked:
    """All of a request that a page's HTML depends on."""

    path: str
    query: str = ""
    theme: str = ""  # "light", "dark", or as the reader's machine has it
    session: str = ""  # its token stands in the forms
    user: Any = None


class _Pages(Environment):
    """Templates that look into a row first, and only then for what its type can do: rows are most of a page."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)


class Writer:
    """Writes a page as the address asks: HTML, or its JSON or CSV twin."""

    def __init__(self, config: ServeConfig, name: Namer) -> None:
        """Begin.

        Args:
            config: Whether there are accounts, and the secret of the forms.
            name: Gives the name of a state or an organisation by its code.
        """
        self._secret, self._with_users = config.secret, config.users is not None
        self._pages = _Pages(
            loader=PackageLoader("regesta.serve", "templates"),
            autoescape=select_autoescape(default=True),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._pages.filters["asked"] = lambda given: urllib.parse.urlencode(given, doseq=True)
        self._pages.filters["topic"] = words.topic
        self._pages.filters["party"] = name
        self._pages.filters["tongue"] = tongue
        self._pages.filters["spelt"] = lambda text: spelt(str(text), name)
        self._pages.filters["headline"] = lambda row: marked(headline(row, name), row.get("foreign"))
        self._pages.filters["marked"] = marked
        self._pages.filters["promisers"] = lambda row: promisers(row, name)
        self._pages.filters["short"] = words.short_source
        self._pages.filters["listed"] = lambda items: words.listed(list(items))
        self._pages.filters["coded"] = coded
        self._pages.filters["corrected"] = lambda value: corrected(value, name)
        self._pages.filters["done"] = lambda kind: meanings.DONE.get(kind, kind)
        self._pages.filters["record_url"] = lambda i: f"/record/{urllib.parse.quote(str(i), safe=':')}"

    def __call__(self, request: Request, page: Page, status: int = 200) -> Response:
        """Return a page as an answer."""
        path = request.url.path
        if path.endswith(".json"):
            return as_json(request, {"title": page.title, **page.data})
        if path.endswith(".csv"):
            name = path.rsplit("/", 1)[-1].removesuffix(".csv") or "regesta"
            return as_csv(request, page.rows, "".join(c if c.isalnum() or c in "-_" else "-" for c in name))
        text = self.html(page, self.asked(request))
        return tagged(request, text, HTML, 200) if status == 200 else HTMLResponse(text, status)

    def asked(self, request: Request) -> Asked:
        """Return what of a request a page's HTML depends on."""
        theme = request.cookies.get("theme", "")
        return Asked(
            request.url.path,
            request.url.query,
            theme if theme in {"light", "dark"} else "",
            request.cookies.get(COOKIE, ""),
            getattr(request.state, "user", None) if self._with_users else None,
        )

    def html(self, page: Page, asked: Asked) -> bytes:
        """Return a page as HTML."""
        query = f"?{asked.query}" if asked.query else ""
        text = self._pages.get_template(page.template).render(
            page=page,
            twin="/index" if asked.path == "/" else asked.path,
            here=f"{asked.path}{query}",
            query=query,
            narrowed=lambda name, value: f"{asked.path}?{_with(asked.query, **{name: value})}",
            paged=lambda n: f"{asked.path}?{_with(asked.query, page=n)}",
            user=asked.user,
            theme=asked.theme,
            token=token(self._secret, asked.session),
            **page.data,
        )
        return text.encode()


def _with(query: str, **more: object) -> str:
    """Return what stands after a question mark with some options set anew, those of None left out."""
    kept = [(k, v) for k, v in urllib.parse.parse_qsl(query) if k not in more]
    return urllib.parse.urlencode([*kept, *((k, str(v)) for k, v in more.items() if v is not None)])
