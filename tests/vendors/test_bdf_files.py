"""Our Battery Data Format files pass the validator of the format, and its readers find the charge where we charge."""

import base64
import json
import os
from pathlib import Path

import bdf
import pandas as pd
import pytest

SAMPLES = json.loads(Path(os.environ["VENDOR_SAMPLES"]).read_text(encoding="utf-8"))["bdf"]


@pytest.mark.parametrize("ending", [".bdf.csv", ".bdf.parquet"])
def test_a_file_is_valid(ending, tmp_path):
    path = tmp_path / f"sample{ending}"
    path.write_bytes(base64.b64decode(SAMPLES[ending]))
    report = bdf.validate(path, raise_on_error=True)
    assert (report["ok"], report["missing"], report["legacy_labels"], report["extras"]) == (True, [], [], ["Own"])
    assert report["time_stats"]["monotonic"]
    table = pd.read_csv(path) if ending == ".bdf.csv" else pd.read_parquet(path)
    # a positive current charges
    assert table["Current / A"].tolist() == [-2, -2, 1, 1]
    assert table["Charging Capacity / Ah"].max() == pytest.approx(1 / 60)
