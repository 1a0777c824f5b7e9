"""Upload a serialized SPMe, parameterize it and read it again: seconds of each, bytes on the wire and in the store.

Usage: ``python benchmarks/custom_models.py``. The baseline is the time PyBaMM needs to write and read the document.
"""

import json
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pybamm

from ionworks import Ionworks
from ionworks.serialize import model_to_document


def timed(label: str, function: Callable[[], Any]) -> Any:
    """Call a function and print how long it took."""
    begin = time.perf_counter()
    result = function()
    print(f"{label:44s} {time.perf_counter() - begin:7.2f} s", flush=True)
    return result


def main() -> None:
    """Print the table."""
    model = pybamm.lithium_ion.SPMe()
    plain = timed("PyBaMM: to_json", model.to_json)
    timed("PyBaMM: from_json", lambda: pybamm.BaseModel.from_json(plain))
    document = timed("document", lambda: model_to_document(model))
    print(f"{'text of the document':44s} {len(json.dumps(document)) / 1e6:7.2f} MB")
    with tempfile.TemporaryDirectory() as folder, Ionworks.local(Path(folder)) as client:
        project = client.project.create({"name": "Models"}).id
        timed("first answer of a worker", client.pybamm_models)
        database = next(Path(folder).rglob("*.db"))
        files = [database, database.with_name(database.name + "-wal")]
        before = sum(path.stat().st_size for path in files if path.exists())
        made = timed("upload", lambda: client.model.upload_custom(model, name="SPMe", project_id=project))
        after = sum(path.stat().st_size for path in files if path.exists())
        print(f"{'database grew by':44s} {(after - before) / 1e6:7.2f} MB")
        data = {"name": "P", "model_id": made.id, "parameters": "Chen2020", "project_id": project}
        timed("parameterized model", lambda: client.parameterized_model.create(None, data))
        timed("get", lambda: client.model.get(made.id))


if __name__ == "__main__":
    main()
