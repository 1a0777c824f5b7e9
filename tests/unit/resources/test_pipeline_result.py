"""What a pipeline found, back in PyBaMM."""

import pybamm
import pytest

from ionworks.errors import SerializationError
from ionworks.resources.pipeline import PipelineResponse


def test_values_found_are_those_of_a_parameter_set():
    exact = pybamm.ParameterValues("Chen2020")
    name = "Negative particle diffusivity [m2.s-1]"
    found = PipelineResponse(result={"parameter_values": {name: 5e-14, "Fitted [m]": 2.0}}, element_results={})
    assert dict(found.to_parameter_values().items())[name] == 5e-14
    laid_over = found.to_parameter_values("Chen2020")
    assert (laid_over[name], laid_over["Fitted [m]"]) == (5e-14, 2.0)
    assert laid_over["Nominal cell capacity [A.h]"] == exact["Nominal cell capacity [A.h]"]
    assert found.to_parameter_values(exact)[name] == 5e-14
    assert exact[name] == 3.3e-14
    with pytest.raises(SerializationError, match="is not a parameter set"):
        found.to_parameter_values("Chen2021")
