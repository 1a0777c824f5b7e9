"""The one door to matplotlib."""

from __future__ import annotations

from typing import Any

from ionworks.errors import ConfigurationError


def new_axes(rows: int = 1, columns: int = 1, *, width: float = 7.0, height: float = 4.2, **options: Any) -> Any:
    """Return the axes of a new figure: one, or an array of them.

    Raises
    ------
    ConfigurationError
        matplotlib is not installed.
    """
    try:
        import matplotlib.pyplot as plt
    except ModuleNotFoundError as error:
        message = "pictures need matplotlib: pip install 'ionworks-api[plot]'"
        raise ConfigurationError(message) from error
    options = {"layout": "constrained", **options}
    _figure, axes = plt.subplots(rows, columns, figsize=(width, height), **options)
    return axes
