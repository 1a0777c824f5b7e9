"""What importing the package does, what it exports, and how its modules depend on each other."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

import ionworks
from tests.contract.specification import ROOT

HEAVY = ("pybamm", "pandas", "polars", "numpy", "yaml", "scipy", "sqlalchemy", "connexion", "ionworks_schema")
PACKAGE = ROOT / "ionworks"
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)
MOST_LINES = 400
MOST_LINES_OF_A_FUNCTION = 60
"""Its docstring, and those of functions in it, left out: they are as long as they need to be."""


def _python(*arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("IONWORKS_")}
    return subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, check=False, env=environment, cwd=ROOT
    )


def _loaded_by(statement: str) -> set[str]:
    run = _python("-c", f"import sys\n{statement}\nprint(*sys.modules)")
    assert run.returncode == 0, run.stderr
    return set(run.stdout.split())


def test_import_loads_nothing_heavy() -> None:
    loaded = _loaded_by("import ionworks")
    assert not loaded & {*HEAVY, "ionworks_openapi.models"}
    assert not {name for name in loaded if name.startswith(("ionworks.server", "ionworks.resources"))}


def test_making_a_client_loads_no_solver_and_no_frames() -> None:
    loaded = _loaded_by("import ionworks\nionworks.Ionworks('key', 'http://127.0.0.1:1')")
    assert not loaded & {"pybamm", "pandas", "polars", "numpy", "scipy", "sqlalchemy", "connexion"}


def test_one_resource_loads_only_its_models() -> None:
    loaded = _loaded_by("import ionworks\nionworks.Ionworks('key', 'http://127.0.0.1:1').study")
    models = {name for name in loaded if name.startswith("ionworks_openapi.models.")}
    assert models
    assert not {name for name in models if "pipeline" in name or "protocol" in name}
    assert not loaded & {"pybamm", "pandas", "polars", "numpy"}


def test_exports_are_complete_and_importable() -> None:
    assert len(set(ionworks.__all__)) == len(ionworks.__all__)  # their order is ruff's (RUF022)
    assert set(ionworks.__all__) == set(ionworks._MODULES)
    assert all(hasattr(ionworks, name) for name in ionworks.__all__)
    assert {"Ionworks", "IonworksError", "get_dataframe_backend", "set_dataframe_backend"} <= set(ionworks.__all__)


def test_package_is_typed() -> None:
    assert (PACKAGE / "py.typed").exists()


@pytest.mark.thorough  # `make lint` runs it by itself
def test_layers() -> None:
    run = _python("-c", "from importlinter.cli import lint_imports_command; lint_imports_command()")
    assert run.returncode == 0 and "0 broken" in run.stdout, run.stdout + run.stderr


def test_modules_have_docstrings_and_are_short_or_say_why_not() -> None:
    wrong = []
    for path in MODULES:
        text, name = path.read_text(encoding="utf-8"), path.relative_to(PACKAGE)
        lines, has_docstring = text.count("\n"), text.startswith('"""')
        docstring = text.split('"""')[1] if has_docstring else ""
        if not has_docstring:
            wrong.append(f"{name} has no docstring")
        if lines > MOST_LINES and f"{MOST_LINES} lines" not in docstring:
            wrong.append(
                f"{name} has {lines} lines: split it, or argue in its docstring why more than {MOST_LINES} lines"
            )
    assert wrong == []


def _lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function without docstrings."""
    parts = [
        one for one in ast.walk(function) if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    ]
    described = [one.body[0] for one in parts if ast.get_docstring(one) is not None]
    return function.end_lineno - function.lineno + 1 - sum(one.end_lineno - one.lineno + 1 for one in described)


def test_functions_are_short() -> None:
    wrong = []
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and _lines(node) > MOST_LINES_OF_A_FUNCTION:
                wrong.append(
                    f"{path.relative_to(PACKAGE)}:{node.lineno} {node.name} has {_lines(node)} lines: split it"
                )
    assert wrong == []
