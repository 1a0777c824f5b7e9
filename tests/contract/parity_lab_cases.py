"""What the methods of lots, sites, cyclers, channels, lab and planned measurements must send (wire.md sections 26 to 31)."""

from ionworks.records import LabStatus
from tests.contract.parity_cases import (
    EMAIL,
    EMAIL_SENT,
    FILTERS,
    FILTERS_SENT,
    P,
    case,
    delete,
    get,
    patch,
    post,
)
from tests.contract.recorder import Answer

TAKEN = Answer({"error_code": "CONFLICT", "message": "taken", "detail": {"existing_id": "x9"}}, 409)
ALL = {"limit": "5", "offset": "2", "name": "ilike.%A%", **FILTERS_SENT, **EMAIL_SENT}
LAB = {
    "sites": [
        {
            "id": "s", "name": "S",
            "cyclers": [
                {
                    "id": "y", "name": "Y", "channel_count": 3, "occupied": 1, "stale": 1, "free": 1,
                    "channels": [
                        {"id": "c1", "name": "1", "state": "free", "max_amps": 5.0, "min_volts": 0.0, "max_volts": 5.0},
                        {"id": "c2", "name": "2", "state": "stale", "measurement": None},
                        {
                            "id": "c3", "name": "3", "state": "occupied",
                            "measurement": {"id": "m", "name": "M", "updated_at": "t", "cell_instance_id": "i",
                                            "watched": True},
                        },
                    ],
                }
            ],
        }
    ],
    "occupied": 1, "stale": 1, "free": 1, "out_of_commission": 0,
}  # fmt: skip
STATUS = LabStatus.from_wire(LAB)
NO_VARIANTS = {"variants": ("example",)}
ASSIGNMENT = {
    "planned_measurement_name": "A",
    "planned_measurement_id": "p1", "planned_measurement_updated_at": "t", "channel_id": "c1",
    "planned_start_time": "2026-01-01T00:00:00Z", "planned_end_time": "2026-01-01T01:00:00Z",
}  # fmt: skip
PLANNED = f"/projects/{P}/planned_measurements"
BATCHES = "/cell_specifications/s1/cell_batches"

