"""The migrations end where the models are."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlmodel import Session, select

from server.db import make_engine
from server.inbox.models import Epoch
from server.migrating import METADATA, migrate
from tests.postgres import cluster
from tests.seeding import fresh_database


def differences_at(url: str) -> list[object]:
    engine = make_engine(url)
    with engine.connect() as connection:
        found = compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), METADATA)
    engine.dispose()
    return found


def test_a_migrated_sqlite_file_is_what_the_models_say(tmp_path: Path) -> None:
    with fresh_database(tmp_path) as engine:
        assert differences_at(str(engine.url)) == []


def test_a_migrated_postgresql_is_what_the_models_say() -> None:
    with cluster() as fresh_url:
        migrate(url := fresh_url())
        assert differences_at(url) == []


def test_a_database_migrated_twice_is_still_in_its_first_epoch(tmp_path: Path) -> None:
    with fresh_database(tmp_path) as engine, Session(engine) as db:
        epoch = db.exec(select(Epoch.id)).one()
        migrate(str(engine.url))
        assert db.exec(select(Epoch.id)).one() == epoch


@pytest.mark.parametrize("constraint", ["fk_visits_service_user_id", "uq_assignments_visit_id_account_id"])
def test_every_constraint_has_a_name_to_change_it_by(constraint: str) -> None:
    assert constraint in {named.name for table in METADATA.tables.values() for named in table.constraints}
