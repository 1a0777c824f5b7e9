"""Drive cycles and measured currents on a model, against PyBaMM driven by the same numbers."""

from pathlib import Path

import numpy as np
import polars as pl
import pybamm
import pytest

from ionworks.errors import ValidationError

pytestmark = pytest.mark.local_only

DATA = Path(__file__).parents[2] / "data"


def exact(step, times, **conditions):
    simulation = pybamm.Simulation(
        pybamm.lithium_ion.SPMe(),
        parameter_values=pybamm.ParameterValues("Chen2020"),
        experiment=pybamm.Experiment([step]),
        solver=pybamm.IDAKLUSolver(rtol=1e-8, atol=1e-10),
    )
    return simulation.solve(calc_esoh=False, **conditions)["Voltage [V]"](times)


def test_a_file_is_played_as_pybamm_plays_it(client):
    file = DATA / "drive_cycles" / "LA4_power_profile.csv"
    protocol = client.protocol.from_drive_cycle(file, "C-rate", scale=-5e-5)
    protocol["global"] = {"initial_soc": 0.8}
    series = client.simulation.run("Chen2020 SPMe", protocol).time_series
    table = pl.read_csv(file)
    profile = np.column_stack([table["time"].to_numpy(), -5e-5 * table["power"].to_numpy()])
    shown = series.unique("Time [s]", keep="last", maintain_order=True)
    times = shown["Time [s]"].to_numpy()
    voltage = exact(pybamm.step.c_rate(profile, duration=float(profile[-1, 0])), times, initial_soc=0.8)
    assert times[-1] == profile[-1, 0]
    assert set(profile[:, 0]) <= set(times)
    assert np.abs(shown["Voltage [V]"].to_numpy() - voltage).max() < 1e-3
    assert np.ptp(voltage) > 0.02


def test_a_measured_charge_replayed_is_that_current_on_the_model(client):
    table = pl.read_csv(DATA / "measured" / "novonix_charge.csv")
    measured = table.select(
        (pl.col("Run Time (h)") * 3600).alias("Time [s]"),
        (-pl.col("Current (A)")).alias("Current [A]"),
        pl.col("Potential (V)").alias("Voltage [V]"),
    )
    replay = client.simulation.replay(measured, "Chen2020 SPMe")
    found = replay.time_series
    times = found["Time [s]"].to_numpy()
    profile = np.column_stack([times, found["Current [A]"].to_numpy()])
    model = exact(pybamm.step.current(profile, duration=float(times[-1])), times[1:], initial_soc="3.84318331 V")
    assert np.abs(found["Voltage [V] (model)"].to_numpy()[1:] - model).max() < 1e-3
    residual = found["Voltage [V] (model)"].to_numpy() - found["Voltage [V] (data)"].to_numpy()
    assert replay.rmse == pytest.approx(np.sqrt(np.mean(residual**2)))
    assert replay.rmse > 1e-3
    assert found["Residual [V]"].to_numpy() == pytest.approx(residual)
    assert [axes.get_ylabel() for axes in replay.plot()][0] == "Voltage [V]"


def test_a_replay_says_when_the_model_ends_first_and_when_its_start_is_not_known(client):
    table = {"Time [s]": [0.0, 1.0, 1.0, 9000.0], "Current [A]": [0.0, 0.0, 5.0, 5.0], "Voltage [V]": [4.0] * 4}
    replay = client.simulation.replay(table, "Chen2020 SPM")
    assert replay.warnings[-1].startswith("the model ended after")
    assert replay.time_series["Time [s]"].to_list() == pytest.approx([0, 1, 1.001])
    with pytest.raises(ValidationError, match="initial_soc: found none, and the measurement begins under 2 A"):
        client.simulation.replay({**table, "Current [A]": [2.0, 2, 5, 5]}, "Chen2020 SPM")
    with pytest.raises(ValidationError, match=r"measurement: found no 'Voltage \[V\]'"):
        client.simulation.replay({"Time [s]": [0, 1], "Current [A]": [0, 1]}, "Chen2020 SPM")
