import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ionworks.ucp.expressions import Environment, Expression, ExpressionError, parse_expression


def value(text: str, **names: float) -> float:
    variables = {key: number for key, number in names.items() if key.startswith("VAR_")}
    inputs = {key: number for key, number in names.items() if not key.startswith("VAR_")}
    return parse_expression(text).evaluate(Environment(inputs, variables, {"Voltage": 3.7}))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 + 2 * 3", 7.0),
        ("(1 + 2) * 3 / 2 - 0.5", 4.0),
        ("2 ** 3", 8.0),
        ("-2 ** 2", -4.0),
        ("+1e9", 1e9),
        (".5 + 5.", 5.5),
        ("1 < 2", 1.0),
        ("1 < 2 < 2", 0.0),
        ("1 == 1 and not 0", 1.0),
        ("0 or 0", 0.0),
        ("3 != 3", 0.0),
        ("ifelse(2 > 1, 10, 20)", 10.0),
        ("ifelse(2 < 1, 10, 20)", 20.0),
        ("ifelse(1, 5, 1 / 0)", 5.0),
        ("min(3, 1, 2) + max(1, 4) + abs(-2)", 7.0),
        ('input["x"] * 2', 6.0),
        ("input['x'] * 2", 6.0),
        ("input [ 'x' ]", 3.0),
        ("VAR_a + 1", 11.0),
        ("Voltage + 0.5", 4.2),
        ("1 +\n 2", 3.0),
    ],
)
def test_values(text, expected):
    assert value(text, x=3.0, VAR_a=10.0) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("name", ["C-rate", "Initial SOC [%]", "Temperature [°C]", "a 'b'", "x%"])
def test_input_names_may_hold_anything(name):
    expression = parse_expression(f'input["{name}"] + 1')
    assert expression.inputs == (name,)
    assert expression.evaluate(Environment({name: 1.0})) == 2.0


def test_names_in_text_order_without_repetition():
    expression = parse_expression('ifelse(VAR_b > input["z"], input["a"], VAR_a + input["z"]) + Voltage')
    assert expression.inputs == ("z", "a")
    assert expression.variables == ("VAR_b", "VAR_a")
    assert expression.measured == ("Voltage",)


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os').system('true')",
        "().__class__",
        "VAR_a.real",
        "VAR_a()",
        "open('x')",
        "lambda: 1",
        "[1, 2]",
        "{1: 2}",
        "(1, 2)",
        "[VAR_a for VAR_a in VAR_b]",
        "VAR_a := 1",
        "1 if 2 else 3",
        "x",
        "True",
        "None",
        "'text'",
        "f'{VAR_a}'",
        "b'x'",
        '"a" "b"',
        "1 // 2",
        "1 % 2",
        "1 & 2",
        "~1",
        "1 is 1",
        "1 in VAR_a",
        "abs(1, 2)",
        "min()",
        "ifelse(1, 2)",
        "abs(x=1)",
        "abs(*VAR_a)",
        "input",
        "input[0]",
        "input['a':'b']",
        "input['a\\n']",
        "1_000",
        "0x10",
        "1j",
        "1e999",
        "1..real",
        "9" * 400,
        "",
        "1 +",
        "((1)",
        "1; 2",
        "1 # comment",
        "@VAR_a",
        "VAR_a!",
        "1if 1else 2",
        "\x00",
        "ｖ",
    ],
)
def test_everything_else_is_refused(text):
    with pytest.raises(ExpressionError):
        parse_expression(text)


def test_unquoted_input_name_has_a_hint():
    with pytest.raises(ExpressionError, match="unquoted name") as caught:
        parse_expression("input[C-rate]")
    assert caught.value.allowed == 'input["name"], the name in quotes'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1 / 0", "division by zero"),
        ("0 ** -1", "division by zero"),
        ("1e300 * 1e300", "too large"),
        ("10.0 ** 64 ** 2", "exponent 4096"),
        ("2 ** 65", "exponent 65"),
        ("2 ** -65", "exponent -65"),
        ("(1e200) ** 64", "too large"),
        ("(-1) ** 0.5", "not a real number"),
        ('input["y"]', r'input\["y"\] without a value'),
        ("VAR_missing", "VAR_missing without a value"),
        ("Capacity", "Capacity without a value"),
    ],
)
def test_no_value(text, message):
    with pytest.raises(ExpressionError, match=message):
        value(text)


def test_non_finite_inputs_have_no_value():
    with pytest.raises(ExpressionError, match="too large"):
        value('input["x"]', x=float("nan"))


def test_bounds():
    parse_expression("1" + " " * 600)  # white space around does not count
    parse_expression("-" * 19 + "1")
    with pytest.raises(ExpressionError, match="501 characters"):
        parse_expression("1" + "+1" * 250)
    with pytest.raises(ExpressionError, match="more than 20 deep"):
        parse_expression("-" * 20 + "1")


@pytest.mark.parametrize("text", ["(" * 250 + "1" + ")" * 249, "-" * 499 + "1", "not " * 120 + "1", "2" + "**9" * 160])
def test_parser_attacks_are_quick(text):
    start = time.perf_counter()
    with pytest.raises(ExpressionError):
        parse_expression(text).evaluate(Environment())
    assert time.perf_counter() - start < 0.5


def test_substitution_keeps_precedence():
    expression = parse_expression('2 ** input["x"] - VAR_a * input["y"]').substitute({"x": -1.0, "y": -3.0})
    assert expression.inputs == ()
    assert expression.evaluate(Environment(variables={"VAR_a": 2.0})) == pytest.approx(0.5 + 6.0)
    assert parse_expression('-input["x"] ** 2').substitute({"x": -3.0}).evaluate(Environment()) == -9.0


def test_substitution_of_some_inputs():
    expression = parse_expression('input["x"] + input["y"]').substitute({"x": 1.0})
    assert expression.inputs == ("y",)


def test_equality_is_by_text():
    assert parse_expression("VAR_a + 1") == parse_expression(" VAR_a + 1 ")
    assert len({parse_expression("VAR_a"), parse_expression("VAR_a")}) == 1


@given(st.text(max_size=80) | st.text(alphabet='0123456789.eE+-*/()<>=! input["x"]VAR_a,', max_size=80))
def test_any_text_gives_an_expression_or_an_error(text):
    try:
        expression = parse_expression(text)
    except ExpressionError:
        return
    assert isinstance(expression, Expression)
    try:
        result = expression.evaluate(Environment({"x": 1.0}, {"VAR_a": 2.0}, {"Voltage": 3.0}))
    except ExpressionError:
        return
    assert isinstance(result, float)
