"""What workers were assessed to do with medicines: what counts, what is about to end, and recording it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from server.accounts.asker import Asker
from server.accounts.models import Account
from server.asking import LONGEST_TEXT, Asking, needed, one_of, words
from server.db import new_id
from server.inbox.reading import uuid_or_none
from server.inbox.unit import Unit
from server.staff.models import MedicineCompetency, MedicineLevel
from server.staff.recording import days_in, keep_once
from server.staff.words import LEVEL_LIMITS

LEVEL = one_of(MedicineLevel, "Choose how far they may go with medicines.")
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
    """They were assessed; the same form sent twice is one record. Raises BadInput with all that is wrong."""
    known = db.get(MedicineCompetency, uuid_or_none(said.get("competency")) or new_id())
    with Asking(said) as asking:
        level = asking.read("medicine_level", LEVEL)
        assessed_by = asking.read("medicine_assessed_by", needed("Say who assessed them."))
        assessed_on, until = days_in(asker, asking, "medicine_assessed_on", "medicine_until")
        note = asking.read("medicine_note", words(LONGEST_TEXT))
        if assessed_on and not known and (later := later_than(db, worker, assessed_on)):
            asking.refuse("medicine_assessed_on", f"There is a later record, of {later}: this one would not count.")
    values = {
        "account_id": worker.id, "level": level, "assessed_by": assessed_by, "assessed_on": assessed_on,
        "until": until, "note": note, "recorded_by": asker.id,
    }  # fmt: skip
    if keep_once(db, MedicineCompetency, said.get("competency"), "medicine_level", values):
        db.note(asker, "recorded medicines competency", worker.id)


def later_than(db: Unit, worker: Account, on: date) -> str:
    """The day of a later record, beside which one of that day would only look as if it counted; empty without one."""
    last = newest(competencies_of(db, [worker.id])[worker.id])
    return f"{last.assessed_on.day} {last.assessed_on:%b %Y}" if last and last.assessed_on > on else ""


def withdraw_competency(db: Unit, asker: Asker, worker: Account, said: Mapping[str, str]) -> None:
    """From today on none counts; what was recorded stays. Raises BadInput without a reason, or when none counts."""
    last = newest(competencies_of(db, [worker.id])[worker.id])
    with Asking(said) as asking:
        if last is None or last.level is None:
            asking.refuse("medicine_withdrawn_because", "There is no medicines competency to withdraw.")
        why = asking.read("medicine_withdrawn_because", needed("Say why it is withdrawn: it stays on record."))
    db.add(
        MedicineCompetency(
            account_id=worker.id, level=None, assessed_by=asker.name, assessed_on=asker.today, note=why,
            recorded_by=asker.id,
        )
    )  # fmt: skip
    db.note(asker, "withdrew medicines competency", worker.id)
