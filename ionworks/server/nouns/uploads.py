"""Uploads: announced, sent to storage, confirmed; or swept away.

Files are put below ``<announced>/<organization>/<upload>``. A confirm moves that folder to a new one, where the record
keeps its data, so that nobody can change them any more; it then checks them and writes the record and the end of the
upload in one transaction. A server that dies leaves either nothing that counts or all of it: what no record refers to
is removed at the next start. An object store moves in several steps: of two confirms at once both may get the files,
each in a folder of its own, and the transaction decides.

Source: docs/contract/wire.md sections 9, 22, 39 and 43; docs/contract/flows.md section 5.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

import attrs
import sqlalchemy as sa

from ionworks.server.call import Call
from ionworks.server.files.blobs import Blobs, remove_old
from ionworks.server.ground.errors import CONFLICT, ApiError, bad_request
from ionworks.server.store import schema
from ionworks.server.store.database import Store
from ionworks.server.store.records import Record

MOST_FILES: Final = 100
_GRACE_SECONDS: Final = 3600
_CLAIM_SECONDS: Final = 600
_WAIT_SECONDS: Final = 10.0
_PAUSE_SECONDS: Final = 0.05


class RacedError(ApiError):
    """409: another request confirms this upload at this moment."""

    def __init__(self) -> None:
        text = "This upload is being confirmed by another request; should its server have ended meanwhile, upload again"
        super().__init__(409, CONFLICT, f"{text} or confirm in {_CLAIM_SECONDS // 60} minutes.")


@attrs.frozen
class Uploads:
    """The uploads of one kind of record.

    Parameters
    ----------
    table : sqlalchemy.Table
        Those under way, with ``filenames`` and ``claimed_at``. An upload has the id its record gets, unless its column
        ``measurement_id`` names the record it goes to.
    announced, stored : str
        Folders in storage of the files that are sent, and of those that records have.
    folders : sqlalchemy.Column
        ``storage_folder`` of the records.
    """

    table: sa.Table
    announced: str
    stored: str
    folders: sa.Column[Any]

    def announce(self, call: Call, filenames: Sequence[str], **columns: Any) -> tuple[Record, list[Record]]:
        """Store an announcement; return it, and the places to put the files to, as on the wire.

        Parameters
        ----------
        call : Call
        filenames : sequence of str
            Names of the files, one place each.
        **columns
            Further columns of the table.
        """
        upload = call.records(self.table).insert({**columns, "filenames": list(filenames)})
        places = []
        for position, filename in enumerate(filenames):
            key = self._key(upload, position)
            url = call.storage_url(key, method="PUT")
            token = parse_qs(urlsplit(url).query)["signature"][0]
            places.append({"filename": filename, "signed_url": url, "token": token, "path": key, "multipart": None})
        return upload, places

    def find(self, call: Call, *where: sa.ColumnElement[bool]) -> Record | None:
        """Return an upload under way in the caller's organization, if there is one."""
        return call.records(self.table).find(*where)

    @contextmanager
    def claimed(self, store: Store, upload: Record) -> Iterator[None]:
        """Keep an upload from other requests while its files are taken; given back on an exception.

        Raises
        ------
        RacedError
            Another request has it. The claim of a server that died ends after ten minutes.
        """
        now = datetime.now(UTC)
        moments = schema.format_time(now), schema.format_time(now - timedelta(seconds=_CLAIM_SECONDS))
        table = self.table
        mine = sa.update(table).where(table.c.id == upload["id"])
        is_free = sa.or_(table.c.claimed_at.is_(None), table.c.claimed_at < moments[1])
        with store.write() as connection:
            if not connection.execute(mine.where(is_free).values(claimed_at=moments[0])).rowcount:
                raise RacedError
        try:
            yield
        except BaseException:
            with store.write() as connection:
                connection.execute(mine.values(claimed_at=None))
            raise

    def is_open(self, store: Store, key: str) -> bool:
        """Whether a file may be put under a storage key: that of an upload which nobody has confirmed yet."""
        top, _, rest = key.partition("/")
        if top != self.announced:
            return True
        upload_id = rest.split("/")[1]
        table = self.table
        is_pending = sa.select(table.c.id).where(table.c.id == upload_id, table.c.claimed_at.is_(None))
        with store.read() as connection:
            return connection.execute(is_pending).first() is not None

    def require_files(self, blobs: Blobs, upload: Record, *, optional: Sequence[str] = ()) -> list[str]:
        """Return the names of the files that were sent.

        Raises
        ------
        ApiError
            400: one is missing that is not `optional`.
        """
        names = upload["filenames"]
        sent = [name for position, name in enumerate(names) if blobs.exists(self._key(upload, position))]
        missing = [name for name in names if name not in sent and name not in optional]
        if missing:
            raise bad_request(f"{missing[0]!r:.300} was not uploaded; put it to its signed URL, then confirm")
        return sent

    def keys(self, upload: Record) -> dict[str, str]:
        """Return where the files of an upload are put to, by name."""
        return {name: self._key(upload, position) for position, name in enumerate(upload["filenames"])}

    def sizes(self, blobs: Blobs, upload: Record) -> dict[str, int]:
        """Return the sizes of the files that were sent [byte], by name."""
        return {name: blobs.size(key) for name, key in self.keys(upload).items()}

    def take(self, blobs: Blobs, upload: Record, sent: Sequence[str]) -> dict[str, str]:
        """Move the files of an upload to their record; return their storage keys by name.

        Parameters
        ----------
        blobs : Blobs
        upload : dict
        sent : sequence of str
            Names of the files that `require_files` found.

        Raises
        ------
        RacedError
            Another request does the same at this moment.
        """
        identifier = upload.get("measurement_id") or upload["id"]
        folder = f"{self.record_folder(upload['organization_id'], identifier)}/{uuid.uuid4().hex}"
        try:
            blobs.move(self._folder(upload), folder)
        except FileNotFoundError as error:
            raise RacedError from error
        keys = {name: f"{folder}/{position}" for position, name in enumerate(upload["filenames"])}
        taken = {name: key for name, key in keys.items() if blobs.exists(key)}
        if taken.keys() < set(sent):
            blobs.delete(folder)
            raise RacedError
        return taken

    def end(self, connection: sa.Connection, upload: Record) -> None:
        """End an upload in the transaction that records what became of it.

        Raises
        ------
        RacedError
            Another request has done so.
        """
        if not connection.execute(sa.delete(self.table).where(self.table.c.id == upload["id"])).rowcount:
            raise RacedError

    def discard(self, call: Call, upload: Record, taken: Mapping[str, str] = MappingProxyType({})) -> None:
        """Remove an upload that will not be used, and the folder to which `take` has moved its files."""
        call.blobs.delete(self._folder(upload), *{key.rpartition("/")[0] for key in taken.values()})
        with call.store.write() as connection:
            connection.execute(sa.delete(self.table).where(self.table.c.id == upload["id"]))

    def record_folder(self, organization_id: str, identifier: str) -> str:
        """Return the storage key of the folder with a record's data."""
        return f"{self.stored}/{organization_id}/{identifier}"

    def sweep(self, store: Store, blobs: Blobs, url_seconds: int) -> int:
        """Remove what uploads that were never confirmed have left; return how many folders.

        On a data folder with one server nobody can be uploading at its start, so everything unconfirmed goes; servers
        that share a database leave what is younger than a signed URL. Files of organizations that are not in the
        database belong to other servers on the same storage.

        Parameters
        ----------
        store : Store
        blobs : Blobs
        url_seconds : int
            Life of a signed URL.
        """
        age, limit = ended_before(store, url_seconds)
        with store.write() as connection:
            connection.execute(sa.delete(self.table).where(self.table.c.created_at <= limit))
            live = set(connection.execute(sa.select(self.table.c.id)).scalars())
            owners = connection.execute(sa.select(schema.organizations.c.id)).scalars().all()
            stored = connection.execute(sa.select(self.folders)).scalars()
            kept = {_name(folder) for folder in stored if folder is not None}
        folders = [
            *(folder for folder in _folders(blobs, self.announced, owners) if _name(folder) not in live),
            *(folder for folder in _folders(blobs, self.stored, owners) if _name(folder) not in kept),
        ]
        return remove_old(blobs, folders, age)

    def _folder(self, upload: Record) -> str:
        return f"{self.announced}/{upload['organization_id']}/{upload['id']}"

    def _key(self, upload: Record, position: int) -> str:
        return f"{self._folder(upload)}/{position}"


