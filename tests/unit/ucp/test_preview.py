"""What the picture of a protocol shows, and that it can be drawn."""

import matplotlib as mpl
import pytest

from ionworks import ucp
from ionworks.errors import ValidationError
from ionworks.plotting.protocols import draw_protocol
from ionworks.ucp.preview import Jump, Span, preview

mpl.use("Agg")

TEXT = """
steps:
  - Formation:
      - Charge: {mode: C-rate, value: 0.1, ends: ["Voltage > 4.2"], duration: 54000}
      - Charge: {mode: Voltage, value: 4.2, ends: ["Current < 0.05"]}
  - Cycling:
      repeat: 300
      steps:
        - Inner:
            repeat: input["N"]
            steps:
              - Discharge: {mode: Current, value: 5, ends: [{"Voltage < 2.5": {goto: Check}}]}
        - Rest: {duration: 600, ends: [{"Temperature > 45": {goto: End}}]}
        - Control: {if: "1 > 0", goto: Formation, else: Check}
  - Check:
      - EIS: {frequency_min: 0.01, frequency_max: 10000}
"""


@pytest.fixture
def picture():
    return preview(ucp.parse(TEXT))


def test_set_points_are_signed_and_ends_are_short(picture):
    shown = [(s.title, s.set_point, s.value, s.ends) for s in picture.segments]
    assert shown == [
        ("Charge", "0.1C", -0.1, ("V > 4.2 V", "15 h")),
        ("Hold", "4.2 V", 4.2, ("I < 0.05 A",)),
        ("Discharge", "5 A", 5.0, ("V < 2.5 V",)),
        ("Rest", "", None, ("T > 45 °C", "10 min")),
        ("EIS", "", None, ()),
    ]
    assert picture.segments[0].voltage_ends == ((">", 4.2),)


def test_blocks_span_their_steps(picture):
    assert picture.spans == (
        Span(0, 1, 0, "Formation"),
        Span(2, 3, 1, "Cycling  \N{MULTIPLICATION SIGN} 300"),
        Span(2, 2, 0, 'Inner  \N{MULTIPLICATION SIGN} input["N"]'),
        Span(4, 4, 0, "Check"),
    )


def test_jumps_lead_to_steps_or_the_end(picture):
    assert picture.jumps == (
        Jump(2, 4, "V < 2.5 V"),
        Jump(3, 5, "T > 45 °C"),
        Jump(3, 0, "if 1"),
        Jump(3, 4, "else"),
    )


def test_the_picture_shows_every_text(picture):
    axes = draw_protocol(picture)
    texts = [text.get_text() for text in axes.texts]
    for expected in ("Charge\n0.1C", "Hold\n4.2 V", "V > 4.2 V\n15 h", "Formation", "Check", "T > 45 °C", "End"):
        assert expected in texts
    assert {"Voltage [V]", "C-rate [1/h]", "Current [A]"} <= set(texts)
    mpl.pyplot.close(axes.figure)


def test_it_draws_where_it_is_told():
    figure, axes = mpl.pyplot.subplots()
    rests = preview(ucp.parse({"steps": [{"Rest": {"duration": 5}}] * 20}))
    assert draw_protocol(rests, axes) is axes
    assert [text.get_rotation() for text in axes.texts if text.get_text() == "5 s"] == [90.0] * 20
    mpl.pyplot.close(figure)


def test_the_facade_draws_text_mappings_and_saved_protocols(tmp_path):
    from ionworks import Ionworks
    from ionworks.records import Protocol

    with Ionworks(api_key="x", api_url="http://localhost:1", project_id="p") as client:
        body = {"steps": [{"Rest": {"duration": 60}}]}
        saved = Protocol.from_wire({"id": "a", "name": "n", "organization_id": "o", "protocol_config": body})
        for protocol in (TEXT, body, saved, "Rest for 1 hour"):
            axes = client.protocol.plot(protocol)
            axes.figure.savefig(tmp_path / "protocol.png")
            mpl.pyplot.close(axes.figure)
        with pytest.raises(ValidationError, match="unknown step"):
            client.protocol.plot({"steps": [{"Chrage": {}}]})
