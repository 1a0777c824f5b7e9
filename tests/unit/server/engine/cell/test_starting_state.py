"""The state a cell starts from."""

import attrs
import pytest

from ionworks import ucp
from ionworks.server.engine.cell.starting_state import StartingState
from ionworks.server.engine.steps.planning import starting_state
from ionworks.server.fit.model.models import state_named


def test_a_state_is_a_state_of_charge_or_a_voltage_as_pybamm_takes_them():
    half, volts = StartingState(fraction=0.5), StartingState(volts=3.7)
    assert [half.for_pybamm, volts.for_pybamm] == [0.5, "3.7 V"]
    assert [str(half), str(volts)] == ["50 %", "3.7 V"]
    assert len({half, StartingState(fraction=0.5), volts}) == 2
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        half.fraction = 0.6
    for neither_nor_both in ({}, {"fraction": 0.5, "volts": 3.7}):
        with pytest.raises(ValueError, match="one of the two"):
            StartingState(**neither_nor_both)


@pytest.mark.parametrize(
    ("given", "name", "value"),
    [({"initial_soc": 0.25}, "Initial SOC [%]", 25.0), ({"initial_voltage": 3.7}, "Initial voltage [V]", 3.7)],
)
def test_protocols_and_fits_mean_the_same_state(given, name, value):
    steps = [{"Rest": {"duration": 1}}]
    program = ucp.bind(ucp.parse({"global": given, "steps": steps}), {}).program
    assert starting_state(program) == state_named(name, value)
