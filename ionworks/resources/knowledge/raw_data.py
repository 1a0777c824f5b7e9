"""Raw data: files as they came from the cycler."""

from __future__ import annotations

import mimetypes
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, ClassVar, Final

from ionworks_openapi.api.raw_data import (
    confirm_raw_data_upload,
    delete_raw_data,
    get_raw_data,
    get_raw_data_download_url,
    initiate_raw_data_upload,
    list_raw_data,
    list_raw_data_measurements,
    update_raw_data,
)
from ionworks_openapi.models import RawDataUpdate, RawDataUploadConfirm, RawDataUploadRequest

from ionworks import cache
from ionworks.errors import ContractError, ValidationError
from ionworks.records import RawData
from ionworks.resources._shared.base import Resource, body, given
from ionworks.resources._shared.ids import Thing, id_of
from ionworks.resources._shared.sending import TIMEOUTS, send, transfer_of
from ionworks.transport.paging import PaginatedList
from ionworks.transport.transfer import rest_size

_ANY_TYPE: Final = "application/octet-stream"


class RawDataFiles(Resource):
    """``client.raw_data``. A file is stored once and never changes; measurements say which files they come from."""

    UPLOAD_TIMEOUT: ClassVar[tuple[float, float]] = TIMEOUTS
    """Seconds to wait for a connection to storage, and for each part of a body."""

    def upload(
        self,
        project_id: Thing,
        file: str | os.PathLike[str] | IO[bytes],
        name: str | None = None,
        source: str | None = None,
        metadata: dict[str, Any] | None = None,
        timeout: tuple[float, float] | float | None = None,
    ) -> RawData:
        """Store a file.

        Parameters
        ----------
        project_id : str or Project
            Project it belongs to.
        file : path or binary file object
            Of any size; it is sent in parts and never as a whole in memory. A stream is sent from where it stands.
        name : str, optional
            Name shown to users; that of the file by default.
        source : str, optional
            Where it came from, such as the cycler.
        metadata : dict, optional
            Further facts.
        timeout : (float, float) or float, optional
            Seconds to wait for a connection and for each part of the body, or one number for both.

        Returns
        -------
        RawData
            The new record.

        Raises
        ------
        FileNotFoundError
            There is no such file.
        ValidationError
            Neither a path nor a stream of bytes, or a stream without a name and no `name`. A ``ValueError``.

        Notes
        -----
        Source: ``initiate_raw_data_upload``, ``confirm_raw_data_upload``.
        """
        project_id = id_of("project_id", project_id)
        with _opened(file) as stream:
            filename = _filename(file, name)
            media_type = mimetypes.guess_type(filename)[0] or _ANY_TYPE
            announcement = {
                "project_id": project_id,
                "name": name or filename,
                "filename": filename,
                "content_type": media_type,
                "metadata": metadata or {},
            } | ({} if source is None else {"source": source})
            request = body(RawDataUploadRequest, announcement)
            place = self._call(lambda api: initiate_raw_data_upload.sync_detailed(client=api, body=request))
            if not place.uploads:
                raise ContractError("the service offered no place for the file; please report it")
            size = rest_size(stream)
            with transfer_of(self._connection, _timeouts(timeout) or self.UPLOAD_TIMEOUT) as transfer:
                send(transfer, place.uploads[0], stream, size, media_type)
        final = body(RawDataUploadConfirm, announcement | {"size_bytes": size})
        return self._record(
            RawData, lambda api: confirm_raw_data_upload.sync_detailed(place.raw_data_id, client=api, body=final)
        )

    def list(self, project_id: Thing, limit: int = 100, offset: int = 0) -> PaginatedList[RawData]:
        """One page of a project's raw data, newest first.

        Parameters
        ----------
        project_id : str or Project
            Project to list.
        limit, offset : int
            Page size, and rows to skip.

        Returns
        -------
        PaginatedList of RawData
            A list that also has ``.total``.

        Notes
        -----
        Source: ``list_raw_data``.
        """
        project = id_of("project_id", project_id)
        return self._page(
            RawData,
            lambda api: list_raw_data.sync_detailed(client=api, project_id=project, limit=limit, offset=offset),
        )

    def get(self, raw_data_id: Thing) -> RawData:
        """One record.

        Parameters
        ----------
        raw_data_id : str
            Id of the record.

        Returns
        -------
        RawData
            The record, without its bytes.

        Raises
        ------
        NotFoundError
            No such raw data.

        Notes
        -----
        Source: ``get_raw_data``.
        """
        identifier = id_of("raw_data_id", raw_data_id)
        return self._record(RawData, lambda api: get_raw_data.sync_detailed(identifier, client=api))

    def download_url(self, raw_data_id: Thing) -> str:
        """A URL of the bytes, valid for minutes.

        Parameters
        ----------
        raw_data_id : str
            Id of the record.

        Returns
        -------
        str
            Signed URL; it needs no key, so keep it to yourself.

        Raises
        ------
        NotFoundError
            No such raw data.

        Notes
        -----
        Source: ``get_raw_data_download_url``.
        """
        identifier = id_of("raw_data_id", raw_data_id)
        return str(self._call(lambda api: get_raw_data_download_url.sync_detailed(identifier, client=api)).url)

    def download(self, raw_data_id: Thing, use_cache: bool = True, read_timeout: float = TIMEOUTS[1]) -> bytes:
        """Bytes of a file.

        Parameters
        ----------
        raw_data_id : str
            Id of the record.
        use_cache : bool
            Use and keep a local copy.
        read_timeout : float
            Seconds to wait for each part.

        Returns
        -------
        bytes
            The content.

        Raises
        ------
        NotFoundError
            No such raw data.

        Notes
        -----
        Source: ``get_raw_data``, ``get_raw_data_download_url``.
        """
        identifier = id_of("raw_data_id", raw_data_id)
        filename = self.get(identifier).filename
        copies = cache.load_files(identifier) if use_cache else None
        if copies is not None and filename in copies:
            return copies[filename]
        with transfer_of(self._connection, (TIMEOUTS[0], read_timeout)) as transfer:
            content = transfer.fetch(self.download_url(identifier))
        if use_cache:
            cache.store_files(identifier, {filename: content})
        return content

    def update(
        self,
        raw_data_id: Thing,
        name: str | None = None,
        source: str | None = None,
        metadata: dict[str, Any] | None = None,
    ) -> RawData:
        """Change what describes a file; its bytes stay.

        Parameters
        ----------
        raw_data_id : str
            Id of the record.
        name : str, optional
            New name.
        source : str, optional
            New source; ``""`` clears it.
        metadata : dict, optional
            Replaces the metadata.

        Returns
        -------
        RawData
            The changed record.

        Raises
        ------
        NotFoundError
            No such raw data.

        Notes
        -----
        Source: ``update_raw_data``.
        """
        identifier = id_of("raw_data_id", raw_data_id)
        changes = {"name": name, "source": source, "metadata": metadata}
        payload = body(RawDataUpdate, {key: value for key, value in changes.items() if value is not None})
        return self._record(RawData, lambda api: update_raw_data.sync_detailed(identifier, client=api, body=payload))

    def delete(self, raw_data_id: Thing) -> None:
        """Delete a file with its record; the measurements made of it stay.

        Parameters
        ----------
        raw_data_id : str
            Id of the record.

        Raises
        ------
        NotFoundError
            No such raw data.

        Notes
        -----
        Source: ``delete_raw_data``.
        """
        identifier = id_of("raw_data_id", raw_data_id)
        self._call(lambda api: delete_raw_data.sync_detailed(identifier, client=api))
        cache.forget(identifier)

    def list_measurements(self, raw_data_id: Thing, limit: int = 100, offset: int = 0) -> PaginatedList[str]:
        """One page of the ids of the measurements made of a file.

        Parameters
        ----------
        raw_data_id : str
            Id of the record.
        limit, offset : int
            Page size, and rows to skip.

        Returns
        -------
        PaginatedList of str
            Ids that also have ``.total``.

        Raises
        ------
        NotFoundError
            No such raw data.

        Notes
        -----
        Source: ``list_raw_data_measurements``.
        """
        identifier = id_of("raw_data_id", raw_data_id)
        page = self._call(
            lambda api: list_raw_data_measurements.sync_detailed(identifier, client=api, limit=limit, offset=offset)
        )
        return PaginatedList([str(one) for one in page.items], total=given(page.total))


