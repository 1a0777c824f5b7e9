"""Impedance spectra at the state a test begins with."""

from tests.integration.against_pybamm.case import Case

_FREQUENCIES = tuple(10.0**power for power in (4, 3, 2, 1.5, 1, 0.5, 0, -1, -2, -3))


def cases() -> list[Case]:
    """Return the cases of the family."""
    return [
        Case(
            "impedance",
            f"{values} {model} {soc:.0%} {celsius} degC",
            [],
            [],
            model=model,
            values=values,
            soc=soc,
            celsius=celsius,
            frequencies=_FREQUENCIES,
        )
        for values in ("Chen2020", "Marquis2019", "OKane2022")
        for model in ("SPM", "SPMe", "DFN")
        for soc, celsius in ((0.9, 25), (0.5, 25), (0.2, 25), (0.5, 5))
    ]
