"""Each public method has a parity row and a complete docstring; each operation is reachable through one of them."""

import inspect
import re
from collections.abc import Iterator

from ionworks import Ionworks
from tests.contract.parity_cases import CASES
from tests.contract.parity_cell_cases import CELL_CASES
from tests.contract.parity_lab_cases import LAB_CASES
from tests.contract.parity_name_cases import NAME_CASES
from tests.contract.parity_platform_cases import PLATFORM_CASES
from tests.contract.recorder import STORAGE
from tests.contract.specification import ROOT, operation_of, operations
from tests.meta.surface import Method, methods, sub_clients

ROWS = [*CASES, *CELL_CASES, *LAB_CASES, *NAME_CASES, *PLATFORM_CASES]
METHODS = methods()

DOCUMENTED_SUB_CLIENTS = {  # python-client.txt "Sub-clients", organization, and client-surface.md section 6
    "project",
    "model",
    "parameterized_model",
    "study",
    "protocol",
    "simulation",
    "pipeline",
    "simple_pipeline",
    "optimization",
    "cell_spec",
    "cell_instance",
    "cell_measurement",
    "job",
    "ecm",
    "cell_batch",
    "site",
    "cycler",
    "channel",
    "lab",
    "planned_measurement",
    "organization",
    "raw_data",
    "analysis",
    "search",
    "material",
    "material_property_dataset",
    "electrolyte",
    "model_builder",
}

NOT_IN_THE_FACADE = {
    "get_agent_skills": "`ionworks skills install` asks for it",
    "download_agent_skills": "`ionworks skills install` asks for it",
    "get_pipeline_element": "client 0.38 has no method for it; `list_pipeline_elements` carries the same fields",
    "get_validation_plot_data": "client 0.38 draws validations from the metadata of the job",
}


def test_sub_clients_are_the_documented_ones() -> None:
    assert set(sub_clients()) == DOCUMENTED_SUB_CLIENTS
    client = Ionworks("key", "http://127.0.0.1:1")
    assert client.measurement is client.cell_measurement


def test_typing_usage_covers_every_sub_client() -> None:
    usage = (ROOT / "tests" / "typing" / "usage.py").read_text(encoding="utf-8")
    assert {name for name in DOCUMENTED_SUB_CLIENTS if f"one.{name}." not in usage} == set()


def test_every_method_has_a_parity_row() -> None:
    missing = {method.name for method in METHODS} - {row.name for row in ROWS}
    assert not missing, f"write a row in tests/contract/parity_cases.py for: {sorted(missing)}"


def test_every_parity_row_belongs_to_a_method() -> None:
    assert {row.name for row in ROWS} <= {method.name for method in METHODS}


def test_labels_of_parity_rows_are_unique() -> None:
    labels = [row.label for row in ROWS]
    assert len(labels) == len(set(labels))


def test_every_operation_is_reachable() -> None:
    requests = [sent for row in ROWS for sent in row.sent if not sent.path.startswith(STORAGE)]
    reached = {operation_of(sent.method, sent.path).id for sent in requests}
    assert set(operations()) - reached == set(NOT_IN_THE_FACADE)


def test_docstrings_are_complete() -> None:
    wrong = [f"{method.name}: {problem}" for method in METHODS for problem in _missing(method)]
    assert wrong == []


def _missing(method: Method) -> Iterator[str]:
    """What a docstring lacks."""
    sections = _sections(method.docstring)
    if not re.match(r"[A-Z0-9`].*[.:;…]$", method.docstring.split("\n\n")[0].replace("\n", " ")):
        yield "a summary sentence"
    if not method.returns_nothing and not sections.get("Returns"):
        yield "a section Returns"
    described = sections.get("Parameters", "")
    for name in method.arguments:
        if not re.search(rf"\b{name}\b", described):
            yield f"{name} in the section Parameters"
    yield from _missing_source(sections.get("Notes", ""))


def _sections(docstring: str) -> dict[str, str]:
    parts = re.split(r"^(\w[\w ]*)\n-{3,}$", docstring, flags=re.MULTILINE)
    return {title: text.strip() for title, text in zip(parts[1::2], parts[2::2], strict=True)}


def _missing_source(notes: str) -> Iterator[str]:
    if "Source: " not in notes:
        yield "a line `Source: ``operationId``` in the section Notes"
        return
    source = re.sub(r"\([^)]*\)", "", notes.split("Source: ", 1)[1])
    named = re.findall(r"``(\w+)``", source)
    if not named:
        yield "an operation in Source"
    for name in set(named) - set(operations()):
        yield f"an operation {name}, which Source names"


def test_public_signatures_are_annotated() -> None:
    for method in METHODS:
        signature = inspect.signature(method.function)
        bare = [
            name
            for name, one in signature.parameters.items()
            if one.annotation is inspect.Parameter.empty and name not in {"self", "cls"}
        ]
        assert not bare, f"{method.name}: {bare}"
        assert signature.return_annotation is not inspect.Signature.empty, method.name
