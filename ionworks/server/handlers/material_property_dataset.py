"""Property datasets of materials.

Source: docs/contract/wire.md section 35.
"""

from __future__ import annotations

from typing import Any

from ionworks.server.call import Call
from ionworks.server.nouns.knowledge import datasets
from ionworks.server.store.records import Record


def list_material_property_datasets(
    call: Call, material_id: str, project_id: str | None = None, limit: int | None = None, offset: int = 0
) -> Record:
    """Datasets of a material: the system's first, then newest first."""
    return datasets.page(call, material_id, project_id, limit, offset)


def create_material_property_dataset(call: Call, body: Record, file: Any) -> Record:
    """Store a table of properties."""
    return datasets.create(call, body, file.file)


def get_material_property_dataset(call: Call, dataset_id: str) -> Record:
    """One dataset, without its table."""
    return datasets.get(call, dataset_id)


def update_material_property_dataset(call: Call, dataset_id: str, body: Record) -> Record:
    """Change name or columns."""
    return datasets.update(call, dataset_id, body)


def delete_material_property_dataset(call: Call, dataset_id: str) -> None:
    """Delete a dataset with its files."""
    datasets.delete(call, dataset_id)


def get_material_property_data(call: Call, dataset_id: str) -> Record:
    """Return the table by column."""
    return dict(datasets.data(call, dataset_id))


def update_material_property_file(call: Call, dataset_id: str, file: Any, body: Record | None = None) -> Record:
    """Replace the file."""
    return datasets.replace_file(call, dataset_id, body or {}, file.file)


def get_material_property_download_url(call: Call, dataset_id: str, kind: str = "parquet") -> Record:
    """Signed URL of the table, or of the file that was sent."""
    return {"url": datasets.download_url(call, dataset_id, kind)}
