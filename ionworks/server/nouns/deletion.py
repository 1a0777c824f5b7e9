"""Deleting records together with the stored files that nothing else refers to, and files that never had a record.

Runs that were solved together share their files, also across projects, so a file goes with its last reader.
"""

from __future__ import annotations

from functools import reduce
from typing import Any, Final

import sqlalchemy as sa

from ionworks.server.files.blobs import Blobs, remove_old
from ionworks.server.files.keys import PROFILES_SUFFIX, STEPS_SUFFIX, TIME_SERIES_SUFFIX
from ionworks.server.store import schema
from ionworks.server.store.database import Store
from ionworks.server.store.records import Records
from ionworks.server.store.schema_knowledge import analyses, material_property_datasets, raw_data
from ionworks.server.store.schema_optimizations import optimizations

_KEY_COLUMNS: Final = (
    schema.simulations.c.storage_folder,
    schema.cell_measurements.c.storage_folder,
    schema.jobs.c.metadata_key,
    raw_data.c.storage_folder,
    analyses.c.storage_folder,
    material_property_datasets.c.storage_folder,
)
_SUFFIXES: Final = ("", TIME_SERIES_SUFFIX, STEPS_SUFFIX, PROFILES_SUFFIX)
_JOBS: Final = "jobs"
_RUNS: Final = "simulations"
_SEARCHES: Final = "optimizations"
_BATCH: Final = 500


def delete_with_files(records: Records, identifier: str, blobs: Blobs, *keys_of: sa.Select[Any]) -> None:
    """Delete one record, what depends on it, and the files that lose their last reader.

    Parameters
    ----------
    records : Records
        Where the record is.
    identifier : str
    blobs : Blobs
    *keys_of : Select
        Storage keys of what goes with the record.

    Raises
    ------
    ApiError
        404: no such record.
    """
    with records.store.write() as connection:
        found = {key for statement in keys_of for key in connection.execute(statement).scalars() if key}
        records.within(connection).delete(identifier)
        unused = sorted(found - _referenced(connection, sorted(found)))
    # after the commit: a file without a record is waste, a record without its file is a loss
    blobs.delete(*(key + suffix for key in unused for suffix in _SUFFIXES))


def sweep(store: Store, blobs: Blobs, age: float) -> int:
    """Remove what work has left whose server was killed before it could record it; return how many keys.

    Parameters
    ----------
    store : Store
    blobs : Blobs
    age : float
        Seconds for which other servers may be about to record what they have stored.
    """
    with store.read() as connection:
        owners = connection.execute(sa.select(schema.organizations.c.id)).scalars().all()
        jobs = set(connection.execute(sa.select(schema.jobs.c.id)).scalars())
        runs = set(connection.execute(sa.select(schema.simulations.c.storage_folder).distinct()).scalars())
        searches = set(connection.execute(sa.select(optimizations.c.id)).scalars())
    unused = [f"{_JOBS}/{name}" for name in blobs.names(_JOBS) if name not in jobs]
    unused += [f"{_SEARCHES}/{name}" for name in blobs.names(_SEARCHES) if name not in searches]
    for owner in owners:
        folder = f"{_RUNS}/{owner}"
        for name in blobs.names(folder):
            key = reduce(str.removesuffix, _SUFFIXES, name)
            if f"{folder}/{key}" not in runs:
                unused.append(f"{folder}/{name}")
    return blobs.sweep(age) + remove_old(blobs, unused, age)


def keys_of_project(project_id: str) -> list[sa.Select[Any]]:
    """Return the statements that read the storage keys of all a project has."""
    return [sa.select(column).where(column.table.c.project_id == project_id) for column in _KEY_COLUMNS]


def keys_of_measurements(*where: sa.ColumnElement[bool]) -> tuple[sa.Select[Any], sa.Select[Any]]:
    """Return the statements that read the storage keys of measurements that meet `where`, and of their analyses."""
    measurements, cells = schema.cell_measurements, schema.cell_instances
    source = measurements.join(cells, cells.c.id == measurements.c.cell_instance_id)
    theirs = source.join(analyses, analyses.c.measurement_id == measurements.c.id)
    return (
        sa.select(measurements.c.storage_folder).select_from(source).where(*where),
        sa.select(analyses.c.storage_folder).select_from(theirs).where(*where),
    )


def _referenced(connection: sa.Connection, keys: list[str]) -> set[str]:
    """Return those of `keys` that some record still refers to."""
    found: set[str] = set()
    for start in range(0, len(keys), _BATCH):
        some = keys[start : start + _BATCH]
        for column in _KEY_COLUMNS:
            found.update(connection.execute(sa.select(column).where(column.in_(some)).distinct()).scalars())
    return found
