"""Error codes stand in one table."""

import ast
from pathlib import Path

import ionworks.server
from ionworks.server.ground import errors

SERVER = Path(ionworks.server.__file__).parent
CODES = {value for name, value in vars(errors).items() if name.isupper()}


def test_a_code_is_written_in_the_table_only():
    assert all(getattr(errors, code) == code for code in CODES)
    written = [
        f"{path.relative_to(SERVER)}:{node.lineno} {node.value}"
        for path in SERVER.rglob("*.py")
        if path.name != "errors.py"
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in CODES
    ]
    assert written == []
