"""The migrations end where the models are."""

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlmodel import Session, select

from server.accounts.models import Device, Holding
from server.care_plans.contents import read
from server.care_plans.models import PlanVersion
from server.db import make_engine
from server.inbox.models import Epoch
from server.migrating import METADATA, alembic_for, migrate
from server.risk_assessments.models import RiskAssessment, RiskForm
from server.risk_assessments.queries import Risk, risks_of
from server.staff.models import MedicineCompetency, MedicineLevel
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


BEFORE_HOLDINGS = "3f0c5b7a9d21"
A_PHONE = """
insert into agencies values ('{id}', 'Hearth', 'Europe/London', '1', 15, 200, 7, 14);
insert into teams values ('{id}', '{id}', 'Headingley');
insert into accounts (id, agency_id, team_id, username, password_hash, name, role, phone)
values ('{id}', '{id}', '{id}', 'amina', '', 'Amina', 'CARE_WORKER', '');
insert into devices (id, account_id, first_heard_at, last_heard_at, waiting, last_sequence, clock_offset_seconds)
values ('{id}', '{id}', '2026-11-19 08:20:00.000000', '2026-11-19 08:20:00.000000', 3, 41, 0);
insert into sign_ins (token_hash, account_id, began_at, ends_at)
values ('t', '{id}', '2026-11-19 08:20:00.000000', '2026-11-19 08:20:00.000000')
"""


def phone_brought_up_to_date(url: str) -> tuple[Holding, Device]:
    """What a database from before holdings says of a phone afterwards."""
    command.upgrade(alembic_for(url), BEFORE_HOLDINGS)
    engine = make_engine(url)
    id_ = uuid4().hex
    with engine.execution_options(writes=True).begin() as connection:
        for statement in A_PHONE.format(id=id_).split(";"):
            connection.execute(text(statement))
    migrate(url)
    with Session(engine) as db:
        found = db.exec(select(Holding)).one(), db.exec(select(Device)).one()
    engine.dispose()
    return found


def test_what_a_phone_held_is_still_known_on_sqlite(tmp_path: Path) -> None:
    holding, device = phone_brought_up_to_date(f"sqlite:///{tmp_path}/doorstep.sqlite3")
    assert (holding.account_id, holding.waiting, device.complete_to) == (device.account_id, 3, 41)


def test_what_a_phone_held_is_still_known_on_postgresql() -> None:
    with cluster() as fresh_url:
        holding, device = phone_brought_up_to_date(fresh_url())
    assert (holding.account_id, holding.waiting, device.complete_to) == (device.account_id, 3, 41)


BEFORE_COMPETENCIES = "5bcaa152141c"
WORKERS = """
insert into agencies (id, name, zone, phone, late_after_minutes, near_metres, answer_minutes, answer_minutes_urgent,
days_back, days_ahead) values ('{hearth}', 'Hearth', 'Europe/London', '1', 15, 200, 240, 15, 7, 14);
insert into teams values ('{hearth}', '{hearth}', 'Headingley');
insert into accounts (id, agency_id, team_id, username, password_hash, name, role, phone)
values ('{trained}', '{hearth}', '{hearth}', 'amina', '', 'Amina', 'CARE_WORKER', ''),
('{ended}', '{hearth}', '{hearth}', 'ben', '', 'Ben', 'CARE_WORKER', ''),
('{hearth}', '{hearth}', '{hearth}', 'grace', '', 'Grace', 'COORDINATOR', '');
insert into trainings (id, account_id, skill, assessed_on, until, recorded_at)
values ('{trained}', '{trained}', 'MEDICINES', '2026-01-05', '2999-01-05', '2026-01-05 08:20:00.000000'),
('{ended}', '{ended}', 'MEDICINES', '2020-01-05', '2021-01-05', '2026-01-05 08:20:00.000000')
"""


def competencies_after_the_upgrade(url: str) -> list[tuple[object, ...]]:
    """Of Amina, whose training in medicines counts, and of Ben, whose training has ended."""
    command.upgrade(alembic_for(url), BEFORE_COMPETENCIES)
    engine = make_engine(url)
    ids = {name: uuid4().hex for name in ("hearth", "trained", "ended")}
    with engine.execution_options(writes=True).begin() as connection:
        for statement in WORKERS.format(**ids).split(";"):
            connection.execute(text(statement))
    migrate(url)
    with Session(engine) as db:
        found = {one.account_id.hex: one for one in db.exec(select(MedicineCompetency))}
    engine.dispose()
    assert set(found) == {ids["trained"], ids["ended"]}
    amina, ben = found[ids["trained"]], found[ids["ended"]]
    return [(amina.level, str(amina.until)), (ben.level, ben.until - ben.assessed_on, ben.assessed_by)]


NOBODY_IS_LOCKED_OUT = [
    (MedicineLevel.DELEGATED, "2999-01-05"), (MedicineLevel.ASSIST, timedelta(days=30), "Nobody yet")
]  # fmt: skip


def test_at_the_upgrade_nobody_is_locked_out_on_sqlite(tmp_path: Path) -> None:
    assert competencies_after_the_upgrade(f"sqlite:///{tmp_path}/doorstep.sqlite3") == NOBODY_IS_LOCKED_OUT


def test_at_the_upgrade_nobody_is_locked_out_on_postgresql() -> None:
    with cluster() as fresh_url:
        assert competencies_after_the_upgrade(fresh_url()) == NOBODY_IS_LOCKED_OUT


