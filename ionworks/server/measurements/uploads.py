"""Uploads of measurements: announced, sent to storage, confirmed; or swept away.

Files are put below ``uploads/<organization>/<upload>``. A confirm moves that folder to a new one, where the measurement
keeps its data, so that nobody can change them any more; it then checks them and writes record, job and the end of the
upload in one transaction. A server that dies leaves either nothing that counts or all of it: what no record refers to
is removed at the next start. An object store moves in several steps: of two confirms at once both may get the files,
each in a folder of its own, and the transaction decides.

Source: docs/contract/wire.md sections 9, 22 and 43; docs/contract/flows.md section 5.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

import sqlalchemy as sa

from ionworks.server.call import Call
from ionworks.server.files.blobs import Blobs
from ionworks.server.ground.errors import CONFLICT, ApiError, bad_request
from ionworks.server.measurements.job import EXTEND_JOB
from ionworks.server.store import schema
from ionworks.server.store.database import Store
from ionworks.server.store.records import Record
from ionworks.server.store.schema_measurements import measurement_uploads as _uploads

MOST_FILES: Final = 100
EAGER_BYTES: Final = 64 * 1024**2
"""Time series up to this size are checked as a whole before the answer, larger ones by the worker."""
_UPLOADS: Final = "uploads"
_MEASUREMENTS: Final = "measurements"
_GRACE_SECONDS: Final = 3600
_CLAIM_SECONDS: Final = 600
_WAIT_SECONDS: Final = 10.0
_PAUSE_SECONDS: Final = 0.05


def announce(call: Call, cell_instance_id: str, kind: str, filenames: Sequence[str], **columns: Any) -> Record:
    """Store the announcement of an upload; return it with the places to put the files to, as on the wire.

    Parameters
    ----------
    call : Call
    cell_instance_id : str
    kind : {"time_series", "file", "extend"}
    filenames : sequence of str
        Names of the files, one place each.
    **columns
        ``measurement_id`` of the measurement to extend.
    """
    values = {"cell_instance_id": cell_instance_id, "kind": kind, "filenames": list(filenames), **columns}
    upload = call.records(_uploads).insert(values)
    places = []
    for position, filename in enumerate(filenames):
        key = _key(upload, position)
        url = call.storage_url(key, method="PUT")
        token = parse_qs(urlsplit(url).query)["signature"][0]
        places.append({"filename": filename, "signed_url": url, "token": token, "path": key, "multipart": None})
    return {"measurement_id": upload["measurement_id"] or upload["id"], "uploads": places}


def check_filenames(filenames: Sequence[str]) -> None:
    """Raise `ApiError` 400 unless these can be the names of attached files."""
    if not 1 <= len(filenames) <= MOST_FILES:
        raise bad_request(f"filenames has {len(filenames)} entries; allowed are 1 to {MOST_FILES}")
    for name in filenames:
        if name in {".", ".."} or len(name) > 255 or any(one in "/\\" or not one.isprintable() for one in name):
            raise bad_request(f"filenames: {name!r:.300} is not a plain file name")
    if len(set(filenames)) < len(filenames):
        raise bad_request("filenames has two entries of the same name")


def find(call: Call, *where: sa.ColumnElement[bool]) -> Record | None:
    """Return an upload under way in the caller's organization, if there is one."""
    return call.records(_uploads).find(*where)


@contextmanager
def claimed(store: Store, upload: Record) -> Iterator[None]:
    """Keep an upload from other requests while its files are taken; given back on an exception.

    Raises
    ------
    RacedError
        Another request has it. The claim of a server that died ends after ten minutes.
    """
    now = datetime.now(UTC)
    moments = schema.format_time(now), schema.format_time(now - timedelta(seconds=_CLAIM_SECONDS))
    mine = sa.update(_uploads).where(_uploads.c.id == upload["id"])
    is_free = sa.or_(_uploads.c.claimed_at.is_(None), _uploads.c.claimed_at < moments[1])
    with store.write() as connection:
        if not connection.execute(mine.where(is_free).values(claimed_at=moments[0])).rowcount:
            raise RacedError
    try:
        yield
    except BaseException:
        with store.write() as connection:
            connection.execute(mine.values(claimed_at=None))
        raise


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


def is_open(store: Store, key: str) -> bool:
    """Whether a file may be put under a storage key: that of an upload which nobody has confirmed yet."""
    top, _, rest = key.partition("/")
    if top != _UPLOADS:
        return True
    upload_id = rest.split("/")[1]
    is_pending = sa.select(_uploads.c.id).where(_uploads.c.id == upload_id, _uploads.c.claimed_at.is_(None))
    with store.read() as connection:
        return connection.execute(is_pending).first() is not None


def require_files(blobs: Blobs, upload: Record, *, optional: Sequence[str] = ()) -> list[str]:
    """Return the names of the files that were sent.

    Raises
    ------
    ApiError
        400: one is missing that is not `optional`.
    """
    names = upload["filenames"]
    sent = [name for position, name in enumerate(names) if blobs.exists(_key(upload, position))]
    missing = [name for name in names if name not in sent and name not in optional]
    if missing:
        raise bad_request(f"{missing[0]!r:.300} was not uploaded; put it to its signed URL, then confirm")
    return sent


