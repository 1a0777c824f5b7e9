"""Vary a thickness and a radius, and print the discharged capacity of every combination."""

from ionworks import Ionworks

PROTOCOL = "Discharge at 1C until 3.0 V"
DESIGN = {
    "Positive electrode thickness [m]": [70e-6, 80e-6],
    "Positive particle radius [m]": [4e-6, 6e-6],
}


def main() -> None:
    """Run the example."""
    with Ionworks() as client:
        table = client.simulation.run_sweep("Chen2020 SPM", PROTOCOL, DESIGN, name="Skill: sweep")
    print(table.select(*DESIGN, "status", "Discharge capacity [A.h]"))


if __name__ == "__main__":
    main()
