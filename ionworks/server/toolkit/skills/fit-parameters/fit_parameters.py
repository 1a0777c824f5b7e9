"""Find a diffusivity from a discharge whose diffusivity is known, and print what came with it."""

from ionworks import Ionworks

DIFFUSIVITY = "Negative particle diffusivity [m2.s-1]"


def main() -> None:
    """Run the example."""
    with Ionworks() as client:
        model = client.parameterized_model.get_by_name("Chen2020 SPM")
        values = client.parameterized_model.get_parameter_values(model.id)
        data = client.simulation.run(model, "Discharge at 1C until 3.0 V", name="Skill: data").time_series
        columns = data.select("Time [s]", "Current [A]", "Voltage [V]").gather_every(8).to_dict(as_series=False)
        fit = {
            "element_type": "data_fit",
            "objectives": {"1C": {"type": "CurrentDriven", "options": {"model": {"type": "SPM"}}, "data": columns}},
            "parameters": {DIFFUSIVITY: {"bounds": [1e-14, 1e-13], "initial_value": 2e-14}},
        }
        known = {"element_type": "entry", "values": {**values, "Initial SOC [%]": 100}}
        made = client.pipeline.create({"name": "Skill: fit", "elements": {"known": known, "fit": fit}})
        client.pipeline.wait_for_completion(made.id, verbose=False)
        found = client.pipeline.result(made.id).element_results["fit"]
        print(f"true {values[DIFFUSIVITY]:.3g}, found {found['parameter_values'][DIFFUSIVITY]:.3g}")
        print("warnings:", found.get("warnings"))


if __name__ == "__main__":
    main()
