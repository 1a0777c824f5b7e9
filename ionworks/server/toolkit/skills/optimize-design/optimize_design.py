"""Find the electrode thickness with the highest energy density at 1C, and print it."""

from ionworks import Ionworks
from ionworks.optimization import (
    Algorithm,
    DesignParameter,
    LinkedParameter,
    Objective,
    OptimizationProblem,
    maximize,
)

THICKNESS = "Positive electrode thickness [m]"
DISCHARGE = """
global: {initial_soc: 100, initial_temperature: 25}
steps:
  - Discharge: {mode: C-rate, value: 1, ends: [Voltage < 3.0]}
"""


def main() -> None:
    """Run the example."""
    with Ionworks() as client:
        model = client.parameterized_model.get_by_name("Chen2020 SPM")
        problem = OptimizationProblem(
            name="Skill: thickness",
            parameterized_model_id=model.id,
            objectives={"1C": Objective(DISCHARGE, goals={"energy": maximize("gravimetric_energy_density")})},
            parameters=[DesignParameter(THICKNESS, 50e-6, 120e-6)],
            linked=[
                LinkedParameter("Negative electrode thickness [m]", {THICKNESS: 85.2 / 75.6}),
                LinkedParameter("Nominal cell capacity [A.h]", {THICKNESS: 5 / 75.6e-6}),
            ],
            algorithm=Algorithm(population_size=6, max_iterations=3, seed=1),
        )
        submitted = client.optimization.run(problem)
        client.optimization.wait_for_completion(submitted.id, verbose=False)
        result = client.optimization.result(submitted.id)
        print(f"{result.parameters[THICKNESS] * 1e6:.0f} um after {result.history().height} rows of history")


if __name__ == "__main__":
    main()
