"""Thickness sweeps of the SPM that tests of several servers, workers and queues submit."""

from ionworks import Ionworks

THICKNESS = "Positive electrode thickness [m]"
SHORT = """
global: {initial_soc: 1, temperature: 25}
steps:
  - {direction: Discharge, mode: C-rate, value: 1, ends: [{variable: "Voltage [V]", value: 3.0}]}
  - Rest: {duration: 60}
  - {direction: Charge, mode: C-rate, value: 1, ends: [{variable: "Voltage [V]", value: 4.0}]}
"""
# hours of simulated cycling: long enough to be caught in the act
CYCLING = """
global: {initial_soc: 1, temperature: 25}
steps:
  - Cycle:
      repeat: 2000
      steps:
        - {direction: Discharge, mode: C-rate, value: 1, ends: [{variable: "Voltage [V]", value: 3.0}]}
        - {direction: Charge, mode: C-rate, value: 1, ends: [{variable: "Voltage [V]", value: 4.1}]}
"""


def submit_sweep(client: Ionworks, protocol: str, thinnest: float, thickest: float, count: int) -> list[str]:
    """Ids of the simulations, from the thinnest electrode to the thickest."""
    models = client.parameterized_model.list_by_project(summary=True)
    row = {"type": "range", "name": THICKNESS, "min": thinnest, "max": thickest, "count": count}
    batch = client.simulation.protocol_batch(
        {
            "parameterized_model": next(model.id for model in models if model.name == "Chen2020 SPM"),
            "protocol_experiment": {"protocol": protocol, "name": "sweep"},
            "design_parameters_doe": {"sampling": "grid", "rows": [row]},
        }
    )
    return [run.simulation_id for run in batch]
