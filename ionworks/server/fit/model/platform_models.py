"""Models of the platform that PyBaMM does not name, rebuilt from PyBaMM's parts: ``ECM`` and ``GITTModel``.

Source: docs/contract/pipeline-config.md section 2.10; ionworks-schema ``models`` (descriptions of the fields).
"""

from collections.abc import Callable, Mapping
from typing import Any

import pybamm

from ionworks.errors import ValidationError
from ionworks.server.engine.model.models import tupled
from ionworks.server.ground.choices import choice, unsupported

FARADAY = pybamm.constants.F
_ECM_OPTIONS = ("thermal", "rc pairs", "capacity", "resistance scale", "butler-volmer", "parameter_dependencies")
_MAX_PAIRS = 10
_EDGE = 0.01


def equivalent_circuit(options: Mapping[str, Any]) -> Any:
    """Open-circuit voltage, a resistor and RC pairs, on PyBaMM's Thevenin model.

    Parameters are Thevenin's (``R0 [Ohm]``, ``R1 [Ohm]``, ``C1 [F]``, functions of temperature, current and SoC);
    the capacity is ``Nominal cell capacity [A.h]``, and ``Exchange current [A]`` the one of ``butler-volmer``.

    Parameters
    ----------
    options : mapping
        ``rc pairs`` (digits), ``thermal`` (``isothermal``, ``lumped``: jig at ambient temperature, ``two-state``: cell
        and jig), ``butler-volmer`` (``true``, ``false``); ``capacity`` and ``resistance scale`` must be ``constant``.

    Raises
    ------
    ValidationError
        An unknown option or one this engine does not run.

    Notes
    -----
    Source: docs/contract/pipeline-config.md section 2.10 (``ECM``).
    """
    unknown = options.keys() - set(_ECM_OPTIONS)
    if unknown:
        raise choice("model ECM option", min(unknown), _ECM_OPTIONS)
    for name in ("capacity", "resistance scale"):
        if options.get(name, "constant") != "constant":
            raise unsupported(f"model ECM option {name!r}", options[name], ("constant",))
    if options.get("parameter_dependencies"):
        raise ValidationError(
            "model ECM option 'parameter_dependencies' is not supported by this engine; "
            "R and C are functions of cell temperature, current and SoC"
        )
    pairs = str(options.get("rc pairs", "0"))
    if not pairs.isdigit() or int(pairs) > _MAX_PAIRS:
        raise ValidationError(f"model ECM option 'rc pairs' is {pairs!r}; allowed: '0' to '{_MAX_PAIRS}'")
    model = pybamm.equivalent_circuit.Thevenin(options={"number of rc elements": int(pairs)})
    _set_thermal(model, options.get("thermal", "isothermal"))
    _set_charge_transfer(model, options.get("butler-volmer", "false"))
    model.name = "Equivalent circuit model"
    return model


def _set_thermal(model: Any, thermal: Any) -> None:
    allowed = ("isothermal", "lumped", "two-state")
    if thermal not in allowed:
        raise choice("model ECM option 'thermal'", thermal, allowed)
    cell, jig = model.variables["Cell temperature [degC]"], model.variables["Jig temperature [degC]"]
    if thermal != "two-state":
        model.rhs[jig] = pybamm.Scalar(0)
    if thermal == "lumped":
        model.initial_conditions[jig] = model.param.T_amb(pybamm.Scalar(0))
    if thermal == "isothermal":
        model.rhs[cell] = pybamm.Scalar(0)


def _set_charge_transfer(model: Any, butler_volmer: Any) -> None:
    """Take a symmetric charge-transfer overpotential off the voltage."""
    if butler_volmer not in ("true", "false"):
        raise choice("model ECM option 'butler-volmer'", butler_volmer, ("true", "false"))
    if butler_volmer == "false":
        return
    current = model.variables["Current [A]"]
    exchange = pybamm.FunctionParameter("Exchange current [A]", {"SoC": model.variables["SoC"]})
    thermal_voltage = pybamm.constants.R * model.variables["Cell temperature [K]"] / FARADAY
    overpotential = 2 * thermal_voltage * pybamm.arcsinh(current / (2 * exchange))
    voltage = model.variables["Voltage [V]"] - overpotential
    model.variables |= {
        "Charge-transfer overpotential [V]": overpotential,
        "Voltage [V]": voltage,
        "Battery voltage [V]": model.variables["Battery voltage [V]"] - overpotential,
    }
    others = [event for event in model.events if "voltage" not in event.name.lower()]
    model.events = [
        *others,
        pybamm.Event("Minimum voltage [V]", voltage - model.param.voltage_low_cut),
        pybamm.Event("Maximum voltage [V]", model.param.voltage_high_cut - voltage),
    ]


