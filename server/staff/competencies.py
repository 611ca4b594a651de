"""What workers were assessed to do with medicines: what counts, what is about to end, and recording it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from server.accounts.asker import Asker
from server.accounts.models import Account
from server.inbox.unit import Unit
from server.problems import BadInput
from server.staff.models import MedicineCompetency, MedicineLevel
from server.staff.recording import days_in
from server.staff.words import LEVEL_LIMITS

Competencies = Sequence[MedicineCompetency]
"""A worker's, the newest last."""


def competencies_of(db: Session, workers: Iterable[UUID]) -> dict[UUID, list[MedicineCompetency]]:
    """By worker, all that were ever recorded, the newest last."""
    found: dict[UUID, list[MedicineCompetency]] = defaultdict(list)
    known = select(MedicineCompetency).where(col(MedicineCompetency.account_id).in_(list(workers)))
    for one in db.exec(known.order_by(col(MedicineCompetency.assessed_on), col(MedicineCompetency.recorded_at))):
        found[one.account_id].append(one)
    return found


def newest(known: Competencies) -> MedicineCompetency | None:
    """The one that counts, as far as one does."""
    return known[-1] if known else None


def why_not(known: Competencies, asked: MedicineLevel, on: date) -> str:
    """What keeps a worker from giving medicines as a visit asks it on a day; empty when nothing does."""
    one = newest(known)
    if one is None:
        return "No medicines competency on record"
    if one.level is None:
        return f"Medicines competency withdrawn {one.assessed_on:%a} {one.assessed_on.day} {one.assessed_on:%b}"
    if one.until and one.has_ended(on):
        return f"Medicines competency ended {one.until:%a} {one.until.day} {one.until:%b}"
    return "" if one.counts_for(asked, on) else f"Medicines: assessed {LEVEL_LIMITS[one.level]}"


def record_competency(db: Unit, asker: Asker, worker: Account, said: Mapping[str, str]) -> None:
    """They were assessed. Raises BadInput, naming the field."""
    level = next((one for one in MedicineLevel if one == said.get("medicine_level")), None)
    if level is None:
        raise BadInput("Choose how far they may go with medicines.", "medicine_level")
    assessed_by = said.get("medicine_assessed_by", "").strip()
    if not assessed_by:
        raise BadInput("Say who assessed them.", "medicine_assessed_by")
    assessed_on, until = days_in(asker, said, "medicine_assessed_on", "medicine_until")
    one = MedicineCompetency(
        account_id=worker.id, level=level, assessed_by=assessed_by, assessed_on=assessed_on, until=until,
        note=said.get("medicine_note", "").strip(), recorded_by=asker.id,
    )  # fmt: skip
    refuse_what_is_older(db, worker, one)
    db.add(one)
    db.note(asker, "recorded medicines competency", worker.id)


def refuse_what_is_older(db: Unit, worker: Account, one: MedicineCompetency) -> None:
    """What would not count because a later one is on record would only look as if it did."""
    last = newest(competencies_of(db, [worker.id])[worker.id])
    if last and last.assessed_on > one.assessed_on:
        on = f"{last.assessed_on.day} {last.assessed_on:%b %Y}"
        raise BadInput(f"There is a later record, of {on}: this one would not count.", "medicine_assessed_on")


def withdraw_competency(db: Unit, asker: Asker, worker: Account, said: Mapping[str, str]) -> None:
    """From today on none counts; what was recorded stays. Raises BadInput without a reason, or when none counts."""
    why = said.get("medicine_withdrawn_because", "").strip()
    last = newest(competencies_of(db, [worker.id])[worker.id])
    if last is None or last.level is None:
        raise BadInput("There is no medicines competency to withdraw.", "medicine_withdrawn_because")
    if not why:
        raise BadInput("Say why it is withdrawn: it stays on record.", "medicine_withdrawn_because")
    db.add(
        MedicineCompetency(
            account_id=worker.id, level=None, assessed_by=asker.name, assessed_on=asker.today, note=why,
            recorded_by=asker.id,
        )
    )  # fmt: skip
    db.note(asker, "withdrew medicines competency", worker.id)
