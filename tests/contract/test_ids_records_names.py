"""Wherever a method takes an id it takes the record too, and refuses others by name: every parity row once more.

The calls of the rows go through a client that turns each id into the record or response that has it; what is sent must
be the same.
"""

import inspect
from collections.abc import Iterator
from typing import Any

import attrs
import pytest

from ionworks import Ionworks
from ionworks.errors import ConflictError, NotFoundError, ValidationError
from ionworks.records import Record, SimulationResponse
from ionworks.resources._shared import ids
from tests.contract.parity_cases import CASES, PM, Case
from tests.contract.parity_cell_cases import CELL_CASES
from tests.contract.parity_name_cases import NAME_CASES
from tests.contract.recorder import Recorder, recording_server
from tests.contract.test_parity import KEY, _as_sent, _with_url
from tests.meta.surface import Method, methods

NOUNS = set(ids._KINDS)
METHODS = {method.name: method for method in methods()}
ROWS = [row for row in [*CASES, *CELL_CASES, *NAME_CASES] if row.raises is None]
NOT_OURS = {"id", "example_id", "product_id"}
"""Parameters that end like an id and are a filter, the name of an example, or a maker's number."""


@pytest.fixture(scope="module")
def recorder() -> Iterator[Recorder]:
    with recording_server() as server:
        yield server


def places(method: Method) -> list[str]:
    """Parameters of a method that take ids."""
    return [name for name in method.arguments if name.endswith(("_id", "_ids")) and name not in NOT_OURS]


def record_of(place: str, value: str) -> Record:
    """A record whose id fits a parameter."""
    noun = ids._noun(place.removesuffix("s"))
    kind = ids._KINDS[noun][-1 if noun == "job" else 0]
    required = {field.name: "x" for field in attrs.fields(kind) if field.default is attrs.NOTHING}
    own = f"{noun}_id" if kind is not SimulationResponse and f"{noun}_id" in required else None
    key = "simulation_id" if noun == "simulation" else own or "id"
    return kind(**{**required, **({"job_id": value} if noun == "job" else {key: value})})


def as_thing(place: str, value: Any) -> Any:
    if isinstance(value, str) and value and (place != "parameterized_model_id" or ids.looks_like_id(value)):
        return record_of(place, value)
    return [as_thing(place, item) for item in value] if isinstance(value, list) else value


class Records:
    """A client, or one of its sub-clients, that hands over records where ids were given."""

    def __init__(self, target: Any, path: str = "") -> None:
        self._target, self._path = target, path

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._target, name)
        path = f"{self._path}{name}"
        if path not in METHODS:
            return Records(value, f"{name}.") if not callable(value) and not self._path else value

        def call(*arguments: Any, **keywords: Any) -> Any:
            bound = inspect.signature(value).bind(*arguments, **keywords)
            for place in set(places(METHODS[path])) & set(bound.arguments):
                bound.arguments[place] = as_thing(place, bound.arguments[place])
            return value(*bound.args, **bound.kwargs)

        return call


@pytest.mark.parametrize("row", [row for row in ROWS if places(METHODS[row.name])], ids=lambda row: row.label)
def test_records_instead_of_ids(row: Case, recorder: Recorder) -> None:
    recorder.reset(_with_url(row.answers, recorder.url), "example", row.keep)
    with Ionworks(KEY, recorder.url, project_id=row.project, max_retries=0) as client:
        assert row.returns(row.call(Records(client)))
    found, expected = [_as_sent(seen) for seen in recorder.seen], list(row.sent)
    if row.unordered:
        found, expected = sorted(found, key=repr), sorted(expected, key=repr)
    assert found == expected


