"""Tables of properties of materials."""

from ionworks.resources.material_property_dataset.datasets import MaterialPropertyDatasets

__all__ = ["MaterialPropertyDatasets"]
