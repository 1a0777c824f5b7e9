"""Tables of properties of materials."""

from ionworks.resources.knowledge.material_property_dataset.datasets import MaterialPropertyDatasets

__all__ = ["MaterialPropertyDatasets"]
