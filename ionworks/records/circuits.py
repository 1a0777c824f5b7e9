"""Equivalent circuits (docs/contract/wire.md section 32)."""

from typing import Any

import attrs

from ionworks.records._base import KIND, Record


@attrs.frozen(kw_only=True, repr=False)
class EcmFitJob(Record):
    """A submitted fit of an equivalent circuit."""

    job_id: str
    """Id of the job."""
    status: str
    """Status of the job."""


@attrs.frozen(kw_only=True, repr=False)
class RcPairFit(Record):
    """One RC pair of a fitted circuit."""

    r: Any
    """Resistance [Ohm], one value per state of charge."""
    c: Any
    """Capacitance [F], likewise."""
    tau: Any
    """Time constant [s]."""


@attrs.frozen(kw_only=True, repr=False)
class FitResults(Record):
    """A fitted equivalent circuit."""

    rmse_mV: float  # noqa: N815  its name on the wire
    """Root mean square error [mV]."""
    num_rcs: int
    """Number of RC pairs."""
    time: list[float]
    """Times of the data [s]."""
    data_voltage: list[float]
    """Measured voltage [V]."""
    model_voltage: list[float]
    """Voltage of the circuit [V]."""
    soc: list[float]
    """Knots of the state of charge."""
    ocv: list[float]
    """Open-circuit voltage at the knots [V]."""
    r0: list[float]
    """Ohmic resistance at the knots [Ohm]."""
    rc_pairs: list[RcPairFit] = attrs.field(factory=list, metadata={KIND: RcPairFit})
    """RC pairs."""
    ocv_provided: bool = False
    """Whether the open-circuit voltage was given rather than fitted."""
    capacity_Ah: Any = None  # noqa: N815  its name on the wire
    """Capacity of each measurement [A.h]."""


@attrs.frozen(kw_only=True, repr=False)
class SaveToProjectResponse(Record):
    """Where a fitted circuit was saved."""

    model_id: str
    """Id of the model."""
    parameterized_model_id: str
    """Id of the parameterized model."""


@attrs.frozen(kw_only=True, repr=False)
class ValidationResults(Record):
    """A circuit run on data it was not fitted to."""

    rmse_mV: float  # noqa: N815  its name on the wire
    """Root mean square of the difference [mV]."""
    mae_mV: float  # noqa: N815  its name on the wire
    """Mean size of the difference [mV]."""
    max_mV: float  # noqa: N815  its name on the wire
    """Largest size of the difference [mV]."""
    num_rcs: int
    """Number of RC pairs."""
    time: list[float]
    """Times of the data [s]."""
    data_voltage: list[float]
    """Measured voltage [V]."""
    model_voltage: list[float]
    """Voltage of the circuit [V]."""
    residual_mV: list[float]  # noqa: N815  its name on the wire
    """Measured minus modelled voltage [mV]."""
    capacity_Ah: Any = None  # noqa: N815  its name on the wire
    """Capacity the state of charge was counted with [A.h]."""
    initial_soc: float | None = None
    """State of charge of the first row."""
    model_source: str | None = None
    """``fit_results`` or ``parameterized_model``."""
