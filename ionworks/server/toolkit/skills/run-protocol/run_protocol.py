"""Discharge a cell at a rate and charge it again; print the metrics and each step."""

from ionworks import Ionworks

PROTOCOL = """
global: {initial_soc: 1, temperature: 25}
steps:
  - {direction: Discharge, mode: C-rate, value: 'input["rate"]', ends: [{variable: "Voltage [V]", value: 3.0}]}
  - {direction: Rest, ends: [{variable: "Time [s]", value: 600}]}
  - {direction: Charge, mode: C-rate, value: 0.5, ends: [{variable: "Voltage [V]", value: 4.1}]}
"""


def main() -> None:
    """Run the example."""
    with Ionworks() as client:
        result = client.simulation.run("Chen2020 SPM", PROTOCOL, inputs={"rate": 1.0}, name="Skill: one cycle")
        for name, value in result.metrics.items():
            print(f"{name}: {value}")
        print(result.steps.select("Step count", "Discharge capacity [A.h]", "Charge capacity [A.h]"))


if __name__ == "__main__":
    main()
