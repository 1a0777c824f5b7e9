from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.protocol_metrics_spec_type_0 import ProtocolMetricsSpecType0
    from ..models.protocol_parameters_schema_type_0 import ProtocolParametersSchemaType0
    from ..models.protocol_plot_options_type_0 import ProtocolPlotOptionsType0
    from ..models.protocol_protocol_config_type_0 import ProtocolProtocolConfigType0
    from ..models.protocol_time_series_spec_type_0 import ProtocolTimeSeriesSpecType0


T = TypeVar("T", bound="Protocol")


@_attrs_define
class Protocol:
    """A saved protocol (experiment template).

    Attributes:
        id (str): Id.
        name (str): Name; several protocols may share one.
        organization_id (str): Owning organization.
        project_id (None | str | Unset): Project the protocol belongs to.
        description (None | str | Unset): Free text.
        description_template (None | str | Unset): Description with `{{input}}` placeholders.
        protocol_config (None | ProtocolProtocolConfigType0 | Unset): The protocol (UCP as JSON). In lists only when
            asked for by `include`.
        parameters_schema (None | ProtocolParametersSchemaType0 | Unset): JSON schema of the inputs. In lists only when
            asked for by `include`.
        source_protocol (None | str | Unset): Text as the user entered it. In lists only when asked for by `include`.
        time_series_spec (None | ProtocolTimeSeriesSpecType0 | Unset): Channels the runs keep. In lists only when asked
            for by `include`.
        metrics_spec (None | ProtocolMetricsSpecType0 | Unset): Metrics the runs compute. In lists only when asked for
            by `include`.
        plot_options (None | ProtocolPlotOptionsType0 | Unset): Plot settings by plot type. In lists only when asked for
            by `include`.
        created_by (None | str | Unset): Id of the creator.
        created_by_email (None | str | Unset): E-mail address of the creator.
        created_at (None | str | Unset): Creation time (ISO 8601, UTC).
        updated_at (None | str | Unset): Time of the last change (ISO 8601, UTC).
    """

    id: str
    name: str
    organization_id: str
    project_id: None | str | Unset = UNSET
    description: None | str | Unset = UNSET
    description_template: None | str | Unset = UNSET
    protocol_config: None | ProtocolProtocolConfigType0 | Unset = UNSET
    parameters_schema: None | ProtocolParametersSchemaType0 | Unset = UNSET
    source_protocol: None | str | Unset = UNSET
    time_series_spec: None | ProtocolTimeSeriesSpecType0 | Unset = UNSET
    metrics_spec: None | ProtocolMetricsSpecType0 | Unset = UNSET
    plot_options: None | ProtocolPlotOptionsType0 | Unset = UNSET
    created_by: None | str | Unset = UNSET
    created_by_email: None | str | Unset = UNSET
    created_at: None | str | Unset = UNSET
    updated_at: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.protocol_metrics_spec_type_0 import ProtocolMetricsSpecType0  # noqa: PLC0415
        from ..models.protocol_parameters_schema_type_0 import (
            ProtocolParametersSchemaType0,  # noqa: PLC0415
        )
        from ..models.protocol_plot_options_type_0 import ProtocolPlotOptionsType0  # noqa: PLC0415
        from ..models.protocol_protocol_config_type_0 import ProtocolProtocolConfigType0  # noqa: PLC0415
        from ..models.protocol_time_series_spec_type_0 import (
            ProtocolTimeSeriesSpecType0,  # noqa: PLC0415
        )

        id = self.id

        name = self.name

        organization_id = self.organization_id

        project_id: None | str | Unset
        if isinstance(self.project_id, Unset):
            project_id = UNSET
        else:
            project_id = self.project_id

        description: None | str | Unset
        if isinstance(self.description, Unset):
            description = UNSET
        else:
            description = self.description

        description_template: None | str | Unset
        if isinstance(self.description_template, Unset):
            description_template = UNSET
        else:
            description_template = self.description_template

        protocol_config: dict[str, Any] | None | Unset
        if isinstance(self.protocol_config, Unset):
            protocol_config = UNSET
        elif isinstance(self.protocol_config, ProtocolProtocolConfigType0):
            protocol_config = self.protocol_config.to_dict()
        else:
            protocol_config = self.protocol_config

        parameters_schema: dict[str, Any] | None | Unset
        if isinstance(self.parameters_schema, Unset):
            parameters_schema = UNSET
        elif isinstance(self.parameters_schema, ProtocolParametersSchemaType0):
            parameters_schema = self.parameters_schema.to_dict()
        else:
            parameters_schema = self.parameters_schema

        source_protocol: None | str | Unset
        if isinstance(self.source_protocol, Unset):
            source_protocol = UNSET
        else:
            source_protocol = self.source_protocol

        time_series_spec: dict[str, Any] | None | Unset
        if isinstance(self.time_series_spec, Unset):
            time_series_spec = UNSET
        elif isinstance(self.time_series_spec, ProtocolTimeSeriesSpecType0):
            time_series_spec = self.time_series_spec.to_dict()
        else:
            time_series_spec = self.time_series_spec

        metrics_spec: dict[str, Any] | None | Unset
        if isinstance(self.metrics_spec, Unset):
            metrics_spec = UNSET
        elif isinstance(self.metrics_spec, ProtocolMetricsSpecType0):
            metrics_spec = self.metrics_spec.to_dict()
        else:
            metrics_spec = self.metrics_spec

        plot_options: dict[str, Any] | None | Unset
        if isinstance(self.plot_options, Unset):
            plot_options = UNSET
        elif isinstance(self.plot_options, ProtocolPlotOptionsType0):
            plot_options = self.plot_options.to_dict()
        else:
            plot_options = self.plot_options

        created_by: None | str | Unset
        if isinstance(self.created_by, Unset):
            created_by = UNSET
        else:
            created_by = self.created_by

        created_by_email: None | str | Unset
        if isinstance(self.created_by_email, Unset):
            created_by_email = UNSET
        else:
            created_by_email = self.created_by_email

        created_at: None | str | Unset
        if isinstance(self.created_at, Unset):
            created_at = UNSET
        else:
            created_at = self.created_at

        updated_at: None | str | Unset
        if isinstance(self.updated_at, Unset):
            updated_at = UNSET
        else:
            updated_at = self.updated_at

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "name": name,
                "organization_id": organization_id,
            }
        )
        if project_id is not UNSET:
            field_dict["project_id"] = project_id
        if description is not UNSET:
            field_dict["description"] = description
        if description_template is not UNSET:
            field_dict["description_template"] = description_template
        if protocol_config is not UNSET:
            field_dict["protocol_config"] = protocol_config
        if parameters_schema is not UNSET:
            field_dict["parameters_schema"] = parameters_schema
        if source_protocol is not UNSET:
            field_dict["source_protocol"] = source_protocol
        if time_series_spec is not UNSET:
            field_dict["time_series_spec"] = time_series_spec
        if metrics_spec is not UNSET:
            field_dict["metrics_spec"] = metrics_spec
        if plot_options is not UNSET:
            field_dict["plot_options"] = plot_options
        if created_by is not UNSET:
            field_dict["created_by"] = created_by
        if created_by_email is not UNSET:
            field_dict["created_by_email"] = created_by_email
        if created_at is not UNSET:
            field_dict["created_at"] = created_at
        if updated_at is not UNSET:
            field_dict["updated_at"] = updated_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.protocol_metrics_spec_type_0 import ProtocolMetricsSpecType0  # noqa: PLC0415
        from ..models.protocol_parameters_schema_type_0 import (
            ProtocolParametersSchemaType0,  # noqa: PLC0415
        )
        from ..models.protocol_plot_options_type_0 import ProtocolPlotOptionsType0  # noqa: PLC0415
        from ..models.protocol_protocol_config_type_0 import ProtocolProtocolConfigType0  # noqa: PLC0415
        from ..models.protocol_time_series_spec_type_0 import (
            ProtocolTimeSeriesSpecType0,  # noqa: PLC0415
        )

        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        organization_id = d.pop("organization_id")

        def _parse_project_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        project_id = _parse_project_id(d.pop("project_id", UNSET))

        def _parse_description(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        description = _parse_description(d.pop("description", UNSET))

        def _parse_description_template(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        description_template = _parse_description_template(
            d.pop("description_template", UNSET)
        )

        def _parse_protocol_config(
            data: object,
        ) -> None | ProtocolProtocolConfigType0 | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                protocol_config_type_0 = ProtocolProtocolConfigType0.from_dict(data)

                return protocol_config_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | ProtocolProtocolConfigType0 | Unset, data)

        protocol_config = _parse_protocol_config(d.pop("protocol_config", UNSET))

        def _parse_parameters_schema(
            data: object,
        ) -> None | ProtocolParametersSchemaType0 | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                parameters_schema_type_0 = ProtocolParametersSchemaType0.from_dict(data)

                return parameters_schema_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | ProtocolParametersSchemaType0 | Unset, data)

        parameters_schema = _parse_parameters_schema(d.pop("parameters_schema", UNSET))

        def _parse_source_protocol(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        source_protocol = _parse_source_protocol(d.pop("source_protocol", UNSET))

        def _parse_time_series_spec(
            data: object,
        ) -> None | ProtocolTimeSeriesSpecType0 | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                time_series_spec_type_0 = ProtocolTimeSeriesSpecType0.from_dict(data)

                return time_series_spec_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | ProtocolTimeSeriesSpecType0 | Unset, data)

        time_series_spec = _parse_time_series_spec(d.pop("time_series_spec", UNSET))

        def _parse_metrics_spec(
            data: object,
        ) -> None | ProtocolMetricsSpecType0 | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                metrics_spec_type_0 = ProtocolMetricsSpecType0.from_dict(data)

                return metrics_spec_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | ProtocolMetricsSpecType0 | Unset, data)

        metrics_spec = _parse_metrics_spec(d.pop("metrics_spec", UNSET))

        def _parse_plot_options(
            data: object,
        ) -> None | ProtocolPlotOptionsType0 | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                plot_options_type_0 = ProtocolPlotOptionsType0.from_dict(data)

                return plot_options_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | ProtocolPlotOptionsType0 | Unset, data)

        plot_options = _parse_plot_options(d.pop("plot_options", UNSET))

        def _parse_created_by(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        created_by = _parse_created_by(d.pop("created_by", UNSET))

        def _parse_created_by_email(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        created_by_email = _parse_created_by_email(d.pop("created_by_email", UNSET))

        def _parse_created_at(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        created_at = _parse_created_at(d.pop("created_at", UNSET))

        def _parse_updated_at(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        updated_at = _parse_updated_at(d.pop("updated_at", UNSET))

        protocol = cls(
            id=id,
            name=name,
            organization_id=organization_id,
            project_id=project_id,
            description=description,
            description_template=description_template,
            protocol_config=protocol_config,
            parameters_schema=parameters_schema,
            source_protocol=source_protocol,
            time_series_spec=time_series_spec,
            metrics_spec=metrics_spec,
            plot_options=plot_options,
            created_by=created_by,
            created_by_email=created_by_email,
            created_at=created_at,
            updated_at=updated_at,
        )

        protocol.additional_properties = d
        return protocol

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
