"""A day in a lab, and the rules of its records. Schedules are checked for overlaps by code of their own."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import combinations
from typing import Any

import attrs
import polars as pl
import pytest
import sqlalchemy as sa

from ionworks import Ionworks
from ionworks.errors import BadRequestError, ConflictError, NotFoundError
from ionworks.server.nouns.accounts import keys
from ionworks.server.local import LocalServer
from ionworks.server.store import schema
from ionworks.server.store.records import new_id
from tests.integration.lent_workers import Lender

pytestmark = pytest.mark.documented

STRANGER = "stranger-key-0123456789"
REST = {"global": {"initial_soc": 1}, "steps": [{"direction": "Rest", "ends": [{"variable": "Time [s]", "value": 60}]}]}
NOW = datetime.now(UTC)


def at(hours: float) -> str:
    return (NOW + timedelta(hours=hours)).isoformat()


@attrs.frozen
class Place:
    client: Ionworks
    stranger: Ionworks
    project: str
    spec: str
    cells: list[str]
    protocol: str


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, lent_workers: Lender) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("lab")
    with lent_workers(), LocalServer(folder, workers=1, validate_responses=True) as server:
        _add_stranger(server._runtime.store)
        with (
            Ionworks(server.api_key, server.url, server.project_id, timeout=60) as client,
            Ionworks(STRANGER, server.url) as stranger,
        ):
            volts = {"voltage_min": {"value": 2.5, "unit": "V"}, "voltage_max": {"value": 4.2, "unit": "V"}}
            spec = client.cell_spec.create({"name": "Cell", "form_factor": "pouch", "ratings": volts}).id
            cells = [client.cell_instance.create(spec, {"name": f"{n:02}"}).id for n in range(10)]
            protocol = client.protocol.create("Rest", REST).id
            yield Place(client, stranger, str(server.project_id), spec, cells, protocol)


def _add_stranger(store: Any) -> None:
    ids = {name: new_id() for name in ("organization", "user", "membership")}
    times = {"created_at": schema.now(), "updated_at": schema.now()}
    member = {"organization_id": ids["organization"], "user_id": ids["user"]}
    with store.write() as connection:
        connection.execute(sa.insert(schema.organizations), {"id": ids["organization"], "name": "Other", **times})
        connection.execute(sa.insert(schema.users), {"id": ids["user"], "email": "s@example.com", **times})
        row = {"id": ids["membership"], **member, "role": "Admin", "is_active": True, "invite_pending": False, **times}
        connection.execute(sa.insert(schema.memberships), row)
        connection.execute(sa.insert(schema.api_keys), keys.key_row(STRANGER, **member, name="test"))


def _series() -> pl.DataFrame:
    times = [float(second) for second in range(5)]
    return pl.DataFrame({"Time [s]": times, "Voltage [V]": [3.7] * 5, "Current [A]": [1.0] * 5, "Step count": [0] * 5})


def _run_on(place: Place, cell: str, channel: str, name: str, hours: float = -1) -> Any:
    data = {"measurement": {"name": name, "channel_id": channel, "start_time": at(hours)}, "time_series": _series()}
    return place.client.cell_measurement.create(cell, data)


def _plan(place: Place, name: str, hours: float, **said: Any) -> str:
    data = {"name": name, "protocol_id": place.protocol, "cell_specification_id": place.spec, **said}
    return place.client.planned_measurement.create({"estimated_duration_seconds": 3600 * hours, **data}).id


def _cycler(place: Place, name: str, channels: int, **rating: float) -> tuple[str, list[str]]:
    site = place.client.site.create_or_get({"name": "Hall"})
    cycler = place.client.cycler.create(site.id, {"name": name, "project_id": place.project})
    made = [place.client.channel.create(cycler.id, {"name": f"{n:02}", **rating}).id for n in range(channels)]
    return cycler.id, made


def test_a_day_in_a_lab(place: Place) -> None:
    client, planned = place.client, place.client.planned_measurement
    strong = {"max_amps": 20.0, "min_volts": 0.0, "max_volts": 5.0}
    weak = {"max_amps": 5.0, "min_volts": 0.0, "max_volts": 5.0}
    big, big_channels = _cycler(place, "Big", 5, **strong)
    _, small_channels = _cycler(place, "Small", 10, **weak)
    old, old_channels = _cycler(place, "Old", 5, **weak)
    assert len(client.site.detail(client.site.list(name_exact="Hall")[0].id).cyclers) == 3
    # the morning: two tests run, a fuse has blown, the old cycler is being calibrated for two hours
    running = [_run_on(place, place.cells[n], small_channels[n], f"running {n}") for n in (0, 1)]
    client.cell_measurement.watch(running[0].id)
    client.channel.update(big_channels[0], {"out_of_commission": True, "incident_category": "hardware_failure"})
    event = client.cycler.start_service(old, "calibration", at(0), scheduled_until=at(2))
    lab = client.lab.status(place.project)
    assert (lab.occupied, lab.free, lab.out_of_commission) == (2, 12, 6)
    assert client.lab.utilization(place.project, status=lab).percent == 10
    assert [one.id for one in client.lab.watched_channels(place.project, status=lab)] == [small_channels[0]]
    assert client.lab.list_watched(place.project) == [running[0].id]
    assert len(client.lab.free_channels(place.project, min_amps=10, status=lab)) == 4
    on = client.lab.on_channel(place.project, small_channels[0], status=lab)
    assert on is not None and (on.name, on.cell_instance_name) == ("running 0", "00")
    # 30 tests are wanted: some need much current, some share cells, all need to be set up
    wishes = []
    for number in range(30):
        needs = {"max_amps": 15.0} if number % 6 == 0 else {}
        cell = {"cell_instance_id": place.cells[2 + number % 8]} if number % 4 == 0 else {}
        times = {"setup_duration_seconds": 900.0, "teardown_duration_seconds": 300.0}
        wishes.append(_plan(place, f"test {number:02}", 1 + number % 5, test_setup=needs, **cell, **times))
    proposal = planned.auto_schedule_proposal(wishes, start_after="2020-01-01")
    assert [one.planned_measurement_id for one in proposal.assignments] == wishes
    assert all(one.is_scheduled for one in proposal.assignments)
    _check(place, proposal.assignments)
    applied = planned.apply_auto_schedule_proposal(proposal.assignments)
    assert {one.status for one in applied} == {"scheduled"} and len(applied) == 30
    # what is scheduled is respected by what comes later, and by hand nobody gets a taken place
    late = _plan(place, "late", 2)
    second = planned.auto_schedule_proposal([late])
    _check(place, [*proposal.assignments, *second.assignments])
    taken = proposal.assignments[0]
    with pytest.raises(ConflictError, match="is taken: from .* to "):
        planned.schedule(late, taken.channel_id, taken.planned_start_time, taken.planned_end_time)
    # anything that changes makes the proposal stale, and nothing of it is applied
    other = _plan(place, "other", 1)
    third = planned.auto_schedule_proposal([late, other])
    planned.update(other, {"notes": "hurry"})
    with pytest.raises(ConflictError) as stale:
        planned.apply_auto_schedule_proposal(third.assignments)
    assert stale.value.error_code == "SCHEDULE_STALE"
    assert planned.get(late).status == "requested"
    fourth = planned.auto_schedule_proposal([late, other])
    client.channel.update(fourth.assignments[0].channel_id, {"out_of_commission": True})
    with pytest.raises(ConflictError, match="out of date"):
        planned.apply_auto_schedule_proposal(fourth.assignments)
    client.channel.update(fourth.assignments[0].channel_id, {"out_of_commission": False, "resolution_notes": "ok"})
    # the evening: the calibration is done, the fuse is not, a test has ended
    done = client.cycler.complete_service(old, calibration_interval_days=180)
    assert done.id == event.id and done.performed_at is not None
    cycler = client.cycler.detail(old)
    due = datetime.fromisoformat(cycler.calibration_due_at) - datetime.fromisoformat(cycler.last_calibrated_at)
    assert due == timedelta(days=180) and not any(one.out_of_commission for one in cycler.channels)
    incident = client.channel.list_incidents(old_channels[0])[0]
    assert (incident.category, incident.service_event_id) == ("calibration", event.id) and incident.resolved_at
    assert client.channel.list_incidents(big_channels[0])[0].resolved_at is None
    client.cell_measurement.update(running[0].id, {"end_time": at(0)})
    assert client.lab.status(place.project).occupied == 1


def _check(place: Place, assignments: list[Any]) -> None:
    """No channel and no cell is in two places, nothing is where it cannot be: by comparing every pair."""
    client = place.client
    channels = {one.id: one for one in client.channel.list_all(1000)}
    plans = {one.id: one for one in client.planned_measurement.list(limit=1000)}
    out = [one.id for one in channels.values() if one.out_of_commission]
    back = {one: client.channel.list_incidents(one)[0].service_scheduled_until for one in out}
    busy = {one.id for one in client.lab.free_channels(place.project)} ^ set(channels)
    spans = []
    for one in assignments:
        assert one.channel_id not in busy - set(out)
        row = plans[one.planned_measurement_id]
        start, end = (datetime.fromisoformat(text) for text in (one.planned_start_time, one.planned_end_time))
        assert (end - start).total_seconds() == pytest.approx(row.estimated_duration_seconds)
        start -= timedelta(seconds=row.setup_duration_seconds or 0)
        end += timedelta(seconds=row.teardown_duration_seconds or 0)
        assert start >= NOW
        channel = channels[one.channel_id]
        assert channel.max_amps >= (row.test_setup or {}).get("max_amps", 0)
        assert channel.min_volts <= 2.5 and channel.max_volts >= 4.2
        if channel.out_of_commission:
            until = back[channel.id]
            assert until is not None and start >= datetime.fromisoformat(until)
        spans.append((one.channel_id, row.cell_instance_id, start, end))
    for a, b in combinations(spans, 2):
        if a[0] == b[0] or (a[1] is not None and a[1] == b[1]):
            assert a[3] <= b[2] or b[3] <= a[2], (a, b)


def test_batches_of_cells(place: Place) -> None:
    batches = place.client.cell_batch
    lot = batches.create(place.spec, {"name": "Lot A", "date_manufactured": "2026-01-31"})
    assert batches.create_or_get(place.spec, {"name": "LOT a"}).id == lot.id
    cell = place.client.cell_instance.create(place.spec, {"name": "of lot", "batch_id": lot.id})
    assert cell.batch_name == "Lot A"
    assert batches.get(lot.id).instance_count == 1
    other = place.client.cell_spec.create({"name": "Other", "form_factor": "pouch"}).id
    with pytest.raises(BadRequestError, match="not a lot of this specification"):
        place.client.cell_instance.create(other, {"name": "x", "batch_id": lot.id})
    batches.delete(lot.id)
    assert place.client.cell_instance.get(cell.id).batch_id is None


def test_contradictions_name_both_values(place: Place) -> None:
    client = place.client
    cycler, (channel, *_) = _cycler(place, "Rules", 2, max_amps=5.0)
    for change, message in (
        ({"min_volts": 5.0, "max_volts": 4.0}, "min_volts 5 is not below max_volts 4"),
        ({"max_amps": -1.0}, "max_amps is -1"),
        (
            {
                "out_of_commission": True,
                "service_scheduled_at": "2026-05-02",
                "service_scheduled_until": "2026-05-01",
            },
            "2026-05-01.* is not after service_scheduled_at 2026-05-02",
        ),
        ({"out_of_commission": True, "incident_category": "maintenance"}, "needs service_scheduled_at"),
    ):
        with pytest.raises(BadRequestError, match=message):
            client.channel.update(channel, change)
    with pytest.raises(BadRequestError, match="out_of_commission cannot be set"):
        client.channel.create(cycler, {"name": "x", "out_of_commission": True})
    with pytest.raises(BadRequestError, match="scheduled_until .* is not after scheduled_for"):
        client.cycler.start_service(cycler, "repair", "2026-05-02", scheduled_until="2026-05-01")
    with pytest.raises(ConflictError):
        client.channel.create(cycler, {"name": "00"})
    common = {"name": "p", "protocol_id": place.protocol, "cell_specification_id": place.spec}
    for said, message in (
        ({}, "status 'requested' needs estimated_duration_seconds"),
        ({"status": "scheduled", "channel_id": channel}, "needs planned_start_time, planned_end_time"),
        ({"estimated_duration_seconds": 5, "test_setup": {"min_volts": 4, "max_volts": 3}}, "min_volts 4 is not below"),
    ):
        with pytest.raises(BadRequestError, match=message):
            client.planned_measurement.create({**common, **said})
    place_of = {"status": "scheduled", "channel_id": channel, "planned_start_time": at(50), "planned_end_time": at(51)}
    with pytest.raises(BadRequestError, match="needs max_amps 9 A, and the channel has 5 A"):
        client.planned_measurement.create({**common, **place_of, "test_setup": {"max_amps": 9}})
    wish = _plan(place, "impossible", 1, test_setup={"max_amps": 500.0})
    (answer,) = client.planned_measurement.auto_schedule_proposal([wish]).assignments
    assert not answer.is_scheduled and "needs max_amps 500 A" in answer.unscheduled_reason


def test_measurements_on_channels(place: Place) -> None:
    _, (channel, other) = _cycler(place, "Links", 2)
    client, cell = place.client, place.cells[9]
    first = _run_on(place, cell, channel, "first", -3)
    with pytest.raises(ConflictError, match="'first' runs on the channel"):
        _run_on(place, cell, channel, "second", -2)
    with pytest.raises(ConflictError, match="'first' runs on the channel"):
        client.channel.update(channel, {"out_of_commission": True})
    client.cell_measurement.update(first.id, {"end_time": at(-2.5)})
    second = _run_on(place, cell, channel, "second", -2)
    with pytest.raises(ConflictError, match="'second' runs"):
        client.cell_measurement.update(first.id, {"end_time": at(-1)})
    with pytest.raises(BadRequestError, match="needs start_time"):
        client.cell_measurement.create(
            cell, {"measurement": {"name": "third", "channel_id": other}, "time_series": _series()}
        )
    client.channel.update(other, {"out_of_commission": True})
    with pytest.raises(ConflictError, match="out of commission"):
        _run_on(place, cell, other, "fourth")
    client.cell_measurement.update(second.id, {"end_time": at(-1)})
    assert client.channel.update(channel, {"out_of_commission": True}).out_of_commission


def test_another_organization_sees_nothing(place: Place) -> None:
    theirs = place.stranger
    site = place.client.site.create_or_get({"name": "Hall"})
    cycler, (channel,) = _cycler(place, "Private", 1)
    wish = _plan(place, "private", 1)
    lot = place.client.cell_batch.create(place.spec, {"name": "Private"})
    assert theirs.site.list().total == 0 and theirs.channel.list_all().total == 0
    for ask in (
        lambda: theirs.site.get(site.id),
        lambda: theirs.cycler.list(site.id),
        lambda: theirs.cycler.create(site.id, {"name": "x", "project_id": place.project}),
        lambda: theirs.cycler.get(cycler),
        lambda: theirs.cycler.start_service(cycler, "repair", "2026-01-01"),
        lambda: theirs.channel.update(channel, {"notes": "x"}),
        lambda: theirs.channel.list_incidents(channel),
        lambda: theirs.lab.status(place.project),
        lambda: theirs.cell_batch.get(lot.id),
        lambda: theirs.planned_measurement.get(wish, place.project),
        lambda: theirs.planned_measurement.auto_schedule_proposal([wish], project_id=place.project),
    ):
        with pytest.raises(NotFoundError):
            ask()
