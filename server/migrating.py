"""Bringing a database to today's shape, when the server starts and from the command line."""

from alembic import command
from alembic.config import Config
from sqlmodel import Session, SQLModel, select

import server.about_me.models
import server.absences.models
import server.accounts.models
import server.allocations.models
import server.backups.models
import server.board.models
import server.body_marks.models
import server.calendars.models
import server.care_plans.models
import server.discharges.models
import server.documents.models
import server.file_audits.models
import server.imports.models
import server.inbox.models
import server.legal.models
import server.losses.models
import server.medication.models
import server.medicine_actions.models
import server.medicine_audits.models
import server.medicine_errors.models
import server.observations.models
import server.packages.models
import server.people.key_safe_models
import server.people.models
import server.products.models
import server.progress.models
import server.push.models
import server.record_changes.models
import server.risk_assessments.models
import server.rota.models
import server.rota_changes.models
import server.soft_signs.models
import server.staff.models
import server.stock.models
import server.visits.entry_kinds
import server.visits.models  # noqa: F401 (each names its tables to SQLModel)
from server import clock
from server.assets import ROOT
from server.db import make_engine
from server.inbox.models import Epoch
from server.products.built_in import put_built_in
from server.risk_assessments.shipped import put_shipped

METADATA = SQLModel.metadata
OPTIONS = {
    "script_location": str(ROOT / "migrations"),
    "file_template": "%%(year)d%%(month).2d%%(day).2d_%%(slug)s",
    "truncate_slug_length": "80",
    "timezone": "UTC",
}


def migrate(url: str) -> None:
    """Run the migrations that the database at `url` has not had; a new database begins its first epoch, and has the
    products and the forms for risk assessments that come with Doorstep."""
    command.upgrade(alembic_for(url), "head")
    begin_first_epoch(url)
    put_built_in(url)
    put_shipped(url)


def alembic_for(url: str) -> Config:
    """Alembic's configuration, which lives in no file."""
    config = Config(attributes={"url": url})
    for name, value in OPTIONS.items():
        config.set_main_option(name, value)
    return config


def begin_first_epoch(url: str) -> None:
    engine = make_engine(url)
    with Session(engine.execution_options(writes=True)) as db:
        if db.exec(select(Epoch)).first() is None:
            db.add(Epoch(began_at=clock.now()))
        db.commit()
    engine.dispose()
