from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.free_object import FreeObject
    from ..models.mesh_points import MeshPoints


T = TypeVar("T", bound="SimulationSettings")


@_attrs_define
class SimulationSettings:
    """How a model is discretized and solved (observed).

    Example:
        {'var_pts': {'x_n': 20, 'x_s': 20, 'x_p': 20}, 'solver': {'type': 'IDAKLUSolver', 'rtol': 1e-06, 'atol': 1e-06}}

    Attributes:
        var_pts (MeshPoints | None | Unset): Mesh points per spatial variable.
        submesh_types (FreeObject | None | Unset): Submesh per domain, as class documents.
        spatial_methods (FreeObject | None | Unset): Spatial method per domain, as class documents.
        geometry (FreeObject | None | Unset): Bounds per domain (m, or dimensionless as the model has it).
        solver (FreeObject | None | Unset): Solver by `type` (for example `IDAKLUSolver`) with its arguments; tolerances
            `rtol` and `atol` have no unit.
    """

    var_pts: MeshPoints | None | Unset = UNSET
    submesh_types: FreeObject | None | Unset = UNSET
    spatial_methods: FreeObject | None | Unset = UNSET
    geometry: FreeObject | None | Unset = UNSET
    solver: FreeObject | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.free_object import FreeObject  # noqa: PLC0415
        from ..models.mesh_points import MeshPoints  # noqa: PLC0415

        var_pts: dict[str, Any] | None | Unset
        if isinstance(self.var_pts, Unset):
            var_pts = UNSET
        elif isinstance(self.var_pts, MeshPoints):
            var_pts = self.var_pts.to_dict()
        else:
            var_pts = self.var_pts

        submesh_types: dict[str, Any] | None | Unset
        if isinstance(self.submesh_types, Unset):
            submesh_types = UNSET
        elif isinstance(self.submesh_types, FreeObject):
            submesh_types = self.submesh_types.to_dict()
        else:
            submesh_types = self.submesh_types

        spatial_methods: dict[str, Any] | None | Unset
        if isinstance(self.spatial_methods, Unset):
            spatial_methods = UNSET
        elif isinstance(self.spatial_methods, FreeObject):
            spatial_methods = self.spatial_methods.to_dict()
        else:
            spatial_methods = self.spatial_methods

        geometry: dict[str, Any] | None | Unset
        if isinstance(self.geometry, Unset):
            geometry = UNSET
        elif isinstance(self.geometry, FreeObject):
            geometry = self.geometry.to_dict()
        else:
            geometry = self.geometry

        solver: dict[str, Any] | None | Unset
        if isinstance(self.solver, Unset):
            solver = UNSET
        elif isinstance(self.solver, FreeObject):
            solver = self.solver.to_dict()
        else:
            solver = self.solver

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if var_pts is not UNSET:
            field_dict["var_pts"] = var_pts
        if submesh_types is not UNSET:
            field_dict["submesh_types"] = submesh_types
        if spatial_methods is not UNSET:
            field_dict["spatial_methods"] = spatial_methods
        if geometry is not UNSET:
            field_dict["geometry"] = geometry
        if solver is not UNSET:
            field_dict["solver"] = solver

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.free_object import FreeObject  # noqa: PLC0415
        from ..models.mesh_points import MeshPoints  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_var_pts(data: object) -> MeshPoints | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                var_pts_type_0 = MeshPoints.from_dict(data)

                return var_pts_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(MeshPoints | None | Unset, data)

        var_pts = _parse_var_pts(d.pop("var_pts", UNSET))

        def _parse_submesh_types(data: object) -> FreeObject | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                submesh_types_type_0 = FreeObject.from_dict(data)

                return submesh_types_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(FreeObject | None | Unset, data)

        submesh_types = _parse_submesh_types(d.pop("submesh_types", UNSET))

        def _parse_spatial_methods(data: object) -> FreeObject | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                spatial_methods_type_0 = FreeObject.from_dict(data)

                return spatial_methods_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(FreeObject | None | Unset, data)

        spatial_methods = _parse_spatial_methods(d.pop("spatial_methods", UNSET))

        def _parse_geometry(data: object) -> FreeObject | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                geometry_type_0 = FreeObject.from_dict(data)

                return geometry_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(FreeObject | None | Unset, data)

        geometry = _parse_geometry(d.pop("geometry", UNSET))

        def _parse_solver(data: object) -> FreeObject | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                solver_type_0 = FreeObject.from_dict(data)

                return solver_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(FreeObject | None | Unset, data)

        solver = _parse_solver(d.pop("solver", UNSET))

        simulation_settings = cls(
            var_pts=var_pts,
            submesh_types=submesh_types,
            spatial_methods=spatial_methods,
            geometry=geometry,
            solver=solver,
        )

        simulation_settings.additional_properties = d
        return simulation_settings

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
