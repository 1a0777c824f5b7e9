"""Whose file it is, which column numbers its steps, and steps found in a current alone."""

import numpy as np
import polars as pl
import pytest

from ionworks.cycler_files.step_columns import corrected_reader, step_mappings, with_steps_found
from tests.damaged import panicking_parquet

ARBIN = ["Data_Point", "Test_Time", "DateTime", "Step_Index", "Cycle_Index", "Current", "Voltage"]


@pytest.mark.parametrize(
    ("columns", "reader"),
    [
        (ARBIN, "arbin"),
        (["DataPoint", "Cycle Index", "Step Index", "Step Type", "DateTime", "Current(A)", "Voltage(V)"], "neware"),
        (
            ["DateTime", "Test Time(s)", "Cycle Index", "Step Index", "Current(A)", "Voltage(V)", "Chg. Cap.(Ah)"],
            "neware",
        ),
    ],
)
def test_arbin_is_told_from_neware(columns: list[str], reader: str) -> None:
    assert corrected_reader("neware", columns) == reader
    assert corrected_reader("maccor", columns) == "maccor"


@pytest.mark.parametrize(
    ("columns", "given", "found"),
    [
        (["Step"], {}, {"Step": "Step from cycler"}),
        (["step_index", "Step Type", "Step Time (s)"], {}, {"step_index": "Step from cycler"}),
        (["Step ID", "Cyc#"], {}, {"Step ID": "Step from cycler", "Cyc#": "Cycle from cycler"}),
        (["Step", "Step count"], {}, {"Step count": "Step from cycler", "Step": "Step of the file"}),
        (["Step", "My step"], {"My step": "Step from cycler"}, {}),
        (["Voltage [V]", "State"], {}, {}),
    ],
)
def test_columns_of_steps_go_by_vendors_names(columns: list[str], given: dict, found: dict) -> None:
    assert step_mappings(columns, given) == found


@pytest.mark.parametrize("noise", [0.0, 1e-3, 1e-2])
def test_steps_are_found_where_the_current_changes(noise: float) -> None:
    rng = np.random.default_rng(3)
    hold = np.geomspace(2.5, 0.1, 200)
    parts = [
        np.full(300, 5.0),
        np.zeros(200),
        np.concatenate([np.full(300, -2.5), -hold]),
        np.zeros(100),
        np.repeat(rng.normal(1.0, 3.0, 100), 3),
        np.zeros(100),
        np.full(10, 5.0),
        np.zeros(40),
        np.full(10, -3.75),
        np.zeros(200),
    ]
    current = np.concatenate(parts)
    starts = np.cumsum([0, *(part.size for part in parts)])[:-1]
    current += noise * rng.standard_normal(current.size)
    table = pl.DataFrame(
        {
            "Time [s]": np.arange(current.size, dtype=float),
            "Current [A]": current,
            "Voltage [V]": 3.7 - 0.03 * current,
            "Step count": 0,
            "Discharge capacity [A.h]": np.cumsum(np.clip(current, 0, None)) / 3600,
        }
    )
    found = with_steps_found(table)
    first = found.with_row_index("row").group_by("Step count", maintain_order=True).first()
    assert first["row"].to_list() == starts.tolist()
    assert first["Discharge capacity [A.h]"].to_list() == [0.0] * len(parts)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.parquet", b"PAR1"),
        ("panic.parquet", panicking_parquet()),
        ("b.csv", b"Test Time / s,Voltage / V,Current / A\n1,x,\xff\n"),
        ("c.csv", b"\x00\xff"),
    ],
)
def test_damaged_files_are_refused_by_name(tmp_path, name: str, content: bytes) -> None:
    from ionworks.cycler_files.bdf import LABELS
    from ionworks.cycler_files.readers import read_cycler_file
    from ionworks.errors import IonworksError

    path = tmp_path / name
    if name == "b.csv":
        content = (
            ",".join(LABELS[one] for one in ("Time [s]", "Current [A]", "Voltage [V]")) + "\n1,x,y\n2\n"
        ).encode()
    path.write_bytes(content)
    with pytest.raises(IonworksError):
        read_cycler_file(path)