class DiffusionModel(pybamm.lithium_ion.BaseModel):  # type: ignore[misc]
    """Spherical diffusion in each electrode and one ohmic resistance; no kinetics, electrolyte or heat.

    The voltage is ``U_p(surface) - U_n(surface) - I * R`` with R = ``Ohmic resistance [Ohm]``; the half cell
    (``working electrode`` ``positive``) has no ``U_n``.

    Parameters
    ----------
    options : mapping
        ``working electrode`` (``both`` or ``positive``) and PyBaMM's other model options.

    Notes
    -----
    Source: docs/contract/pipeline-config.md section 2.10 (``GITTModel``); PyBaMM ``BasicSPM`` (structure).
    """

    def __init__(self, options: Mapping[str, Any]) -> None:
        super().__init__(dict(options), "GITT model")
        current = self.param.current_with_time
        charge = pybamm.Variable("Discharge capacity [A.h]")
        self.rhs[charge] = current / 3600
        self.initial_conditions[charge] = pybamm.Scalar(0)
        voltage = self._potential("positive", self.param.p) - current * pybamm.Parameter("Ohmic resistance [Ohm]")
        if self.options["working electrode"] == "both":
            voltage = voltage - self._potential("negative", self.param.n)
        cells = pybamm.Parameter("Number of cells connected in series to make a battery")
        self.variables |= {
            "Time [s]": pybamm.t,
            "Discharge capacity [A.h]": charge,
            "Current [A]": current,
            "Current variable [A]": current,
            "Voltage [V]": voltage,
            "Voltage expression [V]": voltage,
            "Battery voltage [V]": voltage * cells,
        }
        self.events += [
            pybamm.Event("Minimum voltage [V]", voltage - self.param.voltage_low_cut),
            pybamm.Event("Maximum voltage [V]", self.param.voltage_high_cut - voltage),
        ]

    def _potential(self, side: str, electrode: Any) -> Any:
        """Add the particle of one electrode; returns its potential at the surface [V]."""
        particle = electrode.prim
        concentration = pybamm.Variable(
            f"X-averaged {side} particle concentration [mol.m-3]", domain=f"{side} particle"
        )
        temperature = self.param.T_init
        diffusivity = particle.D(concentration, temperature)
        surface_area = 3 * particle.epsilon_s_av / particle.R_typ
        sign = 1 if side == "negative" else -1
        flux = sign * self.param.current_density_with_time / (electrode.L * surface_area * FARADAY)
        self.rhs[concentration] = pybamm.div(diffusivity * pybamm.grad(concentration))
        self.boundary_conditions[concentration] = {
            "left": (pybamm.Scalar(0), "Neumann"),
            "right": (-flux / pybamm.surf(diffusivity), "Neumann"),
        }
        self.initial_conditions[concentration] = pybamm.x_average(particle.c_init)
        filling = pybamm.surf(concentration) / particle.c_max
        self.variables |= {
            f"X-averaged {side} particle concentration [mol.m-3]": concentration,
            f"X-averaged {side} particle surface stoichiometry": filling,
        }
        self.events += [
            pybamm.Event(f"Minimum {side} particle surface stoichiometry", pybamm.min(filling) - _EDGE),
            pybamm.Event(f"Maximum {side} particle surface stoichiometry", 1 - _EDGE - pybamm.max(filling)),
        ]
        return pybamm.FunctionParameter(f"{side.capitalize()} electrode OCP [V]", {"Stoichiometry": filling})

    @property
    def default_parameter_values(self) -> Any:
        """PyBaMM's default set of the electrodes in use; the ohmic resistance has no default."""
        name = "Marquis2019" if self.options["working electrode"] == "both" else "Xu2019"
        return pybamm.ParameterValues(name)


def diffusion_model(options: Mapping[str, Any]) -> Any:
    """Model for GITT and pulses.

    Raises
    ------
    ValidationError
        An option PyBaMM does not know.
    """
    try:
        return DiffusionModel({key: tupled(value) for key, value in options.items()})
    except (pybamm.OptionError, KeyError, TypeError, ValueError) as error:
        raise ValidationError(f"model GITTModel: {' '.join(str(error).split())}") from error


PLATFORM_MODELS: Mapping[str, Callable[[Mapping[str, Any]], Any]] = {
    "ECM": equivalent_circuit,
    "GITTModel": diffusion_model,
}
"""Models by wire ``type``."""


def build_platform_model(config: Mapping[str, Any]) -> Any:
    """Model of a config whose ``type`` is in `PLATFORM_MODELS`.

    Raises
    ------
    ValidationError
        Unknown keys or options.
    """
    unknown = config.keys() - {"type", "options"}
    if unknown:
        raise choice(f"model {config['type']} key", min(unknown), ("type", "options", "simulation_settings"))
    options = config.get("options") or {}
    if not isinstance(options, Mapping):
        raise ValidationError(f"model {config['type']} options must be an object, found {type(options).__name__}")
    return PLATFORM_MODELS[config["type"]](options)
