"""What is in a parameterized model: values and variables, as objects of PyBaMM, from and to BPX files."""

from __future__ import annotations

import builtins
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from ionworks_openapi.api.model import create_model, get_model
from ionworks_openapi.api.parameterized_model import get_parameter_values, get_variable_names
from ionworks_openapi.models import ModelCreate

from ionworks.errors import ValidationError
from ionworks.records import Model, ParameterizedModel
from ionworks.resources._shared.base import JsonDict, body
from ionworks.resources._shared.ids import Thing, id_of, id_or_none
from ionworks.resources.models.parameterized_model.stored import StoredParameterizedModels
from ionworks.serialize import (
    bpx_document,
    bpx_model_options,
    imported_pybamm,
    load_model,
    load_parameter_values,
    read_bpx,
)

_BPX_MODELS: Final = ("SPM", "SPMe", "DFN")
_LONGEST_NAME: Final = 200


class ParameterizedModels(StoredParameterizedModels):
    """``client.parameterized_model``: what simulations run on."""

    def get_parameter_values(self, parameterized_model_id: Thing) -> JsonDict:
        """All parameter values in wire form.

        Parameters
        ----------
        parameterized_model_id : str
            Id of the parameterized model.

        Returns
        -------
        dict
            Number, symbol JSON or array by PyBaMM parameter name (units in the names).

        Raises
        ------
        NotFoundError
            No such parameterized model.

        Notes
        -----
        Source: ``get_parameter_values``.
        """
        parameterized_model_id = self._model_id(parameterized_model_id)
        return self._dict(lambda api: get_parameter_values.sync_detailed(parameterized_model_id, client=api))

    def get_variable_names(self, parameterized_model_id: Thing) -> builtins.list[str]:
        """Names of the model's variables that have one value per time.

        Parameters
        ----------
        parameterized_model_id : str
            Id of the parameterized model.

        Returns
        -------
        list of str
            PyBaMM names with units, usable as ``extra_variables``.

        Raises
        ------
        NotFoundError
            No such parameterized model.

        Notes
        -----
        Source: ``get_variable_names``.
        """
        parameterized_model_id = self._model_id(parameterized_model_id)
        names = self._call(lambda api: get_variable_names.sync_detailed(parameterized_model_id, client=api))
        return [str(name) for name in names]

    def to_pybamm(self, parameterized_model_id: Thing) -> tuple[Any, Any]:
        """The model and its parameter values as objects of PyBaMM.

        Parameters
        ----------
        parameterized_model_id : str
            Id of the parameterized model.

        Returns
        -------
        tuple
            ``(pybamm.BaseModel, pybamm.ParameterValues)``, ready for `pybamm.Simulation`; functions are callables.

        Raises
        ------
        ConfigurationError
            PyBaMM is not installed.
        NotFoundError
            No such parameterized model.

        Notes
        -----
        Source: ``get_parameterized_model``, ``get_model`` and ``get_parameter_values``.
        `ionworks.serialize.load_parameter_values` turns parameter values of any record into those of PyBaMM.
        """
        imported_pybamm()
        return self._as_pybamm(self.get(parameterized_model_id))

    def _as_pybamm(self, record: ParameterizedModel) -> tuple[Any, Any]:
        model_id = record.model_id or ""
        model = self._record(Model, lambda api: get_model.sync_detailed(model_id, client=api))
        return load_model(model.config or {}), load_parameter_values(self.get_parameter_values(record))

    def create_from_bpx(
        self,
        source: str | Path | Mapping[str, Any],
        model: Any = "DFN",
        *,
        name: str | None = None,
        cell_spec_id: Thing | None = None,
    ) -> ParameterizedModel:
        """Create a parameterized model from a BPX file.

        Parameters
        ----------
        source : str, Path or dict
            JSON or YAML file in the Battery Parameter eXchange format, or its content; versions 0.x and 1.x.
        model : {"SPM", "SPMe", "DFN"}, str or Model
            Built-in model, which is created, with two kinds of particles where an electrode is blended; or record or id
            of a stored one.
        name : str, optional
            Name; by default the title in the file's header and the model.
        cell_spec_id : str, optional
            Specification it belongs to.

        Returns
        -------
        ParameterizedModel
            The new parameterized model.

        Raises
        ------
        ValidationError
            Naming file or field, what was found and what is read. A ``ValueError``.
        ConfigurationError
            The extra ``bpx`` or PyBaMM is not installed.

        Warns
        -----
        UserWarning
            The file is of version 0.x, which ``bpx`` converts.

        Notes
        -----
        Source: ``create_model`` and as for `create`. PyBaMM reads the values.
        """
        cell_spec_id = id_or_none("cell_spec_id", cell_spec_id)
        model = id_of("model_id", model)
        values, title = read_bpx(source)
        if model in _BPX_MODELS:
            made = {
                "name": f"{title} {model}"[:_LONGEST_NAME],
                "config": {"type": model, "options": bpx_model_options(values)},
                "project_id": self._project(None),
            }
            created = body(ModelCreate, made)
            model_id = self._record(Model, lambda api: create_model.sync_detailed(client=api, body=created)).id
        else:
            model_id = model
        label = name or f"{title} {model if model in _BPX_MODELS else ''}".strip()
        data = {"name": label[:_LONGEST_NAME], "model_id": model_id, "parameters": values}
        with warnings.catch_warnings():
            # a file says more than any one model reads; `warnings` of the record has it
            warnings.filterwarnings("ignore", ".*has no effect", UserWarning)
            return self.create(cell_spec_id, data)

    def to_bpx(self, parameterized_model_id: Thing) -> JsonDict:
        """A parameterized model as a document in the Battery Parameter eXchange format.

        Parameters
        ----------
        parameterized_model_id : str
            Id of the parameterized model.

        Returns
        -------
        dict
            Version 1.0.0, ready for ``json.dump``; functions are tables.

        Raises
        ------
        ValidationError
            All that BPX cannot hold, such as options of the model, a thermodynamic factor, or an exchange-current
            density of another form. A ``ValueError``.
        ConfigurationError
            PyBaMM is not installed.

        Notes
        -----
        Source: ``get_parameterized_model``, ``get_model``, ``get_parameter_values``. `create_from_bpx` reads it back.
        """
        imported_pybamm()
        record = self.get(parameterized_model_id)
        model, values = self._as_pybamm(record)
        document, problems = bpx_document(model, values, record.name)
        if problems:
            raise ValidationError(f"BPX cannot hold {record.id}: {'; '.join(problems)}")
        return document