def take(blobs: Blobs, upload: Record, sent: Sequence[str]) -> dict[str, str]:
    """Move the files of an upload to their measurement; return their storage keys by name.

    Parameters
    ----------
    blobs : Blobs
    upload : dict
    sent : sequence of str
        Names of the files that `require_files` found.

    Raises
    ------
    ApiError
        409: another request does the same at this moment.
    """
    measurement_id = upload["measurement_id"] or upload["id"]
    folder = f"{measurement_folder(upload['organization_id'], measurement_id)}/{uuid.uuid4().hex}"
    try:
        blobs.move(_folder(upload), folder)
    except FileNotFoundError as error:
        raise RacedError from error
    keys = {name: f"{folder}/{position}" for position, name in enumerate(upload["filenames"])}
    taken = {name: key for name, key in keys.items() if blobs.exists(key)}
    if taken.keys() < set(sent):
        blobs.delete(folder)
        raise RacedError
    return taken


def end(connection: sa.Connection, upload: Record) -> None:
    """End an upload in the transaction that records what became of it.

    Raises
    ------
    ApiError
        409: another request has done so.
    """
    if not connection.execute(sa.delete(_uploads).where(_uploads.c.id == upload["id"])).rowcount:
        raise RacedError


class RacedError(ApiError):
    """409: another request confirms this upload at this moment."""

    def __init__(self) -> None:
        super().__init__(409, CONFLICT, "This upload is being confirmed by another request.")


def discard(call: Call, upload: Record, taken: Mapping[str, str] = MappingProxyType({})) -> None:
    """Remove an upload that will not be used, and the folder to which `take` has moved its files."""
    call.blobs.delete(_folder(upload), *{key.rpartition("/")[0] for key in taken.values()})
    with call.store.write() as connection:
        connection.execute(sa.delete(_uploads).where(_uploads.c.id == upload["id"]))


def is_small(blobs: Blobs, key: str) -> bool:
    """Whether a file is checked as a whole while the client waits."""
    return blobs.size(key) <= EAGER_BYTES


def is_abandoned(upload: Record, url_seconds: int) -> bool:
    """Whether the signed URLs of an upload have ended."""
    begun = datetime.fromisoformat(upload["created_at"])
    return datetime.now(UTC) - begun > timedelta(seconds=url_seconds)


def measurement_folder(organization_id: str, measurement_id: str) -> str:
    """Return the storage key of the folder with a measurement's data."""
    return f"{_MEASUREMENTS}/{organization_id}/{measurement_id}"


def sweep(store: Store, blobs: Blobs, url_seconds: int) -> int:
    """Remove what uploads that were never confirmed, and extensions, have left; return how many folders.

    On a data folder with one server nobody can be uploading at its start, so everything unconfirmed goes; servers that
    share a database leave what is younger than a signed URL. Files of organizations that are not in the database belong
    to other servers on the same storage.

    Parameters
    ----------
    store : Store
    blobs : Blobs
    url_seconds : int
        Life of a signed URL.
    """
    age = 0 if store.is_sqlite else url_seconds + _GRACE_SECONDS
    limit = schema.format_time(datetime.now(UTC) - timedelta(seconds=age))
    measurements = schema.cell_measurements
    with store.write() as connection:
        old = sa.delete(_uploads).where(_uploads.c.created_at <= limit)
        ended = connection.execute(old.returning(_uploads.c.measurement_id)).scalars().all()
        live = set(connection.execute(sa.select(_uploads.c.id)).scalars())
        owners = connection.execute(sa.select(schema.organizations.c.id)).scalars().all()
        stored = connection.execute(sa.select(measurements.c.storage_folder)).scalars()
        kept = {_name(folder) for folder in stored if folder is not None}
        begun = measurements.c.id.in_([one for one in ended if one])
        done = sa.and_(schema.jobs.c.job_type == EXTEND_JOB, schema.jobs.c.finished_at <= limit)
        joined = measurements.outerjoin(schema.jobs, schema.jobs.c.id == measurements.c.job_id)
        columns = sa.select(measurements.c.storage_folder, measurements.c.data_files).select_from(joined)
        extended = connection.execute(columns.where(sa.or_(begun, done))).all()
    youngest = time.time() - age
    folders = [
        *(folder for folder in _folders(blobs, _UPLOADS, owners) if _name(folder) not in live),
        *(folder for folder in _folders(blobs, _MEASUREMENTS, owners) if _name(folder) not in kept),
        *(folder for row in extended for folder in _unused(blobs, row.storage_folder, row.data_files)),
    ]
    removed = 0
    for folder in folders:
        # a server that shares the storage may do the same
        with suppress(FileNotFoundError):
            if blobs.modified(folder) <= youngest:
                blobs.delete(folder)
                removed += 1
    return removed


def _unused(blobs: Blobs, folder: str, tables: Mapping[str, str]) -> list[str]:
    """Keys of the parts of a measurement's folder that hold none of its tables: what came before or of an extension."""
    used = {key.rpartition("/")[0] for key in tables.values()}
    return [key for name in blobs.names(folder) if (key := f"{folder}/{name}") not in used]


def _folders(blobs: Blobs, top: str, owners: Sequence[str]) -> list[str]:
    """Keys of the folders of organizations."""
    return [f"{top}/{owner}/{name}" for owner in owners for name in blobs.names(f"{top}/{owner}")]


def _name(folder: str) -> str:
    return folder.rpartition("/")[2]


def _folder(upload: Record) -> str:
    return f"{_UPLOADS}/{upload['organization_id']}/{upload['id']}"


def _key(upload: Record, position: int) -> str:
    return f"{_folder(upload)}/{position}"
