"""Cycler files through the client and the embedded server: written, refused with every step, read."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ionworks import Ionworks
from ionworks.errors import UnprocessableError, ValidationError
from tests.unit.ucp.vendors.test_convert import PROTOCOL
from tests.integration.lent_workers import Lender


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory, lent_workers: Lender) -> Iterator[Ionworks]:
    with lent_workers(), Ionworks.local(data_dir=tmp_path_factory.mktemp("data"), workers=1) as opened:
        yield opened


@pytest.mark.documented
def test_the_documented_conversion(client: Ionworks, tmp_path: Path) -> None:
    result = client.protocol.convert(protocol=PROTOCOL, target_format="maccor", verify=True)
    path = tmp_path / result["filename"]
    with path.open("w") as file:
        file.write(result["content"])
    assert path.name == "protocol.000"
    assert path.read_bytes() == result.primary_bytes
    read = client.protocol.parse_file(path)
    assert (read.cycler_type, read.error) == ("maccor", None)
    assert read.human_readable.splitlines()[1:] == [
        "Charge at 1C until Voltage > 4.2 V",
        "Charge and hold at 4.2 V until Current < 0.05 A",
        "Discharge at 1C until Voltage < 2.7 V",
    ]


@pytest.mark.parametrize("target", ["neware", "arbin", "arbin_sdx", "biologic", "novonix"])
@pytest.mark.local_only
def test_every_format_is_served_under_both_names(client: Ionworks, target: str) -> None:
    one = client.protocol.convert(protocol=PROTOCOL, target_format=target, nominal_capacity_ah=3, filename_stem="x y")
    other = client.protocol.convert(PROTOCOL, target=target, nominal_capacity_ah=3, filename_stem="x y")
    assert one == other
    assert one.filename.startswith("x y.")


@pytest.mark.local_only
def test_inputs_are_written_as_their_values(client: Ionworks) -> None:
    rate = 'value: input["C-rate"]'
    written = client.protocol.convert(PROTOCOL.replace("value: 1\n", f"{rate}\n"), "maccor", inputs={"C-rate": 1})
    assert written.content == client.protocol.convert(PROTOCOL, "maccor").content
    with pytest.raises(UnprocessableError, match="C-rate"):
        client.protocol.convert(PROTOCOL.replace("value: 1\n", f"{rate}\n"), "maccor")


@pytest.mark.local_only
def test_refusals_name_every_step(client: Ionworks) -> None:
    steps = [{"Rest": {"ends": ["SOC > 50"]}}, {"A": [{"Rest": {"duration": 5, "temperature": 40}}]}]
    with pytest.raises(UnprocessableError) as caught:
        client.protocol.convert({"steps": steps}, "maccor")
    assert 'steps[1] "A" > Rest' in str(caught.value)
    assert "steps[0] Rest: end SOC > 50 %" in str(caught.value)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"target_format": "biologic_bttest"}, "no BT-Test file"),
        ({"target_format": "neware"}, "needs nominal_capacity_ah"),
        ({"target_format": "maccor", "filename_stem": "../x"}, "filename_stem"),
    ],
)
@pytest.mark.local_only
def test_other_refusals(client: Ionworks, options: dict[str, str], message: str) -> None:
    with pytest.raises(UnprocessableError, match=message):
        client.protocol.convert(protocol=PROTOCOL, **options)


@pytest.mark.local_only
def test_a_file_that_is_no_protocol(client: Ionworks, tmp_path: Path) -> None:
    path = tmp_path / "x.bin"
    path.write_bytes(b"\x00\x01 binary")
    read = client.protocol.parse_file(path)
    assert read.ucp == ""
    assert "binary content" in (read.error or "")


@pytest.mark.local_only
def test_one_target(client: Ionworks) -> None:
    with pytest.raises(ValidationError, match="target_format"):
        client.protocol.convert(protocol=PROTOCOL)
