"""Logging in and out, where there are accounts."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse
from starlette.responses import Response

from regesta.serve.access import COOKIE, Access, check_form, slow_down
from regesta.serve.addresses import local
from regesta.serve.config import ServeConfig
from regesta.serve.views import Page
from regesta.serve.writer import Writer


def login_router(config: ServeConfig, access: Access, show: Writer) -> APIRouter:
    """Return the routes of logging in and out."""
    router = APIRouter(include_in_schema=False)

    @router.get("/login", response_model=None)
    def ask(request: Request, back: str = "/") -> Response:
        data = {"back": local(back), "wrong": False, "accounts": access.users is not None}
        return show(request, Page("login.html", "Log in", data))

    @router.post("/login", response_model=None)
    def enter(
        request: Request,
        name: Annotated[str, Form(max_length=80)],
        password: Annotated[str, Form(max_length=1000)],
        csrf: Annotated[str, Form(max_length=200)],
        back: Annotated[str, Form(max_length=2000)] = "/",
    ) -> Response:
        check_form(request, config, csrf)
        if access.users is None:
            return RedirectResponse("/", 303)
        wait = access.logins.wait_s(f"{request.client.host if request.client else ''} {name}")
        if wait:
            return slow_down(wait)
        user = access.users.login(name, password)
        if user is None:
            data = {"back": local(back), "wrong": True, "accounts": True}
            return show(request, Page("login.html", "Log in", data), 403)
        done = RedirectResponse(local(back), 303)
        secure = request.url.scheme == "https"
        done.set_cookie(COOKIE, access.users.begin(user), httponly=True, samesite="lax", secure=secure)
        return done

    @router.post("/logout", response_model=None)
    def leave(request: Request, csrf: Annotated[str, Form(max_length=200)]) -> Response:
        key = request.cookies.get(COOKIE, "")
        check_form(request, config, csrf)
        if access.users is not None:
            access.users.end(key)
        done = RedirectResponse("/login" if access.users is not None else "/", 303)
        done.delete_cookie(COOKIE)
        return done

    return router
