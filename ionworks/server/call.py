"""One request as handlers and nouns see it: who calls, and what the app works with."""

from __future__ import annotations

from typing import Final

import attrs
import sqlalchemy as sa

from ionworks.server.files.blobs import Blobs, RowRanges
from ionworks.server.files.series import SeriesReader
from ionworks.server.files.signed_urls import SignedUrls
from ionworks.server.ground.settings import Settings
from ionworks.server.queue.dispatcher import Dispatcher
from ionworks.server.store.database import Store
from ionworks.server.store.records import Records
from ionworks.server.workers.ask import Engine


def _series_reader(services: Services) -> SeriesReader:
    return SeriesReader(services.blobs)


@attrs.frozen(kw_only=True)
class Services:
    """What one app works with; two apps in one process share nothing."""

    settings: Settings
    store: Store
    blobs: Blobs
    urls: SignedUrls
    dispatcher: Dispatcher
    engine: Engine
    series: SeriesReader = attrs.field(init=False, default=attrs.Factory(_series_reader, takes_self=True))
    """Curves of stored tables."""


@attrs.frozen(kw_only=True)
class Call:
    """One request, as its handler sees it."""

    services: Services
    caller: Caller
    base_url: str
    """Scheme and host the client used, for absolute URLs."""

    @property
    def store(self) -> Store:
        """Database of the app."""
        return self.services.store

    @property
    def blobs(self) -> Blobs:
        """Files of the app."""
        return self.services.blobs

    @property
    def dispatcher(self) -> Dispatcher:
        """Runs jobs."""
        return self.services.dispatcher

    @property
    def engine(self) -> Engine:
        """Answers questions about models and parameters."""
        return self.services.engine

    @property
    def settings(self) -> Settings:
        """Settings of the app."""
        return self.services.settings

    def records(self, table: sa.Table, connection: sa.Connection | None = None) -> Records:
        """Return the records of `table` that belong to the caller's organization."""
        caller = self.caller
        return Records(self.store, table, caller.organization_id, caller.user_id, caller.email, connection)

    def storage_url(self, key: str, *, method: str = "GET", rows: RowRanges | None = None) -> str:
        """Return an absolute signed URL of a stored file; see `SignedUrls.url`."""
        return self.base_url + self.services.urls.url(key, method=method, rows=rows)


@attrs.frozen
class Redirect:
    """Answer of a handler that sends the client elsewhere."""

    url: str
    status: int = 307


@attrs.frozen(kw_only=True)
class Caller:
    """Whom a request is made by and in whose name."""

    user_id: str
    email: str
    organization_id: str
    role: str
    """Role in the organization: ``Admin`` or ``Member``."""
    key_id: str = ""
    """Id of the API key, or of the session, that was shown."""


STRANGER: Final = Caller(user_id="", email="", organization_id="", role="")
"""Who calls without a key, where that is allowed."""