@contextmanager
def _opened(file: Any) -> Iterator[IO[bytes]]:
    """The file, or a stream that can be rewound: others are first copied to a temporary file."""
    if isinstance(file, str | os.PathLike):
        path = Path(file).expanduser()
        if not path.is_file():
            raise FileNotFoundError(f"file: there is no file {str(path)!r}")
        with path.open("rb") as stream:
            yield stream
        return
    if not hasattr(file, "read") or isinstance(file.read(0), str):
        raise ValidationError(f"file: found {type(file).__name__}; allowed: a path or a file object of bytes")
    if hasattr(file, "seekable") and file.seekable():
        yield file
        return
    with tempfile.TemporaryFile(prefix="ionworks-") as copy:
        shutil.copyfileobj(file, copy)
        copy.seek(0)
        yield copy


def _filename(file: Any, name: str | None) -> str:
    """Name of the file without folder: its own, or else what it is called."""
    own = file if isinstance(file, str | os.PathLike) else getattr(file, "name", None)
    text = Path(os.fspath(own)).name if isinstance(own, str | os.PathLike) else Path(name or "").name
    if not text:
        raise ValidationError("name: found None; allowed: a name, because the stream has none")
    return text


def _timeouts(timeout: Any) -> tuple[float, float] | None:
    if timeout is None:
        return None
    pair = timeout if isinstance(timeout, tuple) else (timeout, timeout)
    if len(pair) != 2 or not all(isinstance(one, int | float) and one > 0 for one in pair):
        raise ValidationError(
            f"timeout: found {timeout!r}; allowed: seconds above 0, or a pair (connect, read) of them"
        )
    return (float(pair[0]), float(pair[1]))