@pytest.mark.parametrize("method", [one for one in METHODS.values() if places(one)], ids=lambda method: method.name)
def test_another_kind_of_thing_is_refused_before_anything_is_sent(method: Method, recorder: Recorder) -> None:
    parameters = inspect.signature(method.function).parameters
    for place in places(method):
        stranger = record_of("study_id" if "study" not in place else "model_id", "x1")
        allowed = ids._KINDS[ids._noun(place.removesuffix("s"))][0].__name__
        for wrong in (stranger, 7, "" if parameters[place].default is not None else 7, {"colour": "red"}):
            value = [wrong] if place.endswith("s") else wrong
            recorder.reset()
            with Ionworks(KEY, recorder.url, project_id="P", max_retries=0) as client:
                target = getattr(client, method.name.split(".")[0]) if "." in method.name else client
                function = getattr(target, method.name.split(".")[-1])
                given = {
                    name: _filler(name) for name, one in parameters.items()
                    if name == "data" or (one.default is one.empty and name != "self")
                }  # fmt: skip
                with pytest.raises(ValidationError, match=rf"{place.removesuffix('s')}.*found .*allowed: .*{allowed}"):
                    function(**{**given, place: value})
            assert not [seen for seen in recorder.seen if seen.method != "GET"]


def _filler(name: str) -> Any:
    if name.endswith("_ids"):
        return ["x1"]
    if name.endswith("_id"):
        return PM
    return {"tags": ["a"], "data": {"name": "N"}, "protocol": {"steps": []}, "path": __file__}.get(name, "x")


@pytest.mark.parametrize(
    "name", [name for name, method in METHODS.items() if any(p.endswith("_ids") for p in places(method))]
)
def test_a_single_string_is_no_list(name: str, recorder: Recorder) -> None:
    method = METHODS[name]
    if "measurement_ids" in method.arguments:
        return  # documented to take one
    [place] = [place for place in places(method) if place.endswith("_ids")]
    recorder.reset()
    with Ionworks(KEY, recorder.url, project_id="P") as client:
        function = getattr(getattr(client, name.split(".")[0]), name.split(".")[1])
        extra = {"cell_measurement_id": "m1"} if name.endswith("attach_raw_data") else {}
        extra |= {"columns": "x"} if name.endswith(".curves") else {}
        extra |= {"folder": "x"} if name.endswith("scan_results") else {}
        with pytest.raises(ValidationError, match=rf"{place}: found one, 'abc'; allowed: a list of them, \['abc'\]"):
            function(**{place: "abc", **extra})
    assert not recorder.seen


def test_names_of_models(recorder: Recorder) -> None:
    rows = [{"id": f"m{n}", "name": name} for n, name in enumerate(("Chen2020 SPMe", "Chen2020 DFN", "Mine", "Mine"))]
    config = {"protocol_experiment": {"protocol": {"steps": ["Rest for 1 second"]}, "name": "N"}}
    with Ionworks(KEY, recorder.url, project_id="P") as client:
        for call in (
            client.parameterized_model.get_variable_names,
            lambda name: client.parameterized_model.get_by_name(name),
            lambda name: client.simulation.list(name),
            lambda name: client.simulation.protocol({**config, "parameterized_model": name}),
            lambda name: client.optimization.run({"parameterized_model_id": name}),
            lambda name: client.pipeline.create(
                {"elements": {"fit": {"objectives": {"a": {"options": {"parameterized_model_id": name}}}}}}
            ),
        ):
            recorder.reset({"list_parameterized_models": {"items": rows, "count": 4, "total": 4}})
            with pytest.raises(NotFoundError, match="named 'Chen2020 SPME'; did you mean 'Chen2020 SPMe'"):
                call("Chen2020 SPME")
            with pytest.raises(ConflictError, match="2 parameterized models named 'Mine'; use an id: m2, m3"):
                call("Mine")
            assert {seen.method for seen in recorder.seen} == {"GET"}


def test_names_that_are_unknown_get_the_closest_ones(recorder: Recorder) -> None:
    recorder.reset({"list_studies": lambda seen: _studies() if "name" not in seen.query else _studies(none=True)})
    with Ionworks(KEY, recorder.url, project_id="P") as client:
        with pytest.raises(NotFoundError, match="no study named 'Ageing 1'; did you mean 'Ageing 2'"):
            client.study.get_by_name("Ageing 1")
        with pytest.raises(NotFoundError, match="no study named 'zzz'; there are 'Ageing 2', 'Rates'"):
            client.study.get_by_name("zzz")
        with pytest.raises(ValidationError, match="name: found 7"):
            client.study.get_by_name(7)


def _studies(none: bool = False) -> dict[str, Any]:
    items = [] if none else [{"id": name, "name": name} for name in ("Ageing 2", "Rates")]
    return {"items": items, "count": len(items), "total": len(items)}
