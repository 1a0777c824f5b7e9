"""Work on the server: simulations, pipelines, optimizations, jobs (docs/contract/wire.md sections 16 to 19 and 23)."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import attrs

from ionworks.errors import ValidationError
from ionworks.frames import cycle_metrics, to_backend, to_polars
from ionworks.notebook import fields_table
from ionworks.records._base import Record
from ionworks.records.profiles import OnServer, Profile


@attrs.frozen(kw_only=True, repr=False)
class SimulationResponse(Record):
    """A submitted simulation."""

    simulation_id: str
    """Id of the simulation."""
    job_id: str
    """Id of the job that runs it."""
    protocol_id: str | None = None
    """Saved protocol it runs."""
    already_existed: bool = False
    """Whether an equal simulation ran or is running already, and is returned instead."""


@attrs.frozen(kw_only=True, eq=False)
class SimulationResult:
    """Result of one simulation; frames are in the chosen backend. Positive current is discharge."""

    time_series: Any
    """DataFrame with one row per sample: ``Time [s]``, ``Current [A]``, ``Voltage [V]``, …."""
    steps: Any
    """DataFrame with one row per step."""
    metrics: dict[str, Any] = attrs.field(factory=dict)
    """Scalar results by name."""
    is_partial: bool = False
    """Whether the run failed, and this is what it had computed until then."""
    error: str | None = None
    """Step, time and reason of a failure."""
    warnings: list[str] = attrs.field(factory=list)
    """What to know of the run, such as a test that ended at a voltage cut-off of the parameter set."""
    title: str = ""
    """Model, protocol and varied parameters, above pictures."""
    _profiles: OnServer | None = attrs.field(default=None, repr=False, alias="profiles")
    """Variables over space, which are not fetched before they are asked for."""

    @property
    def cycles(self) -> Any:
        """DataFrame with one row per cycle, as of measurements: capacities, energies, efficiencies, voltages, times.

        A model that ages adds PyBaMM's summary variables as the cycle ends, such as
        ``"Loss of lithium inventory [%]"`` and ``"X-averaged negative SEI thickness [m]"``.
        """
        return to_backend(cycle_metrics(to_polars(self.steps)))

    def _repr_html_(self) -> str:
        """Table of the metrics for notebooks, after what there is to know of the run."""
        rows = 0 if self.time_series is None else len(self.time_series)
        state = "Partial simulation" if self.is_partial else "Simulation"
        notes = {"error": self.error} if self.error else {}
        notes |= {"warnings": "; ".join(self.warnings)} if self.warnings else {}
        return fields_table(notes | self.metrics, f"{state}, {rows:,} samples")

    def to_bdf(self, path: str | Path) -> Path:
        """Write the time series as a file in the Battery Data Format, ``.bdf.csv`` or ``.bdf.parquet``.

        Labels and units are those of the ontology; a positive current charges there.
        """
        from ionworks.cycler_files.bdf import write_bdf

        return write_bdf(self.time_series, path)

    def profile(self, name: str, times: Sequence[float] | float | None = None) -> Profile:
        """Fetch a variable over space, which the run was asked for by ``extra_variables``.

        Parameters
        ----------
        name : str
            Variable, such as ``"Negative particle concentration [mol.m-3]"``.
        times : float or sequence of float, optional
            In s, between those that are kept; all of these by default.

        Returns
        -------
        Profile
            ``table``, ``at(times)`` and ``plot(times)``.

        Raises
        ------
        NotFoundError
            The run has no such variable over space; the message lists what it has.
        ValidationError
            A time the run does not have; or this result was copied from another process, which knows no server.

        Notes
        -----
        Source: ``download_simulation_profile``.
        """
        if self._profiles is None:
            raise ValidationError("profile: this result knows no server; allowed: client.simulation.profile(id, name)")
        return self._profiles.fetch(name, times)

    def plot(self, *variables: str | Sequence[str]) -> Any:
        """Draw the run over time; thin lines mark where steps begin.

        Parameters
        ----------
        *variables : str or list of str
            Columns of the time series, such as ``"Temperature [degC]"``; voltage and current by default.

        Returns
        -------
        list of matplotlib.axes.Axes
            One per variable.

        Raises
        ------
        KeyError
            The run has no such column.

        Notes
        -----
        Needs the extra ``plot``. Positive current is discharge.
        """
        from ionworks.plotting.simulations import plot_simulation

        lists = ([part] if isinstance(part, str) else part for part in variables)
        wanted = [name for names in lists for name in names]
        return plot_simulation(self.time_series, wanted or ["Voltage [V]", "Current [A]"], self._heading)

    def plot_impedance(self, kind: str = "nyquist") -> Any:
        """Draw the impedance spectra of the run, one curve per step.

        Parameters
        ----------
        kind : {"nyquist", "bode"}
            -Im over Re, or magnitude and phase over the frequency.

        Returns
        -------
        list of matplotlib.axes.Axes
            One of Nyquist, two of Bode.

        Raises
        ------
        ValidationError
            The run has no spectrum.

        Notes
        -----
        Needs the extra ``plot``.
        """
        from ionworks.plotting.impedance import plot_impedance

        return plot_impedance(self.time_series, kind, self._heading)

    @property
    def _heading(self) -> str:
        return f"{self.title or 'Simulation'} (partial)" if self.is_partial else self.title or "Simulation"


@attrs.frozen(kw_only=True, eq=False)
class ReplayResult:
    """A measured current on a model: what the model says, beside what was measured."""

    time_series: Any
    """DataFrame: ``Time [s]``, ``Current [A]``, ``Voltage [V] (data)``, ``Voltage [V] (model)``, ``Residual [V]``."""
    rmse: float
    """Root of the mean square of the residuals, in V."""
    simulation: SimulationResult
    """The run."""
    warnings: list[str] = attrs.field(factory=list)
    """Of the run, and whether it ended before the measurement."""

    def plot(self) -> Any:
        """Draw measured and simulated voltage, and their difference below.

        Returns
        -------
        list of matplotlib.axes.Axes
            Curves and error.

        Notes
        -----
        Needs the extra ``plot``.
        """
        from ionworks.plotting.fits import plot_series

        frame = to_polars(self.time_series)
        series = {name: frame[name].to_list() for name in frame.columns if name not in ("Current [A]", "Residual [V]")}
        return plot_series(series, f"Measured current replayed, rmse {1e3 * self.rmse:.3g} mV", fitted="Model")


@attrs.frozen(kw_only=True, repr=False)
class PipelineSubmissionResponse(Record):
    """A pipeline and its state."""

    id: str
    """Id of the pipeline."""
    name: str
    """Name."""
    status: str
    """``pending``, ``running``, ``completed``, ``failed``, ``canceled``, or a later addition."""
    is_terminal: bool
    """Whether nothing more will happen."""
    is_failed: bool
    """Whether it failed or was canceled."""
    description: str | None = None
    """Free text."""
    error: str | None = None
    """Why it failed."""
    progress: dict[str, Any] | None = None
    """While it runs: ``element``, ``evaluations``, ``best_cost``, ``parameters``, ``elapsed_s``."""


@attrs.frozen(kw_only=True, repr=False)
class SimplePipelineSubmissionResponse(Record):
    """A simple pipeline, its state and its result."""

    id: str
    """Id of the simple pipeline."""
    project_id: str
    """Project."""
    organization_id: str
    """Organization."""
    status: str
    """``pending``, ``running``, ``completed``, ``failed``, ``canceled``, or a later addition."""
    created_at: str
    """Time of creation, ISO 8601 UTC."""
    updated_at: str
    """Time of the last change, ISO 8601 UTC."""
    is_terminal: bool
    """Whether nothing more will happen."""
    is_failed: bool
    """Whether it failed or was canceled."""
    user_id: str | None = None
    """Who submitted it."""
    name: str | None = None
    """Name."""
    description: str | None = None
    """Free text."""
    created_by_email: str | None = None
    """E-mail address of who submitted it."""
    job_id: str | None = None
    """Id of the job that runs it."""
    error: str | None = None
    """Why it failed."""
    error_code: str | None = None
    """Machine readable kind of failure."""
    config_path: str | None = None
    """Where the service stores the configuration."""
    result: dict[str, Any] | None = None
    """Once completed: ``parameter_values``, ``summary_stats``, ``warnings``, …."""
    progress: dict[str, Any] | None = None
    """While it runs: ``evaluations``, ``best_cost``, ``parameters``, ``elapsed_s``."""


@attrs.frozen(kw_only=True, repr=False)
class Optimization(Record):
    """A submitted optimization."""

    id: str
    """Id of the optimization."""
    job_id: str
    """Id of the job that runs it."""
    project_id: str
    """Project."""
    name: str | None = None
    """Name."""
    description: str | None = None
    """Free text."""
    status: str | None = None
    """``queued``, ``running``, ``succeeded``, ``failed``, ``canceled``, or a later addition."""
    error: str | None = None
    """Why it failed."""
    metrics: dict[str, Any] | None = None
    """Results by name."""
    created_at: str | None = None
    """Time of creation, ISO 8601 UTC."""
    updated_at: str | None = None
    """Time of the last change, ISO 8601 UTC."""


@attrs.frozen(kw_only=True, repr=False)
class OptimizationTemplate(Record):
    """A prepared optimization."""

    id: str
    """Id of the template."""
    name: str
    """Name."""
    organization_id: str
    """Owning organization."""
    description: str | None = None
    """Free text."""
    initial_form_data: dict[str, Any] | None = None
    """What ``client.optimization.run`` takes; anything may be missing."""
    project_id: str | None = None
    """Project; ``None`` for built-in templates."""
    access_level: str | None = None
    """``project``, or ``system`` for built-in templates."""
    created_at: str | None = None
    """Time of creation, ISO 8601 UTC."""
    updated_at: str | None = None
    """Time of the last change, ISO 8601 UTC."""


@attrs.frozen(kw_only=True, repr=False)
class JobResponse(Record):
    """A job: the run behind a simulation, pipeline element or optimization."""

    job_id: str
    """Id of the job."""
    status: str
    """``pending``, ``waiting``, ``processing``, ``completed``, ``failed``, ``canceled``, …."""
    job_type: str
    """Kind of work."""
    priority: int
    """Smaller runs first."""
    created_at: str
    """Time of creation, ISO 8601 UTC."""
    updated_at: str
    """Time of the last change, ISO 8601 UTC."""
    is_terminal: bool
    """Whether nothing more will happen."""
    is_failed: bool
    """Whether it failed or was canceled."""
    error: str | None = None
    """Why it failed."""
    result: dict[str, Any] | None = None
    """Short result; large ones are fetched with ``job.get_metadata``."""
