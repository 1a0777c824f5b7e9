"""What an optimization found: best parameters, history and trade-offs as DataFrames, and pictures.

Source: docs/contract/guides.md section 7 (results: optimum against baseline, iteration history); operation
``get_job_metadata``.
"""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from typing import Any

from attrs import field, frozen

from ionworks.errors import ValidationError
from ionworks.frames import from_columns, to_backend
from ionworks.notebook import rows_table

Rows = Sequence[Mapping[str, Any]]


@frozen(repr=False)
class OptimizationResult:
    """Result of an optimization of kind ``optimize``, from ``client.optimization.result``."""

    optimization_id: str
    """Id of the optimization."""
    summary: Mapping[str, Any]
    """The result as stored: ``parameters``, ``metrics``, ``cost``, ``seed`` and more."""
    history_rows: Rows = field(factory=list)
    """One row per generation."""
    pareto_rows: Rows = field(factory=list)
    """Trade-offs, one row per point."""
    series: Mapping[str, Mapping[str, Mapping[str, Sequence[Any]]]] = field(factory=dict)
    """Time series by objective, ``optimal`` or ``baseline``, and column."""

    def __repr__(self) -> str:
        metrics = ", ".join(f"{row['name']}={_short(row['optimum'])} {row['unit']}".rstrip() for row in self._metrics)
        return f"OptimizationResult({self.optimization_id!r}, {metrics})"

    def _repr_html_(self) -> str:
        """Table of goals and constraints for notebooks."""
        return rows_table(self._metrics, f"Optimization {html.escape(self.optimization_id)}")

    @property
    def parameters(self) -> dict[str, float]:
        """Best values of the searched parameters, each in the unit of its name."""
        return dict(self.summary["parameters"])

    @property
    def design_parameters(self) -> dict[str, float]:
        """Parameters of the model at the optimum, with those that follow the searched ones.

        What ``client.simulation.protocol`` takes under this name.
        """
        return self._of("design") | dict(self.summary.get("linked_parameters") or {})

    @property
    def inputs(self) -> dict[str, float]:
        """Inputs of the protocols at the optimum: what ``experiment_parameters`` of a simulation takes."""
        return self._of("input")

    def _of(self, kind: str) -> dict[str, float]:
        kinds = self.summary["kinds"]
        return {name: value for name, value in self.parameters.items() if kinds[name] in (kind, "both")}

    @property
    def baseline_parameters(self) -> dict[str, float]:
        """Values the optimum is compared with."""
        return dict(self.summary["baseline_parameters"])

    @property
    def cost(self) -> float:
        """Cost of the optimum; -1.1 for one goal to maximize means ten percent more than the baseline."""
        return float(self.summary["cost"])

    @property
    def is_feasible(self) -> bool:
        """Whether every constraint holds at the optimum."""
        return bool(self.summary["is_feasible"])

    @property
    def _metrics(self) -> Rows:
        rows: Rows = self.summary["metrics"]
        return rows

    def metrics(self) -> Any:
        """Goals and constraints at optimum and baseline.

        Returns
        -------
        DataFrame, one row per goal or constraint
            ``objective, name, unit, role, baseline, optimum, change_percent``, and ``lower``, ``upper`` and ``target``
            where they apply, all in the unit of the row.
        """
        names = ("objective", "name", "unit", "role", "baseline", "optimum", "change_percent")
        return _frame(self._metrics, (*names, "lower", "upper", "target"))

    def history(self) -> Any:
        """How the search went.

        Returns
        -------
        DataFrame, one row per generation
            ``iteration`` (from 1), ``start`` (which search, from 0), ``evaluations`` so far, ``best_cost`` so far,
            ``mean_cost`` of the generation, ``feasible`` points in it, and the best parameters so far by name.
        """
        return _frame(self.history_rows)

    def pareto(self) -> Any:
        """Trade-offs between several goals: feasible points that no other one beats in every goal.

        Returns
        -------
        DataFrame, one row per point, sorted by the first goal
            Parameters by name, metrics as ``"<objective>: <name> [<unit>]"``, and the weighted ``cost``. Without rows
            for a single goal.
        """
        return _frame(self.pareto_rows)

    def plot_history(self, *, axis: Any = None) -> Any:
        """Plot best and mean cost against the points evaluated.

        Parameters
        ----------
        axis : matplotlib.axes.Axes, optional
            Axes to draw into; a new figure by default.

        Returns
        -------
        matplotlib.axes.Axes

        Raises
        ------
        ConfigurationError
            matplotlib is not installed.
        """
        from ionworks.plotting import optimizations

        return optimizations.history(self.history_rows, self.summary["baseline_cost"], axis)

    def plot_pareto(self, x: str | None = None, y: str | None = None, *, axis: Any = None) -> Any:
        """Plot the trade-off between two goals, with optimum and baseline.

        Parameters
        ----------
        x, y : str, optional
            Columns of `pareto`; the first two goals by default.
        axis : matplotlib.axes.Axes, optional

        Returns
        -------
        matplotlib.axes.Axes

        Raises
        ------
        ValidationError
            There are fewer than two goals, or no such column.
        ConfigurationError
            matplotlib is not installed.
        """
        from ionworks.plotting import optimizations

        names = [_column(row) for row in self._metrics if row["role"] != "constraint"]
        if not self.pareto_rows or len(names) < 2:
            raise ValidationError("plot_pareto: needs two goals or more, and a feasible point")
        chosen = (x or names[0], y or names[1])
        for name in chosen:
            if name not in self.pareto_rows[0]:
                raise ValidationError(f"plot_pareto: found {name!r}; allowed: {', '.join(self.pareto_rows[0])}")
        ends = {_column(row): (row["baseline"], row["optimum"]) for row in self._metrics}
        return optimizations.pareto(self.pareto_rows, *chosen, ends, axis)

    def plot_comparison(self, variable: str = "Voltage [V]", *, objective: str | None = None) -> Any:
        """Plot a variable over time at baseline and optimum, one panel per objective.

        Parameters
        ----------
        variable : str
            ``"Voltage [V]"``, ``"Current [A]"`` (positive is discharge), ``"Temperature [degC]"``, or a variable that
            a goal or constraint reads.
        objective : str, optional
            Only this one.

        Returns
        -------
        list of matplotlib.axes.Axes

        Raises
        ------
        ValidationError
            No such objective or variable.
        ConfigurationError
            matplotlib is not installed.
        """
        from ionworks.plotting import optimizations

        if objective is not None and objective not in self.series:
            raise ValidationError(f"objective: found {objective!r}; allowed: {', '.join(self.series)}")
        chosen = {name: one for name, one in self.series.items() if objective in (None, name)}
        columns = {column for sources in chosen.values() for one in sources.values() for column in one}
        if variable not in columns:
            raise ValidationError(f"variable: found {variable!r}; allowed: {', '.join(sorted(columns))}")
        return optimizations.comparison(chosen, variable)


def _column(row: Mapping[str, Any]) -> str:
    name = f"{row['objective']}: {row['name']}"
    return f"{name} [{row['unit']}]" if row["unit"] else name


def _frame(rows: Rows, names: Sequence[str] | None = None) -> Any:
    columns = names if names is not None else list(rows[0]) if rows else []
    return to_backend(from_columns({name: [row.get(name) for row in rows] for name in columns}))


def _short(value: Any) -> str:
    return "?" if value is None else f"{value:.4g}"
