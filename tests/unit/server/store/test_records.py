"""Records of one organization: scoping, conflicts, missing records."""

import uuid

import pytest

from ionworks.server.nouns.accounts.bootstrap import Home
from ionworks.server.ground.built_in import BUILT_IN_SETS
from ionworks.server.ground.errors import ApiError
from ionworks.server.store import database, schema
from ionworks.server.store.database import SchemaMismatchError, Store
from ionworks.server.store.records import Records, new_id, new_ids


def _refusal(status: int):
    class Expect:
        def __enter__(self):
            self.inner = pytest.raises(ApiError)
            self.info = self.inner.__enter__()
            return self.info

        def __exit__(self, *details):
            done = self.inner.__exit__(*details)
            assert self.info.value.status == status
            return done

    return Expect()


@pytest.fixture
def specs(store: Store, home: Home) -> Records:
    return Records(store, schema.cell_specs, home.organization_id, home.user_id, "a@b.example")


def test_insert_fills_in_the_common_columns(specs: Records, home: Home) -> None:
    row = specs.insert({"name": "M50", "project_id": home.project_id, "ratings": {"capacity": float("inf")}})
    stored = specs.get(row["id"])
    assert stored["organization_id"] == home.organization_id
    assert stored["created_by_email"] == "a@b.example"
    assert stored["created_at"] == stored["updated_at"]
    assert stored["created_at"].endswith("Z")
    assert stored["ratings"]["capacity"] == float("inf")


def test_another_organization_sees_nothing(specs: Records, store: Store, home: Home) -> None:
    row = specs.insert({"name": "M50", "project_id": home.project_id})
    others = Records(store, schema.cell_specs, "another-organization")
    for attempt in (
        lambda: others.get(row["id"]),
        lambda: others.update(row["id"], {"name": "x"}),
        lambda: others.delete(row["id"]),
    ):
        with _refusal(404):
            attempt()
    assert specs.get(row["id"])["name"] == "M50"


def test_a_taken_name_is_a_conflict_with_the_existing_id(specs: Records, home: Home) -> None:
    first = specs.insert({"name": "M50", "project_id": home.project_id})
    second = specs.insert({"name": "M51", "project_id": home.project_id})
    with _refusal(409) as caught:
        specs.insert({"name": "M50", "project_id": home.project_id})
    assert caught.value.body()["detail"] == {"existing_id": first["id"]}
    assert caught.value.body()["error_code"] == "CONFLICT"
    with _refusal(409) as caught:
        specs.update(second["id"], {"name": "M50"})
    assert caught.value.detail == {"existing_id": first["id"]}


def test_unknown_reference_is_refused(specs: Records) -> None:
    with _refusal(400):
        specs.insert({"name": "M50", "project_id": "nowhere"})
    assert specs.all() == []


def test_update_changes_time_and_only_given_columns(specs: Records, home: Home) -> None:
    row = specs.insert({"name": "M50", "project_id": home.project_id, "notes": "keep"})
    after = specs.update(row["id"], {"name": "M50T"})
    assert (after["name"], after["notes"]) == ("M50T", "keep")
    assert after["updated_at"] > row["updated_at"]
    assert after["created_at"] == row["created_at"]


def test_failed_statement_leaves_an_open_transaction_usable(store: Store, specs: Records, home: Home) -> None:
    with store.write() as connection:
        inside = specs.within(connection)
        inside.insert({"name": "A", "project_id": home.project_id})
        with _refusal(409):
            inside.insert({"name": "A", "project_id": home.project_id})
        inside.insert({"name": "B", "project_id": home.project_id})
    assert [row["name"] for row in specs.all()] == ["A", "B"]


def test_deleting_a_project_deletes_its_contents(store: Store, specs: Records, home: Home) -> None:
    row = specs.insert({"name": "M50", "project_id": home.project_id})
    Records(store, schema.projects, home.organization_id).delete(home.project_id)
    with _refusal(404):
        specs.get(row["id"])
    assert specs.all() == []


def test_unknown_column_is_a_defect_not_a_silent_drop(specs: Records) -> None:
    with pytest.raises(KeyError, match="colour"):
        specs.complete({"name": "x", "colour": "red"})


def test_seed_names_every_model_and_set(store: Store, home: Home) -> None:
    rows = Records(store, schema.parameterized_models, home.organization_id).all()
    names = {row["name"] for row in rows}
    assert len(rows) == 3 * len(BUILT_IN_SETS)
    assert {"Chen2020 SPMe", "Marquis2019 DFN"} <= names
    assert all(row["project_id"] is None for row in rows)


def test_initialize_is_idempotent_and_refuses_other_revisions(store: Store) -> None:
    assert database.initialize(store) is False
    with store.write() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0000'")
    with pytest.raises(SchemaMismatchError, match="ionworks db upgrade"):
        database.initialize(store)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_migrations_and_schema_agree(tmp_path) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.config import Config
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory

    migrated = Store.open(f"sqlite:///{tmp_path / 'migrated.db'}")
    database.upgrade(migrated)
    with migrated.read() as connection:
        assert compare_metadata(MigrationContext.configure(connection), schema.metadata) == []
    assert database.revision(migrated) == schema.HEAD
    migrated.close()
    config = Config()
    config.set_main_option("script_location", "ionworks.server.store:migrations")
    assert ScriptDirectory.from_config(config).get_current_head() == schema.HEAD


def test_ids_tell_records_apart_by_their_first_characters_and_keep_batches_together() -> None:
    assert len({new_id()[:8] for _ in range(20)}) == 20  # what default names show
    batch = list(new_ids(50))
    assert len(set(batch)) == 50
    assert len({one[:13] for one in batch}) == 1
    assert {uuid.UUID(one).version for one in batch} == {7}
