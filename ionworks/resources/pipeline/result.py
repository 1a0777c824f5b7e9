"""What a pipeline found, with pictures of it."""

from __future__ import annotations

import html
from typing import Any

import attrs

from ionworks.errors import ValidationError
from ionworks.notebook import fields_table
from ionworks.resources.pipeline.elements import PipelineElements
from ionworks.serialize import imported_pybamm, load_parameter_values


@attrs.frozen
class PipelineResponse:
    """Results of a finished pipeline."""

    result: dict[str, Any] = attrs.field(repr=False)
    """Result of the pipeline as a whole; ``parameter_values`` holds every value found."""
    element_results: dict[str, dict[str, Any]]
    """Result of each element by name: ``type``, ``parameter_values`` and what its kind adds."""
    _pipeline_id: str = attrs.field(default="", repr=False, alias="pipeline_id")
    _elements: PipelineElements | None = attrs.field(default=None, repr=False, eq=False, alias="elements")

    @property
    def parameter_values(self) -> dict[str, Any]:
        """Parameter values of the whole pipeline, by PyBaMM name (units in the names)."""
        return dict(self.result.get("parameter_values") or {})

    def _repr_html_(self) -> str:
        """Table of the values found, for notebooks."""
        elements = ", ".join(map(html.escape, self.element_results)) or "none"
        return fields_table(self.parameter_values, f"Values found; elements: {elements}")

    def to_parameter_values(self, base: Any = None) -> Any:
        """The values found, as PyBaMM's parameter values.

        Parameters
        ----------
        base : str or pybamm.ParameterValues, optional
            Set the values are laid over, such as ``"Chen2020"``; without one only the pipeline's own are there.

        Returns
        -------
        pybamm.ParameterValues

        Raises
        ------
        ConfigurationError
            PyBaMM is not installed.
        SerializationError
            No such set. A `ValidationError`.
        """
        imported_pybamm()
        found = load_parameter_values(self.parameter_values)
        if base is None:
            return found
        values = load_parameter_values(base) if isinstance(base, str) else base.copy()
        values.update(dict(found.items()), check_already_exists=False)
        return values

    @property
    def assumed_parameters(self) -> dict[str, str]:
        """Parameters nobody gave, with the source their values were taken from."""
        return dict(self.result.get("assumed_parameters") or {})

    def element(self, name: str) -> dict[str, Any]:
        """Return the result of one element, or refuse an unknown name with a list of the names."""
        if name not in self.element_results:
            allowed = ", ".join(map(repr, self.element_results))
            raise ValidationError(f"element: found {name!r}; allowed: {allowed}")
        return self.element_results[name]

    def plot_fit(self, name: str | None = None, objective: str | None = None) -> Any:
        """Draw model over data with rmse and the values found, and the error below; Nyquist for impedance.

        Parameters
        ----------
        name : str, optional
            Element; the first with series by default.
        objective : str, optional
            Objective of the element; the first by default.

        Returns
        -------
        list of matplotlib.axes.Axes
            Curves and error.

        Raises
        ------
        ValidationError
            No such element or objective, or it stored no series.

        Notes
        -----
        Source: ``list_job_series_channels``, ``get_job_series``. Needs the extra ``plot``.
        """
        from ionworks.plotting.fits import fit_title, plot_series

        name, channels = self._with_series(name)
        objective = objective or next(iter(channels))
        if objective not in channels:
            raise ValidationError(f"objective: found {objective!r}; allowed: {', '.join(map(repr, channels))}")
        sources = {
            source: self._source.get_element_series(self._pipeline_id, name, objective, source=source)
            for source in channels[objective]
        }
        title = fit_title(name, objective, self.element_results[name])
        label = "Model" if title.startswith("Validation ") else "Fit"
        return plot_series(sources["optimal"], title, sources.get("baseline"), fitted=label)

    def plot_trace(self, name: str | None = None) -> Any:
        """Draw best cost and parameters over the evaluations of a fit, with the bounds as dashed lines.

        Parameters
        ----------
        name : str, optional
            Element; the first with series by default.

        Returns
        -------
        list of matplotlib.axes.Axes
            Cost, then one per parameter.

        Raises
        ------
        ValidationError
            No such element, or it recorded no trace.

        Notes
        -----
        Source: ``get_job_metadata``. Needs the extra ``plot``.
        """
        from ionworks.plotting.fits import plot_trace

        name, _ = self._with_series(name)
        metadata = self._source.get_element_metadata(self._pipeline_id, name)
        return plot_trace(
            metadata.get("intermediate_results") or [], f"{name}: course of the fit", metadata.get("config")
        )

    @property
    def _source(self) -> PipelineElements:
        if self._elements is None:
            raise ValidationError("this result was not read from a service, so its curves cannot be fetched")
        return self._elements

    def _with_series(self, name: str | None) -> tuple[str, dict[str, dict[str, list[str]]]]:
        """Name of an element and its stored series."""
        names = list(self.element_results) if name is None else [name]
        for candidate in names:
            self.element(candidate)
            channels = self._source.get_element_series_channels(self._pipeline_id, candidate)
            if channels:
                return candidate, channels
        raise ValidationError(f"element: {', '.join(map(repr, names))} stored no curves; fits and validations do")
