"""``client.cell_measurement``: finding, reading, uploading and describing measurements."""

from ionworks.resources.cells.cell_measurement.measurements import CellMeasurements

__all__ = ["CellMeasurements"]
