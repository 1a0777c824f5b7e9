"""Upload an hour of discharge with strict checks and read its steps back."""

import polars as pl

from ionworks import Ionworks
from ionworks.errors import ConflictError


def main() -> None:
    """Run the example."""
    seconds = [float(60 * minute) for minute in range(61)]
    discharged = [2.0 * time / 3600 for time in seconds]
    table = pl.DataFrame(
        {
            "Time [s]": seconds,
            "Voltage [V]": [4.1 - 0.4 * charge for charge in discharged],
            "Current [A]": [2.0] * len(seconds),
            "Step count": [0] * len(seconds),
            "Discharge capacity [A.h]": discharged,
            "Charge capacity [A.h]": [0.0] * len(seconds),
        }
    )
    with Ionworks() as client:
        ratings = {"capacity": {"value": 2.0, "unit": "A*h"}}
        spec = client.cell_spec.create_or_get({"name": "Skill: cell of 2 Ah", "ratings": ratings})
        cell = client.cell_instance.create_or_get(spec.id, {"name": "Cell 1"})
        description = {"measurement": {"name": "1C discharge"}, "time_series": table}
        try:
            made = client.cell_measurement.create(
                cell.id, description, validate_strict=True, rated_capacity=2.0, voltage_window=(2.5, 4.2)
            )
            identifier = made.id
        except ConflictError as conflict:
            identifier = str(conflict.existing_id)
        print(client.cell_measurement.steps(identifier).select("Step count", "Step type", "Discharge capacity [A.h]"))


if __name__ == "__main__":
    main()
