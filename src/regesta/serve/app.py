"""The application: pages, charts, forms, login, the API and the errors, over one register."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import AsyncIterator, Callable
from functools import partial

import anyio.to_thread
from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.middleware.base import BaseHTTPMiddleware

from regesta import memory, settings
from regesta.serve import api
from regesta.serve.about import about_router
from regesta.serve.access import Access
from regesta.serve.briefs import briefs_router
from regesta.serve.config import ServeConfig
from regesta.serve.drawings import charts_router
from regesta.serve.faults import tell, tell_errors
from regesta.serve.feeds import feeds_router
from regesta.serve.forms import forms_router
from regesta.serve.ingest import ingest_router
from regesta.serve.jobs import Jobs
from regesta.serve.library import Library
from regesta.serve.login import login_router
from regesta.serve.pages import pages_router
from regesta.serve.reading import ReadingProcess
from regesta.serve.security import guard
from regesta.serve.uploads import max_bytes
from regesta.serve.views import name_of
from regesta.serve.warming import Warmer, warm
from regesta.serve.writer import Writer

N_THREADS = (
    200  # most of them wait for an answer that another makes; who finds one made must not wait with them
)

_SWITCH_S = (
    0.001  # a kept answer waits no longer for a thread that makes another; Python's own is five times it
)

_HELD = 4  # times the largest upload may wait, or have failed and be kept to be tried again


def _living(
    library: Library, jobs: Jobs, show: Writer | None, warm_s: float
) -> Callable[[FastAPI], contextlib.AbstractAsyncContextManager[None]]:
    """Return what surrounds the server's life: enough threads, and pages made before they are asked for."""

    @contextlib.asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        anyio.to_thread.current_default_thread_limiter().total_tokens = N_THREADS
        sys.setswitchinterval(_SWITCH_S)
        memory.collect_rarely()
        warmer = Warmer(library, show) if warm_s > 0 else None
        if warmer is not None:
            await anyio.to_thread.run_sync(warm, library, show, warm_s)
            memory.settle()
            warmer.start()
        try:
            yield
        finally:
            await anyio.to_thread.run_sync(jobs.close)
            if warmer is not None:
                await anyio.to_thread.run_sync(warmer.stop)
            await anyio.to_thread.run_sync(library.keep_outlines, 0.0)

    return life


def create_app(config: ServeConfig) -> FastAPI:
    """Return the application over a register."""
    library = Library(config)
    most_bytes = max_bytes()
    process = ReadingProcess(config.register, config.packs)
    show = Writer(config, lambda code: name_of(library, code))
    jobs = Jobs(process, process.stop, _HELD * most_bytes)
    app = FastAPI(
        title="Regesta",
        version=settings.VERSION,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        lifespan=_living(library, jobs, show if config.users is None else None, config.warm_s),
    )
    access = Access(config.users)
    app.add_middleware(BaseHTTPMiddleware, dispatch=access)
    outermost = guard(config.hosts, most_bytes, partial(tell, show))  # it sees all answers
    app.add_middleware(BaseHTTPMiddleware, dispatch=outermost)
    app.mount("/static", StaticFiles(packages=[("regesta.serve", "static")]), name="static")
    app.include_router(pages_router(library, show))
    app.include_router(about_router(library, show))
    app.include_router(charts_router(library))
    app.include_router(feeds_router(library, show))
    app.include_router(briefs_router(library, show))
    app.include_router(forms_router(library, config, access, show))
    app.include_router(ingest_router(library, config, access, jobs, show, most_bytes))
    app.include_router(login_router(config, access, show))
    api.mount(app, library, access, jobs)
    tell_errors(app, show)
    return app