BEFORE_PLAN_VERSIONS = "30561ab58f19"
A_PLAN = """
insert into agencies (id, name, zone, phone, late_after_minutes, near_metres, answer_minutes, answer_minutes_urgent,
days_back, days_ahead) values ('{jean}', 'Hearth', 'Europe/London', '1', 15, 200, 240, 15, 7, 14);
insert into service_users (id, agency_id, given_name, family_name, known_as, born_on, address, postcode, phone,
getting_in, beware, allergy_status, allergies, cpr_decision, cpr_note, workers_wanted, version)
values ('{jean}', '{jean}', 'Jean', 'Whitcombe', '', '1941-02-03', '', '', '', '', '', 'NOT_RECORDED', '',
'NOT_RECORDED', '', 'ANYBODY', 1);
insert into care_plans values ('{jean}', 7, '2026-11-02', 'Washing.');
insert into goals values ('{goal}', '{jean}', 0, 'To walk.');
insert into planned_visits (id, service_user_id, title, at, minutes, workers_needed, needs, from_on, weekdays,
every_weeks, bank_holidays, follows) values
('{first}', '{jean}', 'Morning', '08:00:00.000000', 30, 1, '', '2000-01-01', 'MO', 1, 'AS_USUAL', null),
('{then}', '{jean}', 'Morning', '08:30:00.000000', 30, 1, '', '2026-11-02', 'MO', 1, 'AS_USUAL', '{first}'),
('{bed}', '{jean}', 'Bed', '21:00:00.000000', 30, 1, '', '2000-01-01', 'MO', 1, 'AS_USUAL', null);
insert into planned_actions values ('{first}', '{first}', 0, 'Wash', 'Cold.', {yes}),
('{then}', '{then}', 0, 'Wash', 'Warm.', {yes}), ('{bed}', '{bed}', 0, 'Wash', 'Warm.', {yes})
"""


def plan_taken_over(url: str, yes: str) -> None:
    """Two planned visits, one of which was changed, that ask for the same: it is one action of the plan."""
    command.upgrade(alembic_for(url), BEFORE_PLAN_VERSIONS)
    engine = make_engine(url)
    ids = {name: uuid4() for name in ("jean", "goal", "first", "then", "bed")}
    with engine.execution_options(writes=True).begin() as connection:
        for statement in A_PLAN.format(yes=yes, **{name: id_.hex for name, id_ in ids.items()}).split(";"):
            connection.execute(text(statement))
    migrate(url)
    with Session(engine) as db:
        [version] = db.exec(select(PlanVersion)).all()
    engine.dispose()
    plan = read(version.content)
    assert (version.number, version.by, str(version.in_force_on)) == (7, None, "2026-11-02")
    assert (plan.summary, [(goal.id, goal.words) for goal in plan.goals]) == ("Washing.", [(ids["goal"], "To walk.")])
    [wash] = plan.actions
    assert (wash.title, wash.how, wash.essential) == ("Wash", "Warm.", True)
    assert [place.planned_visit_id for place in wash.visits] == [ids["first"], ids["bed"]]


def test_a_plan_is_taken_over_on_sqlite(tmp_path: Path) -> None:
    plan_taken_over(f"sqlite:///{tmp_path}/doorstep.sqlite3", "1")


def test_a_plan_is_taken_over_on_postgresql() -> None:
    with cluster() as fresh_url:
        plan_taken_over(fresh_url(), "true")


@pytest.mark.parametrize("constraint", ["fk_visits_service_user_id", "uq_assignments_visit_id_account_id"])
def test_every_constraint_has_a_name_to_change_it_by(constraint: str) -> None:
    assert constraint in {named.name for table in METADATA.tables.values() for named in table.constraints}


BEFORE_ASSESSMENTS = "3feaed7a182e"
A_RISK = """
insert into agencies (id, name, zone, phone, late_after_minutes, near_metres, answer_minutes, answer_minutes_urgent,
days_back, days_ahead) values ('{id}', 'Hearth', 'Europe/London', '1', 15, 200, 240, 15, 7, 14);
insert into service_users (id, agency_id, given_name, family_name, known_as, born_on, address, postcode, phone,
getting_in, beware, allergy_status, allergies, cpr_decision, cpr_note, workers_wanted, version)
values ('{id}', '{id}', 'Jean', 'Whitcombe', '', '1941-02-03', '', '', '', '', '', 'NOT_RECORDED', '', 'NOT_RECORDED',
'', 'ANYBODY', 1);
insert into risks values ('{id}', '{id}', 0, 'Falls', 'Unsteady on the stairs.', 'Walk behind her.')
"""


def risks_after_the_upgrade(url: str) -> list[Risk]:
    """What workers read of a person who had one risk on the list that there was."""
    command.upgrade(alembic_for(url), BEFORE_ASSESSMENTS)
    engine, id_ = make_engine(url), uuid4()
    with engine.execution_options(writes=True).begin() as connection:
        for statement in A_RISK.format(id=id_.hex).split(";"):
            connection.execute(text(statement))
    migrate(url)
    with Session(engine) as db:
        found = risks_of(db, [id_])[id_]
        [form] = [one for one in db.exec(select(RiskForm)) if one.kind == "general" and one.version == 1]
        assert [question.name for question in form.definition.all_questions()] == ["category", "what"]
        assert db.exec(select(RiskAssessment.id)).one() == id_
    engine.dispose()
    return found


THE_RISK = [Risk("Falls", "Unsteady on the stairs.", "Walk behind her.", "")]


def test_a_risk_of_the_old_list_is_an_assessment_on_sqlite(tmp_path: Path) -> None:
    assert risks_after_the_upgrade(f"sqlite:///{tmp_path}/doorstep.sqlite3") == THE_RISK


def test_a_risk_of_the_old_list_is_an_assessment_on_postgresql() -> None:
    with cluster() as fresh_url:
        assert risks_after_the_upgrade(fresh_url()) == THE_RISK
