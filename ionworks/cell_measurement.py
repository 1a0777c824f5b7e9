"""Measurements, under the module name the published package has for them."""

from ionworks.records import CellMeasurement, CellMeasurementBundleResponse, CellMeasurementDetail, StepsAndCycles
from ionworks.resources.cells.cell_measurement import CellMeasurements

__all__ = [
    "CellMeasurement",
    "CellMeasurementBundleResponse",
    "CellMeasurementDetail",
    "CellMeasurements",
    "StepsAndCycles",
]
