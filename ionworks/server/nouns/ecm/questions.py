"""What is asked of a worker process about circuits; the server process itself never loads the numerics."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


def check_options(options: Mapping[str, Any]) -> None:
    """Raise `ValidationError` for options of a fit that cannot be."""
    from ionworks.server.circuit import work

    work.check_options(options)


def fit_sources(storage: Any, sources: Sequence[Mapping[str, Any]], options: Mapping[str, Any]) -> dict[str, Any]:
    """Fit one circuit to sources; see `ionworks.server.circuit.work.fit_sources`."""
    from ionworks.server.circuit import work

    return work.fit_sources(storage, sources, options)


def run_circuit(storage: Any, source: Mapping[str, Any], fit_results: Any, stored: Any) -> dict[str, Any]:
    """Run a circuit on data; see `ionworks.server.circuit.work.run_circuit`."""
    from ionworks.server.circuit import work

    return work.run_circuit(storage, source, fit_results, stored)


def model_parameters(fit_results: Mapping[str, Any]) -> dict[str, Any]:
    """Return the config and the parameters of the model of a circuit."""
    from ionworks.server.circuit import work

    return work.model_parameters(fit_results)


def example_series(example_id: str) -> dict[str, Any]:
    """Return the series of an example, thinned."""
    from ionworks.server.circuit import work

    return work.example_series(example_id)


def read_file(storage: Any, key: str, filename: str) -> dict[str, Any]:
    """Return what a stored file of a user holds, thinned."""
    from ionworks.server.circuit import work

    return work.read_file(storage, key, filename)