LAB_CASES = [
    case("cell_batch.get", lambda c: c.cell_batch.get("b1"), get("/cell_batches/b1")),
    case("cell_batch.list", lambda c: c.cell_batch.list("s1", 5, name_exact="L"), get(BATCHES, limit="5", name="eq.L")),
    case("cell_batch.create", lambda c: c.cell_batch.create("s1", {"name": "L"}), post(BATCHES, {"name": "L"})),
    case(
        "cell_batch.create_or_get",
        lambda c: c.cell_batch.create_or_get("s1", {"name": "L"}),
        post(BATCHES, {"name": "L"}),
        get("/cell_batches/x9"),
        answers={"create_cell_batch": TAKEN},
    ),
    case(
        "cell_batch.update",
        lambda c: c.cell_batch.update("b1", {"notes": "n"}),
        patch("/cell_batches/b1", {"notes": "n"}),
    ),
    case("cell_batch.delete", lambda c: c.cell_batch.delete("b1"), delete("/cell_batches/b1")),
    case("site.get", lambda c: c.site.get("s1"), get("/sites/s1")),
    case(
        "site.list",
        lambda c: c.site.list(5, 2, name="A", location="Ulm", **FILTERS, **EMAIL),
        get("/sites", **ALL, location="ilike.%Ulm%"),
    ),
    case(
        "site.detail",
        lambda c: c.site.detail("s1"),
        get("/sites/s1"),
        get("/sites/s1/cyclers", limit="100", offset="0"),
        get("/cyclers/y1/channels", limit="100", offset="0"),
        answers={
            "get_site": {"id": "s1", "name": "S"},
            "list_cyclers": {
                "items": [{"id": "y1", "name": "Y", "site_id": "s1", "project_id": "p"}],
                "count": 1,
                "total": 1,
            },
        },
        **NO_VARIANTS,
    ),  # fmt: skip
    case("site.create", lambda c: c.site.create({"name": "S"}), post("/sites", {"name": "S"})),
    case(
        "site.create_or_get",
        lambda c: c.site.create_or_get({"name": "S"}),
        post("/sites", {"name": "S"}),
        get("/sites/x9"),
        answers={"create_site": TAKEN},
    ),
    case("site.update", lambda c: c.site.update("s1", {"location": "B"}), patch("/sites/s1", {"location": "B"})),
    case("site.delete", lambda c: c.site.delete("s1"), delete("/sites/s1")),
    case("cycler.get", lambda c: c.cycler.get("y1"), get("/cyclers/y1")),
    case(
        "cycler.list",
        lambda c: c.cycler.list(
            "s1",
            5,
            2,
            name="A",
            project_id="p1",
            manufacturer="Ar",
            calibration_due_before="2026-01-01",
            **FILTERS,
            **EMAIL,
        ),
        get("/sites/s1/cyclers", **ALL, project_id="p1", manufacturer="ilike.%Ar%", calibration_due_at_lt="2026-01-01"),
    ),
    case(
        "cycler.detail",
        lambda c: c.cycler.detail("y1"),
        get("/cyclers/y1"),
        get("/cyclers/y1/channels", limit="100", offset="0"),
        answers={"get_cycler": {"id": "y1", "name": "Y", "site_id": "s1", "project_id": "p"}},
        **NO_VARIANTS,
    ),
    case(
        "cycler.detail_from_cycler",
        lambda c: c.cycler.detail_from_cycler(c.cycler.get("y1")),
        get("/cyclers/y1"),
        get("/cyclers/y1/channels", limit="100", offset="0"),
        answers={"get_cycler": {"id": "y1", "name": "Y", "site_id": "s1", "project_id": "p"}},
        **NO_VARIANTS,
    ),
    case(
        "cycler.create",
        lambda c: c.cycler.create("s1", {"name": "Y", "project_id": "p"}),
        post("/sites/s1/cyclers", {"name": "Y", "project_id": "p"}),
    ),
    case(
        "cycler.create_or_get",
        lambda c: c.cycler.create_or_get("s1", {"name": "Y", "project_id": "p"}),
        post("/sites/s1/cyclers", {"name": "Y", "project_id": "p"}),
        get("/cyclers/x9"),
        answers={"create_cycler": TAKEN},
    ),
    case("cycler.update", lambda c: c.cycler.update("y1", {"port": 5}), patch("/cyclers/y1", {"port": 5})),
    case("cycler.delete", lambda c: c.cycler.delete("y1"), delete("/cyclers/y1")),
    case(
        "cycler.list_service_events",
        lambda c: c.cycler.list_service_events("y1", 5),
        get("/cyclers/y1/service_events", limit="5"),
    ),
    case(
        "cycler.start_service",
        lambda c: c.cycler.start_service("y1", "repair", "2026-01-01T08:00:00Z"),
        post("/cyclers/y1/service_events", {"event_type": "repair", "scheduled_for": "2026-01-01T08:00:00Z"}),
    ),
    case(
        "cycler.complete_service",
        lambda c: c.cycler.complete_service("y1", calibration_interval_days=90),
        post("/cyclers/y1/service_events/complete", {"event_type": "calibration", "calibration_interval_days": 90}),
    ),
    case("channel.get", lambda c: c.channel.get("c1"), get("/channels/c1")),
    case(
        "channel.list",
        lambda c: c.channel.list("y1", 5, 2, name="A", **FILTERS, **EMAIL),
        get("/cyclers/y1/channels", **ALL),
    ),
    case(
        "channel.list_all",
        lambda c: c.channel.list_all(5, 2, cycler_id="y1", name="A", **FILTERS, **EMAIL),
        get("/channels", **ALL, cycler_id="y1"),
    ),
    case(
        "channel.create", lambda c: c.channel.create("y1", {"name": "1"}), post("/cyclers/y1/channels", {"name": "1"})
    ),
    case(
        "channel.create_or_get",
        lambda c: c.channel.create_or_get("y1", {"name": "1"}),
        post("/cyclers/y1/channels", {"name": "1"}),
        get("/channels/x9"),
        answers={"create_channel": TAKEN},
    ),
    case(
        "channel.update",
        lambda c: c.channel.update("c1", {"out_of_commission": True}),
        patch("/channels/c1", {"out_of_commission": True}),
    ),
    case("channel.list_incidents", lambda c: c.channel.list_incidents("c1"), get("/channels/c1/incidents")),
    case("channel.delete", lambda c: c.channel.delete("c1"), delete("/channels/c1")),
    case("lab.status", lambda c: c.lab.status("p1"), get("/projects/p1/lab/status")),
    case(
        "lab.utilization",
        lambda c: c.lab.utilization("p1", status=STATUS),
        returns=lambda found: (found.percent, found.total) == (67, 3),
    ),
    case(
        "lab.free_channels",
        lambda c: c.lab.free_channels("p1", min_amps=5, max_volts=4.2, status=STATUS),
        returns=lambda found: [one.id for one in found] == ["c1"] and found[0].cycler_name == "Y",
    ),
    case(
        "lab.free_channels",
        lambda c: c.lab.free_channels("p1", min_amps=6),
        get("/projects/p1/lab/status"),
        answers={"get_lab_status": LAB},
        returns=lambda found: found == [],
        note="none",
        **NO_VARIANTS,
    ),
    case(
        "lab.stale_channels",
        lambda c: c.lab.stale_channels("p1", status=STATUS),
        returns=lambda found: [one.id for one in found] == ["c2"],
    ),
    case(
        "lab.on_channel",
        lambda c: c.lab.on_channel("p1", "c3", status=STATUS),
        returns=lambda found: found.id == "m",
    ),
    case("lab.list_watched", lambda c: c.lab.list_watched("p1"), get("/projects/p1/lab/watched")),
    case(
        "lab.watched_channels",
        lambda c: c.lab.watched_channels("p1", status=STATUS),
        returns=lambda found: [one.id for one in found] == ["c3"],
    ),
    case("planned_measurement.get", lambda c: c.planned_measurement.get("p1"), get(f"{PLANNED}/p1")),
    case(
        "planned_measurement.list",
        lambda c: c.planned_measurement.list(limit=5, status="requested", channel_id="c1", name="A", order_by="name"),
        get(PLANNED, limit="5", status="requested", channel_id="c1", name="ilike.%A%", order_by="name"),
    ),
    case(
        "planned_measurement.create",
        lambda c: c.planned_measurement.create({"name": "N", "protocol_id": "x", "cell_specification_id": "s"}, "P2"),
        post("/projects/P2/planned_measurements", {"name": "N", "protocol_id": "x", "cell_specification_id": "s"}),
    ),
    case(
        "planned_measurement.create_or_get",
        lambda c: c.planned_measurement.create_or_get({"name": "N", "protocol_id": "x", "cell_specification_id": "s"}),
        post(PLANNED, {"name": "N", "protocol_id": "x", "cell_specification_id": "s"}),
        get(f"{PLANNED}/x9"),
        answers={"create_planned_measurement": TAKEN},
    ),
    case(
        "planned_measurement.update",
        lambda c: c.planned_measurement.update("p1", {"notes": "n"}),
        patch(f"{PLANNED}/p1", {"notes": "n"}),
    ),
    case(
        "planned_measurement.schedule",
        lambda c: c.planned_measurement.schedule("p1", "c1", "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z"),
        patch(
            f"{PLANNED}/p1",
            {
                "status": "scheduled",
                "channel_id": "c1",
                "planned_start_time": "2026-01-01T00:00:00Z",
                "planned_end_time": "2026-01-02T00:00:00Z",
            },
        ),
    ),
    case(
        "planned_measurement.auto_schedule_proposal",
        lambda c: c.planned_measurement.auto_schedule_proposal(["p1", "p2"], "2026-01-01"),
        post(
            f"{PLANNED}/auto_schedule_proposal",
            {"planned_measurement_ids": ["p1", "p2"], "start_after": "2026-01-01"},
        ),
    ),
    case(
        "planned_measurement.apply_auto_schedule_proposal",
        lambda c: c.planned_measurement.apply_auto_schedule_proposal([ASSIGNMENT]),
        post(f"{PLANNED}/apply_auto_schedule_proposal", {"assignments": [ASSIGNMENT]}),
        returns=lambda found: isinstance(found, list),
    ),
    case(
        "planned_measurement.cancel",
        lambda c: c.planned_measurement.cancel("p1"),
        patch(f"{PLANNED}/p1", {"status": "cancelled"}),
    ),
    case("planned_measurement.delete", lambda c: c.planned_measurement.delete("p1"), delete(f"{PLANNED}/p1")),
]
"""Rows of the lab."""
