"""The ASGI application: contract, handlers, storage and error bodies put together."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Mapping
from functools import partial
from typing import Final

import attrs
from starlette.types import ASGIApp, Receive, Scope, Send

from ionworks.server.call import Services
from ionworks.server.contract import specification
from ionworks.server.files.blobs import Blobs, StorageError
from ionworks.server.files.place import open_blobs
from ionworks.server.files.signed_urls import MOUNT, open_signed_urls
from ionworks.server.ground.settings import PREFIX, Settings
from ionworks.server.http import binding
from ionworks.server.http.asgi import Correlation, ErrorBoundary, KnownHost, RequestBody
from ionworks.server.http.connexion_parts import contract_app, operation_of
from ionworks.server.http.stored_files import StorageApp
from ionworks.server.http.validation import VALIDATORS
from ionworks.server.nouns import deletion
from ionworks.server.nouns.accounts.keys import SCOPE_KEY, KeyVerifier
from ionworks.server.nouns.health import LEAST_FREE_BYTES
from ionworks.server.nouns.kinds.jobs import job_kinds
from ionworks.server.nouns.knowledge import raw_data
from ionworks.server.nouns.measurements import uploads as measurements
from ionworks.server.queue.dispatcher import Dispatcher
from ionworks.server.store.database import Store
from ionworks.server.studio.app import Studio
from ionworks.server.workers.ask import Engine
from ionworks.server.workers.pool import WorkerPool, WorkExecutor
from ionworks.server.workers.warm_up import warm_up

_GRACE_SECONDS: Final = 3600
"""Servers that share a database leave the files of the last hour alone: another one may be about to record them."""
_PROBE_BYTES: Final = 1024 * 1024
_UPLOADS: Final = (measurements.UPLOADS, raw_data.UPLOADS)


def build_app(
    settings: Settings,
    store: Store,
    executor: WorkExecutor,
    *,
    unserved: Mapping[str, str] = binding.UNSERVED,
) -> ASGIApp:
    """Return the application; it starts its dispatcher with the ASGI lifespan.

    Parameters
    ----------
    settings : Settings
    store : Store
        An initialized database.
    executor : concurrent.futures.Executor
        Solves; the caller owns it and shuts it down.
    unserved : mapping of str to str, optional
        operationId -> reason, for operations without a handler.

    Raises
    ------
    BindingError
        Contract and handlers differ.
    StorageError
        Files cannot be stored where the settings say.
    """
    services = _services(settings, store, executor)
    _sweep(services)
    document = specification.load()
    operations = list(specification.operations(document))
    bulk = {one.operation_id for one in operations if one.is_bulk}

    async def limit_of(scope: Scope) -> int:
        return settings.max_bulk_bytes if operation_of(scope) in bulk else settings.max_body_bytes

    api = contract_app(
        document,
        binding.bind(operations, services, unserved),
        VALIDATORS,
        behind_security=lambda app: RequestBody(app, limit_of),
        validate_responses=settings.validate_responses,
    )
    verifier = KeyVerifier(store)
    studio = Studio(services, verifier) if settings.studio else None
    pages = None if studio is None else ErrorBoundary(RequestBody(studio, studio.limit_of), studio.refused)
    files = StorageApp(services.blobs, services.urls, settings.max_upload_bytes, partial(_may_be_put, store))
    router = _Router(api, files, verifier, services, studio, pages)
    return Correlation(ErrorBoundary(KnownHost(router, settings.host, settings.allowed_hosts)))


def _services(settings: Settings, store: Store, executor: WorkExecutor) -> Services:
    """What every handler is given."""
    blobs = _open_storage(settings)
    dispatcher = Dispatcher(
        store,
        executor,
        job_kinds(blobs, settings.max_table_bytes),
        chunk_limit=settings.chunk_limit,
        lease_seconds=settings.lease_seconds,
        job_seconds=settings.job_seconds,
        probe=partial(_require_room, settings, blobs),
    )
    spare = partial(WorkerPool, 1, warm_up=warm_up, memory_bytes=settings.worker_memory_bytes)
    return Services(
        settings=settings,
        store=store,
        blobs=blobs,
        urls=open_signed_urls(settings.data_dir, settings.signed_url_seconds),
        dispatcher=dispatcher,
        engine=Engine(executor, spare=spare),
    )


def _sweep(services: Services) -> None:
    """Remove what uploads and deletions that were cut short have left."""
    store, blobs, seconds = services.store, services.blobs, services.urls.seconds
    measurements.sweep_extensions(store, blobs, seconds)
    for uploads in _UPLOADS:
        uploads.sweep(store, blobs, seconds)
    deletion.sweep(store, blobs, 0 if store.is_sqlite else seconds + _GRACE_SECONDS)


def _may_be_put(store: Store, key: str) -> bool:
    return all(uploads.is_open(store, key) for uploads in _UPLOADS)


def _open_storage(settings: Settings) -> Blobs:
    """Open the place for files and try it out: a server that cannot store results is better not started."""
    location = settings.storage_location
    try:
        blobs = open_blobs(location)
        _try_out(blobs)
    except OSError as error:
        raise StorageError(f"Files cannot be stored in {location!r} (--storage, {PREFIX}STORAGE): {error}") from error
    return blobs


def _try_out(blobs: Blobs) -> None:
    """Store a file and remove it again; a disk may be too full for more than an empty one."""
    key = f"probe-{uuid.uuid4().hex}"
    blobs.write(key, bytes(_PROBE_BYTES))
    blobs.delete(key)


def _require_room(settings: Settings, blobs: Blobs) -> None:
    """Raise `StorageError` while results cannot be stored, or nearly so."""
    if settings.storage is None and (free := shutil.disk_usage(settings.data_dir).free) < LEAST_FREE_BYTES:
        raise StorageError(f"the disk of the data folder has only {free} bytes left")
    _try_out(blobs)


@attrs.frozen
class _Router:
    """Sends storage paths to storage, browsers to the Studio, the lifespan to the dispatcher, the rest to the API."""

    api: ASGIApp
    storage: ASGIApp
    verifier: KeyVerifier
    services: Services
    studio: Studio | None
    pages: ASGIApp | None
    """The Studio with what is around it; ``None`` like `studio` where it is switched off."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            app = self.storage if scope["path"].startswith(MOUNT) else self.api
            if self.studio is not None and self.pages is not None and app is self.api:
                app = self.pages if self.studio.takes(scope) else self.api
                scope = scope if app is self.pages else self.studio.with_key(scope)
            await app({**scope, SCOPE_KEY: self.verifier}, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        self.services.dispatcher.start()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        self.services.dispatcher.stop()
        self.services.engine.close()
        await send({"type": "lifespan.shutdown.complete"})
