"""First run: a 1C discharge and a three-point thickness sweep on your own machine, drawn in demo.png.

Run it with ``python examples/first_discharge.py``. To run on the hosted platform instead, replace
``Ionworks.local()`` by ``Ionworks()``, set ``IONWORKS_API_KEY`` and ``IONWORKS_PROJECT_ID``, and choose a model of
that project.
"""

import matplotlib as mpl

mpl.use("Agg")

import matplotlib.pyplot as plt

from ionworks import Ionworks

PROTOCOL = """
global:
  initial_soc: 1
  temperature: 25
steps:
  - direction: Discharge
    mode: C-rate
    value: 1
    ends:
      - variable: Voltage [V]
        value: 2.5
"""
MODEL = "Chen2020 SPMe"
STEP_COLUMNS = ["Step count", "Step type", "Duration [s]", "End voltage [V]", "Discharge capacity [A.h]"]
THICKNESS = "Positive electrode thickness [m]"
THICKNESSES = [50e-6, 75e-6, 100e-6]


def draw(discharge, sweep, path):
    """Draw the discharge curve and the sweep side by side."""
    figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4.2), sharey=True)
    left.plot(discharge["Capacity [A.h]"], discharge["Voltage [V]"], color="black")
    left.set_title("1C discharge, Chen2020, SPMe")
    for thickness in THICKNESSES:
        series = sweep.filter(sweep[THICKNESS] == thickness)
        label = f"{thickness * 1e6:.0f} µm"
        right.plot(series["Capacity [A.h]"], series["Voltage [V]"], label=label)
    right.set_title("Positive electrode thickness")
    right.legend(title="Thickness")
    for axes in (left, right):
        axes.set_xlabel("Discharge capacity [A.h]")
        axes.grid(alpha=0.3)
    left.set_ylabel("Voltage [V]")
    figure.tight_layout()
    figure.savefig(path, dpi=130)


def main():
    """Run both experiments and write demo.png."""
    with Ionworks.local() as client:
        me = client.whoami()
        print(f"{me['email']} of {me['authorized_organization']['name']} at {client.api_url}")

        result = client.simulation.run(MODEL, PROTOCOL, name="1C Discharge")
        print(result.steps.select(STEP_COLUMNS))

        design = {THICKNESS: THICKNESSES}
        sweep = client.simulation.run_sweep(MODEL, PROTOCOL, design, name="Thickness sweep", time_series=True)

        draw(result.time_series, sweep, "demo.png")
        print("Curves drawn in demo.png")


if __name__ == "__main__":
    main()