def ended_before(store: Store, url_seconds: int) -> tuple[float, str]:
    """Return the age in seconds, and the time stamp, before which an unconfirmed upload has ended at a start."""
    age = 0 if store.is_sqlite else url_seconds + _GRACE_SECONDS
    return age, schema.format_time(datetime.now(UTC) - timedelta(seconds=age))


def once_free(confirm: Callable[[], Record]) -> Record:
    """Return what `confirm` does, after waiting for another request that confirms the same upload."""
    deadline = time.monotonic() + _WAIT_SECONDS
    while True:
        try:
            return confirm()
        except RacedError:
            if time.monotonic() > deadline:
                raise
        time.sleep(_PAUSE_SECONDS)


def check_filenames(filenames: Sequence[str], place: str = "filenames") -> None:
    """Raise `ApiError` 400 unless these can be the names of files; `place` is the member that has them."""
    if not 1 <= len(filenames) <= MOST_FILES:
        raise bad_request(f"{place} has {len(filenames)} entries; allowed are 1 to {MOST_FILES}")
    for name in filenames:
        if name in {".", ".."} or len(name) > 255 or any(one in "/\\" or not one.isprintable() for one in name):
            raise bad_request(f"{place}: {name!r:.300} is not a plain file name")
    if len(set(filenames)) < len(filenames):
        raise bad_request(f"{place} has two entries of the same name")


def is_abandoned(upload: Record, url_seconds: int) -> bool:
    """Whether the signed URLs of an upload have ended."""
    begun = datetime.fromisoformat(upload["created_at"])
    return datetime.now(UTC) - begun > timedelta(seconds=url_seconds)


def _folders(blobs: Blobs, top: str, owners: Sequence[str]) -> list[str]:
    """Keys of the folders of organizations."""
    return [f"{top}/{owner}/{name}" for owner in owners for name in blobs.names(f"{top}/{owner}")]


def _name(folder: str) -> str:
    return folder.rpartition("/")[2]
